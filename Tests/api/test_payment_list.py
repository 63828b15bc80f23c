"""All money in one list: payments and refunds of every order, narrowed and paged, each where it may be seen."""

import pytest

from support.client import Client
from support.goods import custom_line, draft, placed


@pytest.fixture
def returned(api):
    """A sale of two tenders, half of which went back; its last receipt has a reference of its own."""
    order = draft(api, custom_line("Vase", 2000, rate=None), channel="register", register_id=api.first_register()["id"])
    path = f"/orders/{order['id']}/payments"
    reference = f"T-{order['id'][-8:]}"
    api.post(path, {"method": "card_terminal", "amount": 800, "reference": reference}, key=True, expect=200)
    api.post(path, {"method": "cash", "tendered": 1200}, key=True, expect=200)
    api.post(f"/orders/{order['id']}/refunds", {"amount": 1500, "reason": "Chipped"}, key=True, expect=200)
    return {**api.get(f"/orders/{order['id']}", expect=200).body, "reference": reference}


def of(api, order, **more):
    return api.get("/payments", params={"order_id": order["id"], **more}, expect=200)["data"]


def test_what_came_in_and_what_went_back_stand_in_one_list_newest_first(api, returned):
    rows = of(api, returned)
    assert [(row["kind"], row["method"], row["amount"], row["status"]) for row in rows][2:] == [
        ("payment", "cash", 1200, "refunded"), ("payment", "card_terminal", 800, "partially_refunded")]
    assert {(row["kind"], row["method"], row["amount"], row["status"]) for row in rows[:2]} == {
        ("refund", "cash", 1200, "succeeded"), ("refund", "card_terminal", 300, "succeeded")}
    assert all(row["order_number"] == returned["number"] and row["currency"] == "EUR" for row in rows)
    assert {row["payment_id"] for row in rows[:2]} == {row["id"] for row in rows[2:]}


def test_the_list_is_narrowed_by_kind_method_and_state(api, returned):
    assert {row["kind"] for row in of(api, returned, kind="refund")} == {"refund"}
    assert [row["amount"] for row in of(api, returned, method="card_terminal", kind="payment")] == [800]
    assert [row["amount"] for row in of(api, returned, status="refunded,partially_refunded")] == [1200, 800]
    assert of(api, returned, status="failed,pending") == []
    assert of(api, returned, created_to="2020-01-01T00:00:00Z") == []
    for wrong in ({"method": "gold"}, {"status": "gone"}, {"kind": "both"}):
        api.get("/payments", params=wrong, expect=422)


def test_a_payment_is_found_by_the_number_of_its_order_and_by_its_reference(api, returned):
    assert len(api.get("/payments", params={"q": returned["number"].lower()}, expect=200)["data"]) == 4
    by_reference = api.get("/payments", params={"q": returned["reference"].lower()}, expect=200)["data"]
    assert [row["order_id"] for row in by_reference] == [returned["id"]]
    assert api.get("/payments", params={"q": "no such thing"}, expect=200)["data"] == []


def test_pages_hold_every_line_once(api, returned):
    placed(api)
    whole = [row["id"] for row in api.get("/payments", params={"limit": 200}, expect=200)["data"]][:7]
    seen, cursor = [], None
    while len(seen) < len(whole):
        page = api.get("/payments", params={"limit": 3, **({"cursor": cursor} if cursor else {})}, expect=200)
        seen += [row["id"] for row in page["data"]]
        cursor = page["next_cursor"]
    assert seen[:7] == whole and len(set(seen)) == len(seen)


def test_a_gift_cards_code_is_never_in_the_list(api):
    card = api.post("/gift_cards", {"balance": 500, "currency": "EUR"}, expect=201)
    order = draft(api, custom_line("Card", 300, rate=None))
    api.post(f"/orders/{order['id']}/payments", {"method": "gift_card", "reference": card["code"], "amount": 200}, key=True, expect=200)
    assert [row["reference"] for row in of(api, order)] == [f"…{card['code'][-4:]}"]


def test_who_is_bound_to_a_location_sees_its_money_only(api, server, make_token, returned):
    place = api.post("/locations", {"name": "Harbour"}, expect=201)["id"]
    elsewhere = Client(server.url, make_token("manager", place))
    assert elsewhere.get("/payments", expect=200)["data"] == []
    counts = elsewhere.get("/payments/counts", expect=200).body
    assert (counts["to_check"], counts["to_decide"], counts["under_way"]) == (0, 0, 0)
