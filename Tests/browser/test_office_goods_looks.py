"""The pages of customers, goods and prices are fit for everybody: any text, any width, light and dark, keys alone, those who may only look."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.goods_office import field, HOSTILE, manager, office, press, unique, variant_of  # noqa: F401 (manager and office are fixtures)
from support.pages import sign_in_as_owner

LOOKS = [(width, scheme) for width in (1440, 820, 390) for scheme in ("light", "dark")]

pytestmark = pytest.mark.usefixtures("prices_as_they_were")


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
