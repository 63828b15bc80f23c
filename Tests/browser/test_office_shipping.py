"""Parcels as a clerk sends them: one under its chip, thirty from a list that is scanned, some of an order from its own page (D2, D3)."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.goods import custom_line
from support.office import OfficeOrders
from support.order_desk import desk_for
from support.parcels import read, to_ship


@pytest.fixture
def tag():
    return f"ship-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def desk(context, server):
    return lambda query="": OfficeOrders.open(context, server, query)


@pytest.fixture(scope="module")
def courier(api) -> str:
    return api.post("/couriers", {"name": f"Van {uuid.uuid4().hex[:6]}", "tracking_url": "https://van.example/{tracking_number}"}, expect=201)["name"]


def test_a_parcel_is_sent_under_its_chip_by_keyboard_and_taken_back(api, desk, tag, courier, axe_clean):
    order = to_ship(api, tags=[tag])
    orders = desk(f"?tag={tag}")
    page = orders.page
    orders.chip(order).focus()
    page.keyboard.press("s")
    panel = page.get_by_role("dialog", name=re.compile(order["number"]))
    number = panel.get_by_label("Tracking number")
    expect(number).to_be_focused()
    expect(panel.get_by_role("radio", name="Delivered")).to_have_count(0)
    panel.get_by_label("Courier").select_option(courier)
    number.press("Enter")
    expect(panel).to_contain_text("Add the tracking number.")
    expect(number).to_be_focused()
    axe_clean(page)
    page.keyboard.type("3STBK0842")
    page.keyboard.press("Enter")
    expect(orders.chip(order)).to_have_text("Shipped")
    expect(orders.row(order)).to_contain_text(f"{courier} 3STBK0842")
    orders.toast("Shipped").get_by_role("button", name="Undo").click()
    expect(orders.chip(order)).to_have_text("Paid")
    assert read(api, order)["shipments"] == []


def test_a_part_is_sent_and_escape_leaves_all_as_it_was(api, desk, tag, courier):
    order = to_ship(api, custom_line("Pot", 100, 3, requires_shipping=True), tags=[tag])
    orders = desk(f"?tag={tag}")
    page = orders.page
    panel = page.get_by_role("dialog", name=re.compile(order["number"]))
    for leaves in (True, False):
        orders.chip(order).click()
        panel.get_by_role("button", name="Ship a part").click()
        count = panel.get_by_label("Pot")
        expect(count).to_be_focused()
        count.fill("2")
        if leaves:
            page.keyboard.press("Escape")
            expect(panel).to_have_count(0)
            expect(orders.chip(order)).to_be_focused()
    panel.get_by_label("Courier").select_option(courier)
    panel.get_by_label("Tracking number").fill("3S1")
    panel.get_by_role("button", name=re.compile("^Save")).click()
    expect(orders.toast("Shipped")).to_be_visible()
    after = read(api, order)
    assert ([one["lines"][0]["quantity"] for one in after["shipments"]], after["fulfillment_status"]) == ([2], "partially_fulfilled")


def test_thirty_parcels_are_scanned_into_one_list(api, desk, tag, courier, axe_clean):
    sent = [to_ship(api, tags=[tag]) for _ in range(30)]
    orders = desk(f"?tag={tag}")
    page = orders.page
    page.get_by_role("checkbox", name="Tick all").check()
    page.get_by_role("region", name="Ticked orders").get_by_role("button", name="Mark shipped").click()
    dialog = page.get_by_role("dialog", name="Mark shipped from a list")
    text = dialog.get_by_label("List")
    expect(text).to_be_focused()
    # The scanner types, then presses Enter; the last parcel's label was printed for an order that went long ago.
    for at in range(29):
        page.keyboard.insert_text(f"3S{at:04}")
        page.keyboard.press("Enter")
    page.keyboard.insert_text("3S0029\n999999\t3S9999")
    lines = text.input_value().split("\n")
    assert lines[0].split("\t") == [sent[-1]["number"], "3S0000"] and len(lines) == 31
    dialog.get_by_label("Courier where a line names none").select_option(courier)
    dialog.get_by_role("button", name="Check the list").click()
    expect(dialog).to_contain_text("30 orders are ready to be marked. 1 line cannot be done")
    axe_clean(page)
    dialog.get_by_role("button", name="Mark 30 orders shipped").click()
    expect(dialog).to_contain_text("1 line was not done")
    expect(dialog.locator("tbody tr").first).to_contain_text("No order has this number.")
    dialog.get_by_role("button", name="Correct these lines").click()
    expect(text).to_have_value("999999\t3S9999\t" + courier)
    page.keyboard.press("Escape")
    expect(orders.chip(sent[0])).to_have_text("Shipped")
    assert [read(api, order)["shipments"][0]["tracking_number"] for order in (sent[-1], sent[0])] == ["3S0000", "3S0029"]


def test_packages_go_their_own_ways_on_the_order_page(api, context, server, courier, axe_clean):
    order = to_ship(api, custom_line("Pot", 100, 2, requires_shipping=True), custom_line("ต้นมะกอก", 900, requires_shipping=True))
    first, second = order["lines"]
    for line, quantity in ((first, 2), (second, 1)):
        api.post(f"/orders/{order['id']}/shipments", {"lines": [{"line_id": line["id"], "quantity": quantity}]}, expect=200)
    here = desk_for(context, server, api, order)
    section = here.section("Packages")
    section.get_by_role("button", name="Package 1: Mark shipped").click()
    dialog = here.dialog("Mark shipped")
    dialog.get_by_role("button", name=re.compile("^Save")).click()
    expect(dialog).to_contain_text("Add the tracking number.")
    dialog.get_by_label("Courier").select_option(courier)
    dialog.get_by_label("Tracking number").fill("3S77")
    dialog.get_by_role("button", name=re.compile("^Save")).click()
    row = section.locator("[data-package]").first
    expect(row.locator(".chip")).to_have_text("Shipped")
    expect(row.get_by_role("link", name="Follow parcel 3S77")).to_have_attribute("href", "https://van.example/3S77")
    here.page.get_by_role("button", name="What can be done with Package 1").click()
    here.page.get_by_role("menuitem", name="Not delivered").click()
    expect(row.locator(".chip")).to_have_text("Not delivered")
    here.page.locator("#toasts").get_by_role("button", name="Undo").last.click()
    expect(row.locator(".chip")).to_have_text("Shipped")
    section.get_by_role("button", name="Package 1: Delivered").click()
    expect(row.locator(".chip")).to_have_text("Delivered")
    axe_clean(here.page)
    after = read(api, order)
    assert ([one["status"] for one in after["shipments"]], after["fulfillment_status"]) == (["delivered", "pending"], "partially_fulfilled")


@pytest.mark.parametrize("paper", ["pick-list", "packing-slips"])
def test_papers_of_ticked_orders_are_printed_in_any_script(api, context, server, paper, axe_clean, screenshot):
    orders = [to_ship(api, custom_line(title, 900, 2, requires_shipping=True, note="สลักชื่อ: สมหญิง"), customer_note="Ring twice.")
              for title in ("مزهرية زرقاء", "Olive tree 120 cm " + "in a basket " * 12)]
    desk = OfficeOrders.open(context, server)
    page = desk.page
    page.goto(f"/admin/orders/{paper}?ids={','.join(order['id'] for order in orders)}")
    axe_clean(page)
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Print").click()
    expect(page).to_have_title("printed")
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        screenshot(page, f"office-{paper}-{width}")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.locator("body")).to_contain_text("مزهرية زرقاء")
