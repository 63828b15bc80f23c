"""Reads the rows that the server wrote for one draft out of its database, for the raw ceiling to write again."""

import re
from pathlib import Path

from support import database

UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
PREFIXED = re.compile(r"^([a-z]{3}_)(.+)$")


def tables(shop: database.Database) -> list[str]:
    """The shop's own tables, those that others point to first; on SQLite without the search index's, which is no ordinary table."""
    if isinstance(shop, database.PostgresShop):
        # In the order in which they were made. The engine's bookkeeping has a schema of its own.
        return [name for (name,) in shop.tuples("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY oid")]
    rows = shop.tuples("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
    virtual = [name for name, sql in rows if sql and sql.upper().startswith("CREATE VIRTUAL")]
    return [name for name, _ in rows if name not in virtual and not any(name.startswith(f"{index}_") for index in virtual)]


def snapshot(data: Path) -> dict[str, list[tuple]]:
    """Every table's rows as they were written one after the other, and its columns as the first of them; nothing of a table without rows."""
    shop = database.database_of(data)
    order = "ORDER BY xmin::text::bigint, cmin::text::bigint" if isinstance(shop, database.PostgresShop) else ""
    content = {}
    for table in tables(shop):
        rows = shop.rows(f'SELECT * FROM "{table}" {order}')
        if rows:
            content[table] = [tuple(rows[0]), *(tuple(row.values()) for row in rows)]
    return content


def added(before: dict, after: dict) -> list[tuple[str, tuple, list[tuple]]]:
    """What was added between two snapshots: table, columns, rows."""
    found = []
    for table, (columns, *rows) in after.items():
        known = set(before.get(table, [None])[1:])
        new = [row for row in rows if row not in known]
        if new and len(rows) > len(before.get(table, [None])) - 1:
            found.append((table, columns, new[-(len(rows) - len(known)):]))
    return found


def takes_others_along(seen: list[dict]) -> bool:
    """Whether the newest of some snapshots has a draft that put what was pending into the search index, as one in a hundred does on SQLite."""
    if len(seen) < 2 or database.engine() == database.POSTGRES:
        return False
    return any(table == "search_documents" and row[columns.index("pending")] == 0 for table, columns, rows in added(*seen[-2:]) for row in rows)


class Names:
    """Gives every text that differs from draft to draft a number, the same wherever it occurs."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def mark(self, text: str) -> str:
        number = self.numbers.setdefault(text, len(self.numbers) + 1)
        if UUID.match(text):
            return f"\x02{number},{len(text)};"
        prefixed = PREFIXED.match(text)
        head, rest = prefixed.groups() if prefixed and " " not in text else ("", text)
        return f"{head}\x01{number},{len(rest)};"


def parameter(names: Names, first: object, second: object) -> str:
    """One parameter of a statement, from the values it had in two drafts made one after the other."""
    if second is None:
        return "N"
    if isinstance(second, int):
        step = second - first if isinstance(first, int) else 0
        return f"I {second} {step}"
    text = str(second)
    if first != second:
        # A short text is a name of its own; a long one (an event's data, a kept answer) keeps its bytes and only begins differently.
        text = names.mark(text) if len(text) <= 64 else names.mark(text[:32]) + text[32:]
    return "T " + text.replace("\\", "\\\\").replace("\n", "\\n")


def write(first: list, second: list, path: Path) -> int:
    """Writes the template out of what two drafts added, for the engine that the fixtures use; answers how many rows one draft has."""
    names = Names()
    is_postgres = database.engine() == database.POSTGRES
    lines, count = [], 0
    for (table, columns, rows), (_, _, earlier) in zip(second, first):
        for row, before in zip(rows, earlier):
            holes = ", ".join(f"${place}" if is_postgres else "?" for place in range(1, len(columns) + 1))
            named = ", ".join(f'"{column}"' for column in columns)
            lines.append(f'S INSERT INTO "{table}" ({named}) VALUES ({holes})')
            lines += [parameter(names, *values) for values in zip(before, row)]
            count += 1
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return count
