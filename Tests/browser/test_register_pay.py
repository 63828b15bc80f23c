"""A10: cash with change and rounding, terminal, split tenders, equal parts, by items; receipt; refund with and without receipt."""

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
    make_product(api, location, title, 1000, sku=title.replace(" ", "-"))
    return title


@pytest.fixture
def manager(api):
    name = fresh("Marek")
    api.post("/staff", {"name": name, "role": "manager", "pin": "640917"}, expect=201)
    return name


def approve(till: Till, manager: str) -> None:
    approval = till.dialog("Approval needed")
    approval.get_by_text(manager, exact=True).click()
    approval.get_by_label("PIN").fill("640917")
    approval.get_by_role("button", name="Approve").click()


def test_cash_gives_change_and_the_next_scan_begins_a_new_sale(api, location, register_page):
    title = fresh("Mug")
    code = "58" + str(abs(hash(title)) % 10**10).zfill(10)
    make_product(api, location, title, 1250, barcode=code)
    till = Till(register_page())
    till.scan(code)
    till.page.keyboard.press("F9")
    till.page.get_by_role("radio", name=re.compile("^No receipt")).check()
    till.press("€20")
    expect(till.page.locator(".pay-card.is-paid")).to_contain_text("€7.50")
    till.press("Complete sale")
    expect(till.page.get_by_role("region", name="Sale complete")).to_contain_text("€7.50")
    till.scan(code)
    till.expect_total("€12.50")


def test_too_little_cash_says_what_is_missing(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.page.keyboard.press("F9")
    for digit in "4":
        till.page.get_by_role("group", name="Number pad").get_by_role("button", name=digit, exact=True).click()
    expect(till.page.get_by_text("Still to pay")).to_be_visible()
    complete = till.page.get_by_role("button", name=re.compile("^Complete sale"))
    expect(complete).to_have_attribute("aria-disabled", "true")
    expect(complete).to_contain_text("€6.00 missing")


def test_exact_cash_is_one_key(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.page.keyboard.press("F10")
    expect(till.page.get_by_label("Cash given")).to_have_value("10.00")


def test_a_sale_is_paid_in_several_ways(api, register_page, pot):
    till = Till(register_page())
    till.add(pot, times=3)
    till.page.keyboard.press("F9")
    till.page.get_by_role("radio", name=re.compile("^No receipt")).check()
    till.press("Card terminal")
    till.page.get_by_label("Amount", exact=True).fill("12")
    till.press("Take €12.00")
    expect(till.cart).to_contain_text("Taken")
    till.press("Transfer")
    till.page.get_by_label("Amount", exact=True).fill("8")
    till.press("Take €8.00")
    expect(till.cart.get_by_text("Taken")).to_have_count(2)
    till.press("Cash")
    expect(till.page.locator(".pay-card").first).to_contain_text("€10.00")
    till.press("Complete sale")
    expect(till.page.get_by_role("region", name="Sale complete")).to_be_visible()
    order = api.get("/orders", params={"q": pot, "status": "placed,closed"}, expect=200)["data"][0]
    assert sorted(payment["method"] for payment in order["payments"]) == ["bank_transfer", "card_terminal", "cash"]


def test_a_sale_that_costs_nothing_is_completed_without_a_tender(api, register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.page.keyboard.press("F4")
    till.page.get_by_label("Percent off").fill("100")
    till.press("Apply")
    till.expect_total("€0.00")
    till.pay_cash()
    order = api.get("/orders", params={"q": pot, "status": "placed,closed"}, expect=200)["data"][0]
    assert order["payments"] == []


def test_three_people_pay_equal_parts(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.page.keyboard.press("F9")
    till.page.get_by_role("radio", name=re.compile("^No receipt")).check()
    till.press("Equal parts")
    till.dialog("Equal parts").get_by_role("button", name="One more").click()
    till.press("Use equal parts")
    till.press("Card terminal")
    for amount in ("€3.34", "€3.33"):
        till.press(f"Take {amount}")
        expect(till.page.get_by_role("button", name=f"Take {amount}", exact=True)).to_have_count(0)
    till.press("Complete sale")
    expect(till.page.get_by_role("region", name="Sale complete")).to_be_visible()


def test_one_pays_for_an_item_and_a_tender_can_be_taken_back(api, location, register_page, pot):
    other = fresh("Basket")
    make_product(api, location, other, 2500)
    till = Till(register_page())
    till.add(pot)
    till.add(other)
    till.page.keyboard.press("F9")
    till.press("By items")
    till.page.get_by_role("button", name=f"One more {other}").click()
    till.press("Pay €25.00")
    till.press("Card terminal")
    till.press("Take €25.00")
    expect(till.cart).to_contain_text("Taken")
    expect(till.page.locator(".pay-card").first).to_contain_text("€10.00")


def test_store_credit_and_a_gift_card_pay(api, register_page, pot):
    name = fresh("Zofia")
    customer = api.post("/customers", {"name": name}, expect=201)
    api.post(f"/customers/{customer['id']}/store_credit", {"delta": 400, "reason": "Complaint"}, expect=(200, 201))
    card = api.post("/gift_cards", {"balance": 5000, "currency": "EUR"}, expect=201)
    till = Till(register_page())
    till.add(pot)
    till.page.keyboard.press("F3")
    till.page.get_by_role("searchbox", name="Name, e-mail or phone").fill(name)
    till.dialog("Customer").get_by_role("button", name=re.compile(re.escape(name))).click()
    till.synced()
    till.page.keyboard.press("F9")
    till.page.get_by_role("radio", name=re.compile("^No receipt")).check()
    till.press(re.compile("^Store credit"))
    till.press("Take €4.00")
    expect(till.cart).to_contain_text("Taken")
    till.press("Gift card")
    till.page.get_by_label("Gift card code").fill(card["code"])
    till.press("Complete sale")
    expect(till.page.get_by_role("region", name="Sale complete")).to_be_visible()


def test_the_receipt_is_shown_and_a_reprint_is_marked(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.pay_cash()
    till.press("On screen")
    expect(till.page.frame_locator(".receipt-frame").locator("body")).to_contain_text(pot)
    till.page.get_by_role("dialog", name="Receipt").get_by_role("button", name="Close").first.click()
    till.press("Transactions")
    till.page.get_by_role("searchbox", name="Number, name").fill(pot)
    till.page.locator(".transaction").first.click()
    with till.page.expect_request(lambda request: "copy=1" in request.url):
        till.press("Reprint receipt")


def test_a_refund_with_the_receipt_needs_approval_and_gives_back_what_was_paid(api, register_page, pot, manager):
    till = Till(register_page())
    till.add(pot, times=3)
    till.open_line(pot)
    till.line(pot).get_by_role("button", name="Discount").click()
    till.press("10%")
    till.press("Apply")
    till.pay_cash()
    till.press("Transactions")
    till.page.get_by_role("searchbox", name="Number, name").fill(pot)
    till.page.locator(".transaction").first.click()
    till.press("Refund")
    refund = till.dialog("Refund")
    refund.get_by_role("button", name=re.compile("^One more")).click()
    refund.get_by_label("Reason").fill("Cracked")
    refund.get_by_role("button", name="Refund €9.00").click()
    approve(till, manager)
    expect(till.page.get_by_text(re.compile("^Refunded €9.00"))).to_be_visible()
    till.press("Refund")
    refund.get_by_role("button", name="Everything").click()
    refund.get_by_role("button", name="Refund €18.00").click()
    approve(till, manager)
    expect(till.page.locator(".transaction").first).to_contain_text("Refunded")
    order = api.get("/orders", params={"q": pot, "status": "placed,closed,canceled"}, expect=200)["data"][0]
    assert (order["amount_paid"], order["amount_refunded"]) == (2700, 2700)


def test_a_return_without_receipt_finds_the_sale_by_the_goods_and_wants_a_reason(register_page, pot, manager):
    till = Till(register_page())
    till.add(pot)
    till.pay_cash()
    till.press("Transactions")
    till.press("Return without receipt")
    till.page.get_by_role("searchbox", name="Scan or search the goods").fill(pot)
    till.dialog("Return without receipt").get_by_role("button", name=re.compile(re.escape(pot))).click()
    refund = till.dialog("Refund")
    give = refund.get_by_role("button", name="Refund €10.00")
    expect(give).to_have_attribute("aria-disabled", "true")
    refund.get_by_label("Reason").fill("Unwanted gift")
    give.click()
    approve(till, manager)
    expect(till.page.get_by_text(re.compile("^Refunded €10.00"))).to_be_visible()
