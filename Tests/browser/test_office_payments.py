"""Money at a desk: a card on file, a card over the phone on the provider's own page, transfers, refunds, and the page of all payments."""

import re
import struct
import uuid
import zlib

import pytest
from playwright.sync_api import expect

from support.browser_fixtures import device_at
from support.client import Client
from support.goods import custom_line, draft
from support.order_desk import desk_for
from support.pages import sign_in_as_owner
from support.paying import customer_with_card, read, sent, started


@pytest.fixture
def desk(browser, card_server, card_api):
    """`desk(order)`: a browser at that order of the shop that takes cards; a page error fails the test."""
    with device_at(browser, card_server.url) as context:
        yield lambda order: desk_for(context, card_server, card_api, order)


def picture(shade: int) -> bytes:
    """A small PNG of one colour; another shade is another picture."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([40 + shade * 90, 120, 200]) * 24 for _ in range(32))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 24, 32, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def bought(api, *lines, **fields) -> dict:
    return draft(api, *(lines or (custom_line("Vase", 2000, rate=None),)), **fields)


def test_a_card_on_file_is_charged_once_after_saying_what_card_and_order(desk, card_api, provider):
    customer, _ = customer_with_card(card_api)
    order = bought(card_api, customer_id=customer)
    charges = len(provider.books.charges)
    here = desk(order)
    here.page.locator("#take-charge").click()
    dialog = here.dialog("Charge Visa 4242")
    expect(dialog).to_contain_text(f"€20.00 is taken from Visa 4242 for order {order['draft_number']} at once.")
    dialog.get_by_role("button", name="Charge €20.00").dblclick()
    expect(dialog).to_be_hidden()
    expect(here.page.locator("#transactions")).to_contain_text("Visa 4242")
    expect(here.page.locator("#take-charge")).to_have_count(0)
    paid = read(card_api, order)
    assert (paid["payment_status"], [one["amount"] for one in paid["payments"]]) == ("paid", [2000])
    assert len(provider.books.charges) == charges + 1


def test_a_refused_card_says_so_and_what_to_do_next(desk, card_api):
    customer, _ = customer_with_card(card_api, "pm_card_chargeDeclined")
    order = bought(card_api, customer_id=customer)
    here = desk(order)
    here.page.locator("#take-charge").click()
    dialog = here.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Charge €20.00").click()
    expect(dialog.get_by_role("alert")).to_contain_text("The bank refused the card. Nothing was taken.")
    expect(dialog.get_by_role("link", name="Send the link")).to_have_attribute("href", f"/admin/orders/{order['id']}/send")
    assert read(card_api, order)["amount_paid"] == 0


def test_an_answer_that_is_lost_is_asked_for_again_and_charges_once(desk, card_api, provider):
    customer, _ = customer_with_card(card_api)
    order = bought(card_api, customer_id=customer)
    charges = len(provider.books.charges)
    here = desk(order)
    # The request arrives, its answer does not.
    keys = []

    def lose(route):
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    here.page.route(re.compile(r"/payments$"), lose)
    here.page.locator("#take-charge").click()
    dialog = here.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Charge €20.00").click()
    expect(dialog).to_contain_text("it is charged once at most")
    expect(dialog.get_by_label("Amount in EUR")).not_to_be_editable()
    dialog.get_by_role("button", name="Try again").click()
    expect(dialog).to_be_hidden()
    assert len(keys) == 2 and keys[0] == keys[1]
    assert (read(card_api, order)["amount_paid"], len(provider.books.charges)) == (2000, charges + 1)


def test_a_card_over_the_phone_is_typed_on_the_providers_page_and_the_order_follows(desk, card_api):
    order = bought(card_api)
    here = desk(order)
    here.page.locator("#take-phone").click()
    dialog = here.dialog("Card over the phone")
    expect(dialog.get_by_role("textbox")).to_have_count(1)
    with here.page.expect_popup() as opened:
        dialog.get_by_role("button", name="Open the card page").click()
    tab = opened.value
    expect(tab.get_by_role("heading", name="Provider's page")).to_be_visible()
    assert tab.evaluate("window.opener") is None
    payment = here.section("Payment")
    expect(payment).to_contain_text("A card payment of €20.00 is under way.")
    expect(here.page.locator("#take-record")).to_have_count(0)
    tab.get_by_role("button", name="Pay").click()
    expect(here.section("Transactions")).to_contain_text("Paid")
    expect(payment).not_to_contain_text("under way")


def test_a_payment_under_way_is_checked_and_canceled(desk, card_api, provider):
    order = sent(card_api, 2000)
    begun = started(card_api, order).body
    here = desk(order)
    band = here.page.locator(".band")
    expect(band).to_contain_text("A card payment is under way.")
    expect(band.get_by_role("button", name="Change to draft")).to_have_attribute("aria-disabled", "true")
    payment = here.section("Payment")
    payment.get_by_role("button", name="Check now").click()
    expect(here.page.get_by_text("Still under way")).to_be_visible()
    payment.get_by_role("button", name="Cancel it").click()
    expect(payment.get_by_role("button", name="Record a payment")).to_be_visible()
    expect(band.get_by_role("button", name="Change to draft")).not_to_have_attribute("aria-disabled", "true")
    assert read(card_api, order)["payments"][0]["status"] == "voided"
    assert provider.session(begun["payments"][0]["page_url"])["status"] == "expired"


def test_money_taken_at_the_desk_is_recorded_with_its_change(desk, card_api):
    order = bought(card_api)
    here = desk(order)
    here.page.locator("#take-record").click()
    dialog = here.dialog("Record a payment")
    dialog.get_by_label("Amount in EUR").fill("15.00")
    dialog.get_by_label("Given").fill("20")
    expect(dialog).to_contain_text("€5.00 back")
    dialog.get_by_role("button", name="Record payment").click()
    expect(here.section("Payment")).to_contain_text("€5.00 is due.")
    here.page.locator("#take-record").click()
    dialog.get_by_text("Card terminal").click()
    dialog.get_by_label("Reference").fill("T-0042")
    dialog.get_by_role("button", name="Record payment").click()
    expect(here.section("Transactions")).to_contain_text("T-0042")
    assert [(one["method"], one["amount"], one["change"]) for one in read(card_api, order)["payments"]] == [("cash", 1500, 500), ("card_terminal", 500, 0)]


def test_a_transfer_is_noted_with_its_slip_rejected_and_confirmed_in_part(desk, card_api):
    order = sent(card_api, 2000)
    here = desk(order)
    for turn in range(2):
        here.page.get_by_role("button", name="Notify transfer").first.click()
        dialog = here.dialog("Notify transfer")
        dialog.get_by_label("Bank (optional)").fill("Rabobank")
        dialog.get_by_label("Slip").set_input_files({"name": "slip.png", "mimeType": "image/png", "buffer": picture(turn)})
        dialog.get_by_role("button", name="Notify transfer").click()
        claim = here.page.locator(".claim")
        expect(claim).to_contain_text("€20.00 by transfer")
        expect(claim.get_by_role("link", name="Open the slip")).to_be_visible()
        if turn == 0:
            claim.get_by_role("button", name="Reject").click()
            rejection = here.page.get_by_role("dialog")
            expect(rejection.get_by_role("button", name="Reject")).to_have_attribute("aria-disabled", "true")
            rejection.get_by_label("Reason").fill("It is not on the account")
            rejection.get_by_role("button", name="Reject").click()
            expect(claim).to_have_count(0)
            expect(here.section("Transactions")).to_contain_text("1 rejected transfer")
    claim.get_by_role("button", name="Confirm").click()
    confirmation = here.dialog("Confirm the transfer")
    confirmation.get_by_label("Arrived, in EUR").fill("12.50")
    expect(confirmation).to_contain_text("The customer said €20.00.")
    confirmation.get_by_role("button", name="Confirm").click()
    expect(here.section("Payment")).to_contain_text("€7.50 is due.")
    after = read(card_api, order)
    assert (after["amount_paid"], [one["status"] for one in after["transfer_notices"]]) == (1250, ["rejected", "confirmed"])
