"""The way in, as people walk it: sign in, choose a till, say who you are, PIN; in light and dark, wide and narrow, by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from support.form_browser import set_up_link
from support.pages import sign_in_as_owner

WIDTHS = [390, 820, 1440]


@pytest.fixture
def owner(server):
    return server.sign_in["owner"]


@pytest.fixture
def cashier(server):
    return server.sign_in["cashiers"][0]


def become_till(page, server):
    page.goto("/register")
    register = server.sign_in["registers"][0]
    name = register["name"] if isinstance(register, dict) else register
    page.get_by_role("button", name=name).first.click()


def test_a_stranger_is_asked_to_sign_in_and_led_back(page, owner):
    page.goto("/register")
    assert page.url.endswith("/login?next=/register")
    page.get_by_label("E-mail").fill(owner["email"])
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(owner["email"])
    page.get_by_label("Password").fill(owner["password"])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Which till is this?").wait_for()


def test_a_cashier_opens_the_till_by_name_and_pin_and_the_device_remembers(page, server, owner, cashier):
    sign_in_as_owner(page, owner)
    become_till(page, server)
    page.get_by_role("heading", name="Who is selling?").wait_for()
    page.get_by_role("button", name=cashier["name"]).click()
    page.get_by_role("heading", name=re.compile(cashier["name"])).wait_for()
    page.keyboard.type("0000" if cashier["pin"] != "0000" else "1111")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("does not match")
    for digit in cashier["pin"]:
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Open till").click()
    page.get_by_role("searchbox").first.wait_for()
    page.reload()
    page.get_by_role("searchbox").first.wait_for()


def test_an_owner_sells_without_a_pin(page, server, owner):
    sign_in_as_owner(page, owner)
    become_till(page, server)
    page.get_by_role("button", name=re.compile("^Sell as ")).click()
    page.get_by_role("searchbox").first.wait_for()


def test_the_way_in_works_without_scripts(new_device, server, owner, cashier):
    page = new_device(java_script_enabled=False).new_page()
    sign_in_as_owner(page, owner)
    become_till(page, server)
    page.get_by_role("button", name=cashier["name"]).click()
    page.get_by_label("PIN").fill(cashier["pin"])
    page.get_by_role("button", name="Open till").click()
    page.wait_for_url("**/register")


def test_everything_is_reached_by_keyboard(page, server, owner, cashier):
    sign_in_as_owner(page, owner)
    become_till(page, server)
    page.get_by_role("heading", name="Who is selling?").wait_for()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.textContent?.trim().endsWith(arguments)".replace("arguments", repr(cashier["name"]))):
            break
    page.keyboard.press("Enter")
    page.get_by_label("PIN").wait_for()
    page.keyboard.type(cashier["pin"])
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_each_page_is_sound_at_every_width(new_device, server, owner, cashier, axe_clean, screenshot, width, scheme):
    page = new_device(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()

    def look(name):
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
        small = page.evaluate(
            "[...document.querySelectorAll('button, input:not([type=hidden]), a')].filter(e => e.offsetParent)"
            ".filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML)")
        assert small == []
        screenshot(page, f"{name}-{width}-{scheme}")

    page.goto("/login")
    look("login")
    sign_in_as_owner(page, owner)
    page.goto("/register")
    look("choose-till")
    become_till(page, server)
    look("who-is-selling")
    page.get_by_role("button", name=cashier["name"]).click()
    page.get_by_label("PIN").wait_for()
    look("pin")
    page.goto("/register/device")
    page.get_by_text("This device", exact=True).wait_for()
    look("devices")


def test_an_empty_shop_is_set_up_on_one_page(browser, fresh_server, axe_clean, screenshot):
    server = fresh_server(demo=False)
    link = set_up_link(server)
    context = browser.new_context(base_url=server.url, viewport={"width": 820, "height": 1180})
    page = context.new_page()
    page.goto(link)
    assert page.get_by_label("Time zone").input_value() != ""
    axe_clean(page)
    screenshot(page, "setup-820-light")
    page.get_by_label("Name of the shop").fill("Corner bakery")
    page.get_by_label("Currency").fill("eur")
    page.get_by_label("Your name").fill("Nora")
    page.get_by_label("Your e-mail").fill("nora@corner.example")
    page.get_by_label("Password").fill("flour water salt time")
    page.get_by_label("Your PIN for the till").fill("4711")
    page.get_by_role("button", name="Open the shop").click()
    page.get_by_role("button", name="Till 1").click()
    page.get_by_role("button", name="Nora").first.click()
    page.get_by_label("PIN").wait_for()
    page.keyboard.type("4711")
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").first.wait_for()
    context.close()
