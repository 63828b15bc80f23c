"""A customer pays without money: from the link to the test gateway's page and back, on a phone without scripts."""

import pytest
from playwright.sync_api import expect

from support.browser_fixtures import WAIT_MS
from support.client import Client
from support.paying import read, sent
from support.server import Server


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("test-gateway") / "data", environment={"COUNTERFOIL_TEST_GATEWAY": "1"})
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture
def phone(browser, shop):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", java_script_enabled=False)
    context.set_default_timeout(WAIT_MS)
    yield context.new_page()
    context.close()


@pytest.fixture
def order(shop):
    return sent(Client(shop.url, shop.sign_in["token"]), 12_345)


def go_to_pay(page, order: dict) -> None:
    page.goto(order["checkout_url"])
    page.get_by_role("button", name="Pay €123.45").first.click()
    page.wait_for_url("**/test-gateway/**")
    expect(page.get_by_text("Test gateway: no money moves")).to_be_visible()


def test_an_order_is_paid_and_its_link_says_so(shop, order, phone):
    go_to_pay(phone, order)
    phone.get_by_role("button", name="Pay", exact=True).click()
    phone.wait_for_url(lambda url: url.startswith(order["checkout_url"]))
    expect(phone.get_by_text("Paid", exact=True).first).to_be_visible()
    assert read(Client(shop.url, shop.sign_in["token"]), order)["payment_status"] == "paid"


def test_who_was_declined_reads_it_and_can_try_again(shop, order, phone):
    go_to_pay(phone, order)
    phone.get_by_role("button", name="Decline").click()
    phone.wait_for_url(lambda url: url.startswith(order["checkout_url"]))
    go_to_pay(phone, order)
    phone.get_by_role("button", name="Leave without paying").click()
    phone.wait_for_url(lambda url: url.startswith(order["checkout_url"]))
    assert read(Client(shop.url, shop.sign_in["token"]), order)["amount_paid"] == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_page_is_clean_for_a_screen_reader(browser, shop, order, axe_clean, screenshot, scheme):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    go_to_pay(page, order)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    axe_clean(page)
    screenshot(page, f"test-gateway-{scheme}")
    page.get_by_role("button", name="Decline").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{order['checkout_url']}**")
    context.close()
