"""A link pays at most once, and no money is unaccounted, whoever does what at the same moment (P7, P8; PAY-01, PAY-15, CNC-10, CNC-12)."""

import contextlib
import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from support.client import Client
from support.goods import custom_line
from support.paying import Books, Payer, assert_books_agree, charged, customer_with_card, quiet, read, sent, started
from support.provider_books import Refusal
from support.together import at_once

TOTAL = 10_000


class Race:
    """One order, and two or three who want something of it at the same moment."""

    def __init__(self, api: Client, provider, kept: tuple[str, str], seed: int):
        self.api = api.with_token(api.token)
        self.other = api.with_token(api.token)
        self.provider = provider
        self.kept = kept
        self.chance = random.Random(seed)
        # How often somebody else was quicker than the payer.
        self.won: Counter = Counter()

    def pay(self, page: str) -> bool:
        """The payer presses the button at the provider; a page that has been closed meanwhile takes nothing."""
        with contextlib.suppress(Refusal):
            self.provider.pay(page)
            return True
        return False

    def soon(self, act, most: int = 2):
        """Lets the moment vary, so that each order of steps happens."""
        spin = self.chance.randrange(most)

        def run():
            for _ in range(spin):
                self.api.get("/healthz")
            return act()

        return run

    def double_click(self) -> None:
        payer = Payer(sent(self.api, TOTAL))
        first, second = at_once(payer.page, Payer(payer.order).page)
        assert first == second, "two clicks opened two pages"
        self.pay(first)
        at_once(payer.come_back, payer.come_back)

    def two_tabs(self) -> None:
        order = sent(self.api, TOTAL)
        one, two = Payer(order), Payer(order)
        pages = {one.page(), two.page()}
        at_once(*(lambda page=page: self.pay(page) for page in [*pages, *pages]))
        at_once(one.come_back, two.come_back)

    def webhook_before_return(self) -> None:
        payer = Payer(sent(self.api, TOTAL))
        page = payer.page()
        at_once(lambda: self.pay(page), self.soon(payer.come_back), self.soon(payer.look))

    def webhook_twice(self) -> None:
        payer = Payer(sent(self.api, TOTAL))
        page = payer.page()
        self.pay(page)
        session = self.provider.session(page)["id"]
        told = [event for event in self.provider.events("checkout.session.completed") if event["data"]["object"]["id"] == session]
        at_once(*[lambda: self.provider.courier.deliver(told[0])] * 2, payer.come_back)

    def register_against_link(self) -> None:
        payer = Payer(sent(self.api, TOTAL))
        order, page = payer.order, payer.page()
        _, till = at_once(
            self.soon(lambda: self.pay(page), 12), self.soon(lambda: self.api.pay(order, "card_terminal", expect=(200, 409, 422))))
        assert till.status == 200 or till.code, till
        payer.come_back()
        self.won["register_against_link"] += till.status == 200

    def revert_while_paying(self) -> None:
        payer = Payer(sent(self.api, TOTAL))
        page = payer.page()
        _, reverted, _ = at_once(
            self.soon(lambda: self.pay(page), 12),
            self.soon(lambda: self.api.post(f"/orders/{payer.order['id']}/revert_to_draft", key=True)), self.soon(payer.come_back))
        assert reverted.status in (200, 409), reverted
        if reverted.status != 200:
            return
        self.won["revert_while_paying"] += 1
        assert not self.pay(page), "the page of a version that is being changed takes money"
        path = f"/orders/{payer.order['id']}"
        self.api.post(f"{path}/lines", custom_line(title="Ribbon", unit_price=500, rate=None), expect=200)
        payer.order = self.api.post(f"{path}/send_invoice", {"via": "link"}, key=True, expect=200).body
        self.pay(payer.page())
        payer.come_back()
        assert read(self.api, payer.order)["amount_paid"] == TOTAL + 500

    def charge_against_link(self) -> None:
        customer, card = self.kept
        payer = Payer(sent(self.api, TOTAL, customer_id=customer))
        order, page = payer.order, payer.page()
        _, staff = at_once(self.soon(lambda: self.pay(page), 12), self.soon(lambda: charged(self.other, order, card)))
        assert staff.status in (200, 409, 422), staff
        payer.come_back()
        self.won["charge_against_link"] += staff.status == 200

    def cancel_while_paying(self) -> None:
        payer = Payer(sent(self.api, TOTAL))
        order, page = payer.order, payer.page()
        payment = read(self.api, order)["payments"][-1]["id"]
        path = self.chance.choice((f"/orders/{order['id']}/payments/{payment}/cancel", f"/orders/{order['id']}/cancel"))
        body = {"reason": "Changed their mind", "restock": True} if path.endswith(f"{order['id']}/cancel") else None
        _, called_off = at_once(self.soon(lambda: self.pay(page), 12), self.soon(lambda: self.api.post(path, body, key=True)))
        assert called_off.status in (200, 409), called_off
        payer.come_back()
        self.won["cancel_while_paying"] += called_off.status == 200

    def refund_against_second_success(self) -> None:
        """A page that was closed takes money all the same, while the money of its successor is given back."""
        order = sent(self.api, TOTAL)
        begun = started(self.api, order).expect(200)
        first = begun["payments"][-1]
        self.api.post(f"/orders/{order['id']}/payments/{first['id']}/cancel", key=True, expect=200)
        payer = Payer(order)
        self.pay(payer.page())
        payer.come_back()
        session = self.provider.session(first["page_url"])["id"]
        self.provider.change(session, status="open", url=first["page_url"])
        refund = {"amount": self.chance.choice((1, 4000, TOTAL)), "reason": "Broken"}
        at_once(lambda: self.pay(session), lambda: self.api.post(f"/orders/{order['id']}/refunds", refund, key=True))


RACES = ("double_click", "two_tabs", "webhook_before_return", "webhook_twice", "register_against_link", "revert_while_paying",
         "charge_against_link", "cancel_while_paying", "refund_against_second_success")


def test_races_for_one_order_take_its_money_once(card_server, card_api, provider, size, figures):
    rounds, clients = size(90, 2000, 20_000), 50
    seed = int(os.environ.get("COUNTERFOIL_PROOF_SEED", random.SystemRandom().randrange(1_000_000)))
    print(f"seed {seed}")
    books = Books(card_server.database)
    kept = customer_with_card(card_api)
    ran, won = Counter(), Counter()

    def run(number: int) -> None:
        name = RACES[number % len(RACES)]
        try:
            race = Race(card_api, provider, kept, seed + number)
            getattr(race, name)()
        except BaseException as error:
            raise AssertionError(f"{name}, number {number} of seed {seed}: {error}") from error
        ran[name] += 1
        won.update(race.won)

    with ThreadPoolExecutor(clients // 2) as crowd:
        list(crowd.map(run, range(rounds)))
    assert sum(ran.values()) == rounds
    quiet(books, provider)
    counted = assert_books_agree(card_api, books, provider)
    orders = read_all(card_api, books)
    assert all(order["status"] != "draft" or not paid(order) for order in orders), "an order is a draft and paid"
    figures(f"{rounds} races by {clients} clients, each kind {rounds // len(RACES)} times (quicker than the payer: "
            f"{', '.join(f'{name} {count}' for name, count in sorted(won.items()))}): "
            f"{counted['charges']} charges of {counted['orders']} orders, none paid twice; captured minus refunds {counted['balance']} there "
            f"and here; {counted['surplus']} surplus payments, all flagged (seed {seed})")


def read_all(api: Client, books: Books) -> list[dict]:
    return [read(api, {"id": name}) for name in {row["order_id"] for row in books.attempts()}]


def paid(order: dict) -> int:
    """What was counted for the order: money at a provider that is flagged as surplus stands in a task."""
    return order["amount_paid"] - order["amount_refunded"] if order["payment_status"] == "paid" else 0
