"""Money at a desk: a card on file, a card over the phone on the provider's own page, transfers, refunds, and the page of all payments."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.client import Client
from support.goods import custom_line, draft
from support.order_desk import desk_for
from support.pages import sign_in_as_owner
from support.paying import customer_with_card, read, sent, started


@pytest.fixture
def desk(browser, card_server, card_api):
    """`desk(order)`: a browser at that order of the shop that takes cards; a page error fails the test."""
    context = browser.new_context(base_url=card_server.url, viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(10_000)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield lambda order: desk_for(context, card_server, card_api, order)
    context.close()
    assert errors == [], "a page threw: " + "; ".join(errors)


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
