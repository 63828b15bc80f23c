"""The link of an order, as anybody on the internet may open it (PAY-05 to PAY-08, PAY-20, PAY-21; `domain.md` §5.3)."""

import re
import secrets

import pytest
import requests

from support.goods import custom_line, draft
from support.invoices import send, terrace, token

ID = re.compile(r"\b(ord|lin|adj|cus|prd|var|loc|reg|ses|stf|pay|rfd|shp|txn|ntc|cnv|evt|mov|prr|prm|txr|tok|whk|adr)_[0-9a-z]{6,}")


def look(url: str, method: str = "GET", **headers) -> requests.Response:
    """A stranger's browser: no token, no cookie."""
    with requests.Session() as session:
        session.trust_env = False
        return session.request(method, url, headers={"User-Agent": "Mozilla/5.0 (iPhone) Safari/604.1", **headers}, timeout=10)


@pytest.fixture
def order(api):
    return send(api, terrace(api)).body


def viewed(api, order: dict) -> str | None:
    return api.get(f"/orders/{order['id']}", expect=200)["invoice"]["viewed_at"]


def test_the_link_opens_the_order_for_reading(order):
    page = look(order["checkout_url"])
    assert page.status_code == 200 and "To be paid" in page.text and order["draft_number"] in page.text
    assert "Terracotta pot" in page.text and re.findall("<script[^>]*>", page.text) == re.findall('<script type="module" src="/assets/[^"]*">', page.text)
    paper = look(order["checkout_url"] + "/invoice.pdf")
    assert paper.headers["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")


def test_the_customer_gets_the_octets_that_the_desk_sees(api, order):
    seen = api.get(f"/orders/{order['id']}/invoice", headers={"Accept": "application/pdf"}, expect=200).response.content
    assert look(order["checkout_url"] + "/invoice.pdf").content == seen


def test_nothing_of_a_link_is_kept_or_passed_on(order):
    for url in (order["checkout_url"], order["checkout_url"] + "/invoice.pdf"):
        headers = look(url).headers
        assert headers["Cache-Control"] == "no-store" and headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"] and "Set-Cookie" not in headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy


def test_a_page_and_all_it_loads_is_small(order, server):
    page = look(order["checkout_url"])
    loaded = len(page.content)
    for address in re.findall(r'(?:href|src)="(/assets/[^"]+)"', page.text):
        asset = look(server.url + address.replace("&amp;", "&"))
        assert asset.status_code == 200
        loaded += len(asset.content)
    assert loaded < 100_000


@pytest.mark.parametrize("change", [
    lambda text: "", lambda text: text[:-1], lambda text: text + "A", lambda text: text.swapcase(), lambda text: "0" * len(text),
    lambda text: ("A" if text[0] != "A" else "B") + text[1:], lambda text: "A" * 5000, lambda text: text + "%00", lambda text: "..%2f" + text,
])
def test_other_tokens_open_nothing(order, server, change):
    answer = look(f"{server.url}/checkout/{change(token(order))}")
    assert answer.status_code in (404, 414) and order["draft_number"] not in answer.text
    assert look(f"{server.url}/checkout/{change(token(order))}/invoice.pdf").status_code in (404, 414)


def test_every_wrong_token_gets_the_same_answer(order, server):
    answers = {look(f"{server.url}/checkout/{secrets.token_urlsafe(24)}").text for _ in range(3)}
    answers.add(look(f"{server.url}/checkout/{token(order)[:-1]}").text)
    assert len(answers) == 1


def test_numbers_and_identities_open_nothing(api, order, server):
    for text in (order["id"], order["draft_number"], order["invoice"]["number"], order["lines"][0]["id"]):
        assert look(f"{server.url}/checkout/{text}").status_code == 404
        assert look(f"{server.url}/api/v1/orders/{text}/invoice").status_code == 401


def test_guessing_ends_while_good_links_still_open(fresh_server, owner):
    server = fresh_server()
    order = send(owner(server), draft(owner(server))).body
    answers = [look(f"{server.url}/checkout/{secrets.token_urlsafe(24)}") for _ in range(130)]
    assert answers[0].status_code == 404 and answers[-1].status_code == 429 and int(answers[-1].headers["Retry-After"]) >= 1
    assert {answer.status_code for answer in answers} == {404, 429}
    assert look(order["checkout_url"]).status_code == 200


def test_tokens_say_nothing_of_their_order(api):
    tokens = [token(send(api, draft(api)).body) for _ in range(20)]
    assert len(set(tokens)) == 20 and all(re.fullmatch(r"[A-Za-z0-9_-]{32}", text) for text in tokens)
    for place in range(32):
        assert len({text[place] for text in tokens}) > 3, "no place of a token stays the same"


def test_the_page_shows_what_is_allowed_and_nothing_else(api, server):
    customer = api.post("/customers", {
        "name": "Agnieszka Wójcik", "email": "private@wojcik.example", "phone": "+48600100200", "note": "owes us", "tags": ["risky"],
        "addresses": [{"line1": "Another street 9", "city": "Secretville"}]}, expect=201).body
    stock = {"title": "Fern", "variants": [{"price": 900, "cost": 123, "sku": "FERN-1"}]}
    variant = api.post("/products", stock, expect=201)["variants"][0]
    order = draft(
        api, {"variant_id": variant["id"], "quantity": 1}, custom_line("Gift wrap", 300, discounts=[{"value_type": "fixed", "value": 10, "reason": "angry caller"}]),
        customer_id=customer["id"], note="staff only", tags=["internal-tag"], details={"content_type": "text", "body": "inner details"},
        adjustments=[{"kind": "discount", "value_type": "fixed", "value": 20, "reason": "calm him down"}])
    page = look(send(api, order)["checkout_url"]).text
    assert "Agnieszka Wójcik" in page and "Fern" in page
    for hidden in ("private@wojcik.example", "+48600100200", "owes us", "risky", "Secretville", "staff only", "internal-tag", "inner details",
                   "angry caller", "calm him down", "1.23", "Owner", server.sign_in["cashiers"][0]["name"]):
        assert hidden not in page, hidden
    assert not ID.search(page)


def test_a_first_look_is_noted_and_changes_nothing_else(api, order):
    before = api.get(f"/orders/{order['id']}", expect=200).body
    look(order["checkout_url"])
    after = api.get(f"/orders/{order['id']}", expect=200).body
    first = after["invoice"]["viewed_at"]
    assert first and {**after, "invoice": before["invoice"]} == before
    look(order["checkout_url"])
    assert viewed(api, order) == first
    assert [event["type"] for event in api.get(f"/orders/{order['id']}/events", expect=200)["data"]].count("order.viewed") == 1


@pytest.mark.parametrize(("method", "headers"), [
    ("HEAD", {}), ("GET", {"Sec-Purpose": "prefetch"}), ("GET", {"Purpose": "prefetch"}), ("GET", {"User-Agent": "WhatsApp/2.23 A"}),
    ("GET", {"User-Agent": "facebookexternalhit/1.1"}), ("GET", {"User-Agent": "Slackbot-LinkExpanding 1.0"}),
    ("GET", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}), ("GET", {"Cookie": "__Host-counterfoil=somebody"}),
])
def test_programs_and_our_own_people_do_not_count_as_a_look(api, order, method, headers):
    assert look(order["checkout_url"], method, **headers).status_code == 200
    assert viewed(api, order) is None


def test_a_link_takes_nothing(order):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert look(order["checkout_url"], method).status_code == 405


def test_every_state_of_the_link(api, server):
    order = terrace(api, shipping_line=None)
    url = send(api, order)["checkout_url"]

    def says(*texts: str) -> None:
        page = look(url)
        assert page.status_code == 200
        for text in texts:
            assert text in page.text, text

    says("To be paid", "To pay")
    api.post(f"/orders/{order['id']}/revert_to_draft", expect=200)
    says("Being updated", "As it was sent", "Total before the change", "Look again")
    api.post(f"/orders/{order['id']}/lines", custom_line("Fern", 700, 1, "21"), expect=200)
    assert "Fern" not in look(url).text, "what is being changed is nobody's business yet"
    send(api, order)
    says("To be paid", "Fern", "What changed in version 2")
    api.pay(order, amount=1000)
    says("Partly paid", "€10.00 paid", "Left to pay")
    placed = api.pay(order, "card_terminal").body
    says("Paid", "Thank you", placed["number"])
    assert "To pay" not in look(url).text
    api.post(f"/orders/{order['id']}/refunds", {"amount": placed["amount_paid"], "reason": "back"}, key=True, expect=200)
    says("Refunded", "was given back")


def test_a_link_of_a_placed_order_says_where_it_is(api):
    order = terrace(api)
    variant = api.post("/products", {"title": "Pot", "oversell": True, "variants": [{"price": 900}]}, expect=201)["variants"][0]
    api.post(f"/orders/{order['id']}/lines", {"variant_id": variant["id"], "quantity": 1}, expect=200)
    api.patch(f"/orders/{order['id']}", {"shipping_address": {"name": "A", "line1": "B 1", "city": "C", "country": "NL"}},
              if_match=api.get(f"/orders/{order['id']}").etag, expect=200)
    url = send(api, order)["checkout_url"]
    api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    page = look(url).text
    assert "Placed" in page and "To pay" in page and "Where it is" in page and 'aria-current="step"' in page


def test_a_discarded_invoice_says_so(api):
    order = terrace(api)
    sent = send(api, order).body
    api.delete(f"/orders/{order['id']}", if_match=sent["version"], expect=200)
    page = look(sent["checkout_url"])
    assert page.status_code == 200 and "Canceled" in page.text and "To pay" not in page.text


def test_links_begin_with_the_public_address(fresh_server, owner):
    server = fresh_server("--public-url", "https://shop.example/")
    assert send(owner(server), draft(owner(server)))["checkout_url"].startswith("https://shop.example/checkout/")


def test_a_link_survives_a_restart(fresh_server, owner):
    server = fresh_server()
    order = send(owner(server), draft(owner(server))).body
    server.stop()
    server.start()
    assert look(f"{server.url}/checkout/{token(order)}").status_code == 200
    assert token(owner(server).get(f"/orders/{order['id']}", expect=200).body) == token(order)
