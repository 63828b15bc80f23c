"""Forms that end the whole process on bad input, or hide a race, are not used in Sources (one till's input must not stop the others)."""

import re
import sys

from source import blanked, files, line_of, report, shown

BANNED = {
    r"\btry!": "try! ends the process; throw or refuse",
    r"\bas!": "as! ends the process; use as? and refuse",
    r"\bfatalError\(": "fatalError ends the process; precondition is for our own mistakes, refusals for input",
    r"\bInt(?:64)?\(\s*Double\b": "Int(Double) traps on infinity and nan; use Int(exactly:)",
    r"\bNSRegularExpression\b|\bRegex\(": "backtracking patterns can run for minutes; parse by hand",
    r"\bunowned\(unsafe\)": "unowned(unsafe) is undefined behaviour after release",
    r"\bDecimal\(": "Decimal is not money; use Money, Quantity, UnitPrice",
}
# Allowed only with the reason in a comment on the line itself or just above.
WITH_REASON = {
    r"@unchecked Sendable": "@unchecked Sendable needs the reason beside it",
    r"nonisolated\(unsafe\)": "nonisolated(unsafe) needs the reason beside it",
}
# No floating point where money, quantities and times are computed.
NO_FLOATS = ("Sources/Domain/", "Sources/Stores/", "Sources/UseCases/", "Sources/JSON/")


def has_reason(text: str, line: int) -> bool:
    lines = text.splitlines()
    return any("//" in candidate for candidate in lines[max(0, line - 3) : line])


def main() -> int:
    findings = []
    for path in files("Sources"):
        text = path.read_text(encoding="utf-8")
        code = blanked(text)
        forms = dict(BANNED)
        if shown(path).startswith(NO_FLOATS):
            forms[r"\b(?:Double|Float|CGFloat)\b"] = "no floating point on this floor; use integers of a named unit"
        for pattern, reason in forms.items():
            for match in re.finditer(pattern, code):
                findings.append(f"{shown(path)}:{line_of(code, match.start())}: {reason}")
        for pattern, reason in WITH_REASON.items():
            for match in re.finditer(pattern, code):
                line = line_of(code, match.start())
                if not has_reason(text, line):
                    findings.append(f"{shown(path)}:{line}: {reason}")
    return report(findings)


if __name__ == "__main__":
    sys.exit(main())
