"""A1, A8 and A15: the device and its cashier, the grid of tiles, float, movements and the closing count."""

import re

import pytest
from playwright.sync_api import expect

from support.register_till import Till, fresh, make_product


@pytest.fixture
def location(server):
    return server.sign_in["location_id"]


def test_the_device_remembers_its_register_and_staff_switch_by_pin(server, register_page):
    opened = register_page(0, 0)
    till = Till(opened)
    expect(till.page.get_by_role("banner")).to_contain_text(server.sign_in["registers"][0]["name"])
    till.page.get_by_role("button", name=re.compile(re.escape(server.sign_in["cashiers"][0]["name"]))).click()
    opened.cashier = server.sign_in["cashiers"][1]
    opened.enter_pin()
    expect(till.page.get_by_role("banner")).to_contain_text(server.sign_in["cashiers"][1]["name"])
    expect(till.page.get_by_role("banner")).to_contain_text(server.sign_in["registers"][0]["name"])


def test_the_cart_is_still_there_for_the_next_cashier(api, location, server, register_page):
    title = fresh("Pot")
    make_product(api, location, title, 1000)
    opened = register_page(0, 0)
    till = Till(opened)
    till.add(title)
    till.page.get_by_role("button", name=re.compile(re.escape(server.sign_in["cashiers"][0]["name"]))).click()
    opened.cashier = server.sign_in["cashiers"][1]
    opened.enter_pin()
    till.expect_total("€10.00")


def test_tiles_are_added_moved_and_taken_away_with_a_managers_word(api, location, register_page):
    title = fresh("Willow basket")
    make_product(api, location, title, 1890)
    manager = fresh("Ewa")
    api.post("/staff", {"name": manager, "role": "manager", "pin": "518304"}, expect=201)
    till = Till(register_page(1, 0))
    till.press("Edit tiles")
    till.press("Add tile")
    add = till.dialog("Add tile")
    add.get_by_role("searchbox").fill(title)
    add.get_by_role("button", name=title).click()
    edited = till.page.locator(".tile-editing", has_text=title)
    expect(edited).to_have_attribute("aria-pressed", "true")
    till.press("Move earlier")
    till.page.locator(".tile-editing", has_text="Discount").click()
    till.press("Remove")
    till.press("Add tile")
    add.get_by_role("button", name="Action", exact=True).click()
    add.get_by_role("button", name="Discount").click()
    till.press("Done")
    approval = till.dialog("Approval needed")
    approval.get_by_text(manager, exact=True).click()
    approval.get_by_label("PIN").fill("518304")
    approval.get_by_role("button", name="Approve").click()
    expect(till.page.locator(".tiles-counter .tile", has_text=title)).to_be_visible()
    till.page.reload()
    till = till.__class__(type("Opened", (), {"page": till.page, "register": till.register}))
    till.page.locator(".tiles-counter .tile", has_text=title).click()
    till.expect_total("€18.90")
    expect(till.page.locator(".tiles-counter .tile-action", has_text="Discount")).to_be_visible()
    expect(till.page.get_by_role("group", name="Actions").get_by_role("button")).to_have_count(4)


def test_the_till_is_opened_with_a_float_moved_counted_and_closed(api, server, register_page):
    register = server.sign_in["registers"][1]["id"]
    for session in api.get(f"/registers/{register}/sessions", expect=200)["data"]:
        if session["closed_at"] is None:
            api.post(f"/registers/{register}/sessions/{session['id']}/close", {"counted": 0}, expect=200)
    title = fresh("Pot")
    make_product(api, server.sign_in["location_id"], title, 1000)
    till = Till(register_page(1, 0))
    till.press("Cash")
    till.press("Open the till")
    till.page.get_by_label("Float in EUR").fill("100")
    till.dialog("Open the till").get_by_role("button", name="Open the till").click()
    expect(till.page.locator(".figure", has_text="Opening float")).to_contain_text("€100.00")
    till.press("Cash out")
    till.page.get_by_label("Amount in EUR").fill("20")
    till.page.get_by_label("Reason").fill("Window cleaner")
    till.press("Save")
    expect(till.page.get_by_text("Window cleaner")).to_be_visible()
    till.press("Sell")
    till.add(title)
    till.pay_cash("20")
    till.press("New sale")
    till.add(title)
    till.hold()
    till.press("Cash")
    expect(till.page.get_by_text(re.compile(r"still held$"))).to_be_visible()
    till.press("Closing count")
    till.page.get_by_label("Counted in EUR").fill("89")
    till.press("Close the till")
    expect(till.page.get_by_role("status").filter(has_text="€1.00 short")).to_be_visible()
    expect(till.page.get_by_text("Expected €90.00, counted €89.00.")).to_be_visible()
