"""Every cent of a total unfolds to the rule and the arithmetic that made it."""

import random

from support.goods import custom_line, draft


def explain(api, order: dict) -> dict:
    explanation = api.get(f"/orders/{order['id']}/explanation", expect=200).body
    assert all(check["ok"] for check in explanation["checks"]), explanation["checks"]
    assert sum(row["amount"] for row in explanation["rows"]) == explanation["total"] == order["total"]
    for row in explanation["rows"]:
        assert sum(step["amount"] or 0 for step in row["steps"]) == row["amount"], row
    lines = [row for row in explanation["rows"] if row["kind"] == "line"]
    assert [(row["id"], row["amount"]) for row in lines] == [(line["id"], line["total"]) for line in order["lines"]]
    assert explanation["lines_total"] == sum(row["amount"] for row in lines)
    assert sum(group["tax"] for group in explanation["tax_groups"]) == order["tax_total"]
    for group in explanation["tax_groups"]:
        assert group["net"] + group["tax"] == group["gross"] and group["tax"] == sum(tax["amount"] for tax in group["taxes"])
    return explanation


def test_the_steps_of_an_order_in_words(api):
    order = draft(
        api, custom_line("Terracotta pot", 1850, 4, "21", discounts=[{"value_type": "percentage", "value": "10", "title": "Regular"}]),
        custom_line("Potting soil", 129, 12.5, "21"), custom_line("Book", 998, 1, "9", price_includes_tax=False),
        prices_include_tax=True, currency="EUR",
        adjustments=[{"kind": "discount", "value_type": "percentage", "value": "5", "title": "Garden club"},
                     {"kind": "fee", "value_type": "fixed", "value": 250, "title": "Wrapping"},
                     {"kind": "debit", "value_type": "fixed", "value": 100}, {"kind": "credit", "value_type": "fixed", "value": 1000, "title": "Empty trays"}],
        shipping_line={"title": "Courier", "price": 1250, "tax_rates": [{"title": "VAT", "rate": "21"}]})
    explanation = explain(api, order)
    pot, soil, book, shipping, fee, debit, credit = explanation["rows"]
    assert [(step["rule"], step["title"], step["arithmetic"], step["amount"]) for step in pot["steps"][:2]] == [
        ("M2", "4 × 18.50", "quantity × price", 7400), ("M3", "Regular", "74.00 × 10% = 7.40", -740)]
    share = pot["steps"][2]
    assert share["rule"] == "M4" and share["title"] == "Share of Garden club" and share["arithmetic"] == "4.64 × 66.60 ÷ 92.71 = 3.3332…, cut"
    assert soil["steps"][0]["arithmetic"] == "16.125, rounded half away from zero"
    assert pot["taxes"] == "21% VAT" and fee["taxes"] is None
    assert any(step["title"] == "VAT 9%" and step["amount"] > 0 for step in book["steps"])
    assert not any(step["title"].startswith("VAT") for step in pot["steps"])
    assert [row["kind"] for row in (shipping, fee, debit, credit)] == ["shipping", "fee", "debit", "credit"]
    assert [row["title"] for row in (shipping, fee, debit, credit)] == ["Shipping: Courier", "Fee: Wrapping", "Debit", "Credit: Empty trays"]
    assert credit["amount"] == -1000
    assert explanation["reductions"] == [{"adjustment_id": order["adjustments"][0]["id"], "rule": "M4", "title": "Garden club",
                                          "arithmetic": explanation["reductions"][0]["arithmetic"], "amount": -order["adjustments"][0]["amount"]}]
    assert {(group["includes_tax"], group["taxes"][0]["rate"]) for group in explanation["tax_groups"]} == {(True, "21"), (False, "9")}
    assert " ÷ 121 = " in explanation["tax_groups"][0]["taxes"][0]["arithmetic"]


def test_two_hundred_random_orders_explain_themselves(api):
    """MON-19: rows, shares and taxes add up to the minor unit."""
    choose = random.Random(19)
    rates = [[], [{"title": "VAT", "rate": "21"}], [{"title": "VAT", "rate": "9"}], [{"title": "State", "rate": "8.875"}, {"title": "City", "rate": "1.1"}]]
    for _ in range(200):
        lines = [{"title": f"Thing {n}", "quantity": choose.choice([1, 2, 3, 7, 0.333, 12.5]), "unit_price": choose.choice([0, 1, 33, 999, "1033.3", 123456]),
                  "tax_rates": choose.choice(rates), "price_includes_tax": choose.random() < 0.5, "taxable": choose.random() < 0.9,
                  "unit": "kg", "discounts": choose.choice([[], [{"value_type": "percentage", "value": "12.5"}], [{"value_type": "fixed", "value": 7, "per": "unit"}]])}
                 for n in range(choose.randint(1, 6))]
        adjustments = choose.sample([{"kind": "discount", "value_type": "percentage", "value": "10"}, {"kind": "discount", "value_type": "fixed", "value": 501},
                                     {"kind": "points", "value_type": "fixed", "value": 13}, {"kind": "credit", "value_type": "fixed", "value": 10**6},
                                     {"kind": "debit", "value_type": "fixed", "value": 3},
                                     {"kind": "fee", "value_type": "fixed", "value": 199, "tax_rates": choose.choice(rates)}], choose.randint(0, 4))
        explain(api, draft(api, *lines, adjustments=adjustments, tax_rounding=choose.choice(["document", "line"]),
                           rounding=choose.choice(["half_up", "half_even"])))


def test_the_steps_say_how_the_order_rounds(api):
    for rounding, words, total in (("half_up", "rounded half away from zero", 3), ("half_even", "rounded half to even", 2)):
        explanation = explain(api, draft(api, {"title": "Screw", "quantity": 1, "unit_price": "2.5", "tax_rates": []}, currency="EUR", rounding=rounding))
        assert explanation["rounding"] == rounding and explanation["total"] == total
        assert explanation["rows"][0]["steps"][0]["arithmetic"] == f"0.025, {words}"


def test_without_taxes_there_is_no_group(api):
    explanation = explain(api, draft(api, custom_line(), taxes_enabled=False))
    assert explanation["tax_groups"] == [] and explanation["taxes_enabled"] is False


def test_an_order_elsewhere_is_not_explained(api, make_token):
    order = draft(api)
    elsewhere = api.post("/locations", {"name": "Elsewhere"}, expect=201)["id"]
    api.with_token(make_token("manager", elsewhere)).get(f"/orders/{order['id']}/explanation", expect=404)
