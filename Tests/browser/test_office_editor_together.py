"""Two people in one draft see each other and lose nothing; nor does anybody whose network or page goes (B2, B6)."""

import pytest
from playwright.sync_api import expect

from support.goods import custom_line
from support.order_desk import clerk, desk_for


@pytest.fixture
def draft_order(api, server):
    return api.post("/orders", {"channel": "phone", "location_id": server.sign_in["location_id"], "lines": [custom_line("Olive tree", 4900)]}, expect=201).body


@pytest.fixture
def two(context, new_device, server, api, draft_order):
    """The owner and a manager, each at the same draft in a browser of their own."""
    manager = clerk(api)
    first = desk_for(context, server, api, draft_order)
    second = desk_for(new_device(), server, api, draft_order, manager)
    return first, second, manager["name"]


def test_different_fields_merge_without_a_word(two):
    first, second, _ = two
    first.type("Purchase order number", "PO-1")
    second.type("Staff note", "Wants the tall ones")
    second.saved()
    expect(second.field("Purchase order number")).to_have_value("PO-1")
    expect(first.field("Staff note")).to_have_value("Wants the tall ones")
    assert (first.order()["purchase_order_number"], first.order()["note"]) == ("PO-1", "Wants the tall ones")
    expect(first.page.locator(".conflict")).to_have_count(0)
    expect(second.page.locator(".conflict")).to_have_count(0)


def test_the_same_field_asks_whose_counts_and_loses_nothing(two):
    first, second, name = two
    price = first.field("Price of Olive tree")
    first.page.route("**/api/v1/orders/*/lines/*", lambda route: route.abort())
    price.fill("45.00")
    expect(first.page.locator(".saving")).to_contain_text("Not saved, trying again")
    second.type("Price of Olive tree", "47.00")
    second.saved()
    first.page.unroute("**/api/v1/orders/*/lines/*")
    conflict = first.page.locator(".conflict")
    expect(conflict).to_contain_text(f"{name} changed this to 47.00")
    expect(price).to_have_value("45.00")
    assert first.order()["lines"][0]["unit_price"] == 4700
    conflict.get_by_role("button", name="Keep mine").click()
    first.saved()
    assert first.order()["lines"][0]["unit_price"] == 4500
    expect(second.field("Price of Olive tree")).to_have_value("45.00")


def test_taking_theirs_puts_their_value_into_the_field(two):
    first, second, name = two
    first.page.route("**/api/v1/orders/*", lambda route: route.abort() if route.request.method == "PATCH" else route.continue_())
    first.field("Staff note").fill("mine")
    second.type("Staff note", "theirs")
    second.saved()
    first.page.unroute("**/api/v1/orders/*")
    first.page.get_by_role("button", name=f"Take {name}’s").click()
    expect(first.field("Staff note")).to_have_value("theirs")
    first.saved()
    assert first.order()["note"] == "theirs"


def test_each_sees_where_the_other_writes(two):
    first, second, name = two
    expect(first.page.locator(".person")).to_contain_text(f"{name} is looking")
    second.field("Purchase order number").focus()
    expect(first.page.locator(".person")).to_contain_text(f"{name} is editing Payment", timeout=12_000)
    expect(first.section("Payment").get_by_role("img", name=f"{name} is editing Payment")).to_be_visible()


# A request that outlives its page is past the reach of the browser's routes, so the page itself is cut off.
AWAY = """(() => {
  const real = window.fetch;
  window.fetch = (address, options) => (sessionStorage.getItem('away') && options?.method === 'PATCH'
    ? Promise.reject(new TypeError('away')) : real(address, options));
})()"""


def test_an_edit_survives_a_reload_while_the_server_is_away(context, server, api, draft_order):
    context.add_init_script(AWAY)
    here = desk_for(context, server, api, draft_order)
    here.page.on("dialog", lambda dialog: dialog.accept())
    here.page.evaluate("sessionStorage.setItem('away', 'yes')")
    here.field("Staff note").fill("Not to be lost")
    expect(here.page.locator(".saving")).to_contain_text("Not saved, trying again")
    here.page.reload()
    expect(here.field("Staff note")).to_have_value("Not to be lost")
    assert here.order()["note"] is None
    here.page.evaluate("sessionStorage.removeItem('away')")
    here.saved()
    assert here.order()["note"] == "Not to be lost"


def test_what_happens_elsewhere_shows_without_reload(context, server, api, draft_order):
    here = desk_for(context, server, api, draft_order)
    api.post(f"/orders/{here.id}/lines", custom_line("Brought by a colleague", 1000), expect=200)
    expect(here.line("Brought by a colleague")).to_be_visible()
    api.post(f"/orders/{here.id}/send_invoice", {"via": "link"}, expect=200)
    expect(here.page.get_by_role("button", name="Change to draft")).to_be_visible()
    expect(here.page.get_by_label("Quantity of Olive tree")).to_have_count(0)


def test_what_the_lock_kept_out_is_kept_and_saved_once_the_order_is_open_again(two):
    first, second, _ = two
    first.page.route("**/api/v1/orders/*/lines/*", lambda route: route.abort())
    first.field("Quantity of Olive tree").fill("9")
    expect(first.page.locator(".saving")).to_contain_text("Not saved, trying again")
    second.api.post(f"/orders/{second.id}/send_invoice", {"via": "link"}, expect=200)
    first.page.unroute("**/api/v1/orders/*/lines/*")
    expect(first.page.get_by_text("1 change of yours did not get there")).to_be_visible()
    assert first.order()["lines"][0]["quantity"] == 1
    first.page.get_by_role("button", name="Change to draft").click()
    expect(first.field("Quantity of Olive tree")).to_have_value("9")
    first.saved()
    assert first.order()["lines"][0]["quantity"] == 9


def test_what_was_just_typed_is_saved_when_the_page_is_left_at_once(context, server, api, draft_order):
    here = desk_for(context, server, api, draft_order)
    here.field("Staff note").fill("Typed and gone")
    here.page.get_by_role("link", name="Orders", exact=True).first.click()
    here.page.wait_for_url("**/admin/orders")
    assert here.order()["note"] == "Typed and gone"
