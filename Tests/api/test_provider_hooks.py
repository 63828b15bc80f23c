"""What Stripe tells the shop: only what it signed is heard, each event counts once, and what it says is asked for again (WHI)."""

import json
import secrets
import threading
import time

import pytest

from support.card_desk import open_page, order_now, order_of, post_event, tell, wait_until_settled
from support.paying import until
from support.provider_events import signature


@pytest.fixture
def paid(provider, card_api):
    """An order whose payer has paid, and no event of it has come yet."""
    provider.courier.road.held = True
    order = order_of(card_api)
    payment = open_page(card_api, order)
    provider.pay(payment["page_url"])
    yield order, [event for event in provider.events() if event["data"]["object"].get("metadata", {}).get("payment_id") == payment["id"]]
    provider.courier.road.held = False


def unheard(api, event: dict) -> bool:
    return all(row["id"] != event["id"] for row in api.all("/provider_events"))


def test_a_payment_counts_once_its_event_has_come(card_server, card_api, provider, paid):
    order, events = paid
    assert tell(card_server.url, provider, events[-1]).status == 200
    wait_until_settled(card_api, events[-1]["id"])
    after = order_now(card_api, order)
    assert (after["payment_status"], after["amount_paid"]) == ("paid", 10_000)
    assert after["payments"][0]["card"] == {"brand": "visa", "last4": "4242"}


def forged_headers(body: bytes, secret: str) -> dict[str, str | None]:
    now = int(time.time())
    good = signature(body, secret, now)
    proof = good.split("v1=")[1]
    return {
        "none": None, "empty": "", "an empty proof": f"t={now},v1=", "another secret": signature(body, "whsec_other", now),
        "no secret": signature(body, "", now), "old": signature(body, secret, now - 302), "ahead": signature(body, secret, now + 360),
        "no time": f"v1={proof}", "two times": f"t={now},{good}", "a negative time": f"t=-{now},v1={proof}",
        "a time with a point": f"t={now}.0,v1={proof}", "a huge time": f"t=1000000000000000000,v1={proof}",
        "an exponent": f"t=1e18,v1={proof}", "another scheme": good.replace("v1=", "v0="), "half a proof": good[:-2],
    }


def test_what_is_not_signed_as_it_should_be_changes_nothing(card_server, card_api, provider, paid):
    order, events = paid
    body = json.dumps(events[-1]).encode()
    for name, header in forged_headers(body, provider.webhook_secret).items():
        answer = post_event(card_server.url, body, header)
        assert (answer.status, answer.code) == (400, "malformed"), name
    good = signature(body, provider.webhook_secret)
    for changed in (body + b" ", body.replace(b"10000", b"10001", 1), body.replace(b": ", b":", 1), b""):
        assert post_event(card_server.url, changed, good).status == 400
    assert unheard(card_api, events[-1]) and order_now(card_api, order) == order_now(card_api, order)
    assert order_now(card_api, order)["amount_paid"] == 0


def test_an_event_that_says_a_thing_twice_is_refused_though_it_is_signed(card_server, card_api, provider, paid):
    _, events = paid
    body = json.dumps(events[-1]).encode().replace(b'"livemode": false', b'"livemode": true, "livemode": false', 1)
    answer = post_event(card_server.url, body, signature(body, provider.webhook_secret))
    assert (answer.status, answer.code) == (400, "malformed") and unheard(card_api, events[-1])


def test_one_of_two_proofs_is_enough_while_a_secret_is_replaced(card_server, card_api, provider, paid):
    _, events = paid
    body = json.dumps(events[-1]).encode()
    now = int(time.time())
    theirs = signature(body, "whsec_new", now) + "," + signature(body, provider.webhook_secret, now).split(",")[1]
    assert post_event(card_server.url, body, theirs).status == 200
    assert wait_until_settled(card_api, events[-1]["id"])[events[-1]["id"]]["state"] == "done"


def test_the_same_event_a_hundred_times_is_one(card_server, card_api, provider, paid):
    order, events = paid
    body = json.dumps(events[-1]).encode()
    header = signature(body, provider.webhook_secret)
    statuses: list[int] = []

    def replay() -> None:
        for _ in range(10):
            statuses.append(post_event(card_server.url, body, header).status)

    threads = [threading.Thread(target=replay) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 100
    wait_until_settled(card_api, events[-1]["id"])
    after = order_now(card_api, order)
    assert after["amount_paid"] == 10_000 and [row["status"] for row in after["payments"]] == ["captured"]
    placed = [event for event in card_api.get(f"/orders/{order['id']}/events", expect=200)["data"] if event["type"] == "order.placed"]
    assert len(placed) == 1


def test_an_event_of_the_other_mode_or_of_another_account_is_heard_and_left(card_server, card_api, provider, paid):
    order, events = paid
    for changed in ({"livemode": True}, {"account": "acct_other"}):
        event = {**events[-1], "id": f"evt_{secrets.token_hex(8)}", **changed}
        assert tell(card_server.url, provider, event).status == 200
        assert unheard(card_api, event)
    assert order_now(card_api, order)["amount_paid"] == 0


def test_an_event_about_somebody_elses_payment_is_ignored(card_server, card_api, provider):
    event = provider.event("payment_intent.succeeded", {"id": "pi_elsewhere", "object": "payment_intent", "metadata": {}})
    assert tell(card_server.url, provider, event).status == 200
    assert wait_until_settled(card_api, event["id"])[event["id"]]["state"] == "ignored"


def test_an_event_that_claims_what_did_not_happen_pays_nothing(card_server, card_api, provider):
    """A genuine signature over an invented amount: the provider's own books decide (P14)."""
    order = order_of(card_api)
    payment = open_page(card_api, order)
    session = provider.session(payment["page_url"])
    lie = {**session, "status": "complete", "payment_status": "paid", "amount_total": 1}
    event = provider.event("checkout.session.completed", {name: value for name, value in lie.items() if not name.startswith("_")})
    assert tell(card_server.url, provider, event).status == 200
    wait_until_settled(card_api, event["id"])
    after = order_now(card_api, order)
    assert after["amount_paid"] == 0 and after["payments"][0]["status"] == "requires_action"


def test_one_cent_with_a_genuine_signature_does_not_pay_an_order_of_a_hundred_euros(card_server, card_api, provider):
    order = order_of(card_api)
    payment = open_page(card_api, order)
    with_events = len(provider.events())
    provider.pay(payment["page_url"], amount=1)
    told = [event["id"] for event in provider.events()[with_events:] if event["type"] != "charge.succeeded"]
    wait_until_settled(card_api, *told)
    after = order_now(card_api, order)
    assert after["amount_paid"] == 0 and after["status"] == "draft"
    assert [task["kind"] for task in card_api.all("/payment_tasks", order_id=order["id"])] == ["mismatch"]


def test_a_poisoned_event_keeps_no_other_one_back_and_is_tried_again(card_server, card_api, provider, paid):
    order, events = paid
    poison = provider.event("charge.dispute.created", {"id": "dp_missing", "object": "dispute"})
    for event in (poison, events[-1]):
        assert tell(card_server.url, provider, event).status == 200
    assert wait_until_settled(card_api, events[-1]["id"])[events[-1]["id"]]["state"] == "done"
    assert order_now(card_api, order)["payment_status"] == "paid"
    row = next(row for row in card_api.all("/provider_events", state="waiting") if row["id"] == poison["id"])
    assert row["last_error"] and row["attempts"] >= 1


def test_a_flood_without_signatures_is_refused_and_says_so_once(card_server, card_api):
    before = card_server.log().count("not signed as they should be")
    for _ in range(300):
        assert post_event(card_server.url, b"{}", "t=1,v1=00").status == 400
    assert card_server.log().count("not signed as they should be") <= before + 1
    assert card_api.get("/orders", expect=200).status == 200


def test_an_event_that_comes_before_our_own_commit_is_not_lost(card_server, card_api, provider):
    """The payer is quicker than the provider's answer to us: its event comes while the page is still being opened."""
    order = order_of(card_api)

    def pay_at_once(form: dict) -> None:
        provider.pay(provider.books.all("checkout.session", client_reference_id=form["client_reference_id"])[0]["id"])

    provider.calls_back("session.create", pay_at_once, after=True)
    open_page(card_api, order)
    until(lambda: order_now(card_api, order)["payment_status"] == "paid")
    assert [row["status"] for row in order_now(card_api, order)["payments"]] == ["captured"]


def test_an_event_about_a_payment_that_is_not_here_yet_waits(card_server, card_api, provider):
    about = {"id": "pi_early", "object": "payment_intent", "metadata": {"payment_id": "pay_00000000000000000000000000"}}
    event = provider.event("payment_intent.succeeded", about)
    assert tell(card_server.url, provider, event).status == 200

    def looked_into() -> dict | None:
        return next((row for row in card_api.all("/provider_events") if row["id"] == event["id"] and row["attempts"] > 0 and row["last_error"]), None)

    row = until(looked_into)
    assert row["state"] == "waiting" and row["next_attempt_at"] and row["last_error"]


def test_a_dispute_is_put_before_a_person(card_server, card_api, provider, paid):
    order, events = paid
    intent = next(event["data"]["object"] for event in events if event["type"] == "payment_intent.succeeded")
    with provider.books.lock:
        provider.books.dispute(provider.books.objects[intent["id"]])
    told = provider.events("charge.dispute.created")[-1]
    assert tell(card_server.url, provider, told).status == 200
    wait_until_settled(card_api, told["id"])
    assert [task["kind"] for task in card_api.all("/payment_tasks", order_id=order["id"])] == ["dispute"]
    assert order_now(card_api, order)["amount_paid"] == 10_000


def test_money_given_back_on_the_providers_own_pages_is_learnt(card_server, card_api, provider, paid):
    order, events = paid
    intent = next(event["data"]["object"]["id"] for event in events if event["type"] == "payment_intent.succeeded")
    with provider.books.lock:
        provider.books.refund({"payment_intent": intent, "amount": "2500"})
    told = provider.events("refund.created")[-1]
    assert tell(card_server.url, provider, told).status == 200
    until(lambda: order_now(card_api, order)["amount_refunded"] == 2_500)


def test_what_was_ignored_can_be_looked_into_again_by_whoever_decides(card_server, card_api, provider):
    event = provider.event("payment_intent.succeeded", {"id": "pi_other", "object": "payment_intent", "metadata": {}})
    assert tell(card_server.url, provider, event).status == 200
    wait_until_settled(card_api, event["id"])
    path = f"/provider_events/{event['id']}/retry"
    assert card_api.as_role("cashier").post(path, expect=403).code == "forbidden"
    assert card_api.post(path, expect=200)["state"] == "waiting"
    assert wait_until_settled(card_api, event["id"])[event["id"]]["state"] == "ignored"
    assert card_api.post("/provider_events/evt_nobody/retry", expect=404).code == "not_found"
