"""How much is where, every change of it, and nothing sold twice."""

import pytest

from support.client import Client
from support.goods import assert_stock_adds_up, level, variant
from support.together import at_once


@pytest.fixture(scope="module")
def place(server):
    return server.sign_in["location_id"]


def adjust(api, thing, place, expect=200, **change):
    return api.post("/inventory_levels/adjust", {"variant_id": thing["id"], "location_id": place, "reason": "Counted", **change}, expect=expect)


def test_a_level_is_counted_and_corrected(api, place):
    thing = variant(api, place, 5)
    assert adjust(api, thing, place, delta=-2)["on_hand"] == 3
    answer = adjust(api, thing, place, set=10)
    assert answer.body == {"variant_id": thing["id"], "location_id": place, "on_hand": 10, "committed": 0, "reserved": 0, "available": 10}
    assert_stock_adds_up(api, thing["id"], place)
    movements = api.all("/inventory_movements", variant_id=thing["id"])
    assert [each["delta"] for each in movements] == [7, -2, 5]
    assert [each["balance"] for each in movements] == [10, 3, 5]
    assert movements[0]["reason"] == "Counted" and movements[0]["actor"]["kind"] == "token" and movements[0]["order_id"] is None


def test_what_was_never_kept_is_nothing(api, place):
    thing = api.post("/products", {"title": "New", "variants": [{"price": 1}]}, expect=201)["variants"][0]
    assert level(api, thing["id"], place)["available"] == 0


@pytest.mark.parametrize("change", [
    {"delta": 1, "set": 1}, {}, {"delta": "1"}, {"delta": None}, {"delta": 1.0001}, {"set": -1}, {"set": True}, {"delta": 1e9},
    {"set": 1_000_001}, {"delta": 0.5}, {"set": 0.5}, {"delta": 1, "reason": ""}, {"delta": 1, "reason": None}, {"delta": 1, "extra": 1},
    {"delta": 1, "variant_id": "var_nothere"}, {"delta": 1, "variant_id": 7}, {"delta": 1, "location_id": "loc_nothere"},
])
def test_what_does_not_fit_changes_nothing(api, place, change):
    thing = variant(api, place, 5)
    adjust(api, thing, place, expect=422, **change)
    assert level(api, thing["id"], place)["on_hand"] == 5


@pytest.mark.parametrize("token", ["1e3", "-0", "01", "1.", "NaN", "1" + "0" * 60])
def test_quantities_are_read_digit_by_digit(api, place, token):
    thing = variant(api, place, 5)
    data = f'{{"variant_id":"{thing["id"]}","location_id":"{place}","reason":"x","delta":{token}}}'
    answer = api.post("/inventory_levels/adjust", data=data)
    assert answer.status in (400, 422)
    assert level(api, thing["id"], place)["on_hand"] == 5


def test_goods_by_weight_have_decimals(api, place):
    made = api.post("/products", {"title": "Gouda", "variants": [{"price": "1.95", "unit": "g"}, {"price": 1990, "unit": "kg", "title": "Whole"}]}, expect=201)
    assert adjust(api, made["variants"][1], place, set=12.345)["on_hand"] == 12.345
    assert adjust(api, made["variants"][1], place, delta=-0.345)["on_hand"] == 12


def test_a_count_below_what_was_promised_is_refused(api, place):
    thing = variant(api, place, 5)
    order = api.post("/orders", {"location_id": place, "channel": "phone", "lines": [{"variant_id": thing["id"], "quantity": 3}],
                                 "shipping_address": {"line1": "High Street 1", "city": "London", "country": "GB"},
                                 "shipping_line": {"title": "Courier", "price": 500}}, expect=201)
    api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    assert level(api, thing["id"], place)["committed"] == 3
    assert adjust(api, thing, place, expect=409, set=2).code == "out_of_stock"
    assert adjust(api, thing, place, set=3)["available"] == 0
    assert_stock_adds_up(api, thing["id"], place)


def sell(api, place, lines, **fields):
    """A sale over the counter, paid in cash: what is bought leaves at once."""
    order = api.post("/orders", {"channel": "register", "location_id": place, "lines": lines, **fields}, expect=201).body
    return order, api.pay(order, expect=(200, 409))


def test_a_sale_lowers_the_shelf_and_says_why(api, place):
    thing = variant(api, place, 5)
    order, paid = sell(api, place, [{"variant_id": thing["id"], "quantity": 2}, {"variant_id": thing["id"], "quantity": 1}])
    paid.expect(200)
    shelf = assert_stock_adds_up(api, thing["id"], place)
    assert (shelf["on_hand"], shelf["committed"], shelf["available"]) == (2, 0, 2)
    moves = api.get(f"/orders/{order['id']}/inventory_movements", expect=200)["data"]
    assert sorted(each["delta"] for each in moves) == [-2, -1]
    assert {each["line_id"] for each in moves} == {line["id"] for line in order["lines"]}
    assert all(each["order_id"] == order["id"] and each["reason"] == "sale" for each in moves)


def test_of_many_sales_of_the_last_one_one_wins(api, place):
    thing = variant(api, place, 1)
    orders = [api.post("/orders", {"channel": "register", "location_id": place, "lines": [{"variant_id": thing["id"], "quantity": 1}]}, expect=201).body
              for _ in range(30)]
    clients = [Client(api.url, api.token) for _ in orders]
    answers = at_once(*[lambda client=client, order=order: client.pay(order, expect=(200, 409)) for client, order in zip(clients, orders)])
    assert sorted(answer.status for answer in answers) == [200] + [409] * 29
    assert {answer.code for answer in answers if answer.status == 409} <= {"not_ready", "out_of_stock"}
    shelf = assert_stock_adds_up(api, thing["id"], place)
    assert shelf["on_hand"] == 0


def test_lines_of_one_variant_are_summed(api, place):
    thing = variant(api, place, 5)
    _, paid = sell(api, place, [{"variant_id": thing["id"], "quantity": 2} for _ in range(3)])
    assert paid.status == 409 and paid.code in ("not_ready", "out_of_stock")
    assert assert_stock_adds_up(api, thing["id"], place)["on_hand"] == 5


def test_crossed_baskets_leave_nothing_half_taken(api, place):
    one, other = variant(api, place, 1), variant(api, place, 1)
    orders = []
    for turn in range(10):
        pair = [one, other] if turn % 2 else [other, one]
        orders.append(api.post("/orders", {"channel": "register", "location_id": place,
                                           "lines": [{"variant_id": each["id"], "quantity": 1} for each in pair]}, expect=201).body)
    clients = [Client(api.url, api.token) for _ in orders]
    answers = at_once(*[lambda client=client, order=order: client.pay(order, expect=(200, 409)) for client, order in zip(clients, orders)])
    assert [answer.status for answer in answers].count(200) == 1
    for thing in (one, other):
        assert assert_stock_adds_up(api, thing["id"], place)["on_hand"] == 0


def test_what_may_be_oversold_goes_below_zero(api, place):
    made = api.post("/products", {"title": "Bespoke", "oversell": True, "variants": [{"price": 100}]}, expect=201)
    thing = made["variants"][0]
    _, paid = sell(api, place, [{"variant_id": thing["id"], "quantity": 3}])
    paid.expect(200)
    assert assert_stock_adds_up(api, thing["id"], place)["available"] == -3
    assert api.patch(f"/products/{made['id']}", {"oversell": False}, expect=409).code == "in_use"


def test_adjustments_and_sales_at_once_lose_nothing(api, place):
    thing = variant(api, place, 100)
    orders = [api.post("/orders", {"channel": "register", "location_id": place, "lines": [{"variant_id": thing["id"], "quantity": 1}]}, expect=201).body
              for _ in range(10)]
    tasks = [lambda order=order: Client(api.url, api.token).pay(order) for order in orders]
    tasks += [lambda: adjust(Client(api.url, api.token), thing, place, delta=1) for _ in range(10)]
    at_once(*tasks)
    assert assert_stock_adds_up(api, thing["id"], place)["on_hand"] == 100


def test_low_stock_is_told_once(api, place):
    thing = variant(api, place, 6)
    for _ in range(3):
        sell(api, place, [{"variant_id": thing["id"], "quantity": 2}])[1].expect(200)
    told = [event for event in all_events(api) if event["type"] == "stock.low" and event["object"]["id"] == thing["id"]]
    assert [event["data"]["available"] for event in told] == [2]


def all_events(api):
    events, after = [], None
    while True:
        page = api.get("/events", params={"limit": 200, **({"after": after} if after else {})}, expect=200)["data"]
        if not page:
            return events
        events += page
        after = page[-1]["id"]


def test_an_order_without_a_word_belongs_to_the_first_location(api, place):
    thing = variant(api, place, 2)
    order = api.post("/orders", {"channel": "register", "lines": [{"variant_id": thing["id"], "quantity": 1}]}, expect=201).body
    assert order["location_id"] == place
    api.pay(order)
    assert assert_stock_adds_up(api, thing["id"], place)["on_hand"] == 1


def test_who_may_count_and_where(api, place):
    thing = variant(api, place, 5)
    other = api.post("/locations", {"name": "Airport"}, expect=201)["id"]
    cashier = api.as_role("cashier")
    assert adjust(cashier, thing, place, expect=403, delta=1).code == "forbidden"
    assert level(cashier, thing["id"], place)["on_hand"] == 5
    bound = api.as_role("manager", other)
    assert adjust(bound, thing, place, expect=422, delta=1).fields == ["location_id"]
    assert bound.get("/inventory_levels", params={"variant_id": thing["id"]}, expect=200)["data"] == []
    assert bound.get("/inventory_movements", params={"variant_id": thing["id"]}, expect=200)["data"] == []
    assert adjust(bound, thing, other, delta=4)["on_hand"] == 4
