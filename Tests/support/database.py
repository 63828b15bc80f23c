"""What a shop wrote down, asked beside its server: the same questions on either engine."""

import os
import re
import sqlite3
import subprocess
import uuid
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from support import postgres

POSTGRES = "postgres"
made: dict[Path, str] = {}
"""The databases that this process gave to data folders, by folder."""


def engine() -> str:
    """What the fixtures run shops on: `COUNTERFOIL_TEST_ENGINE`, which is `sqlite` or `postgres`."""
    name = os.environ.get("COUNTERFOIL_TEST_ENGINE", "sqlite")
    assert name in ("sqlite", POSTGRES), "COUNTERFOIL_TEST_ENGINE is sqlite or postgres"
    return name


def surroundings(data: Path) -> dict[str, str]:
    """What a command needs in its environment to work on that folder's shop."""
    return {"COUNTERFOIL_DATABASE": address_of(data)} if engine() == POSTGRES else {}


def address_of(data: Path) -> str:
    """The PostgreSQL database of a data folder, made when it is first asked for."""
    data = data.resolve()
    if data not in made:
        words = re.sub("[^a-z0-9]+", "_", f"{data.parent.name}_{data.name}".lower())[-50:].strip("_")
        made[data] = new_database(words)
    return made[data]


def new_database(words: str = "shop") -> str:
    """The address of an empty PostgreSQL database on the tests' server."""
    server = postgres.test_server()
    name = f"{words}_{uuid.uuid4().hex[:10]}"
    with connected(server) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def drop(address: str) -> None:
    """Removes a database, whoever still looks at it."""
    with connected(postgres.test_server()) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{urlsplit(address).path[1:]}" WITH (FORCE)')


def drop_under(folder: Path) -> None:
    """Removes the databases of the data folders in `folder`."""
    folder = folder.resolve()
    for data in [data for data in made if data.is_relative_to(folder)]:
        drop(made.pop(data))


def drop_all() -> None:
    drop_under(Path("/"))


@contextmanager
def connected(address: str):
    """A connection where each statement is a transaction of its own."""
    # Here alone, so that who tests on SQLite needs no PostgreSQL.
    import psycopg
    with psycopg.connect(address, autocommit=True, client_encoding="utf-8") as connection:
        yield connection


class Database:
    """One shop's tables. `?` stands for a value in every statement."""

    def __init__(self, data: Path):
        self.data = data

    def rows(self, text: str, *values) -> list[dict]:
        names, found = self._ask(text, values)
        return [dict(zip(names, row)) for row in found]

    def tuples(self, text: str, *values) -> list[tuple]:
        return self._ask(text, values)[1]

    def one(self, text: str, *values):
        """The first column of the first row."""
        return self.tuples(text, *values)[0][0]

    def change(self, text: str, *values) -> int:
        """Changes rows beside whatever serves; answers how many."""
        raise NotImplementedError

    def contents(self) -> bytes:
        """Everything that is stored in it, to look for what must not be there."""
        raise NotImplementedError

    def copied(self, data: Path) -> "Database":
        """The same rows as the database of another folder, which may be changed without harm."""
        raise NotImplementedError

    def _ask(self, text: str, values: tuple) -> tuple[list[str], list[tuple]]:
        raise NotImplementedError


def database_of(data: Path) -> Database:
    return PostgresShop(data) if engine() == POSTGRES else SQLiteShop(data)


class SQLiteShop(Database):
    """A shop in a file of its folder."""

    def __init__(self, data: Path):
        super().__init__(data)
        self.path = data / "counterfoil.sqlite"

    def change(self, text, *values):
        with closing(sqlite3.connect(self.path, timeout=30)) as file, file:
            return file.execute(text, values).rowcount

    def contents(self) -> bytes:
        return b"".join(file.read_bytes() for file in sorted(self.data.glob("counterfoil.sqlite*")))

    def copied(self, data):
        target = SQLiteShop(data)
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as file, closing(sqlite3.connect(target.path)) as copy:
            file.backup(copy)
        return target

    def _ask(self, text, values):
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30)) as file:
            found = file.execute(text, values)
            return [column[0] for column in found.description], found.fetchall()


class PostgresShop(Database):
    """A shop in a database of the tests' server."""

    def __init__(self, data: Path, address: str | None = None):
        super().__init__(data)
        self.address = address or address_of(data)

    def change(self, text, *values):
        with connected(self.address) as connection:
            return connection.execute(_placed(text), values).rowcount

    def contents(self) -> bytes:
        """A dump: stored text may lie there compressed, so the files of the server would show less."""
        return subprocess.run(["pg_dump", "--dbname", self.address], capture_output=True, timeout=300, check=True).stdout

    def copied(self, data):
        target = PostgresShop(data)
        subprocess.run(["psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", target.address], input=self.contents(), capture_output=True,
                       timeout=300, check=True)
        return target

    def _ask(self, text, values):
        with connected(self.address) as connection:
            found = connection.execute(_placed(text), values)
            return [column.name for column in found.description], found.fetchall()


def _placed(text: str) -> str:
    return text.replace("%", "%%").replace("?", "%s")
