"""An order that no conversation began (E3): somebody known by name and Enter, somebody new in one go; then its invoice is sent."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.goods import custom_line
from support.office import OfficeOrders
from support.order_desk import OrderDesk, fresh


@pytest.fixture
def desk(context, server):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return OfficeOrders.open(context, server)


def dialog(page):
    return page.get_by_role("dialog", name="Offline order")


def opened(page, api) -> dict:
    """The order whose page came up, ready for the first product."""
    page.wait_for_url("**/admin/orders/ord_*")
    expect(page.locator("#add-product")).to_be_focused()
    return api.get("/orders/" + re.search(r"ord_\w+", page.url).group(), expect=200).body


def test_name_and_enter_open_a_draft_for_somebody_known(desk, api):
    customer = api.post("/customers", {"name": fresh("Piyada"), "phone": "+66812345678"}, expect=201).body
    page = desk.page
    page.keyboard.press("o")
    expect(page.get_by_role("combobox", name="Customer")).to_be_focused()
    # Nobody waits for the list: Enter comes right after the name.
    page.keyboard.type(customer["name"])
    page.keyboard.press("Enter")
    order = opened(page, api)
    assert (order["customer_id"], order["channel"], order["status"]) == (customer["id"], "phone", "draft")


def test_several_are_chosen_from_by_arrows_and_the_way_is_noted(desk, api):
    family = uuid.uuid4().hex[:8]
    names = [f"{family} {first}" for first in ("Anna", "Berta", "Carla")]
    made = {name: api.post("/customers", {"name": name}, expect=201)["id"] for name in names}
    page = desk.page
    page.get_by_role("button", name="Offline order").click()
    dialog(page).get_by_role("radio", name="LINE").check()
    page.get_by_role("combobox", name="Customer").fill(family)
    options = dialog(page).get_by_role("option")
    expect(options).to_have_count(4)
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    wanted = options.nth(1).locator("b").inner_text()
    page.keyboard.press("Enter")
    order = opened(page, api)
    assert (order["customer_id"], order["channel"]) == (made[wanted], "line")
    page.goto("/admin/orders")
    page.get_by_role("button", name="Offline order").click()
    expect(dialog(page).get_by_role("radio", name="LINE")).to_be_checked()


def test_somebody_new_is_made_once_however_hastily_it_is_pressed(desk, api):
    name = fresh("Kanya")
    page = desk.page
    page.get_by_role("button", name="Offline order").click()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_label("Name", exact=True)).to_have_value(name)
    expect(dialog(page).get_by_label("Phone", exact=True).last).to_be_focused()
    page.keyboard.type("+31 6 1234 0018")
    dialog(page).get_by_label("E-mail", exact=True).fill("not an address")
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("alert")).to_contain_text("An e-mail address has the form")
    dialog(page).get_by_label("E-mail", exact=True).fill("kanya@example.org")
    dialog(page).locator("summary", has_text="Address").click()
    dialog(page).get_by_label("City", exact=True).fill("Utrecht")
    # The answer of the first press is lost on the way; the second press asks for the same.
    lost = []

    def lose(route):
        lost.append(route.request.post_data_json)
        if len(lost) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/api/v1/orders", lose)
    dialog(page).get_by_role("button", name="Create order").dblclick()
    dialog(page).get_by_role("button", name="Try again").click()
    order = opened(page, api)
    assert len(lost) == 2 and lost[0] == lost[1]
    [customer] = api.get("/customers", params={"q": name}, expect=200)["data"]
    orders = api.get("/orders", params={"customer_id": customer["id"]}, expect=200)["data"]
    assert [one["id"] for one in orders] == [order["id"]]
    assert (order["shipping_address"]["city"], order["shipping_address"]["name"]) == ("Utrecht", name)


def test_whoever_is_known_already_is_offered_before_they_are_written_down_twice(desk, api):
    phone = f"+31 6 {uuid.uuid4().int % 10**8:08}"
    known = api.post("/customers", {"name": fresh("Daan"), "phone": phone}, expect=201).body
    page = desk.page
    page.get_by_role("button", name="Offline order").click()
    dialog(page).get_by_role("button", name="From new customer").click()
    dialog(page).get_by_label("Phone", exact=True).last.fill(phone.replace(" ", ""))
    expect(dialog(page).get_by_role("status")).to_contain_text(known["name"])
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Customer")).to_be_focused()
    dialog(page).get_by_role("button", name="From new customer").click()
    dialog(page).get_by_label("Phone", exact=True).last.fill(phone)
    dialog(page).get_by_role("button", name="Order for them").click()
    assert opened(page, api)["customer_id"] == known["id"]


def test_the_inbox_has_the_same_way_at_its_head(desk, api):
    customer = api.post("/customers", {"name": fresh("Layla")}, expect=201).body
    page = desk.page
    page.goto("/admin/inbox")
    page.get_by_role("button", name="Offline order").click()
    page.get_by_role("combobox", name="Customer").fill(customer["name"])
    page.keyboard.press("Enter")
    assert opened(page, api)["customer_id"] == customer["id"]


@pytest.mark.parametrize("width,height", [(390, 844), (1440, 900)])
def test_both_steps_fit_and_have_no_flaw(context, server, axe_clean, width, height):
    page = OfficeOrders.open(context, server).page
    page.set_viewport_size({"width": width, "height": height})
    page.get_by_role("button", name="Offline order").click()
    expect(dialog(page).get_by_role("option").first).to_be_visible()
    axe_clean(page)
    dialog(page).get_by_role("button", name="From new customer").click()
    expect(dialog(page).get_by_label("Name", exact=True)).to_be_focused()
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = dialog(page).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["height"] <= height


def test_the_invoice_is_shared_by_oneself_and_what_follows_is_at_hand(desk, api):
    page = desk.page
    order = api.post("/orders", {"channel": "instagram", "new_customer": {"name": fresh("Zofia"), "phone": "+48601224518"}, "lines": [custom_line("Vase", 4900)]}, expect=201).body
    page.goto(f"/admin/orders/{order['id']}/send")
    panel = page.get_by_role("complementary", name="Send invoice")
    expect(panel.get_by_role("heading", name="Send invoice information")).to_be_visible()
    # Known by phone alone, so an SMS is what is offered first.
    expect(panel.get_by_label("To", exact=True)).to_have_value("+48601224518")
    expect(panel.locator(".share-text")).to_contain_text("Vase")
    expect(panel.get_by_role("button", name="Notify transfer")).to_have_count(0)
    panel.get_by_role("button", name="Copy text").click()
    expect(page.get_by_text("Text copied")).to_be_visible()
    assert "/checkout/" in page.evaluate("navigator.clipboard.readText()")
    expect(page.get_by_role("button", name="Change to draft")).to_be_visible()
    panel.get_by_role("button", name="Notify transfer").click()
    page.get_by_role("dialog").get_by_role("button", name="Notify transfer").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert OrderDesk(page, api, order).order()["display_status"] == "payment_check"
