"""Prices by the shop's rules at the desk: price rules, promotions, points, rates, packages; and one order with all of it (B4, B5, B7, B12)."""

import re

import pytest
from playwright.sync_api import expect

from support.goods import custom_line, variant
from support.order_desk import OrderDesk, desk_for, fresh

ADDRESS = {"name": "Agnieszka", "line1": "Prinsesselaan 12", "postal_code": "3581 TD", "city": "Utrecht", "country": "NL"}


@pytest.fixture
def pot(api, server):
    """A product with a price of 20.00 and plenty of stock."""
    made = variant(api, server.sign_in["location_id"], 500, 2000, title=fresh("Terracotta"))
    return made | {"name": api.get(f"/products/{made['product_id']}")["title"]}


@pytest.fixture
def desk(context, server, api):
    def make(*lines, **fields) -> OrderDesk:
        order = api.post("/orders", {"channel": "phone", "location_id": server.sign_in["location_id"], "lines": list(lines), **fields}, expect=201)
        return desk_for(context, server, api, order)

    return make


def price_rule(api, title: str, *prices: dict, **fields) -> dict:
    return api.post("/price_rules", {"title": title, "prices": list(prices), **fields}, expect=201).body


def promotion(api, title: str, **fields) -> dict:
    body = {"title": title, "trigger": "staff", "scope": "line", "value_type": "percentage", "value": "10", **fields}
    return api.post("/promotions", body, expect=201).body


def choose(here, title: str, entry: str, *names: str) -> None:
    """Ticks these in the dialog of a line's menu."""
    here.line_menu(title, entry)
    for name in names:
        here.dialog(entry).get_by_label(re.compile(re.escape(name))).check()
    here.dialog(entry).get_by_role("button", name="Use").click()


def test_a_price_rule_is_chosen_for_a_line_and_taken_off_again(desk, api, pot):
    rule = price_rule(api, fresh("Wholesale"), {"variant_id": pot["id"], "value_type": "percentage", "value": "10"}, automatic=False)
    here = desk({"variant_id": pot["id"], "quantity": 4})
    choose(here, pot["name"], "Price rule", rule["title"])
    expect(here.line(pot["name"])).to_contain_text(f"{rule['title']} −10%")
    expect(here.field(f"Price of {pot['name']}")).to_have_value("18.00")
    here.saved()
    assert here.order()["lines"][0]["price_rule_id"] == rule["id"]
    choose(here, pot["name"], "Price rule", "No price rule")
    expect(here.field(f"Price of {pot['name']}")).to_have_value("20.00")


def test_a_quantity_break_changes_the_price_and_says_so(desk, api, pot):
    price_rule(api, fresh("From ten"), {"variant_id": pot["id"], "value_type": "unit_price", "value": 1500, "min_quantity": 10})
    here = desk({"variant_id": pot["id"], "quantity": 1})
    here.type(f"Quantity of {pot['name']}", "10")
    expect(here.field(f"Price of {pot['name']}")).to_have_value("15.00")
    expect(here.page.locator(".summary-difference")).to_contain_text("A price rule changed 1 price.")
    here.page.get_by_role("button", name="All right").click()
    expect(here.page.locator(".summary-difference")).to_have_count(0)
    here.saved()
    here.shows_total(here.order()["total"])


def test_several_promotions_on_a_line_and_one_by_code_on_the_order(desk, api, pot):
    first, second = promotion(api, fresh("Spring"), value="15"), promotion(api, fresh("Loyal"), value_type="fixed", value=100)
    code = fresh("CODE").replace(" ", "").upper()
    promotion(api, fresh("Whole"), scope="order", trigger="code", code=code, value="5")
    here = desk({"variant_id": pot["id"], "quantity": 2})
    choose(here, pot["name"], "Promotions", first["title"], second["title"])
    line = here.line(pot["name"])
    expect(line).to_contain_text(f"{first['title']} −15%")
    expect(line).to_contain_text(second["title"])
    here.page.get_by_role("button", name="Promotion", exact=True).click()
    here.dialog("Promotion on the order").get_by_role("textbox", name="Code").fill(code)
    here.dialog("Promotion on the order").get_by_role("button", name="Use").click()
    expect(here.page.locator(".adjustment")).to_contain_text(code)
    here.saved()
    order = here.order()
    assert {one["id"] for one in order["lines"][0]["promotions"]} == {first["id"], second["id"]}
    here.shows_total(order["total"])


def test_a_code_that_is_not_valid_is_refused_with_its_reason(desk):
    here = desk(custom_line())
    here.page.get_by_role("button", name="Promotion", exact=True).click()
    here.dialog("Promotion on the order").get_by_role("textbox", name="Code").fill("NOTHING-OF-THE-KIND")
    here.dialog("Promotion on the order").get_by_role("button", name="Use").click()
    expect(here.page.locator(".toast")).to_contain_text("This code is not valid.")
    expect(here.page.locator(".adjustment")).to_have_count(0)


def test_rates_are_found_for_the_address_and_one_is_chosen(desk, api):
    zone = api.post("/shipping_zones", {"name": fresh("Netherlands"), "areas": [{"country": "NL", "postal_code_prefixes": ["3581"]}]}, expect=201)
    title = fresh("Two-person delivery")
    api.post("/shipping_rates", {"zone_id": zone["id"], "title": title, "basis": "weight", "bands": [{"up_to": 60_000, "price": 1250}]}, expect=201)
    here = desk(custom_line("Tree", 9000, requires_shipping=True), shipping_address=ADDRESS)
    shipping = here.section("Shipping")
    shipping.get_by_label("Weight").fill("42.6")
    shipping.get_by_label("Package, length × width × height").fill("125 × 40")
    expect(shipping).to_contain_text("Three lengths such as 60 × 40 × 30.")
    shipping.get_by_label("Package, length × width × height").fill("125 × 40 × 40")
    shipping.get_by_role("button", name="Find rates").click()
    shipping.get_by_role("radio", name=re.compile(re.escape(title))).check()
    expect(shipping.locator(".shipping-chosen")).to_contain_text(title)
    here.saved()
    assert here.order()["shipping_line"]["price"] == 1250


def test_packages_are_prepared_closed_and_taken_apart(desk):
    here = desk(custom_line("Pot", 1000, 4, requires_shipping=True), custom_line("Tree", 9000, requires_shipping=True), shipping_address=ADDRESS)
    section = here.section("Packages")
    section.get_by_role("button", name="Prepare package").click()
    dialog = here.dialog("Prepare package")
    expect(dialog.get_by_label("Pot")).to_have_value("4")
    dialog.get_by_label("Tree").fill("")
    dialog.get_by_label("Weight, kg").fill("18.2")
    dialog.get_by_label("Package, length × width × height, cm").fill("60 × 60 × 40")
    dialog.get_by_role("button", name="Save package").click()
    expect(section).to_contain_text("18.2 kg · 60 × 60 × 40 cm")
    expect(section).to_contain_text("Left to pack: 1 Tree")
    here.page.get_by_role("button", name="What can be done with Package 1").click()
    here.page.get_by_role("menuitem", name="Mark packed").click()
    expect(section.locator(".chip")).to_have_text("Packed")
    shipment = here.order()["shipments"][0]
    assert (shipment["status"], shipment["package"]["weight_g"], shipment["lines"][0]["quantity"]) == ("packed", 18_200, 4)
    here.page.get_by_role("button", name="What can be done with Package 1").click()
    here.page.get_by_role("menuitem", name="Remove").click()
    expect(section).to_contain_text("What is prepared for sending is listed here")


def test_one_order_with_everything_counts_the_same_everywhere(desk, api, pot):
    """Wholesale, two promotions on a line, one on the order, a credit, shipping by hand, taxes off; sent, taken back, changed, sent again."""
    rule = price_rule(api, fresh("Wholesale"), {"variant_id": pot["id"], "value_type": "percentage", "value": "10"}, automatic=False)
    first, second = promotion(api, fresh("Spring"), value="15"), promotion(api, fresh("Loyal"), value="2.5")
    whole = promotion(api, fresh("Whole"), scope="order", value="5")
    here = desk({"variant_id": pot["id"], "quantity": 7}, custom_line("Visit", 3800, 1.5, rate="21"), shipping_address=ADDRESS)
    choose(here, pot["name"], "Price rule", rule["title"])
    choose(here, pot["name"], "Promotions", first["title"], second["title"])
    here.page.get_by_role("button", name="Promotion", exact=True).click()
    here.dialog("Promotion on the order").get_by_label(re.compile(re.escape(whole["title"]))).check()
    here.dialog("Promotion on the order").get_by_role("button", name="Use").click()
    here.page.get_by_role("button", name="Credit", exact=True).click()
    here.dialog("Credit, after tax").get_by_label("Amount in EUR").fill("10")
    here.dialog("Credit, after tax").get_by_role("button", name="Use").click()
    shipping = here.section("Shipping")
    shipping.get_by_role("button", name="Method and price by hand").click()
    shipping.get_by_label("Method").fill("Courier")
    shipping.get_by_label("Price in EUR").fill("12.50")
    shipping.get_by_role("button", name="Use").click()
    here.page.get_by_role("switch", name="Taxes").click()
    expect(here.page.get_by_text("Taxes off")).to_be_visible()
    here.saved()
    # 7 × 18.00 less 15 %, then 2.5 %: 104.42; with 57.00 for the visit less 5 %: 153.35; and 12.50 less 10.00.
    assert here.order()["total"] == 15_585
    counts_the_same(here)
    send(here)
    here.page.get_by_role("button", name="Change to draft").click()
    expect(here.page.get_by_role("button", name="Change to draft")).to_have_count(0)
    here.page.get_by_role("link", name="Back to the order").click()
    here.type(f"Quantity of {pot['name']}", "8")
    here.saved()
    send(here)
    counts_the_same(here)
    revisions = api.get(f"/orders/{here.id}/invoice_revisions", expect=200)["data"]
    assert {one["revision"]: (one["total"], one["superseded_at"] is None) for one in revisions} == {1: (15_585, False), 2: (here.order()["total"], True)}


def send(here) -> None:
    here.page.goto(f"/admin/orders/{here.id}/send")
    here.page.get_by_label("To", exact=True).fill("agnieszka@wojcik.example")
    here.page.locator("#send-now").click()
    expect(here.page.get_by_text("waiting for payment")).to_be_visible()


def counts_the_same(here) -> None:
    """Page, API, explanation, invoice as page and as text name one total."""
    order = here.order()
    shown = f"{order['total'] / 100:,.2f}"
    assert here.api.get(f"/orders/{here.id}/explanation", expect=200)["total"] == order["total"]
    for kind in ("text/html", "text/plain"):
        assert shown in here.api.get(f"/orders/{here.id}/invoice", headers={"Accept": kind}, expect=200).text
    here.open()
    here.shows_total(order["total"])
