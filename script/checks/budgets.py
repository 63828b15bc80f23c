"""Holds files and functions to lengths that can be read in one go (docs/architecture.md, Rooms)."""

import re
import sys

from source import blanked, files, line_of, report, shown

FILE_WARNING, FILE_LIMIT = 180, 400
FUNCTION_WARNING, FUNCTION_LIMIT = 40, 70

_FUNCTION = re.compile(r"\b(?:func\s+[^\s(<]+|init[?!]?(?=\s*[(<])|deinit\b|subscript(?=\s*[(<]))")


def functions(text: str):
    """Each function's first and last line, found by matching the braces of its body."""
    code = blanked(text)
    for match in _FUNCTION.finditer(code):
        if code[: match.start()].rstrip().endswith((".", "self")):
            continue
        start = body_start(code, match.end())
        if start is None:
            continue
        depth = 0
        for offset in range(start, len(code)):
            depth += {"{": 1, "}": -1}.get(code[offset], 0)
            if depth == 0:
                yield match.group(), line_of(code, match.start()), line_of(code, offset)
                break


def body_start(code: str, offset: int) -> int | None:
    """Where the body's brace opens; None for a requirement without a body."""
    depth = 0
    for index in range(offset, len(code)):
        character = code[index]
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif character == "{" and depth == 0:
            return index
        elif character == "}" and depth == 0:
            return None
        elif character == "\n" and depth == 0 and re.match(r"\s*(?:package|public|private|func|var|let|init|static|case|\}|@)", code[index + 1 :]):
            return None
    return None


def main() -> int:
    findings, warnings = [], []
    for path in files("Sources", "Tests", "script", suffixes=(".swift", ".js", ".css", ".py", ".mustache")):
        text = path.read_text(encoding="utf-8")
        length = text.count("\n")
        if length > FILE_LIMIT:
            findings.append(f"{shown(path)}:1: {length} lines, the limit is {FILE_LIMIT}")
        elif length > FILE_WARNING:
            warnings.append(f"{shown(path)}:1: {length} lines, better below {FILE_WARNING}")
        if path.suffix != ".swift":
            continue
        for name, first, last in functions(text):
            lines = last - first + 1
            where = f"{shown(path)}:{first}: {name} has {lines} lines"
            if lines > FUNCTION_LIMIT:
                findings.append(f"{where}, the limit is {FUNCTION_LIMIT}")
            elif lines > FUNCTION_WARNING:
                warnings.append(f"{where}, better below {FUNCTION_WARNING}")
    if "--warnings" in sys.argv:
        print("\n".join(warnings))
    elif warnings:
        print(f"{len(warnings)} files or functions are long, not too long (script/checks/budgets.py --warnings lists them)")
    return report(findings)


if __name__ == "__main__":
    sys.exit(main())
