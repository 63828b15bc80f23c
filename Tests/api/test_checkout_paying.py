"""Paying an order on its link, and every state of it, as a browser without scripts does it (PAY-01 to PAY-22; `domain.md` §5.3)."""

import re
import threading

import pytest
import requests

from support.goods import custom_line, draft, variant
from support.invoices import send, token
from support.link_page import LinkPage
from support.link_shop import HOME, ID, TYPED, desk, events, location, now, parcel, service, shop  # noqa: F401


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
    shop.database.change("UPDATE orders SET cancel_reason = 'expired' WHERE id = ?", order["id"])
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
