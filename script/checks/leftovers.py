"""Names that say nothing, marks of unfinished work, tests that wait by the clock or do not run, and traces of one machine."""

import re
import sys

from source import files, report, shown

EMPTY_NAMES = re.compile(r"(?:Utils?|Helpers?|Manager|Common|Core|Base|Placeholder)\.swift$|\+\w*[Ee]xt\w*\.swift$")
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
CLOCK = re.compile(r"\b(?:sleep|wait_for_timeout|waitForTimeout|Task\.sleep)\(")
NOT_RUN = re.compile(r"\.(?:disabled|skip)\(|xfail|@pytest\.mark\.skip|withKnownIssue")
MACHINE = re.compile(r"(?<![\w/.])/(?:home|Users|root|work)/\w+")
TEXTS = (".swift", ".js", ".css", ".py", ".mustache", ".md", ".yaml", ".sql", ".json", "")


def main() -> int:
    findings = []
    for path in files(".", suffixes=TEXTS):
        name = shown(path)
        if name == "LICENSE" or name.startswith("script/checks/"):
            continue
        if EMPTY_NAMES.search(path.name):
            findings.append(f"{name}:1: a name that says nothing")
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            findings.append(f"{name}:1: not UTF-8")
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if path.suffix != ".md" and UNFINISHED.search(line):
                findings.append(f"{name}:{number}: unfinished work left in the tree")
            if MACHINE.search(line):
                findings.append(f"{name}:{number}: a path of one machine")
            if name.startswith("Tests/") and CLOCK.search(line):
                findings.append(f"{name}:{number}: wait for the thing, not for the clock")
            if name.startswith("Tests/") and path.suffix in (".swift", ".py", ".js") and NOT_RUN.search(line):
                findings.append(f"{name}:{number}: a test that does not run")
    return report(findings)


if __name__ == "__main__":
    sys.exit(main())
