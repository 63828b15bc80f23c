"""Something comes in: it shows and rings wherever somebody works, until one of them has seen it (A12, D1, `domain.md` §5.1.10)."""

import re

import pytest
from playwright.sync_api import expect

from support.alerts import Notices, online_order
from support.cuttable_line import CuttableLine
from support.office import OfficeOrders
from support.register_till import Till, make_product


@pytest.fixture(autouse=True)
def nothing_rings_on(api):
    """What waits from other tests would ring here, and what is left of these elsewhere."""
    api.post("/alerts/acknowledge", expect=200)
    yield
    api.post("/alerts/acknowledge", expect=200)


@pytest.fixture
def till(register_page) -> Till:
    return Till(register_page())


def test_an_order_rings_at_till_and_desk_until_one_of_them_has_seen_it(api, server, till, new_device, axe_clean, screenshot):
    office = OfficeOrders.open(new_device(), server)
    here, there = Notices(till.page), Notices(office.page)
    # A browser makes no sound on a page that nobody has touched.
    office.page.get_by_role("heading", level=1).click()
    order = online_order(api, customer_id=api.post("/customers", {"name": "Ada Lindqvist"}, expect=201)["id"])
    for notices in (here, there):
        row = notices.row(order)
        expect(row).to_contain_text(f"New online order {order['number']}")
        expect(row).to_contain_text("54.20")
        expect(row).to_contain_text("Online store · Ada Lindqvist")
        expect(notices.page.get_by_role("button", name="Notices, 1 new")).to_be_visible()
        notices.sounds("ringing")
    axe_clean(till.page)
    axe_clean(office.page)
    screenshot(till.page, "alerts-register-1440")
    screenshot(office.page, "alerts-office-1440")
    there.press(f"Acknowledge {order['number']}")
    for notices in (here, there):
        notices.shows(0)
        notices.sounds("idle")
    here.page.get_by_role("button", name="Notices", exact=True).click()
    panel = here.page.get_by_role("dialog", name="Notices")
    expect(panel.get_by_role("listitem").filter(has_text=order["number"])).to_contain_text(office.page.locator(".office-person bdi").first.inner_text())
    axe_clean(here.page)
    screenshot(here.page, "alerts-panel-1440")


def test_opening_a_notice_leads_to_its_order_and_counts_as_seen(api, server, till, new_device):
    office = OfficeOrders.open(new_device(), server)
    here, there = Notices(till.page), Notices(office.page)
    order = online_order(api, location_id=server.sign_in["location_id"])
    here.press(f"Open order {order['number']}")
    expect(till.page.get_by_role("button", name="Transactions")).to_have_attribute("aria-current", "page")
    expect(till.page.locator(".transactions-detail")).to_contain_text(order["number"])
    there.shows(0)
    second = online_order(api)
    there.press(f"Open order {second['number']}")
    office.page.wait_for_url(f"**/admin/orders/{second['id']}")
    here.shows(0)


def test_a_press_as_long_as_a_persons_is_not_lost_while_the_bell_waits_for_a_touch(api, server, new_device):
    office = OfficeOrders.open(new_device(), server)
    notices = Notices(office.page)
    order = online_order(api)
    expect(office.page.locator("html")).to_have_attribute("data-ringer", "locked")
    notices.strip.get_by_role("button", name=f"Open order {order['number']}").click(delay=150)
    office.page.wait_for_url(f"**/admin/orders/{order['id']}")
    notices.shows(0)


def test_several_are_one_line_that_unfolds_and_never_takes_the_focus(api, till, axe_clean, screenshot):
    notices, page = Notices(till.page), till.page
    box = page.get_by_role("searchbox", name="Scan or search")
    box.fill("oli")
    orders = [online_order(api, 1000 + number) for number in range(3)]
    expect(notices.strip).to_contain_text("3 new online orders")
    expect(box).to_be_focused()
    expect(box).to_have_value("oli")
    notices.strip.get_by_role("button", name="Show list").focus()
    page.keyboard.press("Enter")
    notices.shows(3)
    axe_clean(page)
    screenshot(page, "alerts-register-several")
    notices.row(orders[1]).get_by_role("button", name=re.compile("^Acknowledge")).focus()
    page.keyboard.press("Enter")
    notices.shows(2)
    assert page.evaluate("document.activeElement.closest('.alerts') !== null"), "whoever works by keys stays where the notices are"
    later = online_order(api, 2000)
    expect(notices.strip).to_contain_text("3 new online orders")
    with page.expect_response(lambda answer: answer.url.endswith("/api/v1/alerts/acknowledge")) as acknowledged:
        notices.press("Acknowledge all")
    assert acknowledged.value.ok
    notices.shows(0)
    assert not [each for each in api.all("/alerts", open="true") if each["order_id"] in {later["id"], *(order["id"] for order in orders)}]


@pytest.fixture
def line(server):
    line = CuttableLine(server.port)
    yield line
    line.close()


def test_what_came_while_the_line_was_cut_is_there_once_and_what_was_seen_is_not(api, line, register_page):
    page = register_page(base_url=line.url).page
    notices = Notices(page)
    known = online_order(api)
    expect(notices.row(known)).to_be_visible()
    line.cut()
    expect(page.locator(".dot-waiting, .banner").first).to_be_visible()
    missed = [online_order(api, 1100 + number) for number in range(2)]
    [seen] = [each for each in api.all("/alerts", open="true") if each["order_id"] == known["id"]]
    api.post(f"/alerts/{seen['id']}/acknowledge", expect=200)
    expect(notices.row(known)).to_be_visible()
    line.mend()
    expect(notices.strip).to_contain_text("2 new online orders", timeout=10_000)
    notices.press("Show list")
    notices.shows(2)
    for order in missed:
        expect(notices.row(order)).to_have_count(1)


def test_of_the_tabs_of_one_browser_one_rings(api, server, new_device):
    first = OfficeOrders.open(new_device(), server)
    second = first.page.context.new_page()
    second.goto("/admin/customers")
    second.locator("h1").click()
    tabs = [Notices(first.page), Notices(second)]
    order = online_order(api)
    for notices in tabs:
        expect(notices.row(order)).to_be_visible()
        expect(notices.page.locator("html")).to_have_attribute("data-ringer", re.compile("^(ringing|elsewhere)$"))
    states = {page.locator("html").get_attribute("data-ringer") for page in (first.page, second)}
    assert states == {"ringing", "elsewhere"}
    assert [notices.has_rung() for notices in tabs].count(True) == 1
    second.get_by_role("button", name=f"Acknowledge {order['number']}").click()
    for notices in tabs:
        notices.shows(0)


def test_no_notice_lies_over_what_takes_the_money(api, server, till, axe_clean, screenshot):
    page = till.page
    till.add(make_product(api, server.sign_in["location_id"], "Fern in a pot")["title"])
    for _ in range(3):
        online_order(api)
    notices = Notices(page)
    notices.press("Show list")
    notices.shows(3)
    for width, height, scheme in ((390, 844, "light"), (820, 1180, "dark"), (1440, 900, "light")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
        end = page.evaluate("document.querySelector('.alerts').getBoundingClientRect().bottom")
        for control in (".cart-pay", ".cart-hold", ".cart-amount"):
            part = page.locator(control).first
            if part.is_visible():
                box = part.bounding_box()
                assert end <= box["y"], f"the strip lies over {control} at {width}"
                assert part.evaluate("(part, [x, y]) => part.contains(document.elementFromPoint(x, y))", [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]), f"{control} is covered at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe_clean(page)
        screenshot(page, f"alerts-register-{width}")


def test_the_bell_is_tried_at_the_start_of_a_day_and_muted_for_one_device(api, till, screenshot):
    notices, page = Notices(till.page), till.page
    screenshot(page, "alerts-start-of-day")
    notices.press("Test sound")
    notices.press("Yes, I heard it")
    expect(notices.strip).to_have_count(0)
    page.reload()
    page.locator("#product-search").wait_for()
    expect(notices.strip).to_have_count(0)
    page.get_by_role("button", name="Notices", exact=True).click()
    page.get_by_role("button", name="Mute this device").click()
    page.get_by_role("button", name="Close").click()
    order = online_order(api)
    expect(notices.row(order)).to_be_visible()
    notices.sounds("muted")
    notices.press("Unmute")
    notices.sounds("ringing")
