"""An order made beside its conversation: from what the customer wrote to the invoice in the thread and the transfer found (E2, E4, U52)."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.goods import variant
from support.pages import sign_in_as_owner


@pytest.fixture
def chat(page, api, server):
    """`chat(*messages)`: a conversation with what a customer wrote, open in the inbox."""
    sign_in_as_owner(page, server.sign_in["owner"])

    def open(*texts: str) -> dict:
        talk = api.post("/conversations", {"channel": "api", "name": f"Kanya {uuid.uuid4().hex[:6]}"}, expect=201).body
        for text in texts:
            said = {"direction": "in", "text": text, "external_id": uuid.uuid4().hex}
            api.post(f"/conversations/{talk['id']}/messages", said, expect=201)
        page.goto(f"/admin/inbox/{talk['id']}")
        page.locator(".thread-message").first.wait_for()
        return talk

    return open


def order_of(api, talk: dict) -> dict:
    [order] = api.all("/orders", conversation_id=talk["id"])
    return api.get(f"/orders/{order['id']}", expect=200).body


def until_saved(page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".toast", has_text="Saved").last).to_be_visible()


def test_a_message_becomes_an_order_that_is_sent_changed_and_sent_again(page, api, server, chat):
    mark = f"Okapi{uuid.uuid4().hex[:5]}"
    sizes = [{"name": "Size", "values": ["M", "L"]}]
    place = server.sign_in["location_id"]
    variant(api, place, 9, 900, title=f"{mark} cap")
    shirt = {"title": f"{mark} shirt", "options": sizes, "variants": [{"price": 1500, "options": {"Size": size}} for size in ("M", "L")]}
    api.post("/products", shirt, expect=201)
    talk = chat(f"Hello! 2 {mark} caps + 1 {mark} shirt, please")
    panel = page.locator("order-panel")

    # Under the message: the cap is clear and makes the order, the shirt waits until somebody says which.
    strip = page.locator(".thread-message .suggestions")
    expect(strip).to_contain_text("9 available")
    expect(strip.get_by_role("button", name=f"Add 1 {mark} shirt")).to_have_attribute("aria-disabled", "true")
    strip.get_by_role("button", name=f"Add {mark} cap").click()
    expect(panel.locator(".panel-item")).to_contain_text([f"{mark} cap"])
    expect(strip.get_by_role("button", name=f"Add {mark} cap")).to_have_count(0)
    which = panel.get_by_label("1 × which one?")
    which.select_option(label=which.locator("option", has_text="– L").inner_text())
    panel.get_by_role("button", name=f"Add {mark} shirt – L").click()
    expect(panel.locator(".panel-item")).to_contain_text([f"{mark} cap", f"{mark} shirt – L"])
    expect(page.locator(".suggestions")).to_have_count(0)

    # A new item, one cap more, delivery with its price.
    panel.get_by_role("button", name="New item").click()
    page.get_by_label("Name", exact=True).fill("Gift wrap")
    page.get_by_label(re.compile("^Price in")).fill("2.50")
    page.locator("dialog").get_by_role("button", name="Add", exact=True).click()
    expect(panel.locator(".panel-item")).to_have_count(3)
    panel.get_by_role("button", name=f"One more of {mark} cap").click()
    expect(panel.get_by_role("textbox", name=f"Quantity of {mark} cap")).to_have_value("3")
    panel.get_by_role("button", name="Add a shipping address").click()
    for label, text in (("Name", "Kanya R."), ("Street and number", "Javastraat 51"), ("Postal code", "1094 GZ"), ("Town", "Amsterdam")):
        page.locator("dialog").get_by_label(label, exact=True).fill(text)
    page.locator("dialog").get_by_label("Country").select_option("NL")
    page.get_by_role("button", name="Use this address").click()
    panel.get_by_label("Delivery method").select_option("hand")
    panel.get_by_label("Price of delivery").fill("6.95")
    until_saved(page)
    order = order_of(api, talk)
    assert [line["quantity"] for line in order["lines"]] == [3, 1, 1]
    assert [order["shipping_line"]["price"], order["shipping_address"]["city"], order["channel"]] == [695, "Amsterdam", "api"]
    expect(page.locator("#panel-total")).to_contain_text(f"{order['total'] / 100:.2f}")

    panel.get_by_role("button", name="Save and send invoice").click()
    expect(panel.get_by_role("button", name="Change to draft")).to_be_visible()
    sent = order_of(api, talk)
    expect(page.locator(".thread-message.is-out .bubble")).to_contain_text(sent["checkout_url"].rsplit("/", 1)[1])
    expect(panel.get_by_label("Checkout link")).to_have_value(re.compile(re.escape(sent["checkout_url"].rsplit("/", 1)[1]) + "$"))
    expect(panel.locator(".panel-step")).to_have_count(0)

    panel.get_by_role("button", name="Change to draft").click()
    panel.get_by_role("button", name="One less of Gift wrap").click()
    expect(panel.locator(".panel-item")).to_have_count(2)
    panel.get_by_role("button", name="Save and send invoice").click()
    expect(page.locator(".thread-message.is-out .bubble")).to_have_count(2)
    again = order_of(api, talk)
    assert [again["status"], again["invoice"]["revision"], len(again["lines"])] == ["invoice_sent", 2, 2]
    assert again["total"] < sent["total"]
    assert again["checkout_url"] == sent["checkout_url"]


def test_a_pasted_list_is_read_and_a_transfer_is_found_beside_the_conversation(page, api, server, chat):
    mark = f"Tapir{uuid.uuid4().hex[:5]}"
    variant(api, server.sign_in["location_id"], 4, 1000, title=f"{mark} pot")
    talk = chat("Sawasdee")
    panel = page.locator("order-panel")
    page.get_by_role("button", name="Create order").click()
    panel.get_by_role("button", name="Paste a list").click()
    panel.get_by_label("What the customer wants").fill(f"1. {mark} pot x2\n2. sponge x 4\nTel. 081 234 5678")
    panel.get_by_role("button", name="Read the list").click()
    panel.get_by_role("button", name=f"Add {mark} pot").click()
    expect(panel.locator(".panel-item")).to_have_count(1)
    panel.get_by_role("button", name="New item").last.click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("sponge x 4")
    page.keyboard.press("Escape")
    panel.get_by_role("button", name="Put aside sponge x 4").click()
    panel.get_by_role("button", name="Save and send invoice").click()
    expect(panel.get_by_role("button", name="Notify transfer")).to_be_visible()
    order = order_of(api, talk)
    told = {"amount": order["total"], "paid_at": order["created_at"], "bank": "Bangkok Bank"}
    api.post(f"/orders/{order['id']}/transfer_notices", told, key=True, expect=200)
    expect(panel.locator(".claim")).to_contain_text("Bangkok Bank")
    panel.locator(".claim").get_by_role("button", name="Confirm").click()
    page.locator("dialog").get_by_role("button", name="Confirm").click()
    expect(panel.locator(".panel-head")).to_contain_text("Paid")
    expect(panel.locator(".claim")).to_have_count(0)
    assert order_of(api, talk)["payment_status"] == "paid"
    expect(page.locator(".thread-system", has_text="paid")).to_be_visible()
