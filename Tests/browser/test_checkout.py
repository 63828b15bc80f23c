"""A customer's phone with the link of an order: every state it can be in, without a script, clean for a screen reader."""

import pytest
from playwright.sync_api import expect

from support.goods import custom_line
from support.invoices import send, terrace


@pytest.fixture
def phone(browser, server):
    """A page on a phone whose browser runs no scripts."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def link(api):
    """The order and the address of its link, just sent, with everything an invoice can show."""
    customer = api.post("/customers", {"name": "Agnieszka Wójcik", "company": "Wójcik Ogrody B.V."}, expect=201).body
    address = {"name": "Agnieszka Wójcik", "line1": "Prinsesselaan 12 bis", "city": "Utrecht", "postal_code": "3581 TD", "country": "NL"}
    order = terrace(api, customer_id=customer["id"], shipping_address=address, terms="Report damage within 48 hours.",
                    payment_terms={"type": "net", "days": 15, "title": "Net 15"})
    return order, send(api, order)["checkout_url"]


def test_open(link, phone, readable):
    order, url = link
    phone.goto(url)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Invoice for Agnieszka Wójcik")
    expect(phone.get_by_text("Please pay by")).to_be_visible()
    expect(phone.get_by_text("Two-person delivery")).to_be_visible()
    expect(phone.get_by_text("Prinsesselaan 12 bis")).to_be_visible()
    assert phone.get_by_role("link", name="Invoice as PDF").get_attribute("href").endswith("/invoice.pdf")
    expect(phone.get_by_role("button", name="Pay")).to_have_count(0)
    readable(url, "open")


def test_being_updated_and_the_new_version(api, link, phone, readable):
    order, url = link
    phone.goto(url)
    api.post(f"/orders/{order['id']}/revert_to_draft", expect=200)
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("We are changing this order")
    expect(phone.get_by_text("Nothing has been charged.", exact=True)).to_be_visible()
    expect(phone.get_by_text("Total before the change")).to_be_visible()
    readable(url, "updating")
    api.post(f"/orders/{order['id']}/lines", custom_line("Fern", 700, 1, "21"), expect=200)
    send(api, order)
    phone.reload()
    expect(phone.get_by_role("heading", name="What changed in version 2")).to_be_visible()
    expect(phone.locator(".checkout-lines").get_by_text("Fern")).to_be_visible()


def test_partly_paid_then_paid(api, link, phone, readable):
    order, url = link
    api.pay(order, amount=1000)
    phone.goto(url)
    expect(phone.get_by_text("€10.00 paid, ")).to_be_visible()
    readable(url, "partly-paid")
    api.pay(order, "card_terminal")
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you, Agnieszka Wójcik")
    expect(phone.get_by_text("Nothing is left to pay.")).to_be_visible()
    readable(url, "paid")


def test_on_its_way(api, phone, readable):
    variant = api.post("/products", {"title": "Pot", "oversell": True, "variants": [{"price": 900}]}, expect=201)["variants"][0]
    address = {"name": "A", "line1": "B 1", "city": "C", "country": "NL"}
    order = terrace(api, lines=[{"variant_id": variant["id"], "quantity": 1}], shipping_address=address)
    url = send(api, order)["checkout_url"]
    api.post(f"/orders/{order['id']}/complete", {}, key=True, expect=200)
    phone.goto(url)
    expect(phone.locator("[aria-current=step]")).to_contain_text("Being packed")
    readable(url, "on-its-way")


def test_canceled_and_unknown(api, link, phone, readable, server):
    order, url = link
    version = api.get(f"/orders/{order['id']}", expect=200)["version"]
    api.delete(f"/orders/{order['id']}", if_match=version, expect=200)
    phone.goto(url)
    expect(phone.get_by_role("heading", level=1)).to_have_text("This order was canceled")
    readable(url, "canceled")
    unknown = f"{server.url}/checkout/{'A' * 32}"
    assert phone.goto(unknown).status == 404
    expect(phone.get_by_role("heading", level=1)).to_have_text("This link leads to no order")
    readable(unknown, "unknown")


def test_the_invoice_is_readable_on_paper_and_on_a_phone(api, link, browser, axe_clean, screenshot, server):
    order, _ = link
    context = browser.new_context(color_scheme="dark", extra_http_headers={"Authorization": f"Bearer {api.token}"}, bypass_csp=True)
    page = context.new_page()
    for width in (390, 820):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{server.url}/api/v1/orders/{order['id']}/invoice")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", "paper is white in the dark too"
        axe_clean(page)
        screenshot(page, f"invoice-{width}")
    context.close()
