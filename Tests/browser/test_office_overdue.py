"""What is overdue at a desk: a view of its own, said beside the state, listed at the end of the day, and reminded of from there."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.days import day
from support.goods import custom_line, draft
from support.invoices import send
from support.office import OfficeOrders
from support.pages import sign_in_as_owner

WIDTHS = {390: 844, 820: 900, 1440: 900}


def owed(api, offset: int, **fields) -> dict:
    mark = uuid.uuid4().hex[:8]
    who = api.post("/customers", {"name": f"Ada {mark}", "email": f"{mark}@example.org"}, expect=201)["id"]
    terms = {"type": "fixed_date", "due_date": day(offset)}
    return send(api, draft(api, custom_line(unit_price=10_000, rate=None), channel="phone", customer_id=who, payment_terms=terms, **fields)).body


@pytest.fixture
def tag():
    return f"late-{uuid.uuid4().hex[:8]}"


def test_overdue_orders_have_a_view_with_a_count_and_say_how_late_they_are(api, context, server, tag):
    late, later, soon = owed(api, -3, tags=[tag]), owed(api, -40, tags=[tag]), owed(api, 5, tags=[tag])
    orders = OfficeOrders.open(context, server, f"?tag={tag}")
    expect(orders.row(late)).to_contain_text("overdue 3 days")
    expect(orders.row(soon)).not_to_contain_text("overdue")
    count = api.get("/orders/counts", expect=200)["overdue"]
    expect(orders.page.locator('[data-tab="overdue"]')).to_have_text(re.compile(rf"Overdue\s+{count}"))
    orders.page.locator('[data-tab="overdue"]').click()
    orders.settled()
    assert "overdue=true" in orders.page.url and orders.page.locator('[data-tab="overdue"]').get_attribute("aria-current") == "page"
    shown = orders.shown()
    assert later["id"] in shown and soon["id"] not in shown
    assert late["id"] not in shown or shown.index(later["id"]) < shown.index(late["id"])
    api.pay(later, "bank_transfer", amount=10_000)
    expect(orders.page.locator('[data-tab="overdue"]')).to_have_text(re.compile(rf"Overdue\s+{count - 1}"))


def test_a_filter_of_due_dates_can_be_set_and_taken_off(api, context, server, tag):
    late, soon = owed(api, -3, tags=[tag]), owed(api, 5, tags=[tag])
    orders = OfficeOrders.open(context, server, f"?tag={tag}")
    orders.page.locator('[data-anchor="filter-more"]').click()
    orders.page.get_by_label("Due date").select_option("overdue")
    orders.page.get_by_role("button", name="Apply").click()
    orders.settled()
    assert orders.shown() == [late["id"]]
    orders.page.get_by_role("button", name="Take off the filter Due date").click()
    orders.settled()
    assert set(orders.shown()) == {late["id"], soon["id"]}


def test_ticked_orders_are_reminded_of_and_those_that_are_paid_are_not(api, context, server, tag):
    open_, paid = owed(api, -3, tags=[tag]), owed(api, -3, tags=[tag])
    api.pay(paid, "bank_transfer", amount=10_000)
    orders = OfficeOrders.open(context, server, f"?tag={tag}")
    for order in (open_, paid):
        orders.row(order).get_by_role("checkbox").check()
    orders.page.locator('[data-anchor="bulk-remind"]').click()
    orders.page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
    expect(orders.page.get_by_text("Nothing is to be paid of it.")).to_be_visible()
    assert [len(api.all("/messages", order_id=order["id"], kind="reminder")) for order in (open_, paid)] == [1, 0]


def test_the_end_of_the_day_lists_what_is_overdue_and_reminds_of_it(api, page, server):
    order = owed(api, -7)
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/sweep")
    row = page.get_by_role("region", name="Overdue").locator(f'[data-order="{order["id"]}"]')
    expect(row).to_contain_text("overdue 7 days")
    expect(page.locator(f'.sweep-row[data-order="{order["id"]}"]')).to_have_count(1)
    row.get_by_role("button", name="Send reminder").click()
    expect(row).to_contain_text("Reminder is on its way")
    assert len(api.all("/messages", order_id=order["id"], kind="reminder")) == 1


def test_reminders_and_notices_are_set_on_a_page_of_their_own(api, page, server, axe_clean):
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/settings/notices")
    page.get_by_role("button", name="Add a reminder").click()
    page.get_by_label("Days after the due date").fill("3")
    page.get_by_label("when money goes back").uncheck()
    axe_clean(page)
    page.get_by_role("button", name="Save").click()
    try:
        page.get_by_text("Saved", exact=True).first.wait_for()
        settings = api.get("/settings", expect=200)
        assert settings["reminders"] == [{"days": 3}]
        assert [name for name, is_told in settings["notices"].items() if not is_told] == ["refund"]
        page.reload()
        page.get_by_label("Days after the due date").fill("91")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text(re.compile("30 days before to 90 days after|[Bb]etween -30 and 90"))).to_be_visible()
    finally:
        api.patch("/settings", {"reminders": [], "notices": {"refund": True}}, expect=200)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_overdue_is_readable_for_everybody(api, server, new_device, axe_clean, screenshot, width, scheme):
    owed(api, -12)
    page = new_device(color_scheme=scheme, viewport={"width": width, "height": WIDTHS[width]}).new_page()
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/orders?view=overdue&overdue=true&sort=due_on")
    page.locator(".late").first.wait_for()
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"office-overdue-{width}-{scheme}")
