"""A parcel comes back to the order page; a shelf is counted, goods go to another place, low stock and what is put aside are watched."""

import re

import pytest
from playwright.sync_api import expect

from support.goods import assert_stock_adds_up, draft, level, placed, variant
from support.order_desk import desk_for
from support.pages import sign_in_as_owner


@pytest.fixture
def place(server):
    return server.sign_in["location_id"]


@pytest.fixture
def look(axe_clean, screenshot):
    """Nothing for axe to report and nothing wider than the screen, on a phone, a tablet and a desk, in light and in dark."""

    def at_all_widths(page, name: str) -> None:
        for width, scheme in ((390, "light"), (820, "dark"), (1440, "light")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
            screenshot(page, f"{name}-{width}")
        axe_clean(page)
        page.emulate_media(color_scheme="light")

    return at_all_widths


def test_a_clerk_receives_a_parcel_and_pays_for_it(context, server, api, place, look):
    thing = variant(api, place, 10, title="Oak chair", price=4500)
    order = placed(api, {"variant_id": thing["id"], "quantity": 2})
    desk = desk_for(context, server, api, order)
    page = desk.page
    returns = page.locator("#returns")

    page.locator("#ask-return").click()
    dialog = desk.dialog("Return…")
    dialog.get_by_label("Oak chair").fill("1")
    dialog.get_by_label("Why it comes back").fill("Wobbles")
    dialog.get_by_role("button", name="Note the return").click()
    expect(returns.locator("[data-return]")).to_have_attribute("data-status", "requested")
    expect(returns).to_contain_text("Wobbles")

    returns.get_by_role("button", name="Receive…").click()
    dialog = desk.dialog("Receive…")
    expect(dialog.get_by_label("Can be sold again")).to_be_checked()
    dialog.get_by_role("button", name="Take it back").click()
    expect(returns.locator("[data-return]")).to_have_attribute("data-status", "received")
    assert assert_stock_adds_up(api, thing["id"], place)["on_hand"] == 9
    look(page, "order-returns")

    returns.get_by_role("button", name="Refund…").click()
    dialog = desk.dialog("Refund")
    expect(dialog.get_by_label("Oak chair")).to_have_value("1")
    dialog.get_by_role("button", name=re.compile("Refund .*45")).click()
    expect(returns).to_contain_text("Refunded")
    after = desk.order()
    assert (after["return_status"], after["status"]) == ("refunded", "closed")
    assert assert_stock_adds_up(api, thing["id"], place)["on_hand"] == 9


def test_somebody_counts_a_shelf_by_scanning_and_typing(context, server, api, place, look):
    cup, plate = (variant(api, place, 10, title=title, category="Crockery") for title in ("Cup", "Plate"))
    api.patch(f"/variants/{cup['id']}", {"barcode": "4006381333948"}, expect=200)
    page = context.new_page()
    sign_in_as_owner(page, server.sign_in["owner"])
    page.goto("/admin/stock/takes")
    page.locator("#start-take").click()
    # What is asked for only where the shop has several, as it may have by now.
    if page.locator("#take-place").count():
        page.locator("#take-place").select_option(place)
    page.get_by_label("Category").select_option("Crockery")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/admin/stock/takes/stk_*")
    for _ in range(2):
        page.locator("#scan").fill("4006381333948")
        page.locator("#scan").press("Enter")
        expect(page.locator("#scan")).to_have_value("")
    expect(page.locator("#scan-said")).to_contain_text("Cup: 2 counted")
    page.get_by_label("Counted of Plate").fill("9")
    page.get_by_label("Counted of Plate").press("Enter")
    expect(page.locator("main")).to_contain_text("2 of 2 counted")
    page.locator("#scan").fill("unheard of")
    page.locator("#scan").press("Enter")
    expect(page.locator("#scan-said")).to_contain_text("Nothing has the code")
    look(page, "stock-take")
    placed(api, {"variant_id": plate["id"], "quantity": 1})
    page.locator("#finish-take").click()
    page.get_by_role("dialog", name="Finish").get_by_role("button", name="Finish").click()
    expect(page.locator(".stock-facts")).to_contain_text("Finished")
    assert [assert_stock_adds_up(api, one["id"], place)["on_hand"] for one in (cup, plate)] == [2, 8]


def test_goods_go_to_another_place_and_what_is_low_and_put_aside_is_seen(context, server, api, place, look):
    if len(api.all("/locations")) < 2:
        api.post("/locations", {"name": "Depot"}, expect=201)
    depot = next(each for each in api.all("/locations") if each["id"] != place)
    thing = variant(api, place, 5, title="Quince jam")
    held = draft(api, {"variant_id": thing["id"], "quantity": 1})
    register = server.sign_in["registers"][0]
    register = register["id"] if isinstance(register, dict) else register
    api.post(f"/orders/{held['id']}/hold", {"register_id": register, "reserve_stock": True, "label": "Mr Quill"}, expect=200)
    page = context.new_page()
    sign_in_as_owner(page, server.sign_in["owner"])

    page.goto("/admin/stock/transfers")
    page.locator("#start-transfer").click()
    page.get_by_label("From", exact=True).select_option(place)
    page.get_by_label("To", exact=True).select_option(depot["id"])
    page.get_by_label("Add goods").fill("Quince")
    page.get_by_role("button", name="Add Quince jam").click()
    page.get_by_label(re.compile("^Quince jam")).fill("3")
    page.get_by_role("button", name="Make the transfer").click()
    page.wait_for_url("**/admin/stock/transfers/trf_*")
    page.locator("#send").click()
    page.locator("#receive").click()
    page.get_by_label("Quince jam").fill("2")
    page.get_by_role("button", name="Put on the shelf").click()
    expect(page.locator(".stock-facts")).to_contain_text("On its way")
    look(page, "stock-transfer")
    assert (level(api, thing["id"], place)["on_hand"], level(api, thing["id"], depot["id"])["on_hand"]) == (2, 2)

    page.goto("/admin/stock/low")
    row = page.locator("tr").filter(has_text="Quince jam").filter(has_text=depot["name"])
    expect(row).to_contain_text("1")
    look(page, "stock-low")
    page.goto("/admin/stock/reservations")
    row = page.locator("tr").filter(has_text="Quince jam")
    expect(row).to_contain_text("Mr Quill")
    look(page, "stock-reservations")
    row.get_by_role("button").click()
    page.get_by_role("dialog", name="Release").get_by_role("button", name="Release").click()
    expect(row).to_have_count(0)
    assert level(api, thing["id"], place)["reserved"] == 0
