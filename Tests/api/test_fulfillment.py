"""Packages that leave the shop: their steps, the shelf, the undo, and who may do it."""

import uuid

import pytest

from support.fulfilling import LABEL, sold, step, vases
from support.goods import assert_stock_adds_up, custom_line, draft, level


@pytest.fixture
def place(api):
    return api.first_location()["id"]


def test_goods_leave_the_shelf_when_they_are_shipped_and_once(api, place):
    goods = vases(api, place)
    order = sold(api, {"variant_id": goods["id"], "quantity": 3})
    assert level(api, goods["id"], place)["committed"] == 3
    refused = step(api, order, "shipped", 422)
    assert refused.fields == ["courier", "tracking_number"]
    key = str(uuid.uuid4())
    body = {"status": "shipped", **LABEL}
    shipped = api.post(f"/orders/{order['id']}/fulfillment", body, key=key, expect=200)
    assert (shipped["fulfillment_status"], shipped["display_status"], shipped["status"]) == ("shipped", "shipped", "placed")
    again = api.post(f"/orders/{order['id']}/fulfillment", body, key=key, expect=200)
    assert again.headers["Idempotent-Replayed"] == "true"
    package = shipped["shipments"][0]
    said_twice = api.patch(f"/orders/{order['id']}/shipments/{package['id']}", {"status": "shipped"}, expect=200)
    assert said_twice["version"] == shipped["version"]
    assert step(api, order, "shipped", 409, **LABEL).code == "conflict"
    shelf = assert_stock_adds_up(api, goods["id"], place)
    assert (shelf["on_hand"], shelf["committed"], shelf["available"]) == (7, 0, 7)
    moved = api.get(f"/orders/{order['id']}/inventory_movements", expect=200)["data"]
    assert [row["delta"] for row in moved] == [-3]
    done = step(api, order, "delivered")
    assert (done["fulfillment_status"], done["status"], done["display_status"]) == ("fulfilled", "closed", "completed")
    kinds = [event["type"] for event in api.get(f"/orders/{order['id']}/events", expect=200)["data"]]
    assert "order.shipped" in kinds and "order.delivered" in kinds


def test_a_part_goes_first_and_the_rest_follows(api, place):
    goods = vases(api, place)
    order = sold(api, {"variant_id": goods["id"], "quantity": 3}, custom_line("Bowl", 900, requires_shipping=True))
    line = order["lines"][0]["id"]
    part = step(api, order, "shipped", **LABEL, lines=[{"line_id": line, "quantity": 2}])
    assert part["fulfillment_status"] == "partially_fulfilled"
    assert level(api, goods["id"], place)["on_hand"] == 8 and level(api, goods["id"], place)["committed"] == 1
    assert step(api, order, "shipped", 422, **LABEL, lines=[{"line_id": line, "quantity": 2}]).fields == ["lines[0].quantity"]
    both = step(api, order, "shipped", courier="GLS", tracking_number="2")
    assert both["fulfillment_status"] == "shipped" and [p["tracking_number"] for p in both["shipments"]] == [LABEL["tracking_number"], "2"]
    path = f"/orders/{order['id']}/shipments/"
    first, second = (package["id"] for package in both["shipments"])
    assert api.patch(path + first, {"status": "delivered"}, expect=200)["fulfillment_status"] == "shipped"
    assert api.patch(path + second, {"status": "failed"}, expect=200)["fulfillment_status"] == "shipped"
    assert level(api, goods["id"], place)["on_hand"] == 7
    back = api.patch(path + second, {"status": "canceled"}, expect=200)
    assert back["fulfillment_status"] == "partially_fulfilled"
    shelf = assert_stock_adds_up(api, goods["id"], place)
    assert (shelf["on_hand"], shelf["committed"]) == (8, 1)
    step(api, order, "shipped", courier="GLS", tracking_number="3")
    assert step(api, order, "delivered")["status"] == "closed"
    assert level(api, goods["id"], place) | {"on_hand": 7, "committed": 0} == level(api, goods["id"], place)


def test_an_undo_within_ten_seconds_puts_everything_back(api, place):
    goods = vases(api, place)
    order = sold(api, {"variant_id": goods["id"], "quantity": 2})
    path = f"/orders/{order['id']}"
    shipped = step(api, order, "shipped", **LABEL)
    assert shipped["shipments"][0]["undo_until"] is not None
    undone = api.post(f"{path}/fulfillment/undo", expect=200)
    assert (undone["fulfillment_status"], undone["shipments"]) == ("unfulfilled", [])
    shelf = assert_stock_adds_up(api, goods["id"], place)
    assert (shelf["on_hand"], shelf["committed"]) == (10, 2)
    assert api.post(f"{path}/fulfillment/undo", expect=409).code == "undo_expired"
    packed = api.post(f"{path}/shipments", {"status": "packed", "courier": "GLS", "tracking_number": "7"}, expect=200)["shipments"][0]
    step(api, order, "shipped", **LABEL)
    step(api, order, "delivered")
    back = api.post(f"{path}/shipments/{packed['id']}/undo", expect=200)
    assert (back["status"], back["shipments"][0]["status"]) == ("placed", "shipped")
    # The way back is one step long.
    assert api.post(f"{path}/shipments/{packed['id']}/undo", expect=409).code == "undo_expired"
    assert level(api, goods["id"], place)["on_hand"] == 8


def test_what_another_order_or_nobody_has_is_not_found(api, place):
    one, other = sold(api, custom_line("Bowl", requires_shipping=True)), sold(api, custom_line("Jug", requires_shipping=True))
    package = step(api, one, "shipped", **LABEL)["shipments"][0]["id"]
    api.post(f"/orders/{other['id']}/shipments/{package}/undo", expect=404)
    api.patch(f"/orders/{other['id']}/shipments/{package}", {"status": "delivered"}, expect=404)
    api.post(f"/orders/{one['id']}/shipments/shp_0/undo", expect=404)
    foreign = {"line_id": one["lines"][0]["id"], "quantity": 1}
    assert step(api, other, "shipped", 422, **LABEL, lines=[foreign]).fields == ["lines[0].line_id"]


def test_another_locations_key_sees_and_moves_nothing(api, make_token, place):
    elsewhere = api.post("/locations", {"name": f"Harbour {uuid.uuid4().hex[:6]}"}, expect=201)["id"]
    order = sold(api, custom_line("Bowl", requires_shipping=True), location_id=place)
    stranger = api.with_token(api.post("/tokens", {"name": "Harbour", "role": "manager", "location_id": elsewhere}, expect=201)["token"])
    stranger.get(f"/orders/{order['id']}/fulfillment", expect=404)
    step(stranger, order, "shipped", 404, **LABEL)
    step(api, order, "shipped", **LABEL)
    stranger.post(f"/orders/{order['id']}/fulfillment/undo", expect=404)


@pytest.mark.parametrize("number", ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "1" * 100, "مريم 7", "A/../../B?x=1#y"])
def test_a_tracking_number_is_only_ever_text(api, number):
    courier = f"Rider {uuid.uuid4().hex[:6]}"
    api.post("/couriers", {"name": courier, "tracking_url": "https://rider.example/t/{tracking_number}"}, expect=201)
    order = sold(api, custom_line("Bowl", requires_shipping=True))
    package = step(api, order, "shipped", courier=courier, tracking_number=number)["shipments"][0]
    assert package["tracking_number"] == number
    assert package["tracking_url"].startswith("https://rider.example/t/")
    assert not set("<>\"' /?#=") & set(package["tracking_url"].removeprefix("https://rider.example/t/"))


def test_what_does_not_fit_is_refused_by_field(api):
    order = sold(api, custom_line("Bowl", quantity=3, requires_shipping=True))
    line = order["lines"][0]["id"]
    assert step(api, order, "sent", 422).fields == ["status"]
    assert step(api, order, "shipped", 422, courier="DPD").fields == ["tracking_number"]
    assert step(api, order, "ready_for_pickup", 422, **LABEL).fields == ["courier", "tracking_number"]
    assert step(api, order, "shipped", 422, **LABEL, lines=[{"line_id": line, "quantity": 1_000_000}]).fields == ["lines[0].quantity"]
    assert step(api, order, "shipped", 422, **LABEL, lines=[{"line_id": line, "quantity": 0.5}]).fields == ["lines[0].quantity"]
    assert step(api, order, "shipped", 422, **LABEL, lines=[{"line_id": line, "quantity": 1}] * 2).fields == ["lines[1].line_id"]
    assert step(api, order, "delivered", 409).code == "conflict"
    assert step(api, order, "shipped", 422, courier="DPD", tracking_number="\u202e1").status == 422
    path = f"/orders/{order['id']}/shipments"
    for status in ("delivered", "failed", "picked_up"):
        assert api.post(path, {"status": status}, expect=409).code == "conflict"
    assert api.get(f"/orders/{order['id']}", expect=200)["shipments"] == []


def test_an_order_has_at_most_a_hundred_packages(api):
    order = sold(api, custom_line("Bowl", quantity=101, requires_shipping=True))
    part = [{"line_id": order["lines"][0]["id"], "quantity": 1}]
    path = f"/orders/{order['id']}/shipments"
    for _ in range(100):
        api.post(path, {"lines": part}, expect=200)
    assert api.post(path, {"lines": part}, expect=422).fields == ["lines"]
    assert step(api, order, "shipped", 422, **LABEL).fields == ["lines"]


def test_the_choices_say_what_fits_and_why_not(api, place):
    order = sold(api, custom_line("Bowl", requires_shipping=True))
    path = f"/orders/{order['id']}/fulfillment"
    choices = api.get(path, expect=200)
    assert choices["current"] == "open"
    options = {option["status"]: option for option in choices["options"]}
    assert [name for name, option in options.items() if option["available"]] == ["preparing", "ready_for_pickup", "picked_up", "shipped"]
    assert options["shipped"]["needs"] == ["courier", "tracking_number"] and options["shipped"]["reason"] is None
    assert options["delivered"]["reason"] == "Nothing is with a courier."
    assert choices["notice"]["available"] is False and choices["notice"]["reason"]
    assert api.get(path, params={"status": "sent"}, expect=422).fields == ["status"]
    step(api, order, "shipped", **LABEL)
    later = api.get(path, expect=200)
    assert (later["current"], later["last_courier"]) == ("shipped", "DPD")
    waiting = draft(api, custom_line("Bowl", requires_shipping=True), channel="phone")
    options = api.get(f"/orders/{waiting['id']}/fulfillment", expect=200)["options"]
    assert [option["status"] for option in options if option["available"]] == ["preparing"]


def test_goods_outside_keep_an_order_from_being_canceled(api, place):
    goods = vases(api, place)
    order = sold(api, {"variant_id": goods["id"], "quantity": 2}, paid=False)
    path = f"/orders/{order['id']}"
    package = step(api, order, "shipped", **LABEL)["shipments"][0]["id"]
    assert api.post(f"{path}/cancel", {"reason": "Mistake", "restock": True}, expect=409).code == "conflict"
    api.patch(f"{path}/shipments/{package}", {"status": "failed"}, expect=200)
    api.patch(f"{path}/shipments/{package}", {"status": "canceled"}, expect=200)
    gone = api.post(f"{path}/cancel", {"reason": "Mistake", "restock": True}, expect=200)
    assert gone["status"] == "canceled"
    shelf = assert_stock_adds_up(api, goods["id"], place)
    assert (shelf["on_hand"], shelf["committed"]) == (10, 0)


def test_units_given_back_before_they_left_are_not_owed(api, place):
    goods = vases(api, place)
    order = sold(api, {"variant_id": goods["id"], "quantity": 3})
    line = order["lines"][0]["id"]
    refund = {"lines": [{"line_id": line, "quantity": 1, "restock": True}], "reason": "Changed their mind"}
    api.post(f"/orders/{order['id']}/refunds", refund, key=True, expect=200)
    shelf = assert_stock_adds_up(api, goods["id"], place)
    assert (shelf["on_hand"], shelf["committed"], shelf["available"]) == (10, 2, 8)
    shipped = step(api, order, "shipped", **LABEL)
    assert shipped["shipments"][0]["lines"] == [{"line_id": line, "quantity": 2}]
    assert shipped["fulfillment_status"] == "shipped"
    api.post(f"/orders/{order['id']}/refunds", refund, key=True, expect=200)
    assert assert_stock_adds_up(api, goods["id"], place)["on_hand"] == 9


def test_what_was_given_back_while_it_was_out_is_counted_once(api, place):
    goods = vases(api, place)
    order = sold(api, {"variant_id": goods["id"], "quantity": 3})
    path, line = f"/orders/{order['id']}", order["lines"][0]["id"]
    package = step(api, order, "shipped", **LABEL)["shipments"][0]["id"]
    for restock in (True, False):
        refund = {"lines": [{"line_id": line, "quantity": 1, "restock": restock}], "reason": "Lost"}
        api.post(f"{path}/refunds", refund, key=True, expect=200)
    assert api.post(f"{path}/fulfillment/undo", expect=409).code == "conflict"
    api.patch(f"{path}/shipments/{package}", {"status": "failed"}, expect=200)
    back = api.patch(f"{path}/shipments/{package}", {"status": "canceled"}, expect=200)
    assert back["fulfillment_status"] == "unfulfilled"
    shelf = assert_stock_adds_up(api, goods["id"], place)
    assert (shelf["on_hand"], shelf["committed"], shelf["available"]) == (10, 1, 9)
    rest = step(api, order, "shipped", courier="GLS", tracking_number="9")
    assert rest["shipments"][1]["lines"] == [{"line_id": line, "quantity": 1}]
    assert rest["fulfillment_status"] == "shipped"


def test_a_pre_order_leaves_when_its_goods_are_there(api, place):
    here, later = vases(api, place), vases(api, place, 0)
    order = sold(api, {"variant_id": here["id"], "quantity": 1}, {"variant_id": later["id"], "quantity": 2, "preorder": True})
    first = step(api, order, "shipped", **LABEL)
    assert first["fulfillment_status"] == "partially_fulfilled" and len(first["shipments"][0]["lines"]) == 1
    assert step(api, order, "shipped", 409, **LABEL).code == "out_of_stock"
    api.post("/inventory_levels/adjust", {"variant_id": later["id"], "location_id": place, "delta": 5, "reason": "Received"}, expect=200)
    assert step(api, order, "shipped", **LABEL)["fulfillment_status"] == "shipped"
    shelf = assert_stock_adds_up(api, later["id"], place)
    assert (shelf["on_hand"], shelf["committed"], shelf["available"]) == (3, 0, 3)


# Click and collect

@pytest.fixture
def counter(api):
    address = {"line1": "Quay 3", "city": "Dublin", "postal_code": "D02", "country": "IE"}
    body = {"name": f"Quay {uuid.uuid4().hex[:6]}", "address": address, "offers_pickup": True, "pickup_note": "Mon to Fri, 9 to 17"}
    return api.post("/locations", body, expect=201).body


def test_an_order_is_fetched_at_a_place_that_offers_it(api, place, counter):
    goods = vases(api, counter["id"])
    line = {"title": "Pickup", "price": 0, "pickup_location_id": counter["id"]}
    lines = {"variant_id": goods["id"], "quantity": 1}
    order = sold(api, lines, shipping_address=None, shipping_line=line)
    assert (order["location_id"], order["shipping_line"]["pickup_location_id"]) == (counter["id"], counter["id"])
    ready = step(api, order, "ready_for_pickup")
    assert (ready["fulfillment_status"], ready["display_status"]) == ("ready_for_pickup", "ready_for_pickup")
    assert level(api, goods["id"], counter["id"])["on_hand"] == 10
    fetched = step(api, order, "picked_up")
    assert (fetched["fulfillment_status"], fetched["status"]) == ("fulfilled", "closed")
    assert level(api, goods["id"], counter["id"])["on_hand"] == 9
    # Who comes before it was laid out gets it all the same, and an undo knows how it lay.
    early = sold(api, lines, shipping_address=None, shipping_line=line)
    assert step(api, early, "picked_up")["shipments"][0]["status"] == "picked_up"
    assert api.post(f"/orders/{early['id']}/fulfillment/undo", expect=200)["shipments"] == []
    assert level(api, goods["id"], counter["id"])["on_hand"] == 9


def test_a_place_without_pickup_and_a_rate_are_refused(api, place, counter):
    def refused(**shipping) -> list[str]:
        return api.post("/orders", {"lines": [custom_line()], "shipping_line": {"title": "Pickup", "price": 0, **shipping}}, expect=422).fields

    closed = api.post("/locations", {"name": f"Depot {uuid.uuid4().hex[:6]}"}, expect=201)
    assert closed["offers_pickup"] is False
    assert refused(pickup_location_id=closed["id"]) == ["shipping_line.pickup_location_id"]
    assert refused(pickup_location_id="loc_0") == ["shipping_line.pickup_location_id"]
    order = draft(api, shipping_line={"title": "Pickup", "price": 0, "pickup_location_id": counter["id"]})
    assert api.patch(f"/orders/{order['id']}", {"location_id": closed["id"]}, if_match=order["version"], expect=422).fields == ["location_id"]
