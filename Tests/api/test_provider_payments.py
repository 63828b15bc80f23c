"""Payments in a provider's hands over the API: begun, looked at, ended, and what an order may not do meanwhile."""

import pytest

from support.card_desk import open_page, order_now, order_of
from support.paying import read, sent


def test_staff_open_a_page_and_its_payment_says_where_it_is_paid(card_api, provider):
    order = order_of(card_api)
    answer = card_api.pay(order, "gateway")
    payment = answer["payments"][-1]
    assert (payment["method"], payment["status"], payment["origin"]) == ("gateway", "requires_action", "staff")
    assert payment["page_url"].startswith(provider.url) and payment["provider"] == "stripe"
    assert answer["payment_status"] == "pending" and answer["status"] == "draft"
    provider.pay(payment["page_url"])
    paid = card_api.post(f"/orders/{order['id']}/payments/{payment['id']}/check", expect=200)
    after = paid["payments"][-1]
    assert (after["status"], after["page_url"], after["card"]) == ("captured", None, {"brand": "visa", "last4": "4242"})
    assert paid["payment_status"] == "paid" and paid["placed_at"]


def test_the_same_request_again_is_the_same_page_and_the_same_answer(card_api, provider):
    order = order_of(card_api)
    path, body = f"/orders/{order['id']}/payments", {"method": "gateway"}
    first = card_api.post(path, body, key="open-once", expect=200)
    again = card_api.post(path, body, key="open-once", expect=200)
    assert again.headers["Idempotent-Replayed"] == "true" and again.body == first.body
    other = card_api.post(path, body, key="another key", expect=200)
    assert other["payments"][-1]["page_url"] == first["payments"][-1]["page_url"] and len(other["payments"]) == 1
    assert card_api.post(path, {**body, "amount": 5}, key="open-once", expect=422).code == "idempotency_key_reused"


def test_a_draft_is_locked_while_somebody_pays_for_it(card_api):
    order = order_of(card_api)
    payment = open_page(card_api, order)
    path = f"/orders/{order['id']}"
    refused = card_api.post(f"{path}/lines", {"title": "Shade", "quantity": 1, "unit_price": 100}, expect=409)
    assert refused.code == "order_locked" and "card payment is under way" in refused["detail"]
    card_api.patch(path, {"tags": ["vip"]}, headers={"If-Match": f'"{order_now(card_api, order)["version"]}"'}, expect=200)
    ended = card_api.post(f"{path}/payments/{payment['id']}/cancel", expect=200)
    assert ended["payments"][-1]["status"] == "voided"
    card_api.post(f"{path}/lines", {"title": "Shade", "quantity": 1, "unit_price": 100}, expect=200)


ENDS = {
    "cash": lambda api, order: api.post(f"/orders/{order['id']}/payments", {"method": "cash"}, key=True),
    "placing by hand": lambda api, order: api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True),
    "changing it": lambda api, order: api.post(f"/orders/{order['id']}/revert_to_draft"),
    "deleting it": lambda api, order: api.delete(
        f"/orders/{order['id']}", headers={"If-Match": f'"{order_now(api, order)["version"]}"'}),
    "calling it off": lambda api, order: api.post(f"/orders/{order['id']}/cancel", {"reason": "No"}),
}


@pytest.mark.parametrize("deed", ENDS)
def test_what_would_collide_ends_the_open_page_first(card_api, provider, deed):
    order = sent(card_api)
    page = open_page(card_api, order)["page_url"]
    answer = ENDS[deed](card_api, order)
    assert answer.status == 200, answer.body
    assert [payment["status"] for payment in read(card_api, order)["payments"] if payment["method"] == "gateway"] == ["voided"]
    assert provider.session(page)["status"] == "expired"


@pytest.mark.parametrize("deed", ENDS)
def test_a_payer_who_was_quicker_has_paid(card_api, provider, deed):
    order = sent(card_api)
    page = open_page(card_api, order)["page_url"]
    provider.courier.road.held = True
    try:
        provider.pay(page)
        # Where the event was quicker still, the order is placed, and says that.
        assert ENDS[deed](card_api, order).code in ("already_paid", "conflict", "exceeds_due")
    finally:
        provider.courier.road.held = False
    after = read(card_api, order)
    assert (after["amount_paid"], after["payment_status"]) == (10_000, "paid") and after["placed_at"]
    assert len([payment for payment in after["payments"] if payment["status"] == "captured"]) == 1


def test_a_page_that_was_paid_cannot_be_ended(card_api, provider):
    order = sent(card_api)
    payment = open_page(card_api, order)
    provider.courier.road.held = True
    try:
        provider.pay(payment["page_url"])
        assert card_api.post(f"/orders/{order['id']}/payments/{payment['id']}/cancel", expect=409).code == "already_paid"
    finally:
        provider.courier.road.held = False
    assert read(card_api, order)["payment_status"] == "paid"


def test_a_shop_without_a_provider_says_what_to_do(api):
    order = order_of(api)
    refused = api.post(f"/orders/{order['id']}/payments", {"method": "gateway"}, key=True, expect=409)
    assert refused.code == "gateway_unavailable" and "Set up a provider" in refused["detail"]
    assert order_now(api, order)["payments"] == []


@pytest.mark.parametrize("body, field", [
    ({"method": "card_on_file"}, "payment_method_id"),
    ({"method": "card_on_file", "payment_method_id": "pmd_0000"}, "payment_method_id"),
    ({"method": "gateway", "tendered": 10_000}, "tendered"),
    ({"method": "gateway", "reference": "slip 7"}, "reference"),
    ({"method": "gateway", "amount": 10_001}, "amount"),
    ({"method": "gateway", "currency": "USD"}, "currency"),
])
def test_what_makes_no_payment_is_refused_at_its_field(card_api, body, field):
    order = order_of(card_api)
    refused = card_api.post(f"/orders/{order['id']}/payments", body, key=True, expect=422)
    assert [error["field"] for error in refused["errors"]] == [field]
    assert order_now(card_api, order)["payments"] == []


def test_another_orders_payment_is_nobodys(card_api):
    mine, other = order_of(card_api), order_of(card_api)
    payment = open_page(card_api, other)
    for deed in ("check", "cancel"):
        card_api.post(f"/orders/{mine['id']}/payments/{payment['id']}/{deed}", expect=404)


def test_money_that_is_not_as_agreed_is_a_task_that_is_decided_once(card_api, provider):
    order = sent(card_api)
    payment = open_page(card_api, order)
    provider.pay(payment["page_url"], amount=1)
    card_api.post(f"/orders/{order['id']}/payments/{payment['id']}/check", expect=200)
    found = card_api.get(f"/payment_tasks?status=open&kind=mismatch&order_id={order['id']}", expect=200)["data"]
    assert [(task["amount"], task["payment_id"], task["resolution"]) for task in found] == [(1, payment["id"], None)]
    path = f"/payment_tasks/{found[0]['id']}/resolve"
    decided = card_api.post(path, {"resolution": "dismissed", "note": "Given back at the provider"}, expect=200)
    assert decided["resolution"] == "dismissed" and decided["resolved_at"]
    assert card_api.post(path, {"resolution": "settled", "note": "No"}, expect=409).code == "conflict"
    assert card_api.get(f"/payment_tasks?status=open&order_id={order['id']}", expect=200)["data"] == []
    assert card_api.get(f"/payment_tasks?status=resolved&order_id={order['id']}", expect=200)["data"][0]["id"] == found[0]["id"]
