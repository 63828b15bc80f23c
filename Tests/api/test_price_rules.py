"""Price rules: what certain buyers, quantities and days pay instead of the catalogue's price (docs/rules.md M19)."""

import pytest

from support.goods import custom_line, draft, variant
from support.pricing import code, promotion, rule



@pytest.fixture(scope="module")
def location(server):
    return server.sign_in["location_id"]


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
