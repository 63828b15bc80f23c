"""Six events of one payment, in every order in which they may come, leave the same order behind: what the provider's books say (WHI-05)."""

import itertools
import json
import random
from concurrent.futures import ThreadPoolExecutor

from support.card_desk import open_page, order_of, tell
from support.paying import Books, assert_books_agree, until

KINDS = ("payment_intent.payment_failed", "payment_intent.succeeded", "checkout.session.completed", "refund.created", "charge.refunded",
         "payment_intent.canceled")


def told_of(provider, intent: str) -> dict[str, dict]:
    """One event of each kind as the provider told it, and one it never should have: a cancellation that did not happen."""
    found = {"payment_intent.canceled": provider.event("payment_intent.canceled", {**provider.change(intent), "status": "canceled"})}
    for event in provider.events():
        about = event["data"]["object"]
        if event["type"] in KINDS and intent in (about["id"], about.get("payment_intent")):
            found[event["type"]] = event
    assert set(found) == set(KINDS), found.keys()
    return found


def sight(order: dict) -> dict:
    """What counts of an order, without what names it."""
    return {
        "order": [order[name] for name in ("status", "payment_status", "amount_paid", "amount_refunded", "amount_due", "total")],
        "payments": [[row[name] for name in ("method", "status", "amount", "refunded", "card")] for row in order["payments"]],
        "refunds": [[row[name] for name in ("amount", "status", "method")] for row in order["refunds"]],
    }


def test_every_order_of_six_events_leaves_one_result(card_server, card_api, provider, size, figures):
    everyone = list(itertools.permutations(KINDS))
    chosen = random.Random(5).sample(everyone, size(24, len(everyone), len(everyone)))
    provider.courier.road.held = True

    def prepare(_) -> tuple[dict, str]:
        order = order_of(card_api, 10_000)
        page = open_page(card_api, order)["page_url"]
        provider.decline(page)
        intent = provider.pay(page)["id"]
        with provider.books.lock:
            provider.books.refund({"payment_intent": intent, "amount": "3000"})
        return order, intent

    with ThreadPoolExecutor(6) as desk:
        prepared = list(desk.map(prepare, chosen))
        told = [told_of(provider, intent) for _, intent in prepared]

        def deliver(kinds_and_events) -> list[int]:
            kinds, events = kinds_and_events
            return [tell(card_server.url, provider, events[kind]).status for kind in kinds]

        statuses = list(desk.map(deliver, zip(chosen, told, strict=True)))
    assert statuses == [[200] * 6] * len(chosen)
    books = Books(card_server.database)
    until(lambda: not books.events_under_way(), 300, "looking into every event")
    provider.courier.road.held = False
    seen = {json.dumps(sight(card_api.get(f"/orders/{order['id']}", expect=200).body)) for order, _ in prepared}
    assert seen == {json.dumps({
        "order": ["closed", "partially_refunded", 10_000, 3_000, 0, 10_000],
        "payments": [["gateway", "partially_refunded", 10_000, 3_000, {"brand": "visa", "last4": "4242"}]],
        "refunds": [[3_000, "succeeded", "gateway"]],
    })}
    counted = assert_books_agree(card_api, books, provider)
    figures(f"events in any order: {len(chosen)} of {len(everyone)} orders of six events, {counted['charges']} payments, one result")
