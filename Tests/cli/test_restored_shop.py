"""A restored shop sells, but nothing leaves it before somebody has looked and lets it (P22)."""

import pytest

from support.client import Client
from support.mail_server import MailServer
from support.server import Server, run_command


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


def test_restore_is_told_what_to_do(shop, tmp_path):
    for arguments in ((), ("--mark", "--release"), (str(tmp_path), "--release")):
        run(shop, "restore", *arguments, code=2)
    assert "The data are sound" in run(shop, "restore", "--mark")
    assert "Nothing is sent" in run(shop, "doctor")
