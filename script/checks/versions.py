"""Dependencies are named exactly, and never in a version with a known hole."""

import re
import sys

from source import ROOT, report

# The first version in which the hole is closed, and what it was.
SAFE_FROM = {
    "swift-nio": ((2, 100, 0), "unbounded header blocks, CVE-2026-28980"),
}


def main() -> int:
    findings = []
    manifest = (ROOT / "Package.swift").read_text(encoding="utf-8")
    for line, text in enumerate(manifest.splitlines(), start=1):
        package = re.search(r'\.package\(\s*url:\s*"[^"]*/([\w.-]+?)(?:\.git)?",\s*(.*)\)', text)
        if not package:
            continue
        name, requirement = package.groups()
        exact = re.fullmatch(r'exact:\s*"(\d+)\.(\d+)\.(\d+)"', requirement.rstrip(",) "))
        if not exact:
            findings.append(f"Package.swift:{line}: {name} needs an exact version")
            continue
        version = tuple(int(part) for part in exact.groups())
        if name in SAFE_FROM and version < SAFE_FROM[name][0]:
            findings.append(f"Package.swift:{line}: {name} {'.'.join(map(str, version))} is unsafe: {SAFE_FROM[name][1]}")
    return report(findings)


if __name__ == "__main__":
    sys.exit(main())
