"""How the order page looks: at four widths, light and dark, with long words and many scripts; axe finds nothing, nothing scrolls sideways."""

import pytest
from playwright.sync_api import expect

from support.alerts import online_order
from support.goods import custom_line
from support.order_desk import desk_for

SIZES = {"390": (390, 844), "820": (820, 1180), "1440": (1440, 900)}
STILL = "() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))).then(() => true)"
ADDRESS = {"name": "สมชาย ใจดี", "line1": "123 ถนนสุขุมวิท แขวงคลองเตย", "postal_code": "10110", "city": "กรุงเทพมหานคร", "country": "TH"}


@pytest.fixture
def full(api, server):
    """An order with everything on it, in scripts of three directions and lengths."""
    customer = api.post("/customers", {
        "name": "บริษัท ต้นไม้ใหญ่ จำกัด (มหาชน) and a name that goes on and on for longer than any line has room for", "email": "trees@example.com",
        "groups": ["Garden club", "نادي البستنة"],
    }, expect=201)
    lines = [
        custom_line("ดินปลูกผสมพิเศษ 20 ลิตร", 3200, 2, rate="7", discounts=[{"value_type": "percentage", "value": "10", "title": "สมาชิก"}]),
        custom_line("مزهرية خزفية زرقاء", 4500, 1.5, rate="5", unit="kg", billing_cycle={"interval": "month", "count": 3}),
        custom_line("Sekator ogrodowy Żbik 22 cm, a title that goes on and on for longer than any line has room for", 6999, note="قبل الظهر"),
    ]
    return api.post("/orders", {
        "channel": "phone", "location_id": server.sign_in["location_id"], "customer_id": customer["id"], "lines": lines, "shipping_address": ADDRESS,
        "billing_address": {"company": "مشاتل النخيل", "line1": "شارع الزيتون 12", "city": "القاهرة", "country": "EG"},
        "adjustments": [{"kind": "discount", "value_type": "percentage", "value": "5", "title": "Regular customer"}, {"kind": "credit", "value_type": "fixed", "value": 1000, "title": "empty trays returned"}],
        "details": {"content_type": "application/json", "body": '{"project": "ระเบียงดาดฟ้า", "days": ["2026-03-18"]}'}, "tags": ["vip", "บ้านสวน"],
        "payment_terms": {"type": "net", "days": 15}, "customer_note": "Dzień dobry, we bring the trees.",
    }, expect=201).body


def look(page, axe_clean, screenshot, name: str) -> None:
    page.mouse.move(2, 2)
    page.evaluate(STILL)
    screenshot(page, name)
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_the_order_page_is_clean_at_every_width(size, scheme, new_device, server, api, full, axe_clean, screenshot):
    width, height = SIZES[size]
    here = desk_for(new_device(viewport={"width": width, "height": height}, color_scheme=scheme), server, api, full)
    mark = f"editor-{size}-{scheme}"
    expect(here.page.locator(".editor-tabs")).to_be_visible()
    look(here.page, axe_clean, screenshot, mark)
    if width < 1100:
        here.page.locator(".foot-total").click()
        expect(here.page.get_by_text("What is missing")).to_be_visible()
        look(here.page, axe_clean, screenshot, f"{mark}-sheet")
        here.page.locator(".summary-close").click()
    here.page.keyboard.press("e")
    expect(here.dialog("Explain this total")).to_contain_text("Checked.")
    look(here.page, axe_clean, screenshot, f"{mark}-explain")
    here.page.keyboard.press("Escape")
    here.page.goto(f"/admin/orders/{here.id}/send")
    expect(here.page.frame_locator("iframe.paper-sheet").get_by_text("Total", exact=True).first).to_be_visible()
    look(here.page, axe_clean, screenshot, f"{mark}-send")
    api.post(f"/orders/{here.id}/send_invoice", {"via": "link"}, expect=200)
    here.open()
    expect(here.page.get_by_role("button", name="Change to draft")).to_be_visible()
    look(here.page, axe_clean, screenshot, f"{mark}-locked")


def test_forty_lines_and_the_summary_stays_in_sight(context, server, api, screenshot):
    order = api.post("/orders", {"lines": [custom_line(f"Line {number}", 150, rate=None) for number in range(40)]}, expect=201).body
    here = desk_for(context, server, api, order)
    here.field("Quantity of Line 39").scroll_into_view_if_needed()
    here.field("Quantity of Line 39").fill("2")
    expect(here.total).to_be_in_viewport()
    expect(here.total).to_have_text("€61.50")
    screenshot(here.page, "editor-forty-lines")


def test_dialogs_take_the_focus_and_give_it_back(context, server, api, full):
    here = desk_for(context, server, api, full)
    button = here.page.locator("#shipping-address-button")
    button.click()
    expect(here.dialog("Shipping address").get_by_label("Name")).to_be_focused()
    for _ in range(14):
        here.page.keyboard.press("Tab")
        assert here.page.evaluate("document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))")
    here.page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_from_right_to_left_the_summary_is_on_the_left(context, server, api, full, screenshot):
    here = desk_for(context, server, api, full)
    here.page.evaluate("document.documentElement.dir = 'rtl'")
    box = here.page.locator(".summary").bounding_box()
    assert box is not None and box["x"] < 400
    assert here.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(here.page, "editor-right-to-left")


DIALOGS = ("Edit the shipping address", "Change the customer", "Custom item", "Discount", "Promotion", "Fee", "Prepare package")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_question_is_clean_in_both_schemes(scheme, new_device, server, api, full, axe_clean):
    here = desk_for(new_device(color_scheme=scheme), server, api, full)
    for name in DIALOGS:
        here.page.get_by_role("button", name=name, exact=True).click()
        expect(here.page.get_by_role("dialog")).to_be_visible()
        axe_clean(here.page)
        here.page.keyboard.press("Escape")
        expect(here.page.get_by_role("dialog")).to_have_count(0)
    for entry in ("Discount", "Promotions", "Billing cycle", "Note", "Rename"):
        here.page.locator(".line-more button").first.click()
        if entry == "Discount":
            axe_clean(here.page)
        here.page.get_by_role("menuitem", name=entry).click()
        expect(here.page.get_by_role("dialog")).to_be_visible()
        axe_clean(here.page)
        here.page.keyboard.press("Escape")


@pytest.mark.parametrize("size", ["390", "820"])
def test_a_notice_does_not_lie_over_the_total_of_the_order_page(size, new_device, server, api, full):
    width, height = SIZES[size]
    online_order(api)
    here = desk_for(new_device(viewport={"width": width, "height": height}), server, api, full)
    expect(here.page.locator("#alerts")).to_contain_text("online order")
    here.page.locator(".foot-total").click()
    expect(here.page.locator(".foot-total")).to_have_attribute("aria-expanded", "true")
    api.post("/alerts/acknowledge", expect=200)
