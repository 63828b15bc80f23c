"""Orders that are paid through a provider, as a payer and a member of staff go about it, and whether both sides' books agree."""

import threading
import time
import uuid
from collections.abc import Callable

import requests

from support.client import Answer, Client
from support.database import Database
from support.goods import custom_line, draft
from support.provider import Provider

CAPTURED = ("captured", "partially_refunded", "refunded")
BY_PROVIDER = ("gateway", "card_on_file")


class Payer:
    """Somebody with the link of an order in a browser of their own."""

    def __init__(self, order: dict):
        self.link = order["checkout_url"]
        self.order = order
        self.browser = requests.Session()
        self.browser.trust_env = False
        # Everybody pays from somewhere else; the shop believes it of a proxy that it trusts.
        self.browser.headers["X-Forwarded-For"] = f"10.{uuid.uuid4().int % 255}.{uuid.uuid4().int % 255}.{uuid.uuid4().int % 255}"

    def begin(self, **fields) -> requests.Response:
        """Presses the button that leads to the provider."""
        form = {"revision": str(self.order["invoice"]["revision"]), "expected_total": str(self.order["total"]), "way": "card", **fields}
        origin = "/".join(self.link.split("/")[:3])
        return self.browser.post(f"{self.link}/pay", data=form, headers={"Origin": origin}, timeout=60, allow_redirects=False)

    def page(self) -> str:
        """The provider's page, which has to open; whoever is told to wait because so many others pay just now waits."""
        answer = self.begin()
        while answer.status_code == 429:
            threading.Event().wait(int(answer.headers.get("Retry-After", 1)))
            answer = self.begin()
        assert answer.status_code == 303, f"{answer.status_code}: {answer.text[:1500]}"
        return answer.headers["Location"]

    def come_back(self) -> requests.Response:
        return self.browser.get(f"{self.link}/return", timeout=60)

    def look(self) -> requests.Response:
        return self.browser.get(self.link, timeout=60)


def sent(api: Client, total: int = 10_000, **fields) -> dict:
    """An order of one custom item that was sent by its link."""
    order = draft(api, custom_line(title="Vase", unit_price=total, rate=None), **fields)
    return api.post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, key=True, expect=200).body


def read(api: Client, order: dict) -> dict:
    return api.get(f"/orders/{order['id']}", expect=200).body


def started(api: Client, order: dict, key: str | None = None, **body) -> Answer:
    """Staff open the provider's page for an order."""
    return api.post(f"/orders/{order['id']}/payments", {"method": "gateway", **body}, key=key or str(uuid.uuid4()))


def customer_with_card(api: Client, card: str = "pm_card_visa") -> tuple[str, str]:
    """A customer whose card the provider keeps; the names of both."""
    customer = api.post("/customers", {"name": f"Nora {uuid.uuid4().hex[:8]}"}, expect=201)["id"]
    kept = api.post(f"/customers/{customer}/payment_methods", {"payment_method": card}, key=True, expect=(200, 201))
    return customer, kept["id"]


def charged(api: Client, order: dict, method: str, key: str | None = None, **options) -> Answer:
    """Staff charge a card that the provider keeps."""
    body = {"method": "card_on_file", "payment_method_id": method}
    return api.post(f"/orders/{order['id']}/payments", body, key=key or str(uuid.uuid4()), **options)


class Books:
    """What the shop wrote down, read beside the server."""

    def __init__(self, database: Database):
        self.database = database

    def rows(self, text: str, *values) -> list[dict]:
        return self.database.rows(text, *values)

    def attempts(self, order: str | None = None) -> list[dict]:
        rows = self.rows("SELECT * FROM payment_attempts ORDER BY created_at, payment_id")
        return [row for row in rows if order in (None, row["order_id"])]

    def tasks(self, order: str | None = None) -> list[dict]:
        rows = self.rows("SELECT * FROM payment_tasks ORDER BY created_at, id")
        return [row for row in rows if order in (None, row["order_id"])]

    def events_under_way(self) -> list[dict]:
        return self.rows("SELECT * FROM provider_events WHERE state = 'waiting'")

    def refunds_under_way(self) -> list[dict]:
        return self.rows("SELECT * FROM refunds WHERE status = 'pending'")


def until(holds: Callable[[], object], timeout: float = 60, what: str = "what was expected"):
    """Looks again and again until it holds; answers what it found."""
    end = time.monotonic() + timeout
    pause = threading.Event()
    while not (found := holds()):
        assert time.monotonic() < end, f"{what() if callable(what) else what} did not come about within {timeout} s"
        pause.wait(0.05)
    return found


def quiet(books: Books, provider: Provider, timeout: float = 90, events: bool = True) -> None:
    """Until every event has been looked into, every refund has its end, and no payment is open whose page is over at the provider.

    An event that a killed server had in hand is looked into again minutes later; `events=False` does not wait for those.
    """
    provider.courier.wait_until_quiet(timeout)

    def rest() -> list:
        waiting = [row["event_id"] for row in books.events_under_way()] if events else []
        return waiting + [row["id"] for row in books.refunds_under_way()] + [row["payment_id"] for row in books.attempts() if row["state"] == "open" and is_over(provider, row)]

    until(lambda: not rest(), timeout, lambda: f"rest: {rest()[:10]} still under way, so it")


def is_over(provider: Provider, attempt: dict) -> bool:
    """Whether nothing can happen any more at the provider to an attempt that is open with us."""
    if attempt["provider_session"] is None:
        return attempt["way"] == "saved_method"
    return provider.session(attempt["provider_session"])["status"] != "open"


def assert_books_agree(api: Client, books: Books, provider: Provider) -> dict[str, int]:
    """After quiescence: captured and given back are the same here and there, payment by payment; what is above an order's total, or came
    to an order that could not take it, is a task. Answers what was counted."""
    attempts = {row["payment_id"]: row for row in books.attempts()}
    tasks = books.tasks()
    payments = {row["id"]: row for row in books.rows("SELECT * FROM payments WHERE method IN ('gateway', 'card_on_file')")}
    by_intent = {row["provider_payment"]: row for row in attempts.values() if row["provider_payment"]}
    for intent, amount in provider.books.charges:
        assert intent in by_intent, f"the provider took {amount} by {intent}, of which the shop knows nothing"
        attempt = by_intent[intent]
        payment = payments[attempt["payment_id"]]
        if attempt["state"] == "review":
            assert any(task["kind"] == "mismatch" and task["payment_id"] == payment["id"] for task in tasks), payment
            continue
        assert attempt["state"] in ("settled", "surplus"), f"{intent} was captured, and is {attempt['state']} here"
        assert payment["status"] in CAPTURED and payment["amount"] == amount, (payment, amount)
        assert payment["refunded"] == provider.refunded(intent), f"{payment['id']}: {payment['refunded']} given back here, not there"
    charged_intents = [intent for intent, _ in provider.books.charges]
    assert len(charged_intents) == len(set(charged_intents)), "a payment was captured twice"
    for payment in payments.values():
        if payment["status"] in CAPTURED:
            assert attempts[payment["id"]]["provider_payment"] in charged_intents, f"{payment['id']} never moved money"
    surplus = sum(assert_order_is_right(api, order, attempts.values(), tasks) for order in {row["order_id"] for row in attempts.values()})
    return {"orders": len({row["order_id"] for row in attempts.values()}), "charges": len(charged_intents), "surplus": surplus,
            "captured": sum(amount for _, amount in provider.books.charges), "balance": provider.balance()}


def assert_order_is_right(api: Client, order_id: str, attempts, tasks: list[dict]) -> int:
    """Answers 1 where money above what was due is flagged."""
    order = api.get(f"/orders/{order_id}", expect=200).body
    own = [row for row in attempts if row["order_id"] == order_id]
    settled = [(row["revision"], row["paid_before"]) for row in own if row["state"] == "settled"]
    assert len(settled) == len(set(settled)), f"{order_id} was settled twice: {own}"
    captured = [row for row in order["payments"] if row["status"] in CAPTURED]
    taken = sum(row["amount"] for row in captured)
    counted = taken - sum(row["refunded"] for row in captured)
    flagged = [task for task in tasks if task["order_id"] == order_id and task["kind"] in ("surplus", "not_placed")]
    if counted > order["total"] or (counted and order["status"] in ("draft", "invoice_sent", "canceled")):
        assert flagged, f"{order['id']} is {order['status']} with {counted} of {order['total']}, and nobody is told"
    if order["placed_at"] is None:
        assert all(row["state"] != "settled" for row in own) or flagged, f"{order_id} is paid and not placed, and nobody is told"
    for row in own:
        assert row["content_hash"], "money is attached to what was agreed"
    return 1 if any(task["kind"] == "surplus" for task in flagged) else 0
