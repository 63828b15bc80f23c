"""Where an order goes and what that costs: zones, rates, the price that follows the address, and the packages that are prepared."""

import uuid

import pytest

from support.goods import custom_line, draft, variant

NL, ISLAND, US = {"country": "NL", "postal_code": "1012 AB"}, {"country": "NL", "postal_code": "8881 XX"}, {"country": "US"}
VAT = [{"title": "VAT", "rate": "21"}]


@pytest.fixture(scope="module")
def shop(fresh_shop):
    return fresh_shop


@pytest.fixture(scope="module")
def fresh_shop(counterfoil, tmp_path_factory):
    """A shop of its own: rates of other tests must not be found here."""
    from support.client import Client
    from support.server import Server

    server = Server.with_demo_shop(tmp_path_factory.mktemp("shipping") / "data")
    api = Client(server.url, server.sign_in["token"])
    for zone in api.all("/shipping_zones"):
        api.delete(f"/shipping_zones/{zone['id']}", expect=204)
    api.location = server.sign_in["location_id"]
    api.currency = api.get("/settings", expect=200)["currency"]
    pid = server.pid
    yield api
    server.assert_sound(pid)
    assert server.stop() == 0


@pytest.fixture
def zones(shop):
    """The Netherlands, an island of it that is dear to reach, and no America; gone after the test."""
    made = [zone(shop, "Netherlands", [{"country": "NL"}]), zone(shop, "Islands", [{"country": "NL", "postal_code_prefixes": ["8881", "88-9"]}])]
    rates = {"cheap": rate(shop, made[0], "Post", 495), "fast": rate(shop, made[0], "Courier", 995), "dear": rate(shop, made[1], "Ferry", 2995)}
    yield rates
    for one in made:
        shop.delete(f"/shipping_zones/{one['id']}", expect=(204, 404))


def zone(api, name: str, areas: list) -> dict:
    return api.post("/shipping_zones", {"name": name, "areas": areas}, expect=201).body


def rate(api, zone: dict, title: str, price: int | None = None, **more) -> dict:
    body = {"zone_id": zone["id"], "title": title, "price_includes_tax": False, "tax_rates": VAT, **more}
    if price is not None:
        body["bands"] = [{"price": price}]
    return api.post("/shipping_rates", body, expect=201).body


def parcel(api, weight: int | None = None, address: dict = NL, **package) -> list:
    return api.post("/shipping_rates/find", {"address": address, "package": {"weight_g": weight, **package}}, expect=200)


def titles(found) -> list[str]:
    return [one["title"] for one in found["data"]]


def to_ship(api, address: dict | None = NL, **fields) -> dict:
    return draft(api, custom_line("Vase", 4000, rate="21", requires_shipping=True), shipping_address=address, channel="phone", **fields)


def missing(api, order: dict) -> dict[str, str]:
    return {row["code"]: row["message"] for row in api.get(f"/orders/{order['id']}/requirements", expect=200)["data"]}


# Zones and rates

def test_the_closest_zone_counts_and_the_cheapest_rate_comes_first(shop, zones):
    assert titles(parcel(shop, 500)) == ["Post", "Courier"]
    assert titles(parcel(shop, 500, ISLAND)) == ["Ferry"]
    found = parcel(shop, 500)["data"][0]
    assert (found["price"], found["tax_rates"], found["price_includes_tax"]) == (495, VAT, False)
    assert found["rate_id"] == zones["cheap"]["id"]


@pytest.mark.parametrize("address, reason", [(None, "no_address"), ({"city": "Delft"}, "no_country"), (US, "no_zone")])
def test_it_says_why_there_is_no_rate(shop, zones, address, reason):
    answer = shop.post("/shipping_rates/find", {"address": address, "package": {"weight_g": 100}}, expect=200)
    assert (answer["data"], answer["reason"]["code"]) == ([], reason)
    assert answer["reason"]["message"].endswith(".")


def test_a_zone_without_areas_is_everywhere_else(shop, zones):
    rest = zone(shop, "World", [])
    assert parcel(shop, 100, US)["reason"]["code"] == "no_rate"
    rate(shop, rest, "Air mail", 3000)
    assert titles(parcel(shop, 100, US)) == ["Air mail"]
    assert titles(parcel(shop, 100)) == ["Post", "Courier"]
    shop.delete(f"/shipping_zones/{rest['id']}", expect=204)


def test_a_region_is_closer_than_its_country(shop):
    country, region = zone(shop, "Canada", [{"country": "CA"}]), zone(shop, "Quebec", [{"country": "CA", "regions": ["Québec", "QC"]}])
    rate(shop, country, "Land", 2000)
    rate(shop, region, "Province", 1000)
    assert titles(parcel(shop, 1, {"country": "CA", "region": "qc"})) == ["Province"]
    assert titles(parcel(shop, 1, {"country": "CA", "region": "BC"})) == ["Land"]
    for one in (country, region):
        shop.delete(f"/shipping_zones/{one['id']}", expect=204)
    assert shop.all("/shipping_rates", zone_id=region["id"]) == []


def test_weight_and_room_and_sum_make_the_price(shop):
    here = zone(shop, "Belgium", [{"country": "BE"}])
    at = {"country": "BE"}
    rate(shop, here, "By weight", basis="weight", bands=[{"up_to": 1000, "price": 500}, {"up_to": 5000, "price": 900}],
         volumetric_divisor=5000, max_length_mm=1200)
    by_sum = rate(shop, here, "By sum", basis="subtotal", bands=[{"up_to": 4999, "price": 700}, {"price": 0}], max_subtotal=100_000)

    def price(title: str, subtotal: int = 0, **package):
        answer = shop.post("/shipping_rates/find", {"address": at, "package": package, "subtotal": subtotal}, expect=200)
        found = {one["title"]: one["price"] for one in answer["data"]} | {one["title"]: one["reason"]["code"] for one in answer["unavailable"]}
        return found[title]

    assert [price("By weight", weight_g=grams) for grams in (0, 1000, 1001, 5000, 5001)] == [500, 500, 900, 900, "too_heavy"]
    # 40 x 30 x 20 cm count for 4.8 kg, whatever they weigh.
    assert price("By weight", weight_g=300, length_mm=400, width_mm=300, height_mm=200) == 900
    assert price("By weight", weight_g=300, height_mm=1201) == "too_large"
    assert price("By weight") == "no_weight"
    assert [price("By sum", subtotal=cents) for cents in (0, 4999, 5000, 100_000, 100_001)] == [700, 700, 0, 0, "above_subtotal"]
    shop.patch(f"/shipping_rates/{by_sum['id']}", {"min_subtotal": 100}, expect=200)
    assert price("By sum", subtotal=99) == "below_subtotal"
    shop.delete(f"/shipping_zones/{here['id']}", expect=204)


@pytest.mark.parametrize("body, field", [
    ({"bands": []}, "bands"), ({"bands": [{"price": -1}]}, "bands[0].price"), ({"bands": [{"price": 1}, {"price": 2}]}, "bands"),
    ({"basis": "weight", "bands": [{"up_to": 5, "price": 1}, {"up_to": 5, "price": 2}]}, "bands[1].up_to"),
    ({"basis": "weight", "bands": [{"price": 1}, {"up_to": 5, "price": 2}]}, "bands[0].up_to"),
    ({"min_subtotal": 2, "max_subtotal": 1}, "max_subtotal"), ({"zone_id": "zon_nowhere"}, "zone_id"),
    ({"tax_class_id": "txc_none", "tax_rates": []}, "tax_class_id"), ({"title": " "}, "title"), ({"colour": "red"}, "colour"),
])
def test_a_rate_that_makes_no_sense_is_refused_by_field(shop, zones, body, field):
    known = {"zone_id": zones["cheap"]["zone_id"], "title": "Odd", "bands": [{"price": 1}]}
    assert field in shop.post("/shipping_rates", known | body, expect=422).fields


@pytest.mark.parametrize("areas, field", [
    ([{"country": "nl"}], "areas[0].country"), ([{}], "areas[0].country"), ([{"country": "NL", "postal_code_prefixes": ["--"]}], "areas[0].postal_code_prefixes[0]"),
])
def test_a_zone_names_real_places(shop, areas, field):
    assert field in shop.post("/shipping_zones", {"name": "Odd", "areas": areas}, expect=422).fields


def test_a_rate_takes_the_taxes_of_its_class_where_the_order_is(shop, zones):
    tax_class = shop.post("/tax_classes", {"name": f"Carriage {uuid.uuid4().hex[:6]}"}, expect=201)["id"]
    shop.post("/tax_rates", {"tax_class_id": tax_class, "title": "VAT", "rate": "9"}, expect=201)
    both = shop.patch(f"/shipping_rates/{zones['cheap']['id']}", {"tax_class_id": tax_class}, expect=422)
    assert both.fields == ["tax_rates"]
    shop.patch(f"/shipping_rates/{zones['cheap']['id']}", {"tax_class_id": tax_class, "tax_rates": []}, expect=200)
    order = to_ship(shop)
    line = shop.put(f"/orders/{order['id']}/shipping_line", {"rate_id": zones["cheap"]["id"]}, expect=200)["shipping_line"]
    assert (line["tax_rates"], line["tax_total"]) == ([{"title": "VAT", "rate": "9"}], 45)
    assert shop.delete(f"/tax_classes/{tax_class}", expect=409).code == "in_use"


def test_goods_weigh_what_the_catalogue_says(shop, zones):
    heavy = variant(shop, shop.location, 9, price=2000)
    shop.patch(f"/variants/{heavy['id']}", {"weight_g": 750}, expect=200)
    light = variant(shop, shop.location, 9, price=100)
    order = draft(shop, {"variant_id": heavy["id"], "quantity": 3}, {"variant_id": light["id"], "quantity": 1}, shipping_address=NL)
    found = shop.post("/shipping_rates/find", {"order_id": order["id"]}, expect=200)
    assert found["package"]["weight_g"] == 2250
    assert found["lines_without_weight"] == [order["lines"][1]["id"]]
    by_hand = shop.post("/shipping_rates/find", {"order_id": order["id"], "package": {"weight_g": 99}}, expect=200)
    assert by_hand["package"]["weight_g"] == 99
    goods = {"address": NL, "lines": [{"variant_id": heavy["id"], "quantity": 2}]}
    asked = shop.post("/shipping_rates/find", goods, expect=200)
    assert (asked["package"]["weight_g"], asked["subtotal"]) == (1500, 4000)
    assert shop.post("/shipping_rates/find", {"order_id": order["id"], "subtotal": 1}, expect=422).fields == ["subtotal"]


# The price that follows the address

def test_the_cheap_zone_cannot_be_paid_for_the_dear_one(shop, zones):
    order = to_ship(shop)
    chosen = shop.put(f"/orders/{order['id']}/shipping_line", {"rate_id": zones["cheap"]["id"]}, expect=200)
    assert chosen["shipping_line"]["price"] == 495
    assert chosen["shipping_line"]["total"] == 599
    moved = shop.patch(f"/orders/{order['id']}", {"shipping_address": ISLAND}, if_match=chosen["version"], expect=200)
    assert moved["shipping_line"]["outdated"] is True
    assert missing(shop, order)["choose_again"] == "Shipping must be chosen again."
    refused = shop.pay(moved.body, "manual", expect=409)
    assert (refused.code, refused.fields) == ("not_ready", ["shipping_line"])
    refused = shop.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=409)
    assert "chosen again" in refused["detail"]
    unsent = shop.post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, expect=409)
    assert (unsent.code, unsent.fields) == ("not_ready", ["shipping_line"])
    again = shop.put(f"/orders/{order['id']}/shipping_line", {"rate_id": zones["dear"]["id"]}, expect=200)
    assert (again["shipping_line"]["outdated"], again["shipping_line"]["price"]) == (False, 2995)
    placed = shop.pay(again.body, "manual")
    assert (placed["status"], placed["amount_paid"]) == ("placed", again["total"])


def test_going_back_to_the_old_address_makes_the_old_rate_good_again(shop, zones):
    order = to_ship(shop, shipping_line={"rate_id": zones["cheap"]["id"]})
    moved = shop.patch(f"/orders/{order['id']}", {"shipping_address": US}, if_match=order["version"], expect=200)
    assert moved["shipping_line"]["outdated"] is True
    back = shop.patch(f"/orders/{order['id']}", {"shipping_address": NL}, if_match=moved["version"], expect=200)
    assert (back["shipping_line"]["outdated"], back["shipping_line"]["price"]) == (False, 495)


def test_the_price_follows_what_is_in_the_order(shop, zones):
    by_weight = rate(shop, {"id": zones["cheap"]["zone_id"]}, "Scales", basis="weight", bands=[{"up_to": 1000, "price": 300}, {"up_to": 3000, "price": 800}])
    thing = variant(shop, shop.location, 90, price=100)
    shop.patch(f"/variants/{thing['id']}", {"weight_g": 900}, expect=200)
    order = draft(shop, {"variant_id": thing["id"], "quantity": 1}, shipping_address=NL, shipping_line={"rate_id": by_weight["id"]})
    assert order["shipping_line"]["price"] == 300
    line = f"/orders/{order['id']}/lines/{order['lines'][0]['id']}"
    more = shop.patch(line, {"quantity": 3}, if_match=order["version"], expect=200)
    assert (more["shipping_line"]["price"], more["shipping_line"]["outdated"]) == (800, False)
    assert more["total"] == sum(line["total"] for line in more["lines"]) + more["shipping_line"]["total"]
    too_much = shop.patch(line, {"quantity": 4}, if_match=more["version"], expect=200)
    assert too_much["shipping_line"]["outdated"] is True
    assert "choose_again" in missing(shop, order)
    copy = shop.post(f"/orders/{order['id']}/duplicate", expect=201)
    assert copy["shipping_line"]["outdated"] is True


def test_a_quote_stands_while_nothing_changes_though_the_rate_does(shop, zones):
    order = to_ship(shop, shipping_line={"rate_id": zones["fast"]["id"]})
    shop.patch(f"/shipping_rates/{zones['fast']['id']}", {"bands": [{"price": 1295}]}, expect=200)
    noted = shop.patch(f"/orders/{order['id']}", {"note": "Ring twice"}, if_match=order["version"], expect=200)
    assert noted["shipping_line"]["price"] == 995
    assert "choose_again" not in missing(shop, order)
    street = {**NL, "line1": "Dam 1"}
    named = shop.patch(f"/orders/{order['id']}", {"shipping_address": street}, if_match=noted["version"], expect=200)
    assert named["shipping_line"]["price"] == 995
    moved = shop.patch(f"/orders/{order['id']}", {"shipping_address": {**NL, "postal_code": "2000 AA"}}, if_match=named["version"], expect=200)
    assert moved["shipping_line"]["price"] == 1295


def test_a_price_that_is_not_the_rates_is_refused(shop, zones):
    order = to_ship(shop)
    path, chosen = f"/orders/{order['id']}/shipping_line", zones["fast"]["id"]
    assert shop.put(path, {"title": "Courier", "price": 1, "rate_id": chosen}, expect=422).fields == ["price"]
    assert shop.put(path, {"rate_id": chosen, "tax_rates": []}, expect=422).fields == ["tax_rates"]
    assert shop.put(path, {"rate_id": "shr_unknown"}, expect=422).fields == ["rate_id"]
    assert shop.put(path, {"rate_id": zones["dear"]["id"]}, expect=422).fields == ["rate_id"]
    assert shop.put(path, {"rate_id": None}, expect=422).fields == ["title", "price"]
    agreed = shop.put(path, {"title": "By bicycle", "price": 995, "rate_id": chosen, "tax_rates": VAT, "price_includes_tax": False}, expect=200)
    assert agreed["shipping_line"]["title"] == "By bicycle"
    refused = shop.post("/orders", {"shipping_line": {"rate_id": chosen}}, expect=422)
    assert refused.fields == ["shipping_line.rate_id"]


def test_a_price_by_hand_stays_whatever_changes(shop, zones):
    by_hand = {"title": "Neighbour", "price": 100, "tax_rates": VAT, "price_includes_tax": False}
    order = to_ship(shop, shipping_line=by_hand)
    moved = shop.patch(f"/orders/{order['id']}", {"shipping_address": US}, if_match=order["version"], expect=200)
    assert (moved["shipping_line"]["price"], moved["shipping_line"]["rate_id"], moved["shipping_line"]["outdated"]) == (100, None, False)
    assert missing(shop, order) == {}


# Who may

def test_a_cashier_finds_rates_and_manages_none(shop, zones):
    cashier = shop.as_role("cashier")
    assert cashier.get("/shipping_rates", expect=200)["data"]
    assert cashier.post("/shipping_rates/find", {"address": NL}, expect=200)["data"]
    for method, path, body in [("POST", "/shipping_zones", {"name": "Mine"}), ("DELETE", f"/shipping_rates/{zones['cheap']['id']}", None),
                               ("PATCH", f"/shipping_rates/{zones['cheap']['id']}", {"title": "Mine"}), ("POST", "/couriers", {"name": "Me"})]:
        assert cashier.request(method, path, body, expect=403).code == "forbidden"
    bound = shop.as_role("manager", shop.location)
    assert bound.post("/shipping_zones", {"name": "Mine"}, expect=403).code == "forbidden"


# Couriers

@pytest.mark.parametrize("address", [
    "javascript:alert(1)//{tracking_number}", "data:text/html,{tracking_number}", "//evil.example/{tracking_number}",
    "https://{tracking_number}.example/", "https://user@evil.example/{tracking_number}", "https://post.example/track", "https:///{tracking_number}",
    "https://post.example/ {tracking_number}", "https://post.example/\"{tracking_number}", "",
])
def test_a_tracking_address_is_a_page_of_the_web(shop, address):
    assert shop.post("/couriers", {"name": f"Odd {uuid.uuid4()}", "tracking_url": address}, expect=422).fields == ["tracking_url"]


def test_a_courier_is_kept_and_a_name_taken_once(shop):
    name = f"Parcel Post {uuid.uuid4().hex[:6]}"
    made = shop.post("/couriers", {"name": name, "tracking_url": "https://post.example/t?n={tracking_number}"}, expect=201)
    assert shop.get("/couriers", params={"q": "parc"}, expect=200)["data"][0]["id"] == made["id"]
    assert shop.post("/couriers", {"name": name.upper()}, expect=422).fields == ["name"]
    assert shop.patch(f"/couriers/{made['id']}", {"tracking_url": None}, expect=200)["tracking_url"] is None
    shop.delete(f"/couriers/{made['id']}", expect=204)
    shop.get(f"/couriers/{made['id']}", expect=404)


# Packages

def test_packages_are_prepared_before_an_order_is_paid(shop):
    courier = f"Rider {uuid.uuid4().hex[:6]}"
    shop.post("/couriers", {"name": courier, "tracking_url": "https://rider.example/{tracking_number}"}, expect=201)
    order = draft(shop, custom_line("Vase", 4000, 3, requires_shipping=True), custom_line("Advice", 500), channel="phone")
    vase, advice = (line["id"] for line in order["lines"])
    path = f"/orders/{order['id']}/shipments"
    first = shop.post(path, {"lines": [{"line_id": vase, "quantity": 2}], "package": {"weight_g": 1500, "length_mm": 300}}, expect=200)
    assert first.etag == f'"{order["version"] + 1}"'
    assert first["shipments"][0]["status"] == "pending"
    assert first["shipments"][0]["package"] == {"weight_g": 1500, "length_mm": 300, "width_mm": None, "height_mm": None}
    rest = shop.post(path, {"status": "packed", "courier": courier.lower(), "tracking_number": "A 1/2&x"}, expect=200)["shipments"][1]
    assert rest["lines"] == [{"line_id": vase, "quantity": 1}]
    assert (rest["status"], rest["tracking_url"]) == ("packed", "https://rider.example/A%201%2F2%26x")
    assert shop.post(path, {}, expect=422).fields == ["lines"]
    too_many = shop.patch(f"{path}/{rest['id']}", {"lines": [{"line_id": vase, "quantity": 2}]}, expect=422)
    assert too_many.fields == ["lines[0].quantity"]
    shop.patch(f"{path}/{rest['id']}", {"lines": [{"line_id": vase, "quantity": 1}, {"line_id": advice, "quantity": 1}], "courier": None}, expect=200)
    kept = shop.get(f"/orders/{order['id']}", expect=200)["shipments"][1]
    assert (len(kept["lines"]), kept["courier"], kept["tracking_number"], kept["tracking_url"]) == (2, None, "A 1/2&x", None)
    left = shop.delete(f"{path}/{first['shipments'][0]['id']}", expect=200)["shipments"]
    assert [one["id"] for one in left] == [rest["id"]]


def test_a_package_holds_nothing_that_is_not_on_the_order(shop):
    order = draft(shop, custom_line("Vase", 4000, 3, requires_shipping=True), custom_line("Bowl", 900, 1, requires_shipping=True), channel="phone")
    packed = shop.post(f"/orders/{order['id']}/shipments", {}, expect=200)
    assert [one["quantity"] for one in packed["shipments"][0]["lines"]] == [3, 1]
    vase, bowl = (line["id"] for line in order["lines"])
    fewer = shop.patch(f"/orders/{order['id']}/lines/{vase}", {"quantity": 2}, if_match=packed["version"], expect=200)
    assert fewer["shipments"][0]["lines"][0]["quantity"] == 2
    gone = shop.delete(f"/orders/{order['id']}/lines/{bowl}", if_match=fewer["version"], expect=200)
    assert gone["shipments"][0]["lines"] == [{"line_id": vase, "quantity": 2}]
    path = f"/orders/{order['id']}/shipments"
    shop.post(path, {"lines": [{"line_id": bowl, "quantity": 1}]}, expect=422)
    shop.post(path, {"lines": []}, expect=422)
    shop.patch(f"{path}/shp_0", {}, expect=404)


def test_packages_stay_open_when_the_contents_are_locked_and_close_when_the_order_is_canceled(shop):
    order = to_ship(shop, shipping_line={"title": "By hand", "price": 0})
    placed = shop.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    assert placed["status"] == "placed"
    packed = shop.post(f"/orders/{order['id']}/shipments", {"status": "packed"}, expect=200)
    assert (packed["fulfillment_status"], packed["shipments"][0]["status"]) == ("unfulfilled", "packed")
    thrown = to_ship(shop)
    shop.delete(f"/orders/{thrown['id']}", if_match=thrown["version"], expect=200)
    assert shop.post(f"/orders/{thrown['id']}/shipments", {}, expect=409).code == "conflict"


def test_nothing_of_a_draft_leaves(shop):
    order = to_ship(shop)
    path = f"/orders/{order['id']}/shipments"
    assert shop.post(path, {"status": "shipped"}, expect=422).fields == ["courier", "tracking_number"]
    assert shop.post(path, {"status": "shipped", "courier": "DPD", "tracking_number": "1"}, expect=409).code == "conflict"
    assert shop.get(f"/orders/{order['id']}", expect=200)["shipments"] == []
