"""Processes that are killed, that stand still, and that are replaced one after the other: nothing is lost, nothing is done twice (P1, P15)."""

import asyncio
import http.client
import json
import signal
import threading
import time
from contextlib import contextmanager

import pytest

from support.balancer import Balancer
from support.client import Client
from support.database import POSTGRES, drop_under, engine
from support.goods import custom_line, draft
from support.mail_server import MailServer
from support.paying import until
from support.processes import Processes

pytestmark = pytest.mark.skipif(engine() != POSTGRES, reason="several processes share a PostgreSQL database")
MOST_SECONDS = 15
"""Within these a process that is gone is followed."""


class CountedMail(MailServer):
    """Takes its time over each mail, so that whatever happens happens in the middle of one; `halt` stops one before its content is asked for."""

    def __init__(self, folder):
        self.halts = 0
        self.halted, self.goes_on = threading.Event(), threading.Event()
        super().__init__(folder)

    def halt(self) -> None:
        self.halts += 1

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.halts:
            self.halts -= 1
            self.halted.set()
            await asyncio.to_thread(self.goes_on.wait, 120)
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        await asyncio.to_thread(threading.Event().wait, 0.05)
        return await super().handle_DATA(server, session, envelope)

    @property
    def names(self) -> list[str]:
        return [letter.message["Message-ID"] for letter in self.letters]


@contextmanager
def processes_with_mail(tmp_path):
    mail = CountedMail(tmp_path)
    pair = Processes(tmp_path / "shop", 2, environment={
        "COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": "hello@bakery.example", "SSL_CERT_FILE": str(mail.certificate)})
    try:
        yield pair.start(), mail
    finally:
        mail.goes_on.set()
        pair.stop()
        mail.stop()
        drop_under(tmp_path)


def write_to(api: Client, *recipients: str) -> None:
    for recipient in recipients:
        order = draft(api, custom_line())
        api.post(f"/orders/{order['id']}/send_invoice", {"via": "email", "to": recipient}, expect=200)


def assert_all_sent(api: Client, recipients: list[str], mail: CountedMail) -> None:
    """Everybody's mail came, and the shop says so."""
    def left() -> set[str]:
        return set(recipients) - {letter.recipients[0] for letter in mail.letters}

    until(lambda: not left(), 120, lambda: f"the mail of {len(left())} people")
    until(lambda: all(message["status"] == "sent" for message in api.all("/messages")), 120, "the status of every mail")


def test_mails_leave_once_each_though_their_sender_is_killed_again_and_again(counterfoil, tmp_path, size, figures):
    mails, kills = size(30, 200, 2000), size(2, 10, 100)
    recipients = [f"guest-{number}@example.org" for number in range(mails)]
    with processes_with_mail(tmp_path) as (pair, mail):
        taken = []
        for turn in range(kills):
            # The process that started first has the outbox; each time it is killed the other one follows.
            holder, other = pair.servers[turn % 2], pair.servers[(turn + 1) % 2]
            api = Client(other.url, pair.token)
            fence, before = pair.lease("outbox")["fence"], len(mail.letters)
            write_to(api, *recipients[turn * mails // kills:(turn + 1) * mails // kills])
            mail.wait_for(before + 2, timeout=30)
            holder.kill()
            taken.append(pair.wait_for_lease("outbox", fence))
            assert pair.lease("outbox")["fence"] == fence + 1
            holder.start()
        assert_all_sent(Client(pair.servers[0].url, pair.token), recipients, mail)
        again = len(mail.names) - len(set(mail.names))
        assert len(set(mail.names)) == mails and again <= kills, "a mail has two names, or was sent again without need"
    assert max(taken) <= MOST_SECONDS
    figures(f"outbox of two processes: {kills} kills of the sender, {mails} mails, none lost, {again} sent again under their name; followed "
            f"within {max(taken):.1f} s at most, {sum(taken) / len(taken):.1f} s on average")


def test_a_process_that_stood_still_does_not_go_on_with_what_another_does(counterfoil, tmp_path, size, figures):
    rounds, longest = size(1, 3, 20), 30
    sent: list[str] = []
    with processes_with_mail(tmp_path) as (pair, mail):
        for turn in range(rounds):
            holder, other = pair.servers[turn % 2], pair.servers[(turn + 1) % 2]
            api, fence = Client(other.url, pair.token), pair.lease("outbox")["fence"]
            frozen = time.monotonic()
            mail.halted.clear()
            mail.goes_on.clear()
            mail.halt()
            recipients = [f"guest-{turn}-{number}@example.org" for number in range(10)]
            write_to(api, *recipients)
            sent += recipients
            assert mail.halted.wait(30), "no mail was begun"
            holder.process.send_signal(signal.SIGSTOP)
            # The mail server answers the frozen process, which hears it only when it wakes.
            mail.goes_on.set()
            assert pair.wait_for_lease("outbox", fence) <= MOST_SECONDS
            assert_all_sent(api, sent, mail)
            threading.Event().wait(max(0, longest - (time.monotonic() - frozen)))
            holder.process.send_signal(signal.SIGCONT)
            # It is awake and sees who has the outbox now: what it answers is read from the database.
            Client(holder.url, pair.token).get("/readyz", expect=200)
            write_to(Client(holder.url, pair.token), f"last-{turn}@example.org")
            sent.append(f"last-{turn}@example.org")
            assert_all_sent(api, sent, mail)
            # Nothing tells that a second mail will not come: the time in which it would have.
            threading.Event().wait(2)
            assert sorted(mail.names) == sorted(set(mail.names)), "a mail left twice"
            assert len(mail.names) == len(sent)
            assert pair.lease("outbox")["fence"] == fence + 1
            holder.assert_sound()
    figures(f"a sender that stood still for {longest} s in the middle of a mail, {rounds} times: {len(sent)} mails, each left once")


@contextmanager
def processes_behind_balancer(tmp_path):
    pair = Processes(tmp_path / "shop", 2, "--trusted-proxy", "127.0.0.1", environment={"COUNTERFOIL_DRAIN_SECONDS": "2"}, shares_folder=True)
    balancer = None
    try:
        balancer = Balancer(*(server.port for server in pair.start().servers)).start()
        yield pair, balancer
    finally:
        if balancer is not None:
            balancer.stop()
        pair.stop()
        drop_under(tmp_path)


class Caller(threading.Thread):
    """Asks ten times a second over one connection, as long as it runs, and sends nothing twice."""

    PACE = 0.1

    def __init__(self, balancer: Balancer, token: str, ended: threading.Event):
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", balancer.port, timeout=60)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.ended, self.wrong, self.count, self.order = ended, [], 0, ""
        self.start()

    def run(self) -> None:
        while not self.wrong and not self.ended.wait(self.PACE):
            ask = (self._make, self._get, self._list)[self.count % 3]
            try:
                ask()
            except (AssertionError, OSError, http.client.HTTPException) as error:
                self.wrong.append(repr(error)[:500])
            self.count += 1

    def _make(self) -> None:
        self.order = self._ask("POST", "/api/v1/orders", 201, {"lines": [custom_line()]})["id"]

    def _get(self) -> None:
        assert self._ask("GET", f"/api/v1/orders/{self.order}", 200)["id"] == self.order

    def _list(self) -> None:
        self._ask("GET", "/api/v1/orders?limit=5", 200)

    def _ask(self, method: str, path: str, expected: int, body: dict | None = None) -> dict:
        self.connection.request(method, path, json.dumps(body) if body else None, self.headers)
        answer = self.connection.getresponse()
        octets = answer.read()
        assert answer.status == expected, f"{method} {path}: {answer.status} {octets[:300]!r}"
        return json.loads(octets)


def test_a_rolling_restart_under_load_fails_no_request(counterfoil, tmp_path, size, figures):
    restarts = size(2, 10, 50)
    with processes_behind_balancer(tmp_path) as (pair, balancer):
        ended = threading.Event()
        register = Following(balancer, pair.token)
        callers = [Caller(balancer, pair.token, ended) for _ in range(16)]
        try:
            for turn in range(restarts):
                server = pair.servers[turn % 2]
                assert server.stop() == 0, server.log_tail()
                server.start(port=server.port, timeout=240)
                balancer.wait_for(server.port, True, timeout=120)
        finally:
            ended.set()
            for caller in callers:
                caller.join(60)
        wrong, requests = [error for caller in callers for error in caller.wrong], sum(caller.count for caller in callers)
        assert wrong == [] and balancer.failures == [], (wrong[:5], balancer.failures[:5])
        made = [event["id"] for event in Client(pair.servers[0].url, pair.token).events() if event["type"] == "order.created"]
        assert len(made) >= sum((caller.count + 2) // 3 for caller in callers)
        register.wait_for(made[-1])
        heard = [event for event in register.ids if event in set(made)]
        assert heard == made[made.index(heard[0]):] and register.connections > 1, "the register missed something, or heard it twice"
        register.stop()
        for server in pair.servers:
            server.assert_sound()
        figures(f"rolling restart under load: {restarts} restarts, {len(callers)} clients that repeat nothing, 0 of {requests} requests failed; "
                f"a listener came back {register.connections - 1} times and missed none of {len(heard)} events")


class Following:
    """A page that listens through the balancer and comes back with the last event it saw, as browsers do."""

    def __init__(self, balancer: Balancer, token: str):
        self.balancer, self.token = balancer, token
        self.ids: list[str] = []
        self.connections = 0
        self.ended = threading.Event()
        self.arrived = threading.Condition()
        self.listening = threading.Event()
        threading.Thread(target=self._follow, daemon=True).start()
        assert self.listening.wait(30)

    def _follow(self) -> None:
        while not self.ended.is_set():
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.balancer.port, timeout=60)
                headers = {"Authorization": f"Bearer {self.token}", **({"Last-Event-ID": self.ids[-1]} if self.ids else {})}
                connection.request("GET", "/api/v1/events/stream", headers=headers)
                answer = connection.getresponse()
                self.connections += 1
                while line := answer.readline():
                    self.listening.set()
                    if line.startswith(b"id: "):
                        with self.arrived:
                            self.ids.append(line[4:].strip().decode())
                            self.arrived.notify_all()
            except (OSError, http.client.HTTPException):
                self.ended.wait(0.1)

    def wait_for(self, event: str) -> None:
        with self.arrived:
            assert self.arrived.wait_for(lambda: event in self.ids, 30), "the last event never came"

    def stop(self) -> None:
        self.ended.set()
