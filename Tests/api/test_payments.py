"""Money at the counter: exact, at most once, never above what is due, never back above what came in."""

import uuid

import pytest

from support.goods import assert_stock_adds_up, draft, variant
from support.together import at_once


def register_sale(api, server, *lines, **more):
    return draft(api, *lines, channel="register", register_id=server.register_ids[0], **more)


def pay(api, order, body, **options):
    return api.post(f"/orders/{order['id']}/payments", body, key=True, **options)


def mug(price=1000, quantity=1):
    return {"title": "Mug", "quantity": quantity, "unit_price": price}


def test_cash_that_covers_places_the_order_and_gives_change(api, server):
    order = register_sale(api, server, mug(1234))
    paid = pay(api, order, {"method": "cash", "tendered": 2000, "expected_total": 1234}, expect=200)
    payment = paid["payments"][0]
    assert (payment["status"], payment["amount"], payment["tendered"], payment["change"]) == ("captured", 1234, 2000, 766)
    assert (paid["payment_status"], paid["amount_paid"], paid["amount_due"]) == ("paid", 1234, 0)
    assert paid["status"] == "closed" and paid["display_status"] == "completed"
    assert paid["number"] and paid["placed_at"]


def test_every_money_call_needs_a_key(api):
    order = draft(api)
    for path in ("payments", "refunds", "complete"):
        answer = api.post(f"/orders/{order['id']}/{path}", {"method": "cash"}, expect=400)
        assert answer.code == "idempotency_key_required"


def test_the_same_payment_twice_is_one_payment(api, server):
    order = register_sale(api, server, mug())
    key = str(uuid.uuid4())
    path = f"/orders/{order['id']}/payments"
    first = api.post(path, {"method": "cash"}, key=key, expect=200)
    again = api.post(path, {"method": "cash"}, key=key, expect=200)
    assert again.body == first.body and again.headers["Idempotent-Replayed"] == "true"
    reused = api.post(path, {"method": "card_terminal"}, key=key, expect=422)
    assert reused.code == "idempotency_key_reused"
    assert len(api.get(f"/orders/{order['id']}")["payments"]) == 1


def test_split_tenders_place_the_order_with_the_last_one(api, server):
    order = register_sale(api, server, mug(1000))
    half = pay(api, order, {"method": "card_terminal", "amount": 400, "reference": "A1"}, expect=200)
    assert (half["status"], half["payment_status"], half["amount_due"]) == ("draft", "partially_paid", 600)
    rest = pay(api, order, {"method": "cash", "tendered": 1000}, expect=200)
    assert (rest["payment_status"], rest["amount_due"], rest["payments"][1]["change"]) == ("paid", 0, 400)


def test_nothing_is_taken_above_what_is_due(api, server):
    order = register_sale(api, server, mug(1000))
    too_much = pay(api, order, {"method": "card_terminal", "amount": 1001}, expect=422)
    assert too_much.code == "exceeds_due" and too_much.fields == ["amount"]
    pay(api, order, {"method": "cash"}, expect=200)
    assert pay(api, order, {"method": "cash"}, expect=422).code == "exceeds_due"


def test_a_transfer_may_be_more(api, server):
    order = register_sale(api, server, mug(1000))
    paid = pay(api, order, {"method": "bank_transfer", "amount": 1100}, expect=200)
    assert (paid["payment_status"], paid["amount_due"]) == ("overpaid", 0)


def test_too_little_cash_is_refused(api, server):
    order = register_sale(api, server, mug(1000))
    assert pay(api, order, {"method": "cash", "tendered": 900}, expect=422).fields == ["tendered"]


def test_another_total_than_expected_takes_no_money(api, server):
    order = register_sale(api, server, mug(1000))
    answer = pay(api, order, {"method": "cash", "expected_total": 999}, expect=409)
    assert answer.code == "total_changed" and answer["total"] == 1000
    assert api.get(f"/orders/{order['id']}")["payments"] == []


def test_another_currency_takes_no_money(api, server):
    order = register_sale(api, server, mug(1000))
    assert pay(api, order, {"method": "cash", "currency": "USD"}, expect=422).fields == ["currency"]


def test_cash_is_rounded_to_the_smallest_coin(fresh_server, owner):
    server = fresh_server()
    api = owner(server)
    api.patch("/settings", {"cash_step": 5}, expect=200)
    order = register_sale(api, server, {"title": "Goods", "quantity": 1, "unit_price": 23089})
    paid = pay(api, order, {"method": "cash", "tendered": 23100}, expect=200)
    assert paid["payments"][0]["cash_rounding"] == 1 and paid["payments"][0]["change"] == 10
    assert (paid["cash_rounding"], paid["amount_paid"], paid["payment_status"]) == (1, 23090, "paid")
    card = register_sale(api, server, {"title": "Goods", "quantity": 1, "unit_price": 23089})
    assert pay(api, card, {"method": "card_terminal"}, expect=200)["cash_rounding"] == 0


def test_store_credit_needs_a_customer_and_is_never_spent_twice(api, server):
    customer = api.post("/customers", {"name": "Łukasz"}, expect=201)
    api.patch(f"/customers/{customer['id']}", {"store_credit": 1000}, expect=200)
    alone = register_sale(api, server, mug(600))
    assert pay(api, alone, {"method": "store_credit"}, expect=422).fields == ["method"]
    orders = [register_sale(api, server, mug(600), customer_id=customer["id"]) for _ in range(2)]
    answers = at_once(*(lambda order=order: pay(api.with_token(api.token), order, {"method": "store_credit"}) for order in orders))
    assert sorted(answer.status for answer in answers) != [200, 200]
    assert sum(answer.status == 200 for answer in answers) == 1
    assert api.get(f"/customers/{customer['id']}")["store_credit"] == 400


def test_completing_to_be_paid_later_and_completing_by_hand(api):
    later = draft(api, mug(1000))
    placed = api.post(f"/orders/{later['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    assert (placed["status"], placed["payment_status"], placed["amount_due"]) == ("placed", "unpaid", 1000)
    assert placed["display_status"] == "awaiting_payment"
    paid = pay(api, later, {"method": "bank_transfer"}, expect=200)
    assert paid["status"] == "closed"
    now = draft(api, mug(1000))
    done = api.post(f"/orders/{now['id']}/complete", {"payment_pending": False}, key=True, expect=200)
    assert done["payments"][0]["method"] == "manual" and done["payment_status"] == "paid"


def test_the_gate_says_everything_at_once(api, server):
    empty = api.post("/orders", {"channel": "phone"}, expect=201).body
    refused = api.post(f"/orders/{empty['id']}/complete", {}, key=True, expect=409)
    assert refused.code == "not_ready" and "lines" in refused.fields
    goods = variant(api, server.sign_in["location_id"], 1)
    order = draft(api, {"variant_id": goods["id"], "quantity": 3}, channel="phone", location_id=server.sign_in["location_id"])
    refused = api.post(f"/orders/{order['id']}/complete", {}, key=True, expect=409)
    assert {"shipping_address", "shipping_line", "lines[0].quantity"} <= set(refused.fields)
    requirements = api.get(f"/orders/{order['id']}/requirements", expect=200)["data"]
    assert {row["field"] for row in requirements} == set(refused.fields)
    assert all(set(row) == {"code", "field", "line_id", "message", "link"} for row in requirements)


def test_a_placed_order_is_locked_but_for_tags_and_staff_note(api):
    order = draft(api, mug())
    placed = api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    path, version = f"/orders/{order['id']}", placed["version"]
    assert api.patch(path, {"customer_note": "x"}, expect=409).code == "order_locked"
    assert api.patch(f"{path}/lines/{order['lines'][0]['id']}", {"quantity": 2}, if_match=1, expect=409).code == "order_locked"
    changed = api.patch(path, {"tags": ["late"], "note": "rang twice"}, if_match=version, expect=200)
    assert changed["tags"] == ["late"]


def test_a_register_sale_takes_the_goods_off_the_shelf(api, server):
    goods = variant(api, server.sign_in["location_id"], 5, price=1000)
    order = register_sale(api, server, {"variant_id": goods["id"], "quantity": 2})
    paid = pay(api, order, {"method": "cash"}, expect=200)
    assert paid["fulfillment_status"] == "fulfilled"
    shelf = assert_stock_adds_up(api, goods["id"], server.sign_in["location_id"])
    assert (shelf["on_hand"], shelf["committed"], shelf["available"]) == (3, 0, 3)
    movements = api.get("/inventory_movements", params={"order_id": order["id"]}, expect=200)["data"]
    assert [(row["delta"], row["line_id"]) for row in movements] == [(-2, paid["lines"][0]["id"])]


def test_stock_is_summed_over_the_lines_of_one_variant(api, server):
    goods = variant(api, server.sign_in["location_id"], 5)
    order = register_sale(api, server, *[{"variant_id": goods["id"], "quantity": 2} for _ in range(3)])
    refused = pay(api, order, {"method": "cash"}, expect=409)
    assert refused.fields == ["lines[2].quantity"]


def test_refunds_by_lines_add_up_and_restock(api, server):
    goods = variant(api, server.sign_in["location_id"], 5, price=1000)
    order = register_sale(api, server, {"variant_id": goods["id"], "quantity": 3, "tax_rates": [], "discounts": [{"value_type": "fixed", "value": 2000}]})
    paid = pay(api, order, {"method": "cash"}, expect=200)
    line = paid["lines"][0]["id"]
    amounts = []
    for _ in range(3):
        answer = api.post(f"/orders/{order['id']}/refunds", {"lines": [{"line_id": line, "quantity": 1, "restock": True}], "reason": "Too big"},
                          key=True, expect=200)
        amounts.append(answer["refunds"][-1]["amount"])
    assert amounts == [333, 333, 334]
    assert answer["payment_status"] == "refunded" and answer["amount_refunded"] == 1000 and answer["amount_due"] == 0
    assert assert_stock_adds_up(api, goods["id"], server.sign_in["location_id"])["on_hand"] == 5
    more = api.post(f"/orders/{order['id']}/refunds", {"lines": [{"line_id": line, "quantity": 1}]}, key=True, expect=422)
    assert more.code == "exceeds_refundable"


def test_never_more_is_refunded_than_was_captured(api, server):
    order = register_sale(api, server, mug(10000))
    paid = pay(api, order, {"method": "card_terminal"}, expect=200)
    payment = paid["payments"][0]["id"]
    path = f"/orders/{order['id']}/refunds"
    answers = at_once(*(lambda: api.with_token(api.token).post(path, {"amount": 6000, "payment_id": payment}, key=True) for _ in range(20)))
    assert sum(answer.status == 200 for answer in answers) == 1
    assert {answer.code for answer in answers} <= {None, "exceeds_refundable", "conflict"}
    assert api.post(path, {"amount": 4001}, key=True, expect=422).code == "exceeds_refundable"
    assert api.post(path, {"amount": 4000}, key=True, expect=200)["payment_status"] == "refunded"


@pytest.mark.parametrize("amount", [-1, 0, 1.5, "100", 10**13, None])
def test_an_amount_that_is_none_is_refused(api, server, amount):
    order = register_sale(api, server, mug())
    pay(api, order, {"method": "cash"}, expect=200)
    assert api.post(f"/orders/{order['id']}/refunds", {"amount": amount}, key=True, expect=422).fields == ["amount"]


def test_money_taken_for_a_draft_can_be_given_back(api):
    order = draft(api, mug(1000))
    pay(api, order, {"method": "cash", "amount": 500}, expect=200)
    path = f"/orders/{order['id']}/refunds"
    assert api.delete(f"/orders/{order['id']}", if_match=api.get(f"/orders/{order['id']}")["version"], expect=409).code == "conflict"
    by_lines = {"lines": [{"line_id": order["lines"][0]["id"], "quantity": 1}]}
    assert api.post(path, by_lines, key=True, expect=422).fields == ["lines"]
    assert api.post(path, {"amount": 501}, key=True, expect=422).code == "exceeds_refundable"
    part = api.post(path, {"amount": 200, "reason": "Too much"}, key=True, expect=200)
    assert (part["payment_status"], part["amount_due"]) == ("partially_paid", 700)
    rest = api.post(path, {"amount": 300, "payment_id": part["payments"][0]["id"]}, key=True, expect=200)
    assert (rest["payment_status"], rest["amount_due"], rest["amount_refunded"]) == ("refunded", 1000, 500)
    assert api.post(path, {"amount": 1}, key=True, expect=409).code == "conflict"
    assert api.delete(f"/orders/{order['id']}", if_match=rest["version"], expect=200)["status"] == "canceled"


def test_money_given_back_before_placing_settles_nothing(api):
    order = draft(api, mug(1000))
    pay(api, order, {"method": "cash", "amount": 500}, expect=200)
    api.post(f"/orders/{order['id']}/refunds", {"amount": 500}, key=True, expect=200)
    half = pay(api, order, {"method": "card_terminal", "amount": 500}, expect=200)
    assert (half["status"], half["payment_status"], half["amount_due"]) == ("draft", "partially_paid", 500)
    placed = api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    assert (placed["payment_status"], placed["amount_due"]) == ("partially_paid", 500)
    paid = pay(api, order, {"method": "cash"}, expect=200)
    assert (paid["status"], paid["payment_status"], paid["amount_due"]) == ("closed", "paid", 0)
    back = api.post(f"/orders/{order['id']}/refunds", {"amount": 1000}, key=True, expect=200)
    assert (back["payment_status"], back["amount_paid"], back["amount_refunded"]) == ("refunded", 1500, 1500)


def test_a_split_leaves_no_order_with_more_money_than_it_costs(api):
    order = draft(api, mug(1000), mug(1000))
    pay(api, order, {"method": "cash", "amount": 1500}, expect=200)
    split = {"lines": [{"line_id": order["lines"][0]["id"], "quantity": 1}]}
    assert "paid" in api.post(f"/orders/{order['id']}/split", split, expect=409)["detail"]
    assert api.get(f"/orders/{order['id']}")["total"] == 2000
    api.post(f"/orders/{order['id']}/refunds", {"amount": 500}, key=True, expect=200)
    assert api.post(f"/orders/{order['id']}/split", split, expect=201)["order"]["amount_due"] == 0


def test_a_draft_has_nothing_to_refund(api):
    order = draft(api)
    assert api.post(f"/orders/{order['id']}/refunds", {"amount": 1}, key=True, expect=409).code == "conflict"


def test_a_cashier_needs_an_approval_to_refund_or_change_a_price(api, server):
    goods = variant(api, server.sign_in["location_id"], 5)
    cashier = api.with_token(api.make_token("cashier"))
    order = register_sale(cashier, server, mug())
    pay(cashier, order, {"method": "cash"}, expect=200)
    assert cashier.post(f"/orders/{order['id']}/refunds", {"amount": 100}, key=True, expect=403).code == "approval_required"
    refused = cashier.post("/orders", {"lines": [{"variant_id": goods["id"], "quantity": 1, "unit_price": 1}]}, expect=403)
    assert refused.code in ("approval_required", "forbidden")
    refused = cashier.post("/orders", {"adjustments": [{"kind": "credit", "value_type": "fixed", "value": 100}]}, expect=403)
    assert refused.code in ("approval_required", "forbidden")


def test_fifty_at_once_complete_a_draft_once(api):
    order = draft(api, mug())
    answers = at_once(*(lambda: api.with_token(api.token).post(f"/orders/{order['id']}/complete", {}, key=True) for _ in range(50)))
    assert sum(answer.status == 200 for answer in answers) == 1
    assert {answer.status for answer in answers} == {200, 409}
