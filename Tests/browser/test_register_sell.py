"""A2: tiles, search, scanner, variants, weighed goods, custom items, goods that are not there."""

import re

import pytest
from playwright.sync_api import expect

from support.register_till import Till, fresh, make_product


@pytest.fixture
def location(server):
    return server.sign_in["location_id"]


def test_a_tapped_tile_is_in_the_cart_and_a_second_tap_makes_two(api, location, register_page):
    title = fresh("Terracotta pot")
    make_product(api, location, title, 1490)
    till = Till(register_page())
    till.add(title, times=2)
    till.expect_total("€29.80")
    till.search(title)
    expect(till.page.locator(".tile", has_text=title).locator(".tile-count")).to_contain_text("2")


def test_search_finds_words_inside_words_and_letters_without_their_marks(api, location, register_page):
    title = fresh("Łopatka do przesadzania")
    make_product(api, location, title, 940, sku=fresh("LOP").replace(" ", "-"))
    till = Till(register_page())
    till.search(f"{title.split()[-1]} sadzan lopat")
    expect(till.page.locator(".tile", has_text=title)).to_be_visible()
    till.page.keyboard.press("Enter")
    expect(till.line(title)).to_be_visible()
    till.search("nothing is called like this")
    expect(till.page.get_by_text("No product for")).to_be_visible()


def test_the_scanner_works_whatever_has_the_focus_and_never_types_into_a_quantity(api, location, register_page):
    title = fresh("Lavender")
    code = "59" + str(abs(hash(title)) % 10**10).zfill(10)
    make_product(api, location, title, 690, barcode=code)
    till = Till(register_page())
    till.page.get_by_role("button", name="Cash").focus()
    till.scan(code)
    expect(till.line(title)).to_be_visible()
    till.expect_total("€6.90")
    till.page.get_by_role("button", name=re.compile("^Quantity 1")).click()
    field = till.page.get_by_label("Quantity", exact=True)
    till.scan(code)
    expect(field).to_have_value("1")
    till.page.keyboard.press("Escape")
    till.expect_total("€13.80")
    expect(till.page.locator("html")).to_have_attribute("data-sound", "ok")


def test_an_unknown_code_is_a_row_that_becomes_a_custom_item(register_page):
    till = Till(register_page())
    till.scan("4006381333931")
    expect(till.page.get_by_text("Unknown code 4006381333931").first).to_be_visible()
    expect(till.page.locator("html")).to_have_attribute("data-sound", "unknown")
    till.press("Create custom item")
    till.page.get_by_label("Name", exact=True).fill("Potting service, 2 pots")
    till.page.get_by_label("Price in EUR").fill("15.00")
    till.page.get_by_label("Tax").select_option("Untaxed")
    till.press("Add to cart")
    expect(till.line("Potting service, 2 pots")).to_contain_text("Custom item")
    till.expect_total("€15.00")
    expect(till.page.get_by_text("Unknown code")).to_have_count(0)


def test_a_product_with_variants_asks_which_one(api, register_page):
    title = fresh("T-shirt")
    body = {
        "title": title, "options": [{"name": "Size", "values": ["S", "M"]}],
        "variants": [{"options": {"Size": "S"}, "price": 1900, "taxable": False, "track_stock": False}, {"options": {"Size": "M"}, "price": 2100, "taxable": False, "track_stock": False}],
    }
    api.post("/products", body, expect=201)
    till = Till(register_page())
    till.search(title)
    till.page.locator(".tile", has_text=title).click()
    till.dialog(title).get_by_role("button", name=re.compile("^M")).click()
    till.expect_total("€21.00")
    expect(till.line(title)).to_contain_text("M")


def test_weighed_goods_ask_for_the_weight(api, location, register_page):
    title = fresh("Lawn seed")
    make_product(api, location, title, 620, stock=None, unit="kg")
    till = Till(register_page())
    till.search(title)
    till.page.locator(".tile", has_text=title).click()
    till.page.get_by_label("Quantity in kg").fill("1.35")
    till.press("Use quantity")
    till.expect_total("€8.37")
    expect(till.line(title)).to_contain_text("1.350")


def test_a_bar_code_with_a_weight_in_it_is_understood(api, location, register_page):
    title = fresh("Cheese")
    item = str(abs(hash(title)) % 100000).zfill(5)
    settings = api.get("/settings", expect=200)
    rules = settings["barcode_prefixes"]
    if not any(rule["prefix"] == "28" for rule in rules):
        body = {"barcode_prefixes": [*rules, {"prefix": "28", "meaning": "weight", "decimals": 3}]}
        api.patch("/settings", body, if_match=settings.etag if "ETag" in settings.headers else None, expect=200)
    make_product(api, location, title, 1000, stock=None, unit="kg", barcode=f"28{item}")
    code = f"28{item}00450"
    code += str((10 - sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(code)) % 10) % 10)
    till = Till(register_page())
    till.scan(code)
    expect(till.line(title)).to_contain_text("0.450")
    till.expect_total("€4.50")


def test_sold_out_goods_can_be_sold_as_a_pre_order_that_says_so(api, location, register_page):
    title = fresh("Lantern")
    make_product(api, location, title, 4550, stock=0)
    till = Till(register_page())
    till.search(title)
    expect(till.page.locator(".tile", has_text=title)).to_contain_text("Sold out")
    till.page.locator(".tile", has_text=title).click()
    till.press("Sell as pre-order")
    expect(till.line(title)).to_contain_text("Pre-order")


def test_lines_are_changed_with_stepper_keys_and_undo(api, location, register_page):
    title = fresh("Twine")
    make_product(api, location, title, 430)
    till = Till(register_page())
    till.add(title)
    till.page.get_by_role("button", name="One more").click()
    till.expect_total("€8.60")
    till.page.locator("body").click(position={"x": 5, "y": 5})
    till.page.keyboard.press("+")
    till.expect_total("€12.90")
    till.page.keyboard.press("-")
    till.expect_total("€8.60")
    till.page.keyboard.press("Delete")
    expect(till.page.get_by_text("Ready for the next customer")).to_be_visible()
    till.page.keyboard.press("Control+z")
    till.expect_total("€8.60")


def test_every_key_is_listed_behind_the_question_mark(register_page):
    till = Till(register_page())
    till.page.locator("body").click(position={"x": 5, "y": 5})
    till.page.keyboard.press("?")
    keys = till.dialog("Keys")
    for key in ("F2", "F3", "F4", "F6", "F7", "F8", "F9", "F10", "Del", "Ctrl+Z", "Esc"):
        expect(keys.get_by_text(key, exact=True)).to_be_visible()
    till.page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
