"""An order written at the desk, as a clerk does it: found and typed, saved by itself, counted while typing, explained (B2 to B6, B12, B13)."""

import re

import pytest
from playwright.sync_api import expect

from support.goods import custom_line, variant
from support.order_desk import OrderDesk, desk_for, fresh


@pytest.fixture
def desk(context, server, api):
    """`desk(**fields)`: a fresh draft, open in a browser."""

    def make(*lines, **fields) -> OrderDesk:
        order = api.post("/orders", {"channel": "phone", "location_id": server.sign_in["location_id"], "lines": list(lines), **fields}, expect=201)
        return desk_for(context, server, api, order)

    return make


def test_a_phone_order_from_the_first_word_to_the_total(desk, api, server):
    pot = variant(api, server.sign_in["location_id"], 23, 1850, title=fresh("Terracotta"))
    title = api.get(f"/products/{pot['product_id']}")["title"]
    here = desk()
    expect(here.page.get_by_text("Search for a product below")).to_be_visible()
    here.page.locator("#customer-button").click()
    name = fresh("Agnieszka Wójcik")
    here.dialog("Customer").get_by_role("searchbox").fill(name)
    here.dialog("Customer").get_by_role("button", name="New customer").click()
    expect(here.dialog("New customer").get_by_label("Name")).to_have_value(name)
    here.dialog("New customer").get_by_label("E-mail").fill("agnieszka@wojcik.example")
    here.dialog("New customer").get_by_role("button", name="New customer").click()
    expect(here.section("Number, customer and addresses").get_by_role("link", name=name)).to_be_visible()

    here.page.keyboard.press("i")
    search = here.page.get_by_role("combobox", name="Add product: title, SKU or barcode")
    expect(search).to_be_focused()
    search.press_sequentially(title)
    search.press("Enter")
    expect(here.line(title)).to_contain_text("18.50")
    expect(search).to_be_focused()
    expect(search).to_have_value("")
    search.press_sequentially(title)
    search.press("Enter")
    expect(here.field(f"Quantity of {title}")).to_have_value("2")

    here.page.get_by_role("button", name="Custom item").click()
    dialog = here.dialog("Custom item")
    dialog.get_by_label("Name").fill("Planting and care visit")
    dialog.get_by_label("Quantity").fill("1,5")
    dialog.get_by_label("Unit (optional)").fill("h")
    dialog.get_by_label("Price in EUR").fill("38.00")
    dialog.get_by_label("Tax").select_option(label="No tax")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(here.line("Planting and care visit")).to_contain_text("57.00")
    here.saved()
    order = here.order()
    assert [line["quantity"] for line in order["lines"]] == [2, 1.5]
    assert order["customer"]["name"] == name
    here.shows_total(order["total"])


def test_the_total_follows_each_keystroke_and_is_then_confirmed(desk):
    here = desk(custom_line("Olive tree", 4900, 2, rate="9"), prices_include_tax=True)
    quantity = here.field("Quantity of Olive tree")
    quantity.fill("3")
    expect(here.total).to_have_text("€147.00")
    quantity.press("Backspace")
    quantity.press_sequentially("12.5")
    expect(here.total).to_have_text("€612.50")
    quantity.blur()
    here.saved()
    assert here.order()["total"] == 61_250


def test_discounts_overrides_cycles_and_taxes_of_a_line(desk, api, server):
    pot = variant(api, server.sign_in["location_id"], 5, 2000, title=fresh("Pot"))
    title = api.get(f"/products/{pot['product_id']}")["title"]
    here = desk({"variant_id": pot["id"], "quantity": 1})
    here.line_menu(title, "Discount")
    dialog = here.dialog("Discount on the line")
    dialog.get_by_label("Percent", exact=True).fill("10")
    dialog.get_by_label("Name on the invoice").fill("Regular")
    dialog.get_by_role("button", name="Use").click()
    expect(here.line(title)).to_contain_text("Regular −10%")
    expect(here.line(title)).to_contain_text("18.00")

    here.line_menu(title, "Own price")
    dialog = here.dialog("Own price")
    dialog.get_by_label("Price in EUR").fill("15")
    dialog.get_by_label("Reason (for staff)").fill("chipped rim")
    dialog.get_by_role("button", name="Use this price").click()
    expect(here.line(title)).to_contain_text("Own price: chipped rim")

    here.line_menu(title, "Billing cycle")
    dialog = here.dialog("Billing cycle")
    dialog.get_by_label("Every").fill("3")
    dialog.get_by_role("button", name="Use").click()
    expect(here.line(title)).to_contain_text("Every 3 months")

    here.line_menu(title, "Taxes off")
    expect(here.line(title)).to_contain_text("Untaxed")
    here.line_menu(title, "Note")
    here.dialog("Note on the line").get_by_label("Note").fill("Call before you come")
    here.dialog("Note on the line").get_by_role("button", name="Use").click()
    expect(here.line(title)).to_contain_text("Call before you come")
    here.saved()
    line = here.order()["lines"][0]
    assert (line["unit_price"], line["price_reason"], line["taxable"], line["note"]) == (1500, "chipped rim", False, "Call before you come")
    assert line["billing_cycle"] == {"interval": "month", "count": 3}
    assert line["discounts"][0] | {"value": "10", "title": "Regular"} == line["discounts"][0]


def test_discounts_fees_credits_and_taxes_of_the_order(desk):
    here = desk(custom_line("Soil", 10_000, 1, rate="21"), prices_include_tax=True)
    for kind, dialog, value in (("Discount", "Discount on the order", "5"), ("Credit", "Credit, after tax", "10.00"), ("Debit", "Debit, after tax", "2.50")):
        here.page.get_by_role("button", name=kind, exact=True).click()
        form = here.dialog(dialog)
        form.get_by_label("Percent" if kind == "Discount" else "Amount in EUR", exact=True).fill(value)
        form.get_by_label("Name on the invoice").fill(f"{kind} of ours")
        form.get_by_role("button", name="Use").click()
        expect(here.page.locator(".adjustment", has_text=f"{kind} of ours")).to_be_visible()
    expect(here.total).to_have_text("€87.50")
    here.saved()
    here.page.get_by_role("switch", name="Taxes").click()
    expect(here.page.get_by_text("Taxes off")).to_be_visible()
    here.saved()
    order = here.order()
    assert (order["taxes_enabled"], order["tax_total"], order["total"]) == (False, 0, 8750)
    here.page.get_by_role("button", name="What can be done with Credit of ours").click()
    here.page.get_by_role("menuitem", name="Remove").click()
    expect(here.total).to_have_text("€97.50")
    here.page.get_by_role("button", name="Undo").click()
    expect(here.total).to_have_text("€87.50")
    here.saved()
    assert here.order()["total"] == 8750


def test_what_is_removed_comes_back(desk):
    here = desk(custom_line("Rake", 1200), custom_line("Spade", 1500, note="long handle"))
    here.line_menu("Spade", "Remove")
    expect(here.line("Spade")).to_have_count(0)
    here.saved()
    assert [line["title"] for line in here.order()["lines"]] == ["Rake"]
    here.page.get_by_role("button", name="Undo").click()
    expect(here.line("Spade")).to_contain_text("long handle")
    here.saved()
    assert [(line["title"], line["note"]) for line in here.order()["lines"]] == [("Rake", None), ("Spade", "long handle")]


def test_details_name_a_mistake_and_save_it_all_the_same(desk):
    here = desk()
    details = here.section("Details")
    details.get_by_role("button", name="JSON").click()
    text = details.get_by_role("textbox", name="Details")
    text.fill('{\n  "gate": "ask",\n}')
    expect(details).to_contain_text("Line 3, column 1:")
    text.blur()
    here.saved()
    assert here.order()["details"]["body"] == '{\n  "gate": "ask",\n}'
    text.fill('{"gate":"ask", "n":1.0}')
    text.blur()
    expect(details.locator("pre")).to_have_text('{\n  "gate": "ask",\n  "n": 1.0\n}')
    expect(details).to_contain_text("Well-formed JSON, kept as given")
    here.saved()
    assert here.order()["details"]["body"] == '{"gate":"ask", "n":1.0}'


def test_shipping_waits_for_an_address_and_then_takes_a_price_by_hand(desk):
    here = desk(custom_line("Tree", 9000, requires_shipping=True))
    shipping = here.section("Shipping")
    expect(shipping).to_contain_text("Add a shipping address to ship this order.")
    missing = here.page.get_by_role("complementary", name="Summary")
    expect(missing).to_contain_text("Add the address to ship to.")
    missing.get_by_role("link", name="Add address").click()
    expect(here.page.locator("#shipping-address-button")).to_be_focused()
    here.page.keyboard.press("Enter")
    dialog = here.dialog("Shipping address")
    dialog.get_by_label("Name").fill("Agnieszka Wójcik")
    dialog.get_by_label("Street and number").fill("Prinsesselaan 12 bis")
    dialog.get_by_label("Postal code").fill("3581 TD")
    dialog.get_by_label("Town").fill("Utrecht")
    dialog.get_by_label("Country").select_option(label="Netherlands")
    dialog.get_by_role("button", name="Use this address").click()
    expect(here.section("Number, customer and addresses")).to_contain_text("3581 TD Utrecht")
    shipping.get_by_role("button", name="Method and price by hand").click()
    shipping.get_by_label("Method").fill("Two-person delivery")
    shipping.get_by_label("Price in EUR").fill("12.50")
    shipping.get_by_label("Tax").select_option(label="No tax")
    shipping.get_by_role("button", name="Use").click()
    expect(shipping.locator(".shipping-chosen")).to_contain_text("12.50")
    here.saved()
    expect(missing).to_contain_text("Ready to be placed")
    order = here.order()
    assert (order["shipping_address"]["country"], order["shipping_line"]["price"]) == ("NL", 1250)


def test_payment_keeps_terms_numbers_notes_and_consent(desk, api):
    note, terms = fresh("Delivery"), fresh("Living plants")
    api.post("/note_templates", {"title": note, "body": "We bring the trees to the terrace."}, expect=201)
    api.post("/terms_templates", {"title": terms, "body": "Report damage within 48 hours."}, expect=201)
    here = desk(custom_line())
    payment = here.section("Payment")
    payment.get_by_label("Payment terms").select_option(label="Net 15 days")
    here.type("Purchase order number", "PO-7718")
    for index, (template, label, text) in enumerate(((note, "Note to the customer", "We bring the trees"), (terms, "Order terms", "Report damage"))):
        payment.get_by_role("button", name="From a template").nth(index).click()
        here.page.get_by_role("menuitem", name=template).click()
        expect(payment.get_by_role("textbox", name=label)).to_have_value(re.compile(text))
    payment.get_by_label("Customer agreed to the order terms").check()
    here.saved()
    order = here.order()
    assert (order["payment_terms"]["type"], order["payment_terms"]["days"], order["purchase_order_number"]) == ("net", 15, "PO-7718")
    assert order["consent"]["given"] is True and order["consent"]["given_at"]
    assert order["customer_note"].startswith("We bring") and order["terms"].startswith("Report")


def test_number_date_tags_and_staff_note(desk):
    here = desk(custom_line())
    number = fresh("PHONE").replace(" ", "-")
    here.type("Number", number)
    here.type("Date", "2026-03-12")
    here.page.locator("#tag-add").fill("vip")
    here.page.locator("#tag-add").press("Enter")
    here.type("Staff note", "Wants the tall ones")
    here.saved()
    order = here.order()
    assert (order["number"], order["tags"], order["note"]) == (number, ["vip"], "Wants the tall ones")
    assert order["ordered_at"].startswith("2026-03-1")


def test_a_refused_field_says_why_and_keeps_what_was_typed(desk, api):
    taken = fresh("TAKEN").replace(" ", "-")
    api.post("/orders", {"number": taken}, expect=201)
    here = desk(custom_line())
    here.type("Number", taken)
    field = here.field("Number")
    expect(field).to_have_value(taken)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(here.page.locator(".saving")).to_contain_text("1 field needs a look")
    here.type("Staff note", "still saved")
    expect(here.page.locator("#order-note")).to_have_value("still saved")
    here.type("Number", taken + "-B")
    here.saved()
    assert (here.order()["number"], here.order()["note"]) == (taken + "-B", "still saved")


def test_every_cent_is_explained(desk):
    here = desk(custom_line("Pot", 1665, 4, rate="21"), custom_line("Soil", 129, 12.5, rate="21"), prices_include_tax=True,
                adjustments=[{"kind": "discount", "value_type": "percentage", "value": "5", "title": "Regular customer"}])
    here.page.keyboard.press("e")
    drawer = here.dialog("Explain this total")
    expect(drawer).to_contain_text("Share of Regular customer")
    expect(drawer).to_contain_text("Checked.")
    expect(drawer.get_by_text(here.total.text_content() or "").first).to_be_visible()
    drawer.get_by_role("button", name="Pot").click()
    expect(drawer.get_by_role("button", name="Pot")).to_have_attribute("aria-expanded", "false")
    drawer.get_by_role("button", name="Unfold all").click()
    expect(drawer.get_by_role("button", name="Pot")).to_have_attribute("aria-expanded", "true")
    here.page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_duplicate_split_delete_and_bring_back(desk):
    here = desk(custom_line("Rake", 1000, 3), custom_line("Spade", 2000))
    here.more("Split")
    here.dialog("Split").get_by_label("Rake").fill("2")
    here.dialog("Split").get_by_role("button", name="Move to a new order").click()
    expect(here.field("Quantity of Rake")).to_have_value("1")
    assert [line["quantity"] for line in here.order()["lines"]] == [1, 1]
    here.more("Delete")
    expect(here.page.get_by_text("This order is in the trash.")).to_be_visible()
    assert here.order()["status"] == "canceled"
    here.page.get_by_role("button", name="Undo").click()
    expect(here.field("Quantity of Rake")).to_be_visible()
    first = here.id
    here.page.get_by_role("button", name="Duplicate", exact=True).click()
    here.page.wait_for_url(lambda url: first not in url)
    expect(here.line("Spade")).to_be_visible()


def test_placing_names_everything_missing_and_then_places(desk):
    here = desk(custom_line("Tree", 9000, requires_shipping=True))
    here.more("Place order")
    here.dialog("Place this order").get_by_role("button", name="Place order").click()
    missing = here.dialog("Before it can be placed")
    expect(missing).to_contain_text("Add the address to ship to.")
    here.page.keyboard.press("Escape")
    here.api.patch(f"/orders/{here.id}/lines/{here.order()['lines'][0]['id']}", {"requires_shipping": False}, if_match=here.order()["version"], expect=200)
    here.more("Place order")
    dialog = here.dialog("Place this order")
    dialog.get_by_role("radio", name=re.compile("^It is paid Records")).check()
    dialog.get_by_role("button", name="Place order").click()
    expect(here.page.get_by_text("Paid.", exact=True)).to_be_visible()
    transactions = here.section("Transactions")
    expect(transactions).to_contain_text("By hand")
    transactions.get_by_role("button", name="Refund").click()
    refund = here.dialog("Refund")
    refund.get_by_role("button", name="Amount", exact=True).click()
    refund.get_by_label("Amount in EUR").fill("10")
    refund.get_by_label("Reason").fill("goodwill")
    refund.get_by_role("button", name="Refund").click()
    expect(transactions).to_contain_text("goodwill")
    assert here.order()["amount_refunded"] == 1000


def test_keys_lead_to_the_sections_and_are_listed(desk):
    here = desk(custom_line())
    here.page.keyboard.press("p")
    expect(here.section("Payment")).to_be_focused()
    here.page.keyboard.press("?")
    expect(here.dialog("Keys")).to_contain_text("Explain this total")
    here.page.keyboard.press("Escape")
    here.page.keyboard.press("v")
    here.page.wait_for_url("**/send")


def test_the_status_is_changed_under_its_chip(desk):
    here = desk(custom_line())
    here.page.keyboard.press("s")
    panel = here.page.get_by_role("dialog", name=re.compile("Draft"))
    panel.get_by_role("radio", name=re.compile("Delete|Cancel|trash", re.I)).check()
    panel.get_by_role("button", name="Save").click()
    expect(here.page.get_by_text("This order is in the trash.")).to_be_visible()
    here.page.get_by_role("button", name="Bring back").click()
    expect(here.field("Quantity of Gift wrap")).to_be_visible()


def test_held_for_a_till_and_merged_with_another_draft(desk, api):
    here = desk(custom_line("Rake", 1000))
    here.more("Hold")
    label = fresh("Red coat")
    here.dialog("Hold").get_by_label("Label (optional)").fill(label)
    here.dialog("Hold").get_by_role("button", name="Hold").click()
    expect(here.page.get_by_text(f"It waits as “{label}”")).to_be_visible()
    other = api.post("/orders", {"lines": [custom_line("Spade", 2000)], "tags": [fresh("find")]}, expect=201).body
    here.more("Merge")
    dialog = here.dialog("Merge")
    dialog.get_by_role("searchbox").fill(other["draft_number"])
    dialog.get_by_role("checkbox", name=re.compile(re.escape(other["draft_number"]))).check()
    dialog.get_by_role("button", name="Merge into this order").click()
    expect(here.line("Spade")).to_be_visible()
    assert api.get(f"/orders/{other['id']}", expect=200)["status"] == "canceled"


@pytest.fixture
def worth_of_points(api):
    """A point is worth a cent while the test runs."""
    before = api.get("/settings", expect=200)["points_value"]
    api.patch("/settings", {"points_value": 1}, expect=200)
    yield
    api.patch("/settings", {"points_value": before}, expect=200)


def test_points_are_spent_before_tax(desk, api, worth_of_points):
    customer = api.post("/customers", {"name": fresh("Ola"), "points": 500}, expect=201)
    here = desk(custom_line("Pot", 10_000, rate=None), customer_id=customer["id"])
    here.page.get_by_role("button", name="Points", exact=True).click()
    dialog = here.dialog("Points")
    expect(dialog).to_contain_text("500 points to spend")
    dialog.get_by_label("Points").fill("200")
    dialog.get_by_role("button", name="Use").click()
    expect(here.page.locator(".adjustment")).to_contain_text("Points")
    here.saved()
    total = here.order()["total"]
    assert total < 10_000
    here.shows_total(total)


def test_an_amount_is_explained_from_its_line(desk):
    here = desk(*(custom_line(f"Thing {number}", 1000) for number in range(5)))
    here.page.get_by_role("button", name="10.00: explain the amount of Thing 4").click()
    drawer = here.dialog("Explain this total")
    expect(drawer.get_by_role("button", name=re.compile("^Thing 4"))).to_have_attribute("aria-expanded", "true")
    expect(drawer.get_by_role("button", name=re.compile("^Thing 0"))).to_have_attribute("aria-expanded", "false")
