"""The pages of customers, goods and prices, walked by a manager: made, changed, searched, by pointer and by keyboard, in every look."""

import json
import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from support.pages import sign_in_as_owner

HOSTILE = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "{{7*7}} ${7*7} #{x}", "</title><b>bold", "javascript:alert(1)", "ليلى الحدّاد",
           "ผลิตภัณฑ์น้ำยาปรับผ้านุ่มกลิ่นหอม", "Konstantynopolitańczykowianeczka " * 7]
LOOKS = [(width, scheme) for width in (1440, 820, 390) for scheme in ("light", "dark")]


def unique(word: str) -> str:
    return f"{word} {uuid.uuid4().hex[:6]}"


@pytest.fixture(scope="session")
def manager(api) -> dict:
    """A manager who signs in with a password."""
    body = {"name": unique("Marta"), "role": "manager", "email": f"{uuid.uuid4().hex[:10]}@corner.example", "password": "flour water salt time"}
    return api.post("/staff", body, expect=201).body | {"password": body["password"]}


@pytest.fixture
def office(page, manager) -> Page:
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in_as_owner(page, manager)
    return page


def press(page: Page, name: str) -> None:
    """A button that saves; the test goes on when the shop has answered."""
    with page.expect_response(lambda answer: "/api/v1/" in answer.url and answer.request.method != "GET"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("form[aria-busy=true]")).to_have_count(0)


def saved(page: Page, name: str = "Save") -> None:
    press(page, name)
    expect(page.locator("#toasts")).to_contain_text("Saved")


def field(scope, name: str):
    return scope.locator(f'[data-field="{name}"]').locator("input, select, textarea").first


def variant_of(api, **more) -> dict:
    return api.post("/products", {"title": unique("Pot"), "variants": [{"price": 500, "sku": uuid.uuid4().hex[:8]}], **more}, expect=201).body


# Customers

def test_a_customer_is_made_changed_found_and_shown_with_what_belongs_to_them(office, api):
    name = unique("Nora")
    office.goto("/admin/customers")
    office.get_by_role("link", name="New customer").click()
    office.get_by_label("Name", exact=True).first.fill(name)
    office.get_by_label("Tags").fill("vip")
    office.keyboard.press("Enter")
    office.get_by_label("Tags").fill("left in the box")
    office.get_by_role("button", name="Add address").click()
    office.locator("[data-row]").get_by_label("Street and number").fill("Piotrkowska 1")
    office.locator("[data-row]").get_by_label("Country").fill("PL")
    saved(office, "Create")
    expect(office.get_by_role("heading", level=1)).to_have_text(name)
    made = api.get("/customers", params={"q": name}, expect=200)["data"][0]
    assert made["tags"] == ["vip", "left in the box"] and made["addresses"][0]["line1"] == "Piotrkowska 1"
    office.get_by_label("Billing address").select_option(made["addresses"][0]["id"])
    office.get_by_label("Exempt from tax").check()
    expect(office.locator("[data-save-state]")).to_have_text("Not saved yet")
    saved(office)
    changed = api.get(f"/customers/{made['id']}", expect=200)
    assert changed["default_billing_address_id"] == made["addresses"][0]["id"] and changed["tax_exempt"] is True
    office.goto("/admin/customers")
    office.get_by_label("Name, company, e-mail").fill(name)
    expect(office.locator("[data-list-row]")).to_have_count(1)
    office.get_by_label("Name, company, e-mail").fill(name + " nobody")
    expect(office.get_by_role("heading", name="Nothing matches")).to_be_visible()
    assert "q=" in office.url


def test_terms_of_payment_are_taken_away_again(office, api):
    terms = {"type": "net", "days": 30}
    customer = api.post("/customers", {"name": unique("Nora"), "payment_terms": terms}, expect=201)
    office.goto(f"/admin/customers/{customer['id']}")
    office.get_by_label("Payment terms").select_option("")
    office.get_by_label("Days").fill("")
    saved(office)
    assert api.get(f"/customers/{customer['id']}", expect=200)["payment_terms"] is None


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(office, api):
    customer = api.post("/customers", {"name": unique("Nora"), "addresses": [{"line1": "A"}, {"line1": "B"}]}, expect=201).body
    office.goto(f"/admin/customers/{customer['id']}")
    office.get_by_label("E-mail", exact=True).fill("no address")
    field(office.locator("[data-row]").nth(1), "country").fill("pl")
    press(office, "Save")
    expect(office.locator('[data-field="email"] .field-error, [data-row] .field-error').locator("visible=true").first).to_be_visible()
    wrong = office.locator("[data-row]").nth(1).locator('[data-field="country"]')
    expect(wrong.locator(".field-error")).to_contain_text("two capital letters")
    expect(wrong.locator("input")).to_have_attribute("aria-invalid", "true")
    expect(wrong.locator("input")).to_be_focused()
    wrong.locator("input").fill("PL")
    expect(wrong.locator(".field-error")).to_be_hidden()
    press(office, "Save")
    expect(office.locator('[data-field="email"] .field-error')).to_contain_text("name@example.org")
    expect(office.get_by_label("E-mail", exact=True)).to_have_value("no address")
    office.get_by_label("E-mail", exact=True).fill("nora@corner.example")
    saved(office)
    assert api.get(f"/customers/{customer['id']}", expect=200)["addresses"][1]["country"] == "PL"


def test_a_removed_row_comes_back_by_undo(office, api):
    customer = api.post("/customers", {"name": unique("Nora"), "addresses": [{"line1": "First"}, {"line1": "Second"}]}, expect=201).body
    office.goto(f"/admin/customers/{customer['id']}")
    office.locator("[data-row]").first.get_by_role("button", name="Remove this row").click()
    expect(office.locator("[data-row]")).to_have_count(1)
    office.get_by_role("button", name="Undo").click()
    expect(field(office.locator("[data-row]").first, "line1")).to_have_value("First")
    expect(office.locator("[data-save-state]")).to_have_text("")


def test_credit_is_given_and_taken_with_a_reason(office, api):
    customer = api.post("/customers", {"name": unique("Nora")}, expect=201).body
    office.goto(f"/admin/customers/{customer['id']}")
    office.get_by_label("Amount").fill("1.234")
    office.get_by_role("button", name="Give").click()
    expect(office.locator("#credit-amount-error")).to_contain_text("two ways")
    office.get_by_label("Amount").fill("12,50")
    press(office, "Give")
    expect(office.locator("#credit-reason-error")).to_be_visible()
    office.get_by_label("Reason", exact=True).fill("Goodwill")
    press(office, "Give")
    expect(office.get_by_role("cell", name="+€12.50")).to_be_visible()
    office.get_by_label("Amount").fill("20")
    office.get_by_label("Reason", exact=True).fill("Too much")
    press(office, "Take")
    expect(office.locator("#credit-amount-error")).to_contain_text("does not cover")
    assert api.get(f"/customers/{customer['id']}", expect=200)["store_credit"] == 1250


def test_a_person_gets_their_file_and_is_forgotten(office, api):
    name = unique("Nora")
    customer = api.post("/customers", {"name": name, "email": "nora@corner.example"}, expect=201).body
    office.goto(f"/admin/customers/{customer['id']}")
    with office.expect_download() as download:
        office.get_by_role("link", name="Download everything about this person").click()
    assert json.loads(download.value.path().read_text(encoding="utf-8"))["customer"]["name"] == name
    office.get_by_role("button", name="Erase personal data").click()
    dialog = office.get_by_role("dialog")
    dialog.get_by_label(f"Type {name} to confirm").fill("somebody else")
    dialog.get_by_role("button", name="Erase for good").click()
    expect(dialog).to_contain_text("another name")
    dialog.get_by_label(f"Type {name} to confirm").fill(name)
    dialog.get_by_role("button", name="Erase for good").click()
    office.wait_for_url("**/admin/customers")
    expect(office.locator("#toasts")).to_contain_text("erased")
    api.get(f"/customers/{customer['id']}", expect=404)


# Goods

def test_a_product_gets_options_and_a_variant_of_each_combination(office, api):
    title = unique("Glove")
    office.goto("/admin/products/new")
    field(office, "title").fill(title)
    field(office.locator("[data-row]").first, "price").fill("12.50")
    saved(office, "Create")
    office.get_by_role("button", name="Add option").click()
    option = office.locator('[data-rows="options"] [data-row]').first
    field(option, "name").fill("Size")
    field(option, "values").fill("S, M")
    office.keyboard.press("Enter")
    saved(office)
    row = office.locator('[data-rows="variants"] [data-row]').first
    row.get_by_label("Size").select_option("S")
    field(row, "sku").fill(uuid.uuid4().hex[:8])
    office.get_by_role("button", name="Add the 1 missing combination").click()
    expect(office.locator('[data-rows="variants"] [data-row]')).to_have_count(2)
    expect(office.locator("[data-combinations]")).to_have_count(0)
    saved(office)
    product = api.get("/products", params={"q": title}, expect=200)["data"][0]
    assert sorted((each["options"]["Size"], each["price"]) for each in product["variants"]) == [("M", 1250), ("S", 1250)]
    expect(office.locator('[data-rows="variants"] [data-row]')).to_have_count(2)


def test_a_wrong_code_of_one_variant_is_shown_in_its_row(office, api):
    taken = variant_of(api)["variants"][0]["sku"]
    product = variant_of(api)
    office.goto(f"/admin/products/{product['id']}")
    row = office.locator('[data-rows="variants"] [data-row]').first
    field(row, "sku").fill(taken)
    field(office, "vendor").fill("Corner Bakery")
    press(office, "Save")
    expect(row.locator('[data-field="sku"] .field-error')).to_be_visible()
    assert api.get(f"/products/{product['id']}", expect=200)["vendor"] == "Corner Bakery", "what was right is kept"
    field(row, "sku").fill(uuid.uuid4().hex[:8])
    saved(office)


def test_a_price_with_fractions_of_a_cent_survives_its_page(office, api):
    product = variant_of(api, variants=[{"price": "1033.3"}])
    office.goto(f"/admin/products/{product['id']}")
    row = office.locator('[data-rows="variants"] [data-row]').first
    expect(field(row, "price")).to_have_value("10.3330")
    field(row, "cost").fill("7,05")
    saved(office)
    variant = api.get(f"/products/{product['id']}", expect=200)["variants"][0]
    assert (variant["price"], variant["cost"]) == ("1033.3", 705)


def test_archived_products_are_found_by_their_status(office, api):
    product = variant_of(api)
    office.goto(f"/admin/products/{product['id']}")
    office.get_by_label("Archived").check()
    saved(office)
    office.goto("/admin/products")
    office.get_by_label("Status").select_option("archived")
    expect(office).to_have_url(re.compile(r"\?status=archived$"))
    expect(office.get_by_role("link", name=product["title"])).to_be_visible()


def test_stock_is_counted_and_its_movements_are_told(office, api, server):
    variant = variant_of(api)["variants"][0]
    office.goto(f"/admin/stock/{variant['id']}")
    office.get_by_label("Counted").fill("12")
    press(office, "Enter")
    expect(office.locator('[data-field="reason"] .field-error')).to_be_visible()
    office.get_by_label("Reason").fill("Counted at noon")
    press(office, "Enter")
    expect(office.get_by_role("cell", name="Counted at noon")).to_be_visible()
    office.get_by_label("Change", exact=True).fill("-2")
    office.get_by_label("Reason").fill("Broken")
    press(office, "Enter")
    expect(office.get_by_role("cell", name="Broken")).to_be_visible()
    level = api.get("/inventory_levels", params={"variant_id": variant["id"], "location_id": server.sign_in["location_id"]}, expect=200)["data"][0]
    assert level["on_hand"] == 10
    office.goto(f"/admin/stock?q={variant['sku']}")
    expect(office.locator("[data-list-row]")).to_have_count(1)
    expect(office.locator("[data-list-row]")).to_contain_text("10")


def test_a_gift_card_is_sold_and_its_end_is_set_by_the_shops_clock(office, api):
    office.goto("/admin/gift-cards/new")
    office.get_by_label("Value").fill("50")
    saved(office, "Create")
    code = office.get_by_role("heading", level=1).inner_text()
    office.get_by_label("Good until").fill("2030-07-01T10:00")
    saved(office)
    card = api.get("/gift_cards", params={"q": code}, expect=200)["data"][0]
    assert (card["balance"], card["expires_at"]) == (5000, "2030-07-01T08:00:00.000Z"), "10:00 in Warsaw in summer"
    expect(office.get_by_label("Good until")).to_have_value("2030-07-01T10:00")


# Prices

def test_a_price_rule_is_made_with_prices_of_every_kind(office, api):
    product = variant_of(api)
    title = unique("Wholesale")
    office.goto("/admin/price-rules/new")
    field(office, "title").fill(title)
    field(office, "groups").fill("Wholesale")
    row = office.locator("[data-row]").first
    pick = row.get_by_role("combobox", name="Product", exact=True)
    pick.fill(product["title"])
    expect(row.get_by_role("option", name=product["title"])).to_be_visible()
    office.keyboard.press("Enter")
    field(row, "min_quantity").fill("10")
    field(row, "value_type").select_option("percentage")
    field(row, "value").fill("12,5")
    office.get_by_role("button", name="Add price").click()
    field(office.locator("[data-row]").nth(1), "value").fill("10.3330")
    saved(office, "Create")
    rule = api.get("/price_rules", params={"q": title}, expect=200)["data"][0]
    assert rule["groups"] == ["Wholesale"]
    assert sorted((each["product_id"] or "", each["min_quantity"], each["value_type"], each["value"]) for each in rule["prices"]) == [
        ("", 0, "unit_price", "1033.3"), (product["id"], 10, "percentage", "12.5")]
    expect(office.locator("[data-row]").filter(has_text=product["title"])).to_have_count(1)
    office.get_by_label("Switched on").uncheck()
    saved(office)
    expect(office.locator(".page-head .chip")).to_have_text("Off")


def test_a_promotion_shows_its_uses_and_is_changed_as_a_whole(office, api):
    title = unique("Spring")
    office.goto("/admin/promotions/new")
    field(office, "title").fill(title)
    field(office, "value").fill("10")
    field(office, "usage_limit").fill("100")
    saved(office, "Create")
    promotion = api.get("/promotions", params={"q": title}, expect=200)["data"][0]
    assert (promotion["value_type"], promotion["value"], promotion["scope"]) == ("percentage", "10", "order")
    field(office, "value_type").select_option("fixed")
    field(office, "value").fill("2,50")
    field(office, "per").select_option("order")
    saved(office)
    promotion = api.get(f"/promotions/{promotion['id']}", expect=200)
    assert (promotion["value_type"], promotion["value"], promotion["per"]) == ("fixed", 250, "order")
    office.get_by_label("By code").check()
    press(office, "Save")
    expect(office.locator('[data-field="code"] .field-error')).to_contain_text("needs one")
    office.goto("/admin/promotions")
    office.get_by_role("searchbox", name="Name, code").fill(title)
    expect(office.locator("[data-list-row]")).to_contain_text("0 / 100")


# Imports

def test_a_file_is_imported_or_every_bad_line_is_named(office, api, tmp_path):
    name = uuid.uuid4().hex[:8]
    office.goto("/admin/imports")
    office.get_by_role("button", name="Import", exact=True).click()
    expect(office.get_by_text("Choose a file first.")).to_be_visible()
    office.get_by_label("Customers").check()
    file = tmp_path / "people.csv"
    file.write_text(f"First Name,Last Name,Email\nNora,{name},x\n<b>Ida</b>,{name},ida@corner.example\n", encoding="utf-8")
    office.locator("#import-file").set_input_files(file)
    press(office, "Import")
    expect(office.get_by_role("heading", name="Nothing was imported")).to_be_visible()
    expect(office.get_by_role("row", name=re.compile("^2 "))).to_contain_text("e-mail")
    file.write_text(f"First Name,Last Name,Email\n<b>Ida</b>,{name},{name}@corner.example\n", encoding="utf-8")
    office.locator("#import-file").set_input_files(file)
    press(office, "Import")
    expect(office.get_by_role("row", name=re.compile("^Customers"))).to_contain_text("1")
    assert api.get("/customers", params={"q": name}, expect=200)["data"][0]["name"] == f"<b>Ida</b> {name}"


# Everybody

def test_what_people_write_stays_text_in_every_view(office, api):
    """INJ-01, INJ-08: script, attributes, template braces, other scripts and endless names, in lists and on pages of their own."""
    alerts: list[str] = []
    office.on("dialog", lambda dialog: alerts.append(dialog.message))
    for hostile in HOSTILE:
        text = hostile[:200]
        customer = api.post("/customers", {"name": text, "company": text, "note": text, "tags": [text[:60]], "groups": [text[:60]],
                                           "addresses": [{"name": text, "line1": text, "city": text}]}, expect=201).body
        product = api.post("/products", {"title": text, "vendor": text, "category": text, "description": text, "tags": [text[:60]],
                                         "options": [{"name": "Size", "values": [text[:80]]}],
                                         "variants": [{"price": 100, "options": {"Size": text[:80]}}]}, expect=201).body
        api.post("/inventory_levels/adjust", {"variant_id": product["variants"][0]["id"], "set": 1, "reason": text,
                                              "location_id": api.get("/locations")["data"][0]["id"]}, expect=200)
        rule = api.post("/price_rules", {"title": text, "groups": [text[:60]], "prices": [
            {"product_id": product["id"], "min_quantity": 0, "value_type": "percentage", "value": "1"}]}, expect=201).body
        promotion = api.post("/promotions", {"title": text, "trigger": "staff", "value_type": "percentage", "value": "1"}, expect=201).body
        shown = customer["name"].strip()
        for path in (f"/admin/customers/{customer['id']}", f"/admin/products/{product['id']}", f"/admin/price-rules/{rule['id']}",
                     f"/admin/promotions/{promotion['id']}"):
            office.goto(path)
            assert office.get_by_role("heading", level=1).inner_text().strip() == shown, path
            over = office.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{path} is {over} pixels too wide"
        office.goto(f"/admin/stock/{product['variants'][0]['id']}")
        expect(office.get_by_role("cell", name=shown).first).to_be_visible()
        for path in ("/admin/customers", "/admin/products", "/admin/stock", "/admin/price-rules", "/admin/promotions"):
            office.goto(path)
            assert shown in " ".join(office.locator("[data-list-row]").all_inner_texts()), path
        api.delete(f"/price_rules/{rule['id']}", expect=204)
        api.delete(f"/promotions/{promotion['id']}", expect=204)
        api.delete(f"/products/{product['id']}", expect=204)
        api.delete(f"/customers/{customer['id']}", expect=204)
    assert alerts == [] and office.locator("main script, main b, main img").count() == 0


def test_every_page_is_fit_for_everybody_in_every_look(office, api, axe_clean, screenshot):
    customer = api.post("/customers", {"name": HOSTILE[7][:200], "company": HOSTILE[5], "groups": ["Wholesale", HOSTILE[6]],
                                       "addresses": [{"line1": HOSTILE[6]}], "store_credit": 1250}, expect=201).body
    product = api.post("/products", {"title": HOSTILE[6], "options": [{"name": "Size", "values": ["S", "M"]}], "category": "Tools",
                                     "variants": [{"price": "1033.3", "options": {"Size": "S"}}]}, expect=201).body
    rule = api.post("/price_rules", {"title": unique("Wholesale"), "prices": [
        {"variant_id": product["variants"][0]["id"], "min_quantity": 10, "value_type": "fixed", "value": 50}]}, expect=201).body
    promotion = api.post("/promotions", {"title": unique("Spring"), "trigger": "code", "code": unique("SPRING").upper(), "scope": "line",
                                         "product_ids": [product["id"]], "value_type": "points_multiplier", "value": "2"}, expect=201).body
    card = api.post("/gift_cards", {"balance": 5000}, expect=201).body
    paths = [
        "/admin/customers", "/admin/customers/new", f"/admin/customers/{customer['id']}", "/admin/products", "/admin/products/new",
        f"/admin/products/{product['id']}", "/admin/stock", f"/admin/stock/{product['variants'][0]['id']}", "/admin/gift-cards",
        "/admin/gift-cards/new", f"/admin/gift-cards/{card['id']}", "/admin/price-rules", "/admin/price-rules/new",
        f"/admin/price-rules/{rule['id']}", "/admin/promotions", "/admin/promotions/new", f"/admin/promotions/{promotion['id']}", "/admin/imports",
    ]
    rich = {f"/admin/customers/{customer['id']}"}
    for number, path in enumerate(paths):
        assert office.goto(path).status == 200, path
        expect(office.locator(".office-nav [aria-current=page]")).to_have_count(1)
        assert not re.search(r"\b(customers|products|stock|gift_cards|price_rules|promotions|imports|office)\.[a-z_]+", office.inner_text("main")), path
        # Each page in one of its looks, so that the pages together are seen in all of them; the richest ones in every look.
        for width, scheme in LOOKS if path in rich else [LOOKS[number % len(LOOKS)]]:
            office.set_viewport_size({"width": width, "height": 900})
            office.emulate_media(color_scheme=scheme)
            over = office.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{path} is {over} pixels too wide at {width}"
            screenshot(office, f"goods-{re.sub(r'[^a-z]+', '-', re.sub(r'/[a-z]{3}_[0-9a-z]+', '/one', path[7:]))}-{width}-{scheme}")
            axe_clean(office)
    api.delete(f"/price_rules/{rule['id']}", expect=204)
    api.delete(f"/promotions/{promotion['id']}", expect=204)


def test_a_customer_is_made_with_the_keyboard_alone(office, api):
    name = unique("Ida")
    office.goto("/admin/customers")
    office.keyboard.press("n")
    office.wait_for_url("**/admin/customers/new")
    field(office, "name").focus()
    office.keyboard.type(name)
    office.keyboard.press("Tab")
    office.keyboard.type("Corner Bakery")
    office.keyboard.press("Control+s")
    expect(office.get_by_role("heading", level=1)).to_have_text(name)
    office.goto("/admin/customers")
    expect(office.locator("[data-list-row]").first).to_be_visible()
    office.keyboard.press("j")
    expect(office.locator("[data-list-row] a").first).to_be_focused()
    office.keyboard.press("Enter")
    office.wait_for_url("**/admin/customers/cus_*")


def test_leaving_with_something_typed_asks_first(page, manager, api):
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    sign_in_as_owner(page, manager)
    customer = api.post("/customers", {"name": unique("Nora")}, expect=201).body
    page.goto(f"/admin/customers/{customer['id']}")
    page.get_by_label("Note for staff").fill("half a thought")
    page.get_by_role("link", name="Products", exact=True).click()
    expect(page.get_by_label("Note for staff")).to_have_value("half a thought")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Discard changes").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard changes").click()
    expect(page.get_by_label("Note for staff")).to_have_value("")


def test_who_may_only_look_is_told_why(new_device, server, api):
    product = variant_of(api)
    body = {"name": unique("Cas"), "role": "cashier", "email": f"{uuid.uuid4().hex[:10]}@corner.example", "password": "flour water salt time"}
    api.post("/staff", body, expect=201)
    page = new_device().new_page()
    sign_in_as_owner(page, body)
    page.goto(f"/admin/products/{product['id']}")
    expect(page.get_by_text("Your role may look at this and not change it.")).to_be_visible()
    expect(field(page, "title")).to_be_disabled()
    assert page.get_by_role("button", name="Save").count() == 0 and page.locator('[data-field="cost"]').count() == 0
    assert page.goto("/admin/products/new").status == 403
    assert page.goto("/admin/imports").status == 403
