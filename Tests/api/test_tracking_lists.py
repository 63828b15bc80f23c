"""Many orders shipped from a pasted list: each row by itself, each with its reason, and nothing done twice (D2, D3)."""

import time
import uuid

import pytest

from support.goods import assert_stock_adds_up, custom_line, draft, level, variant
from support.parcels import ADDRESS, read, to_ship


def number() -> str:
    return f"3S{uuid.uuid4().hex[:10].upper()}"


def ship(api, text: str | None = None, expect: int = 200, **fields):
    body = {"text": text, **fields} if text is not None else fields
    return api.post("/tracking_lists", body, key=True, expect=expect).body


def results(answer: dict) -> list[tuple[str, str | None]]:
    return [(row["result"], row["code"]) for row in answer["data"]]


def test_each_row_ships_its_order_under_its_number(api):
    first, second = to_ship(api), to_ship(api)
    api.post("/couriers", {"name": (courier := f"Fast {number()}"), "tracking_url": "https://fast.example/{tracking_number}"}, expect=201)
    text = f"Order;Tracking;Carrier\n{first['number']};3SA/1;{courier.upper()}\n#{second['number'].lower()};3SB2;\n"
    answer = ship(api, text, courier="By hand")
    assert (answer["shipped"], answer["failed"], [row["line"] for row in answer["data"]]) == (2, 0, [2, 3])
    shipped = [read(api, order)["shipments"] for order in (first, second)]
    assert [(one["status"], one["courier"], one["tracking_number"]) for one, in shipped] == [
        ("shipped", courier, "3SA/1"), ("shipped", "By hand", "3SB2")]
    assert shipped[0][0]["tracking_url"] == "https://fast.example/3SA%2F1"
    assert read(api, first)["display_status"] == "shipped"


def test_the_goods_leave_the_shelf_once(api, server):
    place = server.sign_in["location_id"]
    thing = variant(api, place, 10)
    order = to_ship(api, {"variant_id": thing["id"], "quantity": 3}, location_id=place)
    text = f"{order['number']},{number()}"
    for _ in range(2):
        ship(api, text, courier="DPD")
    shelf = assert_stock_adds_up(api, thing["id"], place)
    assert (shelf["on_hand"], shelf["committed"]) == (7, 0)


def test_a_look_before_changes_nothing_and_says_the_same(api):
    order, gone = to_ship(api), draft(api)
    text = f"{order['number']},{number()}\n{gone['draft_number']},{number()}"
    look = ship(api, text, courier="DPD", preview=True)
    assert results(look) == [("ready", None), ("failed", "unknown")]
    assert (look["preview"], look["ready"], look["shipped"], look["failed"]) == (True, 1, 0, 1)
    assert read(api, order)["version"] == order["version"]
    assert results(ship(api, text, courier="DPD")) == [("shipped", None), ("failed", "unknown")]


def test_rows_that_fail_say_why_and_keep_no_other_one_back(api, server):
    good, blank, twice, canceled = to_ship(api), to_ship(api), to_ship(api), to_ship(api, paid=False)
    many = to_ship(api, custom_line("Pot", 100, 4, requires_shipping=True))
    api.post(f"/orders/{canceled['id']}/cancel", {"reason": "changed mind"}, expect=200)
    line = many["lines"][0]["id"]
    for _ in range(2):
        api.post(f"/orders/{many['id']}/shipments", {"lines": [{"line_id": line, "quantity": 2}]}, expect=200)
    service = to_ship(api, custom_line("Visit", 100), shipping_line=None)
    rows = [
        ("987654321000", number(), "unknown"), (canceled["number"], number(), "conflict"), (many["number"], number(), "several_packages"),
        (service["number"], number(), "conflict"), (twice["number"], "3.40434E+13", "shortened"), (twice["number"], number(), "duplicate"),
        ("", number(), "required"), (blank["number"], "", "required"), (good["number"], number(), None)]
    answer = ship(api, "\n".join(f"{each},{tracking}" for each, tracking, _ in rows), courier="DPD")
    assert [row["code"] for row in answer["data"]] == [code for _, _, code in rows]
    assert all(row["message"] for row in answer["data"] if row["result"] == "failed")
    assert (answer["shipped"], answer["failed"]) == (1, 8)
    assert read(api, good)["fulfillment_status"] == "shipped"
    assert read(api, twice)["fulfillment_status"] == "unfulfilled"


def test_a_row_needs_a_courier_from_somewhere(api):
    order = to_ship(api)
    answer = ship(api, f"{order['number']},{number()}")
    assert [(row["field"], row["code"]) for row in answer["data"]] == [("courier", "required")]
    assert read(api, order)["shipments"] == []


def test_what_left_under_another_number_is_not_shipped_again(api):
    order = to_ship(api)
    first = number()
    ship(api, f"{order['number']},{first}", courier="DPD")
    assert results(ship(api, f"{order['number']},{first.lower()}", courier="DPD")) == [("unchanged", None)]
    assert results(ship(api, f"{order['number']},{number()}", courier="DPD")) == [("failed", "conflict")]
    assert [one["tracking_number"] for one in read(api, order)["shipments"]] == [first]


def test_a_packed_parcel_goes_and_what_left_before_stays(api):
    order = to_ship(api, custom_line("Pot", 100, 4, requires_shipping=True))
    body = {"lines": [{"line_id": order["lines"][0]["id"], "quantity": 1}], "courier": "DPD", "tracking_number": number(), "status": "shipped"}
    api.post(f"/orders/{order['id']}/shipments", body, expect=200)
    assert read(api, order)["fulfillment_status"] == "partially_fulfilled"
    assert results(ship(api, f"{order['number']},{number()}", courier="DPD")) == [("shipped", None)]
    after = read(api, order)
    assert (after["fulfillment_status"], [one["lines"][0]["quantity"] for one in after["shipments"]]) == ("shipped", [1, 3])


def test_an_order_of_another_place_does_not_exist_here(api):
    order = to_ship(api)
    place = api.post("/locations", {"name": number()}, expect=201)["id"]
    token = api.post("/tokens", {"name": "There", "role": "manager", "location_id": place}, expect=201)["token"]
    there = api.with_token(token)
    for preview in (True, False):
        row, = ship(there, f"{order['number']},{number()}", courier="DPD", preview=preview)["data"]
        assert (row["result"], row["code"], row["order_id"]) == ("failed", "unknown", None)
    assert read(api, order)["shipments"] == []


def test_the_same_request_is_answered_the_same(api):
    order = to_ship(api)
    body = {"rows": [{"number": order["number"], "tracking_number": number(), "courier": "DPD"}]}
    first = api.post("/tracking_lists", body, key="list-" + order["id"], expect=200)
    again = api.post("/tracking_lists", body, key="list-" + order["id"], expect=200)
    assert again.body == first.body and again.headers["Idempotent-Replayed"] == "true"
    assert len(read(api, order)["shipments"]) == 1
    api.post("/tracking_lists", {**body, "courier": "UPS"}, key="list-" + order["id"], expect=422)


@pytest.mark.parametrize(("body", "field"), [
    ({}, "text"), ({"text": "1,2", "rows": []}, "rows"), ({"text": ""}, "text"), ({"text": None}, "text"), ({"rows": []}, "rows"),
    ({"rows": [{"number": "1"}]}, "rows[0].tracking_number"), ({"rows": [{"number": "1", "tracking_number": "x" * 101}]}, "rows[0].tracking_number"),
    ({"text": "1,\"2"}, "text"), ({"text": "1,2", "notify": "yes"}, "notify"), ({"text": "1,2", "place": 1}, "place"),
    ({"rows": [{"number": str(at), "tracking_number": "x"} for at in range(1001)]}, "rows"),
    ({"text": "\n".join(f"{at},x" for at in range(1001))}, "text")])
def test_a_list_that_cannot_be_read_is_refused_as_a_whole(api, body, field):
    assert api.post("/tracking_lists", body, expect=422).fields == [field]


def test_a_thousand_rows_are_read_in_a_moment(api):
    order = to_ship(api)
    text = "\n".join([f"{order['number']},{number()}"] + [f"none-{at},{number()}" for at in range(999)])
    began = time.monotonic()
    answer = ship(api, text, courier="DPD")
    assert (answer["shipped"], answer["failed"]) == (1, 999)
    assert time.monotonic() - began < 15


def test_words_that_look_like_formulas_stay_words(api):
    order = to_ship(api)
    wild = "=cmd|'/C calc'!A0"
    ship(api, f'{order["number"]};"{wild}";"<b>Post</b>"')
    assert [(one["tracking_number"], one["courier"]) for one in read(api, order)["shipments"]] == [(wild, "<b>Post</b>")]
    assert ADDRESS["name"] in api.get(f"{api.url}/admin/orders/{order['id']}/packing-slip", expect=200).text


def test_papers_are_for_those_who_see_the_order(api, server):
    place = server.sign_in["location_id"]
    thing = variant(api, place, 5, title=f"Vase {number()}")
    orders = [to_ship(api, {"variant_id": thing["id"], "quantity": 2}, location_id=place) for _ in range(2)]
    ids = ",".join(order["id"] for order in orders)
    picks = api.get(f"{api.url}/admin/orders/pick-list?ids={ids}", expect=200).text
    assert picks.count("Vase") == 1 and "<b>4</b>" in picks and all(order["number"] in picks for order in orders)
    slips = api.get(f"{api.url}/admin/orders/packing-slips?ids={ids}", expect=200).text
    assert slips.count('class="paper slip"') == 2 and "5.00" not in slips
    assert "10.00" in api.get(f"{api.url}/admin/orders/packing-slips?ids={ids}&prices=1", expect=200).text
    other = api.post("/locations", {"name": number()}, expect=201)["id"]
    there = api.with_token(api.post("/tokens", {"name": "There", "role": "cashier", "location_id": other}, expect=201)["token"])
    assert "Vase" not in there.get(f"{api.url}/admin/orders/pick-list?ids={ids}", expect=200).text
    there.get(f"{api.url}/admin/orders/{orders[0]['id']}/packing-slip", expect=404)
    ship(api, f"{orders[0]['number']},{number()}", courier="DPD")
    assert "<b>2</b>" in api.get(f"{api.url}/admin/orders/pick-list?ids={ids}", expect=200).text
    assert level(api, thing["id"], place)["on_hand"] == 3
