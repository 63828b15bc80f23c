"""Choosing a customer fills in what the order has not: addresses, terms, language, and whether it is taxed."""

from support.goods import custom_line, draft

HOME = {"name": "Agnieszka", "line1": "Vleutenseweg 84", "city": "Utrecht", "postal_code": "3532 HN", "country": "NL"}
WORK = {"name": "Garden club", "line1": "Kade 1", "city": "Utrecht", "country": "NL"}


def customer(api, **fields) -> dict:
    made = api.post("/customers", {"name": "Agnieszka", "addresses": [HOME, WORK], "language": "pl",
                                   "payment_terms": {"type": "net", "days": 14}, **fields}, expect=201).body
    ids = [address["id"] for address in made["addresses"]]
    return api.patch(f"/customers/{made['id']}", {"default_billing_address_id": ids[0], "default_shipping_address_id": ids[1]}, expect=200).body


def plain(address: dict | None) -> dict | None:
    return address and {name: value for name, value in address.items() if value is not None}


def patch(api, order: dict, body: dict) -> dict:
    return api.patch(f"/orders/{order['id']}", body, if_match=order["version"], expect=200).body


def test_a_customer_brings_addresses_terms_and_language(api):
    order = patch(api, draft(api), {"customer_id": customer(api)["id"]})
    assert (plain(order["billing_address"]), plain(order["shipping_address"])) == (HOME, WORK)
    assert order["payment_terms"]["days"] == 14 and order["language"] == "pl"


def test_what_the_order_has_already_stays(api):
    other = {"line1": "Somewhere else"}
    order = draft(api, billing_address=other, language="de", customer_id=customer(api)["id"])
    assert (plain(order["billing_address"]), plain(order["shipping_address"]), order["language"]) == (other, WORK, "de")
    order = patch(api, draft(api), {"customer_id": customer(api)["id"], "shipping_address": None, "payment_terms": None})
    assert order["shipping_address"] is None and order["payment_terms"] is None and plain(order["billing_address"]) == HOME


def test_another_customer_takes_what_was_filled_in_along(api):
    order = draft(api, customer_id=customer(api)["id"], terms="Written by hand")
    order = patch(api, order, {"billing_address": {"line1": "Written by hand"}})
    order = patch(api, order, {"customer_id": api.post("/customers", {"name": "Nora"}, expect=201)["id"]})
    assert order["shipping_address"] is order["payment_terms"] is order["language"] is None
    assert plain(order["billing_address"]) == {"line1": "Written by hand"} and order["terms"] == "Written by hand"


def test_an_exempt_customer_pays_no_tax_until_somebody_says_so(api):
    exempt = api.post("/customers", {"name": "Embassy", "tax_exempt": True}, expect=201)["id"]
    line = custom_line(unit_price=1000, rate="20", price_includes_tax=False)
    assert draft(api, line, customer_id=exempt)["total"] == 1000
    order = patch(api, draft(api, line), {"customer_id": exempt})
    assert (order["taxes_enabled"], order["tax_total"], order["total"]) == (False, 0, 1000)
    order = patch(api, order, {"taxes_enabled": True})
    assert (order["taxes_enabled"], order["total"]) == (True, 1200)
    assert draft(api, line, customer_id=exempt, taxes_enabled=True)["total"] == 1200


def test_taxes_come_back_with_a_customer_who_pays_them(api):
    exempt = api.post("/customers", {"name": "Embassy", "tax_exempt": True}, expect=201)["id"]
    order = draft(api, customer_id=exempt)
    assert order["taxes_enabled"] is False
    assert patch(api, order, {"customer_id": None})["taxes_enabled"] is True


def test_taxes_are_switched_off_for_the_order_and_for_a_line(api):
    line = custom_line(unit_price=1000, rate="20", price_includes_tax=False)
    order = draft(api, line, {**line, "title": "Book", "taxable": False})
    assert [part["tax_total"] for part in order["lines"]] == [200, 0]
    path = f"/orders/{order['id']}/lines/{order['lines'][0]['id']}"
    order = api.patch(path, {"taxable": False}, if_match=order["version"], expect=200).body
    assert order["tax_total"] == 0 and order["taxes_enabled"] is True
    order = api.patch(path, {"taxable": True}, if_match=order["version"], expect=200).body
    assert patch(api, order, {"taxes_enabled": False})["total"] == 2000


def test_number_and_date_are_set_by_hand(api):
    order = draft(api)
    order = patch(api, order, {"number": f"X-{order['draft_number']}", "ordered_at": "2026-03-12T08:00:00.000Z"})
    assert (order["number"], order["ordered_at"]) == (f"X-{order['draft_number']}", "2026-03-12T08:00:00.000Z")
    placed = api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    assert (placed["number"], placed["ordered_at"]) == (order["number"], order["ordered_at"])
