"""Click and collect at the desk: a place offers pickup, and an order written there is fetched at it (C5)."""

from playwright.sync_api import expect

from support.goods import custom_line
from support.office_forms import ready, saved, unique
from support.order_desk import desk_for


def test_a_place_offers_pickup_and_an_order_is_fetched_there(context, server, api, axe_clean):
    place = api.post("/locations", {"name": unique("Quay")}, expect=201).body
    order = api.post("/orders", {"channel": "phone", "lines": [custom_line("Vase", requires_shipping=True)]}, expect=201)
    here = desk_for(context, server, api, order)
    here.page.goto(f"/admin/locations/{place['id']}")
    ready(here.page)
    here.page.get_by_label("Customers may fetch here what they ordered").check()
    here.page.get_by_label("When and where to come").fill("Ring at the side door")
    saved(here.page)
    here.open()
    here.page.get_by_role("radio", name=f"Pickup at {place['name']}").check()
    here.saved()
    expect(here.section("Shipping").locator(".shipping-chosen .strong").first).to_have_text(f"Pickup at {place['name']}")
    kept = here.order()
    assert (kept["shipping_line"]["pickup_location_id"], kept["location_id"]) == (place["id"], place["id"])
    assert api.get(f"/orders/{order['id']}/requirements", expect=200)["data"] == []
    axe_clean(here.page)
