"""What refunds, edits, packages, returns and cancelations do to the same goods: each unit is on the shelf once, each cent in the report once."""

import pytest

from support.fulfilling import LABEL, sold, step
from support.goods import custom_line, level, variant


@pytest.fixture(scope="module")
def place(server) -> str:
    return server.sign_in["location_id"]


def refund(api, order: dict, **body):
    return api.post(f"/orders/{order['id']}/refunds", {"reason": "sorry", **body}, key=True, expect=200)


def on_hand(api, thing: dict, place: str) -> float:
    return level(api, thing["id"], place)["on_hand"]


def books(api) -> dict:
    return api.get("/reports/sales", expect=200)["total"]


def test_what_is_given_back_before_it_is_fetched_is_not_laid_out_any_more(api, place):
    thing = variant(api, place, 10, price=1000)
    order = sold(api, {"variant_id": thing["id"], "quantity": 2})
    step(api, order, "ready_for_pickup")
    left = refund(api, order, lines=[{"line_id": order["lines"][0]["id"], "quantity": 2, "restock": True}])
    assert left["shipments"] == [] and left["fulfillment_status"] == "not_required"
    step(api, order, "picked_up", expect=409)
    assert on_hand(api, thing, place) == 10


def test_a_parcel_that_comes_back_puts_each_unit_on_the_shelf_once(api, place):
    thing = variant(api, place, 10, price=1000)
    order = sold(api, {"variant_id": thing["id"], "quantity": 3})
    line = order["lines"][0]["id"]
    refund(api, order, lines=[{"line_id": line, "quantity": 1, "restock": False}])
    step(api, order, "shipped", **LABEL)
    failed = step(api, order, "failed")
    refund(api, order, lines=[{"line_id": line, "quantity": 1, "restock": True}])
    api.patch(f"/orders/{order['id']}/shipments/{failed['shipments'][0]['id']}", {"status": "canceled"}, expect=200)
    assert on_hand(api, thing, place) == 10


def test_an_order_is_not_called_off_while_a_courier_has_its_goods_whatever_became_of_the_money(api, place):
    thing = variant(api, place, 10, price=1000)
    order = sold(api, {"variant_id": thing["id"], "quantity": 2})
    step(api, order, "shipped", **LABEL)
    failed = step(api, order, "failed")
    refund(api, order, lines=[{"line_id": order["lines"][0]["id"], "quantity": 2, "restock": False}])
    cancel = {"reason": "called off", "restock": True}
    assert "Call it off first" in api.post(f"/orders/{order['id']}/cancel", cancel, key=True, expect=409)["detail"]
    api.patch(f"/orders/{order['id']}/shipments/{failed['shipments'][0]['id']}", {"status": "canceled"}, expect=200)
    assert on_hand(api, thing, place) == 10


def test_goods_given_back_while_too_much_is_paid_leave_the_report_at_their_worth(api, place):
    before = books(api)
    thing = variant(api, place, 10, price=1000)
    order = sold(api, {"variant_id": thing["id"], "quantity": 2, "tax_rates": []}, custom_line("Ribbon", 500, 1, None))
    goods, ribbon = order["lines"]
    api.post(f"/orders/{order['id']}/edits", {"lines": [{"line_id": ribbon["id"], "remove": True}]}, key=True, expect=200)
    refund(api, order, lines=[{"line_id": goods["id"], "quantity": 1, "restock": True}])
    assert books(api)["net"] - before["net"] == 1000
    refund(api, order, amount=500)
    assert books(api)["net"] - before["net"] == 1000, "what was paid too much is no sale"


def test_a_unit_in_a_return_is_not_taken_off_the_order_as_well(api, place):
    thing = variant(api, place, 10, price=1000)
    order = sold(api, {"variant_id": thing["id"], "quantity": 2, "requires_shipping": False}, shipping_line=None)
    line = order["lines"][0]["id"]
    asked = api.post(f"/orders/{order['id']}/returns", {"lines": [{"line_id": line, "quantity": 1, "reason": "broken"}]}, expect=200)
    api.patch(f"/orders/{order['id']}/returns/{asked['returns'][0]['id']}", {"status": "received", "lines": [{"line_id": line, "resellable": True}]}, expect=200)
    api.post(f"/orders/{order['id']}/edits", {"lines": [{"line_id": line, "quantity": 1}]}, key=True, expect=409)
    assert on_hand(api, thing, place) == 9
