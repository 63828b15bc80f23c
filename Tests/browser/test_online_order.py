"""One order from the cart of a stranger to their door: bought in the shop, heard at the till, sent from there, told by mail, once."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.alerts import Notices
from support.client import Client
from support.mail_server import MailServer
from support.pages import RegisterPage
from support.server import Server


@pytest.fixture(scope="module")
def mail(tmp_path_factory):
    mail = MailServer(tmp_path_factory.mktemp("mail"))
    yield mail
    mail.stop()


@pytest.fixture(scope="module")
def shop(counterfoil, mail, tmp_path_factory):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("store") / "data", environment={
        "COUNTERFOIL_TEST_GATEWAY": "1", "COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": "hello@garden.example",
        "SSL_CERT_FILE": str(mail.certificate)})
    desk = Client(server.url, server.sign_in["token"])
    zone = desk.post("/shipping_zones", {"name": "Netherlands", "areas": [{"country": "NL"}]}, expect=201)["id"]
    desk.post("/shipping_rates", {"zone_id": zone, "title": "Parcel", "basis": "flat", "bands": [{"price": 490}]}, expect=201)
    desk.post("/couriers", {"name": "Parcel Post", "tracking_url": "https://track.example/{tracking_number}"}, expect=201)
    yield server
    assert server.stop() == 0, server.log_tail()


def buy(page, buyer: str, email: str) -> None:
    page.goto("/shop")
    page.get_by_role("button", name=re.compile("^Add ")).first.click()
    page.get_by_role("link", name=re.compile("Cart, 1 item")).last.click()
    page.get_by_role("link", name="Go to checkout").click()
    delivery = page.get_by_label("Delivery")
    if delivery.count():
        delivery.check()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Name").fill(buyer)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(re.compile("/checkout/"))
    page.locator("[name=ship_line1]").fill("Prinsesselaan 12")
    page.locator("[name=ship_postal_code]").fill("3581 TD")
    page.locator("[name=ship_city]").fill("Utrecht")
    page.locator("select[name=ship_country], input[name=ship_country]").first.evaluate("(field) => { field.value = 'NL'; }")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("radio", name=re.compile("Parcel")).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name=re.compile("^Pay")).first.click()
    page.wait_for_url(re.compile("/test-gateway/"))


def test_a_purchase_in_the_shop_rings_at_the_till_and_leaves_it_with_a_courier_and_the_customer_is_told_once(shop, browser, mail):
    desk = Client(shop.url, shop.sign_in["token"])
    buyer, email = f"Nora {uuid.uuid4().hex[:6]}", f"{uuid.uuid4().hex[:8]}@example.org"
    till = RegisterPage.open(browser.new_context(base_url=shop.url, viewport={"width": 1440, "height": 900}, locale="en-GB"), shop)
    notices = Notices(till.page)
    phone = browser.new_context(base_url=shop.url, viewport={"width": 390, "height": 844}, locale="en-GB")
    page = phone.new_page()
    buy(page, buyer, email)
    page.locator("button[value=pay]").click()

    expect(notices.strip).to_contain_text(buyer)
    notices.sounds("ringing")
    [order] = [desk.get(f"/orders/{row['id']}", expect=200).body for row in desk.all("/orders", channel="online_store")]
    assert (order["status"], order["payment_status"]) == ("placed", "paid")
    notices.strip.get_by_role("button", name=f"Open order {order['number']}").click()
    expect(till.page.locator(".detail")).to_contain_text("Prinsesselaan 12")
    notices.sounds("idle")

    till.page.locator(".detail").get_by_role("button", name="More options").click()
    till.page.get_by_role("menuitem", name="Change status").click()
    dialog = till.page.get_by_role("dialog", name="Change status")
    dialog.get_by_text("Shipped", exact=True).click()
    dialog.get_by_label("Courier", exact=True).select_option("Parcel Post")
    dialog.get_by_role("button", name="Save and notify").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Shipped needs the tracking number.")
    dialog.get_by_label("Tracking number").fill("15970044821360")
    dialog.get_by_role("button", name="Save and notify").click()
    expect(dialog).not_to_be_visible()

    def told():
        return [letter for letter in mail.letters if letter.recipients == [email] and "15970044821360" in letter.part("text/plain")]

    with mail.arrived:
        assert mail.arrived.wait_for(told, timeout=30), "the customer was not told"
    letter = told()[0].part("text/plain")
    assert "Parcel Post" in letter and "https://track.example/15970044821360" in letter
    page.wait_for_url(re.compile("/checkout/"))
    page.reload()
    expect(page.get_by_role("link", name=re.compile("15970044821360|Follow|Track"))).to_be_visible()
    assert len(told()) == 1
    assert [each["status"] for each in desk.all("/messages", kind="shipped")] == ["sent"]
    till.context.close()
    phone.close()
