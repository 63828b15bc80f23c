"""The raw ceiling of drafts: the rows that the server writes for one draft, again and again, straight into a copy of its database."""

import shutil
import subprocess
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from bench import template
from bench.workload import Workload
from support import database, postgres
from support.client import Client
from support.server import Server


class Copies:
    """Copies of one demo shop's database, each for one run and nobody else."""

    def __init__(self, data: Path, folder: Path):
        self.data = data
        self.folder = folder
        self.is_postgres = database.engine() == database.POSTGRES

    def make(self) -> tuple[Path, str]:
        """A new copy: what ``remove`` wants to hear, and where a program finds it. Nobody may be using the shop meanwhile."""
        copy = self.folder / f"ceiling_{uuid.uuid4().hex[:10]}"
        if not self.is_postgres:
            copy.mkdir()
            shutil.copyfile(database.SQLiteShop(self.data).path, database.SQLiteShop(copy).path)
            return copy, str(database.SQLiteShop(copy).path)
        source = database.address_of(self.data)
        with database.connected(postgres.test_server()) as server:
            server.execute(f'CREATE DATABASE "{copy.name}" TEMPLATE "{urlsplit(source).path[1:]}"')
        # Known as the copy's, so that it goes with all others if nobody removes it before.
        address = database.made[copy.resolve()] = urlunsplit(urlsplit(source)._replace(path=f"/{copy.name}"))
        return copy, address

    def remove(self, copy: Path) -> None:
        database.drop_under(copy)
        shutil.rmtree(copy, ignore_errors=True)


class Run:
    """The ceiling's program at work on a copy of its own, with so many drafts in a commit."""

    def __init__(self, ceiling: "Ceiling", batch: int):
        self.copies = ceiling.copies
        self.copy, place = self.copies.make()
        self.process = subprocess.Popen([ceiling.program, place, ceiling.template, str(batch), str(ceiling.seconds)], stdout=subprocess.PIPE, text=True)

    def figures(self) -> tuple[float, float]:
        """Waits for its end: drafts per second, and the processor time of one in microseconds."""
        said, _ = self.process.communicate()
        assert self.process.returncode == 0, f"the ceiling ended with {self.process.returncode}"
        self.copies.remove(self.copy)
        drafts, seconds, used = (float(word) for word in said.split())
        return drafts / seconds, used / drafts * 1e6


class Ceiling:
    """What an engine alone does with the rows of a draft. `program`: what the names of the programs for both engines begin with."""

    def __init__(self, program: str, folder: Path, seconds: int):
        self.program = f"{program}-{database.engine()}"
        self.seconds = seconds
        self.template = folder / "draft.template"
        self.name = ("PostgreSQL" if database.engine() == database.POSTGRES else "SQLite") + " alone"
        self.copies = Copies(folder / "shape", folder)
        self.rows = self._learn(folder / "shape")

    def begin(self, batch: int) -> Run:
        return Run(self, batch)

    def _learn(self, data: Path) -> int:
        """Learns which rows a draft has, by making three alike and looking; answers how many."""
        server = Server.with_demo_shop(data)
        api = Client(server.url, server.sign_in["token"])
        workload = Workload(server, api)
        seen = []
        body = workload.draft_body()
        while len(seen) < 3:
            # The same goods and people each time: what differs is what differs between any two drafts.
            lines = [{**line, "client_id": workload.new_uuid()} for line in body["lines"]]
            body = {**body, "client_id": workload.new_uuid(), "lines": lines}
            api.post("/orders", body, key=True, expect=201)
            server.stop()
            seen.append(template.snapshot(data))
            if template.takes_others_along(seen):
                seen = seen[-1:]
            server.start()
            api = Client(server.url, server.sign_in["token"])
        server.stop()
        return template.write(template.added(seen[0], seen[1]), template.added(seen[1], seen[2]), self.template)
