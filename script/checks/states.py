"""Draws the lives of orders and packages as diagrams and tables, out of the tables that the program itself obeys."""

import re
import sys
from pathlib import Path

from source import ROOT

TABLE = ROOT / "Sources/Domain/Orders/OrderMoves.swift"
RETURNS = ROOT / "Sources/Domain/Returns/ReturnMoves.swift"
PACKAGES = ROOT / "Sources/Domain/Fulfilment/ShipmentMoves.swift"
DRAWING = ROOT / "docs/states.md"

_ROW = re.compile(
    r'row\(\s*"(?P<rule>\w+)",\s*\.(?P<move>\w+),\s*from: \[(?P<origins>[^\]]*)\],\s*to: (?P<target>nil|\.\w+),'
    r'\s*by: "(?P<trigger>[^"]*)",\s*if: "(?P<guards>[^"]*)"\s*\)'
)


def words(name: str) -> str:
    """`revertToDraft` as a reader says it: "revert to draft"."""
    return re.sub(r"(?<!^)([A-Z])", r" \1", name).lower()


def wire(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def rows(text: str) -> list[dict]:
    found = []
    for match in _ROW.finditer(text):
        row = match.groupdict()
        row["origins"] = re.findall(r"\.(\w+)", row["origins"])
        row["target"] = None if row["target"] == "nil" else row["target"].lstrip(".")
        found.append(row)
    return found


def drawing(table: list[dict]) -> list[str]:
    lines = [
        "# The life of an order",
        "",
        "Drawn by `script/states` from the table in `Sources/Domain/Orders/OrderMoves.swift`; do not edit it here.",
        "Nothing but that table changes an order's status. The numbers (T2 …) are what the code and the tests cite.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "  [*] --> draft : T1 create",
    ]
    for row in table:
        for origin in row["origins"]:
            target = row["target"] or origin
            lines.append(f"  {wire(origin)} --> {wire(target)} : {row['rule']} {words(row['move'])}")
    lines += [
        "```",
        "",
        "| rule | move | from | to | who starts it | what must hold |",
        "|---|---|---|---|---|---|",
        "| T1 | create | (none) | `draft` | anyone who may sell; a duplicate, a split | nothing |",
    ]
    for row in table:
        origins = ", ".join(f"`{wire(origin)}`" for origin in row["origins"])
        target = f"`{wire(row['target'])}`" if row["target"] else "the same"
        lines.append(f"| {row['rule']} | {words(row['move'])} | {origins} | {target} | {row['trigger']} | {row['guards']} |")
    lines += [
        "",
        "A hold is a facet of a draft, not a status. Payment, fulfilment and return status are never set: one writer derives them",
        "from the payments, refunds, shipments and returns of the order (`docs/rules.md`).",
    ]
    return lines


def drawing_of_packages(table: list[dict]) -> list[str]:
    lines = [
        "",
        "# The life of a package",
        "",
        f"Drawn from the table in `{PACKAGES.relative_to(ROOT)}`. Within ten seconds the last move can be taken back, which is",
        "no move of its own.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "  [*] --> pending",
    ]
    for row in table:
        for origin in row["origins"]:
            lines.append(f"  {wire(origin)} --> {wire(row['target'])} : {row['rule']} {words(row['move'])}")
    lines += ["```", "", "| rule | move | from | to | who starts it | what must hold |", "|---|---|---|---|---|---|"]
    for row in table:
        origins = ", ".join(f"`{wire(origin)}`" for origin in row["origins"])
        lines.append(f"| {row['rule']} | {words(row['move'])} | {origins} | `{wire(row['target'])}` | {row['trigger']} | {row['guards']} |")
    return [*lines, ""]


def drawing_of_returns(table: list[dict]) -> list[str]:
    lines = [
        "# The life of a return",
        "",
        f"Drawn from the table in `{RETURNS.relative_to(ROOT)}`. Each part of it is decided about once; the order's return status is",
        "read off all of them.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "  [*] --> requested : R1 request",
    ]
    for row in table:
        for origin in row["origins"]:
            lines.append(f"  {wire(origin)} --> {wire(row['target'] or origin)} : {row['rule']} {words(row['move'])}")
    lines += ["```", "", "| rule | move | from | to | who starts it | what must hold |", "|---|---|---|---|---|---|"]
    lines.append("| R1 | request | (none) | `requested` | staff | handed over and not given back before; a closed order opens again (T10) |")
    for row in table:
        origins = ", ".join(f"`{wire(origin)}`" for origin in row["origins"])
        target = f"`{wire(row['target'])}`" if row["target"] else "the same"
        lines.append(f"| {row['rule']} | {words(row['move'])} | {origins} | {target} | {row['trigger']} | {row['guards']} |")
    return [*lines, ""]


def read(source: Path) -> list[dict]:
    """The rows of a table, every one of them."""
    text = source.read_text(encoding="utf-8")
    found = rows(text)
    written = len(re.findall(r'^\s*row\(\s*"[TFR]\d+"', text, re.MULTILINE))
    if not found or len(found) != written:
        sys.exit(f"script/states: read {len(found)} of {written} rows of {source.name}")
    return found


def main() -> int:
    drawn = "\n".join(drawing(read(TABLE)) + drawing_of_packages(read(PACKAGES)) + drawing_of_returns(read(RETURNS)))
    if "--check" in sys.argv:
        if not DRAWING.exists() or DRAWING.read_text(encoding="utf-8") != drawn:
            print("docs/states.md is stale: run script/states")
            return 1
        return 0
    DRAWING.parent.mkdir(exist_ok=True)
    DRAWING.write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
