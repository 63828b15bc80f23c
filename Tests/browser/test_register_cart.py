"""A3 and A13: customers, discounts with approval, notes, tags; split, merge, duplicate."""

import re

import pytest
from playwright.sync_api import expect

from support.register_till import Till, fresh, make_product


@pytest.fixture
def location(server):
    return server.sign_in["location_id"]


@pytest.fixture
def pot(api, location):
    title = fresh("Pot")
    make_product(api, location, title, 1000)
    return title


def make_manager(api) -> tuple[str, str]:
    name = fresh("Nora")
    api.post("/staff", {"name": name, "role": "manager", "pin": "730518"}, expect=201)
    return name, "730518"


def test_a_customer_is_created_as_one_goes_and_found_again(register_page, pot):
    name = fresh("Małgorzata Wiśniewska")
    till = Till(register_page())
    till.add(pot)
    till.press("New customer", exact=False)
    till.page.get_by_label("Name", exact=True).fill(name)
    till.page.get_by_label("Phone").fill("+48 601 224 518")
    till.press("Save customer")
    expect(till.cart).to_contain_text(name)
    till.synced()
    till.cart.get_by_role("button", name=re.compile(re.escape(name))).click()
    till.press("Remove from cart")
    expect(till.cart).to_contain_text("Add customer")
    till.page.keyboard.press("F3")
    till.page.get_by_role("searchbox", name="Name, e-mail or phone").fill(name.split()[-1])
    till.dialog("Customer").get_by_role("button", name=re.compile(re.escape(name))).click()
    expect(till.cart).to_contain_text("+48 601 224 518")


def test_discounts_on_a_line_and_on_the_cart_with_their_reason(register_page, pot):
    till = Till(register_page())
    till.add(pot, times=2)
    till.open_line(pot)
    till.line(pot).get_by_role("button", name="Discount").click()
    till.press("10%")
    till.page.get_by_label("Reason").fill("last one in the box")
    till.press("Apply")
    till.expect_total("€18.00")
    expect(till.line(pot)).to_contain_text("10% off · last one in the box")
    till.page.keyboard.press("F4")
    till.press("Amount")
    till.page.get_by_label("Amount in EUR").fill("3")
    till.press("Apply")
    till.expect_total("€15.00")
    till.synced()
    till.expect_total("€15.00")
    till.page.get_by_role("button", name=re.compile("^Remove Discount")).click()
    till.expect_total("€18.00")


def test_a_cashiers_new_price_needs_a_managers_pin(api, register_page, pot):
    manager, pin = make_manager(api)
    till = Till(register_page())
    till.add(pot)
    till.open_line(pot)
    till.line(pot).get_by_role("button", name="Discount").click()
    till.press("New price")
    till.page.get_by_label("New unit price in EUR").fill("7.50")
    till.press("Apply")
    approval = till.dialog("Approval needed")
    approval.get_by_text(manager, exact=True).click()
    approval.get_by_label("PIN").fill("111111")
    approval.get_by_role("button", name="Approve").click()
    expect(approval.get_by_role("alert")).to_be_visible()
    approval.get_by_label("PIN").fill(pin)
    approval.get_by_role("button", name="Approve").click()
    till.expect_total("€7.50")
    till.synced()
    till.expect_total("€7.50")


def test_notes_and_tags_stay_with_the_order(api, register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.page.keyboard.press("F8")
    till.dialog("Cart note").get_by_label("Note").fill("Wraps it herself")
    till.press("Save")
    till.open_line(pot)
    till.line(pot).get_by_role("button", name="Note").click()
    till.dialog("Line note").get_by_label("Note").fill("the blue one")
    till.press("Save")
    tag = fresh("gift").replace(" ", "-")
    till.more("Tags")
    till.page.get_by_label("New tag").fill(tag)
    till.press("Add")
    till.press("Save")
    expect(till.cart).to_contain_text("Wraps it herself")
    expect(till.line(pot)).to_contain_text("the blue one")
    till.synced()
    order = api.get("/orders", params={"tag": tag, "status": "draft"}, expect=200)["data"][0]
    assert (order["note"], order["lines"][0]["note"]) == ("Wraps it herself", "the blue one")


def test_an_order_is_split_and_merged_again(register_page, pot):
    till = Till(register_page())
    till.add(pot, times=3)
    till.more("Split order")
    till.dialog("Split order").get_by_role("button", name=re.compile("^One more")).click()
    till.press("Split off")
    till.expect_total("€20.00")
    toast = till.page.get_by_text(re.compile("^Split into D-"))
    expect(toast).to_be_visible()
    number = re.search(r"D-\d+", toast.inner_text()).group()
    till.more("Merge a held order")
    till.dialog("Merge held orders").locator("label", has_text=number).click()
    till.press("Merge into cart")
    till.expect_total("€30.00")


def test_a_cart_is_duplicated_onto_the_held_orders(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.more("Duplicate order")
    toast = till.page.get_by_text(re.compile("^Copied into D-"))
    expect(toast).to_be_visible()
    number = re.search(r"D-\d+", toast.inner_text()).group()
    till.open_held()
    expect(till.row(number)).to_contain_text("€10.00")


def test_a_cleared_cart_comes_back_with_undo(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.more("Clear cart")
    expect(till.page.get_by_text("Ready for the next customer")).to_be_visible()
    till.press("Undo")
    till.expect_total("€10.00")
