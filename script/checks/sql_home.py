"""SQL text lives in Stores and the engines and nowhere else; raw fragments never come from outside."""

import re
import sys

from source import blanked, files, line_of, report, shown

HOMES = ("Sources/Stores/", "Sources/SQLEngine/", "Sources/SQLiteEngine/", "Sources/PostgresEngine/")

_STATEMENT = re.compile(
    r'"[^"\n]*\b(?:SELECT\s+[\w*(].*\bFROM\b|INSERT\s+INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b|CREATE\s+(?:TABLE|INDEX)\b|PRAGMA\s+\w)',
)
_MULTILINE = re.compile(r"^\s*(?:SELECT\s+[\w*(]|INSERT\s+INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b|CREATE\s+TABLE\b)", re.MULTILINE)


def main() -> int:
    findings = []
    for path in files("Sources"):
        if shown(path).startswith(HOMES):
            continue
        text = blanked(path.read_text(encoding="utf-8"), keep_strings=True)
        for pattern in (_STATEMENT, _MULTILINE):
            for match in pattern.finditer(text):
                findings.append(f"{shown(path)}:{line_of(text, match.start())}: SQL outside of Stores and the engines")
    for path in files("Sources"):
        text = blanked(path.read_text(encoding="utf-8"))
        grdb = re.search(r"^(?:package|public) import GRDB\b", text, re.MULTILINE)
        if grdb:
            findings.append(f"{shown(path)}:{line_of(text, grdb.start())}: GRDB stays inside its floor")
    return report(findings)


if __name__ == "__main__":
    sys.exit(main())
