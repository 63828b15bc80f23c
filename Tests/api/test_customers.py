"""Customers, what the shop owes them, and gift cards."""

import uuid

import pytest

from support.client import Client
from support.together import at_once


def make(api, **customer):
    return api.post("/customers", {"name": f"Nora {uuid.uuid4().hex[:8]}", **customer}, expect=201)


def test_a_customer_is_made_read_changed_and_removed(api):
    made = make(api, email="nora@corner.example", phone="+48 600 100 200", tags=["vip"], consents={"marketing_email": True},
                addresses=[{"line1": "Piotrkowska 1", "city": "Łódź", "country": "PL"}])
    assert made.headers["Location"] == f"/api/v1/customers/{made['id']}"
    assert made["addresses"][0]["id"].startswith("adr_")
    assert made["store_credit"] == 0 and made["tax_exempt"] is False
    address = made["addresses"][0]["id"]
    changed = api.patch(f"/customers/{made['id']}", {"default_billing_address_id": address, "note": "Rings twice"}, expect=200)
    assert changed["default_billing_address_id"] == address and changed["name"] == made["name"]
    assert api.get(f"/customers/{made['id']}", expect=200).body == changed.body
    api.delete(f"/customers/{made['id']}", expect=204)
    api.get(f"/customers/{made['id']}", expect=404)


def test_a_customer_needs_some_name(api):
    assert api.post("/customers", {}, expect=422).fields == ["name"]
    api.post("/customers", {"phone": "600 100 200"}, expect=201)


@pytest.mark.parametrize("field, value", [
    ("email", "nora"), ("email", "a@b\r\nBcc: c@d"), ("email", "a" * 300 + "@b"), ("name", 7), ("name", "a\u0001"), ("name", "x" * 256),
    ("tags", "vip"), ("tags", [1]), ("tags", [""]), ("consents", {"x": "yes"}), ("consents", []), ("addresses", [{"country": "Poland"}]),
    ("addresses", [{"street": "x"}]), ("default_billing_address_id", "adr_nothere"), ("default_billing_address_id", "cus_x"),
    ("points", 1.5), ("points", -1), ("tax_exempt", 1), ("tax_exempt", None), ("id", "cus_1"), ("created_at", "2026-01-01T00:00:00Z"), ("note", "x" * 10_001),
])
def test_what_does_not_fit_is_named(api, field, value):
    answer = api.post("/customers", {"name": "Nora", field: value}, expect=422)
    assert any(name.startswith(field) for name in answer.fields), answer.fields


def test_found_by_name_mail_phone_and_tag_however_typed(api):
    mark = uuid.uuid4().hex[:8]
    made = make(api, name=f"Żółkiewska{mark} Zofia", email=f"zofia.{mark}@corner.example", phone="+48 601 " + mark[:3].translate(str.maketrans("abcdef", "123456")) + " 777",
                tags=[f"vip{mark}"], company="Cafe\u0301 Nero")
    digits = "".join(c for c in made["phone"] if c.isdigit())
    for query in [f"zolkiewska{mark}", f"ŻÓŁKIEWSKA{mark.upper()}", f"zofia zolkiewska{mark[:4]}", f"zofia.{mark}@corner", digits[2:], digits, f"vip{mark}",
                  f"caf\u00e9 zolkiewska{mark}"]:
        found = api.get("/customers", params={"q": query}, expect=200)["data"]
        assert made["id"] in [each["id"] for each in found], query
    assert api.get("/customers", params={"q": f"kiewska{mark}"}, expect=200)["data"] == []
    for query in ['"', "%", "_", "NEAR(a b)", "*", "' OR 1=1 --", "a" * 1000, "( ) AND OR NOT"]:
        api.get("/customers", params={"q": query}, expect=200)


def test_orders_follow_a_new_name(api):
    mark = uuid.uuid4().hex[:8]
    made = make(api, name=f"Before{mark}")
    order = api.post("/orders", {"customer_id": made["id"], "lines": [{"title": "Wrap", "quantity": 1, "unit_price": 100}]}, expect=201).body
    api.patch(f"/customers/{made['id']}", {"name": f"After{mark}"}, expect=200)
    assert [each["id"] for each in api.get("/orders", params={"q": f"after{mark}"}, expect=200)["data"]] == [order["id"]]
    assert api.get("/orders", params={"q": f"before{mark}"}, expect=200)["data"] == []


def test_credit_is_given_spent_and_remembered(api):
    made = make(api)
    path = f"/customers/{made['id']}/store_credit"
    assert api.post(path, {"delta": 5000, "reason": "Goodwill"}, key=True, expect=200)["store_credit"] == 5000
    assert api.post(path, {"delta": -2000, "reason": "Mistake"}, expect=200)["store_credit"] == 3000
    assert api.post(path, {"delta": -3001, "reason": "Too much"}, expect=409).code == "insufficient_credit"
    entries = api.get(path, expect=200)["data"]
    assert [entry["delta"] for entry in entries] == [-2000, 5000]
    assert sum(entry["delta"] for entry in entries) == api.get(f"/customers/{made['id']}", expect=200)["store_credit"]
    assert api.delete(f"/customers/{made['id']}", expect=409).code == "in_use"
    for bad in [{"delta": 0, "reason": "x"}, {"delta": 1}, {"delta": "1", "reason": "x"}, {"delta": 10**13, "reason": "x"}, {"delta": 1, "reason": " "}]:
        api.post(path, bad, expect=422)


def test_credit_given_with_the_customer_is_in_the_ledger(api):
    made = make(api, store_credit=700)
    assert made["store_credit"] == 700
    assert api.patch(f"/customers/{made['id']}", {"store_credit": 500}, expect=200)["store_credit"] == 500
    entries = api.get(f"/customers/{made['id']}/store_credit", expect=200)["data"]
    assert [entry["delta"] for entry in entries] == [-200, 700]
    cashier = api.as_role("cashier")
    assert cashier.patch(f"/customers/{made['id']}", {"store_credit": 9999}, expect=403).code == "approval_required"
    assert cashier.post("/customers", {"name": "Friend", "store_credit": 9999}, expect=403).code == "approval_required"
    assert cashier.post(f"/customers/{made['id']}/store_credit", {"delta": 1, "reason": "x"}, expect=403).code == "approval_required"


def test_credit_is_not_spent_twice_at_once(api):
    made = make(api, store_credit=1000)
    path = f"/customers/{made['id']}/store_credit"
    clients = [Client(api.url, api.token) for _ in range(20)]
    answers = at_once(*[lambda client=client: client.post(path, {"delta": -1000, "reason": "Race"}) for client in clients])
    assert sorted(answer.status for answer in answers) == [200] + [409] * 19
    assert api.get(f"/customers/{made['id']}", expect=200)["store_credit"] == 0


def test_a_gift_card_has_a_code_of_its_own(api):
    made = api.post("/gift_cards", {"balance": 5000}, expect=201)
    assert len(made["code"]) == 19 and made["balance"] == 5000
    assert api.get(f"/gift_cards/{made['id']}", expect=200).body == made.body
    assert made["id"] in [each["id"] for each in api.get("/gift_cards", params={"q": made["code"][:9]}, expect=200)["data"]]
    same = api.post("/gift_cards", {"balance": 1, "code": made["code"].lower()}, expect=422)
    assert same.fields == ["code"]
    later = api.patch(f"/gift_cards/{made['id']}", {"expires_at": "2030-01-01T00:00:00Z"}, expect=200)
    assert later["expires_at"] == "2030-01-01T00:00:00.000Z"
    assert api.delete(f"/gift_cards/{made['id']}", expect=409).code == "in_use"
    empty = api.post("/gift_cards", {"balance": 0}, expect=201)
    api.delete(f"/gift_cards/{empty['id']}", expect=204)
    for bad in [{}, {"balance": -1}, {"balance": 1, "code": "abc"}, {"balance": 1, "currency": "EURO"}, {"balance": 1, "currency": "XYZ"}]:
        api.post("/gift_cards", bad, expect=422)
    assert api.as_role("cashier").post("/gift_cards", {"balance": 1}, expect=403).code == "forbidden"
