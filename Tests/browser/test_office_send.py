"""Preview, sending, sharing, locking, unlocking and sending again (B9 to B11)."""

import pytest
from playwright.sync_api import expect

from support.goods import custom_line
from support.order_desk import NOTHING_KEPT, desk_for, fresh


@pytest.fixture
def sending(context, server, api):
    """`sending(**fields)`: a draft for somebody with an e-mail address and a phone, open at its invoice."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    def make(**fields):
        customer = api.post("/customers", {"name": fresh("Agnieszka"), "email": "agnieszka@wojcik.example", "phone": "+31612340018"}, expect=201)
        order = api.post("/orders", {
            "channel": "phone", "location_id": server.sign_in["location_id"], "customer_id": customer["id"], "lines": [custom_line("Olive tree", 4900, 2)], **fields,
        }, expect=201)
        here = desk_for(context, server, api, order)
        here.page.keyboard.press("v")
        here.page.wait_for_url("**/send")
        return here

    return make


def paper(here):
    return here.page.frame_locator("iframe.paper-sheet")


def test_the_preview_is_the_document_and_sending_locks(sending):
    here = sending()
    expect(paper(here).get_by_text("Olive tree")).to_be_visible()
    here.page.get_by_role("button", name="Text", exact=True).click()
    expect(here.page.locator(".paper-text")).to_contain_text("Olive tree")
    here.page.get_by_role("button", name="Page", exact=True).click()
    expect(here.field("To")).to_have_value("agnieszka@wojcik.example")
    here.page.locator("#send-now").click()
    expect(here.page.get_by_text("waiting for payment")).to_be_visible()
    order = here.order()
    assert order["status"] == "invoice_sent" and order["invoice"]["revision"] == 1
    assert any(message["to"] == "agnieszka@wojcik.example" for message in here.api.all("/messages"))
    expect(paper(here).get_by_text(order["invoice"]["number"]).first).to_be_visible()


def test_back_to_draft_changed_and_sent_again(sending):
    here = sending()
    here.page.locator("#send-now").click()
    here.page.get_by_role("button", name="Change to draft").click()
    expect(here.page.locator(".chip-draft")).to_be_visible()
    here.page.get_by_role("link", name="Back to the order").click()
    here.type("Quantity of Olive tree", "3")
    here.saved()
    invoice = here.section("Invoice")
    expect(invoice).to_contain_text("Superseded")
    here.page.get_by_role("link", name="Send invoice").first.click()
    here.page.locator("#send-now").click()
    expect(here.page.get_by_text("waiting for payment")).to_be_visible()
    revisions = here.api.get(f"/orders/{here.id}/invoice_revisions", expect=200)["data"]
    assert sorted(one["revision"] for one in revisions) == [1, 2]
    assert [one["superseded_at"] is None for one in sorted(revisions, key=lambda one: one["revision"])] == [False, True]


def test_copying_the_link_counts_as_sent(sending):
    here = sending()
    here.page.get_by_role("button", name="Copy link").click()
    expect(here.page.get_by_role("button", name="Change to draft")).to_be_visible()
    order = here.order()
    assert order["status"] == "invoice_sent"
    expect(here.page.get_by_text("Link copied")).to_be_visible()
    assert here.page.evaluate("navigator.clipboard.readText()") == order["checkout_url"]


def test_the_text_is_seen_before_it_is_copied(sending):
    here = sending()
    shown = here.page.locator(".share-text")
    expect(shown).to_contain_text("Olive tree")
    here.page.get_by_role("button", name="Copy text").click()
    expect(here.page.get_by_role("button", name="Change to draft")).to_be_visible()
    expect(here.page.get_by_text("Text copied")).to_be_visible()
    copied = here.page.evaluate("navigator.clipboard.readText()")
    assert "Olive tree" in copied and here.order()["checkout_url"] in copied


def test_a_recipient_that_cannot_be_reached_is_named(sending):
    here = sending()
    here.field("To").fill("nobody")
    here.page.locator("#send-now").click()
    expect(here.page.locator(".send-panel .field-error")).to_be_visible()
    assert here.order()["status"] == "draft"


def test_a_total_that_changed_meanwhile_is_shown_and_asked(sending):
    here = sending()
    expect(here.page.locator("#send-now")).to_be_visible()
    # The page does not hear of it: what it believes is what it sends.
    here.page.route("**/send_invoice", lambda route: route.continue_(post_data=route.request.post_data.replace('"expected_total":', '"expected_total":1')))
    here.page.locator("#send-now").click()
    expect(here.page.locator(".send-panel .field-error")).to_contain_text("The total was")
    assert here.order()["status"] == "draft"


def test_a_conversation_says_why_it_cannot_be_used(sending):
    here = sending()
    button = here.page.get_by_role("button", name="Conversation")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(here.page.get_by_text("No conversation: this order came by another way (Phone).")).to_be_visible()


def test_locked_fields_read_as_text_and_notes_stay_open(sending):
    here = sending()
    here.page.get_by_role("button", name="Copy link").click()
    here.page.get_by_role("link", name="Back to the order").click()
    expect(here.page.get_by_label("Quantity of Olive tree")).to_have_count(0)
    here.page.locator("#tag-add").fill("called")
    here.page.locator("#tag-add").press("Enter")
    here.type("Staff note", "Rings back on Monday")
    here.page.wait_for_function(NOTHING_KEPT, arg=here.id)
    expect(here.page.get_by_text("called", exact=True)).to_be_visible()
    order = here.order()
    assert (order["tags"], order["note"], order["status"]) == (["called"], "Rings back on Monday", "invoice_sent")
    expect(here.page.get_by_label("Checkout link")).to_have_value(order["checkout_url"].split("://")[1])


def test_escape_goes_back_and_never_throws_a_message_away(sending):
    here = sending()
    message = here.field("Message")
    message.fill("We bring the trees on Monday.")
    here.page.keyboard.press("Escape")
    message.blur()
    here.page.keyboard.press("Escape")
    expect(message).to_have_value("We bring the trees on Monday.")
    message.fill("")
    message.blur()
    here.page.keyboard.press("Escape")
    here.page.wait_for_url(f"**/admin/orders/{here.id}")
