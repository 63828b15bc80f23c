"""`counterfoil serve` and `counterfoil demo`: how the shop starts, ends and refuses."""

import json
import socket
import stat
import subprocess
import time
import uuid

import pytest
import requests

from support.database import POSTGRES, database_of, engine
from support.server import Server, binary, clean_environment, environment_of, run_command


def test_first_line_says_where(fresh_server):
    server = fresh_server()
    assert server.url.startswith("http://127.0.0.1:") and server.port > 0
    assert requests.get(server.url + "/healthz", timeout=5).json() == {"status": "ok"}
    assert server.sign_in["url"] == server.url
    assert server.stop() == 0


def test_the_service_manager_is_told_when_it_answers_and_when_it_stops(fresh_server):
    name = f"counterfoil-{uuid.uuid4().hex}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(f"\0{name}")
        manager.settimeout(20)
        server = fresh_server(environment={"NOTIFY_SOCKET": f"@{name}"})
        assert manager.recv(100) == b"READY=1"
        assert server.stop() == 0
        assert manager.recv(100) == b"STOPPING=1"
        manager.settimeout(0)
        with pytest.raises(BlockingIOError):
            manager.recv(100)


def test_empty_shop_prints_its_set_up_link_once(tmp_path, counterfoil):
    process = subprocess.Popen(
        [str(binary()), "serve", "--port", "0", "--data", str(tmp_path / "new"), "--public-url", "https://till.example"],
        stdout=subprocess.PIPE, text=True, env=environment_of(tmp_path / "new"))
    try:
        assert process.stdout.readline().startswith("Counterfoil is ready at http://127.0.0.1:")
        assert process.stdout.readline().startswith("Set up: https://till.example/setup?secret=")
    finally:
        process.terminate()
        assert process.wait(20) == 0


def test_a_server_at_every_address_names_one_that_browsers_keep_cookies_for(tmp_path):
    process = subprocess.Popen(
        [str(binary()), "serve", "--host", "0.0.0.0", "--port", "0", "--data", str(tmp_path / "new")],
        stdout=subprocess.PIPE, text=True, env=environment_of(tmp_path / "new"))
    try:
        assert process.stdout.readline().startswith("Counterfoil is ready at http://0.0.0.0:")
        link = process.stdout.readline().removeprefix("Set up: ").strip()
        assert link.startswith("http://localhost:") and "/setup?secret=" in link
        assert requests.get(link, timeout=5).status_code == 200
    finally:
        process.terminate()
        assert process.wait(20) == 0


@pytest.mark.sqlite_only("on PostgreSQL several processes serve one shop")
def test_second_server_on_the_same_data_is_refused(fresh_server):
    server = fresh_server()
    second = run_command("serve", "--port", "0", data=server.data)
    assert second.returncode == 1
    assert "in use" in second.stderr and second.stdout == ""
    server.assert_sound()


@pytest.mark.sqlite_only("names a database file")
def test_options_come_from_the_environment_and_beat_only_their_own(tmp_path, counterfoil):
    server = Server(tmp_path / "data", environment={"COUNTERFOIL_DATABASE": str(tmp_path / "elsewhere.sqlite")})
    (tmp_path / "data").mkdir()
    server.start()
    assert (tmp_path / "elsewhere.sqlite").exists() and not (tmp_path / "data" / "counterfoil.sqlite").exists()
    assert server.stop() == 0


def test_usage_errors_answer_2(tmp_path, counterfoil):
    for arguments in (["frobnicate"], ["serve", "--port", "x"], ["serve", "--port", "70000"], ["serve", "--tls-cert", "a.pem"],
                      ["serve", "--trusted-proxy", "nonsense"], ["serve", "--public-url", "ftp://x"], ["import", "cats", "x.csv"],
                      ["token", "create", "--role", "king"]):
        done = subprocess.run([str(binary()), *arguments], capture_output=True, text=True, timeout=20, env=clean_environment())
        assert done.returncode == 2, (arguments, done.returncode, done.stderr)
        assert done.stdout == ""
    assert subprocess.run([str(binary()), "--help"], capture_output=True, timeout=20).returncode == 0


def test_an_engine_that_nobody_knows_is_refused_in_words_without_its_password(tmp_path, counterfoil):
    done = run_command("serve", "--database", "mysql://shop:hush@localhost/shop", data=tmp_path / "data")
    assert done.returncode == 1 and "mysql" in done.stderr and "hush" not in done.stderr


def test_taken_port_is_said(fresh_server, tmp_path):
    server = fresh_server()
    done = run_command("serve", "--port", str(server.port), data=tmp_path / "other")
    assert done.returncode == 1 and str(server.port) in done.stderr


def test_newer_schema_is_refused_and_left_alone(shop):
    database_of(shop).change("INSERT INTO schema_migrations (number, name, checksum) VALUES (9999, 'tomorrow', 'x')")
    done = run_command("serve", "--port", "0", data=shop)
    assert done.returncode == 1 and "newer Counterfoil" in done.stderr


# A shop in a file is served by one process, which commands reach through a socket.
ENGINES_OWN = () if engine() == POSTGRES else ("counterfoil.sqlite", "counterfoil.sock")


def test_data_are_private_and_the_socket_goes_with_the_server(fresh_server):
    server = fresh_server()
    for name in ("secret.key", "demo-sign-in.json", *ENGINES_OWN):
        assert stat.S_IMODE((server.data / name).stat().st_mode) == 0o600, name
    assert server.stop() == 0
    assert not (server.data / "counterfoil.sock").exists()


@pytest.mark.sqlite_only("on PostgreSQL there is no socket")
def test_a_dead_servers_socket_stops_nobody(fresh_server):
    server = fresh_server()
    server.kill()
    assert run_command("doctor", data=server.data).returncode == 0
    server.start()
    assert run_command("doctor", data=server.data).returncode == 0


def test_day_begins_with_a_backup(fresh_server):
    server = fresh_server()
    deadline = time.monotonic() + 30
    while not (found := list((server.data / "backups").glob("daily-*Z/counterfoil.sqlite"))):
        assert time.monotonic() < deadline, "no backup was made"
        assert requests.get(server.url + "/healthz", timeout=5).ok
    assert len(found) == 1


def test_what_killed_backups_left_is_no_backup(shop, fresh_server):
    backups = shop / "backups"
    today = time.strftime("daily-%Y%m%d", time.gmtime())
    left = [backups / f"{today}T{moment}Z.partial{more}" for moment in ("000000", "235959") for more in ("", ".trial")]
    for folder in left:
        folder.mkdir(parents=True)
        (folder / "counterfoil.sqlite").write_bytes(b"half of it")
    nothing = run_command("restore", str(backups), data=shop.parent / "new")
    assert nothing.returncode == 1 and "There is no backup in" in nothing.stderr
    server = fresh_server(data=shop)
    deadline = time.monotonic() + 30
    while not list(backups.glob("daily-*Z")):
        assert time.monotonic() < deadline, f"no backup was made\n{server.log_tail()}"
        assert requests.get(server.url + "/healthz", timeout=5).ok
    assert not [folder for folder in left if folder.exists()]


def test_demo_fills_only_an_empty_shop(shop):
    sign_in = json.loads((shop / "demo-sign-in.json").read_text())
    assert set(sign_in) >= {"url", "owner", "cashiers", "location_id", "registers", "token"}
    assert set(sign_in["owner"]) == {"email", "password"} and len(sign_in["registers"]) == 2
    assert all(set(cashier) == {"name", "pin"} for cashier in sign_in["cashiers"])
    again = run_command("demo", data=shop)
    assert again.returncode == 1 and json.loads((shop / "demo-sign-in.json").read_text()) == sign_in


@pytest.mark.sqlite_only("the disk of a PostgreSQL server is the server's")
def test_room_is_kept_aside_for_a_full_disk(fresh_server):
    server = fresh_server(environment={"COUNTERFOIL_RESERVE_MEBIBYTES": "1"})
    reserve = server.data / "reserve"
    deadline = time.monotonic() + 30
    while not (reserve.exists() and reserve.stat().st_size):
        assert time.monotonic() < deadline, "no reserve is kept"
        assert requests.get(server.url + "/healthz", timeout=5).ok
    assert reserve.stat().st_size == 1024 * 1024 and reserve.stat().st_blocks * 512 >= 1024 * 1024
