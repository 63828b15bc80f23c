"""Promotions: several on a line and on the whole order, by code, by hand, by themselves (docs/rules.md M20)."""

import uuid

import pytest

from support.goods import custom_line, draft, variant
from support.pricing import code, place_custom, promotion



@pytest.fixture(scope="module")
def location(server):
    return server.sign_in["location_id"]


def test_a_promotion_is_made_found_changed_and_removed(api, thing):
    text = code()
    made = promotion(api, code=text, usage_limit=3, variant_ids=[thing["id"]], categories=["Tea"])
    assert (made["trigger"], made["scope"], made["uses"], made["combinable"], made["priority"]) == ("code", "line", 0, True, 0)
    assert (made["variant_ids"], made["product_ids"], made["categories"]) == ([thing["id"]], [], ["Tea"])
    assert api.get(f"/promotions/{made['id']}", expect=200).body == made.body
    changed = api.patch(f"/promotions/{made['id']}", {"value_type": "fixed", "value": 50, "per": "unit", "categories": []}, expect=200)
    assert (changed["value"], changed["per"], changed["categories"], changed["code"]) == (50, "unit", [], text)
    assert made["id"] in [each["id"] for each in api.get("/promotions", params={"q": text[:9]}, expect=200)["data"]]
    api.delete(f"/promotions/{made['id']}", expect=204)
    api.get(f"/promotions/{made['id']}", expect=404)
    promotion(api, code=text)


@pytest.mark.parametrize("change, field", [
    ({"value": "101"}, "value"), ({"value": "-10"}, "value"), ({"value": "100.0001"}, "value"), ({"value": "NaN"}, "value"), ({"value": 1e308}, "value"),
    ({"value_type": "fixed", "value": -1}, "value"), ({"value_type": "fixed", "value": "10"}, "value"), ({"value_type": "fixed", "value": 10**12 + 1}, "value"),
    ({"value_type": "points_multiplier", "value": "0.5"}, "value"), ({"value_type": "points", "value": "2"}, "value"), ({"value_type": "gift"}, "value_type"),
    ({"per": "unit"}, "per"), ({"value_type": "fixed", "value": 1, "scope": "line", "per": "order"}, "per"), ({"trigger": "code"}, "code"),
    ({"trigger": "automatic", "code": "ABCDEF", "active": False}, "code"), ({"usage_limit": 0}, "usage_limit"), ({"usage_limit_per_customer": -1}, "usage_limit_per_customer"),
    ({"scope": "order", "categories": ["Tea"]}, "scope"), ({"variant_ids": ["var_nothere"]}, "variant_ids[0]"), ({"code": "zero\u200bwidth"}, "code"),
    ({"ends_at": "2020-01-01T00:00:00Z", "starts_at": "2020-01-01T00:00:00Z"}, "ends_at"), ({"title": None}, "title"), ({"uses": 0}, "uses"),
])
def test_what_does_not_fit_a_promotion_is_named(api, change, field):
    assert field in promotion(api, expect=422, **change).fields


def test_a_code_is_the_same_however_it_is_typed(api):
    text = f"Caf\u00e9-{uuid.uuid4().hex[:8]}"
    made = promotion(api, code=text)
    for same in (text.upper(), text.lower(), text.replace("\u00e9", "e\u0301"), f"  {text} ", text.replace("C", "\uff23")):
        assert promotion(api, code=same, expect=422).fields == ["code"]
        order = place_custom(api)
        path = f"/orders/{order['id']}/adjustments"
        on = api.post(path, {"kind": "promotion", "code": same}, expect=200)
        adjustment = on["adjustments"][0]
        assert (adjustment["promotion_id"], adjustment["code"], adjustment["amount"], on["total"]) == (made["id"], text, 100, 900)
        twice = api.post(path, {"kind": "promotion", "code": text}, expect=422)
        assert twice.fields == ["code"]
    assert api.get(f"/promotions/{made['id']}", expect=200)["uses"] == 0, "a draft uses nothing yet"


def test_a_wrong_code_and_one_that_has_ended_read_alike(api):
    over = promotion(api, code=code(), ends_at="2020-01-01T00:00:00Z")
    order = place_custom(api)
    answers = [api.post(f"/orders/{order['id']}/adjustments", {"kind": "promotion", "code": text}, expect=422).body for text in (over["code"], code())]
    assert answers[0]["errors"] == answers[1]["errors"] and answers[0]["detail"] == answers[1]["detail"]
    for body in ({"kind": "promotion"}, {"kind": "promotion", "code": "A", "promotion_id": over["id"]}, {"kind": "promotion", "promotion_id": "prm_nothere"}):
        api.post(f"/orders/{order['id']}/adjustments", body, expect=422)


def test_several_promotions_lower_a_line_by_their_priority_after_its_own_discounts(api, thing):
    second = promotion(api, title="Ten", scope="line", priority=2)
    first = promotion(api, title="One off each", value_type="fixed", value=100, per="unit", priority=1, product_ids=[thing["product_id"]])
    order = draft(api, {"variant_id": thing["id"], "quantity": 2, "tax_rates": [], "promotions": [{"id": second["id"]}, {"id": first["id"]}],
                        "discounts": [{"value_type": "fixed", "value": 300}]})
    line = order["lines"][0]
    assert [(each["id"], each["amount"]) for each in line["promotions"]] == [(first["id"], 200), (second["id"], 150)]
    assert (line["subtotal"], line["discount_total"], line["total"]) == (2000, 650, 1350)
    path = f"/orders/{order['id']}/lines/{line['id']}"
    fewer = api.patch(path, {"promotions": [{"id": first["id"]}]}, if_match=order["version"], expect=200).body
    assert fewer["lines"][0]["total"] == 1500
    for wrong, field in (([{"id": first["id"]}, {"id": first["id"]}], "promotions[1].id"), ([{"code": code()}], "promotions[0].code"), ([{}], "promotions[0].id")):
        assert api.patch(path, {"promotions": wrong}, if_match=fewer["version"], expect=422).fields == [field]


def test_a_promotion_for_other_goods_is_refused(api, thing, location):
    other = promotion(api, variant_ids=[variant(api, location, stock=1)["id"]], code=code())
    body = {"lines": [{"variant_id": thing["id"], "quantity": 1, "promotions": [{"id": other["id"]}]}]}
    assert api.post("/orders", body, expect=422).fields == ["lines[0].promotions[0].id"]
    order = draft(api, {"variant_id": thing["id"], "quantity": 1})
    answer = api.post(f"/orders/{order['id']}/adjustments", {"kind": "promotion", "code": other["code"]}, expect=422)
    assert answer.fields == ["code"]


def test_a_code_for_certain_goods_goes_on_their_lines_and_on_later_ones(api, thing, location):
    other = variant(api, location, stock=5, price=700)
    tea = promotion(api, product_ids=[thing["product_id"]], code=code())
    order = draft(api, {"variant_id": thing["id"], "quantity": 1}, {"variant_id": other["id"], "quantity": 1})
    on = api.post(f"/orders/{order['id']}/adjustments", {"kind": "promotion", "code": tea["code"].lower()}, expect=200).body
    assert [len(line["promotions"]) for line in on["lines"]] == [1, 0] and on["adjustments"] == []
    later = api.post(f"/orders/{order['id']}/lines", {"variant_id": thing["id"], "quantity": 2}, expect=200).body
    assert [line["promotions"][0]["id"] if line["promotions"] else None for line in later["lines"]] == [tea["id"], None, tea["id"]]


def test_stacked_promotions_never_go_below_nothing(api):
    adjustments = [{"kind": "promotion", "promotion_id": promotion(api, value="60")["id"]}, {"kind": "promotion", "promotion_id": promotion(api, value="60")["id"]},
                   {"kind": "promotion", "promotion_id": promotion(api, value_type="fixed", value=5000)["id"]}]
    order = draft(api, custom_line(unit_price=1000), adjustments=adjustments)
    assert [each["amount"] for each in order["adjustments"]] == [600, 240, 160]
    assert (order["total"], order["tax_total"]) == (0, 0)


def test_what_is_not_combinable_stands_alone(api, thing):
    alone, other = promotion(api, combinable=False, code=code()), promotion(api)
    order = place_custom(api, {"kind": "promotion", "promotion_id": other["id"]})
    path = f"/orders/{order['id']}/adjustments"
    assert api.post(path, {"kind": "promotion", "code": alone["code"]}, expect=422).fields == ["code"]
    order = place_custom(api, {"kind": "promotion", "code": alone["code"]})
    assert api.post(f"/orders/{order['id']}/adjustments", {"kind": "promotion", "promotion_id": other["id"]}, expect=422).fields == ["promotion_id"]
    body = {"lines": [{"variant_id": thing["id"], "quantity": 1, "promotions": [{"id": other["id"]}, {"id": alone["id"]}]}]}
    assert api.post("/orders", body, expect=422).fields == ["lines[0].promotions[1].id"]


def test_a_promotion_comes_by_itself_to_its_goods_and_can_be_taken_off(api, thing):
    made = promotion(api, trigger="automatic", variant_ids=[thing["id"]], value="25")
    order = draft(api, {"variant_id": thing["id"], "quantity": 1, "tax_rates": []})
    line = order["lines"][0]
    assert ([each["id"] for each in line["promotions"]], order["total"]) == ([made["id"]], 750)
    path = f"/orders/{order['id']}/lines/{line['id']}"
    without = api.patch(path, {"promotions": []}, if_match=order["version"], expect=200).body
    more = api.patch(path, {"quantity": 2}, if_match=without["version"], expect=200).body
    assert (more["lines"][0]["promotions"], more["total"]) == ([], 2000)
    back = api.patch(path, {"promotions": None}, if_match=more["version"], expect=200).body
    assert back["total"] == 1500
    api.patch(f"/promotions/{made['id']}", {"active": False}, expect=200)
    assert api.get(f"/orders/{order['id']}", expect=200)["total"] == 1500, "a draft nobody touches keeps its price"
    touched = api.patch(path, {"quantity": 1}, if_match=back["version"], expect=200).body
    assert touched["total"] == 1000


def test_a_promotion_of_the_whole_order_comes_by_itself_and_stays_off_once_removed(own_shop):
    api = own_shop
    made = promotion(api, trigger="automatic", value="10")
    stronger = promotion(api, trigger="automatic", value="15", combinable=False)
    order = place_custom(api)
    assert [(each["promotion_id"], each["amount"]) for each in order["adjustments"]] == [(stronger["id"], 150)]
    assert api.post("/orders", {}, expect=201)["adjustments"] == [], "nothing to lower, nothing to show"
    gone = api.delete(f"/orders/{order['id']}/adjustments/{order['adjustments'][0]['id']}", if_match=order["version"], expect=200).body
    assert [each["promotion_id"] for each in gone["adjustments"]] == [made["id"]]
    bare = api.delete(f"/orders/{order['id']}/adjustments/{gone['adjustments'][0]['id']}", if_match=gone["version"], expect=200).body
    more = api.post(f"/orders/{order['id']}/lines", custom_line(unit_price=1000, rate=None), expect=200).body
    assert (bare["adjustments"], more["adjustments"], more["total"]) == ([], [], 2000)
    wanted = api.post(f"/orders/{order['id']}/adjustments", {"kind": "promotion", "promotion_id": made["id"]}, expect=200).body
    assert ([each["promotion_id"] for each in wanted["adjustments"]], wanted["total"]) == ([made["id"]], 1800)
    for each in (made, stronger):
        api.delete(f"/promotions/{each['id']}", expect=204)


def test_the_value_of_a_promotion_is_not_changed_on_the_order(api):
    order = place_custom(api, {"kind": "promotion", "promotion_id": promotion(api)["id"]})
    path = f"/orders/{order['id']}/adjustments/{order['adjustments'][0]['id']}"
    answer = api.patch(path, {"value_type": "percentage", "value": "90"}, if_match=order["version"], expect=422)
    assert answer.fields == ["value"]


def test_a_promotion_counts_nothing_towards_what_a_cashier_may_give(own_shop):
    api = own_shop
    api.patch("/settings", {"discount_limit": "5"}, expect=200)
    half = promotion(api, value="50")
    cashier = api.as_role("cashier")
    order = place_custom(cashier, {"kind": "promotion", "promotion_id": half["id"]})
    assert order["total"] == 500
    made_up = {"lines": [custom_line()], "adjustments": [{"kind": "promotion", "value_type": "percentage", "value": "50"}]}
    assert cashier.post("/orders", made_up, expect=403).code == "approval_required"
