"""The end of the day at a desk: what is unfinished, a proposal for each, and one action that mails everybody a link."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from support.goods import draft
from support.pages import sign_in_as_owner

WIDTHS = {390: 844, 820: 900, 1440: 900}
LINE = {"title": "Olive tree", "quantity": 1, "unit_price": 4900}


def hold(api, label: str, **fields) -> dict:
    register = api.first_register()["id"]
    return api.post(f"/orders/{draft(api, LINE, **fields)['id']}/hold", {"register_id": register, "label": label}, expect=200).body


def customer(api, **fields) -> str:
    return api.post("/customers", {"name": "Beata Król", **fields}, expect=201)["id"]




def row(page, order: dict):
    return page.locator(f'.sweep-row[data-order="{order["id"]}"]')


def test_everybody_with_a_held_order_is_mailed_a_link_and_each_row_says_what_came_of_it(api, page, server):
    mark = uuid.uuid4().hex[:8]
    known = hold(api, f"Coat {mark}", customer_id=customer(api, email=f"{mark}@example.com"))
    unknown = hold(api, f"Pots {mark}")
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/sweep")
    expect(row(page, known)).to_contain_text(f"{mark}@example.com")
    expect(row(page, unknown).get_by_role("link", name="Open order")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"Mail \d+ customers? a link")).click()
    page.get_by_role("dialog").get_by_role("button", name="Mail links").click()
    expect(row(page, known)).to_contain_text("Link sent")
    assert api.get(f"/orders/{known['id']}", expect=200)["status"] == "invoice_sent"
    assert api.get(f"/orders/{unknown['id']}", expect=200)["status"] == "draft"
    letters = [each for each in api.all("/messages") if each["order_id"] == known["id"]]
    assert [each["to"] for each in letters] == [f"{mark}@example.com"]
    page.reload()
    expect(page.get_by_role("region", name="Sent invoices nobody paid").locator(f'[data-order="{known["id"]}"]')).to_be_visible()


def test_one_is_mailed_alone_and_another_deleted_and_brought_back(api, page, server):
    mark = uuid.uuid4().hex[:8]
    one = hold(api, f"One {mark}", customer_id=customer(api, email=f"{mark}@example.com"))
    other = hold(api, f"Other {mark}")
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/sweep")
    row(page, one).get_by_role("button", name="Mail a link").click()
    expect(row(page, one)).to_contain_text("Link sent")
    row(page, other).get_by_role("button", name="Delete").click()
    expect(row(page, other)).to_contain_text("Deleted")
    assert api.get(f"/orders/{other['id']}", expect=200)["status"] == "canceled"
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(row(page, other)).to_contain_text("Restored")
    assert api.get(f"/orders/{other['id']}", expect=200)["status"] == "draft"


def test_an_unpaid_invoice_is_sent_once_more(api, page, server):
    mark = uuid.uuid4().hex[:8]
    order = hold(api, f"Coat {mark}", customer_id=customer(api, email=f"{mark}@example.com"))
    api.post(f"/orders/{order['id']}/send_invoice", {"via": "email"}, expect=200)
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/sweep")
    row(page, order).get_by_role("button", name="Send reminder").click()
    expect(row(page, order)).to_contain_text("Reminder is on its way")
    assert len([each for each in api.all("/messages") if each["order_id"] == order["id"]]) == 2


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sweep_is_readable_for_everybody(api, server, new_device, axe_clean, screenshot, width, scheme):
    hold(api, "Red coat, two olive trees", customer_id=customer(api, email=f"{uuid.uuid4().hex[:8]}@example.com"))
    page = new_device(color_scheme=scheme, viewport={"width": width, "height": WIDTHS[width]}).new_page()
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/sweep")
    page.locator(".sweep-row").first.wait_for()
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"office-sweep-{width}-{scheme}")


def test_who_says_that_they_have_paid_is_not_reminded_but_answered(api, page, server):
    order = draft(api, LINE, customer_id=customer(api, email=f"{uuid.uuid4().hex[:8]}@example.com"))
    api.post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, key=True, expect=200)
    api.post(f"/orders/{order['id']}/transfer_notices", {"amount": order["total"], "paid_at": "2026-11-20T09:00:00Z"}, key=True, expect=200)
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/sweep")
    expect(page.get_by_role("link", name=re.compile(r"\d+ transfers? to check"))).to_have_attribute("href", "/admin/payments?tab=check")
    expect(row(page, order).get_by_role("button", name="Send reminder")).to_have_count(0)
    row(page, order).get_by_role("link", name="Confirm transfer").click()
    expect(page.get_by_role("region", name="Transactions")).to_contain_text("€49.00 by transfer")
