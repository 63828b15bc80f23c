"""How orders end: canceled with their money and goods back once, closed when nothing is open, and opened again."""

import pytest

from support.goods import assert_stock_adds_up, custom_line, draft, level, variant
from support.together import at_once


def placed(api, *lines: dict, **fields) -> dict:
    order = draft(api, *lines, **fields)
    return api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200).body


def shipped_order(api, server, stock: int = 5, quantity: int = 2) -> tuple[dict, str]:
    """A placed order whose goods wait to be sent."""
    goods = variant(api, server.sign_in["location_id"], stock)
    order = placed(api, {"variant_id": goods["id"], "quantity": quantity}, location_id=server.sign_in["location_id"],
                   shipping_address={"line1": "Kade 1", "city": "Utrecht", "country": "NL"}, shipping_line={"title": "Courier", "price": 0})
    return order, goods["id"]


def test_canceling_frees_what_was_promised(api, server):
    order, goods = shipped_order(api, server)
    assert level(api, goods, server.sign_in["location_id"])["committed"] == 2
    order = api.post(f"/orders/{order['id']}/cancel", {"reason": "Ordered twice", "restock": True}, expect=200).body
    assert (order["status"], order["display_status"], order["amount_due"]) == ("canceled", "canceled", 0)
    shelf = assert_stock_adds_up(api, goods, server.sign_in["location_id"])
    assert (shelf["on_hand"], shelf["committed"], shelf["available"]) == (5, 0, 5)
    last = api.get(f"/orders/{order['id']}/events", expect=200)["data"][-1]
    assert last["type"] == "order.canceled"


@pytest.mark.parametrize("restock, left", [(True, 5), (False, 3)])
def test_what_left_with_the_sale_goes_back_where_asked(api, server, restock, left):
    goods = variant(api, server.sign_in["location_id"], 5)
    order = placed(api, {"variant_id": goods["id"], "quantity": 2, "requires_shipping": False}, location_id=server.sign_in["location_id"])
    api.post(f"/orders/{order['id']}/cancel", {"reason": "Mistake", "restock": restock}, expect=200)
    assert assert_stock_adds_up(api, goods["id"], server.sign_in["location_id"])["on_hand"] == left


def test_ten_cancellations_at_once_restock_once(api, server):
    """STK-07."""
    goods = variant(api, server.sign_in["location_id"], 5)
    order = placed(api, {"variant_id": goods["id"], "quantity": 2, "requires_shipping": False}, location_id=server.sign_in["location_id"])
    clients = [api.with_token(api.token) for _ in range(10)]
    answers = at_once(*(lambda client=client: client.post(f"/orders/{order['id']}/cancel", {"reason": "Mistake", "restock": True}) for client in clients))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 9
    assert assert_stock_adds_up(api, goods["id"], server.sign_in["location_id"])["on_hand"] == 5


def test_money_goes_back_the_way_it_came(api, server):
    order, _ = shipped_order(api, server)
    half = order["total"] // 2
    api.post(f"/orders/{order['id']}/payments", {"method": "cash", "amount": half}, key=True, expect=200)
    order = api.post(f"/orders/{order['id']}/payments", {"method": "card_terminal"}, key=True, expect=200).body
    assert order["payment_status"] == "paid"
    order = api.post(f"/orders/{order['id']}/cancel", {"reason": "Out of season"}, expect=200).body
    assert order["amount_paid"] == order["amount_refunded"] == order["total"]
    assert (order["status"], order["payment_status"]) == ("canceled", "refunded")
    assert sorted(part["method"] for part in order["refunds"]) == ["card_terminal", "cash"]


def test_a_placed_order_is_not_canceled_without_a_reason(api, server):
    order, _ = shipped_order(api, server)
    for body in ({}, {"reason": None}, {"reason": " "}):
        assert "reason" in api.post(f"/orders/{order['id']}/cancel", body, expect=422).fields
    assert api.get(f"/orders/{order['id']}", expect=200)["status"] == "placed"


def test_what_was_handed_over_is_not_canceled(api, server):
    goods = variant(api, server.sign_in["location_id"], 5)
    order = placed(api, {"variant_id": goods["id"], "quantity": 1}, channel="register", register_id=server.register_ids[0])
    assert order["fulfillment_status"] == "fulfilled"
    assert api.post(f"/orders/{order['id']}/cancel", {"reason": "Mistake"}, expect=409).code == "conflict"
    line = order["lines"][0]
    api.post(f"/orders/{order['id']}/payments", {"method": "cash"}, key=True, expect=200)
    assert level(api, goods["id"], server.sign_in["location_id"])["on_hand"] == 4


def test_canceling_a_draft_throws_it_away(api):
    order = draft(api)
    assert api.post(f"/orders/{order['id']}/cancel", {}, expect=200)["status"] == "canceled"
    assert api.post(f"/orders/{order['id']}/restore", expect=200)["status"] == "draft"


def test_a_cashier_needs_a_colleague_to_cancel_what_was_placed(api, server, make_token):
    cashier = api.with_token(make_token("cashier", server.sign_in["location_id"]))
    order, _ = shipped_order(api, server)
    assert cashier.post(f"/orders/{order['id']}/cancel", {"reason": "Mistake"}, expect=403).code == "approval_required"
    manager = api.post("/staff", {"name": "Mia", "role": "manager", "pin": "1593"}, expect=201)["id"]
    vouched = cashier.post("/approvals", {"action": "cancel_order", "object": order["id"], "staff_id": manager, "pin": "1593"}, expect=201)["token"]
    api.post(f"/orders/{order['id']}/payments", {"method": "cash"}, key=True, expect=200)
    # The one word covers the money that goes back with it.
    done = cashier.post(f"/orders/{order['id']}/cancel", {"reason": "Mistake"}, approval=vouched, expect=200)
    assert (done["status"], done["amount_refunded"]) == ("canceled", done["amount_paid"])
    mine = draft(cashier)
    cashier.post(f"/orders/{mine['id']}/cancel", {}, expect=200)


def test_an_order_closes_when_nothing_is_open_and_opens_again(api):
    order = placed(api, custom_line(unit_price=700))
    answer = api.post(f"/orders/{order['id']}/close", expect=409)
    assert answer.code == "conflict" and "paid" in answer["detail"]
    closed = api.post(f"/orders/{order['id']}/payments", {"method": "cash"}, key=True, expect=200)
    assert closed["status"] == "closed"
    opened = api.post(f"/orders/{order['id']}/reopen", expect=200)
    assert (opened["status"], opened["payment_status"]) == ("placed", "paid")
    assert api.post(f"/orders/{order['id']}/close", expect=200)["status"] == "closed"
    types = [event["type"] for event in api.get(f"/orders/{order['id']}/events", expect=200)["data"]]
    assert types[-2:] == ["order.reopened", "order.closed"]


MOVES = {"close": {}, "reopen": {}, "cancel": {"reason": "Mistake"}}


@pytest.mark.parametrize("status, refused", [("draft", ["close", "reopen"]), ("placed", ["reopen"]), ("closed", ["close", "cancel"]), ("canceled", list(MOVES))])
def test_a_move_that_the_table_lacks_changes_nothing(api, status, refused):
    """CNC-17: 409 with what is possible, and the order as it was."""
    order = draft(api)
    if status in ("placed", "closed"):
        order = api.post(f"/orders/{order['id']}/complete", {"payment_pending": status == "placed"}, key=True, expect=200).body
    if status == "canceled":
        order = api.post(f"/orders/{order['id']}/cancel", {}, expect=200).body
    assert order["status"] == status
    for move in refused:
        answer = api.post(f"/orders/{order['id']}/{move}", MOVES[move], expect=409)
        assert answer.code == "conflict" and "Possible now" in answer["detail"], answer
    assert api.get(f"/orders/{order['id']}", expect=200).body == order


@pytest.mark.parametrize("field, value", [("status", "placed"), ("payment_status", "paid"), ("placed_at", "2026-01-01T00:00:00Z"), ("id", "ord_1"),
                                          ("created_at", "2026-01-01T00:00:00Z"), ("version", 7), ("total", 1), ("amount_paid", 1), ("invoice", None)])
def test_no_state_is_set_by_a_field(api, field, value):
    """CNC-18, MON-02."""
    order = draft(api)
    answer = api.patch(f"/orders/{order['id']}", {field: value}, if_match=order["version"], expect=422)
    assert field in answer.fields
    assert api.get(f"/orders/{order['id']}", expect=200).body == order
