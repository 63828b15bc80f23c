"""A11, D2: what came in online, at the till: it appears by itself, says who and where to, and is shipped, laid out, handed over and taken back there."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.client import Client
from support.goods import draft, variant
from support.mail_server import MailServer
from support.register_till import Till, fresh
from support.server import Server

SIZES = [("390", "light"), ("820", "dark"), ("1440", "light")]
STILL = "() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))).then(() => true)"
ADDRESS = {"line1": "Kilmacud Road Upper 48", "city": "Dublin", "postal_code": "D14", "country": "IE"}


@pytest.fixture(scope="module")
def mail(tmp_path_factory):
    mail = MailServer(tmp_path_factory.mktemp("mail"))
    yield mail
    mail.stop()


@pytest.fixture(scope="module")
def server(counterfoil, mail, tmp_path_factory):
    """A shop of its own that can write to its customers."""
    server = Server.with_demo_shop(tmp_path_factory.mktemp("online") / "data", environment={
        "COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": "hello@garden.example", "SSL_CERT_FILE": str(mail.certificate)})
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def api(server):
    return Client(server.url, server.sign_in["token"])


@pytest.fixture(scope="module")
def courier(api):
    return api.post("/couriers", {"name": fresh("Parcel"), "tracking_url": "https://track.example/{tracking_number}"}, expect=201)["name"]


@pytest.fixture(scope="module")
def goods(api, server):
    return [variant(api, server.sign_in["location_id"], 500, price, title=fresh(title)) for title, price in (("Hose", 2490), ("Lights", 1850), ("Candle", 690))]


@pytest.fixture
def online(api, goods):
    """`online(name)`: an order of three things that somebody paid in the shop's online store."""

    def make(name: str = "Zofia Śliwińska", pay: bool = True, **fields) -> dict:
        customer = api.post("/customers", {
            "name": fresh(name), "email": f"{fresh('buyer').replace(' ', '-')}@example.com", "phone": f"+35387{uuid.uuid4().int % 10_000_000:07}"}, expect=201)
        lines = [{"variant_id": each["id"], "quantity": quantity} for each, quantity in zip(goods, (1, 1, 2))]
        order = draft(api, *lines, **{
            "channel": "online_store", "customer_id": customer["id"], "shipping_address": {"name": name, **ADDRESS}, "taxes_enabled": False,
            "shipping_line": {"title": "Parcel, 1-2 days", "price": 670}, **fields})
        return api.post(f"/orders/{order['id']}/complete", {"payment_pending": not pay}, key=True, expect=200).body

    return make


class Sales:
    """The Transactions screen of a till."""

    def __init__(self, register_page):
        self.till = Till(register_page)
        self.page = self.till.page
        self.till.press("Transactions")

    def online(self) -> "Sales":
        self.page.get_by_role("tab", name="Online").click()
        return self

    def row(self, order: dict):
        return self.page.locator(".transaction", has_text=order["customer"]["name"])

    def open(self, order: dict) -> "Sales":
        self.row(order).click()
        expect(self.page.locator(".detail-history li").last).to_contain_text("Placed")
        return self

    def change_status(self):
        """⋯ → Change status."""
        self.page.locator(".detail").get_by_role("button", name="More options").click()
        self.page.get_by_role("menuitem", name="Change status").click()
        dialog = self.till.dialog("Change status")
        expect(dialog.get_by_role("radio", checked=True)).to_be_visible()
        return dialog


def scan_into(till: Till, field, code: str) -> None:
    """Scans until it lands there: on a busy machine the keys may come as slowly as a hand's, and those are somebody typing."""
    for _ in range(10):
        till.scan(code)
        if field.input_value() == code:
            return
    expect(field).to_have_value(code)


def now(api, order: dict) -> dict:
    return api.get(f"/orders/{order['id']}", expect=200).body


def test_shipped_needs_a_tracking_number_which_the_scanner_fills_and_undo_takes_it_back(api, mail, register_page, online, courier):
    order = online()
    sales = Sales(register_page()).online().open(order)
    dialog = sales.change_status()
    number = dialog.get_by_label("Tracking number")
    expect(dialog.get_by_role("radio", name="Shipped")).to_be_checked()
    expect(number).to_be_focused()
    dialog.get_by_label("Courier", exact=True).select_option(courier)
    dialog.get_by_role("button", name="Save and notify").click()
    expect(dialog.get_by_role("alert")).to_have_text("Shipped needs the tracking number. Scan the label or type it.")
    expect(number).to_be_focused()
    assert now(api, order)["fulfillment_status"] == "unfulfilled"

    dialog.get_by_role("radio", name="Shipped").focus()
    scan_into(sales.till, number, "15970044821360")
    expect(dialog.locator(".status-message")).to_contain_text("Tracking number: 15970044821360")
    dialog.get_by_role("button", name="Save and notify").click()
    expect(dialog).not_to_be_visible()
    expect(sales.row(order)).to_contain_text("Shipped")
    expect(sales.page.locator(".detail-history")).to_contain_text(f"Shipped with {courier}, 15970044821360")
    shipped = now(api, order)
    assert [(each["status"], each["courier"], each["tracking_number"]) for each in shipped["shipments"]] == [("shipped", courier, "15970044821360")]

    sales.till.press("Undo")
    expect(sales.page.get_by_text("taken back. Nothing was sent.")).to_be_visible()
    expect(sales.row(order)).to_contain_text("Paid")
    assert now(api, order)["fulfillment_status"] == "unfulfilled"
    notes = [each for each in api.all("/messages", kind="shipped") if each["to"] == order["customer"]["email"]]
    assert [each["status"] for each in notes] == ["canceled"]

    dialog = sales.change_status()
    dialog.get_by_label("Courier", exact=True).select_option(courier)
    number.fill("2222")
    number.focus()
    sales.page.keyboard.press("Enter")
    expect(sales.row(order)).to_contain_text("Shipped")
    sales.till.press("Sell")
    expect(sales.till.cart.get_by_role("listitem")).to_have_count(0)
    said = lambda: [letter for letter in mail.letters if letter.recipients == [order["customer"]["email"]] and "2222" in letter.part("text/plain")]
    with mail.arrived:
        assert mail.arrived.wait_for(said, timeout=20), "the customer was not told"
    assert len(said()) == 1


def test_a_part_goes_first_and_the_rest_stays_open(api, register_page, online, courier, goods):
    order = online("Maeve O’Sullivan")
    sales = Sales(register_page()).online().open(order)
    dialog = sales.change_status()
    dialog.get_by_label("Courier", exact=True).select_option(courier)
    dialog.get_by_label("Tracking number").fill("PART 1")
    dialog.get_by_label("Only some of the items").check()
    for line in order["lines"][:2]:
        dialog.get_by_role("group", name=line["title"]).get_by_role("button", name=re.compile("^One less")).click()
    dialog.get_by_role("checkbox", name=re.compile("^Tell the customer")).uncheck()
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(sales.row(order)).to_contain_text("Partly shipped")
    done = online()
    api.post(f"/orders/{done['id']}/fulfillment", {"status": "shipped", "courier": courier, "tracking_number": "1"}, expect=200)
    expect(sales.row(done)).to_contain_text("Shipped")
    sales.page.get_by_role("button", name="To do").click()
    expect(sales.row(done)).to_have_count(0)
    expect(sales.row(order)).to_contain_text("Partly shipped")
    [package] = now(api, order)["shipments"]
    assert package["lines"] == [{"line_id": order["lines"][2]["id"], "quantity": 2}]
    assert [each for each in api.all("/messages", kind="shipped") if each["to"] == order["customer"]["email"]] == []


def test_a_new_order_appears_by_itself_and_is_counted_until_somebody_begins_with_it(api, register_page, online):
    first = online()
    sales = Sales(register_page()).online()
    expect(sales.row(first)).to_be_visible()
    counted = sales.page.locator("#waiting-online")
    before = int(re.match(r"\d+", counted.inner_text()).group())
    second = online("สมชาย วัฒนกุล")
    expect(sales.row(second)).to_contain_text("Just in")
    expect(counted).to_have_text(f"{before + 1} new online orders")
    sales.open(second)
    dialog = sales.change_status()
    dialog.get_by_role("radio", name="Preparing").check()
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(sales.row(second)).to_contain_text("Preparing")
    expect(counted).to_have_text(f"{before} new online order" + ("" if before == 1 else "s"))


def test_an_order_is_found_by_phone_and_paid_where_it_is_fetched(api, register_page, online):
    order = online("Hotel Pod Dębem", pay=False)
    sales = Sales(register_page()).online()
    sales.page.get_by_role("searchbox", name="Number, name, phone, e-mail").fill(order["customer"]["phone"])
    expect(sales.page.locator(".detail-name")).to_have_text(order["customer"]["name"])
    dialog = sales.change_status()
    dialog.get_by_role("radio", name="Picked up").check()
    expect(dialog).to_contain_text("is still to pay. Take the payment first.")
    sales.page.keyboard.press("Escape")
    sales.till.press("Take payment")
    pay = sales.till.dialog("Take payment")
    pay.get_by_label("Cash given").fill("100")
    expect(pay).to_contain_text("Change")
    pay.get_by_role("button", name=re.compile("^Take €")).click()
    expect(sales.page.get_by_text(re.compile("^Paid. Change"))).to_be_visible()
    assert now(api, order)["payment_status"] == "paid"
    expect(sales.page.locator(".detail-name")).to_be_focused()


def test_without_the_network_the_list_says_how_old_it_is_and_a_status_waits_for_it(register_page, online):
    order = online()
    sales = Sales(register_page()).online().open(order)
    sales.page.context.set_offline(True)
    try:
        expect(sales.page.locator(".transactions-age")).to_contain_text("Newer orders may be missing", timeout=30_000)
        expect(sales.page.get_by_role("button", name=re.compile("^Change status"))).to_have_attribute("aria-disabled", "true")
        sales.page.locator(".detail").get_by_role("button", name="More options").click()
        expect(sales.page.get_by_role("menuitem", name=re.compile("^Change status"))).to_contain_text("Needs network")
        sales.page.keyboard.press("Escape")
    finally:
        sales.page.context.set_offline(False)
    expect(sales.page.locator(".transactions-age")).to_have_count(0, timeout=30_000)


@pytest.mark.parametrize("size,scheme", SIZES)
def test_list_detail_and_dialog_are_clean_and_keep_the_focus(size, scheme, register_page, online, courier, axe_clean, screenshot):
    order = online("Łukasz Brzęczyszczykiewicz von und zu Hohenlohe-Langenburg und Partner", customer_note="مريم: اترك الطرد عند الجيران")
    width, height = {"390": (390, 844), "820": (820, 1180), "1440": (1440, 900)}[size]
    sales = Sales(register_page(viewport={"width": width, "height": height}, color_scheme=scheme)).online()
    page = sales.page
    expect(sales.row(order)).to_be_visible()
    look(page, axe_clean, screenshot, f"transactions-{size}-{scheme}-list")
    sales.open(order)
    look(page, axe_clean, screenshot, f"transactions-{size}-{scheme}-detail")
    dialog = sales.change_status()
    dialog.get_by_label("Only some of the items").check()
    look(page, axe_clean, screenshot, f"transactions-{size}-{scheme}-status")
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))")
    page.keyboard.press("Escape")
    expect(page.locator(".detail").get_by_role("button", name="More options")).to_be_focused()


def look(page, axe_clean, screenshot, name: str) -> None:
    page.evaluate(STILL)
    screenshot(page, name)
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
