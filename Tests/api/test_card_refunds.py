"""Money back through the provider that took it: reserved first, asked for with one key, settled whatever gets lost (REF-01 to REF-08)."""

import uuid

import pytest

from support.client import Client
from support.goods import assert_stock_adds_up, custom_line, draft, variant
from support.together import at_once
from support.paying import until


def paid(api, provider, total=10_000, *lines, **fields):
    """An order that was paid by card on the provider's page, and the payment."""
    order = draft(api, *(lines or (custom_line("Garden plan", total, rate=None),)), **fields)
    begun = api.post(f"/orders/{order['id']}/payments", {"method": "gateway"}, key=True, expect=200)
    started = begun["payments"][-1]
    provider.pay(started["page_url"])
    done = api.post(f"/orders/{order['id']}/payments/{started['id']}/check", {}, key=True, expect=200)
    payment = next(row for row in done["payments"] if row["id"] == started["id"])
    assert payment["status"] == "captured"
    return done.body, payment


def refund(api, order, body, **options):
    return api.post(f"/orders/{order['id']}/refunds", body, **{"key": True, **options})


def now(api, order):
    return api.get(f"/orders/{order['id']}", expect=200).body


def settled(api, order, status):
    """The order once its last refund has that status, whoever finds out."""
    return until(lambda: (row := now(api, order)) and row["refunds"][-1]["status"] == status and row)


def test_a_refund_goes_back_to_the_card(card_api, provider):
    order, payment = paid(card_api, provider)
    after = refund(card_api, order, {"amount": 2500, "reason": "One plant less"}, expect=200)
    row = after["refunds"][0]
    assert (row["status"], row["method"], row["amount"], row["origin"], row["failure"]) == ("succeeded", "gateway", 2500, "shop", None)
    assert row["provider_refund"].startswith("re_") and row["settled_at"]
    assert (after["payments"][0]["refunded"], after["amount_refunded"], after["payment_status"]) == (2500, 2500, "partially_refunded")
    assert provider.refunded(payment["provider_payment"]) == 2500
    assert row["id"] in [key for name, _, key in provider.asked if name == "refund.create"][-1]


def test_twenty_at_once_and_two_steps_never_give_back_more(card_api, card_server, provider):
    order, payment = paid(card_api, provider, 100)
    tries = [lambda: refund(card_api.with_token(card_api.token), order, {"amount": 60}) for _ in range(20)]
    answers = at_once(*tries)
    assert sorted(answer.status for answer in answers)[0] == 200 and sum(answer.status == 200 for answer in answers) == 1
    assert {answer.status for answer in answers} <= {200, 409, 422}
    assert provider.refunded(payment["provider_payment"]) == 60
    assert refund(card_api, order, {"amount": 41}, expect=422).code == "exceeds_refundable"
    assert refund(card_api, order, {"amount": 39}, expect=200)["amount_refunded"] == 99
    assert refund(card_api, order, {"amount": 2}, expect=422).code == "exceeds_refundable"
    assert refund(card_api, order, {"amount": 1}, expect=200)["payment_status"] == "refunded"


@pytest.mark.parametrize("amount", [0, -1, 0.001, "100", None])
def test_what_is_no_amount_asks_nobody(card_api, provider, amount):
    order, _ = paid(card_api, provider)
    asked = provider.count("refund.create")
    assert refund(card_api, order, {"amount": amount}, expect=422).code == "validation_failed"
    assert provider.count("refund.create") == asked


def test_a_lost_answer_is_found_and_the_same_request_answers_the_same(card_api, provider):
    order, payment = paid(card_api, provider)
    key = str(uuid.uuid4())
    provider.loses_answer("refund.create", times=1)
    first = refund(card_api, order, {"amount": 4000}, key=key, expect=200)
    assert first["refunds"][0]["status"] in ("pending", "succeeded") and first["amount_refunded"] == 4000
    again = refund(card_api, order, {"amount": 4000}, key=key, expect=200)
    assert again.body == first.body and again.headers["Idempotent-Replayed"] == "true"
    assert refund(card_api, order, {"amount": 4001}, key=key, expect=422).code == "idempotency_key_reused"
    after = settled(card_api, order, "succeeded")
    assert len(after["refunds"]) == 1 and provider.refunded(payment["provider_payment"]) == 4000


def test_a_request_that_runs_is_not_carried_out_beside_itself(card_api, provider):
    order, payment = paid(card_api, provider)
    key = str(uuid.uuid4())
    held = provider.hangs("refund.create", times=1)

    def second():
        assert held.arrived.wait(30)
        try:
            return refund(card_api.with_token(card_api.token), order, {"amount": 700}, key=key)
        finally:
            held.release()

    first, beside = at_once(lambda: refund(card_api.with_token(card_api.token), order, {"amount": 700}, key=key), second)
    assert (first.status, beside.status, beside.code) == (200, 409, "idempotency_in_progress")
    assert provider.refunded(payment["provider_payment"]) == 700


def test_a_refusal_is_told_and_somebody_is_asked(card_api, provider):
    order, payment = paid(card_api, provider)
    provider.fails("refund.create", status=402, times=1)
    after = refund(card_api, order, {"amount": 4000}, expect=200)
    assert after["refunds"][0]["status"] == "failed" and after["refunds"][0]["failure"]
    assert (after["amount_refunded"], after["payments"][0]["status"]) == (0, "captured")
    task = card_api.get(f"/payment_tasks?order_id={order['id']}&status=open", expect=200)["data"][0]
    assert (task["kind"], task["amount"]) == ("refund_failed", 4000)
    done = card_api.post(f"/payment_tasks/{task['id']}/resolve", {"resolution": "refunded"}, key=True, expect=200)
    assert done["resolution"] == "refunded" and provider.refunded(payment["provider_payment"]) == 4000


def test_what_is_given_back_on_the_providers_pages_is_one_of_ours_once(card_api, provider):
    order, payment = paid(card_api, provider)
    with provider.books.lock:
        provider.books.refund({"payment_intent": payment["provider_payment"], "amount": "3000"})
    after = until(lambda: (row := now(card_api, order))["refunds"] and row)
    row = after["refunds"][0]
    assert (row["origin"], row["amount"], row["status"], row["method"]) == ("provider", 3000, "succeeded", "gateway")
    provider.courier.wait_until_quiet()
    assert len(now(card_api, order)["refunds"]) == 1
    assert refund(card_api, order, {"amount": 7001}, expect=422).code == "exceeds_refundable"


def test_goods_come_back_with_the_money_through_the_provider(card_api, card_server, provider):
    goods = variant(card_api, card_server.sign_in["location_id"], 5, price=1000)
    order, _ = paid(card_api, provider, 0, {"variant_id": goods["id"], "quantity": 3}, channel="register",
                    register_id=card_server.register_ids[0], taxes_enabled=False)
    line = order["lines"][0]["id"]
    after = refund(card_api, order, {"lines": [{"line_id": line, "quantity": 2, "restock": True}]}, expect=200)
    assert after["refunds"][0]["amount"] == 2000 and after["lines"][0]["refunded_quantity"] == 2
    level = card_api.get(f"/inventory_levels?variant_id={goods['id']}", expect=200)["data"][0]
    assert level["on_hand"] == 4
    assert_stock_adds_up(card_api, goods["id"], card_server.sign_in["location_id"])


def test_several_tenders_go_back_each_its_own_way(card_api, provider):
    order = draft(card_api, custom_line("Garden plan", 10_000, rate=None))
    card_api.post(f"/orders/{order['id']}/payments", {"method": "cash", "amount": 4000}, key=True, expect=200)
    begun = card_api.post(f"/orders/{order['id']}/payments", {"method": "gateway"}, key=True, expect=200)
    started = next(row for row in begun["payments"] if row["method"] == "gateway")
    provider.pay(started["page_url"])
    card_api.post(f"/orders/{order['id']}/payments/{started['id']}/check", {}, key=True, expect=200)
    after = refund(card_api, order, {"amount": 9000}, expect=200)
    assert {row["method"]: (row["amount"], row["status"]) for row in after["refunds"]} == {
        "gateway": (6000, "succeeded"), "cash": (3000, "succeeded")}


def test_a_transfer_back_instead_of_the_card_names_the_account(card_api, provider):
    order, _ = paid(card_api, provider)
    asked = provider.count("refund.create")
    after = refund(card_api, order, {"amount": 1000, "method": "bank_transfer", "reference": "NL91 ABNA 0417 1643 00"}, expect=200)
    assert (after["refunds"][0]["method"], after["refunds"][0]["reference"]) == ("bank_transfer", "NL91 ABNA 0417 1643 00")
    assert provider.count("refund.create") == asked
    assert refund(card_api, order, {"amount": 1000, "method": "card_on_file"}, expect=422).fields == ["method"]


def test_calling_off_a_paid_order_gives_all_of_it_back(card_api, provider):
    order = draft(card_api, custom_line("Garden plan", 10_000, rate=None))
    begun = card_api.post(f"/orders/{order['id']}/payments", {"method": "gateway"}, key=True, expect=200)
    provider.pay(begun["payments"][0]["page_url"])
    done = card_api.post(f"/orders/{order['id']}/payments/{begun['payments'][0]['id']}/check", {}, key=True, expect=200)
    if done["status"] == "closed":
        card_api.post(f"/orders/{order['id']}/reopen", {}, expect=200)
    key = str(uuid.uuid4())
    canceled = card_api.post(f"/orders/{order['id']}/cancel", {"reason": "Called off"}, key=key, expect=200)
    assert (canceled["status"], canceled["refunds"][0]["status"]) == ("canceled", "succeeded")
    again = card_api.post(f"/orders/{order['id']}/cancel", {"reason": "Called off"}, key=key, expect=200)
    assert again.body == canceled.body
    assert provider.refunded(done["payments"][0]["provider_payment"]) == 10_000


def test_the_transactions_of_an_order_say_it_all(card_api, provider):
    order, payment = paid(card_api, provider)
    after = refund(card_api, order, {"amount": 2500, "reason": "One plant less"}, expect=200)
    rows = card_api.get(f"/orders/{order['id']}/transactions", expect=200)["data"]
    assert [row["kind"] for row in rows] == ["payment", "refund"]
    took, gave = rows
    assert (took["id"], took["refunded"], took["refundable"], took["refund_ids"]) == (
        payment["id"], 2500, 7500, [after["refunds"][0]["id"]])
    assert took["provider"] == "stripe" and len(took["card"]["last4"]) == 4
    assert (gave["payment_id"], gave["amount"], gave["status"], gave["reason"]) == (payment["id"], 2500, "succeeded", "One plant less")
    assert gave["card"] == took["card"] and gave["provider_reference"].startswith("re_")


def test_a_lost_dispute_shows_as_given_back(card_api, provider):
    order, payment = paid(card_api, provider)
    with provider.books.lock:
        dispute = provider.books.dispute(provider.books.objects[payment["provider_payment"]])
    task = until(lambda: card_api.get(f"/payment_tasks?order_id={order['id']}", expect=200)["data"])[0]
    assert task["kind"] == "dispute" and now(card_api, order)["amount_refunded"] == 0
    with provider.books.lock:
        provider.books.objects[dispute["id"]]["status"] = "lost"
        provider.books.tell("charge.dispute.closed", provider.books.objects[dispute["id"]])
    after = until(lambda: (row := now(card_api, order))["refunds"] and row)
    assert (after["refunds"][0]["origin"], after["payment_status"]) == ("dispute", "refunded")
    assert card_api.get(f"/payment_tasks?order_id={order['id']}&status=open", expect=200)["data"] == []


def test_a_cashier_needs_a_right_of_its_own_to_pay_a_card_out_in_cash(card_api, card_server, provider):
    order, _ = paid(card_api, provider)
    made = card_api.post("/tokens", {"name": "Till", "role": "cashier"}, expect=201)
    till = Client(card_server.url, made["token"])
    refused = refund(till, order, {"amount": 500, "method": "cash"}, expect=403)
    assert refused.code == "approval_required" and "refund_elsewhere" in refused.text
    assert now(card_api, order)["amount_refunded"] == 0
