"""Shelves counted while the shop sells, goods between places, what is low, and what is put aside for whom."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from support.goods import assert_stock_adds_up, draft, level, placed, variant


@pytest.fixture(scope="module")
def place(server):
    return server.sign_in["location_id"]


@pytest.fixture(scope="module")
def depot(api):
    return api.post("/locations", {"name": "Depot"}, expect=201)["id"]


def shelf(api, place: str, *stocks: int) -> tuple[str, list[dict]]:
    """A category of its own with so many of each thing."""
    category = f"Shelf {api.post('/orders', {}, expect=201)['draft_number']}"
    return category, [variant(api, place, stock, category=category) for stock in stocks]


def take(api, place: str, category: str) -> str:
    return api.post("/stock_takes", {"location_id": place, "category": category}, expect=201)["id"]


def count(api, stock_take: str, thing: dict, expect: int = 200, **more):
    return api.post(f"/stock_takes/{stock_take}/counts", {"variant_id": thing["id"], **more}, expect=expect).body


def test_what_is_sold_while_a_shelf_is_counted_is_not_lost(api, place):
    category, (cup, plate, bowl) = shelf(api, place, 10, 5, 3)
    stock_take = take(api, place, category)
    assert count(api, stock_take, cup, quantity=8)["difference"] == -2
    count(api, stock_take, plate, quantity=5)
    placed(api, {"variant_id": cup["id"], "quantity": 3}, {"variant_id": plate["id"], "quantity": 1})
    shown = {row["variant_id"]: row for row in api.all(f"/stock_takes/{stock_take}/lines")}
    assert (shown[cup["id"]]["expected"], shown[cup["id"]]["counted"], shown[bowl["id"]]["counted"]) == (10, 8, None)
    assert [row["variant_id"] for row in api.all(f"/stock_takes/{stock_take}/lines", show="different")] == [cup["id"]]
    done = api.post(f"/stock_takes/{stock_take}/finish", expect=200)
    assert (done["status"], done["counted"], done["variants"], done["different"]) == ("finished", 2, 3, 1)
    assert [assert_stock_adds_up(api, thing["id"], place)["on_hand"] for thing in (cup, plate, bowl)] == [5, 4, 3]
    moved = api.all("/inventory_movements", variant_id=cup["id"])[0]
    assert (moved["delta"], moved["reason"], moved["stock_take_id"]) == (-2, "stock_take", stock_take)
    api.post(f"/stock_takes/{stock_take}/finish", expect=409)
    count(api, stock_take, cup, quantity=1, expect=409)


def test_several_people_scan_one_shelf_and_every_scan_counts(api, place):
    category, (cup, other) = shelf(api, place, 50, 7)
    api.patch(f"/variants/{cup['id']}", {"barcode": "4006381333931"}, expect=200)
    stock_take = take(api, place, category)
    with ThreadPoolExecutor(5) as people:
        scans = list(people.map(lambda _: api.post(
            f"/stock_takes/{stock_take}/counts", {"code": "4006381333931", "mode": "add"}, key=True).status, range(20)))
    assert scans == [200] * 20
    row = api.all(f"/stock_takes/{stock_take}/lines", show="counted")[0]
    assert (row["counted"], row["expected"], row["difference"]) == (20, 50, -30)
    api.delete(f"/stock_takes/{stock_take}/counts/{cup['id']}", expect=204)
    assert api.all(f"/stock_takes/{stock_take}/lines", show="counted") == []
    count(api, stock_take, cup, quantity=49)
    api.post(f"/stock_takes/{stock_take}/finish", {"uncounted": "clear"}, expect=200)
    assert [assert_stock_adds_up(api, thing["id"], place)["on_hand"] for thing in (cup, other)] == [49, 0]


def test_a_count_that_does_not_fit_is_refused_by_field(api, place):
    category, (cup,) = shelf(api, place, 5)
    stock_take = take(api, place, category)
    stranger = variant(api, place, 5)
    assert count(api, stock_take, stranger, quantity=1, expect=422)["errors"][0]["code"] == "not_included"
    assert count(api, stock_take, cup, quantity=0.5, expect=422)["errors"][0]["field"] == "quantity"
    assert count(api, stock_take, cup, expect=422)["errors"][0]["field"] == "quantity"
    assert api.post(f"/stock_takes/{stock_take}/counts", {"code": "nothing", "mode": "add"}, expect=422).fields == ["code"]
    api.post("/stock_takes", {"location_id": place, "category": "No such"}, expect=422)
    order = draft(api, {"variant_id": cup["id"], "quantity": 4}, channel="phone", shipping_address={"line1": "Mill Lane 1", "country": "DE"},
                  shipping_line={"title": "Courier", "price": 0})
    api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    count(api, stock_take, cup, quantity=2)
    problem = api.post(f"/stock_takes/{stock_take}/finish", expect=409)
    assert problem.code == "out_of_stock" and problem.fields == [f"lines.{cup['id']}"]
    assert level(api, cup["id"], place)["on_hand"] == 5
    assert api.post(f"/stock_takes/{stock_take}/cancel", expect=200)["status"] == "canceled"


def send(api, place: str, depot: str, *goods: tuple[dict, int]) -> str:
    lines = [{"variant_id": thing["id"], "quantity": quantity} for thing, quantity in goods]
    made = api.post("/stock_transfers", {"from_location_id": place, "to_location_id": depot, "lines": lines}, expect=201)
    return made["id"]


def test_a_transfer_is_in_transit_until_it_is_received_in_parts(api, place, depot):
    cup, plate = variant(api, place, 10), variant(api, place, 4)
    transfer = send(api, place, depot, (cup, 6), (plate, 4))
    assert level(api, cup["id"], place)["on_hand"] == 10, "nothing moves before it is sent"
    sent = api.post(f"/stock_transfers/{transfer}/send", expect=200)
    assert [line["in_transit"] for line in sent["lines"]] == [6, 4]
    assert assert_stock_adds_up(api, cup["id"], place)["on_hand"] == 4
    api.post(f"/stock_transfers/{transfer}/send", expect=409)
    receive = f"/stock_transfers/{transfer}/receive"
    some = {"lines": [{"variant_id": cup["id"], "quantity": 5}]}
    assert api.post(receive, some, expect=200)["status"] == "sent"
    assert api.post(receive, some, expect=422).fields == ["lines[0].quantity"]
    done = api.post(receive, {"lines": [{"variant_id": plate["id"], "quantity": 4}], "complete": True}, expect=200)
    assert (done["status"], [line["missing"] for line in done["lines"]]) == ("received", [1, 0])
    assert [assert_stock_adds_up(api, thing["id"], depot)["on_hand"] for thing in (cup, plate)] == [5, 4]
    assert api.all("/inventory_movements", variant_id=cup["id"], location_id=depot)[0]["transfer_id"] == transfer
    api.post(f"/stock_transfers/{transfer}/cancel", expect=409)


def test_a_transfer_called_off_brings_back_what_is_on_its_way_once(api, place, depot):
    cup = variant(api, place, 10)
    transfer = send(api, place, depot, (cup, 6))
    api.post(f"/stock_transfers/{transfer}/send", expect=200)
    api.post(f"/stock_transfers/{transfer}/receive", {"lines": [{"variant_id": cup["id"], "quantity": 2}]}, expect=200)
    with ThreadPoolExecutor(8) as people:
        statuses = sorted(people.map(lambda _: api.post(f"/stock_transfers/{transfer}/cancel").status, range(8)))
    assert statuses == [200] + [409] * 7
    assert (assert_stock_adds_up(api, cup["id"], place)["on_hand"], assert_stock_adds_up(api, cup["id"], depot)["on_hand"]) == (8, 2)


def test_what_orders_were_promised_does_not_leave_for_another_place(api, place, depot):
    cup = variant(api, place, 3)
    held = draft(api, {"variant_id": cup["id"], "quantity": 2})
    register = api.first_register()["id"]
    api.post(f"/orders/{held['id']}/hold", {"register_id": register, "reserve_stock": True, "label": "Ms Bell"}, expect=200)
    transfer = send(api, place, depot, (cup, 2))
    problem = api.post(f"/stock_transfers/{transfer}/send", expect=409)
    assert problem.code == "out_of_stock" and problem.fields == ["lines[0].quantity"]
    put_aside = api.get("/reservations", params={"variant_id": cup["id"]}, expect=200)["data"]
    assert [(row["order_id"], row["quantity"], row["label"], row["expires_at"]) for row in put_aside] == [(held["id"], 2, "Ms Bell", None)]
    api.delete(f"/reservations/{put_aside[0]['line_id']}", expect=204)
    api.delete(f"/reservations/{put_aside[0]['line_id']}", expect=404)
    assert level(api, cup["id"], place)["available"] == 3
    api.post(f"/stock_transfers/{transfer}/send", expect=200)


def test_a_thing_is_low_by_its_own_level_or_the_shops(api, place, depot):
    cup = variant(api, place, 8, title="Lowly cup")
    low = lambda: [(row["available"], row["level"], row["own_level"], row["incoming"]) for row in api.all(  # noqa: E731
        "/low_stock", q="Lowly", location_id=place)]
    assert low() == []
    api.put(f"/variants/{cup['id']}/low_stock_level", {"level": 8}, expect=204)
    assert low() == [(8, 8, True, 0)]
    api.put(f"/variants/{cup['id']}/low_stock_level", {"level": 2, "location_id": place}, expect=204)
    assert low() == []
    placed(api, {"variant_id": cup["id"], "quantity": 6})
    assert low() == [(2, 2, True, 0)]
    told = [event for event in api.events() if event["type"] == "stock.low" and event["object"]["id"] == cup["id"]]
    assert len(told) == 1
    api.post("/inventory_levels/adjust", {"variant_id": cup["id"], "location_id": depot, "set": 5, "reason": "Came"}, expect=200)
    transfer = send(api, depot, place, (cup, 4))
    api.post(f"/stock_transfers/{transfer}/send", expect=200)
    assert low() == [(2, 2, True, 4)]
    api.put(f"/variants/{cup['id']}/low_stock_level", {}, expect=422)


def test_a_thing_that_may_be_oversold_is_sold_beyond_what_is_there_and_others_are_not(api, place):
    strict, loose = variant(api, place, 1), variant(api, place, 1, oversell=True)
    register = api.first_register()["id"]
    for thing, status in ((strict, 409), (loose, 200)):
        order = draft(api, {"variant_id": thing["id"], "quantity": 2}, channel="register", register_id=register)
        api.post(f"/orders/{order['id']}/payments", {"method": "cash", "tendered": order["total"]}, key=True, expect=status)
    assert [assert_stock_adds_up(api, thing["id"], place)["on_hand"] for thing in (strict, loose)] == [1, -1]
