"""Price rules, promotions and points: what comes off a price, for whom, how often (docs/rules.md M18 to M20)."""

import uuid

import pytest

from support.client import Client
from support.goods import custom_line, draft, variant
from support.server import Server
from support.together import at_once


@pytest.fixture(scope="module")
def location(server):
    return server.sign_in["location_id"]


@pytest.fixture
def thing(api, location):
    """A variant at 10.00, plenty on the shelf, in a category of its own."""
    made = variant(api, location, stock=1000, price=1000, category=f"Category {uuid.uuid4().hex[:8]}")
    product = api.get(f"/variants/{made['id']}", expect=200)["product_id"]
    return {**made, "product_id": product, "category": api.get(f"/products/{product}", expect=200)["category"]}


@pytest.fixture
def customer(api):
    """A customer in a group of their own, so that rules for it concern nobody else."""
    group = f"group-{uuid.uuid4().hex[:8]}"
    return api.post("/customers", {"name": f"Nora {group}", "groups": [group]}, expect=201).body


@pytest.fixture(scope="module")
def own_shop(counterfoil, tmp_path_factory):
    """A shop where settings may be changed and every order be lowered, without other tests seeing it."""
    server = Server.with_demo_shop(tmp_path_factory.mktemp("pricing") / "data")
    yield Client(server.url, server.sign_in["token"])
    server.stop()


def rule(api, *prices, expect=201, **fields):
    return api.post("/price_rules", {"title": "Wholesale", "prices": list(prices), **fields}, expect=expect)


def promotion(api, expect=201, **fields):
    return api.post("/promotions", {"title": "Summer", "value_type": "percentage", "value": "10", **fields}, expect=expect)


def code():
    return f"SAVE-{uuid.uuid4().hex[:10]}"


def complete(client, order, expect=200, **fields):
    return client.post(f"/orders/{order['id']}/complete", {"payment_pending": True, **fields}, key=True, expect=expect)


def place_custom(api, *adjustments, **fields):
    """A draft of one custom item at 10.00 without tax."""
    return draft(api, custom_line(unit_price=1000, rate=None), adjustments=list(adjustments), **fields)


# Price rules


def test_a_rule_is_made_found_changed_and_removed(api, thing):
    made = rule(api, {"variant_id": thing["id"], "min_quantity": 5, "value_type": "unit_price", "value": "849.5"},
                {"category": thing["category"], "value_type": "percentage", "value": "12.5"}, groups=["wholesale"],
                starts_at="2026-01-01T00:00:00Z", ends_at="2027-01-01T00:00:00Z")
    assert made.headers["Location"] == f"/api/v1/price_rules/{made['id']}"
    assert made["active"] is made["automatic"] is True
    assert made["prices"][0] == {"variant_id": thing["id"], "product_id": None, "category": None, "min_quantity": 5,
                                 "value_type": "unit_price", "value": "849.5"}
    assert made["prices"][1]["value"] == "12.5" and made["prices"][1]["min_quantity"] == 0
    assert api.get(f"/price_rules/{made['id']}", expect=200).body == made.body
    changed = api.patch(f"/price_rules/{made['id']}", {"title": "Trade", "active": False}, expect=200)
    assert (changed["title"], changed["active"], changed["prices"]) == ("Trade", False, made["prices"])
    assert made["id"] in [each["id"] for each in api.get("/price_rules", params={"q": "trad"}, expect=200)["data"]]
    api.delete(f"/price_rules/{made['id']}", expect=204)
    api.get(f"/price_rules/{made['id']}", expect=404)


@pytest.mark.parametrize("change, field", [
    ({"title": ""}, "title"), ({"prices": []}, "prices"), ({"prices": [{"value_type": "percentage", "value": "101"}]}, "prices[0].value"),
    ({"prices": [{"value_type": "percentage", "value": "-10"}]}, "prices[0].value"),
    ({"prices": [{"value_type": "percentage", "value": "100.0001"}]}, "prices[0].value"),
    ({"prices": [{"value_type": "percentage", "value": 10}]}, "prices[0].value"),
    ({"prices": [{"value_type": "unit_price", "value": -1}]}, "prices[0].value"),
    ({"prices": [{"value_type": "unit_price", "value": 1, "variant_id": "var_nothere"}]}, "prices[0].variant_id"),
    ({"prices": [{"value_type": "unit_price", "value": 1, "product_id": "prd_nothere"}]}, "prices[0].product_id"),
    ({"prices": [{"value_type": "unit_price", "value": 1, "category": "A", "product_id": "prd_nothere"}]}, "prices[0].variant_id"),
    ({"prices": [{"value_type": "unit_price", "value": 1}, {"value_type": "percentage", "value": "1"}]}, "prices[1].min_quantity"),
    ({"starts_at": "2026-02-01T00:00:00Z", "ends_at": "2026-01-01T00:00:00Z"}, "ends_at"), ({"groups": [""]}, "groups[0]"), ({"uses": 1}, "uses"),
])
def test_what_does_not_fit_a_rule_is_named(api, change, field):
    answer = rule(api, **{"prices": [{"value_type": "percentage", "value": "10"}], "active": False, **change}, expect=422) \
        if "prices" not in change else api.post("/price_rules", {"title": "X", "active": False, **change}, expect=422)
    assert field in answer.fields


def test_a_rule_prices_the_line_for_its_group_and_quantity(api, thing, customer):
    wholesale = rule(api, {"variant_id": thing["id"], "value_type": "percentage", "value": "10"},
                     {"variant_id": thing["id"], "min_quantity": 10, "value_type": "unit_price", "value": 750}, groups=customer["groups"])
    other = draft(api, {"variant_id": thing["id"], "quantity": 10})
    assert (other["lines"][0]["unit_price"], other["lines"][0]["price_rule_id"]) == (1000, None)
    order = draft(api, {"variant_id": thing["id"], "quantity": 9, "tax_rates": []}, customer_id=customer["id"])
    line = order["lines"][0]
    assert (line["unit_price"], line["list_price"], line["price_rule_id"], line["price_rule_title"]) == (900, 1000, wholesale["id"], "Wholesale")
    assert line["total"] == 8100 and order["discount_total"] == 0
    path = f"/orders/{order['id']}"
    more = api.patch(f"{path}/lines/{line['id']}", {"quantity": 10}, if_match=order["version"], expect=200).body
    assert (more["lines"][0]["unit_price"], more["total"]) == (750, 7500)
    alone = api.patch(path, {"customer_id": None}, if_match=more["version"], expect=200).body
    assert (alone["lines"][0]["unit_price"], alone["lines"][0]["price_rule_id"]) == (1000, None)
    again = api.patch(path, {"customer_id": customer["id"]}, if_match=alone["version"], expect=200).body
    assert again["lines"][0]["unit_price"] == 750


def test_of_several_rules_the_best_for_the_customer_counts_and_only_one(api, thing, customer):
    rule(api, {"value_type": "percentage", "value": "5"}, groups=customer["groups"], title="Everything")
    best = rule(api, {"product_id": thing["product_id"], "value_type": "fixed", "value": 120}, groups=customer["groups"], title="Product")
    rule(api, {"category": thing["category"], "value_type": "percentage", "value": "10"}, groups=customer["groups"], title="Category")
    rule(api, {"value_type": "percentage", "value": "50"}, groups=customer["groups"], title="Over", ends_at="2020-01-01T00:00:00Z")
    rule(api, {"value_type": "percentage", "value": "60"}, groups=customer["groups"], title="Off", active=False)
    rule(api, {"value_type": "percentage", "value": "70"}, groups=customer["groups"], title="By hand", automatic=False)
    line = draft(api, {"variant_id": thing["id"], "quantity": 1}, customer_id=customer["id"])["lines"][0]
    assert (line["unit_price"], line["price_rule_id"]) == (880, best["id"])


def test_the_closest_price_of_one_rule_counts(api, thing, customer):
    rule(api, {"value_type": "percentage", "value": "50"}, {"category": thing["category"], "value_type": "percentage", "value": "40"},
         {"variant_id": thing["id"], "min_quantity": 3, "value_type": "percentage", "value": "5"}, groups=customer["groups"])
    prices = [draft(api, {"variant_id": thing["id"], "quantity": quantity}, customer_id=customer["id"])["lines"][0]["unit_price"]
              for quantity in (1, 3)]
    assert prices == [600, 950]


def test_a_rule_is_chosen_by_hand_and_refused_by_hand(api, thing, customer):
    automatic = rule(api, {"variant_id": thing["id"], "value_type": "percentage", "value": "20"}, groups=customer["groups"])
    by_hand = rule(api, {"variant_id": thing["id"], "value_type": "percentage", "value": "10"}, automatic=False, title="Friend")
    chosen = draft(api, {"variant_id": thing["id"], "quantity": 1, "price_rule_id": by_hand["id"]}, customer_id=customer["id"])
    line = chosen["lines"][0]
    assert (line["unit_price"], line["price_rule_id"], line["price_rule_choice"]) == (900, by_hand["id"], "chosen")
    path = f"/orders/{chosen['id']}/lines/{line['id']}"
    none = api.patch(path, {"price_rule_id": None}, if_match=chosen["version"], expect=200).body
    assert (none["lines"][0]["unit_price"], none["lines"][0]["price_rule_choice"]) == (1000, "none")
    more = api.patch(path, {"quantity": 2}, if_match=none["version"], expect=200).body
    assert more["lines"][0]["unit_price"] == 1000, "what was refused by hand stays refused"
    current = api.post(f"{path}/price", {"use": "current"}, expect=200).body
    assert (current["lines"][0]["unit_price"], current["lines"][0]["price_rule_id"]) == (800, automatic["id"])


def test_a_rule_that_does_not_fit_the_line_is_refused(api, thing, location):
    other = variant(api, location, stock=1)
    stranger = rule(api, {"variant_id": other["id"], "value_type": "percentage", "value": "1"}, automatic=False)
    over = rule(api, {"variant_id": thing["id"], "value_type": "percentage", "value": "1"}, automatic=False, ends_at="2020-01-01T00:00:00Z")
    for wrong in (stranger["id"], over["id"], "prr_nothere"):
        answer = api.post("/orders", {"lines": [{"variant_id": thing["id"], "quantity": 1, "price_rule_id": wrong}]}, expect=422)
        assert answer.fields == ["lines[0].price_rule_id"]
    custom = api.post("/orders", {"lines": [{**custom_line(), "price_rule_id": over["id"]}]}, expect=422)
    assert custom.fields == ["lines[0].price_rule_id"]
    both = {"variant_id": thing["id"], "quantity": 1, "unit_price": 5, "price_rule_id": over["id"]}
    assert api.post("/orders", {"lines": [both]}, expect=422).fields == ["lines[0].price_rule_id"]


def test_a_price_of_ones_own_is_left_alone_and_gives_way_to_a_chosen_rule(api, thing, customer):
    wholesale = rule(api, {"variant_id": thing["id"], "value_type": "percentage", "value": "10"}, groups=customer["groups"])
    order = draft(api, {"variant_id": thing["id"], "quantity": 1, "unit_price": 950, "price_reason": "Scratched"}, customer_id=customer["id"])
    path = f"/orders/{order['id']}/lines/{order['lines'][0]['id']}"
    more = api.patch(path, {"quantity": 3}, if_match=order["version"], expect=200).body
    assert (more["lines"][0]["unit_price"], more["lines"][0]["price_rule_id"]) == (950, None)
    chosen = api.patch(path, {"price_rule_id": wholesale["id"]}, if_match=more["version"], expect=200).body
    assert (chosen["lines"][0]["unit_price"], chosen["lines"][0]["price_reason"]) == (900, None)


def test_a_cashier_gives_a_group_price_only_with_approval(api, thing, customer):
    group = rule(api, {"variant_id": thing["id"], "value_type": "percentage", "value": "50"}, groups=customer["groups"])
    cashier = api.as_role("cashier")
    body = {"lines": [{"variant_id": thing["id"], "quantity": 1, "price_rule_id": group["id"]}]}
    assert cashier.post("/orders", body, expect=403).code == "approval_required"
    cashier.post("/orders", {**body, "customer_id": customer["id"]}, expect=201)
    assert cashier.post("/price_rules", {"title": "Mine", "prices": [{"value_type": "percentage", "value": "90"}]}, expect=403).code == "forbidden"


def test_a_held_order_keeps_its_price_until_somebody_takes_the_current_one(api, server, thing, customer):
    order = draft(api, {"variant_id": thing["id"], "quantity": 1}, customer_id=customer["id"])
    register = server.register_ids[0]
    api.post(f"/orders/{order['id']}/hold", {"register_id": register}, expect=200)
    rule(api, {"variant_id": thing["id"], "value_type": "percentage", "value": "30"}, groups=customer["groups"])
    held = api.get(f"/orders/{order['id']}", expect=200).body
    line = held["lines"][0]
    edited = api.patch(f"/orders/{order['id']}/lines/{line['id']}", {"quantity": 2}, if_match=held["version"], expect=200).body
    assert edited["lines"][0]["unit_price"] == 1000
    retrieved = api.post(f"/orders/{order['id']}/retrieve", {"register_id": register}, expect=200)
    assert {"line_id": line["id"], "kind": "price", "before": 1000, "after": 700} in retrieved["changes"]
    current = api.post(f"/orders/{order['id']}/lines/{line['id']}/price", {"use": "current"}, expect=200).body
    assert current["lines"][0]["unit_price"] == 700


def test_rules_are_listed_for_a_variant_and_a_customer(api, thing, location, customer):
    mine = rule(api, {"product_id": thing["product_id"], "value_type": "percentage", "value": "1"}, groups=[customer["groups"][0].upper()])["id"]
    other_goods = rule(api, {"variant_id": variant(api, location, stock=1)["id"], "value_type": "percentage", "value": "1"}, groups=customer["groups"])["id"]
    other_group = rule(api, {"variant_id": thing["id"], "value_type": "percentage", "value": "1"}, groups=["nobody"])["id"]
    found = {each["id"] for each in api.get("/price_rules", params={"variant_id": thing["id"], "customer_id": customer["id"]}, expect=200)["data"]}
    assert mine in found and not found & {other_goods, other_group}
    assert api.get("/price_rules", params={"variant_id": "var_nothere"}, expect=422).fields == ["variant_id"]
    assert api.get("/price_rules", params={"customer_id": "cus_nothere"}, expect=422).fields == ["customer_id"]


# Promotions


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


# Uses


def test_the_last_use_of_a_code_is_used_once(api):
    once = promotion(api, code=code(), usage_limit=1)
    orders = [place_custom(api, {"kind": "promotion", "code": once["code"]}) for _ in range(12)]
    clients = [Client(api.url, api.token) for _ in orders]
    answers = at_once(*(lambda client=client, order=order: complete(client, order, expect=(200, 409)) for client, order in zip(clients, orders)))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 11
    for answer in answers:
        if answer.status == 409:
            assert answer.code in ("not_ready", "conflict") and once["code"] in answer.text
    assert api.get(f"/promotions/{once['id']}", expect=200)["uses"] == 1


def test_a_customer_uses_a_code_as_often_as_one_may(api, customer):
    twice = promotion(api, code=code(), usage_limit_per_customer=2)
    adjustment = {"kind": "promotion", "code": twice["code"]}
    orders = [place_custom(api, adjustment, customer_id=customer["id"]) for _ in range(8)]
    clients = [Client(api.url, api.token) for _ in orders]
    answers = at_once(*(lambda client=client, order=order: complete(client, order, expect=(200, 409)) for client, order in zip(clients, orders)))
    assert sorted(answer.status for answer in answers) == [200] * 2 + [409] * 6
    guest = complete(api, place_custom(api, adjustment), expect=409)
    assert (guest.code, guest.fields) == ("not_ready", ["customer_id"])
    placed = next(answer for answer in answers if answer.status == 200)
    api.post(f"/orders/{placed['id']}/cancel", {"reason": "Changed their mind", "restock": False}, expect=200)
    assert api.get(f"/promotions/{twice['id']}", expect=200)["uses"] == 1
    complete(api, place_custom(api, adjustment, customer_id=customer["id"]))
    complete(api, place_custom(api, adjustment, customer_id=customer["id"]), expect=409)


def test_an_ended_code_keeps_an_order_from_being_placed_and_says_which(api):
    ending = promotion(api, code=code())
    order = place_custom(api, {"kind": "promotion", "code": ending["code"]})
    api.patch(f"/promotions/{ending['id']}", {"ends_at": "2020-01-01T00:00:00Z"}, expect=200)
    requirements = api.get(f"/orders/{order['id']}/requirements", expect=200)["data"]
    assert [(each["field"], each["code"]) for each in requirements] == [("adjustments[0].code", "not_valid")]
    refused = complete(api, order, expect=409)
    assert refused.code == "not_ready" and refused.fields == ["adjustments[0].code"]
    removed = api.delete(f"/orders/{order['id']}/adjustments/{order['adjustments'][0]['id']}", if_match=order["version"], expect=200)
    complete(api, removed.body)


def test_a_limit_is_never_set_below_what_was_used(api):
    used = promotion(api, code=code(), usage_limit=5)
    for _ in range(2):
        complete(api, place_custom(api, {"kind": "promotion", "code": used["code"]}))
    assert api.patch(f"/promotions/{used['id']}", {"usage_limit": 1}, expect=422).fields == ["usage_limit"]
    assert api.patch(f"/promotions/{used['id']}", {"usage_limit": 2}, expect=200)["uses"] == 2


# Points


@pytest.fixture
def points_shop(own_shop):
    """A shop that gives a point for every euro and takes one for two cents."""
    own_shop.patch("/settings", {"points_earned_per": 100, "points_value": 2}, expect=200)
    yield own_shop
    own_shop.patch("/settings", {"points_earned_per": None, "points_value": 1}, expect=200)


def points_of(api, customer):
    return api.get(f"/customers/{customer['id']}", expect=200)["points"]


def test_points_are_earned_by_buying_and_more_by_promotions(points_shop):
    api = points_shop
    customer = api.post("/customers", {"name": "Nora"}, expect=201).body
    placed = complete(api, draft(api, custom_line(unit_price=1999, rate=None), customer_id=customer["id"]))
    assert points_of(api, customer) == 19
    double = promotion(api, title="Double points", value_type="points_multiplier", value="2")
    extra = promotion(api, title="Welcome", value_type="points", value=50)
    order = draft(api, custom_line(unit_price=1999, rate=None), customer_id=customer["id"],
                  adjustments=[{"kind": "promotion", "promotion_id": double["id"]}, {"kind": "promotion", "promotion_id": extra["id"]}])
    assert order["total"] == 1999, "points cost nothing now"
    complete(api, order)
    assert points_of(api, customer) == 19 + 39 + 50
    api.post(f"/orders/{placed['id']}/cancel", {"reason": "Wrong size", "restock": False}, expect=200)
    assert points_of(api, customer) == 39 + 50
    complete(api, draft(api, custom_line(unit_price=1999)))


def test_points_are_spent_before_tax_and_given_back(points_shop):
    api = points_shop
    customer = api.post("/customers", {"name": "Nora", "points": 100}, expect=201).body
    order = draft(api, custom_line(unit_price=1000, rate="10"), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 100}])
    assert (order["adjustments"][0]["amount"], order["tax_total"], order["total"]) == (200, 80, 880)
    assert points_of(api, customer) == 100
    complete(api, order)
    assert points_of(api, customer) == 8, "all spent, eight earned by 8.80"
    api.post(f"/orders/{order['id']}/cancel", {"reason": "Changed their mind", "restock": False}, expect=200)
    assert points_of(api, customer) == 100


def test_points_are_not_spent_twice_at_once(points_shop):
    api = points_shop
    customer = api.post("/customers", {"name": "Nora", "points": 100}, expect=201).body
    orders = [draft(api, custom_line(unit_price=90, rate=None), customer_id=customer["id"], adjustments=[{"kind": "points", "value_type": "fixed", "value": 60}])
              for _ in range(10)]
    clients = [Client(api.url, api.token) for _ in orders]
    answers = at_once(*(lambda client=client, order=order: complete(client, order, expect=(200, 409)) for client, order in zip(clients, orders)))
    assert sorted(answer.status for answer in answers) == [200] * 3 + [409] * 7
    assert points_of(api, customer) == 10
    refused = next(answer for answer in answers if answer.status == 409)
    assert refused.code in ("not_ready", "insufficient_credit")


def test_a_held_order_keeps_points_for_itself(points_shop):
    api = points_shop
    customer = api.post("/customers", {"name": "Nora", "points": 100}, expect=201).body
    register = api.get("/registers", expect=200)["data"][0]["id"]
    order = draft(api, custom_line(unit_price=1000), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 80}])
    held = api.post(f"/orders/{order['id']}/hold", {"register_id": register}, expect=200)
    assert points_of(api, customer) == 20
    other = draft(api, custom_line(unit_price=1000), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 80}])
    assert complete(api, other, expect=409).fields == ["adjustments[0].value"]
    complete(api, held.body)
    assert points_of(api, customer) < 100
    second = draft(api, custom_line(unit_price=1000), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 20}])
    before = points_of(api, customer)
    api.post(f"/orders/{second['id']}/hold", {"register_id": register}, expect=200)
    assert points_of(api, customer) == before - 20
    api.post(f"/orders/{second['id']}/retrieve", {"register_id": register}, expect=200)
    assert points_of(api, customer) == before


def test_points_need_a_customer_who_has_them(points_shop):
    api = points_shop
    order = draft(api, custom_line(unit_price=1000), adjustments=[{"kind": "points", "points": 5}])
    assert complete(api, order, expect=409).fields == ["customer_id"]
    api.patch("/settings", {"points_value": None}, expect=200)
    assert api.post("/orders", {"adjustments": [{"kind": "points", "points": 5}]}, expect=422).fields == ["adjustments[0].points"]
    cashier = api.as_role("cashier")
    assert cashier.post("/customers", {"name": "Friend", "points": 1000}, expect=403).code == "approval_required"


# Together


def test_a_phone_order_with_everything_comes_to_its_total(api, thing, customer):
    wholesale = rule(api, {"product_id": thing["product_id"], "min_quantity": 10, "value_type": "percentage", "value": "15"}, groups=customer["groups"])
    each = promotion(api, title="Spring", value_type="fixed", value=25, per="unit", variant_ids=[thing["id"]], priority=1)
    ten = promotion(api, title="Ten", scope="line", priority=2)
    whole = promotion(api, title="Loyal", value="5", code=code())
    body = {
        "channel": "phone", "customer_id": customer["id"], "taxes_enabled": False,
        "lines": [{"variant_id": thing["id"], "quantity": 12, "tax_rates": [{"title": "VAT", "rate": "21"}], "promotions": [{"id": each["id"]}, {"id": ten["id"]}]},
                  custom_line("Engraving", 333, rate="21")],
        "adjustments": [{"kind": "promotion", "code": whole["code"]}, {"kind": "credit", "value_type": "fixed", "value": 500}],
        "shipping_line": {"title": "By hand", "price": 1500, "tax_rates": []},
    }
    calculated = api.post("/orders/calculate", body, expect=200).body
    order = api.post("/orders", body, expect=201).body
    line = order["lines"][0]
    assert (line["unit_price"], line["list_price"], line["price_rule_id"]) == (850, 1000, wholesale["id"])
    assert [(one["title"], one["amount"]) for one in line["promotions"]] == [("Spring", 300), ("Ten", 990)]
    # 10200 - 300 - 990 = 8910; with 333: 9243; 5 % are 462.15; plus shipping, less credit.
    assert [one["amount"] for one in order["adjustments"]] == [462, 500]
    assert (order["tax_total"], order["total"]) == (0, 9243 - 462 + 1500 - 500)
    assert (calculated["total"], calculated["discount_total"]) == (order["total"], order["discount_total"])
