"""The commands and the server on PostgreSQL: what an operator meets there, whatever engine the other tests run on."""

import json
import os
import shutil
import stat
import subprocess
import time
from urllib.parse import urlsplit

import pytest
import requests

from support import postgres
from support.client import Client
from support.database import PostgresShop, connected
from support.server import Server, binary, clean_environment, run_command

pytestmark = pytest.mark.sqlite_only("names its databases itself, so it runs once")


def run(data, *arguments, address, code=0, **options):
    environment = {"COUNTERFOIL_DATABASE": address, **options.pop("environment", {})}
    done = run_command(*arguments, data=data, environment=environment, **options)
    assert done.returncode == code, f"{arguments} answered {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture
def address(new_database):
    return new_database()


@pytest.fixture
def shop(counterfoil, tmp_path, address):
    """A demo shop in a database of its own."""
    data = tmp_path / "data"
    run(data, "demo", address=address)
    return data


@pytest.fixture
def serve(tmp_path):
    """`serve(data, address)` starts a server there; all of them end with the test."""
    made = []

    def start(data, address, *arguments):
        made.append(Server(data, *arguments, environment={"COUNTERFOIL_DATABASE": address}).start(timeout=180))
        return made[-1]

    yield start
    for server in made:
        if server.is_running():
            server.stop()


def test_a_shop_lives_in_the_database_and_the_rest_in_the_folder(shop, address, serve):
    server = serve(shop, address)
    assert Client(server.url, server.sign_in["token"]).get("/orders", params={"limit": 1}).status == 200
    assert server.sign_in["url"] == server.url
    assert {"secret.key", "demo-sign-in.json"} <= {path.name for path in shop.iterdir()}
    assert not list(shop.glob("counterfoil.sqlite*")) and not (shop / "counterfoil.sock").exists() and not (shop / "reserve").exists()
    assert stat.S_IMODE((shop / "secret.key").stat().st_mode) == 0o600
    assert server.stop() == 0


def test_commands_work_beside_servers_and_without(shop, address, serve, tmp_path):
    for _ in range(2):
        token = run(shop, "token", "create", "--role", "integration", address=address).stdout
        assert token.count("\n") == 1
        assert run(shop, "staff", "add", "--name", "Zoë", "--role", "cashier", "--pin-stdin", stdin="8642\n", address=address).stdout.startswith("stf_")
        run(shop, "export", str(tmp_path / "one.ndjson"), address=address)
        run(shop, "export", str(tmp_path / "two.ndjson"), address=address)
        assert (tmp_path / "one.ndjson").read_bytes() == (tmp_path / "two.ndjson").read_bytes()
        server = serve(shop, address)
    assert Client(server.url, token.strip()).get("/products", params={"limit": 1}).status == 200


def test_a_database_without_a_shop_is_said_and_left_alone(address, tmp_path, counterfoil):
    done = run(tmp_path / "nowhere", "doctor", address=address, code=1)
    assert "no shop" in done.stderr and not (tmp_path / "nowhere").exists()
    with connected(address) as connection:
        assert connection.execute("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()[0] == 0


def test_a_database_of_another_program_is_left_alone(address, tmp_path, counterfoil):
    with connected(address) as connection:
        connection.execute("CREATE TABLE orders (number INTEGER)")
        for command, words in (("doctor", "no shop"), ("demo", "not Counterfoil's"), ("serve", "not Counterfoil's")):
            assert words in run(tmp_path / "data", command, address=address, code=1).stderr
        assert connection.execute("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()[0] == 1


def test_demo_fills_only_an_empty_shop(shop, address):
    assert "not empty" in run(shop, "demo", address=address, code=1).stderr


def test_doctor_looks_at_what_durability_rests_on(shop, address):
    said = run(shop, "doctor", address=address).stdout
    for words in ("PostgreSQL   1", "Setting      fsync = on", "synchronous_commit = on", "full_page_writes = on", "data_checksums = on",
                  "server_encoding = UTF8", "in_recovery = no", "Structure    sound (I15)", "I21, I22", "All is well."):
        assert words in said, words
    assert "not safe" not in said


def test_doctor_finds_what_does_not_add_up(shop, address):
    PostgresShop(shop, address).change("UPDATE orders SET total = total + 1 WHERE id = (SELECT MIN(id) FROM orders)")
    assert "I1" in run(shop, "doctor", address=address, code=1).stderr


def test_doctor_finds_an_index_that_does_not_hold(shop, address):
    PostgresShop(shop, address).change(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = (SELECT MIN(indexrelid) FROM pg_index WHERE indrelid = 'orders'::regclass)")
    assert "is not valid" in run(shop, "doctor", address=address, code=1).stderr


def test_doctor_reads_indexes_and_tables_through_where_amcheck_is_there(shop, address):
    with connected(address) as connection:
        connection.execute("CREATE EXTENSION amcheck")
    assert "Structure    sound (I15)" in run(shop, "doctor", address=address).stdout


def history(path):
    """An export without what a restore writes."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if "shop.restored" not in row.values() and row.get("name") != "restore_epoch"]


@pytest.mark.parametrize("is_served", [False, True], ids=["at rest", "served"])
def test_a_backup_restores_on_either_engine(shop, address, serve, tmp_path, new_database, is_served):
    if is_served:
        serve(shop, address)
    made = run(shop, "backup", str(tmp_path / "backups"), address=address).stdout.strip()
    assert sorted(os.listdir(made)) == ["counterfoil.sqlite", "secret.key"]
    assert all(stat.S_IMODE(os.stat(f"{made}/{name}").st_mode) == 0o600 for name in os.listdir(made))
    run(shop, "export", str(tmp_path / "before.ndjson"), address=address)
    other = new_database()
    for number, target in enumerate((other, str(tmp_path / "new.sqlite"))):
        folder = tmp_path / f"restored-{number}"
        run(folder, "restore", made, address=target)
        assert "All is well." in run(folder, "doctor", address=target).stdout
        run(folder, "export", str(tmp_path / "after.ndjson"), address=target)
        assert history(tmp_path / "after.ndjson") == history(tmp_path / "before.ndjson")
    assert "restoring" not in "".join(os.listdir(tmp_path / "restored-0"))
    again = run(tmp_path / "third", "restore", made, address=other, code=1)
    assert "not empty" in again.stderr and "All is well." in run(tmp_path / "restored-0", "doctor", address=other).stdout


def test_a_backup_that_does_not_add_up_leaves_the_database_empty(shop, address, tmp_path, new_database):
    made = run(shop, "backup", str(tmp_path / "backups"), address=address).stdout.strip()
    import sqlite3
    database = sqlite3.connect(made + "/counterfoil.sqlite")
    database.execute("UPDATE stock_levels SET on_hand = on_hand + 1000 WHERE rowid = (SELECT MIN(rowid) FROM stock_levels)")
    database.commit()
    database.close()
    target = new_database()
    assert "I5" in run(tmp_path / "new", "restore", made, address=target, code=1).stderr
    with connected(target) as connection:
        assert connection.execute("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()[0] == 0
    PostgresShop(shop, address).change("UPDATE stock_levels SET on_hand = on_hand + 1000 WHERE variant_id = (SELECT MIN(variant_id) FROM stock_levels)")
    assert "trial" in run(shop, "backup", str(tmp_path / "backups"), address=address, code=1).stderr


def test_the_day_begins_with_a_backup(shop, address, serve):
    server = serve(shop, address)
    deadline = time.monotonic() + 60
    while not list((shop / "backups").glob("daily-*Z/counterfoil.sqlite")):
        assert time.monotonic() < deadline, f"no backup was made\n{server.log_tail()}"
        assert requests.get(server.url + "/healthz", timeout=30).ok


def test_another_secret_is_refused_in_words_and_taken_only_when_asked(shop, address, serve, tmp_path):
    second = tmp_path / "second"
    done = run(second, "serve", "--port", "0", address=address, code=1)
    assert "secret.key is missing" in done.stderr and not (second / "secret.key").exists()
    (second / "secret.key").write_text("another secret of thirty-two characters or more")
    (second / "secret.key").chmod(0o600)
    assert "is not the secret" in run(second, "token", "create", "--role", "owner", address=address, code=1).stderr
    (second / "secret.key").unlink()
    shutil.copy2(shop / "secret.key", second)
    assert serve(second, address).stop() == 0
    (second / "secret.key").unlink()
    assert serve(second, address, "--new-secret").stop() == 0
    assert "is not the secret" in run(shop, "doctor", address=address, code=1).stderr
    assert "All is well." in run(second, "doctor", address=address).stdout


def test_two_servers_share_a_folder(shop, address, serve):
    one, two = serve(shop, address), serve(shop, address)
    token = one.sign_in["token"]
    made = Client(one.url, token).post("/orders", {"channel": "phone"}, expect=201)
    assert Client(two.url, token).get(f"/orders/{made['id']}").status == 200
    assert one.stop() == 0
    assert Client(two.url, token).get(f"/orders/{made['id']}").status == 200


def test_of_many_processes_that_start_at_once_one_makes_the_schema(address, tmp_path, counterfoil):
    processes = [
        subprocess.Popen(
            [str(binary()), "serve", "--port", "0", "--data", str(tmp_path / "data"), "--database", address],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment())
        for _ in range(4)
    ]
    try:
        for process in processes:
            line = process.stdout.readline()
            assert line.startswith("Counterfoil is ready at "), process.stderr.read()
    finally:
        for process in processes:
            process.terminate()
            process.communicate(timeout=30)
    assert [process.returncode for process in processes] == [0] * 4
    with connected(address) as connection:
        numbers = [row[0] for row in connection.execute("SELECT number FROM schema_migrations ORDER BY number")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_newer_schema_is_refused_and_left_alone(shop, address):
    PostgresShop(shop, address).change("INSERT INTO schema_migrations (number, name, checksum) VALUES (9999, 'tomorrow', 'x')")
    assert "newer Counterfoil" in run(shop, "serve", "--port", "0", address=address, code=1).stderr


def test_what_is_in_the_way_is_said_without_the_password(tmp_path, counterfoil, address):
    parts = urlsplit(address)
    secret = "s3cretw0rd"
    missing = f"postgres://{parts.username}:{secret}@{parts.hostname}:{parts.port}/no_such_database"
    done = run(tmp_path / "data", "serve", address=missing, code=1)
    assert "createdb" in done.stderr and secret not in done.stdout + done.stderr
    role = run(tmp_path / "data", "doctor", address=f"postgres://nobody:{secret}@{parts.hostname}:{parts.port}/postgres", code=1)
    assert "createuser" in role.stderr and secret not in role.stderr
    unreadable = run(tmp_path / "data", "doctor", address=f"postgres://user:{secret}@host:port:port/x", code=1)
    assert secret not in unreadable.stderr
    assert secret not in run(tmp_path / "data", "doctor", address=f"mysql://user:{secret}@host/x", code=1).stderr
    # A password with marks that should have been encoded; libpq takes what is behind them for a port, a host or a database.
    for marked in (f"{secret}/{secret}", f"1/{secret}", f"x@{secret}"):
        for command in ("doctor", "serve"):
            done = run(tmp_path / "data", command, address=f"postgres://{parts.username}:{marked}@{parts.hostname}:{parts.port}/postgres", code=1)
            assert "percent-encoded" in done.stderr and secret not in done.stdout + done.stderr, done.stderr
