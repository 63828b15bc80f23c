"""A customer's phone at the link of an order that can be paid: every state without a script, clean for a screen reader; then with one."""

import pytest
from playwright.sync_api import expect

from support.goods import custom_line, draft, variant
from support.invoices import send, terrace
from support.link_page import LinkPage

HOME = {"name": "Agnieszka Wójcik", "line1": "Prinsesselaan 12 bis", "city": "Utrecht", "postal_code": "3581 TD", "country": "NL"}
LONG = "A very long name of a thing that nobody would ever write on a label " * 3
SMALL = """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary, a')].filter((element) => {
  const hit = element.closest('label, .checkout-tick') ?? element;
  const size = hit.getBoundingClientRect();
  const isInText = element.matches('p a, .checkout-tick a');
  return element.getBoundingClientRect().width > 0 && !isInText && size.height < 43.5;
}).map((element) => element.textContent || element.name)"""


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    from support.server import Server

    server = Server.with_demo_shop(tmp_path_factory.mktemp("paying") / "data", environment={"COUNTERFOIL_TEST_GATEWAY": "1"})
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def desk(shop):
    from support.client import Client

    api = Client(shop.url, shop.sign_in["token"])
    for zone in api.all("/shipping_zones"):
        api.delete(f"/shipping_zones/{zone['id']}", expect=204)
    near = api.post("/shipping_zones", {"name": "Near", "areas": [{"country": "NL"}, {"country": "PL"}]}, expect=201)["id"]
    for title, price in (("Standard", 500), ("Tomorrow before noon", 1200)):
        api.post("/shipping_rates", {"zone_id": near, "title": title, "basis": "flat", "bands": [{"price": price}]}, expect=201)
    return api


@pytest.fixture
def phone(browser):
    """A page on a phone whose browser runs no scripts."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def readable(browser, axe_clean, screenshot):
    """`readable(url, name)`: nothing for axe to report, nothing wider than the screen, all of it hit by a thumb."""

    def check(url: str, name: str) -> None:
        for width, height, scheme in ((390, 844, "light"), (390, 844, "dark"), (820, 1180, "light"), (1440, 900, "dark")):
            context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", color_scheme=scheme, bypass_csp=True)
            page = context.new_page()
            page.goto(url)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(SMALL) == []
            axe_clean(page)
            screenshot(page, f"checkout-{name}-{width}-{scheme}")
            context.close()

    return check


def parcel(api, shop, stock: int = 50, **fields) -> dict:
    thing = variant(api, shop.sign_in["location_id"], stock, 2000)
    return send(api, draft(api, {"variant_id": thing["id"], "quantity": 1}, channel="phone", taxes_enabled=False, **fields)).body


def plan(api, **fields) -> dict:
    return send(api, draft(api, custom_line("Garden plan", 10_000, rate=None), **fields)).body


def test_a_stranger_completes_and_pays_without_a_script(desk, shop, phone, readable):
    order = parcel(desk, shop, terms="Report damage within 48 hours.")
    url = order["checkout_url"]
    readable(url, "missing")
    phone.goto(url)
    for label, value in (("Name", HOME["name"]), ("Street and number", HOME["line1"]), ("Postal code", HOME["postal_code"]), ("Town or city", HOME["city"])):
        phone.locator(".checkout-delivery").get_by_label(label, exact=True).first.fill(value)
    phone.get_by_label("Country").first.select_option(label="Netherlands")
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_text("Saved.")).to_be_visible()
    readable(url, "delivery")
    phone.get_by_label("Tomorrow before noon").check()
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_text("The total was €20.00, now it is €32.00.")).to_be_visible()
    readable(url, "ready")
    phone.get_by_label("I agree to the").check()
    phone.get_by_role("button", name="Pay €32.00").click()
    phone.wait_for_url("**/test-gateway/**")
    phone.goto(url)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your payment is under way")
    readable(url, "under-way")
    phone.get_by_role("button", name="Go on paying").click()
    phone.locator("button[value=pay]").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(f"Thank you, {HOME['name']}")
    expect(phone.locator("[aria-current=step]")).to_contain_text("Being packed")
    readable(url, "thanks")
    phone.get_by_role("link", name="Receipt").click()
    expect(phone.get_by_text("32.00").first).to_be_visible()


def test_a_required_field_is_asked_for_before_anything_is_sent(desk, shop, phone):
    phone.goto(parcel(desk, shop)["checkout_url"])
    phone.get_by_role("button", name="Continue").click()
    phone.wait_for_url(lambda url: "/details" not in url)


def test_what_is_wrong_is_shown_at_its_field(desk, shop, phone, readable):
    phone.goto(plan(desk)["checkout_url"])
    phone.get_by_label("E-mail for your receipt").fill("agnieszka@")
    page = LinkPage(phone.url).send("details", email="agnieszka@")
    assert page.status == 422 and 'aria-invalid="true"' in page.text


def test_goods_that_are_gone(desk, shop, phone, readable):
    order = parcel(desk, shop, stock=1, shipping_address=HOME, shipping_line={"title": "By van", "price": 0})
    desk.post("/inventory_levels/adjust", {"variant_id": order["lines"][0]["variant_id"], "location_id": shop.sign_in["location_id"], "set": 0,
                                           "reason": "Broken"}, expect=200)
    readable(order["checkout_url"], "out-of-stock")
    phone.goto(order["checkout_url"])
    phone.get_by_role("button", name="Please take it off").click()
    expect(phone.get_by_text("The shop was told.")).to_be_visible()
    expect(phone.get_by_text("You asked to take it off")).to_be_visible()
    readable(order["checkout_url"], "out-of-stock-asked")


def test_what_changed_stands_old_beside_new(desk, phone, readable):
    order = send(desk, terrace(desk)).body
    phone.goto(order["checkout_url"])
    desk.post(f"/orders/{order['id']}/revert_to_draft", expect=200)
    readable(order["checkout_url"], "updating")
    desk.post(f"/orders/{order['id']}/lines", custom_line("Fern", 700, 1, "21"), expect=200)
    send(desk, order)
    phone.reload()
    expect(phone.locator(".checkout-changes").get_by_text("Fern")).to_be_visible()
    readable(order["checkout_url"], "changed")


def test_a_deposit_then_the_rest(desk, phone, readable):
    order = plan(desk, payment_terms={"type": "net", "days": 15, "title": "Net 15", "deposit": {"value_type": "percentage", "value": "30"}})
    readable(order["checkout_url"], "deposit")
    page = LinkPage(order["checkout_url"])
    page.at_test_gateway(page.to_provider())
    phone.goto(order["checkout_url"])
    expect(phone.get_by_text("€30.00 paid, €70.00 left.")).to_be_visible()
    expect(phone.get_by_role("button", name="Pay €70.00")).to_be_visible()
    readable(order["checkout_url"], "rest")


def test_forty_lines_and_long_names(desk, readable):
    lines = [custom_line(f"{number} {LONG}", 100 + number, rate=None) for number in range(40)]
    customer = desk.post("/customers", {"name": "Mr " + "Supercalifragilistic" * 8}, expect=201)["id"]
    order = send(desk, draft(desk, *lines, customer_id=customer)).body
    readable(order["checkout_url"], "long")
    assert len(LinkPage(order["checkout_url"]).text) < 60_000


def test_in_polish(desk, phone, readable):
    url = plan(desk)["checkout_url"]
    phone.goto(url)
    phone.get_by_role("link", name="Polski").click()
    expect(phone.get_by_role("button", name="Zapłać 100,00 €")).to_be_visible()
    expect(phone.locator("html")).to_have_attribute("lang", "pl")
    readable(url + "?lang=pl", "polish")


def test_a_script_sends_once_and_shows_it(desk, scripted):
    posts = []
    scripted.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    scripted.goto(plan(desk)["checkout_url"])
    scripted.evaluate("""() => { const pay = document.querySelector('.checkout-pay'); pay.click(); pay.click(); pay.click(); }""")
    scripted.wait_for_url("**/test-gateway/**")
    assert len(posts) == 1


def test_a_script_follows_the_order_and_keeps_what_was_typed(desk, shop, scripted):
    order = parcel(desk, shop)
    scripted.clock.install()
    scripted.goto(order["checkout_url"])
    scripted.get_by_label("Street and number").first.fill("Half a street")
    desk.post(f"/orders/{order['id']}/revert_to_draft", expect=200)
    desk.post(f"/orders/{order['id']}/lines", custom_line("Fern", 700, 1, rate=None), expect=200)
    send(desk, order)
    scripted.clock.run_for(31_000)
    scripted.get_by_text("What changed in version 2").wait_for()
    expect(scripted.get_by_label("Street and number").first).to_have_value("Half a street")


def test_no_script_of_somebody_else(desk, scripted):
    wanted = []
    scripted.on("request", lambda request: wanted.append(request.url))
    scripted.goto(plan(desk)["checkout_url"])
    own = scripted.url.split("/checkout/")[0]
    assert wanted and all(url.startswith(own) for url in wanted)
