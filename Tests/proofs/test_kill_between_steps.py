"""`kill -9` between any two steps of a payment and of a refund: after a restart the state is right and nobody is charged again (P3, IDM-09)."""

import contextlib
import os
import random
import threading
import uuid

import requests

from support.client import Client
from support.paying import Books, Payer, assert_books_agree, charged, customer_with_card, quiet, read, sent, started, until
from support.provider_events import signature
from support.provider_fixtures import BEHIND_A_PROXY
from support.provider_wire import Lost
from support.wire import Wire

TOTAL = 10_000
GONE = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError, Lost)


class Killing:
    """One shop that dies again and again, and the provider that sees it die."""

    def __init__(self, server, provider, chance: random.Random):
        self.server = server
        self.provider = provider
        self.chance = chance
        self.token = server.sign_in["token"]
        self.books = Books(server.database)
        self.kept = customer_with_card(self.api)
        self.kills = 0

    @property
    def api(self) -> Client:
        return Client(self.server.url, self.token)

    def die(self, _form: dict | None = None) -> None:
        """The end of the server, while the provider has its request in hand; the answer goes nowhere."""
        self.server.kill()
        raise Lost

    def die_soon(self, _form: dict | None = None) -> None:
        """The end of the server a moment after the provider's answer left: somewhere in what it does with it."""
        pause = self.chance.choice((0.0, 0.001, 0.002, 0.004, 0.008))
        threading.Timer(pause, self.server.kill).start()

    def at(self, operation: str, after: bool = False) -> None:
        self.provider.calls_back(operation, self.die, after=after)

    def rise(self) -> None:
        """Waits for the end, and starts the server again where it was."""
        until(lambda: not self.server.is_running(), 30, "the end of the server")
        self.provider.is_well_again()
        self.kills += 1
        self.server.start(port=self.server.port)

    def without_answer(self, act) -> None:
        """Does what the server dies of."""
        with contextlib.suppress(*GONE):
            act()
        self.rise()

    # Windows. Each leaves an order that has to be paid once, or refunded once; the answer says what is to be seen of it.

    def before_the_provider_is_asked(self) -> dict:
        order, key = sent(self.api, TOTAL), str(uuid.uuid4())
        self.at("session.create")
        self.without_answer(lambda: started(self.api, order, key))
        page = started(self.api, order, key).expect(200)["payments"][-1]["page_url"]
        self.provider.pay(page)
        return order

    def asked_not_answered(self) -> dict:
        order, key = sent(self.api, TOTAL), str(uuid.uuid4())
        self.at("session.create", after=True)
        self.without_answer(lambda: started(self.api, order, key))
        page = started(self.api, order, key).expect(200)["payments"][-1]["page_url"]
        assert page == started(self.api, order, key).expect(200)["payments"][-1]["page_url"]
        self.provider.pay(page)
        return order

    def answer_lost_after_capture(self) -> dict:
        customer, card = self.kept
        order, key = sent(self.api, TOTAL, customer_id=customer), str(uuid.uuid4())
        self.at("intent.create", after=True)
        self.without_answer(lambda: charged(self.api, order, card, key))
        if self.chance.random() < 0.5:
            charged(self.api, order, card, key).expect(200)
        return order

    def charge_never_arrived(self) -> dict:
        customer, card = self.kept
        order, key = sent(self.api, TOTAL, customer_id=customer), str(uuid.uuid4())
        self.at("intent.create")
        self.without_answer(lambda: charged(self.api, order, card, key))
        charged(self.api, order, card, key).expect(200)
        return order

    def returned_before_finalize(self) -> dict:
        payer, page = self.open_page()
        self.provider.courier.url = None
        self.provider.pay(page)
        self.at("session.retrieve", after=self.chance.random() < 0.5)
        self.without_answer(payer.come_back)
        return payer.order

    def before_the_inbox_row(self) -> dict:
        payer, page = self.open_page()
        self.provider.courier.road.held = True
        self.provider.pay(page)
        self.provider.courier.road.held = False
        told = self.provider.events("checkout.session.completed")[-1]
        body = str(told).encode()
        with Wire(self.server.port) as wire:
            wire.send(f"POST /webhooks/stripe HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\nContent-Type: application/json\r\n"
                      f"Stripe-Signature: {signature(body, self.provider.webhook_secret)}\r\nContent-Length: {len(body)}\r\n\r\n{{")
            self.server.kill()
        self.rise()
        assert self.provider.courier.deliver(told) == 200
        return payer.order

    def after_the_inbox_row(self) -> dict:
        payer, page = self.open_page()
        self.at("session.retrieve")
        self.provider.pay(page)
        self.rise()
        return payer.order

    def during_finalize(self) -> dict:
        payer, page = self.open_page()
        self.provider.calls_back("session.retrieve", self.die_soon, after=True)
        self.provider.pay(page)
        self.without_answer(payer.come_back)
        return payer.order

    def refund_never_arrived(self) -> dict:
        return self.refunded(lambda: self.at("refund.create"))

    def refund_asked_not_answered(self) -> dict:
        return self.refunded(lambda: self.at("refund.create", after=True))

    def refund_answered_before_noted(self) -> dict:
        return self.refunded(lambda: self.provider.calls_back("refund.create", self.die_soon, after=True))

    def refunded(self, arm) -> dict:
        payer, page = self.open_page()
        self.provider.pay(page)
        payer.come_back()
        quiet(self.books, self.provider, events=False)
        order, key = payer.order, str(uuid.uuid4())
        body = {"amount": 4000, "reason": "Broken"}
        arm()
        self.without_answer(lambda: self.api.post(f"/orders/{order['id']}/refunds", body, key=key))
        if self.chance.random() < 0.5:
            self.api.post(f"/orders/{order['id']}/refunds", body, key=key, expect=(200, 202))
        return {**order, "given_back": 4000}

    def open_page(self) -> tuple[Payer, str]:
        payer = Payer(sent(self.api, TOTAL))
        return payer, payer.page()


WINDOWS = (
    "before_the_provider_is_asked", "asked_not_answered", "answer_lost_after_capture", "charge_never_arrived", "returned_before_finalize",
    "before_the_inbox_row", "after_the_inbox_row", "during_finalize", "refund_never_arrived", "refund_asked_not_answered",
    "refund_answered_before_noted",
)


def test_nobody_is_charged_again_whenever_the_server_dies(fresh_server, fresh_provider, size, figures):
    rounds = int(os.environ.get("COUNTERFOIL_PROOF_ROUNDS", size(1, 50, 200)))
    seed = int(os.environ.get("COUNTERFOIL_PROOF_SEED", random.SystemRandom().randrange(1_000_000)))
    print(f"seed {seed}")
    provider = fresh_provider()
    server = fresh_server(*BEHIND_A_PROXY, environment=provider.environment())
    provider.serve_for(server)
    killing = Killing(server, provider, random.Random(seed))
    paid: list[dict] = []
    for number in range(rounds):
        for window in WINDOWS:
            try:
                paid.append({**getattr(killing, window)(), "window": f"{window} {number}"})
            except BaseException as error:
                raise AssertionError(f"{window}, round {number} of seed {seed}: {error}") from error
            provider.serve_for(server)
    quiet(killing.books, provider, timeout=300, events=rounds > 1)
    for order in paid:
        assert_paid_once(killing, order)
    counted = assert_books_agree(killing.api, killing.books, provider)
    assert counted["charges"] == len(paid) == counted["orders"], "a charge too many, or one too few"
    assert counted["surplus"] == 0
    assert counted["balance"] == sum(TOTAL - order.get("given_back", 0) for order in paid)
    figures(f"kill -9 in {len(WINDOWS)} windows of paying and giving back, {rounds} times each: {killing.kills} kills, "
            f"{counted['charges']} orders paid by {counted['charges']} charges, every refund given once (seed {seed})")


def assert_paid_once(killing: Killing, order: dict) -> None:
    stored = read(killing.api, order)
    window = order["window"]
    assert stored["placed_at"] is not None and stored["number"], f"{window}: {stored['status']}, {stored['payments']}"
    captured = [row for row in stored["payments"] if row["amount"] and row["status"] in ("captured", "partially_refunded")]
    assert len(captured) == 1 and stored["amount_paid"] == TOTAL, f"{window}: {stored['payments']}"
    assert stored["amount_refunded"] == order.get("given_back", 0), f"{window}: {stored['refunds']}"
    types = [event["type"] for event in killing.api.get(f"/orders/{order['id']}/events", expect=200)["data"]]
    assert types.count("order.placed") == 1 and types.count("payment.captured") == 1, f"{window}: {types}"
