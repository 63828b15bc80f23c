"""Prints the figures as a table and keeps them as JSON."""

import json
import os
import platform
import subprocess
from datetime import datetime, timezone
from pathlib import Path


def machine() -> dict:
    """What the figures were taken on, as far as a reader needs it."""
    model = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    sqlite = subprocess.run(["pkg-config", "--modversion", "sqlite3"], capture_output=True, text=True).stdout.strip()
    return {"cores": os.cpu_count(), "processor": model, "kernel": platform.release(), "sqlite": sqlite, "load_before": round(os.getloadavg()[0], 2)}


def show(title: str, columns: list[str], rows: list[list]) -> None:
    texts = [[f"{cell:,.1f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    widths = [max(len(column), *(len(row[index]) for row in texts)) for index, column in enumerate(columns)]
    print(f"\n{title}")
    print("  ".join(column.rjust(width) if index else column.ljust(width) for index, (column, width) in enumerate(zip(columns, widths))))
    for row in texts:
        print("  ".join(cell.rjust(width) if index else cell.ljust(width) for index, (cell, width) in enumerate(zip(row, widths))))


def keep(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"taken_at": datetime.now(timezone.utc).isoformat(timespec="seconds"), "machine": machine(), **content}
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten to {path}")
