"""Where an exact half of a cent goes: as the shop decides for new orders, and as each order keeps it (M7)."""

import pytest
from support.days import day
from support.goods import custom_line, draft, variant
from support.invoices import send
from support.pricing import rule

HALVES = [custom_line("Screw", "0.5", rate=None), custom_line("Nut", "1.5", rate=None), custom_line("Bolt", "2.5", rate=None)]


@pytest.fixture
def half_even(api):
    """The shop rounds halves to the even neighbour while the test runs; a settings change belongs to the whole shop."""
    before = api.get("/settings", expect=200)["rounding"]
    assert api.patch("/settings", {"rounding": "half_even"}, expect=200)["rounding"] == "half_even"
    yield
    api.patch("/settings", {"rounding": before}, expect=200)


def subtotals(order):
    return [line["subtotal"] for line in order["lines"]]


def test_a_shop_set_to_half_even_computes_so(api, half_even):
    for made in (api.post("/orders/calculate", {"lines": HALVES}, expect=200), draft(api, *HALVES)):
        assert made["rounding"] == "half_even" and subtotals(made) == [0, 2, 2] and made["total"] == 4
    taxed = api.post("/orders/calculate", {"currency": "EUR", "lines": [custom_line("Bolt", 50, rate="5")]}, expect=200)
    within = api.post("/orders/calculate", {"lines": [custom_line("Bolt", 15, rate="20", price_includes_tax=True)]}, expect=200)
    cut = api.post("/orders/calculate", {"lines": [custom_line("Bolt", 25, rate=None)],
                                         "adjustments": [{"kind": "discount", "value_type": "percentage", "value": "10"}]}, expect=200)
    assert (taxed["tax_total"], within["tax_total"], cut["discount_total"]) == (2, 2, 2)


def test_an_order_made_before_keeps_its_own_and_so_do_its_copies(api):
    before = draft(api, *HALVES)
    assert before["rounding"] == "half_up" and subtotals(before) == [1, 2, 3]
    api.patch("/settings", {"rounding": "half_even"}, expect=200)
    try:
        assert api.get(f"/orders/{before['id']}", expect=200).body == before
        more = api.post(f"/orders/{before['id']}/lines", custom_line("Washer", "4.5", rate=None), if_match=before["version"], expect=200)
        assert subtotals(more) == [1, 2, 3, 5] and more["total"] == 11
        copy = api.post(f"/orders/{before['id']}/duplicate", expect=201)
        assert copy["rounding"] == "half_up" and copy["total"] == 11
        parts = api.post(f"/orders/{before['id']}/split", {"lines": [{"line_id": more["lines"][2]["id"], "quantity": 1}]}, expect=201)
        assert parts["new_order"]["rounding"] == "half_up" and (parts["new_order"]["total"], parts["order"]["total"]) == (3, 8)
        later = draft(api, *HALVES)
    finally:
        api.patch("/settings", {"rounding": "half_up"}, expect=200)
    kept = api.get(f"/orders/{later['id']}", expect=200)
    assert kept["rounding"] == "half_even" and kept["total"] == 4 and draft(api, *HALVES)["rounding"] == "half_up"


def test_a_request_may_say_it_itself_and_cannot_change_it_later(api):
    made = draft(api, *HALVES, rounding="half_even")
    assert made["rounding"] == "half_even" and made["total"] == 4
    assert api.post("/orders/calculate", {"lines": HALVES, "rounding": "half_up"}, expect=200)["total"] == 6
    assert api.post("/orders", {"lines": HALVES, "rounding": "half_down"}, expect=422).fields == ["rounding"]
    assert api.patch(f"/orders/{made['id']}", {"rounding": "half_up"}, if_match=made["version"], expect=422).fields == ["rounding"]


def test_the_deposit_and_a_price_rule_follow_the_order(api):
    terms = {"type": "net", "days": 14, "deposit": {"value_type": "percentage", "value": "50"}}
    for rounding, due in (("half_up", day(0)), ("half_even", day(14))):
        order = send(api, draft(api, custom_line("Bolt", 5, rate=None), channel="phone", rounding=rounding, payment_terms=terms)).body
        assert api.pay(order, "bank_transfer", amount=2)["due_on"] == due, "two of five cents are the deposit, or all but a cent of it"
    bread = variant(api, api.first_register()["location_id"], stock=9, price=105)
    rule(api, {"variant_id": bread["id"], "value_type": "percentage", "value": "50"})
    for rounding, price in (("half_up", 52), ("half_even", 53)):
        line = api.post("/orders/calculate", {"lines": [{"variant_id": bread["id"], "quantity": 1}], "rounding": rounding}, expect=200)["lines"][0]
        assert line["unit_price"] == price


def test_coins_are_rounded_as_ever(api, half_even):
    before = api.get("/settings", expect=200)["cash_step"]
    api.patch("/settings", {"cash_step": 10}, expect=200)
    try:
        cart = draft(api, custom_line("Rye bread", 105, rate=None), channel="register", register_id=api.first_register()["id"])
        sold = api.post(f"/orders/{cart['id']}/payments", {"method": "cash", "tendered": 200}, key=True, expect=200)
        assert (sold["rounding"], sold["cash_rounding"], sold["payments"][0]["change"]) == ("half_even", 5, 90) and sold["payment_status"] == "paid"
    finally:
        api.patch("/settings", {"cash_step": before}, expect=200)
