"""The operation queue: what a cashier did survives reload and network loss, is sent once, and is never dropped silently."""

import re

import pytest
from playwright.sync_api import expect

from support.register_till import Till, fresh, make_product


@pytest.fixture
def pot(api, server):
    title = fresh("Pot")
    make_product(api, server.sign_in["location_id"], title, 1000)
    return title


def again(till: Till) -> Till:
    """The same till after its page was loaded again."""
    return Till(type("Opened", (), {"page": till.page, "register": till.register}))


def test_a_reload_brings_the_cart_back_as_it_was(register_page, pot):
    till = Till(register_page())
    till.add(pot, times=2)
    till.page.reload()
    till = again(till)
    till.expect_total("€20.00")
    till.page.get_by_role("button", name="More options").wait_for()


def test_without_network_selling_and_holding_go_on_and_everything_is_sent_once(api, register_page, pot):
    till = Till(register_page())
    till.page.context.set_offline(True)
    till.add(pot, times=2)
    banner = till.page.get_by_text(re.compile("^Working offline since"))
    expect(banner).to_be_visible()
    till.hold()
    till.open_held()
    expect(till.row(pot)).to_contain_text("Not synced")
    till.page.keyboard.press("Escape")
    till.add(pot)
    till.page.get_by_role("button", name="Details").click()
    expect(till.dialog("Unsent work")).to_contain_text("Add a line")
    till.page.keyboard.press("Escape")
    assert api.get("/orders", params={"q": pot, "status": "draft"}, expect=200)["data"] == []
    till.page.context.set_offline(False)
    expect(banner).to_have_count(0, timeout=20_000)
    till.synced()
    orders = api.get("/orders", params={"q": pot, "status": "draft"}, expect=200)["data"]
    assert sorted(order["total"] for order in orders) == [1000, 2000]
    assert sum(order["hold"] is not None for order in orders) == 1


def test_without_network_a_cart_rounds_as_the_shop_decided(api, server, register_page):
    title = fresh("Screw")
    make_product(api, server.sign_in["location_id"], title, 25)
    api.patch("/settings", {"rounding": "half_even"}, expect=200)
    try:
        till = Till(register_page())
        till.page.context.set_offline(True)
        till.add(title)
        till.open_line(title)
        till.line(title).get_by_role("button", name="Discount").click()
        till.press("10%")
        till.press("Apply")
        till.expect_total("€0.23")
        till.page.context.set_offline(False)
        till.synced()
        till.expect_total("€0.23")
    finally:
        api.patch("/settings", {"rounding": "half_up"}, expect=200)


def test_an_answer_that_got_lost_does_not_sell_twice(api, register_page, pot):
    till = Till(register_page())
    lost = {"count": 0}

    def swallow(route):
        if route.request.method == "POST" and lost["count"] < 2:
            lost["count"] += 1
            route.fetch()
            route.abort()
        else:
            route.continue_()

    till.page.route("**/api/v1/orders**", swallow)
    till.add(pot)
    till.synced()
    assert lost["count"] == 2
    orders = api.get("/orders", params={"q": pot, "status": "draft"}, expect=200)["data"]
    assert [order["total"] for order in orders] == [1000]


def test_a_change_made_elsewhere_is_taken_in_and_ours_laid_over_it(api, register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.synced()
    order = api.get("/orders", params={"q": pot, "status": "draft"}, expect=200)["data"][0]
    api.patch(f"/orders/{order['id']}", {"note": "From the office"}, if_match=order["version"], expect=200)
    till.page.get_by_role("button", name="One more").click()
    till.synced()
    till.expect_total("€20.00")
    expect(till.cart).to_contain_text("From the office")


def test_what_the_server_refuses_is_shown_with_its_reason_until_somebody_dismisses_it(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.synced()
    problem = {"type": "/problems/validation_failed", "title": "No", "status": 422, "detail": "Not today.", "code": "validation_failed", "errors": []}
    till.page.route("**/lines/*", lambda route: route.fulfill(status=422, content_type="application/problem+json", json=problem))
    till.page.get_by_role("button", name="One more").click()
    alert = till.cart.get_by_role("alert")
    expect(alert).to_contain_text("Not today.")
    till.expect_total("€10.00")
    till.page.reload()
    expect(alert).to_contain_text("Not today.")
    alert.get_by_role("button", name="Dismiss").click()
    expect(alert).to_have_count(0)


def test_somebody_else_at_the_same_device_in_another_tab_loses_no_edit(api, server, register_page, pot):
    opened = register_page(0, 0)
    till = Till(opened)
    other = till.page.context.new_page()
    other.goto("/register")
    other.get_by_role("button", name=re.compile(re.escape(server.sign_in["cashiers"][0]["name"]))).click()
    opened.page, opened.cashier = other, server.sign_in["cashiers"][1]
    opened.enter_pin()
    till.add(pot)
    expect(till.page.get_by_role("banner")).to_contain_text(server.sign_in["cashiers"][1]["name"])
    till.expect_total("€10.00")
    till.synced()
    assert [order["total"] for order in api.get("/orders", params={"q": pot, "status": "draft"}, expect=200)["data"]] == [1000]
