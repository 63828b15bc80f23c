"""The online store without a script: what it shows, a cart that lasts, and the way from there to an order that is paid once."""

import re
import threading
import uuid

import pytest

from support.client import Client
from support.goods import level, variant
from support.paying import until
from support.server import Server
from support.shopper import CART, Shopper, order_of, pay_on_test_page, words

NEAR = {"ship_name": "Nora Lind", "ship_line1": "Prinsesselaan 12", "ship_city": "Utrecht", "ship_postal_code": "3581 TD", "ship_country": "NL"}


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("store") / "data", environment={"COUNTERFOIL_TEST_GATEWAY": "1"})
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def desk(shop):
    api = Client(shop.url, shop.sign_in["token"])
    zone = api.post("/shipping_zones", {"name": "Netherlands", "areas": [{"country": "NL"}]}, expect=201)["id"]
    api.post("/shipping_rates", {"zone_id": zone, "title": "Parcel", "basis": "flat", "bands": [{"price": 500}]}, expect=201)
    place = shop.sign_in["location_id"]
    api.patch(f"/locations/{place}", {"offers_pickup": True, "pickup_note": "Ring the bell"}, expect=200)
    return api


@pytest.fixture
def shopper(shop, desk):
    return Shopper(shop.url)


@pytest.fixture
def goods(desk, shop):
    """`goods(stock, price)`: the handle and the variant of something new on the shelf."""

    def make(stock: int = 20, price: int = 1000, **product) -> tuple[str, dict]:
        thing = variant(desk, shop.sign_in["location_id"], stock, price, **product)
        return desk.get(f"/products/{thing['product_id']}", expect=200)["handle"], thing

    return make


def store_orders(desk) -> int:
    return len(desk.all("/orders", channel="online_store"))


def test_a_product_has_an_address_of_its_title_and_a_second_of_that_title_another(desk):
    made = [desk.post("/products", {"title": "Łódź chair – Ärmel 2"}, expect=201).body for _ in range(3)]
    assert [each["handle"] for each in made] == ["lodz-chair-armel-2", "lodz-chair-armel-2-2", "lodz-chair-armel-2-3"]
    assert desk.post("/products", {"title": "กล้วยไม้"}, expect=201)["handle"].startswith("item")
    emptied = desk.patch(f"/products/{made[0]['id']}", {"handle": None, "title": "Reading chair"}, expect=200)
    assert emptied["handle"] == "reading-chair"


def test_the_store_shows_what_is_active_priced_and_sold_online_and_nothing_else(desk, shopper, goods):
    shown, _ = goods(title="Zinc bucket shown")
    hidden = {
        "draft": goods(title="Zinc bucket draft", status="draft"), "archived": goods(title="Zinc bucket archived", status="archived"),
        "offline": goods(title="Zinc bucket offline", sold_online=False), "unpriced": goods(title="Zinc bucket unpriced", price=0)}
    page = shopper.page("/shop?q=zinc+bucket")
    assert f"/shop/products/{shown}" in page
    for why, (handle, thing) in hidden.items():
        assert handle not in page, why
        assert shopper.get(f"/shop/products/{handle}").status_code == 404, why
        answer = shopper.post("/shop/cart/add", {"product": handle})
        assert answer.status_code == 404 and CART not in shopper.cookies, why
        assert shopper.get(f"/shop/products/{thing['product_id']}").status_code == 404, why


def test_no_page_tells_an_identity_a_cost_or_how_much_there_is(desk, shopper, shop):
    made = desk.post("/products", {
        "title": "Kettle with secrets", "variants": [{"price": 4200, "cost": 1337, "sku": "SECRET-SKU-9"}]}, expect=201)
    place = {"variant_id": made["variants"][0]["id"], "location_id": shop.sign_in["location_id"], "reason": "Counted"}
    desk.post("/inventory_levels/adjust", {**place, "set": 7777}, expect=200)
    shopper.add(made["handle"])
    for path in ("/shop?q=kettle", f"/shop/products/{made['handle']}", "/shop/cart", "/shop/checkout"):
        page = shopper.page(path)
        for secret in ("13.37", "1337", "7777", "SECRET-SKU-9"):
            assert secret not in page, f"{path} tells {secret}"
        assert not re.search(r"\b(prd|var|loc|ord|crt)_[0-9a-z]{6,}", page), path
        assert len(page) < 100_000
    assert "In stock" in shopper.page(f"/shop/products/{made['handle']}")
    desk.post("/inventory_levels/adjust", {**place, "set": 2}, expect=200)
    assert "Only 2 left" in shopper.page(f"/shop/products/{made['handle']}")
    desk.post("/inventory_levels/adjust", {**place, "set": 0}, expect=200)
    page = shopper.page(f"/shop/products/{made['handle']}")
    assert "Sold out" in page and "Add to cart" not in page
    assert shopper.post("/shop/cart/add", {"product": made["handle"]}).status_code == 409


def test_a_price_for_everybody_stands_beside_the_old_one_and_is_what_the_order_costs(desk, shopper, goods):
    handle, thing = goods(price=4900, title="Olive in a tub")
    rule = desk.post("/price_rules", {
        "title": "Spring trees", "prices": [{"product_id": thing["product_id"], "value_type": "percentage", "value": "15"}]}, expect=201)["id"]
    try:
        page = words(shopper.page(f"/shop/products/{handle}"))
        assert "€41.65" in page and "€49.00" in page and "Spring trees −15%" in page
        shopper.add(handle)
        path = shopper.buy(email="nora@example.org", way="delivery").headers["Location"]
        assert order_of(desk, path)["subtotal"] == 4165
    finally:
        desk.delete(f"/price_rules/{rule}", expect=204)


def test_a_page_is_sent_again_only_when_it_says_something_else(shopper, goods):
    handle, _ = goods()
    first = shopper.get(f"/shop/products/{handle}")
    assert "no-cache" in first.headers["Cache-Control"] and "private" in first.headers["Cache-Control"]
    assert shopper.get(f"/shop/products/{handle}", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    shopper.add(handle)
    assert shopper.get(f"/shop/products/{handle}", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_page_shows_goods_of_many_kinds_and_dear_ones_that_no_one_order_could_hold(desk, shopper):
    mark = uuid.uuid4().hex[:8]
    sizes = [str(number) for number in range(150)]
    for number in range(8):
        desk.post("/products", {
            "title": f"Wide {mark} {number}", "options": [{"name": "Size", "values": sizes}],
            "variants": [{"options": {"Size": size}, "price": 4 * 10**11 if number < 2 else 500} for size in sizes]}, expect=201)
    page = words(shopper.page(f"/shop?q=Wide+{mark}"))
    assert all(f"Wide {mark} {number}" in page for number in range(8))


def test_a_list_goes_on_page_by_page_without_repeating_and_a_category_is_its_own(desk, shopper):
    for number in range(27):
        desk.post("/products", {"title": f"Paged thing {number}", "category": "Paged & more", "variants": [{"price": 100}]}, expect=201)
    seen: list[str] = []
    path = "/shop?category=Paged%20%26%20more"
    while path:
        page = shopper.page(path)
        seen += re.findall(r'<h3><a href="/shop/products/([^"]+)"', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        path = following and following[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 27
    assert "Nothing found" in shopper.page("/shop?q=xyzzyplugh")
    assert shopper.get("/shop?q=%27%22%3B%20DROP%20TABLE&category=%25&after=nonsense").status_code in (200, 422)


def test_a_forged_or_foreign_cart_opens_nothing_and_is_never_taken_over(shopper, goods, shop):
    handle, _ = goods()
    shopper.cookies[CART] = "0" * 52
    assert "Your cart is empty" in shopper.page("/shop/cart")
    shopper.add(handle)
    assert shopper.cookies[CART] != "0" * 52
    other = Shopper(shop.url)
    other.cookies[CART] = shopper.cookies[CART][:-1] + ("0" if shopper.cookies[CART][-1] != "0" else "1")
    assert "Your cart is empty" in other.page("/shop/cart")


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_no_other_site_fills_or_buys_a_cart(shopper, goods, desk, headers):
    handle, _ = goods()
    shopper.add(handle)
    before = store_orders(desk)
    for path, fields in (("/shop/cart/add", {"product": handle}), ("/shop/cart/set", {**shopper.lines()[0], "quantity": "9"}),
                         ("/shop/checkout", {"email": "a@example.org", "way": "delivery"})):
        assert shopper.send("POST", path, data=fields, headers=headers).status_code == 403
    assert shopper.lines()[0]["quantity"] == "1" and store_orders(desk) == before


@pytest.mark.parametrize("quantity", ["0", "-1", "1000", "99999999999999999999", "1e3", "0.5", "NaN", "٣", "1;2", " "])
def test_a_quantity_that_cannot_be_is_refused_in_its_place(shopper, goods, quantity):
    handle, _ = goods()
    answer = shopper.add(handle, quantity)
    if quantity == " ":
        assert answer.status_code == 303
        return
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert CART not in shopper.cookies or shopper.lines() == []


def test_adding_stops_at_the_most_that_one_may_order(shopper, goods):
    handle, _ = goods()
    assert shopper.add(handle, "999").status_code == 303
    assert shopper.add(handle, "1").status_code == 422
    assert shopper.lines()[0]["quantity"] == "999"


def test_a_variant_of_another_product_is_not_bought_under_a_name_it_does_not_have(shopper, goods, desk):
    kinds = desk.post("/products", {
        "title": "Two kinds", "options": [{"name": "Size", "values": ["S", "L"]}],
        "variants": [{"options": {"Size": "S"}, "price": 100, "track_stock": False}, {"options": {"Size": "L"}, "price": 900, "track_stock": False}]}, expect=201)
    other, _ = goods()
    key = shopper.forms(f"/shop/products/{kinds['handle']}", "/shop/cart/add")[0]["radios"]["choice"][0]
    assert shopper.post("/shop/cart/add", {"product": other, "choice": key}).status_code == 422
    assert shopper.post("/shop/cart/add", {"product": kinds["handle"]}).status_code == 422
    assert shopper.post("/shop/cart/add", {"product": kinds["handle"], "choice": kinds["variants"][0]["id"]}).status_code == 422
    assert shopper.add(kinds["handle"], kind=1).status_code == 303
    assert "L" in words(shopper.page("/shop/cart"))
    assert shopper.post("/shop/cart/set", {"choice": "0" * 16, "quantity": "1"}).status_code == 404


def test_buying_twice_and_at_once_makes_one_order(desk, shopper, goods):
    handle, _ = goods()
    shopper.add(handle, "2")
    before = store_orders(desk)
    answers: list = []
    presses = [threading.Thread(target=lambda: answers.append(shopper.buy(email="nora@example.org", way="delivery"))) for _ in range(4)]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert store_orders(desk) == before + 1
    order = order_of(desk, answers[0].headers["Location"])
    assert (order["channel"], order["status"], order["invoice"]["revision"]) == ("online_store", "invoice_sent", 1)


def test_changing_the_cart_before_paying_changes_the_same_order(desk, shopper, goods):
    one, _ = goods(price=1000, title="Changed mind one")
    two, _ = goods(price=700, title="Changed mind two")
    shopper.add(one)
    path = shopper.buy(email="nora@example.org", way="delivery").headers["Location"]
    first = order_of(desk, path)
    assert "is waiting for its payment" in words(shopper.page("/shop/cart"))
    shopper.add(two, "3")
    shopper.set(0, "2")
    again = shopper.buy(email="nora@example.org", way="delivery")
    assert again.headers["Location"] == path, "the link stays the same"
    order = order_of(desk, path)
    assert order["id"] == first["id"] and order["status"] == "invoice_sent" and order["invoice"]["revision"] == 2
    assert sorted((line["title"], line["quantity"]) for line in order["lines"]) == [("Changed mind one", 2), ("Changed mind two", 3)]
    assert order["subtotal"] == 2 * 1000 + 3 * 700


def test_what_is_delivered_is_addressed_shipped_and_paid_on_the_link_and_empties_the_cart(desk, shopper, goods, shop):
    handle, thing = goods(stock=5, price=2000)
    later, _ = goods(title="Put in afterwards")
    shopper.add(handle, "2")
    path = shopper.buy(email="nora@example.org", name="Nora Lind", way="delivery").headers["Location"]
    shopper.add(later)
    page = shopper.page(path)
    assert 'value="Nora Lind"' in page, "the name that was given stands in the address"
    revision = re.search(r'name="revision" value="(\d+)"', page)[1]
    assert shopper.post(f"{path}/details", {"revision": revision, **NEAR}).status_code == 303
    page = shopper.page(path)
    key = re.search(r'name="shipping"[^>]*value="([0-9a-f]+)"|value="([0-9a-f]+)"[^>]*name="shipping"', page)
    revision = re.search(r'name="revision" value="(\d+)"', page)[1]
    assert shopper.post(f"{path}/shipping", {"revision": revision, "shipping": key[1] or key[2]}).status_code == 303
    order = order_of(desk, path)
    pay = {"revision": str(order["invoice"]["revision"]), "expected_total": str(order["total"]), "way": "card"}
    gateway = shopper.post(f"{path}/pay", pay)
    assert gateway.status_code == 303 and "/test-gateway/" in gateway.headers["Location"], gateway.text[:500]
    pay_on_test_page(shopper, gateway.headers["Location"])
    shopper.get(f"{path}/return")
    order = order_of(desk, path)
    assert (order["status"], order["payment_status"], order["shipping_address"]["city"]) == ("placed", "paid", "Utrecht")
    assert level(desk, thing["id"], shop.sign_in["location_id"])["committed"] == 2
    assert [line["quantity"] for line in shopper.lines()] == ["1"], "what was put in since stays, what was bought is gone"
    assert "Put in afterwards" in words(shopper.page("/shop/cart"))
    second = shopper.buy(email="nora@example.org", way="delivery").headers["Location"]
    assert second != path, "a new order begins"


def test_what_is_collected_needs_no_address_and_may_be_paid_there_where_the_shop_says_so(desk, shopper, goods, shop):
    handle, thing = goods(stock=3)
    shopper.add(handle)
    pickup = next(way for way in shopper.ways() if way != "delivery")
    assert "Ring the bell" in shopper.page("/shop/checkout") and "Pay when I collect it" not in shopper.page("/shop/checkout")
    refused = shopper.buy(email="nora@example.org", way=pickup, name="")
    assert refused.status_code == 422 and "Who collects the order?" in refused.text
    assert shopper.buy(email="nora@example.org", way=pickup, name="Nora", pay="later").status_code == 422, "not offered"
    desk.patch("/settings", {"online_store_pay_on_collection": True}, expect=200)
    try:
        answer = shopper.buy(email="nora@example.org", way=pickup, name="Nora", pay="later")
        order = order_of(desk, answer.headers["Location"])
        assert (order["status"], order["payment_status"]) == ("placed", "unpaid")
        assert order["shipping_line"]["pickup_location_id"] == shop.sign_in["location_id"] and order["billing_address"]["name"] == "Nora"
        assert level(desk, thing["id"], shop.sign_in["location_id"])["committed"] == 1
        assert shopper.lines() == []
    finally:
        desk.patch("/settings", {"online_store_pay_on_collection": False}, expect=200)


def test_who_buys_becomes_a_customer_and_is_known_again_by_name_and_address_together(desk, shopper, goods, shop):
    handle, _ = goods(stock=5)
    mark = uuid.uuid4().hex[:8]
    desk.patch("/settings", {"online_store_pay_on_collection": True}, expect=200)
    try:
        orders = []
        for name in (f"Ida {mark}", f"Ida {mark}", f"Olga {mark}"):
            shopper.add(handle)
            pickup = next(way for way in shopper.ways() if way != "delivery")
            answer = shopper.buy(email=f"{mark}@example.org", way=pickup, name=name, phone="+48 501 502 503", pay="later")
            orders.append(order_of(desk, answer.headers["Location"]))
        first, again, other = orders
        assert first["customer"]["email"] == f"{mark}@example.org" and first["customer"]["phone"] == "+48 501 502 503"
        assert again["customer_id"] == first["customer_id"]
        assert other["customer_id"] != first["customer_id"], "an address alone could be anybody's"
        found = desk.get("/orders", params={"q": f"{mark}@example", "channel": "online_store"}, expect=200)["data"]
        assert {row["id"] for row in found} == {order["id"] for order in orders}
    finally:
        desk.patch("/settings", {"online_store_pay_on_collection": False}, expect=200)


@pytest.mark.parametrize(("fields", "said"), [
    ({"email": ""}, "Give an e-mail address or a phone number"), ({"email": "not an address"}, "This is not an e-mail address"),
    ({"phone": "call me"}, "This is not a phone number"), ({"way": "elsewhere"}, "This is not offered any more"),
    ({"name": "4111 1111 1111 1111"}, "looks like a card number")])
def test_what_is_missing_or_wrong_is_said_at_its_field_and_what_was_typed_stands_again(shopper, goods, desk, fields, said):
    handle, _ = goods()
    shopper.add(handle)
    before = store_orders(desk)
    answer = shopper.buy(**{"email": "nora@example.org", "way": "delivery", "phone": "", "name": "Nora Lind", **fields})
    assert answer.status_code == 422 and said in words(answer.text)
    assert store_orders(desk) == before


def test_what_sold_out_meanwhile_is_named_and_nothing_is_ordered(shopper, goods, desk, shop):
    handle, thing = goods(stock=4, title="Nearly gone vase")
    shopper.add(handle, "4")
    form = shopper.forms("/shop/checkout", "/shop/checkout")[0]
    before = store_orders(desk)
    place = {"variant_id": thing["id"], "location_id": shop.sign_in["location_id"], "reason": "Broken"}
    desk.post("/inventory_levels/adjust", {**place, "set": 3}, expect=200)
    answer = shopper.post("/shop/checkout", {**form["fields"], "email": "nora@example.org", "way": "delivery"})
    assert answer.status_code == 409 and "Nearly gone vase" in answer.text and "Only 3 left" in answer.text
    assert shopper.get("/shop/checkout").headers["Location"] == "/shop/cart"
    desk.patch(f"/products/{thing['product_id']}", {"status": "archived"}, expect=200)
    assert "Not sold any more" in shopper.page("/shop/cart")
    assert shopper.set(0, "4", step="none").status_code == 303 and shopper.lines() == []
    assert store_orders(desk) == before


def test_a_price_that_changed_under_the_buyer_is_shown_before_anything_is_ordered(shopper, goods, desk):
    handle, thing = goods(price=1000)
    shopper.add(handle)
    form = shopper.forms("/shop/checkout", "/shop/checkout")[0]
    desk.patch(f"/variants/{thing['id']}", {"price": 1500}, expect=200)
    answer = shopper.post("/shop/checkout", {**form["fields"], "email": "nora@example.org", "way": "delivery"})
    assert answer.status_code == 409 and "Prices have changed" in answer.text


def test_a_closed_shop_shows_and_sells_nothing_and_keeps_the_links_of_its_orders(shopper, goods, desk):
    handle, _ = goods()
    shopper.add(handle)
    path = shopper.buy(email="nora@example.org", way="delivery").headers["Location"]
    desk.patch("/settings", {"online_store_open": False, "online_store_intro": "Back in May"}, expect=200)
    try:
        assert "The shop is closed" in shopper.page("/shop")
        assert shopper.post("/shop/cart/add", {"product": handle}).status_code == 410
        assert shopper.get(path).status_code == 200
    finally:
        desk.patch("/settings", {"online_store_open": True}, expect=200)
    assert "Back in May" in shopper.page("/shop")
    desk.patch("/settings", {"online_store_unpaid_days": 0}, expect=422)
    desk.patch("/settings", {"online_store_location_id": "loc_0000000000000000000000000a"}, expect=422)
    desk.patch("/settings", {"online_store_intro": None}, expect=200)


def test_the_store_speaks_the_language_of_its_visitor(shop, desk):
    assert "Koszyk" in Shopper(shop.url, **{"Accept-Language": "pl-PL,pl;q=0.9,en;q=0.5"}).page("/shop")
    assert "Cart" in Shopper(shop.url, **{"Accept-Language": "de,fr"}).page("/shop")
    visitor = Shopper(shop.url)
    assert "Koszyk" in visitor.page("/shop?lang=pl") and "Koszyk" in visitor.page("/shop/cart")


def test_a_cart_outlives_browser_and_server_and_an_order_of_it_that_nobody_pays_does_not(fresh_server):
    server = fresh_server()
    api = Client(server.url, server.sign_in["token"])
    api.patch(f"/locations/{server.sign_in['location_id']}", {"offers_pickup": True}, expect=200)
    thing = variant(api, server.sign_in["location_id"], 9, 1000)
    shopper = Shopper(server.url)
    answer = shopper.add(api.get(f"/products/{thing['product_id']}", expect=200)["handle"], "3")
    cookie = next(line for line in answer.raw.headers.getlist("Set-Cookie") if line.startswith(CART))
    for part in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age="):
        assert part in cookie, cookie
    assert len(shopper.cookies[CART]) >= 26, "128 bits take 26 characters of base 32"
    path = shopper.buy(email="nora@example.org", name="Nora").headers["Location"]
    order = order_of(api, path)
    assert order["id"] not in api.get("/sweep", expect=200).text, "it waits for its customer, not for staff"
    server.stop()
    assert shopper.cookies[CART].encode() not in server.database.contents(), "the secret itself is stored"
    server.database.change("UPDATE orders SET updated_at = updated_at - 4 * 86400000 WHERE id = ?", order["id"])
    server.start()
    api = Client(server.url, server.sign_in["token"])
    until(lambda: api.get(f"/orders/{order['id']}", expect=200)["status"] == "canceled", what="giving up the order")
    again = Shopper(server.url)
    again.cookies = dict(shopper.cookies)
    assert again.lines()[0]["quantity"] == "3"
    assert "expired" in again.page(path)
    assert again.buy(email="nora@example.org", name="Nora").headers["Location"] != path
