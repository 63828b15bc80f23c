"""What was invoiced and placed is corrected by credit notes with numbers of their own, never by another invoice."""

import pytest

from support.goods import custom_line, draft
from support.invoices import document, money, pdf_text, send, terrace


def placed(api, *lines: dict, **fields) -> dict:
    """An order that was sent and paid."""
    order = draft(api, *lines, currency="EUR", prices_include_tax=True, **fields)
    send(api, order)
    return api.pay(order, "card_terminal").body


def notes(api, order: dict) -> list[dict]:
    return api.get(f"/orders/{order['id']}/credit_notes", expect=200)["data"]


def shown(api, order: dict, note: dict, accept: str = "text/plain"):
    content = api.get(f"/orders/{order['id']}/credit_notes/{note['id']}", headers={"Accept": accept}, expect=200).response.content
    return content if "pdf" in accept else content.decode("utf-8")


def refund(api, order: dict, **body):
    return api.post(f"/orders/{order['id']}/refunds", {"reason": "Goodwill", **body}, key=True, expect=200)


def test_a_refund_of_lines_takes_them_off_the_invoice(api):
    order = placed(api, custom_line("Pot", 1210, 4, "21"), custom_line("Tree", 1090, 1, "9"))
    before = document(api, order)
    refund(api, order, lines=[{"line_id": order["lines"][0]["id"], "quantity": 1}])
    note, = notes(api, order)
    assert note["amount"] == 1210 and note["invoice_number"] == order["invoice"]["number"] and note["number"].startswith("CN-")
    text, paper = shown(api, order, note), pdf_text(shown(api, order, note, "application/pdf"))
    for form in (text, paper, shown(api, order, note, "text/html")):
        assert note["number"] in form and "Pot" in form and "Tree" not in form and money(1210) in form
    assert money(210) in paper and money(1000) in paper, "the tax of what came back"
    assert order["invoice"]["number"] in paper and "Goodwill" not in paper
    assert document(api, order) == before, "the invoice itself stays as it was"


def test_an_amount_takes_its_share_of_every_tax(api):
    order = placed(api, custom_line("Pot", 1210, 1, "21"), custom_line("Tree", 1090, 1, "9"))
    refund(api, order, amount=1150)
    note, = notes(api, order)
    assert note["amount"] == 1150
    paper = pdf_text(shown(api, order, note, "application/pdf"))
    assert money(105) in paper and money(45) in paper and "Refund" in paper


def test_all_that_is_given_back_is_the_invoice_and_no_more(api):
    order = placed(api, custom_line("Pot", 1210, 3, "21"))
    refund(api, order, amount=1000)
    refund(api, order, amount=order["total"] - 1000)
    assert [note["amount"] for note in notes(api, order)] == [1000, order["total"] - 1000]
    whole = placed(api, custom_line("Pot", 1210, 3, "21"))
    refund(api, whole, amount=whole["total"])
    assert [note["amount"] for note in notes(api, whole)] == [whole["total"]]


def test_a_canceled_order_takes_the_rest_of_its_invoice_back(api):
    order = terrace(api, shipping_address={"name": "A", "line1": "B 1", "city": "C", "country": "NL"})
    sent = send(api, order).body
    api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    api.post(f"/orders/{order['id']}/cancel", {"reason": "Not wanted"}, expect=200)
    note, = notes(api, order)
    assert note["amount"] == sent["total"] and note["invoice_number"] == sent["invoice"]["number"]
    assert "Not wanted" not in shown(api, order, note)


def test_what_was_paid_too_much_goes_back_without_a_note(api):
    order = draft(api, custom_line("Pot", 1000, 1, None), currency="EUR")
    send(api, order)
    api.pay(order, "bank_transfer", amount=1200)
    refund(api, order, amount=200)
    assert notes(api, order) == []
    refund(api, order, amount=100)
    assert [note["amount"] for note in notes(api, order)] == [100]


def test_without_an_invoice_nothing_is_corrected_on_paper(api):
    order = api.pay(draft(api, channel="register"), "card_terminal").body
    refund(api, order, amount=100)
    assert notes(api, order) == []
    assert api.get(f"/orders/{order['id']}/credit_notes/crn_0", expect=404)


@pytest.mark.parametrize("count", [3])
def test_their_numbers_have_no_gaps(fresh_server, owner, count):
    api = owner(fresh_server())
    numbers = []
    for _ in range(count):
        order = placed(api, custom_line("Pot", 1000, 1, "21"))
        assert api.post(f"/orders/{order['id']}/refunds", {"amount": 5000, "reason": "x"}, key=True).status == 422
        refund(api, order, amount=300)
        numbers += [note["number"] for note in notes(api, order)]
    assert numbers == [f"CN-{place}" for place in range(1, count + 1)]
