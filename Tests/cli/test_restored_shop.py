"""A restored shop sells, but nothing leaves it before somebody has looked and lets it (P22)."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from support.client import Client
from support.database import database_of
from support.mail_server import MailServer
from support.server import Server, binary, environment_of, run_command


@pytest.fixture
def mail(tmp_path):
    server = MailServer(tmp_path)
    yield server
    server.stop()


def run(data, *arguments, code=0):
    done = run_command(*arguments, data=data)
    assert done.returncode == code, f"{arguments} answered {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def test_nothing_leaves_a_restored_shop_before_it_is_let(shop, tmp_path, mail):
    server = Server(shop).start()
    token = server.sign_in["token"]
    # There is no mail server yet, so it waits.
    Client(server.url, token).post("/settings/test_message", {"channel": "email", "to": "ada@example.org"}, expect=201)
    assert server.stop() == 0
    run(shop, "backup", str(tmp_path / "backups"))
    doors = {"COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": "hello@bakery.example", "SSL_CERT_FILE": str(mail.certificate)}
    held, free = tmp_path / "held", tmp_path / "free"
    for folder in (held, free):
        assert "until you have looked" in run(folder, "restore", str(tmp_path / "backups"))
    assert "Nothing is sent" in run(held, "doctor")
    assert "sends messages" in run(free, "restore", "--release") and "Nothing was held back" in run(free, "restore", "--release")
    assert "Nothing is sent" not in run(free, "doctor")

    silent = Server(held, environment=doors).start()
    try:
        # It sells meanwhile.
        assert Client(silent.url, token).post("/orders", {"lines": [{"title": "Bag", "quantity": 1, "unit_price": 10}]}, key=True).status == 201
        other = Server(free, environment=doors).start()
        assert mail.to("ada@example.org")
        assert other.stop() == 0
        assert len(mail.letters) == 1, "the one that is held back was started first, and has sent nothing"
        assert "This shop was restored" in silent.log()
        # Through the running server, which sends within a second or two.
        assert "sends messages" in run(held, "restore", "--release")
        with mail.arrived:
            assert mail.arrived.wait_for(lambda: len(mail.letters) == 2, 20), "let go, and nothing left"
    finally:
        assert silent.stop() == 0


def killed_restore(backups: Path, data: Path) -> bool:
    """Restores, and kills that once the data are there; false where it had finished before."""
    with subprocess.Popen([str(binary()), "restore", str(backups), "--data", str(data)],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment_of(data)) as restore:
        # The secret comes once the data are there, and before they are checked and held back, which takes a good while longer.
        while restore.poll() is None and not (data / "secret.key").exists():
            os.sched_yield()
        restore.kill()
    return restore.returncode == -signal.SIGKILL


def test_what_a_killed_restore_left_is_no_shop(shop, tmp_path):
    run(shop, "backup", str(tmp_path / "backups"))
    new = next(data for data in (tmp_path / f"new-{number}" for number in range(10)) if killed_restore(tmp_path / "backups", data))
    for arguments in (("serve", "--port", "0"), ("doctor",), ("restore", "--mark")):
        said = run(new, *arguments, code=1)
        assert "not finished" in said or "There is no shop" in said, said
    assert "not finished" in run(new, "serve", "--port", "0", code=1)
    again = tmp_path / "again"
    run(again, "restore", str(tmp_path / "backups"))
    assert "Nothing is sent" in run(again, "doctor")
    assert not [name for name in os.listdir(again) if "restoring" in name]


def test_data_that_are_marked_forget_again(shop, tmp_path):
    """Brought back by other means, they go by the list of their folder, or by the one that is named."""
    first, second = (row["id"] for row in database_of(shop).rows("SELECT id FROM customers WHERE name IS NOT NULL ORDER BY id LIMIT 2"))
    (shop / "erasures").write_text(f"{first}\n")
    assert "1 customers were erased" in run(shop, "restore", "--mark")
    (tmp_path / "kept").write_text(f"{first}\n{second}\n")
    run(shop, "restore", "--mark", "--erasures", str(tmp_path / "kept"))
    assert database_of(shop).tuples("SELECT name FROM customers WHERE id IN (?, ?)", first, second) == [(None,), (None,)]
    (tmp_path / "broken").write_text("ord_1\n")
    assert "not a list of erasures" in run(shop, "restore", "--mark", "--erasures", str(tmp_path / "broken"), code=1)


def test_damaged_data_that_are_marked_are_held_back_all_the_same(shop):
    database_of(shop).change("UPDATE orders SET total = total + 1 WHERE id = (SELECT MIN(id) FROM orders)")
    said = run(shop, "restore", "--mark", code=1)
    assert "held back" in said and "I1" in said and "backup" not in said
    assert "Nothing is sent" in run(shop, "doctor", code=1)


@pytest.mark.sqlite_only("servers of PostgreSQL look again every second")
def test_data_are_not_marked_under_a_server(shop, fresh_server):
    server = fresh_server(data=shop)
    assert "Stop it" in run(shop, "restore", "--mark", code=1)
    assert "Nothing is sent" not in run(shop, "doctor")
    assert server.stop() == 0
    assert "The data are sound" in run(shop, "restore", "--mark")


def test_restore_is_told_what_to_do(shop, tmp_path):
    for arguments in ((), ("--mark", "--release"), (str(tmp_path), "--release"), ("--release", "--erasures", str(tmp_path))):
        run(shop, "restore", *arguments, code=2)
    assert "The data are sound" in run(shop, "restore", "--mark")
    assert "Nothing is sent" in run(shop, "doctor")
