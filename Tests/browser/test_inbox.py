"""The inbox: what customers write, answered beside their order, in the back office and at the till (E1, U52)."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.pages import sign_in_as_owner

SIZES = {390: 844, 820: 1100, 1440: 900}
LONG = "Stowarzyszenie-Ogrodów-Działkowych-im-Świętej-Jadwigi-w-Konstancinie-Jeziornie"


def hear(api, conversation: str, text: str) -> dict:
    return api.post(f"/conversations/{conversation}/messages", {"direction": "in", "text": text, "external_id": uuid.uuid4().hex}, expect=201).body


def conversation(api, name: str, *texts: str, channel: str = "api") -> str:
    made = api.post("/conversations", {"channel": channel, "name": name}, expect=(200, 201))["id"]
    for text in texts:
        hear(api, made, text)
    return made


def row(page, made: str):
    return page.locator(f'.inbox-row[data-conversation="{made}"]')


@pytest.fixture
def inbox(page, server):
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/inbox")
    page.locator(".inbox-rows").wait_for()
    return page


def test_a_message_comes_in_is_read_by_opening_it_and_answered_by_keys(api, inbox):
    mark = uuid.uuid4().hex[:6]
    made = conversation(api, f"Kanya {mark}", "Do you have red pots?")
    expect(row(inbox, made)).to_contain_text("Do you have red pots?")
    expect(row(inbox, made)).to_contain_text("1 unread message")
    expect(inbox.locator('.inbox-row[data-conversation]').first).to_have_attribute("data-conversation", made)
    inbox.keyboard.press("j")
    inbox.keyboard.press("Enter")
    expect(inbox.get_by_role("button", name=f"Kanya {mark}", exact=True)).to_be_visible()
    expect(row(inbox, made).locator(".inbox-dot")).to_have_count(0)
    assert api.get(f"/conversations/{made}", expect=200)["unread"] in (0, False)
    hear(api, made, "Two of them")
    expect(inbox.locator(".thread-message.is-in .bubble").last).to_have_text("Two of them")
    inbox.keyboard.press("i")
    inbox.keyboard.type("Yes, five are here")
    inbox.reload()
    expect(inbox.locator("#composer-text")).to_have_value("Yes, five are here")
    inbox.locator("#composer-text").press("Control+Enter")
    expect(inbox.locator(".thread-message.is-out .bubble")).to_have_text(["Yes, five are here"])
    expect(inbox.locator("#composer-text")).to_have_value("")
    expect(row(inbox, made)).to_contain_text("You: Yes, five are here")
    assert [each["text"] for each in api.all(f"/conversations/{made}/messages") if each["direction"] == "out"] == ["Yes, five are here"]
    inbox.locator("#composer-text").press("Escape")
    inbox.keyboard.press("Escape")
    expect(inbox.get_by_role("heading", name="Pick a conversation")).to_be_visible()


def test_what_does_not_reach_the_shop_waits_with_its_words_and_goes_once(api, inbox):
    made = conversation(api, f"Zofia {uuid.uuid4().hex[:6]}", "Dzień dobry")
    row(inbox, made).click()
    inbox.route(re.compile(r"/conversations/[^/]+/messages$"), lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    inbox.locator("#composer-text").fill("In the morning")
    inbox.get_by_role("button", name="Send", exact=True).click()
    expect(inbox.locator('.thread-message[data-status="unsent"]')).to_contain_text("In the morning")
    inbox.unroute_all()
    inbox.reload()
    inbox.locator('.thread-message[data-status="unsent"]').get_by_role("button", name="Try again").click()
    expect(inbox.locator('.thread-message[data-status="unsent"]')).to_have_count(0)
    expect(inbox.locator(".thread-message.is-out .bubble")).to_have_text(["In the morning"])
    assert len([each for each in api.all(f"/conversations/{made}/messages") if each["direction"] == "out"]) == 1


def test_a_conversation_is_given_to_somebody_marked_unread_and_closed(api, inbox):
    made = conversation(api, f"Piotr {uuid.uuid4().hex[:6]}", "Hello")
    row(inbox, made).click()
    inbox.get_by_role("button", name="Give to somebody").click()
    inbox.get_by_role("menuitem", name=re.compile(r"\(me\)$")).click()
    expect(inbox.get_by_role("button", name=re.compile("^Given to"))).to_be_visible()
    inbox.get_by_role("button", name=re.compile("^Mine")).click()
    expect(row(inbox, made)).to_be_visible()
    inbox.get_by_role("button", name="More for this conversation").click()
    inbox.get_by_role("menuitem", name="Mark unread").click()
    expect(row(inbox, made).locator(".inbox-dot")).to_be_visible()
    inbox.get_by_role("button", name="More for this conversation").click()
    inbox.get_by_role("menuitem", name="Close the conversation").click()
    expect(row(inbox, made)).to_have_count(0)
    assert api.get(f"/conversations/{made}", expect=200)["status"] == "closed"


def test_a_long_list_goes_on_as_one_scrolls_and_is_searched(api, inbox):
    mark = uuid.uuid4().hex[:6]
    made = [conversation(api, f"{mark} Customer {number}") for number in range(60)]
    inbox.reload()
    row(inbox, made[-1]).wait_for()
    expect(row(inbox, made[0])).to_have_count(0)
    inbox.locator(".inbox-rows").evaluate("each => { each.scrollTop = each.scrollHeight; }")
    expect(row(inbox, made[0])).to_be_attached()
    inbox.get_by_role("searchbox", name="Name, message, order number").fill(f"{mark} 17")
    expect(inbox.locator(".inbox-row[data-conversation]")).to_have_count(1)
    expect(row(inbox, made[17])).to_be_visible()


def test_the_inbox_at_the_till_is_the_same_one(api, register_page):
    made = conversation(api, f"Anucha {uuid.uuid4().hex[:6]}", "ขอบคุณครับ")
    page = register_page().page
    page.get_by_role("button", name="More options").click()
    page.get_by_role("menuitem", name="Inbox").click()
    row(page, made).click()
    page.locator("#composer-text").fill("ยินดีค่ะ")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".thread-message.is-out .bubble")).to_have_text(["ยินดีค่ะ"])
    page.get_by_role("button", name="Sell", exact=True).click()
    expect(page.locator("#inbox")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_inbox_is_readable_for_everybody(api, server, new_device, axe_clean, screenshot, scheme):
    mark = uuid.uuid4().hex[:6]
    conversation(api, f"ليلى الحداد {mark}", "شكراً، وصل الطلب اليوم")
    made = conversation(api, f"ปิยะดา {LONG} {mark}", "เอา 2 ใบ กับมอนสเตอร่า 1 ต้นค่ะ\nส่งที่ Amsterdam ได้ไหมคะ", "x" * 300)
    page = new_device(color_scheme=scheme).new_page()
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto(f"/admin/inbox/{made}?q={mark}")
    page.locator(".thread-message .bubble").last.wait_for()
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        axe_clean(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"at {width}"
        screenshot(page, f"inbox-thread-{width}-{scheme}")
