"""Goods that come back: asked for, taken back or refused, paid back, exchanged; on the shelf once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from support.goods import assert_stock_adds_up, custom_line, placed, variant


@pytest.fixture(scope="module")
def place(server):
    return server.sign_in["location_id"]


def sold(api, place, quantity: int = 2, stock: int = 10) -> tuple[dict, str, str]:
    """An order of goods sold over the counter, its line, and the variant."""
    thing = variant(api, place, stock, title="Chair")
    order = placed(api, {"variant_id": thing["id"], "quantity": quantity})
    return order, order["lines"][0]["id"], thing["id"]


def ask(api, order: dict, *lines: dict, expect: int = 200):
    return api.post(f"/orders/{order['id']}/returns", {"lines": list(lines)}, expect=expect).body


def decide(api, order: dict, number: int = 0, expect=200, **verdict):
    return api.patch(f"/orders/{order['id']}/returns/{order['returns'][number]['id']}", verdict, expect=expect).body


def test_a_return_opens_a_closed_order_and_puts_back_only_what_can_be_sold_again(api, place):
    order, line, thing = sold(api, place, quantity=3)
    assert order["status"] == "closed" and order["returns"] == [] and order["return_status"] == "none"

    order = ask(api, order, {"line_id": line, "quantity": 2, "reason": "Too small"})
    assert (order["status"], order["return_status"]) == ("placed", "requested")
    assert order["display_status"] != "returned"
    wanted = order["returns"][0]
    assert wanted["status"] == "requested" and wanted["refund_ids"] == [] and wanted["exchange_order_id"] is None
    assert wanted["lines"][0] | {"line_id": line, "quantity": 2, "reason": "Too small", "resellable": None} == wanted["lines"][0]
    assert assert_stock_adds_up(api, thing, place)["on_hand"] == 7

    order = decide(api, order, status="received", lines=[{"line_id": line, "quantity": 1, "resellable": True}])
    assert order["return_status"] == "partially_received"
    assert assert_stock_adds_up(api, thing, place)["on_hand"] == 8

    order = decide(api, order, status="received", lines=[{"line_id": line, "resellable": False}])
    assert (order["return_status"], order["display_status"]) == ("received", "returned")
    assert [part["resellable"] for part in order["returns"][0]["lines"]] == [True, False]
    shelf = assert_stock_adds_up(api, thing, place)
    assert shelf["on_hand"] == 8, "what cannot be sold again stays off the shelf"
    moved = api.get(f"/orders/{order['id']}/inventory_movements", expect=200)["data"]
    assert [(row["delta"], row["reason"]) for row in moved] == [(1, "return"), (-3, "sale")]


def test_a_refund_names_its_return_and_closes_the_order_again(api, place):
    order, line, thing = sold(api, place)
    paid = order["amount_paid"]
    order = ask(api, order, {"line_id": line, "quantity": 1, "reason": "Broken"})
    order = decide(api, order, status="received", lines=[{"line_id": line, "resellable": True}])
    back = {"return_id": order["returns"][0]["id"], "reason": "Broken"}
    units = {"lines": [{"line_id": line, "quantity": 1, "restock": True}]}
    order = api.post(f"/orders/{order['id']}/refunds", {**units, **back}, key=True, expect=200).body
    assert order["refunds"][0]["return_id"] == back["return_id"]
    assert order["returns"][0]["refund_ids"] == [order["refunds"][0]["id"]]
    assert (order["return_status"], order["status"], order["amount_refunded"]) == ("refunded", "closed", paid // 2)
    assert order["display_status"] == "returned"
    assert assert_stock_adds_up(api, thing, place)["on_hand"] == 9, "restocked once, by the return"
    api.post(f"/orders/{order['id']}/refunds", {**units, **back}, key=True, expect=422)


def test_units_of_a_return_are_not_put_back_by_a_refund_as_well(api, place):
    order, line, thing = sold(api, place, quantity=1)
    order = ask(api, order, {"line_id": line, "quantity": 1})
    order = decide(api, order, status="received", lines=[{"line_id": line, "resellable": True}])
    again = {"lines": [{"line_id": line, "quantity": 1, "restock": True}], "reason": "Back"}
    problem = api.post(f"/orders/{order['id']}/refunds", again, key=True, expect=422).body
    assert problem["errors"][0]["field"] == "lines[0].restock"
    again["lines"][0]["restock"] = False
    order = api.post(f"/orders/{order['id']}/refunds", again, key=True, expect=200).body
    assert order["return_status"] == "refunded"
    assert assert_stock_adds_up(api, thing, place)["on_hand"] == 10


def test_no_more_comes_back_than_left_and_was_not_given_back_before(api, place):
    order, line, _ = sold(api, place, quantity=3)
    api.post(
        f"/orders/{order['id']}/refunds", {"lines": [{"line_id": line, "quantity": 1, "restock": True}], "reason": "x"}, key=True, expect=200)
    problem = ask(api, order, {"line_id": line, "quantity": 3}, expect=422)
    assert problem["errors"][0]["field"] == "lines[0].quantity" and problem["errors"][0]["line_id"] == line
    order = ask(api, order, {"line_id": line, "quantity": 2})
    ask(api, order, {"line_id": line, "quantity": 1}, expect=422)
    order = decide(api, order, status="rejected", reason="Worn")
    assert (order["return_status"], order["returns"][0]["status"]) == ("rejected", "rejected")
    assert (order["returns"][0]["rejected_reason"], order["status"]) == ("Worn", "closed")
    assert ask(api, order, {"line_id": line, "quantity": 2})["return_status"] == "requested", "what was refused can be asked for again"


def test_what_is_wrong_with_a_return_is_said_by_field(api, place):
    order, line, _ = sold(api, place)
    path = f"/orders/{order['id']}/returns"
    for body, field in (
        ({"lines": []}, "lines"), ({}, "lines"), ({"lines": [{"line_id": line, "quantity": 0}]}, "lines[0].quantity"),
        ({"lines": [{"line_id": line, "quantity": 0.5}]}, "lines[0].quantity"),
        ({"lines": [{"line_id": "lin_00000000000000000000000000", "quantity": 1}]}, "lines[0].line_id"),
        ({"lines": [{"line_id": line, "quantity": 1}, {"line_id": line, "quantity": 1}]}, "lines[1].line_id"),
        ({"lines": [{"line_id": line, "quantity": 1, "resellable": True}]}, "lines[0].resellable"),
    ):
        assert field in [error["field"] for error in api.post(path, body, expect=422).body["errors"]], body
    order = ask(api, order, {"line_id": line, "quantity": 1})
    assert decide(api, order, status="received", lines=[{"line_id": line}], expect=422)["errors"][0]["field"] == "lines[0].resellable"
    assert decide(api, order, status="refunded", expect=422)["errors"][0]["field"] == "status"
    api.patch(f"{path}/ret_00000000000000000000000000", {"status": "rejected"}, expect=404)
    draft = api.post("/orders", {"lines": [custom_line()]}, expect=201)
    api.post(f"/orders/{draft['id']}/returns", {"lines": [{"line_id": draft["lines"][0]["id"], "quantity": 1}]}, expect=409)


def test_ten_receive_one_parcel_and_it_is_on_the_shelf_once(api, place):
    order, line, thing = sold(api, place, quantity=4)
    order = ask(api, order, {"line_id": line, "quantity": 4})
    path = f"/orders/{order['id']}/returns/{order['returns'][0]['id']}"
    verdict = {"status": "received", "lines": [{"line_id": line, "resellable": True}]}
    with ThreadPoolExecutor(10) as clerks:
        statuses = sorted(clerks.map(lambda _: api.patch(path, verdict).status, range(10)))
    assert statuses == [200] + [409] * 9
    assert assert_stock_adds_up(api, thing, place)["on_hand"] == 10


def test_an_exchange_is_a_draft_for_the_same_customer_with_the_goods_of_the_return(api, place):
    customer = api.post("/customers", {"name": "Nora Baker", "email": "nora@example.com"}, expect=201)
    thing = variant(api, place, 5, price=700, title="Shirt")
    order = placed(api, {"variant_id": thing["id"], "quantity": 2}, custom_line(), customer_id=customer["id"])
    line = order["lines"][0]["id"]
    order = ask(api, order, {"line_id": line, "quantity": 1, "reason": "Wrong size"})
    api.patch(f"/variants/{thing['id']}", {"price": 900}, expect=200)
    path = f"/orders/{order['id']}/returns/{order['returns'][0]['id']}/exchange"
    made = api.post(path, {}, expect=201)
    new = made["new_order"]
    assert made["order"]["returns"][0]["exchange_order_id"] == new["id"]
    assert (new["status"], new["customer_id"], new["lines"][0]["quantity"]) == ("draft", customer["id"], 1)
    assert [line["unit_price"] for line in new["lines"]] == [700], "as it was paid"
    api.post(path, {}, expect=409)
    api.delete(f"/orders/{new['id']}", if_match=new["version"], expect=200)
    assert [line["unit_price"] for line in api.post(path, {"prices": "current"}, expect=201)["new_order"]["lines"]] == [900]
    order = decide(api, made["order"], status="received", lines=[{"line_id": line, "resellable": True}])
    assert (order["status"], order["return_status"]) == ("closed", "received"), "an exchange is all that was asked for"


def test_what_was_shipped_in_part_comes_back_in_part(api, place):
    thing = variant(api, place, 10)
    address = {"line1": "Mill Lane 1", "city": "Bremen", "postal_code": "28195", "country": "DE"}
    order = api.post("/orders", {"channel": "phone", "location_id": place, "lines": [{"variant_id": thing["id"], "quantity": 3}],
                                 "shipping_address": address, "shipping_line": {"title": "Courier", "price": 0}}, expect=201)
    order = api.post(f"/orders/{order['id']}/complete", {"payment_pending": False}, key=True, expect=200)
    line = order["lines"][0]["id"]
    assert "left the shop" in ask(api, order, {"line_id": line, "quantity": 1}, expect=422)["detail"]
    api.post(f"/orders/{order['id']}/shipments", {"lines": [{"line_id": line, "quantity": 2}], "status": "shipped", "courier": "DHL",
                                                  "tracking_number": "JD0140"}, expect=200)
    ask(api, order, {"line_id": line, "quantity": 3}, expect=422)
    order = ask(api, order, {"line_id": line, "quantity": 2})
    order = decide(api, order, status="received", lines=[{"line_id": line, "resellable": True}])
    refund = {"lines": [{"line_id": line, "quantity": 2, "restock": False}], "return_id": order["returns"][0]["id"], "reason": "Back"}
    order = api.post(f"/orders/{order['id']}/refunds", refund, key=True, expect=200).body
    assert (order["return_status"], order["status"], order["fulfillment_status"]) == ("refunded", "placed", "partially_fulfilled")
    shelf = assert_stock_adds_up(api, thing["id"], place)
    assert (shelf["on_hand"], shelf["committed"]) == (10, 1), "the one that is still to go is promised still"
