"""Marta writes an order for somebody on the phone, prices it by the rules of the shop, sends it, changes her mind and sends it again."""

from support.goods import custom_line, draft, variant
from support.invoices import document, money, pdf_text, send
from support.pricing import promotion, rule


def test_a_phone_order_says_the_same_everywhere_before_and_after_a_change_of_mind(api, server):
    goods = variant(api, server.sign_in["location_id"], 50, price=1000, title="Terracotta pot")
    rule(api, {"variant_id": goods["id"], "value_type": "unit_price", "value": "850"}, groups=["wholesale"])
    first, second = (promotion(api, scope="line", value=value, title=title) for value, title in (("10", "Garden club"), ("5", "Spring")))
    whole = promotion(api, scope="order", value="3", title="Anniversary")
    customer = api.post("/customers", {"name": "Agnieszka Wójcik", "email": "agnieszka@wojcik.example", "groups": ["wholesale"]}, expect=201)["id"]
    order = draft(
        api, {"variant_id": goods["id"], "quantity": 7, "promotions": [{"id": first["id"]}, {"id": second["id"]}]},
        custom_line("Planting", 3800, 1.5, "21"), channel="phone", customer_id=customer, taxes_enabled=False,
        adjustments=[{"kind": "promotion", "promotion_id": whole["id"]}, {"kind": "credit", "value_type": "fixed", "value": 250, "title": "Empty trays"}],
        shipping_line={"title": "Two-person delivery", "price": 1250})
    assert order["lines"][0]["unit_price"] == 850 and order["tax_total"] == 0
    preview = document(api, order)
    assert money(order["total"]) in preview

    def sent(expected: dict) -> dict:
        """Sends it by e-mail and looks for its total everywhere it is said."""
        answer = send(api, expected, via="email", expected_total=expected["total"]).body
        text = document(api, answer)
        listed = next(row for row in api.get("/orders", params={"customer_id": customer}, expect=200)["data"] if row["id"] == answer["id"])
        letters = api.get("/messages", params={"order_id": answer["id"]}, expect=200)["data"]
        assert listed["total"] == answer["total"] == expected["total"]
        said = [text, document(api, answer, "text/html"), pdf_text(document(api, answer, "application/pdf")), letters[0]["text"]]
        assert all(money(answer["total"]) in form for form in said)
        assert all(title in form for title in ("Garden club", "Spring", "Anniversary", "Two-person delivery") for form in said)
        return answer

    one = sent(order)
    api.post(f"/orders/{order['id']}/revert_to_draft", expect=200)
    line = api.get(f"/orders/{order['id']}", expect=200)["lines"][0]["id"]
    changed = api.patch(f"/orders/{order['id']}/lines/{line}", {"quantity": 9}, if_match=api.get(f"/orders/{order['id']}").etag, expect=200).body
    two = sent(changed)
    assert two["total"] > one["total"] and two["checkout_url"] == one["checkout_url"] and two["invoice"]["number"] == one["invoice"]["number"]
    revisions = api.get(f"/orders/{order['id']}/invoice_revisions", expect=200)["data"]
    assert [(row["revision"], row["total"], row["superseded_at"] is None) for row in revisions] == [(1, one["total"], False), (2, two["total"], True)]
    assert money(one["total"]) in document(api, order, revision=1)
