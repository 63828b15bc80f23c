"""A4 to A7: hold with one tap, the live drawer at two tills, retrieve, what changed, delete with undo, taking over."""

import re
import time

import pytest
from playwright.sync_api import expect

from support.register_till import Till, fresh, make_product


@pytest.fixture
def location(server):
    return server.sign_in["location_id"]


@pytest.fixture
def pot(api, location):
    title = fresh("Pot")
    make_product(api, location, title, 1000)
    return title


def test_hold_frees_the_till_at_once_and_undo_brings_the_cart_back(register_page, pot):
    till = Till(register_page())
    expect(till.cart.get_by_role("button", name=re.compile(r"^Held orders \(\d+"))).to_be_visible()
    till.add(pot)
    till.hold()
    expect(till.page.get_by_text(re.compile(r"^Held D-\d+$"))).to_be_visible()
    till.press("Undo")
    till.expect_total("€10.00")


def test_the_menu_and_the_tile_save_the_cart_too(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.more("Save current cart")
    expect(till.page.get_by_text("Ready for the next customer")).to_be_visible()
    till.add(pot)
    till.press("Save cart", exact=False)
    expect(till.page.get_by_text("Ready for the next customer")).to_be_visible()


def test_a_hold_at_one_till_shows_at_the_other_without_reload_and_is_retrieved_there(register_page, pot):
    here, there = Till(register_page(0, 0)), Till(register_page(1, 1))
    label = fresh("Red coat")
    there.open_held()
    here.add(pot, times=2)
    here.hold()
    start = time.monotonic()
    expect(there.row(pot)).to_be_visible(timeout=5_000)
    print(f"seen at the other till after {(time.monotonic() - start) * 1000:.0f} ms")
    expect(there.row(pot)).to_contain_text("Just saved")
    here.label(label)
    expect(there.row(label)).to_be_visible()
    there.page.get_by_role("searchbox", name="Name, e-mail, phone").fill(label.split()[-1])
    there.retrieve(label)
    there.expect_total("€20.00")
    here.open_held()
    expect(here.row(pot)).to_contain_text(f"Open at {there.register['name']}")


def test_of_two_tills_only_one_gets_the_order_and_the_other_learns_who_has_it(api, server, register_page, pot):
    here = Till(register_page(0, 0))
    here.add(pot)
    here.hold()
    label = fresh("Blue hat")
    here.label(label)
    here.synced()
    here.open_held()
    order = api.get("/orders", params={"held": "true", "q": label}, expect=200)["data"][0]
    here.page.route("**/api/v1/orders?held=true*", lambda route: route.abort())
    other = server.sign_in["registers"][1]["id"]
    api.post(f"/orders/{order['id']}/retrieve", {"register_id": other}, expect=200)
    here.retrieve(label)
    expect(here.page.get_by_role("alert").first).to_contain_text("Already open at")


def test_retrieving_with_a_full_cart_holds_that_one_first(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.hold()
    label = fresh("First")
    till.label(label)
    till.add(pot, times=3)
    till.open_held()
    till.retrieve(label)
    till.expect_total("€10.00")
    expect(till.page.get_by_text(re.compile(r"^Held D-\d+ first"))).to_be_visible()


def test_delete_takes_the_row_away_and_undo_brings_it_back(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.hold()
    label = fresh("Gone")
    till.label(label)
    till.open_held()
    till.row(label).get_by_role("button", name=re.compile("^Delete")).click()
    expect(till.row(label)).to_have_count(0)
    till.press("Undo")
    expect(till.row(label)).to_be_visible()


def test_what_changed_meanwhile_is_shown_and_chosen_line_by_line(api, location, register_page):
    titles = [fresh(word) for word in ("Secateurs", "Lavender", "Can", "Soil")]
    goods = [make_product(api, location, title, 1000, stock=10) for title in titles]
    till = Till(register_page())
    for title, times in zip(titles, (1, 2, 4, 1)):
        till.add(title, times=times)
    till.expect_total("€80.00")
    till.hold()
    label = fresh("Wedding")
    till.label(label)
    till.synced()
    for product, price in ((goods[0], 1200), (goods[1], 900)):
        variant = api.get(f"/variants/{product['variants'][0]['id']}", expect=200)
        api.patch(f"/variants/{variant['id']}", {"price": price}, if_match=variant.headers.get("ETag"), expect=200)
    body = {"variant_id": goods[2]["variants"][0]["id"], "location_id": location, "set": 2, "reason": "Broken"}
    api.post("/inventory_levels/adjust", body, expect=200)
    soil = api.get(f"/products/{goods[3]['id']}", expect=200)
    api.patch(f"/products/{goods[3]['id']}", {"status": "archived"}, if_match=soil.headers.get("ETag"), expect=200)
    till.open_held()
    till.retrieve(label)
    changes = till.dialog("4 things changed since this order was held")
    expect(changes.get_by_role("button", name="Keep €10.00").first).to_have_attribute("aria-pressed", "true")
    changes.get_by_role("group", name=titles[1]).get_by_role("button", name="Take €9.00").click()
    expect(changes.locator(".changes-total")).to_have_text("€58.00")
    changes.get_by_role("button", name="Cancel").click()
    expect(till.row(label)).to_be_visible()
    till.retrieve(label)
    changes.get_by_role("button", name="Take new prices").click()
    changes.get_by_role("group", name=titles[2]).get_by_role("button", name="Pre-order 2 more").click()
    changes.get_by_role("group", name=titles[3]).get_by_role("button", name="Remove").click()
    changes.get_by_role("button", name="Retrieve", exact=True).click()
    till.expect_total("€70.00")
    till.synced()
    till.expect_total("€70.00")
    expect(till.line(titles[2]).filter(has_text="Pre-order")).to_have_count(1)


def test_a_till_that_died_leaves_its_order_in_the_drawer_to_be_taken_over(register_page, pot):
    first, second = Till(register_page(0, 0)), Till(register_page(1, 1))
    first.add(pot)
    first.hold()
    label = fresh("Crash")
    first.label(label)
    first.open_held()
    first.retrieve(label)
    first.expect_total("€10.00")
    first.page.context.close()
    second.open_held()
    expect(second.row(pot)).to_contain_text("Open at")
    second.row(pot).get_by_role("button", name=re.compile("^Take over")).click()
    second.expect_total("€10.00")


def test_held_orders_are_found_by_customer_phone_number_and_tag_and_in_other_scopes(api, server, register_page, pot):
    name, phone = fresh("Łukasz Brzęczyszczykiewicz"), "+48 600 100 200"
    customer = api.post("/customers", {"name": name, "phone": phone}, expect=201)
    body = {"channel": "register", "location_id": server.sign_in["location_id"], "customer_id": customer["id"], "tags": ["wedding"], "lines": [{"title": pot, "quantity": 1, "unit_price": 500}]}
    order = api.post("/orders", body, expect=201)
    held = api.post(f"/orders/{order['id']}/hold", {"register_id": server.sign_in["registers"][1]["id"]}, expect=200)
    till = Till(register_page(0, 0))
    till.open_held()
    search = till.page.get_by_role("searchbox", name="Name, e-mail, phone")
    for query in (name.split()[-1], held["draft_number"]):
        search.fill(query)
        expect(till.row(name)).to_be_visible()
    till.press("This register")
    expect(till.row(name)).to_have_count(0)
    search.fill("no such order anywhere")
    expect(till.drawer).to_contain_text("No order for")


def test_the_drawer_is_used_with_keys_alone(register_page, pot):
    till = Till(register_page())
    till.add(pot)
    till.page.keyboard.press("F6")
    expect(till.page.get_by_text("Ready for the next customer")).to_be_visible()
    till.open_held()
    expect(till.row(pot)).to_be_visible()
    till.page.keyboard.press("ArrowDown")
    till.page.keyboard.press("Enter")
    expect(till.drawer).to_have_count(0)
    till.expect_total("€10.00")
