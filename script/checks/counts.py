"""Reads how many tests passed, failed and were skipped out of what a suite's runner left behind, and prints three numbers; with `unsteady` in
place of a suite, the names of tests that passed only when they were run again alone."""

import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def from_junit(path: Path) -> tuple[int, int, int]:
    if not path.exists():
        return 0, 0, 0
    total = failed = skipped = 0
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return max(0, total - failed - skipped), failed, skipped


def from_both(logs: Path, suite: str) -> tuple[int, int, int]:
    """A suite whose failed tests were run again counts by the second run of those."""
    passed, failed, skipped = from_junit(logs / f"{suite}.xml")
    again = from_junit(logs / f"{suite}-again.xml")
    return (passed + again[0], failed - again[0], skipped) if failed and 0 < again[0] <= failed else (passed, failed, skipped)


def unsteady(logs: Path) -> list[str]:
    """What passed at the second try only."""
    names = []
    for path in sorted(logs.glob("*-again.xml")):
        for case in ElementTree.parse(path).getroot().iter("testcase"):
            if not any(case.find(word) is not None for word in ("failure", "error", "skipped")):
                names.append(f"{path.stem.removesuffix('-again')}: {case.get('classname')}::{case.get('name')}")
    return names


def from_tap(text: str) -> tuple[int, int, int]:
    def count(word: str) -> int:
        found = re.findall(rf"^# {word} (\d+)$", text, re.MULTILINE)
        return int(found[-1]) if found else 0
    return count("pass"), count("fail") + count("cancelled"), count("skipped") + count("todo")


def from_swift(text: str) -> tuple[int, int, int]:
    total = sum(int(number) for number in re.findall(r"Test run with (\d+) tests?\b", text))
    failed = len(re.findall(r"^\W*Test (?!run |case ).* failed after ", text, re.MULTILINE))
    skipped = len(re.findall(r"^\W*Test (?!run |case ).* skipped", text, re.MULTILINE))
    return max(0, total - failed - skipped), failed, skipped


def from_lint(text: str) -> tuple[int, int, int]:
    return len(re.findall(r"^lint: .*: ok$", text, re.MULTILINE)), len(re.findall(r"^lint: .*: findings above$", text, re.MULTILINE)), 0


def main(suite: str, logs: Path) -> None:
    if suite == "unsteady":
        print("\n".join(unsteady(logs)))
        return
    log = (logs / f"{suite}.log").read_text(encoding="utf-8", errors="replace")
    if suite == "types":
        errors = len(re.findall(r": error TS\d+", log))
        counts = (0 if errors else 1, errors, 0)
    elif suite == "js":
        counts = from_tap(log)
    elif suite == "swift":
        counts = from_swift(log)
    elif suite == "lint":
        counts = tuple(map(sum, zip(from_lint(log), from_junit(logs / "lint.xml"))))
    else:
        counts = from_both(logs, suite)
    print(*counts)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
