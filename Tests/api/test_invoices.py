"""Sending an invoice, taking it back, sending it again: revisions, numbers, locks (T5 to T7, P8, P16)."""

import random
import subprocess
import threading
import time

import pytest

from support.goods import custom_line, draft
from support.invoices import document, money, pdf_text, send, terrace, token


@pytest.fixture
def customer(api):
    return api.post("/customers", {"name": "Agnieszka Wójcik", "email": "agnieszka@wojcik.example", "phone": "+31612340018"}, expect=201).body


def test_sending_locks_freezes_and_makes_the_link(api, server):
    order = terrace(api)
    assert order["invoice"] is None and order["checkout_url"] is None
    sent = send(api, order)
    assert sent["status"] == "invoice_sent" and sent["display_status"] == "awaiting_payment"
    assert sent["invoice"]["revision"] == 1 and sent["invoice"]["sent_at"] and sent["invoice"]["viewed_at"] is None
    assert sent["checkout_url"].startswith(f"{server.url}/checkout/") and len(token(sent.body)) >= 22
    assert api.get(f"/orders/{order['id']}", expect=200)["checkout_url"] == sent["checkout_url"]
    listed = next(row for row in api.get("/orders", expect=200)["data"] if row["id"] == order["id"])
    assert listed["checkout_url"] == sent["checkout_url"] and listed["invoice"] == sent["invoice"]


def test_a_sent_order_takes_tags_and_staff_note_and_nothing_else(api):
    order = terrace(api)
    sent = send(api, order).body
    path = f"/orders/{order['id']}"
    line = sent["lines"][0]["id"]
    for method, where, body in [
        ("PATCH", path, {"customer_note": "Late"}), ("POST", f"{path}/lines", custom_line()), ("DELETE", f"{path}/lines/{line}", None),
        ("PATCH", f"{path}/lines/{line}", {"quantity": 2}), ("PUT", f"{path}/shipping_line", {"title": "Post", "price": 100}),
        ("POST", f"{path}/adjustments", {"kind": "discount", "value_type": "fixed", "value": 5}),
    ]:
        assert api.request(method, where, body, if_match=1, expect=409).code == "order_locked", where
    changed = api.patch(path, {"tags": ["vip"], "note": "Called"}, if_match=sent["version"], expect=200)
    assert changed["tags"] == ["vip"] and changed["total"] == sent["total"] and changed["status"] == "invoice_sent"


def test_reverting_changing_and_resending_makes_the_next_revision_behind_the_same_link(api):
    order = terrace(api)
    first = send(api, order).body
    before = document(api, order)
    draft_again = api.post(f"/orders/{order['id']}/revert_to_draft", expect=200).body
    assert draft_again["status"] == "draft" and draft_again["checkout_url"] == first["checkout_url"]
    api.post(f"/orders/{order['id']}/lines", custom_line("Fern", 700, 1, "21"), expect=200)
    second = send(api, order).body
    assert second["invoice"]["revision"] == 2 and second["invoice"]["number"] == first["invoice"]["number"]
    assert second["checkout_url"] == first["checkout_url"] and second["total"] != first["total"]
    revisions = api.get(f"/orders/{order['id']}/invoice_revisions", expect=200)["data"]
    assert [(row["revision"], row["total"]) for row in revisions] == [(1, first["total"]), (2, second["total"])]
    assert revisions[0]["superseded_at"] and revisions[1]["superseded_at"] is None
    assert revisions[0]["content_hash"] != revisions[1]["content_hash"]
    earlier = document(api, order, revision=1)
    assert "A newer version has replaced this one." in earlier and "Fern" not in earlier
    assert earlier.replace("A newer version has replaced this one.\n", "") == before
    assert "Fern" in document(api, order) and "Fern" in document(api, order, revision=2)
    assert api.get(f"/orders/{order['id']}/invoice", params={"revision": 3}, expect=404)


def test_sending_again_hands_out_the_same_revision(api):
    order = terrace(api)
    first = send(api, order).body
    again = send(api, order).body
    assert again["invoice"] == first["invoice"] and again["version"] == first["version"]
    assert len(api.get(f"/orders/{order['id']}/invoice_revisions", expect=200)["data"]) == 1
    sendings = [event for event in api.get(f"/orders/{order['id']}/events", expect=200)["data"] if event["type"] == "order.invoice_sent"]
    assert [event["data"]["again"] for event in sendings] == [False, True]


def test_what_was_sent_says_the_same_whatever_the_shop_changes(api, customer):
    order = terrace(api, customer_id=customer["id"])
    send(api, order)
    before = document(api, order, "application/pdf")
    api.patch(f"/customers/{customer['id']}", {"name": "Somebody else"}, expect=200)
    settings = api.get("/settings", expect=200).body
    api.patch("/settings", {"shop_name": "Another name", "tax_id": "X1"}, expect=200)
    try:
        assert document(api, order, "application/pdf") == before
    finally:
        api.patch("/settings", {"shop_name": settings["shop_name"], "tax_id": settings["tax_id"]}, expect=200)


def test_only_a_draft_with_something_in_it_is_sent(api):
    empty = api.post("/orders", {}, expect=201).body
    refused = send(api, empty, expect=409)
    assert refused.code == "not_ready" and refused.fields == ["lines"]
    free = draft(api, custom_line("Sample", 0))
    assert send(api, free, expect=409).code == "not_ready"
    assert send(api, free, expected_total=0)["status"] == "invoice_sent"
    placed = api.pay(draft(api), amount=None).body
    assert send(api, placed, expect=409).code == "conflict"
    assert api.post(f"/orders/{placed['id']}/revert_to_draft", expect=409).code == "conflict"
    assert api.post("/orders/ord_0/send_invoice", {"via": "link"}, expect=404)


def test_another_total_than_expected_is_not_sent(api):
    order = terrace(api)
    refused = send(api, order, expect=409, expected_total=order["total"] + 1)
    assert refused.code == "total_changed" and refused["total"] == order["total"]
    assert send(api, order, expected_total=order["total"])["status"] == "invoice_sent"


@pytest.mark.parametrize(("body", "field"), [
    ({"via": "pigeon"}, "via"), ({}, "via"), ({"via": "email", "to": "nobody"}, "to"), ({"via": "email", "to": "a@b@c.example"}, "to"),
    ({"via": "email", "to": "a@b.example\r\nBcc: x@y.example"}, "to"), ({"via": "sms", "to": "12"}, "to"), ({"via": "email"}, "to"),
    ({"via": "sms"}, "to"), ({"via": "conversation"}, "via"), ({"via": "link", "subject": "x"}, "subject"), ({"via": "link", "expected_total": "1"}, "expected_total"),
])
def test_a_sending_that_cannot_reach_anybody_changes_nothing(api, body, field):
    order = terrace(api)
    refused = api.post(f"/orders/{order['id']}/send_invoice", body, expect=422)
    assert refused.fields == [field]
    after = api.get(f"/orders/{order['id']}", expect=200)
    assert after["status"] == "draft" and after["version"] == order["version"] and after["invoice"] is None


def test_a_message_waits_in_the_outbox_with_the_sending(api, customer):
    order = terrace(api, customer_id=customer["id"])
    sent = send(api, order, via="email", message="Dear Agnieszka, here it is.").body
    mail, = api.get("/messages", params={"order_id": order["id"]}, expect=200)["data"]
    assert mail["to"] == "agnieszka@wojcik.example" and mail["kind"] == "invoice"
    assert "Dear Agnieszka, here it is." in mail["text"] and money(order["total"]) in mail["text"]
    assert sent["invoice"]["number"] in mail["subject"]
    send(api, order, via="sms", to="+44 20 7946 0000")
    assert len(api.get("/messages", params={"order_id": order["id"]}, expect=200)["data"]) == 2


def test_money_on_the_way_keeps_it_locked(api):
    order = terrace(api)
    send(api, order)
    api.pay(order, amount=500)
    assert api.post(f"/orders/{order['id']}/revert_to_draft", expect=409).code == "already_paid"


def test_money_that_is_given_back_unlocks_it_and_opens_its_link_again(api):
    order = terrace(api)
    sent = send(api, order).body
    api.pay(order, amount=500)
    back = api.post(f"/orders/{order['id']}/refunds", {"amount": 500, "reason": "Cannot be had"}, key=True, expect=200)
    assert (back["status"], back["payment_status"], back["amount_due"]) == ("invoice_sent", "refunded", sent["total"])
    assert api.get(f"/orders/{order['id']}/credit_notes", expect=200)["data"] == []
    page = api.request("GET", sent["checkout_url"], expect=200).text
    assert "checkout-chip checkout-open" in page
    assert api.post(f"/orders/{order['id']}/revert_to_draft", expect=200)["status"] == "draft"
    send(api, order)
    api.pay(order, amount=500)
    assert api.post(f"/orders/{order['id']}/cancel", {}, expect=409).code == "conflict"
    api.post(f"/orders/{order['id']}/refunds", {"amount": 500}, key=True, expect=200)
    assert api.post(f"/orders/{order['id']}/cancel", {}, expect=200)["status"] == "canceled"


def test_paying_the_rest_places_it_with_its_invoice(api):
    order = terrace(api, shipping_line=None)
    sent = send(api, order).body
    placed = api.pay(order, "card_terminal").body
    assert placed["number"] and placed["payment_status"] == "paid"
    assert placed["invoice"]["number"] == sent["invoice"]["number"] not in (placed["number"], placed["draft_number"])
    assert placed["checkout_url"] == sent["checkout_url"]
    assert document(api, order) == document(api, order, revision=1)


def test_the_preview_changes_nothing_and_says_so(api):
    order = terrace(api)
    text = document(api, order)
    assert "Preview" in text and order["draft_number"] in text
    after = api.get(f"/orders/{order['id']}", expect=200)
    assert after["version"] == order["version"] and after["invoice"] is None and after["checkout_url"] is None
    send(api, order)
    assert "Preview" not in document(api, order)


def test_figures_are_the_same_in_every_form(api, customer):
    order = terrace(api, customer_id=customer["id"])
    sent = send(api, order).body
    text, page, paper = document(api, order), document(api, order, "text/html"), pdf_text(document(api, order, "application/pdf"))
    amounts = [line["subtotal"] - sum_of_own(line) for line in sent["lines"]]
    amounts += [sent["total"], sent["shipping_line"]["price"], -1000] + [tax["amount"] for tax in sent["tax_lines"]]
    for amount in amounts:
        for form in (text, page, paper):
            assert money(amount) in form, amount
    assert sum(amounts[:3]) - sent["adjustments"][0]["amount"] + 1250 - 1000 == sent["total"]
    for tax in sent["tax_lines"]:
        assert money(tax["taxable"]) in paper and money(tax["taxable"]) in page
    assert sent["checkout_url"] in text and sent["checkout_url"] in page


def sum_of_own(line: dict) -> int:
    """What the line's own discount took: its share of the order's is not in it."""
    share = round(line["subtotal"] * float(line["discounts"][0]["value"]) / 100) if line["discounts"] else 0
    return share


def test_whatever_is_on_an_order_adds_up_on_its_invoice(api):
    """Sending refuses an order whose parts do not make its total, so it is enough that all of these can be sent."""
    chance = random.Random(20261121)

    def rates() -> list[dict]:
        return [{"title": title, "rate": chance.choice(["21", "9", "8.875", "0"])} for title in chance.sample(["VAT", "Levy"], chance.randint(0, 2))]

    def value() -> dict:
        if chance.random() < 0.5:
            return {"value_type": "percentage", "value": chance.choice(["10", "33.3333", "100", "0.5"])}
        return {"value_type": "fixed", "value": chance.randint(1, 3000)}

    for _ in range(40):
        lines = [
            {"title": "Thing", "quantity": chance.choice([1, 3, 0.333, 12.5]), "unit_price": chance.choice([1, 999, 4567, "33.3333"]), "tax_rates": rates(),
             "price_includes_tax": chance.random() < 0.5, "taxable": chance.random() < 0.9, "discounts": [value() for _ in range(chance.randint(0, 2))]}
            for _ in range(chance.randint(1, 6))]
        adjustments = [{"kind": "discount", "title": "Off", **value()} for _ in range(chance.randint(0, 2))]
        adjustments += [{"kind": kind, "value_type": "fixed", "value": chance.randint(1, 900)} for kind in chance.sample(["fee", "debit", "credit"], chance.randint(0, 3))]
        for adjustment in adjustments:
            if adjustment["kind"] == "fee":
                adjustment.update(tax_rates=rates(), price_includes_tax=chance.random() < 0.5)
        shipping = {"title": "Post", "price": chance.randint(0, 900), "tax_rates": rates(), "price_includes_tax": chance.random() < 0.5}
        order = draft(api, *lines, adjustments=adjustments, shipping_line=chance.choice([None, shipping]), taxes_enabled=chance.random() < 0.8,
                      tax_rounding=chance.choice(["document", "line"]), rounding=chance.choice(["half_up", "half_even"]),
                      currency=chance.choice(["EUR", "JPY", "KWD"]))
        send(api, order, expected_total=order["total"])


def test_an_order_that_is_placed_without_being_sent_has_its_invoice(api):
    order = terrace(api, shipping_line=None)
    placed = api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200).body
    assert placed["invoice"]["number"].startswith("INV-") and placed["invoice"]["sent_at"] is None and placed["checkout_url"] is None
    text = document(api, order)
    assert placed["invoice"]["number"] in text and placed["number"] in text and "/checkout/" not in text and "Preview" not in text
    counter = draft(api, channel="register")
    assert api.pay(counter).body["invoice"] is None, "a sale over the counter has its receipt"
    assert "Preview" not in document(api, counter) and "given when" not in document(api, counter)


def test_the_customer_reads_it_in_their_language(api):
    order = terrace(api, language="pl", payment_terms={"type": "fixed_date", "due_date": "2027-03-27"})
    send(api, order)
    text, page = document(api, order), document(api, order, "text/html")
    assert "Faktura INV-" in text and "Prosimy zapłacić do 27 marca 2027" in text
    amount = money(order["total"]).replace(".", ",") + "\u00a0€"
    assert f"Razem {amount}" in text and amount in page and '<html lang="pl" dir="ltr">' in page


def test_a_camera_reads_the_link_off_the_paper(api, tmp_path):
    order = send(api, terrace(api)).body
    (tmp_path / "invoice.pdf").write_bytes(document(api, order, "application/pdf"))
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", "invoice.pdf", "invoice"], cwd=tmp_path, check=True)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", "invoice.png"], cwd=tmp_path, capture_output=True, text=True)
    assert order["checkout_url"] in read.stdout


@pytest.mark.parametrize(("accept", "type"), [
    (None, "text/html"), ("*/*", "text/html"), ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"), ("application/pdf", "application/pdf"),
    ("text/*;q=0.5, application/pdf;q=0.9", "application/pdf"), ("text/html;q=0, */*", "application/pdf"), ("TEXT/PLAIN", "text/plain"),
])
def test_the_form_is_chosen_by_accept(api, accept, type):
    order = terrace(api)
    answer = api.get(f"/orders/{order['id']}/invoice", headers={"Accept": accept}, expect=200)
    assert answer.headers["Content-Type"].split(";")[0] == type


def test_no_form_that_is_taken_is_406(api):
    order = terrace(api)
    assert api.get(f"/orders/{order['id']}/invoice", headers={"Accept": "image/png"}, expect=406).code == "not_acceptable"


def test_the_pdf_is_stable_to_the_octet(api):
    order = terrace(api)
    send(api, order)
    first = document(api, order, "application/pdf")
    assert first == document(api, order, "application/pdf") and first.startswith(b"%PDF")


def test_numbers_have_no_gaps_whoever_sends(fresh_server, owner):
    server = fresh_server()
    api = owner(server)
    orders = [draft(api) for _ in range(12)]
    gate = threading.Barrier(len(orders))
    answers = []

    def work(order: dict) -> None:
        client = owner(server)
        gate.wait()
        # A sending that is refused takes no number.
        send(client, order, expect=409, expected_total=1)
        answers.append(send(client, order).body)

    threads = [threading.Thread(target=work, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(order["invoice"]["number"].removeprefix("INV-")) for order in answers) == list(range(1, 13))
    api.patch("/settings", {"invoice_number_prefix": "2027-"}, expect=200)
    assert send(api, draft(api))["invoice"]["number"] == "2027-1"
    assert api.patch("/settings", {"invoice_number_prefix": "A1"}, expect=422).fields == ["invoice_number_prefix"]
    assert api.patch("/settings", {"credit_note_number_prefix": "2027-"}, expect=422).fields == ["credit_note_number_prefix"]


def test_one_sending_of_many_at_once_freezes_one_revision(api):
    order = terrace(api)
    gate = threading.Barrier(8)
    answers = []

    def work() -> None:
        client = api.with_token(api.token)
        gate.wait()
        answers.append(send(client, order).body)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer["invoice"]["revision"] for answer in answers} == {1} and len({answer["checkout_url"] for answer in answers}) == 1
    assert len(api.get(f"/orders/{order['id']}/invoice_revisions", expect=200)["data"]) == 1


def test_a_repeated_request_is_answered_again_and_the_link_is_kept_nowhere(fresh_server, owner):
    server = fresh_server()
    api = owner(server)
    order = terrace(api)
    first = api.post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, key="send-1", expect=200)
    again = api.post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, key="send-1", expect=200)
    assert again.headers["Idempotent-Replayed"] == "true" and again.body == first.body
    send(api, order, via="email", to="agnieszka@wojcik.example")
    assert api.request("GET", server.url + "/checkout/" + token(first.body)).status == 200
    secret = token(first.body).encode()
    for name, content in server.stored().items():
        assert secret not in content, name
    assert secret not in server.log_path.read_bytes()


def test_a_held_order_that_is_sent_waits_for_its_customer(api, server):
    order = draft(api)
    held = api.post(f"/orders/{order['id']}/hold", {"register_id": server.register_ids[0]}, expect=200)
    assert held["hold"]
    sent = send(api, order)
    assert sent["hold"] is None and sent["display_status"] == "awaiting_payment"


def test_a_discarded_invoice_comes_back_as_a_draft(api):
    order = terrace(api)
    sent = send(api, order).body
    api.delete(f"/orders/{order['id']}", if_match=sent["version"], expect=200)
    back = api.post(f"/orders/{order['id']}/restore", expect=200).body
    assert back["status"] == "draft"
    assert api.get(f"/orders/{order['id']}/invoice_revisions", expect=200)["data"][0]["superseded_at"]
    assert send(api, order)["invoice"]["revision"] == 2


def test_a_cashier_of_another_location_finds_no_invoice(api):
    elsewhere = api.post("/locations", {"name": "Elsewhere"}, expect=201)["id"]
    order = terrace(api)
    cashier = api.as_role("cashier", elsewhere)
    assert cashier.get(f"/orders/{order['id']}/invoice", expect=404)
    assert cashier.post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, expect=404)


@pytest.mark.parametrize("trick", [
    "<script>alert(1)</script>", "{{7*7}} ${7*7} {number}", "a\u202egpj.exe\u202c", "x\u2066\u2067y", "<iframe src=file:///etc/passwd>", "=1+1", "𝒳 אב ج",
])
def test_tricks_in_any_text_stay_text(api, trick):
    line = custom_line(trick, 500, note=trick, discounts=[{"value_type": "fixed", "value": 5, "title": trick}])
    order = draft(api, line, customer_note=trick, terms=trick, shipping_line={"title": trick, "price": 5},
                  billing_address={"name": trick, "city": trick})
    send(api, order)
    page, text, paper = document(api, order, "text/html"), document(api, order), pdf_text(document(api, order, "application/pdf"))
    assert "<script" not in page and "<iframe" not in page
    for form in (page, text):
        assert not set(form) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068"), repr(form)
    # The reader of the PDF marks what runs from right to left by itself, but overrides nothing.
    assert not set(paper) & set("\u202d\u202e")
    plain = trick.translate({0x202E: None, 0x202C: None, 0x2066: None, 0x2067: None})
    assert plain in text


def test_two_hundred_lines_are_drawn_in_a_second(api):
    lines = [custom_line(f"Item {number} with a name of an ordinary length", 1000 + number, 2, "21") for number in range(200)]
    order = draft(api, *lines, currency="EUR")
    send(api, order)
    document(api, order, "application/pdf")
    started = time.monotonic()
    octets = document(api, order, "application/pdf")
    took = time.monotonic() - started
    assert took < 1, f"{took:.2f} s"
    text = pdf_text(octets)
    sheets = [sheet for sheet in text.split("\f") if "Item " in sheet]
    assert len(sheets) > 4 and all("Amount, EUR" in sheet and "Page " in sheet for sheet in sheets)
    assert all(f"Item {number} " in text for number in range(200)) and f"€{money(order['total'])}" in text
