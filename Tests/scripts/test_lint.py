"""The checks of script/lint find what they are for: each is shown a bad sample, and a good one beside it."""

import sys
from pathlib import Path

import pytest

CHECKS = Path(__file__).resolve().parents[2] / "script" / "checks"
sys.path.insert(0, str(CHECKS))

import banned_forms  # noqa: E402
import budgets  # noqa: E402
import counts  # noqa: E402
import leftovers  # noqa: E402
import source  # noqa: E402
import sql_home  # noqa: E402
import versions  # noqa: E402


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A small tree in place of the project: `tree(path, text)` adds a file to it."""
    added: list[Path] = []

    def listed(*folders, suffixes=(".swift",)):
        return [path for path in added if path.suffix in suffixes]

    for module in (banned_forms, budgets, leftovers, sql_home):
        monkeypatch.setattr(module, "files", listed)
        monkeypatch.setattr(module, "shown", lambda path: str(path.relative_to(tmp_path)))
    monkeypatch.setattr(versions, "ROOT", tmp_path)

    def add(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        added.append(path)

    return add


@pytest.mark.parametrize("line", [
    "let a = try! read()",
    "let b = value as! String",
    'fatalError("never")',
    "let c = Int(Double.infinity)",
    "final class Box: @unchecked Sendable {}",
    "let price: Double = 1",
])
def test_a_form_that_can_end_the_process_is_found(tree, line):
    tree("Sources/Domain/Bad.swift", f"\n{line}\n")
    assert banned_forms.main() == 1


@pytest.mark.parametrize("line", [
    "// try! is not used here",
    'let text = "as! in a sentence"',
    "final class Box: @unchecked Sendable {}  // one lock guards every member",
    "let ok = try read() as? String",
])
def test_a_form_that_only_looks_alike_is_let_be(tree, line):
    tree("Sources/Web/Good.swift", f"\n\n\n{line}\n")
    assert banned_forms.main() == 0


def test_sql_outside_of_its_home_is_found(tree):
    tree("Sources/UseCases/Bad.swift", 'let sql = "SELECT id FROM orders"\n')
    assert sql_home.main() == 1


def test_sql_in_the_stores_and_words_like_sql_elsewhere_are_let_be(tree):
    tree("Sources/Stores/Good.swift", 'let sql: SQL = "SELECT id FROM orders"\n')
    tree("Sources/Web/Good.swift", 'let title = "Select a customer from the list"\n')
    assert sql_home.main() == 0


def test_a_public_import_of_the_engine_library_is_found(tree):
    tree("Sources/SQLiteEngine/Bad.swift", "package import GRDB\n")
    assert sql_home.main() == 1


def test_a_function_over_its_budget_is_found_and_one_within_it_is_not(tree):
    tree("Sources/Domain/Good.swift", "func short() {\n" + "  call()\n" * 60 + "}\n")
    assert budgets.main() == 0
    tree("Sources/Domain/Bad.swift", "func long(_ a: [Int] = []) throws -> Int {\n" + "  call()\n" * 80 + "}\n")
    assert budgets.main() == 1


def test_a_requirement_without_a_body_has_no_length(tree):
    tree("Sources/Domain/Good.swift", "protocol P {\n  func a() -> Int\n" + "  var b: Int { get }\n" * 90 + "}\n")
    assert budgets.main() == 0


def test_a_file_over_its_budget_is_found(tree):
    tree("Sources/Domain/Bad.swift", "let a = 1\n" * 401)
    assert budgets.main() == 1


def test_an_unsafe_or_inexact_version_is_found(tree):
    tree("Package.swift", '.package(url: "https://example.org/apple/swift-nio", exact: "2.99.0"),\n')
    assert versions.main() == 1
    tree("Package.swift", '.package(url: "https://example.org/apple/swift-nio", from: "2.101.0"),\n')
    assert versions.main() == 1
    tree("Package.swift", '.package(url: "https://example.org/apple/swift-nio", exact: "2.101.2"),\n')
    assert versions.main() == 0


@pytest.mark.parametrize("name, text", [
    ("Sources/Domain/OrderHelpers.swift", ""),
    ("Sources/Domain/Order.swift", "// TO" "DO later\n"),
    ("Tests/api/test_x.py", "time.sl" "eep(1)\n"),
    ("Tests/api/test_y.py", "@pytest.mark." "skip\n"),
    ("docs/x.md", "see /home" "/someone/notes\n"),
])
def test_a_leftover_is_found(tree, name, text):
    tree(name, text)
    assert leftovers.main() == 1


def test_blanking_keeps_line_numbers_and_what_is_code():
    text = 'let a = "try! \\(b("x"))" // try!\nlet c = """\n  as! d\n  """\nlet e = 1\n'
    blank = source.blanked(text)
    assert blank.count("\n") == text.count("\n")
    assert "try!" not in blank and "as!" not in blank
    assert "let e = 1" in blank


def test_counts_are_read_from_each_runner():
    assert counts.from_tap("# tests 3\n# pass 2\n# fail 1\n# skipped 0\n") == (2, 1, 0)
    swift = '✘ Test "a" failed after 0.1 seconds with 1 issue.\n✘ Test run with 4 tests in 2 suites failed after 0.2 seconds with 1 issue.\n'
    assert counts.from_swift(swift) == (3, 1, 0)


def junit(path: Path, **outcomes: bool) -> None:
    cases = "".join(f'<testcase classname="Tests.pages" name="{name}">{"" if passes else "<failure/>"}</testcase>' for name, passes in outcomes.items())
    failed = list(outcomes.values()).count(False)
    path.write_text(f'<testsuites><testsuite tests="{len(outcomes)}" failures="{failed}" errors="0" skipped="0">{cases}</testsuite></testsuites>')


def test_what_passes_only_the_second_time_is_named(tmp_path):
    junit(tmp_path / "browser.xml", sells=True, holds=False, pays=False)
    assert counts.from_both(tmp_path, "browser") == (1, 2, 0)
    junit(tmp_path / "browser-again.xml", holds=True, pays=False)
    assert counts.from_both(tmp_path, "browser") == (2, 1, 0)
    assert counts.unsteady(tmp_path) == ["browser: Tests.pages::holds"]
    junit(tmp_path / "browser-again.xml", holds=True, pays=True)
    assert counts.from_both(tmp_path, "browser") == (3, 0, 0)
