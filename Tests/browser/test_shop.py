"""Buying in the online store on a phone: with a script and without one, in both to a paid order; every page clean for a screen reader."""

import re

import pytest
from playwright.sync_api import expect

from support.browser_fixtures import WAIT_MS
from support.goods import variant

PHONE = {"width": 390, "height": 844}
SMALL = """() => [...document.querySelectorAll('button, input:not([type=hidden]), a')].filter((element) => {
  const hit = element.closest('label') ?? element;
  const isHidden = element.closest('.for-readers, .shop-search button') || element.matches('.for-readers, .shop-search button');
  return !isHidden && !element.closest('h3, p.shop-open-order, .shop-line-what') && element.getBoundingClientRect().width > 0
    && hit.getBoundingClientRect().height < 43.5;
}).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    from support.server import Server

    server = Server.with_demo_shop(tmp_path_factory.mktemp("store") / "data", environment={"COUNTERFOIL_TEST_GATEWAY": "1"})
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def desk(shop):
    from support.client import Client

    api = Client(shop.url, shop.sign_in["token"])
    zone = api.post("/shipping_zones", {"name": "Netherlands", "areas": [{"country": "NL"}]}, expect=201)["id"]
    api.post("/shipping_rates", {"zone_id": zone, "title": "Parcel", "basis": "flat", "bands": [{"price": 490}]}, expect=201)
    api.patch(f"/locations/{shop.sign_in['location_id']}", {"offers_pickup": True, "pickup_note": "Ring the bell"}, expect=200)
    api.patch("/settings", {"online_store_pay_on_collection": True, "contact_phone": "+31 30 231 4455", "contact_email": "hello@garden.example"}, expect=200)
    api.post("/price_rules", {"title": "Spring trees", "prices": [{"category": "Plants", "value_type": "percentage", "value": "15"}]}, expect=201)
    return api


def browsing(browser, shop, **options):
    context = browser.new_context(base_url=shop.url, viewport=PHONE, locale="en-GB", **options)
    context.set_default_timeout(WAIT_MS)
    return context


def only_store_order(desk, email_name: str) -> dict:
    rows = desk.all("/orders", channel="online_store")
    orders = [desk.get(f"/orders/{row['id']}", expect=200).body for row in rows]
    named = [order for order in orders if ((order["billing_address"] or {}).get("name") == email_name)]
    assert len(named) == 1, f"{len(named)} orders of {email_name}"
    return named[0]


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_somebody_buys_on_a_phone_has_it_sent_and_pays(browser, shop, desk, script):
    buyer = f"Nora {'with' if script else 'without'}"
    context = browsing(browser, shop, java_script_enabled=script)
    page = context.new_page()
    page.goto("/shop")
    loads: list[str] = []
    page.on("request", lambda request: loads.append(request.method) if request.is_navigation_request() else None)
    page.get_by_role("button", name=re.compile("Add Jute twine|Add Rosemary")).first.click()
    page.get_by_role("button", name=re.compile("1 in the cart")).wait_for()
    page.get_by_role("button", name=re.compile("1 in the cart")).click()
    page.get_by_role("button", name=re.compile("2 in the cart")).wait_for()
    assert (loads == []) == script, "a script changes the page in its place, without one the form leads back to it"
    page.get_by_role("link", name=re.compile("Cart, 2 items")).last.click()
    page.get_by_role("button", name=re.compile("One more of")).click()
    page.locator(".shop-stepper input[name=quantity][value='3']").wait_for()
    page.get_by_role("link", name="Go to checkout").click()
    page.get_by_label("Delivery").check()
    page.get_by_label("E-mail").fill(f"{buyer.replace(' ', '.').lower()}@example.org")
    page.get_by_label("Name").fill(buyer)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile("/checkout/"))
    expect(page.locator("[name=ship_name]")).to_have_value(buyer)
    page.locator("[name=ship_line1]").fill("Prinsesselaan 12")
    page.locator("[name=ship_postal_code]").fill("3581 TD")
    page.locator("[name=ship_city]").fill("Utrecht")
    page.locator("[name=ship_country]").first.select_option("NL") if page.locator("select[name=ship_country]").count() else None
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("radio", name=re.compile("Parcel")).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name=re.compile("^Pay")).first.click()
    page.wait_for_url(re.compile("/test-gateway/"))
    page.locator("button[value=pay]").click()
    page.wait_for_url(re.compile("/checkout/"))
    page.get_by_role("heading", name=re.compile("Thank")).wait_for()
    order = only_store_order(desk, buyer)
    assert (order["status"], order["payment_status"], order["channel"]) == ("placed", "paid", "online_store")
    assert [line["quantity"] for line in order["lines"]] == [3] and order["shipping_total"] >= 490
    page.goto("/shop/cart")
    page.get_by_text("Your cart is empty").wait_for()
    context.close()


def test_somebody_collects_and_pays_then_and_a_sold_out_thing_says_so_in_place(browser, shop, desk):
    thing = variant(desk, shop.sign_in["location_id"], 1, 1500, title="The last lantern")
    handle = desk.get(f"/products/{thing['product_id']}", expect=200)["handle"]
    context = browsing(browser, shop)
    page = context.new_page()
    page.goto(f"/shop/products/{handle}")
    page.get_by_text("Only 1 left").wait_for()
    page.get_by_role("button", name="Add to cart").click()
    page.get_by_text("1 in your cart").wait_for()
    page.goto("/shop/checkout")
    pay_later = page.get_by_label("Pay when I collect it")
    assert not pay_later.is_visible(), "it is offered to who collects"
    page.get_by_label(re.compile("Collect it")).check()
    pay_later.check()
    page.get_by_label("Phone").fill("+31 6 1234 5678")
    page.get_by_label("Name").fill("Jan Collects")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile("/checkout/"))
    order = only_store_order(desk, "Jan Collects")
    assert (order["status"], order["payment_status"]) == ("placed", "unpaid")
    page.goto("/shop?q=last+lantern")
    expect(page.get_by_text("Sold out")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Add The last"))).to_have_count(0)
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (820, "light"), (1440, "dark")])
def test_every_page_of_the_store_reads_well_on_every_screen(browser, shop, desk, axe_clean, screenshot, width, scheme):
    desk.patch("/settings", {"online_store_intro": "Open Monday to Saturday. Parcels leave at four."}, expect=200)
    context = browser.new_context(
        base_url=shop.url, viewport={"width": width, "height": 900}, locale="en-GB", color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto("/shop/products/olive-tree-standard")
    page.get_by_role("button", name="Add to cart").click()
    page.get_by_text("1 in your cart").wait_for()
    for path, name in (("/shop", "list"), ("/shop?q=nothing-like-it", "nothing"), ("/shop/products/olive-tree-standard", "product"),
                       ("/shop/cart", "cart"), ("/shop/checkout", "checkout"), ("/shop/products/none", "unknown")):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(SMALL) == [], path
        axe_clean(page)
        screenshot(page, f"shop-{name}-{width}-{scheme}")
    context.close()
