"""What a customer completes on the link of their order, as a browser without scripts does it (CPN-07, MON-15, PAY-10, PAY-18)."""

import pytest

from support.link_page import LinkPage
from support.link_shop import HOME, TYPED, desk, events, location, now, parcel, service, shop  # noqa: F401


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
