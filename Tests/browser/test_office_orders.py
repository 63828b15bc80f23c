"""The list of orders as people at a desk use it: tabs, filters, views, deeds for many, by mouse and by keyboard alone, on two screens."""

import csv
import io
import re
import uuid

import pytest
from playwright.sync_api import expect

from support.goods import draft, placed
from support.office import OfficeOrders
from support.pages import sign_in_as_owner

WIDTHS = {390: 844, 820: 900, 1440: 900}
LINE = {"title": "Mug", "quantity": 1, "unit_price": 1000}


@pytest.fixture
def tag():
    return f"desk-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def desk(context, server):
    return lambda query="": OfficeOrders.open(context, server, query)


def hold(api, order: dict) -> dict:
    register = api.first_register()["id"]
    return api.post(f"/orders/{order['id']}/hold", {"register_id": register, "label": "Red coat"}, expect=200).body


def test_an_owner_signs_in_and_sees_the_orders(page, server):
    page.goto("/admin")
    assert page.url.endswith("/login?next=/admin")
    page.get_by_label("E-mail").fill(server.sign_in["owner"]["email"])
    page.get_by_label("Password").fill(server.sign_in["owner"]["password"])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Orders", exact=True).wait_for()
    page.locator("tr[data-order]").first.wait_for()
    assert page.locator("a[data-page='orders']").get_attribute("aria-current") == "page"


def test_tabs_split_the_list_and_count_along(api, desk, tag):
    plain, held = draft(api, LINE, tags=[tag]), hold(api, draft(api, LINE, tags=[tag]))
    done = placed(api, LINE, tags=[tag])
    orders = desk(f"?tag={tag}")
    assert orders.shown() == [done["id"], held["id"], plain["id"]]
    expect(orders.row(held)).to_contain_text("Red coat")
    orders.tab("On hold").click()
    orders.settled()
    assert "display_status=on_hold" in orders.page.url and "tag=" not in orders.page.url
    expect(orders.row(held)).to_be_visible()
    expect(orders.row(plain)).to_have_count(0)
    before = int(re.search(r"\d+", orders.tab("Drafts").inner_text()).group())
    draft(api, LINE)
    expect(orders.tab("Drafts")).to_have_text(f"Drafts {before + 1}")
    orders.page.go_back()
    expect(orders.row(plain)).to_be_visible()


def test_filters_stand_in_the_address_and_come_off_again(api, desk, tag):
    phone, desk_order = draft(api, LINE, tags=[tag], channel="phone"), draft(api, LINE, tags=[tag], channel="back_office")
    orders = desk(f"?tag={tag}")
    page = orders.page
    page.get_by_role("button", name="Channel", exact=True).click()
    page.get_by_role("dialog", name="Channel").get_by_label("Phone").check()
    expect(orders.row(desk_order)).to_have_count(0)
    page.keyboard.press("Escape")
    assert "channel=phone" in page.url
    expect(page.get_by_role("button", name="Channel: Phone")).to_be_focused()
    page.reload()
    orders.settled()
    assert orders.shown() == [phone["id"]]
    page.get_by_role("button", name="Take off the filter Channel").click()
    expect(orders.row(desk_order)).to_be_visible()
    page.get_by_role("group", name="Filters").get_by_role("button", name="Date", exact=True).click()
    page.get_by_role("dialog", name="Date").get_by_role("button", name="yesterday").click()
    page.get_by_role("heading", name="Nothing matches").wait_for()
    page.get_by_role("button", name="Clear filters").click()
    page.locator("tr[data-order]").first.wait_for()
    assert page.url.endswith("/admin/orders")


def test_the_filters_of_more_find_by_total_staff_tag_and_customer(api, desk, server, tag):
    customer = api.post("/customers", {"name": f"Zofia {tag}", "email": f"{tag}@example.com"}, expect=201)
    cheap = draft(api, {**LINE, "unit_price": 500}, tags=[tag], customer_id=customer["id"])
    dear = draft(api, {**LINE, "unit_price": 5000}, tags=[tag], customer_id=customer["id"])
    orders = desk()
    page = orders.page
    page.get_by_role("button", name="More").click()
    more = page.get_by_role("dialog", name="More")
    more.get_by_label("Customer").fill(f"Zofia {tag}")
    more.get_by_role("button", name=re.compile(f"Zofia {tag}")).click()
    more.get_by_label("Tag", exact=True).fill(tag)
    more.get_by_label("Total from").fill("abc")
    expect(more.get_by_role("alert")).to_contain_text("12.50")
    more.get_by_label("Total from").fill("20,00")
    page.keyboard.press("Enter")
    expect(orders.row(cheap)).to_have_count(0)
    assert orders.shown() == [dear["id"]]
    assert "total_from=2000" in page.url and f"customer_id={customer['id']}" in page.url
    expect(page.get_by_role("button", name="Total: from €20")).to_be_visible()


def test_typing_searches_and_the_left_column_searches_too(api, desk, tag):
    order = draft(api, {**LINE, "title": f"Łopatka {tag}"})
    orders = desk()
    orders.page.keyboard.press("/")
    orders.page.keyboard.type(f"lopatka {tag}")
    expect(orders.page.locator("tr[data-order]")).to_have_count(1)
    expect(orders.row(order)).to_be_visible()
    expect(orders.page.get_by_role("searchbox", name="Number, name")).to_be_focused()
    orders.page.get_by_role("searchbox", name="Search orders").fill(order["draft_number"])
    orders.page.keyboard.press("Enter")
    orders.page.wait_for_url(re.compile(rf"q={order['draft_number']}"))
    expect(orders.row(order)).to_be_visible()


def test_a_view_is_saved_called_up_shared_and_deleted(api, desk, new_device, server, tag):
    order = draft(api, LINE, tags=[tag], channel="phone")
    orders = desk(f"?tag={tag}&channel=phone")
    page = orders.page
    page.get_by_role("button", name="Save view").click()
    form = page.get_by_role("dialog", name="Save view")
    form.get_by_label("Name").fill(f"Phone {tag}")
    form.get_by_label("Show it to everybody").check()
    page.keyboard.press("Enter")
    expect(orders.tab(f"Phone {tag}")).to_have_attribute("aria-current", "page")
    colleague = OfficeOrders.open(new_device(), server)
    colleague.tab(f"Phone {tag}").click()
    expect(colleague.row(order)).to_be_visible()
    assert colleague.shown() == [order["id"]]
    page.get_by_role("button", name=f"What to do with the view Phone {tag}").click()
    page.get_by_role("menuitem", name="Delete view").click()
    expect(orders.tab(f"Phone {tag}")).to_have_count(0)
    orders.toast("deleted").get_by_role("button", name="Undo").click()
    expect(orders.tab(f"Phone {tag}")).to_be_visible()


def test_new_orders_wait_at_the_head_and_changed_rows_change_in_place(api, desk, tag):
    first = draft(api, LINE, tags=[tag])
    orders = desk(f"?tag={tag}")
    second, third = draft(api, LINE, tags=[tag]), draft(api, LINE, tags=[tag])
    draft(api, LINE)
    news = orders.page.get_by_role("button", name="2 new orders")
    news.wait_for()
    assert orders.shown() == [first["id"]]
    hold(api, first)
    expect(orders.chip(first)).to_have_text("On hold")
    news.click()
    expect(orders.row(third)).to_be_visible()
    assert orders.shown() == [third["id"], second["id"], first["id"]]


def test_a_status_is_changed_under_its_chip_and_undone(api, desk, tag):
    order = draft(api, LINE, tags=[tag])
    orders = desk(f"?tag={tag}")
    orders.chip(order).click()
    popover = orders.page.get_by_role("dialog", name=re.compile("Status of"))
    expect(popover.get_by_role("radio", name="Canceled")).to_be_focused()
    popover.get_by_label("Reason").fill("Called off")
    orders.page.keyboard.press("Enter")
    expect(orders.chip(order)).to_have_text("Canceled")
    expect(orders.chip(order)).to_be_focused()
    orders.toast("is now: Canceled").get_by_role("button", name="Undo").click()
    expect(orders.chip(order)).to_have_text("Draft")
    assert api.get(f"/orders/{order['id']}", expect=200)["status"] == "draft"


def test_a_refusal_stays_in_the_panel_and_changes_nothing(api, desk, tag):
    order = draft(api, LINE, tags=[tag])
    orders = desk(f"?tag={tag}")
    page = orders.page
    page.route(re.compile(rf"/api/v1/orders/{order['id']}$"), lambda route: route.fulfill(
        status=409, content_type="application/problem+json", body='{"status":409,"code":"conflict","detail":"Somebody is paying."}')
        if route.request.method == "DELETE" else route.continue_())
    orders.chip(order).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Somebody is paying.")
    page.keyboard.press("Escape")
    expect(orders.chip(order)).to_have_text("Draft")


def test_many_are_tagged_and_given_to_somebody(api, desk, server, tag):
    made = [draft(api, LINE, tags=[tag]) for _ in range(3)]
    orders = desk(f"?tag={tag}")
    page = orders.page
    page.get_by_role("checkbox", name="Tick all rows").check()
    expect(page.get_by_text("3 orders ticked")).to_be_visible()
    page.get_by_role("button", name="Tag", exact=True).click()
    page.get_by_label("Add tags").fill("gift, urgent")
    page.keyboard.press("Enter")
    orders.toast("3 orders tagged").wait_for()
    assert {tuple(api.get(f"/orders/{order['id']}", expect=200)["tags"]) for order in made} == {(tag, "gift", "urgent")}
    orders.tick(made[0], made[2])
    page.get_by_role("button", name="Assign").click()
    page.get_by_role("dialog", name="Assign").get_by_label("To").select_option(label=server.sign_in["cashiers"][0]["name"])
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Assign").get_by_role("button", name="Assign").click()
    orders.toast("2 orders assigned").wait_for()
    who = {order["id"]: api.get(f"/orders/{order['id']}", expect=200)["staff_id"] for order in made}
    assert who[made[0]["id"]] == who[made[2]["id"]] is not None and who[made[1]["id"]] is None


def test_a_deed_for_many_says_of_each_row_what_came_of_it(api, desk, tag):
    one, sold = draft(api, LINE, tags=[tag]), placed(api, LINE, tags=[tag])
    orders = desk(f"?tag={tag}")
    page = orders.page
    orders.tick(one, sold)
    page.get_by_role("button", name="Delete drafts").click()
    page.get_by_role("dialog", name="Delete drafts").get_by_role("button", name="Delete").click()
    report = page.get_by_role("dialog", name="Delete drafts")
    expect(report).to_contain_text("1 of 2 worked.")
    expect(report.get_by_role("listitem").filter(has_text=sold["number"])).to_contain_text("This is no draft any more.")
    expect(report.get_by_role("listitem").filter(has_text=one["draft_number"])).to_contain_text("done")
    page.keyboard.press("Escape")
    expect(orders.chip(one)).to_have_text("Canceled")
    expect(page.get_by_text("1 order ticked")).to_be_visible()
    orders.toast("1 draft deleted").get_by_role("button", name="Undo").click()
    expect(orders.chip(one)).to_have_text("Draft")


def test_papers_are_printed_where_there_are_some(api, desk, tag):
    plain, sold = draft(api, LINE, tags=[tag]), placed(api, LINE, tags=[tag])
    orders = desk(f"?tag={tag}")
    orders.tick(plain, sold)
    orders.page.get_by_role("button", name="Print").click()
    dialog = orders.page.get_by_role("dialog", name="Print")
    expect(dialog.get_by_role("listitem").filter(has_text=plain["draft_number"])).to_contain_text("There is no paper")
    with orders.page.expect_popup() as paper:
        dialog.get_by_role("link", name="Receipt").click()
    paper.value.wait_for_load_state()
    assert sold["number"] in paper.value.content()


def test_columns_are_chosen_and_remembered(desk, api, tag):
    draft(api, LINE, tags=[tag])
    orders = desk(f"?tag={tag}")
    page = orders.page
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("checkbox", name="Tags").check()
    page.get_by_role("checkbox", name="Channel").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    orders.settled()
    expect(page.get_by_role("columnheader", name="Tags")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Channel")).to_have_count(0)


def test_pages_go_on_and_back(api, desk, tag):
    made = [draft(api, LINE, tags=[tag])["id"] for _ in range(53)]
    orders = desk(f"?tag={tag}")
    page = orders.page
    expect(page.get_by_text("1–50", exact=True)).to_be_visible()
    page.get_by_role("button", name="Older").click()
    expect(page.get_by_text("51–53")).to_be_visible()
    assert orders.shown() == list(reversed(made))[50:]
    page.get_by_role("button", name="Newer").click()
    expect(page.get_by_text("1–50", exact=True)).to_be_visible()
    page.get_by_role("button", name="Total").click()
    expect(page.get_by_role("columnheader", name="Total")).to_have_attribute("aria-sort", "descending")
    assert "sort=-total" in page.url


def test_the_file_holds_what_the_list_shows(api, desk, tag):
    draft(api, LINE, tags=[tag], channel="phone", note="=1+1")
    draft(api, LINE, tags=[tag])
    orders = desk(f"?tag={tag}&channel=phone")
    with orders.page.expect_download() as download:
        orders.page.get_by_role("link", name="Export CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["channel"], row["total"], row["note"]) for row in rows] == [("phone", "10.00", "'=1+1")]


def test_without_the_server_the_rows_stay_and_can_be_asked_for_again(api, desk, tag):
    order = draft(api, LINE, tags=[tag])
    orders = desk(f"?tag={tag}")
    page = orders.page
    page.route("**/api/v1/orders?**", lambda route: route.abort())
    page.get_by_role("button", name="Total").click()
    expect(page.get_by_role("alert")).to_contain_text("was not reached")
    expect(orders.row(order)).to_be_visible()
    page.unroute("**/api/v1/orders?**")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_list_works_by_keyboard_alone(api, desk, tag):
    first, second = draft(api, LINE, tags=[tag]), draft(api, LINE, tags=[tag])
    orders = desk(f"?tag={tag}")
    press = orders.page.keyboard.press
    press("j")
    expect(orders.row(second).get_by_role("link")).to_be_focused()
    press("ArrowDown")
    expect(orders.row(first).get_by_role("link")).to_be_focused()
    press("x")
    expect(orders.row(first).get_by_role("checkbox")).to_be_checked()
    press("Escape")
    expect(orders.row(first).get_by_role("checkbox")).not_to_be_checked()
    press("k")
    press("s")
    popover = orders.page.get_by_role("dialog", name=re.compile("Status of"))
    popover.wait_for()
    for _ in range(8):
        press("Tab")
        assert popover.evaluate("panel => panel.contains(document.activeElement)")
    press("Escape")
    expect(popover).to_have_count(0)
    press("?")
    keys = orders.page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Create order")
    keys.get_by_label("Single keys").uncheck()
    press("Escape")
    press("j")
    expect(orders.row(first).get_by_role("link")).not_to_be_focused()
    press("?")
    expect(keys).to_have_count(0)


def test_create_order_makes_a_draft_at_once_and_opens_it(desk, api):
    orders = desk()
    orders.page.keyboard.press("n")
    orders.page.wait_for_url(re.compile(r"/admin/orders/ord_"))
    made = api.get(f"/orders/{orders.page.url.rsplit('/', 1)[1]}", expect=200)
    assert (made["status"], made["channel"]) == ("draft", "back_office")


def test_the_skip_link_leads_to_the_content(desk):
    orders = desk()
    orders.page.keyboard.press("Tab")
    expect(orders.page.get_by_role("link", name="To the content")).to_be_focused()
    orders.page.keyboard.press("Enter")
    expect(orders.page.locator("#main")).to_be_focused()


def test_an_empty_shop_says_how_to_begin(new_device, server):
    device = new_device()
    device.route("**/api/v1/orders?**", lambda route: route.fulfill(json={"data": [], "next_cursor": None}))
    orders = OfficeOrders.open(device, server)
    orders.page.get_by_role("heading", name="No orders yet").wait_for()
    empty = orders.page.locator(".empty")
    expect(empty.get_by_role("button", name="Create order")).to_be_visible()
    expect(empty.get_by_role("link", name="Open register")).to_have_attribute("href", "/register")
    orders.tab("Returns").click()
    orders.page.get_by_role("heading", name="No returns").wait_for()


def test_a_slow_shop_shows_rows_of_their_final_height(new_device, server):
    device = new_device()
    waiting = []
    device.route("**/api/v1/orders?**", lambda route: waiting.append(route))
    page = device.new_page()
    sign_in_as_owner(page, server.sign_in["owner"])
    grey = page.locator("tr.waiting")
    expect(grey).to_have_count(8)
    assert grey.first.bounding_box()["height"] >= 44
    waiting[0].continue_()
    page.locator("tr[data-order]").first.wait_for()
    expect(grey).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_is_readable_for_everybody_and_nothing_hangs_over(api, server, new_device, axe_clean, screenshot, width, scheme):
    tag = f"looks-{width}-{scheme}"
    customer = api.post("/customers", {"name": "Stowarzyszenie Ogrodów Działkowych i Przydomowych imienia Marii Konopnickiej"}, expect=201)
    shown = [draft(api, LINE, tags=[tag], customer_id=customer["id"]), hold(api, draft(api, LINE, tags=[tag])), placed(api, LINE, tags=[tag])]
    orders = OfficeOrders.open(new_device(color_scheme=scheme, viewport={"width": width, "height": WIDTHS[width]}), server, f"?tag={tag}")
    page = orders.page
    assert len(orders.shown()) == 3
    axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(page, f"office-orders-{width}-{scheme}")
    orders.tick(shown[0], shown[1])
    orders.chip(shown[1]).click()
    axe_clean(page)
    screenshot(page, f"office-orders-status-{width}-{scheme}")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More").click()
    axe_clean(page)
    page.keyboard.press("Escape")
    if width == 390:
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("link", name="Open register").wait_for()
        axe_clean(page)
        screenshot(page, f"office-menu-{scheme}")
        page.keyboard.press("Escape")
    orders.go("?q=nothinglikethis")
    axe_clean(page)
