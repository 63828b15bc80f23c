"""How it looks: every screen at four widths, light and dark; axe finds nothing; every control can be hit with a thumb."""

import pytest
from playwright.sync_api import expect

from support.register_till import Till, fresh, make_product

SIZES = {"360": (360, 740), "390": (390, 844), "820": (820, 1180), "1440": (1440, 900)}
SMALL = """() => [...document.querySelectorAll('button, input, select, a, textarea, [role=menuitem]')].filter((element) => {
  const box = element.getBoundingClientRect();
  const hit = element.closest('label.choice, .people label') ?? element;
  const size = hit.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== 'hidden' && !element.closest('.for-readers, [inert]')
    && !element.matches('.cart-handle') && (size.height < 43.5 || size.width < 43.5);
}).map((element) => `${element.className || element.tagName} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 30)}`)"""
STILL = "() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))).then(() => true)"


@pytest.fixture
def goods(api, server):
    location = server.sign_in["location_id"]
    titles = [fresh(word) for word in ("ดินปลูกผสมพิเศษ 20 ลิตร", "مزهرية خزفية زرقاء", "Sekator ogrodowy Żbik 22 cm, a name that goes on and on for longer than any line")]
    for title in titles:
        make_product(api, location, title, 3200)
    return titles


def look(till: Till, axe_clean, screenshot, name: str) -> None:
    till.page.evaluate(STILL)
    screenshot(till.page, name)
    axe_clean(till.page)
    assert till.page.evaluate(SMALL) == []
    assert till.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_every_screen_is_clean_and_can_be_hit(size, scheme, register_page, goods, axe_clean, screenshot):
    width, height = SIZES[size]
    till = Till(register_page(viewport={"width": width, "height": height}, color_scheme=scheme))
    mark = f"register-{size}-{scheme}"
    look(till, axe_clean, screenshot, f"{mark}-empty")
    for title in goods:
        till.search(title)
        till.page.locator(".tile", has_text=title).first.click()
    till.search("")
    if width < 600:
        till.page.get_by_role("button", name="Open the cart").click()
    expect(till.page.locator(".line").first).to_be_visible()
    look(till, axe_clean, screenshot, f"{mark}-sell")
    till.page.get_by_role("button", name="More options").click()
    look(till, axe_clean, screenshot, f"{mark}-menu")
    till.page.keyboard.press("Escape")
    till.cart.get_by_role("button", name="Pay", exact=True).click()
    look(till, axe_clean, screenshot, f"{mark}-pay")
    till.page.get_by_role("button", name="Back").click()
    till.page.keyboard.press("F6")
    till.open_held()
    expect(till.row("€96.00").first).to_be_visible()
    look(till, axe_clean, screenshot, f"{mark}-held")
    till.page.keyboard.press("Escape")
    till.press("Transactions")
    look(till, axe_clean, screenshot, f"{mark}-transactions")
    till.press("Cash")
    look(till, axe_clean, screenshot, f"{mark}-cash")


def test_forty_lines_scroll_and_the_buttons_stay(api, server, register_page, screenshot):
    lines = [{"title": f"Line {number}", "quantity": 1, "unit_price": 150, "tax_rates": []} for number in range(40)]
    register = server.sign_in["registers"][0]["id"]
    order = api.post("/orders", {"channel": "register", "location_id": server.sign_in["location_id"], "lines": lines}, expect=201)
    label = fresh("Long")
    api.post(f"/orders/{order['id']}/hold", {"register_id": register, "label": label}, expect=200)
    till = Till(register_page())
    till.open_held()
    till.page.get_by_role("searchbox", name="Name, e-mail, phone").fill(label)
    till.retrieve(label)
    till.expect_total("€60.00")
    expect(till.cart).to_contain_text("40 lines")
    expect(till.cart.get_by_role("button", name="Pay", exact=True)).to_be_in_viewport()
    screenshot(till.page, "register-forty-lines")


def test_dialogs_take_the_focus_and_give_it_back(register_page):
    till = Till(register_page())
    button = till.page.get_by_role("button", name="Custom item Any price")
    button.click()
    dialog = till.dialog("Custom item")
    expect(dialog.get_by_label("Name", exact=True)).to_be_focused()
    for _ in range(12):
        till.page.keyboard.press("Tab")
        assert till.page.evaluate("document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))")
    till.page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_the_total_is_said_after_a_change(register_page, goods):
    till = Till(register_page())
    till.add(goods[0])
    expect(till.page.locator("#announce")).to_have_text("Total €32.00")


def test_from_right_to_left_the_cart_is_on_the_left(register_page, goods, screenshot):
    till = Till(register_page())
    till.add(goods[1])
    till.page.evaluate("document.documentElement.dir = 'rtl'")
    box = till.cart.bounding_box()
    assert box is not None and box["x"] == 0
    screenshot(till.page, "register-right-to-left")
