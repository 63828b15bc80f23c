"""The test gateway: pages on which payments without money are made, and everything that follows as with a real provider."""

import uuid

import pytest
import requests

from support.client import Client
from support.paying import Books, Payer, charged, read, sent, started
from support.server import Server

TOTAL = 12_345


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("test-gateway") / "data", environment={"COUNTERFOIL_TEST_GATEWAY": "1"})
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def till(shop):
    return Client(shop.url, shop.sign_in["token"])


def press(page: str, choice: str, **headers) -> requests.Response:
    """Presses a button of the page, as a browser without scripts does."""
    origin = "/".join(page.split("/")[:3])
    return requests.post(page, data={"do": choice}, headers={"Origin": origin, **headers}, allow_redirects=False, timeout=30)


def test_its_page_says_that_no_money_moves_and_paying_there_places_the_order(till):
    payer = Payer(sent(till, TOTAL))
    page = payer.page()
    shown = requests.get(page, timeout=30)
    assert "Test gateway: no money moves" in shown.text and "€123.45" in shown.text
    assert "<script" not in shown.text and "noindex" in shown.headers["X-Robots-Tag"]
    back = press(page, "pay")
    assert back.status_code == 303 and back.headers["Location"].startswith("/checkout/")
    assert read(till, payer.order)["status"] == "invoice_sent", "the shop learns of it only by asking"
    payer.come_back()
    order = read(till, payer.order)
    assert (order["payment_status"], order["amount_paid"]) == ("paid", TOTAL) and order["placed_at"]
    paid = order["payments"][-1]
    assert (paid["method"], paid["provider"], paid["card"]["last4"]) == ("gateway", "test", "4242")
    assert "Pay with" not in requests.get(page, timeout=30).text, "a page that was paid offers nothing more"
    assert press(page, "decline").status_code == 303 and read(till, payer.order)["amount_paid"] == TOTAL


def test_a_declined_card_leaves_the_order_to_be_paid_again(till):
    payer = Payer(sent(till, TOTAL))
    first = payer.page()
    press(first, "decline")
    payer.come_back()
    order = read(till, payer.order)
    assert order["payments"][-1]["status"] == "failed" and order["payments"][-1]["failure"]
    second = payer.page()
    assert second != first
    press(second, "pay")
    payer.come_back()
    assert read(till, payer.order)["payment_status"] == "paid"


def test_who_leaves_finds_the_same_page_again(till):
    payer = Payer(sent(till, TOTAL))
    page = payer.page()
    assert press(page, "leave").headers["Location"].startswith("/checkout/")
    payer.come_back()
    assert payer.page() == page


def test_a_payment_that_staff_ended_cannot_be_paid_any_more(till):
    order = sent(till, TOTAL)
    begun = started(till, order).expect(200)["payments"][-1]
    till.post(f"/orders/{order['id']}/payments/{begun['id']}/cancel", key=True, expect=200)
    press(begun["page_url"], "pay")
    assert "closed" in requests.get(begun["page_url"], timeout=30).text
    after = till.post(f"/orders/{order['id']}/payments/{begun['id']}/check", key=True, expect=200)
    assert after["amount_paid"] == 0 and after["payments"][-1]["status"] == "voided"


def test_money_is_given_back_and_never_more_than_was_taken(till, shop):
    payer = Payer(sent(till, TOTAL))
    press(payer.page(), "pay")
    payer.come_back()
    path = f"/orders/{payer.order['id']}/refunds"
    given = till.post(path, {"amount": 345, "reason": "Broken"}, key=True, expect=200)
    assert given["refunds"][-1]["status"] == "succeeded" and given["amount_refunded"] == 345
    assert till.post(path, {"amount": TOTAL, "reason": "More"}, key=True).code == "exceeds_refundable"
    till.post(path, {"amount": TOTAL - 345, "reason": "All"}, key=True, expect=200)
    books = Books(shop.database).rows("SELECT amount, refunded FROM test_gateway_pages WHERE request_key = ?", given["payments"][-1]["id"])
    assert books == [{"amount": TOTAL, "refunded": TOTAL}]


def test_a_card_is_left_on_a_page_and_charged_by_staff(till):
    customer = till.post("/customers", {"name": f"Nora {uuid.uuid4().hex[:6]}"}, expect=201)["id"]
    methods = f"/customers/{customer}/payment_methods"
    page = till.post(f"{methods}/page", key=True, expect=(200, 201))["url"]
    assert "Leave a test card" in requests.get(page, timeout=30).text
    press(page, "pay")
    kept = till.get(methods, expect=200)["data"]
    assert [card["last4"] for card in kept] == ["4242"]
    order = sent(till, TOTAL, customer_id=customer)
    paid = charged(till, order, kept[0]["id"], expect=200)
    assert paid["payment_status"] == "paid" and paid["payments"][-1]["method"] == "card_on_file"
    till.delete(f"{methods}/{kept[0]['id']}", expect=204)
    other = sent(till, TOTAL, customer_id=customer)
    assert charged(till, other, kept[0]["id"]).status == 422


def test_another_site_presses_no_button(till):
    payer = Payer(sent(till, TOTAL))
    page = payer.page()
    assert press(page, "pay", Origin="https://evil.example").status_code == 403
    assert requests.post(page, data={"do": "pay"}, allow_redirects=False, timeout=30).status_code == 403
    assert requests.post(page, data={"do": "steal"}, headers={"Origin": "/".join(page.split("/")[:3])}, timeout=30).status_code == 400
    payer.come_back()
    assert read(till, payer.order)["amount_paid"] == 0


def test_a_page_that_nobody_opened_is_not_there(shop):
    assert requests.get(f"{shop.url}/test-gateway/tgs_unknown", timeout=30).status_code == 404


def test_a_shop_without_it_has_no_such_page(server):
    assert requests.get(f"{server.url}/test-gateway/tgs_unknown", timeout=30).status_code == 404
    answer = started(Client(server.url, server.sign_in["token"]), sent(Client(server.url, server.sign_in["token"])))
    assert answer.code == "gateway_unavailable"


def test_the_link_of_an_order_lies_nowhere_in_its_books(till, shop):
    payer = Payer(sent(till, TOTAL))
    payer.page()
    token = payer.link.rsplit("/", 1)[-1]
    rows = Books(shop.database).rows("SELECT * FROM test_gateway_pages")
    assert rows and all(token not in str(row) for row in rows)
