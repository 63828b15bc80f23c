"""Reads the sources for the other checks: lists of files, and Swift with comments and string literals blanked out."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def files(*folders: str, suffixes: tuple[str, ...] = (".swift",)) -> list[Path]:
    """Files below the folders that git knows or would add, so that build products are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()
    found = (ROOT / name for name in sorted(set(listed)))
    return [path for path in found if path.suffix in suffixes and path.is_file()]


_TOKEN = re.compile(
    r"//[^\n]*"
    r"|/\*.*?\*/"
    r'|(?P<raw>#+)"""(?s:.*?)"""(?P=raw)'
    r'|"""(?s:.*?)"""'
    r'|(?P<raw1>#+)"(?:[^\n])*?"(?P=raw1)'
    r'|"(?:\\\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)|\\[^(\n]|[^"\\\n])*"',
    re.DOTALL,
)


def blanked(text: str, keep_strings: bool = False) -> str:
    """The text with comments, and unless kept string literals, replaced by blanks: line and column numbers stay."""
    def blank(match: re.Match[str]) -> str:
        token = match.group()
        if keep_strings and not token.startswith("/"):
            return token
        return re.sub(r"[^\n]", " ", token)
    return _TOKEN.sub(blank, text)


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def report(findings: list[str]) -> int:
    """Prints the findings and answers the exit code."""
    for finding in findings:
        print(finding)
    return 1 if findings else 0


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
