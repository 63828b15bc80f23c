"""Each floor imports only what the floor plan allows (docs/architecture.md, Floors), and only what Package.swift declares for it."""

import json
import re
import subprocess
import sys

from source import ROOT, blanked, files, line_of, report, shown

FOUNDATION = {"Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc"}
SYSTEM = {
    "Domain": {"FoundationEssentials"},
    "SQLEngine": {"FoundationEssentials", "Synchronization"},
    "JSON": set(),
}


def declared() -> dict[str, set[str]]:
    """Every target's declared dependencies, by the name a source file imports."""
    manifest = json.loads(subprocess.run(
        ["swift", "package", "dump-package"], cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout)
    allowed = {}
    for target in manifest["targets"]:
        names = set()
        for dependency in target["dependencies"]:
            kind, value = next(iter(dependency.items()))
            names.add(value[0])
        allowed[target["name"]] = names
    return allowed


def main() -> int:
    findings = []
    allowed = declared()
    for path in files("Sources", "Tests"):
        parts = path.relative_to(ROOT).parts
        target = parts[1]
        if target not in allowed:
            continue
        system = SYSTEM.get(target, FOUNDATION) if parts[0] == "Sources" else FOUNDATION | {"Testing"}
        code = blanked(path.read_text(encoding="utf-8"))
        for match in re.finditer(r"^(?:@testable |@preconcurrency )?(?:private |internal |package |public |fileprivate )?import (?:struct |enum |func |class |protocol )?(\w+)", code, re.MULTILINE):
            module = match.group(1)
            if module not in allowed[target] | system:
                findings.append(f"{shown(path)}:{line_of(code, match.start())}: {target} may not import {module}")
    return report(findings)


if __name__ == "__main__":
    sys.exit(main())
