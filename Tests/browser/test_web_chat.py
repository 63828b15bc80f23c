"""The shop's own chat as two people use it: a customer on their phone, staff at their desk."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.browser_fixtures import WAIT_MS
from support.client import Client
from support.fulfilling import HOME, step
from support.goods import custom_line
from support.pages import sign_in_as_owner
from support.paying import until
from support.server import Server
from support.visitor import heard, messages

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("chat") / "data", environment={"COUNTERFOIL_TEST_GATEWAY": "1"})
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def desk(shop):
    return Client(shop.url, shop.sign_in["token"])


@pytest.fixture
def new_page(browser, shop):
    """Pages of browsers of their own; an error of a page fails the test."""
    made, errors = [], []

    def make(**options):
        context = browser.new_context(**{"base_url": shop.url, "viewport": PHONE, "locale": "en-GB", **options})
        context.set_default_timeout(WAIT_MS)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        made.append(context)
        return context.new_page()

    yield make
    for context in made:
        context.close()
    assert errors == []


def open_chat(page):
    page.locator("#chat-open").click()
    page.locator("dialog[open] #chat-form[data-ready]").wait_for()


def bubbles(page):
    return page.locator("#chat-entries .chat-bubble")


def test_a_message_becomes_an_order_that_is_paid_and_shipped_and_each_notice_comes_once(desk, shop, new_page):
    words = f"Do you have two pots? {uuid.uuid4().hex[:6]}"
    customer = new_page()
    customer.goto("/shop")
    open_chat(customer)
    customer.get_by_label("Your message").fill(words)
    customer.get_by_role("button", name="Send").click()
    expect(bubbles(customer)).to_have_text([words])

    staff = new_page(viewport={"width": 1440, "height": 900})
    sign_in_as_owner(staff, shop.sign_in["owner"])
    staff.goto("/admin/inbox")
    conversation = heard(desk, words)
    staff.locator(f'.inbox-row[data-conversation="{conversation["id"]}"]').click()
    expect(staff.locator(".thread-message.is-in .bubble").last).to_have_text(words)
    staff.locator("#composer-text").press_sequentially("Yes, ")
    expect(customer.locator("#chat-typing")).to_contain_text("is writing")
    staff.locator("#composer-text").fill("Yes, here is your invoice")
    staff.locator("#composer-text").press("Control+Enter")
    expect(bubbles(customer)).to_have_text([words, "Yes, here is your invoice"])

    body = {"lines": [custom_line("Terracotta pot", 1850, 2, requires_shipping=True)], "shipping_address": HOME, "shipping_line": {"title": "DPD", "price": 0}}
    order = desk.post(f"/conversations/{conversation['id']}/orders", body, key=True, expect=201).body
    staff.goto(f"/admin/inbox/{conversation['id']}")
    staff.locator("order-panel").get_by_role("button", name="Save and send invoice").click()
    card = customer.locator(".chat-card")
    expect(card).to_have_count(1)
    order = desk.get(f"/orders/{order['id']}", expect=200).body
    card.get_by_role("link", name=re.compile("^Pay")).click()
    customer.wait_for_url(re.compile("/checkout/"))
    customer.get_by_role("button", name=re.compile("^Pay")).first.click()
    customer.wait_for_url(re.compile("/test-gateway/"))
    customer.locator("button[value=pay]").click()
    customer.wait_for_url(re.compile("/checkout/"))
    customer.get_by_role("heading", name=re.compile("Thank")).wait_for()

    until(lambda: desk.get(f"/orders/{order['id']}", expect=200)["payment_status"] == "paid", what="paying")
    step(desk, order, "shipped", courier="DPD", tracking_number="15970044821360")
    open_chat(customer)
    lines = customer.locator("#chat-entries .chat-line")
    # A package may be taken back for ten seconds before its customer is told.
    expect(lines).to_have_count(2, timeout=30_000)
    expect(lines.last).to_contain_text("15970044821360")
    expect(card.locator(".chat-state")).to_have_text("Paid")
    expect(card.get_by_role("link", name=re.compile("^Pay"))).to_have_count(0)
    said = [each for each in messages(desk, conversation) if each["direction"] == "out"]
    assert len([each for each in said if "15970044821360" in (each["text"] or "")]) == 1
    assert len(said) == 4, "the answer, the invoice, and a notice each of payment and shipping"
    told = [each["event"]["word"] for each in messages(desk, conversation) if each["direction"] == "system"]
    assert len(told) == len(set(told)) and {"paid", "shipped"} <= set(told), told
    expect(staff.locator(".thread-message.is-out .bubble", has_text="15970044821360")).to_have_count(1)


def test_what_is_written_without_a_network_is_kept_over_a_reload_and_sent_once(desk, new_page):
    page = new_page()
    page.goto("/shop")
    open_chat(page)
    words = f"First {uuid.uuid4().hex[:6]}"
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(bubbles(page)).to_have_text([words])
    # The shop hears it, and its word that it did is lost.
    page.route("**/shop/chat/messages", lambda route: (route.fetch(max_redirects=0), route.abort()) if route.request.method == "POST" else route.continue_())
    page.get_by_label("Your message").fill("sent, and nobody knows")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#chat-unsent .chat-bubble")).to_have_text(["sent, and nobody knows"])
    expect(page.locator("#chat-lost")).to_be_visible()
    page.get_by_label("Your message").fill("half a sen")
    page.unroute_all()
    page.reload()
    open_chat(page)
    expect(page.get_by_label("Your message")).to_have_value("half a sen")
    expect(bubbles(page)).to_have_text([words, "sent, and nobody knows"])
    expect(page.locator("#chat-unsent li")).to_have_count(0)
    assert [each["text"] for each in messages(desk, heard(desk, words))] == [words, "sent, and nobody knows"]


def test_without_a_script_a_form_does_it_all(desk, new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/shop")
    page.locator("#chat-open").click()
    page.wait_for_url(re.compile("/shop/chat"))
    words = f"Plain {uuid.uuid4().hex[:6]}"
    page.get_by_label("Your message").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(bubbles(page)).to_have_text([words])
    desk.post(f"/conversations/{heard(desk, words)['id']}/messages", {"text": "And answered"}, expect=201)
    page.reload()
    expect(bubbles(page)).to_have_text([words, "And answered"])
    page.get_by_text("How do we reach you?").click()
    page.get_by_label("Name").fill("Nora")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("How do we reach you?")).to_have_count(0)
    assert heard(desk, words)["name"] == "Nora"


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (820, "light"), (1440, "dark")])
def test_the_room_reads_well_on_every_screen(desk, new_page, axe_clean, screenshot, width, scheme):
    page = new_page(viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True)
    page.goto("/shop")
    open_chat(page)
    words = [f"สวัสดีค่ะ เอา 2 ใบ กับมอนสเตอร่า 1 ต้นค่ะ\nمرحبا، متى يصل طلبي؟ {uuid.uuid4().hex[:6]}", "Donaudampfschifffahrtsgesellschaft" * 6]
    for number, each in enumerate(words):
        page.get_by_label("Your message").fill(each)
        page.get_by_role("button", name="Send").click()
        expect(bubbles(page)).to_have_count(number + 1)
    conversation = heard(desk, words[0])
    made = desk.post(f"/conversations/{conversation['id']}/orders", {"lines": [custom_line("Pot", 1850)]}, key=True, expect=201)["id"]
    desk.post(f"/orders/{made}/send_invoice", {"via": "conversation"}, key=True, expect=200)
    expect(page.locator(".chat-card")).to_be_visible()
    for where in ("panel", "page"):
        if where == "page":
            page.goto("/shop/chat")
            page.locator("#chat-form[data-ready]").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("""() => [...document.querySelectorAll('#chat-room :is(a, button, textarea, summary), .chat-close, #chat-open')].filter((each) =>
          !each.closest('.chat-bubble') && each.getBoundingClientRect().width > 0 && each.getBoundingClientRect().height < 43.5).map((each) => each.outerHTML.slice(0, 90))""") == []
        axe_clean(page)
        screenshot(page, f"chat-{where}-{width}-{scheme}")
