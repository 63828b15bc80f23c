"""Completing and paying an order on its link, as a browser without scripts does it (PAY-01 to PAY-22; `domain.md` §5.3)."""

import re
import sqlite3
import threading
from contextlib import closing

import pytest
import requests

from support.goods import custom_line, draft, variant
from support.invoices import send, token
from support.link_page import LinkPage

ID = re.compile(r"\b(ord|lin|adj|cus|prd|var|loc|reg|ses|stf|pay|rfd|shp|txn|ntc|cnv|evt|mov|prr|prm|txr|tok|whk|adr|shr|zon|crq|tsk|pmt)_[0-9a-z]{6,}")
HOME = {"name": "Agnieszka Wójcik", "line1": "Prinsesselaan 12", "city": "Utrecht", "postal_code": "3581 TD", "country": "NL"}
TYPED = {f"ship_{name}": value for name, value in HOME.items()}


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    """A shop of its own that takes payments without money."""
    from support.server import Server

    server = Server.with_demo_shop(
        tmp_path_factory.mktemp("paying") / "data", environment={"COUNTERFOIL_TEST_GATEWAY": "1"})
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def desk(shop):
    from support.client import Client

    api = Client(shop.url, shop.sign_in["token"])
    for zone in api.all("/shipping_zones"):
        api.delete(f"/shipping_zones/{zone['id']}", expect=204)
    near = api.post("/shipping_zones", {"name": "Netherlands", "areas": [{"country": "NL"}]}, expect=201)["id"]
    far = api.post("/shipping_zones", {"name": "Poland", "areas": [{"country": "PL"}]}, expect=201)["id"]
    for zone, title, price in ((near, "Standard", 500), (near, "Tomorrow", 1200), (far, "Abroad", 2500)):
        api.post("/shipping_rates", {"zone_id": zone, "title": title, "basis": "flat", "bands": [{"price": price}]}, expect=201)
    return api


@pytest.fixture(scope="module")
def location(shop):
    return shop.sign_in["location_id"]


def parcel(api, location, stock: int = 50, price: int = 2000, **fields) -> dict:
    """A sent order of one thing that has to be shipped; nobody said where to."""
    thing = variant(api, location, stock, price)
    return send(api, draft(api, {"variant_id": thing["id"], "quantity": 1}, channel="phone", taxes_enabled=False, **fields)).body


def service(api, total: int = 10_000, **fields) -> dict:
    """A sent order with nothing to ship."""
    return send(api, draft(api, custom_line("Garden plan", total, rate=None), **fields)).body


def now(api, order: dict) -> dict:
    return api.get(f"/orders/{order['id']}", expect=200).body


def events(api, order: dict, kind: str) -> list[dict]:
    return [event for event in api.get(f"/orders/{order['id']}/events", expect=200)["data"] if event["type"] == kind]


# Completing


def test_what_is_missing_is_a_field_and_the_rest_can_be_changed(desk, location):
    page = LinkPage(parcel(desk, location)["checkout_url"])
    assert {"ship_name", "ship_line1", "ship_city", "ship_country"} <= page.controls.required
    assert page.controls.buttons["Continue"].endswith("/details") and "Pay " not in "".join(page.controls.buttons)
    page.send("details", **TYPED, ship_phone="+31 6 1234 0018")
    assert page.status == 200 and "Saved." in page.text and "Prinsesselaan 12" in page.text
    assert page.controls.required == set() and {"Save", "Continue"} <= set(page.controls.buttons)


def test_a_customer_completes_chooses_and_pays(desk, location):
    order = parcel(desk, location)
    page = LinkPage(order["checkout_url"]).send("details", **TYPED, email="a@wojcik.example")
    assert "Standard" in page.text and "Tomorrow" in page.text and "Abroad" not in page.text
    assert "Total €20.00 becomes €25.00" in page.text and "Total €20.00 becomes €32.00" in page.text
    page.send("shipping")
    assert "The total was €20.00, now it is €25.00." in page.text and "Pay €25.00" in page.controls.buttons
    page.at_test_gateway(page.to_provider())
    assert page.status == 200 and "Thank you" in page.text and "€25.00 paid" in page.text
    paid = now(desk, order)
    assert paid["payment_status"] == "paid" and paid["status"] == "placed" and paid["amount_paid"] == 2500
    assert paid["shipping_address"]["line1"] == HOME["line1"] and paid["shipping_line"]["title"] == "Standard"


def test_each_change_that_the_invoice_shows_is_a_version_of_its_own(desk, location):
    order = parcel(desk, location)
    page = LinkPage(order["checkout_url"]).send("details", **TYPED)
    page.send("shipping")
    revisions = desk.get(f"/orders/{order['id']}/invoice_revisions", expect=200)["data"]
    assert [each["revision"] for each in revisions] == [1, 2, 3] and [each["total"] for each in revisions] == [2000, 2000, 2500]
    first = desk.get(f"/orders/{order['id']}/invoice", headers={"Accept": "text/plain"}, params={"revision": 1}, expect=200).text
    assert "Prinsesselaan" not in first, "what was sent stays what it was"
    done = events(desk, order, "order.customer_completed")
    assert [sorted(event["data"]["fields"]) for event in done] == [["shipping_address"], ["shipping_line"]]
    assert now(desk, order)["invoice"]["sent_at"] == order["invoice"]["sent_at"]
    assert "What changed" not in page.open().text, "they know their own changes"


def test_saying_the_same_again_changes_nothing(desk, location):
    order = parcel(desk, location)
    page = LinkPage(order["checkout_url"]).send("details", **TYPED)
    before = now(desk, order)
    page.send("details")
    assert now(desk, order)["version"] == before["version"]


def test_another_address_makes_delivery_be_chosen_again(desk, location):
    order = parcel(desk, location)
    page = LinkPage(order["checkout_url"]).send("details", **TYPED)
    page.send("shipping")
    page.send("details", ship_country="PL", ship_city="Kraków", ship_postal_code="30-001")
    assert "Continue" in page.controls.buttons and "Abroad" in page.text
    before = now(desk, order)
    page.send("pay", shipping=None, expected_total="2500")
    assert page.status == 409 and now(desk, order)["payments"] == []
    page.open().send("shipping")
    assert "now it is €45.00" in page.text
    assert now(desk, order)["total"] == 4500 and before["total"] == 2500


def test_an_address_that_nothing_reaches_is_refused_before_it_counts(desk, location):
    order = parcel(desk, location)
    page = LinkPage(order["checkout_url"]).send("details", **TYPED)
    page.send("shipping").send("details", ship_country="JP")
    assert page.status == 422 and "has to be agreed with the shop" in page.text
    assert now(desk, order)["shipping_address"]["country"] == "NL"


def test_a_price_by_hand_stays_and_does_not_travel_elsewhere(desk, location):
    order = parcel(desk, location, shipping_address=HOME, shipping_line={"title": "As agreed", "price": 100})
    page = LinkPage(order["checkout_url"])
    assert "How it travels" not in page.text and "Pay €21.00" in page.controls.buttons
    page.send("shipping", shipping="0" * 20)
    assert page.status == 422 and now(desk, order)["total"] == 2100
    page.open().send("details", ship_line2="2nd floor")
    assert page.status == 200 and "Pay €21.00" in page.controls.buttons
    page.send("details", ship_country="PL")
    assert "Continue" in page.controls.buttons, "delivery has to be chosen again"


@pytest.mark.parametrize(("field", "value", "says"), [
    ("ship_line1", "", "Street and number is needed."), ("ship_line1", "4111 1111 1111 1111", "looks like a card number"),
    ("ship_name", "x" * 300, "Name is too long."), ("email", "not an address", "This is not an e-mail address."),
    ("ship_phone", "call me", "This is not a phone number."),
])
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(desk, location, field, value, says):
    order = parcel(desk, location)
    page = LinkPage(order["checkout_url"]).send("details", **{**TYPED, field: value})
    assert page.status == 422 and says in page.text and f'id="{field}-error"' in page.text
    kept = "ship_city" if field != "ship_city" else "ship_line1"
    assert page.controls.fields[kept] == TYPED[kept]
    assert now(desk, order)["shipping_address"] is None


def test_terms_are_agreed_to_before_paying_and_the_moment_is_kept(desk):
    order = service(desk, terms="Report damage within 48 hours.")
    page = LinkPage(order["checkout_url"])
    assert "consent" in page.controls.required
    page.send("pay")
    assert page.status == 422 and "Please agree to the order terms." in page.text and now(desk, order)["payments"] == []
    page.to_provider(consent="yes")
    consent = now(desk, order)["consent"]
    assert consent["given"] is True and consent["given_at"] and "order terms" in consent["text"]


@pytest.mark.parametrize("field", ["address_id", "customer_id", "line_id", "payment_method_id", "rate_id", "amount", "total", "price", "discount", "terms"])
def test_nothing_but_the_forms_own_fields_is_taken(desk, field):
    order = service(desk)
    before = now(desk, order)
    page = LinkPage(order["checkout_url"])
    for door in ("details", "shipping", "pay"):
        page.open().send(door, **{field: "1"})
        assert page.status == 422
    assert now(desk, order) == {**before, "invoice": now(desk, order)["invoice"]}


def test_a_rate_of_another_order_is_not_taken(desk, location):
    one, two = parcel(desk, location), parcel(desk, location)
    first = LinkPage(one["checkout_url"]).send("details", **TYPED)
    second = LinkPage(two["checkout_url"]).send("details", **TYPED)
    second.send("shipping", shipping=first.controls.fields["shipping"])
    assert second.status == 422 and "not offered any more" in second.text and now(desk, two)["shipping_line"] is None


# Paying


def test_the_page_is_paid_once_whoever_taps_how_often(desk):
    order = service(desk)
    page = LinkPage(order["checkout_url"])
    pages: list[str] = []
    fields = dict(page.controls.fields)

    def tap():
        answer = requests.post(f"{order['checkout_url']}/pay", data=fields, headers={"Origin": "null"}, allow_redirects=False, timeout=60)
        pages.append(answer.headers["Location"])

    taps = [threading.Thread(target=tap) for _ in range(12)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert len(pages) == 12 and len(set(pages)) == 1
    page.at_test_gateway(pages[0])
    page.at_test_gateway(pages[0])
    paid = now(desk, order)
    assert paid["amount_paid"] == order["total"] and [each["status"] for each in paid["payments"]] == ["captured"]


def test_a_forged_return_proves_nothing(desk):
    order = service(desk)
    page = LinkPage(order["checkout_url"])
    page.show(page.session.get(order["checkout_url"] + "/return?status=success&payment_id=guess&redirect_status=succeeded", timeout=30))
    assert page.status == 200 and "To be paid" in page.text and now(desk, order)["payment_status"] == "unpaid"
    page.open().to_provider()
    page.show(page.session.get(order["checkout_url"] + "/return?status=success", timeout=30))
    assert "Payment under way" in page.text and now(desk, order)["amount_paid"] == 0


def test_a_page_that_is_open_can_be_gone_on_with_or_left(desk):
    order = service(desk)
    page = LinkPage(order["checkout_url"])
    first = page.to_provider()
    page.open()
    assert "Payment under way" in page.text and {"Go on paying", "Choose another way to pay"} <= set(page.controls.buttons)
    page.send("pay", follow=False)
    assert page.answer.headers["Location"] == first
    page.open().send("stop")
    assert "nothing was charged" in page.text and "Pay €100.00" in page.controls.buttons
    assert [each["status"] for each in now(desk, order)["payments"]] == ["voided"]


def test_a_declined_card_leaves_the_order_open(desk):
    page = LinkPage(service(desk)["checkout_url"])
    page.at_test_gateway(page.to_provider(), "decline")
    assert page.status == 200 and "Thank you" not in page.text


def test_what_they_had_before_their_eyes_is_what_they_pay(desk):
    order = service(desk)
    page = LinkPage(order["checkout_url"])
    desk.post(f"/orders/{order['id']}/revert_to_draft", expect=200)
    page.send("pay")
    assert page.status == 409 and "Being updated" in page.text and "Nothing has been charged" in page.text
    page.open()
    assert "Pay, when the new version is ready" in page.text and "form" not in {name for name, _ in page.controls.forms}
    desk.post(f"/orders/{order['id']}/lines", custom_line("Fern", 700, rate=None), expect=200)
    send(desk, order)
    page.send("pay", revision="1", expected_total="10000")
    assert page.status == 409 and "changed meanwhile" in page.text and "Fern" in page.text and "Pay €107.00" in page.controls.buttons
    old = {"revision": "1", "expected_total": "10000", "way": "card"}
    program = requests.post(f"{order['checkout_url']}/pay", data=old, headers={"Accept": "application/json"}, timeout=30)
    assert program.status_code == 409 and program.json()["code"] == "revision_superseded"
    assert now(desk, order)["payments"] == []


def test_a_total_that_is_not_the_one_they_saw_is_not_taken(desk):
    page = LinkPage(service(desk)["checkout_url"])
    page.send("pay", expected_total="9999")
    assert page.status == 409 and "The total is €100.00 now." in page.text


@pytest.mark.parametrize("door", ["pay", "details"])
def test_what_was_called_off_takes_nothing(desk, door):
    order = service(desk)
    page = LinkPage(order["checkout_url"])
    desk.delete(f"/orders/{order['id']}", if_match=now(desk, order)["version"], expect=200)
    page.send(door, email="a@b.example")
    assert page.status == 410 and "Canceled" in page.text and "cannot be paid any more" in page.text
    program = requests.post(f"{order['checkout_url']}/{door}", data={"revision": "1"}, headers={"Accept": "application/json"}, timeout=30)
    assert program.status_code == 410 and program.json()["code"] == "gone"


def test_what_is_paid_is_not_paid_again(desk):
    order = service(desk)
    page = LinkPage(order["checkout_url"])
    fields = dict(page.controls.fields)
    page.at_test_gateway(page.to_provider())
    page.controls.fields = fields
    page.send("pay")
    assert page.status == 409 and "You were not charged again" in page.text and "Thank you" in page.text


def test_a_deposit_is_paid_first_and_the_rest_later(desk):
    order = service(desk, payment_terms={"type": "net", "days": 15, "title": "Net 15", "deposit": {"value_type": "percentage", "value": "30"}})
    page = LinkPage(order["checkout_url"])
    assert "Deposit to pay now" in page.text and "Pay €30.00" in page.controls.buttons and "The rest of €70.00 is due by" in page.text
    page.at_test_gateway(page.to_provider())
    assert "Partly paid" in page.text and "€30.00 paid, €70.00 left" in page.text and "Pay €70.00" in page.controls.buttons
    page.at_test_gateway(page.to_provider())
    assert "Thank you" in page.text and now(desk, order)["amount_paid"] == 10_000


def test_part_that_came_in_elsewhere_leaves_the_rest(desk):
    order = service(desk)
    desk.pay(order, amount=4000)
    page = LinkPage(order["checkout_url"])
    assert "€40.00 paid, €60.00 left" in page.text and "Pay €60.00" in page.controls.buttons
    page.at_test_gateway(page.to_provider())
    assert now(desk, order)["amount_paid"] == 10_000


def test_trying_cards_ends_soon(shop, desk):
    order = service(desk)
    page = LinkPage(order["checkout_url"])
    for _ in range(5):
        page.open().at_test_gateway(page.to_provider(), "leave")
        page.open().send("stop")
    page.open().send("pay")
    assert page.status == 429 and int(page.answer.headers["Retry-After"]) > 0 and "wait ten minutes" in page.text
    program = requests.post(f"{order['checkout_url']}/pay", data=page.controls.fields, headers={"Accept": "application/json"}, timeout=30)
    assert program.status_code == 429 and program.json()["code"] == "rate_limited"
    assert page.open().status == 200, "the link still opens"


# States


def test_goods_that_are_gone_are_named_and_the_shop_can_be_asked(desk, location):
    order = parcel(desk, location, stock=1, shipping_address=HOME, shipping_line={"title": "By van", "price": 0})
    thing = order["lines"][0]["variant_id"]
    desk.post("/inventory_levels/adjust", {"variant_id": thing, "location_id": location, "set": 0, "reason": "Broken"}, expect=200)
    page = LinkPage(order["checkout_url"])
    assert "Out of stock" in page.text and order["lines"][0]["title"] in page.text
    assert "Pay, when everything is in stock" in page.text and "Pay €20.00" not in page.controls.buttons
    page.ask("remove")
    assert "The shop was told." in page.text and "You asked to take it off" in page.text
    asked = events(desk, order, "order.customer_asked")
    assert [(event["data"]["asked"], event["data"]["line"]) for event in asked] == [("remove", order["lines"][0]["title"])]
    page.send("pay", way="card")
    assert page.status == 409 and now(desk, order)["payments"] == []


def test_an_order_called_off_by_hand_says_so_and_offers_no_payment(desk):
    order = service(desk)
    desk.delete(f"/orders/{order['id']}", if_match=now(desk, order)["version"], expect=200)
    page = LinkPage(order["checkout_url"])
    assert "Canceled" in page.text and page.controls.buttons == {}


def test_paid_for_what_cannot_be_sold_any_more_is_said_calmly(desk, location):
    thing = variant(desk, location, 5, 2000)
    order = send(desk, draft(desk, {"variant_id": thing["id"], "quantity": 1}, channel="phone", taxes_enabled=False, shipping_address=HOME,
                             shipping_line={"title": "By van", "price": 0})).body
    page = LinkPage(order["checkout_url"])
    provider = page.to_provider()
    product = desk.get(f"/products/{thing['product_id']}", expect=200)
    desk.patch(f"/products/{thing['product_id']}", {"status": "archived"}, if_match=product.body.get('version'), expect=200)
    page.at_test_gateway(provider)
    assert page.status == 200 and "Payment received" in page.text and "has one more thing to settle" in page.text
    assert "€20.00 paid" in page.text and page.controls.buttons == {}


def test_an_order_whose_time_is_over_can_be_asked_for_again(shop, desk):
    order = service(desk)
    desk.delete(f"/orders/{order['id']}", if_match=now(desk, order)["version"], expect=200)
    with closing(sqlite3.connect(shop.data / "counterfoil.sqlite", timeout=30)) as books, books:
        books.execute("UPDATE orders SET cancel_reason = 'expired' WHERE id = ?", (order["id"],))
    page = LinkPage(order["checkout_url"])
    assert "This order has expired" in page.text and "Pay" not in "".join(page.controls.buttons)
    page.ask("again")
    assert "You asked for it again" in page.text and [event["data"]["asked"] for event in events(desk, order, "order.customer_asked")] == ["again"]
    answer = page.session.post(f"{order['checkout_url']}/requests", data={"ask": "again"}, timeout=30)
    assert answer.status_code == 200 and len(events(desk, order, "order.customer_asked")) == 1
    page.send("pay", revision="1", way="card")
    assert page.status == 410


def test_a_receipt_is_there_once_something_is_paid(desk):
    order = service(desk)
    page = LinkPage(order["checkout_url"])
    assert page.session.get(order["checkout_url"] + "/receipt", timeout=30).status_code == 404 and "/receipt" not in page.text
    page.at_test_gateway(page.to_provider())
    receipt = page.session.get(order["checkout_url"] + "/receipt", timeout=30)
    assert receipt.status_code == 200 and "100.00" in receipt.text and not ID.search(receipt.text)
    assert "no-store" in receipt.headers["Cache-Control"] and "/receipt" in page.text


def test_every_state_shows_no_identity_and_no_page_of_a_provider(desk, location):
    order = parcel(desk, location)
    page = LinkPage(order["checkout_url"])
    seen = [page.text, page.send("details", **TYPED).text, page.send("shipping").text]
    provider = page.to_provider()
    seen += [page.open().text, page.at_test_gateway(provider).text]
    desk.post(f"/orders/{order['id']}/refunds", {"amount": 100, "reason": "sorry"}, key=True, expect=200)
    seen.append(page.open().text)
    for text in seen:
        assert not ID.search(text) and "test-gateway" not in text and token(order)[:8] in text


def test_what_the_shop_changed_is_shown_old_beside_new(desk):
    order = send(desk, draft(desk, custom_line("Vase", 1000, 2, rate=None), custom_line("Rope", 300, rate=None))).body
    page = LinkPage(order["checkout_url"])
    desk.post(f"/orders/{order['id']}/revert_to_draft", expect=200)
    vase, rope = now(desk, order)["lines"]
    desk.patch(f"/orders/{order['id']}/lines/{vase['id']}", {"quantity": 3}, if_match=now(desk, order)["version"], expect=200)
    desk.delete(f"/orders/{order['id']}/lines/{rope['id']}", if_match=now(desk, order)["version"], expect=200)
    desk.post(f"/orders/{order['id']}/lines", custom_line("Fern", 700, rate=None), expect=200)
    send(desk, order)
    changes = page.open().text.split("What changed in version 2")[1].split("</section>")[0]
    plain = " ".join(re.sub(r"<[^>]+>", " ", changes).split())
    assert "Vase before: 2 × 10.00 = 20.00 now: 3 × 10.00 = 30.00" in plain
    assert "Rope before: 1 × 3.00 = 3.00 now: taken off" in plain and "Fern new now: 1 × 7.00 = 7.00" in plain
    assert "Total before: €23.00 now: €37.00" in plain


def test_the_reader_chooses_the_language_and_keeps_it(desk):
    page = LinkPage(service(desk)["checkout_url"]).open("?lang=pl")
    assert '<html lang="pl"' in page.text and "Do zapłaty" in page.text and "Zapłać 100,00 €" in page.controls.buttons
    page.send("details", email="ala@example.com")
    assert '<html lang="pl"' in page.text and "Zapisano." in page.text
    page.at_test_gateway(page.to_provider())
    assert "Dziękujemy" in page.text


# The door


def test_links_that_other_programs_lengthen_still_open(desk):
    page = LinkPage(service(desk)["checkout_url"]).open("?fbclid=IwAR0&utm_source=mail")
    assert page.status == 200


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_forms_of_other_sites_are_not_taken(desk, headers):
    order = service(desk)
    page = LinkPage(order["checkout_url"])
    answer = requests.post(f"{order['checkout_url']}/pay", data=page.controls.fields, headers=headers, allow_redirects=False, timeout=30)
    assert answer.status_code == 403 and now(desk, order)["payments"] == []


@pytest.mark.parametrize("door", ["details", "shipping", "pay", "requests", "stop"])
def test_unknown_links_take_nothing(shop, door):
    answer = requests.post(f"{shop.url}/checkout/{'A' * 32}/{door}", data={"revision": "1"}, headers={"Accept": "text/html"}, timeout=30)
    assert answer.status_code == 404 and "leads to no order" in answer.text


def test_forms_lead_nowhere_but_here(desk):
    policy = LinkPage(service(desk)["checkout_url"]).answer.headers["Content-Security-Policy"]
    assert "form-action 'self'" in policy and "unsafe" not in policy and "default-src 'none'" in policy
