"""Locations, tills, their grids, and the drawer from float to count."""

import uuid

import pytest

from support.client import Client
from support.together import at_once


def name(what):
    return f"{what} {uuid.uuid4().hex[:8]}"


@pytest.fixture
def till(api):
    place = api.post("/locations", {"name": name("Place")}, expect=201)["id"]
    return api.post("/registers", {"name": name("Till"), "location_id": place}, expect=201).body


def opened(api, till, opening_float=10_000):
    return api.post(f"/registers/{till['id']}/sessions", {"opening_float": opening_float}, expect=201)


def test_a_location_is_made_changed_and_closed(api):
    made = api.post("/locations", {"name": name("Airport"), "address": {"line1": "Runway 1", "country": "GB"}, "time_zone": "Europe/London"}, expect=201)
    assert made.headers["Location"] == f"/api/v1/locations/{made['id']}"
    assert made["address"]["line1"] == "Runway 1" and "id" not in made["address"]
    assert api.patch(f"/locations/{made['id']}", {"time_zone": None}, expect=200)["time_zone"] is None
    assert made["id"] in [each["id"] for each in api.all("/locations")]
    till = api.post("/registers", {"name": "Till", "location_id": made["id"]}, expect=201)
    assert api.delete(f"/locations/{made['id']}", expect=409).code == "in_use"
    api.delete(f"/registers/{till['id']}", expect=204)
    api.delete(f"/locations/{made['id']}", expect=204)
    api.get(f"/locations/{made['id']}", expect=404)
    for bad in [{}, {"name": ""}, {"name": 1}, {"name": "x", "time_zone": "Mars"}, {"name": "x", "address": "y"}, {"name": "x", "address": {"country": "gb"}}]:
        api.post("/locations", bad, expect=422)


def test_a_place_is_found_by_the_beginning_of_a_word(api):
    mark = uuid.uuid4().hex[:8]
    made = api.post("/locations", {"name": f"Łódź {mark} 100%"}, expect=201)["id"]
    for query in ["łódź", "ŁÓDŹ", "Łód", mark, mark.upper(), "100%"]:
        assert made in [each["id"] for each in api.all("/locations", q=query)], query
    for query in ["ódź", "%", "_", "10_"]:
        assert made not in [each["id"] for each in api.all("/locations", q=query)], query


def test_a_till_stands_at_a_location(api, till):
    assert till["current_order_id"] is None
    assert api.get(f"/registers/{till['id']}", expect=200).body == till
    assert api.patch(f"/registers/{till['id']}", {"name": "Front"}, expect=200)["name"] == "Front"
    listed = api.get("/registers", params={"location_id": till["location_id"]}, expect=200)["data"]
    assert [each["id"] for each in listed] == [till["id"]]
    assert api.post("/registers", {"name": "x", "location_id": "loc_nothere"}, expect=422).fields == ["location_id"]
    assert api.post("/registers", {"name": "x"}, expect=422).fields == ["location_id"]
    assert api.patch(f"/registers/{till['id']}", {"current_order_id": "ord_1"}, expect=422).fields == ["current_order_id"]


def test_a_grid_is_arranged(api, till):
    path = f"/registers/{till['id']}/tiles"
    assert api.get(path, expect=200).body == {"tiles": []}
    tiles = [{"kind": "category", "ref": "Bread"}, {"kind": "action", "ref": "save_cart"}, {"kind": "discount", "ref": "10"},
             {"kind": "product", "ref": "prd_01h"}]
    assert api.put(path, {"tiles": tiles}, expect=200).body == {"tiles": tiles}
    assert api.get(path, expect=200).body == {"tiles": tiles}
    for bad in [{}, {"tiles": {}}, {"tiles": [{"kind": "action", "ref": "explode"}]}, {"tiles": [{"kind": "product", "ref": "x"}]},
                {"tiles": [{"kind": "discount", "ref": "101"}]}, {"tiles": [{"kind": "category"}]}, {"tiles": [tiles[0]] * 401}]:
        api.put(path, bad, expect=422)
    assert api.as_role("cashier").put(path, {"tiles": []}, expect=403).code == "approval_required"


def test_from_float_to_count(api, till):
    session = opened(api, till)
    path = f"/registers/{till['id']}/sessions/{session['id']}"
    assert session.headers["Location"] == f"/api/v1{path}"
    assert api.post(f"/registers/{till['id']}/sessions", {"opening_float": 1}, expect=409).code == "session_open"
    order = api.post("/orders", {"channel": "register", "register_id": till["id"], "location_id": till["location_id"],
                                 "lines": [{"title": "Wrap", "quantity": 1, "unit_price": 1500, "requires_shipping": False}]}, expect=201).body
    paid = api.pay(order, amount=500)
    paid = api.pay(paid.body, tendered=2000)
    api.post(f"/orders/{order['id']}/refunds", {"amount": 300, "reason": "Dented"}, key=True, expect=200)
    api.post(f"{path}/cash_movements", {"amount": 700, "reason": "Change"}, expect=201)
    api.post(f"{path}/cash_movements", {"amount": -2000, "reason": "Window cleaner"}, expect=201)
    seen = api.get(path, expect=200)
    assert seen["cash_sales"] == 1500 and seen["moved"] == -1300
    assert [each["amount"] for each in seen["cash_movements"]] == [700, -2000]
    assert seen["cash_refunds"] == 300
    expected = 10_000 + 1500 - 300 - 1300
    assert seen["expected"] == expected
    closed = api.post(f"{path}/close", {"counted": expected - 50}, key=True, expect=200)
    assert (closed["expected"], closed["counted"], closed["difference"]) == (expected, expected - 50, -50)
    assert api.post(f"{path}/close", {"counted": 1}, expect=409).code == "session_closed"
    assert api.post(f"{path}/cash_movements", {"amount": 1, "reason": "Late"}, expect=409).code == "session_closed"
    assert opened(api, till, 0)["closed_at"] is None
    assert len(api.get(f"/registers/{till['id']}/sessions", expect=200)["data"]) == 2


def test_of_two_tablets_one_opens_the_drawer(api, till):
    answers = at_once(*[lambda: Client(api.url, api.token).post(f"/registers/{till['id']}/sessions", {"opening_float": 1}) for _ in range(8)])
    assert sorted(answer.status for answer in answers) == [201] + [409] * 7


@pytest.mark.parametrize("body", [{}, {"opening_float": -1}, {"opening_float": 1.5}, {"opening_float": "1"}, {"opening_float": None},
                                  {"opening_float": 10**12 + 1}, {"opening_float": 1, "opened_at": "2026-01-01T00:00:00Z"}])
def test_a_float_is_an_amount(api, till, body):
    api.post(f"/registers/{till['id']}/sessions", body, expect=422)


def test_an_open_till_stays(api, till):
    opened(api, till)
    assert api.delete(f"/registers/{till['id']}", expect=409).code == "session_open"
    other = api.post("/locations", {"name": name("Other")}, expect=201)["id"]
    assert api.patch(f"/registers/{till['id']}", {"location_id": other}, expect=409).code == "session_open"


def test_what_lies_elsewhere_is_not_found(api, till):
    other = api.post("/locations", {"name": name("Elsewhere")}, expect=201)["id"]
    session = opened(api, till)
    for role in ("cashier", "manager"):
        bound = api.as_role(role, other)
        for path in (f"/registers/{till['id']}", f"/locations/{till['location_id']}", f"/registers/{till['id']}/tiles",
                     f"/registers/{till['id']}/sessions", f"/registers/{till['id']}/sessions/{session['id']}"):
            absent = bound.get(path.replace(till["id"], "reg_nothere").replace(till["location_id"], "loc_nothere"), expect=404)
            assert bound.get(path, expect=404).text == absent.text
        assert bound.post(f"/registers/{till['id']}/sessions/{session['id']}/close", {"counted": 0}, expect=404).code == "not_found"
        assert till["id"] not in [each["id"] for each in bound.all("/registers")]
        assert [each["id"] for each in bound.all("/locations")] == [other]
