"""Who takes cards and where customers transfer to, set up at a desk; what the pages say without a provider; and how all of it looks."""

import re

import pytest
from playwright.sync_api import expect

from support.goods import custom_line, draft
from support.order_desk import clerk, desk_for
from support.pages import sign_in_as_owner
from support.paying import charged, customer_with_card, sent, started

SIZES = {"390": (390, 844), "820": (820, 1180), "1440": (1440, 900)}
STILL = "() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))).then(() => true)"
KEY = "sk_test_51Counterfoil0123456789"


@pytest.fixture
def as_before(api):
    """The account and the keys of the shared shop are put back."""
    yield
    api.patch("/settings", {"bank_transfer": None, "stripe_secret_key": None, "stripe_webhook_secret": None}, expect=200)


@pytest.fixture
def settings_page(page, server, as_before):
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/settings/payments")
    return page


def test_an_account_is_read_as_customers_will_while_it_is_typed(settings_page, api):
    page = settings_page
    sheet = page.locator(".transfer-preview")
    expect(sheet).to_contain_text("it stands here as customers read it")
    page.get_by_label("Account holder").fill("Fern & Clay B.V.")
    page.get_by_label("IBAN").fill("NL91 ABNA 0417 1643 01")
    expect(sheet).to_contain_text("NL91 ABNA 0417 1643 01")
    page.get_by_role("button", name="Save").click()
    expect(page.locator('[data-entry="iban"] .field-error')).to_contain_text("a digit may be wrong")
    expect(page.get_by_label("IBAN")).to_be_focused()
    page.get_by_label("IBAN").fill("NL91 ABNA 0417 1643 00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(sheet.get_by_role("img", name="A code that banking apps read")).to_be_visible()
    page.get_by_label("BIC").fill("ABNANL2A")
    expect(sheet.get_by_role("img")).to_be_hidden()
    assert api.get("/settings", expect=200)["bank_transfer"]["iban"] == "NL91ABNA0417164300"


def test_a_key_is_taken_in_never_shown_again_and_removed(settings_page, api):
    page = settings_page
    expect(page.get_by_text("Cards are not taken")).to_be_visible()
    expect(page.get_by_label("Address for Stripe’s webhook")).to_have_value(re.compile(r"/webhooks/stripe$"))
    page.get_by_label("Secret key of Stripe").fill("pk_test_123")
    page.get_by_role("button", name="Save").click()
    expect(page.locator('[data-field="stripe_secret_key"] .field-error')).to_contain_text("A secret key such as sk_live_")
    page.get_by_label("Secret key of Stripe").fill(KEY)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".page-head").get_by_text("Test mode")).to_be_visible()
    assert KEY not in page.content()
    expect(page.get_by_label("Another secret key of Stripe")).to_have_value("")
    page.get_by_role("button", name="Remove Secret key of Stripe").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Cards are not taken")).to_be_visible()
    assert api.get("/settings", expect=200)["cards_ready"] is False


def test_without_a_provider_the_order_says_why_and_leads_to_the_settings(context, server, api):
    here = desk_for(context, server, api, draft(api, custom_line("Vase", 2000, rate=None)))
    payment = here.section("Payment")
    expect(payment).to_contain_text("Cards can be charged here once a card provider is set up.")
    expect(payment.get_by_role("link", name="Set up payments")).to_have_attribute("href", "/admin/settings/payments")
    expect(payment.get_by_role("button", name="Card over the phone")).to_have_count(0)


def test_who_may_not_confirm_is_told_so(context, server, api):
    order = sent(api, 2000)
    api.post(f"/orders/{order['id']}/transfer_notices", {"amount": 2000, "paid_at": "2026-11-20T09:00:00Z"}, key=True, expect=200)
    here = desk_for(context, server, api, order, clerk(api, "cashier"))
    claim = here.page.locator(".claim")
    expect(claim).to_contain_text("Your role does not confirm transfers; ask a manager.")
    expect(claim.get_by_role("button")).to_have_count(0)


@pytest.fixture(scope="module")
def waiting(card_api, card_server):
    """A shop in which every part of the pages has something to show, with names that are long and of other scripts."""
    customer, card = customer_with_card(card_api)
    card_api.patch(f"/customers/{customer}", {"name": "บริษัท ต้นไม้ใหญ่ จำกัด (มหาชน) and a name that is longer than any line has room for"}, expect=200)
    claimed = sent(card_api, 20_000, customer_id=customer)
    card_api.post(f"/orders/{claimed['id']}/transfer_notices", {
        "amount": 20_000, "paid_at": "2026-11-20T09:00:00Z", "bank": "ธนาคารกรุงเทพ", "reference": "NL-77 " + "9" * 60, "note": "قبل الظهر"}, key=True, expect=200)
    under = sent(card_api, 9_900, customer_id=customer)
    started(card_api, under)
    over = sent(card_api, 5_000, customer_id=customer)
    notice = card_api.post(f"/orders/{over['id']}/transfer_notices", {"amount": 6_200, "paid_at": "2026-11-20T09:00:00Z"}, key=True, expect=200)["transfer_notices"][0]
    card_api.post(f"/orders/{over['id']}/transfer_notices/{notice['id']}/confirm", {}, key=True, expect=200)
    two = draft(card_api, custom_line("ดินปลูกผสมพิเศษ 20 ลิตร with a title that goes on and on for longer than any line has room for", 3000, 2, rate=None), customer_id=customer)
    card_api.post(f"/orders/{two['id']}/payments", {"method": "cash", "amount": 700, "tendered": 1000}, key=True, expect=200)
    charged(card_api, two, card)
    card_api.post(f"/orders/{two['id']}/refunds", {"amount": 900, "reason": "Chipped, أعيد المبلغ"}, key=True, expect=200)
    open_draft = draft(card_api, custom_line("Vase", 21_438, rate=None), customer_id=customer)
    return {"claimed": claimed, "under": under, "over": over, "two": two, "draft": open_draft, "customer": customer}


def look(page, axe_clean, screenshot, name: str) -> None:
    page.mouse.move(2, 2)
    page.evaluate(STILL)
    screenshot(page, name)
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


@pytest.fixture
def at(browser, card_server):
    """`at(size, scheme)`: a page of that width and colour, signed in as the owner."""
    made = []

    def open_page(size: str, scheme: str):
        width, height = SIZES[size]
        made.append(browser.new_context(
            base_url=card_server.url, viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB", timezone_id="UTC"))
        page = made[-1].new_page()
        sign_in_as_owner(page, card_server.sign_in["owner"])
        return page

    yield open_page
    for context in made:
        context.close()


@pytest.mark.parametrize(("size", "scheme"), [("390", "dark"), ("820", "light"), ("1440", "dark")])
def test_the_page_of_all_payments_is_clean_at_every_width(size, scheme, at, waiting, axe_clean, screenshot):
    page = at(size, scheme)
    for tab, ready in (("check", ".claim"), ("decide", ".task"), ("way", ".way-row"), ("all", ".payments-table [data-row]")):
        page.goto(f"/admin/payments?tab={tab}")
        expect(page.locator(ready).first).to_be_visible()
        look(page, axe_clean, screenshot, f"payments-{tab}-{size}-{scheme}")


@pytest.mark.parametrize(("size", "scheme"), [("390", "light"), ("1440", "dark")])
def test_transactions_are_clean_unfolded_and_at_every_width(size, scheme, at, waiting, axe_clean, screenshot):
    page = at(size, scheme)
    for name, ready in (("claimed", ".claim"), ("over", ".task"), ("two", ".transaction")):
        page.goto(f"/admin/orders/{waiting[name]['id']}#transactions")
        expect(page.locator(ready).first).to_be_visible()
        page.evaluate("() => document.querySelectorAll('.transaction details').forEach((each) => { each.open = true; })")
        look(page, axe_clean, screenshot, f"order-{name}-{size}-{scheme}")
    page.locator("#refund").click()
    look(page, axe_clean, screenshot, f"order-refund-{size}-{scheme}")


@pytest.mark.parametrize(("size", "scheme"), [("390", "dark"), ("1440", "light")])
def test_taking_money_is_clean_and_gives_the_focus_back(size, scheme, at, waiting, axe_clean, screenshot):
    page = at(size, scheme)
    page.goto(f"/admin/orders/{waiting['under']['id']}#payment")
    expect(page.locator(".under-way")).to_be_visible()
    look(page, axe_clean, screenshot, f"order-under-way-{size}-{scheme}")
    page.goto(f"/admin/orders/{waiting['draft']['id']}#payment")
    for dialog in ("charge", "phone", "record", "transfer"):
        page.locator(f"#take-{dialog}").click()
        look(page, axe_clean, screenshot, f"order-{dialog}-{size}-{scheme}")
        page.keyboard.press("Escape")
        expect(page.locator(f"#take-{dialog}")).to_be_focused()


@pytest.mark.parametrize(("size", "scheme"), [("390", "light"), ("1440", "dark")])
def test_cards_on_file_and_the_settings_of_payments_are_clean(size, scheme, at, waiting, axe_clean, screenshot):
    page = at(size, scheme)
    page.goto(f"/admin/customers/{waiting['customer']}")
    expect(page.locator("[data-card]")).to_be_visible()
    page.locator("#cards").scroll_into_view_if_needed()
    look(page, axe_clean, screenshot, f"customer-cards-{size}-{scheme}")
    page.goto("/admin/settings/payments")
    look(page, axe_clean, screenshot, f"settings-payments-{size}-{scheme}")
