"""Money given back at a desk: by line and by amount, from one of several payments, what was too much; and the page of all payments."""

import datetime
import re
import uuid

import pytest
from playwright.sync_api import expect

from support.browser_fixtures import device_at
from support.goods import custom_line, draft, level, variant
from support.order_desk import OrderDesk, desk_for
from support.pages import sign_in_as_owner
from support.paying import charged, customer_with_card, read, sent, started


@pytest.fixture
def context(browser, card_server):
    """A browser at the shop that takes cards."""
    with device_at(browser, card_server.url) as context:
        yield context


@pytest.fixture
def desk(context, card_server, card_api):
    return lambda order: desk_for(context, card_server, card_api, order)


@pytest.fixture
def payments(context, card_server):
    """The page of all payments, opened by the owner."""
    page = context.new_page()
    sign_in_as_owner(page, card_server.sign_in["owner"])

    def open_tab(tab: str = ""):
        page.goto("/admin/payments" + (f"?tab={tab}" if tab else ""))
        return page

    return open_tab


def pay(api, order: dict, **body) -> dict:
    return api.post(f"/orders/{order['id']}/payments", body, key=True, expect=200).body


def claim(api, order: dict, amount: int) -> dict:
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return api.post(f"/orders/{order['id']}/transfer_notices", {"amount": amount, "paid_at": now}, key=True, expect=200)["transfer_notices"][-1]


def overpaid(api, total: int = 5000, over: int = 1200) -> dict:
    """An order that a transfer paid too much for."""
    order = sent(api, total)
    notice = claim(api, order, total + over)
    return api.post(f"/orders/{order['id']}/transfer_notices/{notice['id']}/confirm", {}, key=True, expect=200).body


def test_a_line_is_given_back_to_its_card_and_goes_on_the_shelf(desk, card_server, card_api):
    place = card_server.sign_in["location_id"]
    pot = variant(card_api, place, stock=10, price=1500)
    customer, card = customer_with_card(card_api)
    order = draft(card_api, {"variant_id": pot["id"], "quantity": 2, "requires_shipping": False}, customer_id=customer, location_id=place)
    charged(card_api, order, card)
    on_hand = level(card_api, pot["id"], place)["on_hand"]
    here = desk(order)
    here.page.locator("#refund").click()
    dialog = here.dialog("Refund")
    dialog.get_by_role("textbox").first.fill("1")
    expect(dialog.get_by_role("checkbox", name="Back on the shelf")).to_be_checked()
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"What happens: €1[0-9]\.\d\d to Visa 4242"))
    dialog.get_by_label("Reason").fill("Chipped")
    dialog.get_by_role("button", name=re.compile("Refund €")).click()
    expect(here.section("Transactions").locator(".transaction-refunds")).to_contain_text("Refund: Visa 4242 Given back")
    after = read(card_api, order)
    assert [(one["status"], one["reason"], one["lines"][0]["restock"]) for one in after["refunds"]] == [("succeeded", "Chipped", True)]
    assert level(card_api, pot["id"], place)["on_hand"] == on_hand + 1


def test_an_amount_comes_back_from_the_payment_that_was_chosen(desk, card_api):
    customer, card = customer_with_card(card_api)
    order = draft(card_api, custom_line("Vase", 2000, rate=None), customer_id=customer)
    pay(card_api, order, method="cash", amount=800)
    charged(card_api, order, card)
    here = desk(order)
    here.page.locator("#refund").click()
    dialog = here.dialog("Refund")
    dialog.get_by_role("button", name="Amount").click()
    dialog.get_by_label("Amount in EUR").fill("15.00")
    expect(dialog.get_by_role("status")).to_have_text("What happens: €12.00 to Visa 4242, €3.00 in cash")
    dialog.get_by_label("From").select_option(label="Cash, €8.00 left")
    expect(dialog.get_by_role("status")).to_have_text("At most €8.00 can be given back from there.")
    expect(dialog.get_by_role("button", name="Refund €15.00")).to_have_attribute("aria-disabled", "true")
    dialog.get_by_label("Amount in EUR").fill("5")
    dialog.get_by_label("How").select_option(label="As store credit")
    expect(dialog.get_by_role("status")).to_have_text("What happens: €5.00 as store credit")
    dialog.get_by_role("button", name="Refund €5.00").click()
    expect(dialog).to_be_hidden()
    after = read(card_api, order)
    assert [(one["method"], one["amount"], one["payment_id"]) for one in after["refunds"]] == [("store_credit", 500, after["payments"][0]["id"])]
    assert card_api.get(f"/customers/{customer}", expect=200)["store_credit"] == 500


def test_what_a_provider_has_not_given_back_yet_is_under_way(desk, card_api, provider):
    customer, card = customer_with_card(card_api)
    order = draft(card_api, custom_line("Vase", 2000, rate=None), customer_id=customer)
    charged(card_api, order, card)
    provider.fails("refund.create", times=None)
    here = desk(order)
    here.page.locator("#refund").click()
    dialog = here.dialog("Refund")
    dialog.get_by_role("textbox").first.fill("1")
    dialog.get_by_role("button", name="Refund €20.00").click()
    expect(here.page.get_by_text("The refund is under way")).to_be_visible()
    expect(here.section("Transactions").locator(".transaction-refunds")).to_contain_text("Under way")
    provider.is_well_again()


def test_what_was_too_much_is_given_back_from_the_order(desk, card_api):
    order = overpaid(card_api)
    here = desk(order)
    section = here.section("Transactions")
    expect(section).to_contain_text("€12.00 too much was paid")
    section.get_by_role("button", name="Give back €12.00").click()
    dialog = here.page.get_by_role("dialog")
    expect(dialog).to_contain_text("€12.00 goes back the way it came.")
    dialog.get_by_role("button", name="Give back €12.00").click()
    expect(section.locator(".task")).to_have_count(0)
    assert read(card_api, order)["amount_refunded"] == 1200


def test_what_was_too_much_is_kept_with_a_reason_from_the_page_of_payments(payments, card_api):
    order = overpaid(card_api)
    page = payments("decide")
    row = page.locator(".waiting-row").filter(has_text=order["number"])
    row.get_by_role("button", name="Keep as agreed").click()
    dialog = page.get_by_role("dialog")
    keep = dialog.get_by_role("button", name="Keep as agreed")
    expect(keep).to_have_attribute("aria-disabled", "true")
    dialog.get_by_label("Reason").fill("Pays the next order")
    keep.click()
    expect(row).to_have_count(0)
    tasks = card_api.get("/payment_tasks", params={"order_id": order["id"]}, expect=200)["data"]
    assert [(one["kind"], one["resolution"]) for one in tasks] == [("surplus", "kept")]


def test_who_waits_is_counted_on_every_page_and_confirmed_from_the_list_as_it_happens(payments, card_api):
    page = payments("check")
    order = sent(card_api, 3300)
    claim(card_api, order, 3300)
    row = page.locator(".waiting-row").filter(has_text=order["draft_number"])
    expect(row).to_contain_text("€33.00 by transfer")
    count = page.locator('[data-count="payments"]')
    waiting = card_api.get("/payments/counts", expect=200).body
    before = waiting["to_check"] + waiting["to_decide"]
    expect(count).to_have_text(str(before))
    row.get_by_role("button", name="Confirm").click()
    page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    expect(row).to_have_count(0)
    expect(count).to_have_text(str(before - 1) if before > 1 else "")
    assert read(card_api, order)["payment_status"] == "paid"


def test_a_payment_under_way_is_canceled_from_the_list(payments, card_api):
    order = sent(card_api, 4400)
    started(card_api, order)
    page = payments("way")
    row = page.locator(".waiting-row").filter(has_text=order["draft_number"])
    row.get_by_role("button", name="Cancel it").click()
    expect(row).to_have_count(0)
    assert read(card_api, order)["payments"][0]["status"] == "voided"


def test_all_payments_are_narrowed_and_the_address_keeps_it(payments, card_api):
    customer, card = customer_with_card(card_api)
    order = draft(card_api, custom_line("Vase", 2000, rate=None), customer_id=customer)
    reference = f"T-{uuid.uuid4().hex[:8]}"
    pay(card_api, order, method="card_terminal", amount=700, reference=reference)
    charged(card_api, order, card)
    number = read(card_api, order)["number"]
    page = payments("all")
    page.get_by_placeholder("Number, reference or card end").fill(number)
    table = page.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(3)
    expect(table).to_contain_text("Visa 4242")
    page.get_by_label("Method").select_option(label="Card terminal")
    expect(table.get_by_role("row")).to_have_count(2)
    expect(table).to_contain_text(reference)
    page.reload()
    expect(table.get_by_role("row")).to_have_count(2)
    page.get_by_label("State").select_option(label="Failed")
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(table.get_by_role("row").nth(3)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()


def test_an_order_that_waits_for_its_transfer_leads_there_from_the_list(payments, context, card_server, card_api):
    order = sent(card_api, 2100)
    claim(card_api, order, 2100)
    page = payments()
    page.goto(f"/admin/orders?q={order['draft_number']}")
    page.get_by_role("link", name="Confirm transfer").click()
    expect(OrderDesk(page, card_api, order).section("Transactions").get_by_role("button", name="Confirm")).to_be_in_viewport()


def test_a_card_on_file_is_shown_and_removed_at_its_customer(payments, card_api):
    customer, _ = customer_with_card(card_api)
    page = payments()
    page.goto(f"/admin/customers/{customer}")
    cards = page.get_by_role("region", name="Cards on file")
    expect(cards).to_contain_text("Visa 4242")
    cards.get_by_role("button", name="Ask for a card").click()
    dialog = page.get_by_role("dialog")
    with page.expect_popup() as opened:
        dialog.get_by_role("link", name="Open the page").click()
    expect(opened.value.get_by_role("heading", name="Provider's page")).to_be_visible()
    cards.get_by_role("button", name="Remove Visa 4242").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(cards).to_contain_text("No card on file.")
    assert card_api.get(f"/customers/{customer}/payment_methods", expect=200)["data"] == []


def test_what_a_provider_told_in_vain_is_shown_and_looked_into_again(payments):
    page = payments("all")
    dead = {"id": "evt_1", "provider": "stripe", "type": "charge.refunded", "object_id": "ch_1", "payment_id": None, "state": "dead", "attempts": 20,
            "next_attempt_at": None, "last_error": "No such charge", "received_at": "2026-11-20T09:00:00.000Z"}
    asked = []
    page.route("**/provider_events?*", lambda route: route.fulfill(json={"data": [] if asked else [dead], "next_cursor": None}))
    page.route("**/provider_events/evt_1/retry", lambda route: (asked.append(route.request.method), route.fulfill(json={**dead, "state": "waiting"})))
    page.get_by_role("link", name="Under way").click()
    row = page.locator('[data-event="evt_1"]')
    expect(row).to_contain_text("Stripe told something that could not be used")
    row.get_by_role("button", name="Try again").click()
    expect(row).to_have_count(0)
    assert asked == ["POST"]
