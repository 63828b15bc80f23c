"""The pages of products, stock, gift cards, price rules, promotions and imports, walked by a manager."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.goods_office import field, manager, office, press, saved, unique, variant_of  # noqa: F401 (manager and office are fixtures)

pytestmark = pytest.mark.usefixtures("prices_as_they_were")


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
    expect(office.locator("[data-list-row]").filter(has_text=title)).to_contain_text("0 / 100")


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
