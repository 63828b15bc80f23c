"""A PostgreSQL that goes away, comes back, is unsafe, only reads, or lets nobody in: what the server and the commands make of it."""

import subprocess
import time
import uuid

import pytest
import requests

from support.client import Client
from support.database import connected
from support.postgres import own_server
from support.server import Server, binary, clean_environment, run_command

pytestmark = pytest.mark.sqlite_only("has a server of its own, so it runs once")


@pytest.fixture(scope="module")
def cluster():
    """A server of this file's own, which its tests may stop."""
    with own_server() as server:
        yield server


@pytest.fixture
def address(cluster):
    """An empty database on it."""
    name = f"shop_{uuid.uuid4().hex[:10]}"
    with connected(cluster.address) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return cluster.address.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture
def halted(cluster):
    """The same server, ended; it runs again after the test, as it did before."""
    cluster.halt()
    yield cluster
    try:
        cluster.halt()
    except AssertionError:
        pass
    cluster.resume()


@pytest.fixture
def shop(counterfoil, tmp_path, address):
    data = tmp_path / "data"
    made = run_command("demo", data=data, environment={"COUNTERFOIL_DATABASE": address})
    assert made.returncode == 0, made.stderr
    return data


def draft(server) -> requests.Response:
    return requests.post(
        f"{server.url}/api/v1/orders", json={"channel": "phone"}, timeout=30,
        headers={"Authorization": f"Bearer {server.sign_in['token']}", "Idempotency-Key": str(uuid.uuid4())})


def test_what_is_away_is_said_and_heals_by_itself(cluster, shop, address):
    server = Server(shop, environment={"COUNTERFOIL_DATABASE": address}).start(timeout=180)
    try:
        pid, kept = server.pid, []
        for _ in range(3):
            kept.append(draft(server).json()["id"])
            cluster.halt()
            try:
                token = {"Authorization": f"Bearer {server.sign_in['token']}"}
                for answer in (draft(server), requests.get(f"{server.url}/api/v1/orders", timeout=30, headers=token)):
                    assert answer.status_code == 503, answer.text
                    assert answer.json()["code"] == "storage_unavailable" and int(answer.headers["Retry-After"]) > 0
                    assert "postgres" not in answer.text.lower()
                # Monitors hear of it as long as their token is remembered, and then are refused like everybody.
                told = requests.get(f"{server.url}/metrics", timeout=30, headers=token)
                assert told.status_code == 503 or "\ncounterfoil_database_working 0\n" in told.text
                assert requests.get(f"{server.url}/healthz", timeout=5).status_code == 200
                # A write that went through is believed for a second.
                deadline = time.monotonic() + 10
                while (answer := requests.get(f"{server.url}/readyz", timeout=30)).status_code != 503:
                    assert time.monotonic() < deadline, answer.text
            finally:
                cluster.resume()
            deadline = time.monotonic() + 30
            while (answer := draft(server)).status_code != 201:
                assert answer.status_code == 503 and time.monotonic() < deadline, answer.text
            kept.append(answer.json()["id"])
            assert requests.get(f"{server.url}/readyz", timeout=30).status_code == 200
        api = Client(server.url, server.sign_in["token"])
        assert all(api.get(f"/orders/{order}").status == 200 for order in kept)
        server.assert_sound(pid)
    finally:
        assert server.stop() == 0
    done = run_command("doctor", data=shop, environment={"COUNTERFOIL_DATABASE": address})
    assert done.returncode == 0, done.stderr


def test_a_server_waits_for_a_database_that_is_only_starting(shop, address, halted):
    process = subprocess.Popen(
        [str(binary()), "serve", "--port", "0", "--data", str(shop), "--database", address],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment())
    try:
        assert "is tried again" in process.stderr.readline()
        halted.resume()
        assert process.stdout.readline().startswith("Counterfoil is ready at ")
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert process.returncode == 0


def test_a_database_that_is_not_there_is_said(shop, address, halted):
    done = run_command("doctor", data=shop, environment={"COUNTERFOIL_DATABASE": address})
    assert done.returncode == 1 and "cannot be reached" in done.stderr


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_an_unsafe_server_is_refused(shop, address, halted, setting):
    halted.resume(**{setting: "off"})
    for command in (["serve", "--port", "0"], ["doctor"]):
        done = run_command(*command, data=shop, environment={"COUNTERFOIL_DATABASE": address})
        assert done.returncode == 1 and setting in done.stderr and "off" in done.stderr, done.stderr


def test_a_server_that_only_reads_is_no_place_for_a_shop(shop, address, halted):
    halted.resume(default_transaction_read_only="on")
    done = run_command("doctor", data=shop, environment={"COUNTERFOIL_DATABASE": address})
    assert done.returncode == 1 and "standby" in done.stderr, done.stderr


def test_a_wrong_password_is_said_and_not_repeated(cluster, shop, address):
    secret = f"pw{uuid.uuid4().hex}"
    rules = cluster.data / "pg_hba.conf"
    before = rules.read_text(encoding="utf-8")
    with connected(cluster.address) as connection:
        connection.execute("CREATE ROLE keeper LOGIN PASSWORD 'right'")
        rules.write_text(f"host all keeper 127.0.0.1/32 scram-sha-256\n{before}", encoding="utf-8")
        try:
            connection.execute("SELECT pg_reload_conf()")
            wrong = address.replace("postgres://postgres@", f"postgres://keeper:{secret}@")
            done = run_command("doctor", data=shop, environment={"COUNTERFOIL_DATABASE": wrong})
            assert done.returncode == 1 and "password" in done.stderr and secret not in done.stdout + done.stderr, done.stderr
            # Who may come in but owns nothing is told so.
            empty = run_command("doctor", data=shop, environment={"COUNTERFOIL_DATABASE": wrong.replace(secret, "right")})
            assert empty.returncode == 1 and "permission denied" in empty.stderr, empty.stderr
        finally:
            rules.write_text(before, encoding="utf-8")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("DROP ROLE keeper")
