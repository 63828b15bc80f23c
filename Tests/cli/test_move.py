"""Moving a shop between databases: nothing is lost, nothing is sold in two places, whenever it is broken off."""

import os
import pty
import random
import shutil
import sqlite3
import subprocess
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from support.client import Client
from support.database import connected
from support.lives import Lives
from support.server import Server, binary, clean_environment

pytestmark = pytest.mark.sqlite_only("names its databases itself, so it runs once")

DEEDS, DRAFTS = 250, 200
KILLS = 3 if os.environ.get("COUNTERFOIL_PROOF_SIZE", "small") == "small" else 10


class Place:
    """A database that a shop may be in, and the folder that it is served with."""

    def __init__(self, folder: Path, address: str | None = None):
        self.folder = folder
        self.address = address or str(folder / "counterfoil.sqlite")

    @property
    def surroundings(self) -> dict[str, str]:
        return {"COUNTERFOIL_DATABASE": self.address}

    def run(self, *arguments: str, code: int = 0):
        return command(*arguments, "--data", str(self.folder), "--database", self.address, code=code)

    def export(self) -> bytes:
        file = self.folder.parent / "export.ndjson"
        self.run("export", str(file))
        return file.read_bytes()

    def serve(self) -> Server:
        return Server(self.folder, environment=self.surroundings).start()

    def refuses_to_serve(self) -> str:
        return self.run("serve", "--port", "0", code=1).stderr

    def change(self, statement: str, *values) -> int:
        with self.connected() as connection:
            return connection.execute(statement if self.is_file else statement.replace("?", "%s"), values).rowcount

    def one(self, statement: str):
        with self.connected() as connection:
            return connection.execute(statement).fetchone()[0]

    @property
    def is_file(self) -> bool:
        return not self.address.startswith("postgres")

    @contextmanager
    def connected(self):
        if self.is_file:
            with closing(sqlite3.connect(self.address, isolation_level=None, timeout=30)) as file:
                yield file
        else:
            with connected(self.address) as connection:
                yield connection


def command(*arguments: str, code: int = 0, **options):
    done = subprocess.run([str(binary()), *arguments], capture_output=True, text=True, timeout=300, env=clean_environment(), **options)
    assert done.returncode == code, f"{arguments} answered {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def words_of_move(source: Place, target: Place) -> list[str]:
    return ["move", "--from", source.address, "--to", target.address, "--data", str((target if source.is_file else source).folder)]


def move(source: Place, target: Place, *options: str, code: int = 0):
    return command(*words_of_move(source, target), *options, code=code)


def begin_move(source: Place, target: Place) -> subprocess.Popen:
    return subprocess.Popen([str(binary()), *words_of_move(source, target)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env=clean_environment())


@pytest.fixture(scope="module")
def lived_shop(counterfoil, tmp_path_factory) -> Path:
    """A demo shop in a SQLite file in which orders of every kind lived; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("lived") / "data"
    place = Place(folder)
    place.run("demo")
    server = place.serve()
    lives = Lives(Client(server.url, server.sign_in["token"]), server, random.Random(7))
    for _ in range(DEEDS):
        lives.step()
    for _ in range(DRAFTS):
        lives.begin()
    server.stop()
    return folder


@pytest.fixture
def shop(lived_shop, tmp_path) -> Place:
    shutil.copytree(lived_shop, tmp_path / "shop", ignore=shutil.ignore_patterns("*.sock", "backups"))
    return Place(tmp_path / "shop")


@pytest.fixture
def new_place(new_database, tmp_path):
    """`new_place("postgres")` or `new_place("sqlite")` is an empty one with a folder of its own."""
    count = iter(range(100))

    def make(engine: str) -> Place:
        folder = tmp_path / f"place-{next(count)}"
        return Place(folder, new_database() if engine == "postgres" else None)

    return make


def test_there_and_back_the_shop_is_the_same(shop, new_place):
    before = shop.export()
    there, back = new_place("postgres"), new_place("sqlite")
    assert "every one is the same" in move(shop, there).stdout
    assert there.export() == before
    there.run("doctor")
    assert (there.folder / "secret.key").read_bytes() == (shop.folder / "secret.key").read_bytes()
    assert "already moved" in move(shop, there).stdout
    move(there, back)
    assert back.export() == before
    back.run("doctor")
    shop.run("doctor")
    shutil.copy(shop.folder / "demo-sign-in.json", back.folder)
    server = back.serve()
    api = Client(server.url, server.sign_in["token"])
    # Words are found as before, and whatever is written next fits what is there.
    assert api.get("/orders", params={"q": "D-1", "limit": 5}, expect=200).body["data"]
    lives = Lives(api, server, random.Random(8))
    for _ in range(20):
        lives.step()
    assert server.stop() == 0
    back.run("doctor")


@pytest.mark.parametrize("engines", ["sqlite sqlite", "postgres postgres"])
def test_between_two_of_a_kind(shop, new_place, engines):
    first, second = (new_place(engine) for engine in engines.split())
    before = shop.export()
    move(shop, first)
    move(first, second)
    if not second.is_file:
        # A folder stays with its shop when only the database moves.
        second.folder = first.folder
    assert second.export() == before
    second.run("doctor")


def test_only_one_of_both_sells(shop, new_place):
    there = new_place("postgres")
    move(shop, there)
    assert "was moved to" in shop.refuses_to_serve()
    assert "was moved to" in shop.run("token", "create", "--role", "owner", code=1).stderr
    shop.run("backup", str(shop.folder.parent / "backups"))
    server = there.serve()
    assert "in use" in move(there, new_place("sqlite"), code=1).stderr
    assert server.stop() == 0
    # Nothing was sold there, so it can be taken back.
    assert "taken back" in move(shop, there, "--undo").stdout
    assert "of no use" in there.refuses_to_serve()
    assert "of no use" in move(shop, there, code=1).stderr
    assert shop.serve().stop() == 0


def test_what_was_sold_there_is_not_given_up(shop, new_place):
    there = new_place("postgres")
    move(shop, there)
    there.change("INSERT INTO events (sequence, id, type, created_at, actor_kind, object_type, object_id, data) "
                 "SELECT MAX(sequence) + 1, 'evt_sold', 'order.created', 1, 'system', 'order', 'ord_1', '{}' FROM events")
    assert "sold from" in move(shop, there, "--undo", code=1).stderr
    assert "was moved to" in shop.refuses_to_serve()
    there.run("doctor")


def test_a_move_is_not_taken_back_from_where_the_shop_went_on(shop, new_place):
    there, further = new_place("sqlite"), new_place("sqlite")
    move(shop, there)
    move(there, further)
    assert "gone on" in move(shop, there, "--undo", code=1).stderr
    assert "was moved to" in shop.refuses_to_serve()
    assert further.serve().stop() == 0


def test_a_move_is_not_taken_back_from_a_shop_that_was_restored(shop, new_place):
    there = new_place("sqlite")
    move(shop, there)
    there.change("DELETE FROM shop_moves")
    assert "gone on" in move(shop, there, "--undo", code=1).stderr
    assert "was moved to" in shop.refuses_to_serve()


def test_what_is_refused(shop, new_place, tmp_path):
    there, other = new_place("postgres"), new_place("sqlite")
    assert "There is no shop at" in move(other, there, code=1).stderr
    assert not Path(other.address).exists()
    assert "same database" in move(shop, shop, code=1).stderr
    command("move", "--from", shop.address, code=2)
    other.run("demo")
    assert "holds a shop already" in move(shop, other, code=1).stderr
    other.run("doctor")
    there.change("CREATE TABLE somebody_elses (name TEXT)")
    assert "something else than Counterfoil" in move(shop, there, code=1).stderr
    # The folder of another shop.
    strange = new_place("postgres")
    strange.folder.mkdir()
    shutil.copy(other.folder / "secret.key", strange.folder / "secret.key")
    assert "is not the secret" in move(shop, strange, code=1).stderr
    server = shop.serve()
    assert "in use" in move(shop, new_place("postgres"), code=1).stderr
    assert server.stop() == 0


def test_a_shop_of_an_older_version_is_brought_up_to_date_first(shop, new_place):
    shop.change("DELETE FROM schema_migrations WHERE number = (SELECT MAX(number) FROM schema_migrations)")
    there = new_place("postgres")
    assert "older version" in move(shop, there, code=1).stderr
    shop.run("export", str(shop.folder.parent / "export.ndjson"), code=1)


class HeldMove:
    """A move into a PostgreSQL database that stands still where it is about to write payments, as long as `release` was not called."""

    def __init__(self, source: Place, target: Place):
        self.target = target
        self.process = begin_move(source, target)
        self.lock = psycopg.connect(target.address)
        wait_until(lambda: self._ask("SELECT to_regclass('shop_moves') IS NOT NULL") and self._ask("SELECT COUNT(*) FROM shop_moves"))
        self.lock.execute("LOCK TABLE payments IN SHARE MODE")
        with connected(target.address) as other:
            wait_until(lambda: other.execute("SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND relation = 'payments'::regclass").fetchone()[0])
        assert target.one("SELECT COUNT(*) FROM payments") == 0 and target.one("SELECT COUNT(*) FROM customers") > 0

    def _ask(self, statement: str):
        answer = self.lock.execute(statement).fetchone()[0]
        self.lock.rollback()
        return answer

    def release(self) -> None:
        self.lock.close()

    def end(self) -> tuple[int, str]:
        self.release()
        _, said = self.process.communicate(timeout=120)
        return self.process.returncode, said

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=30)
        self.release()


def wait_until(happens, seconds: float = 60) -> None:
    """Looks again and again, without a pause that would let the moment pass."""
    timer = threading.Event()
    threading.Timer(seconds, timer.set).start()
    while not happens():
        assert not timer.is_set(), "it did not happen"


def test_half_a_shop_sells_nowhere_and_goes_on(shop, new_place):
    before = shop.export()
    there = new_place("postgres")
    held = HeldMove(shop, there)
    assert "moved by another process" in there.run("doctor", code=1).stderr
    held.kill()
    assert "only part of the shop" in there.refuses_to_serve()
    assert "is being moved to" in shop.refuses_to_serve()
    shop.run("doctor")
    assert "holds part of a shop" in move(Place(copy_of(shop)), there, code=1).stderr
    assert "is being moved to" in move(shop, new_place("sqlite"), code=1).stderr
    move(shop, there)
    assert there.export() == before
    there.run("doctor")


def copy_of(shop: Place) -> Path:
    """The folder of the same shop, from before it was moved."""
    folder = shop.folder.with_name("copy")
    shutil.copytree(shop.folder, folder, ignore=shutil.ignore_patterns("*.sock"))
    with closing(sqlite3.connect(folder / "counterfoil.sqlite")) as file, file:
        file.execute("DELETE FROM shop_moves")
    return folder


def test_half_a_move_is_taken_back(shop, new_place):
    there = new_place("postgres")
    HeldMove(shop, there).kill()
    move(shop, there, "--undo")
    assert "of no use" in there.refuses_to_serve()
    assert shop.serve().stop() == 0
    move(shop, new_place("postgres"))


def test_a_letter_that_changed_on_the_way_is_found(shop, new_place):
    there = new_place("postgres")
    held = HeldMove(shop, there)
    changed = there.one("SELECT MIN(id) FROM customers WHERE name IS NOT NULL")
    there.change("UPDATE customers SET name = 'x' || substr(name, 2) WHERE id = ?", changed)
    there.change("UPDATE counters SET value = value + 1 WHERE name = 'order'")
    code, said = held.end()
    assert code == 1
    assert f"customers {changed} is not the same" in said, said
    assert "counters order is not the same" in said, said
    # The shop is where it was, and the copy is of no use.
    assert "of no use" in there.refuses_to_serve()
    assert shop.serve().stop() == 0


def test_nothing_written_meanwhile_is_forgotten(shop, new_place):
    there, further = new_place("postgres"), new_place("postgres")
    move(shop, there)
    held = HeldMove(there, further)
    assert "moved by another process" in there.refuses_to_serve()
    # Somebody who goes around the shop.
    there.change("INSERT INTO events (sequence, id, type, created_at, actor_kind, object_type, object_id, data) "
                 "SELECT MAX(sequence) + 1, 'evt_late', 'order.created', 1, 'system', 'order', 'ord_1', '{}' FROM events")
    code, said = held.end()
    assert code == 1 and "events" in said, said
    there.run("doctor")


@pytest.mark.parametrize("engines", ["sqlite postgres", "postgres sqlite"])
def test_killed_again_and_again_it_arrives_whole(shop, new_place, engines):
    seed = int(os.environ.get("COUNTERFOIL_PROOF_SEED", random.SystemRandom().randrange(1_000_000)))
    dice = random.Random(seed)
    print(f"Killed by seed {seed}")
    before = shop.export()
    kind, other = engines.split()
    source = shop
    if kind == "postgres":
        source = new_place("postgres")
        move(shop, source)
    kills, target = 0, new_place(other)
    while kills < KILLS:
        process = begin_move(source, target)
        try:
            process.communicate(timeout=dice.uniform(0.05, 1.5))
            # It was done in time: the way back is a move like this one.
            assert process.returncode == 0
            assert target.export() == before
            source, target = target, new_place("sqlite" if source.is_file else "postgres")
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate(timeout=30)
            kills += 1
    move(source, target)
    assert target.export() == before
    target.run("doctor")
    assert "is served from there" in source.refuses_to_serve()


def test_whoever_watches_sees_how_far_it_is(shop, new_place):
    there = new_place("sqlite")
    ours, theirs = pty.openpty()
    process = subprocess.Popen([str(binary()), *words_of_move(shop, there)], stdout=subprocess.PIPE, stderr=theirs, env=clean_environment())
    os.close(theirs)
    seen = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    assert process.wait(60) == 0
    said = seen.decode()
    assert "Copying the rows" in said and "Comparing them" in said and "█" in said
    counts = [int(part.split()[-1]) for part in said.split(" of ")[:-1] if part.split()[-1].isdigit()]
    assert len(counts) > 10 and counts[0] < counts[-1]
    # A script that reads nothing but what it is told is not bothered.
    assert move(shop, there).stderr == ""
