"""Paying by bank transfer on a phone: the account, the code, the form with its slip, and what became of it; with and without a script."""

import pytest
from playwright.sync_api import expect

from support import slips
from support.browser_fixtures import WAIT_MS
from support.goods import custom_line, draft
from support.invoices import send
from support.slips import ACCOUNT


@pytest.fixture(scope="module", autouse=True)
def account(api):
    api.patch("/settings", {"bank_transfer": ACCOUNT}, expect=200)
    yield
    api.patch("/settings", {"bank_transfer": None}, expect=200)


@pytest.fixture
def order(api):
    customer = api.post("/customers", {"name": "Agnieszka Wójcik", "email": "agnieszka@corner.example"}, expect=201).body
    lines = [custom_line("Olive tree", 21438, 1, "21")]
    return send(api, draft(api, *lines, currency="EUR", prices_include_tax=True, channel="phone", customer_id=customer["id"])).body


@pytest.fixture
def phone(browser):
    """A page on a phone whose browser runs no scripts."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", java_script_enabled=False)
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


def notices(api, order):
    return api.get(f"/orders/{order['id']}", expect=200)["transfer_notices"]


def test_a_customer_transfers_and_sends_the_slip_without_a_script(api, order, phone, readable):
    url = order["checkout_url"]
    phone.goto(url)
    phone.get_by_role("button", name="Transfer €214.38").click()
    phone.wait_for_url(lambda url: url.endswith("#transfer"))
    part = phone.locator("#transfer")
    for text in ("€214.38", "Fern & Clay", "DE89 3704 0044 0532 0130 00"):
        expect(part.get_by_text(text, exact=True)).to_be_visible()
    expect(part.get_by_role("img", name="QR code of this transfer")).to_be_visible()
    expect(phone.get_by_label("Amount you transferred")).to_have_value("214.38")
    readable(url + "?way=transfer", "transfer-open")

    # What is wrong is said beside it, and nothing typed is lost.
    phone.get_by_label("Your bank (if you like)").fill("Noras Bank")
    phone.get_by_label("Slip or screenshot").set_input_files({"name": "slip.heic", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic" + bytes(20)})
    phone.get_by_role("button", name="I have paid: notify the shop").click()
    expect(phone.locator("#transfer-slip-error")).to_contain_text("Pictures of the kind HEIC")
    expect(phone.get_by_label("Your bank (if you like)")).to_have_value("Noras Bank")

    photo = {"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": slips.jpeg_from_a_phone("browser")}
    phone.get_by_label("Slip or screenshot").set_input_files(photo)
    phone.get_by_role("button", name="I have paid: notify the shop").click()
    expect(phone.get_by_role("status")).to_contain_text("Thank you, the shop knows")
    expect(part.get_by_text("Your slip is there")).to_be_visible()
    notice, = notices(api, order)
    assert notice["amount"] == 21438 and notice["bank"] == "Noras Bank" and notice["has_slip"]
    readable(url, "transfer-checking")

    # Staff do not find it, and say why; the customer tells again, and it is found.
    path = f"/orders/{order['id']}/transfer_notices/"
    api.post(f"{path}{notice['id']}/reject", {"reason": "Only €200.00 has arrived so far."}, expect=200)
    phone.goto(url)
    expect(part.get_by_text("Only €200.00 has arrived so far.")).to_be_visible()
    readable(url, "transfer-rejected")
    phone.get_by_label("Amount you transferred").fill("214,38")
    phone.get_by_role("button", name="I have paid: notify the shop").click()
    api.post(f"{path}{notices(api, order)[1]['id']}/confirm", {}, expect=200)
    phone.goto(url)
    expect(phone.locator(".checkout-chip")).to_have_text("Paid")
    expect(phone.locator(".checkout-tell")).to_have_count(0)
    readable(url, "transfer-paid")


def test_each_value_can_be_copied_where_scripts_run(browser, order):
    context = browser.new_context(viewport={"width": 390, "height": 844}, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(order["checkout_url"] + "?way=transfer")
    page.get_by_role("button", name="Copy: IBAN").click()
    page.get_by_role("button", name="Copied: IBAN").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "DE89370400440532013000"
    page.get_by_role("button", name="Copy: Amount").click()
    page.get_by_role("button", name="Copied: Amount").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "214.38"
    context.close()
