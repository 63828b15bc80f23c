"""Writes many rows at once beside a stopped server, on either engine."""

import sqlite3
from contextlib import contextmanager
from pathlib import Path

from support import database


class Bulk:
    """One shop's database, open for writing."""

    def rows(self, text: str, *values) -> list[dict]:
        raise NotImplementedError

    def execute(self, text: str, *values) -> None:
        raise NotImplementedError

    def append(self, table: str, columns: tuple, rows: list[tuple]) -> None:
        raise NotImplementedError

    def indexes(self, tables: list[str]) -> list[tuple[str, str]]:
        """The name of each index that no constraint needs, and the statement that makes it."""
        raise NotImplementedError

    def settle_search(self) -> None:
        """Takes up the words of what was written."""

    @contextmanager
    def loading(self, tables: list[str]):
        """Without the tables' indexes, which are made anew in one go afterwards."""
        indexes = self.indexes(tables)
        for name, _ in indexes:
            self.execute(f'DROP INDEX "{name}"')
        yield
        for _, statement in indexes:
            self.execute(statement)


class SQLiteBulk(Bulk):
    def __init__(self, path: Path):
        self.file = sqlite3.connect(path, isolation_level=None)
        for pragma in ("synchronous = OFF", "cache_size = -500000", "temp_store = MEMORY", "wal_autocheckpoint = 20000"):
            self.file.execute(f"PRAGMA {pragma}")

    def rows(self, text, *values):
        found = self.file.execute(text, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row)) for row in found]

    def execute(self, text, *values):
        self.file.execute(text, values)

    def append(self, table, columns, rows):
        self.file.execute("BEGIN")
        holes = ", ".join("?" * len(columns))
        named = ", ".join(f'"{column}"' for column in columns)
        self.file.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({holes})', rows)
        self.file.execute("COMMIT")

    def indexes(self, tables):
        holes = ", ".join("?" * len(tables))
        return list(self.file.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE '% UNIQUE %' "
                                      f"AND tbl_name IN ({holes})", tables))

    def settle_search(self):
        self.file.execute("BEGIN")
        for kind in ("order", "customer"):
            self.file.execute(f"DELETE FROM search_{kind}s")
            self.file.execute(f"INSERT INTO search_{kind}s (rowid, words) SELECT number, words FROM search_documents WHERE kind = '{kind}'")
            self.file.execute("UPDATE search_documents SET pending = 0 WHERE kind = ? AND pending = 1", (kind,))
            self.file.execute("DELETE FROM search_words WHERE kind = ?", (kind,))
            self.file.execute(
                f"INSERT INTO search_words (kind, word) SELECT '{kind}', term FROM search_{kind}s_words WHERE term NOT GLOB '*[0-9]*'")
        self.file.execute("COMMIT")
        self.file.execute("ANALYZE") if self.rows("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'") else None
        self.file.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.file.close()


class PostgresBulk(Bulk):
    def __init__(self, address: str):
        import psycopg
        self.base = psycopg.connect(address, autocommit=True, client_encoding="utf-8")
        # Rows point to rows of the same batch, and nothing here can point elsewhere.
        self.base.execute("SET session_replication_role = replica")
        self.base.execute("SET synchronous_commit = off")

    def rows(self, text, *values):
        found = self.base.execute(text.replace("?", "%s"), values)
        names = [column.name for column in found.description]
        return [dict(zip(names, row)) for row in found]

    def execute(self, text, *values):
        self.base.execute(text.replace("?", "%s"), values)

    def append(self, table, columns, rows):
        named = ", ".join(f'"{column}"' for column in columns)
        with self.base.cursor() as cursor, cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def indexes(self, tables):
        return [(row["indexname"], row["indexdef"]) for row in self.rows(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(?) AND indexdef NOT LIKE ?",
            tables, "CREATE UNIQUE %")]

    def settle_search(self):
        self.base.execute("VACUUM ANALYZE")

    def close(self) -> None:
        self.base.close()


@contextmanager
def of_data(data: Path):
    """The database of a data folder, on the engine that the fixtures use."""
    if database.engine() == database.POSTGRES:
        bulk: SQLiteBulk | PostgresBulk = PostgresBulk(database.address_of(data))
    else:
        bulk = SQLiteBulk(data / "counterfoil.sqlite")
    try:
        yield bulk
    finally:
        bulk.close()
