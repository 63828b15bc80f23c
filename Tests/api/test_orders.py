"""A draft from its first line: savable whatever is missing, computed by the server, changed only by those who saw it last."""

import uuid

import pytest

from support.goods import draft, variant


def test_an_empty_draft_is_made_and_found(api):
    made = api.post("/orders", {}, expect=201)
    order = made.body
    assert made.headers["Location"] == f"/api/v1/orders/{order['id']}"
    assert made.etag == '"1"'
    assert order["draft_number"].startswith("D-")
    assert order["number"] is None
    assert (order["status"], order["display_status"], order["channel"]) == ("draft", "draft", "api")
    assert order["total"] == order["amount_due"] == 0
    assert api.get(f"/orders/{order['id']}", expect=200).body == order


def test_the_sums_of_a_draft_are_those_of_the_contract(api):
    body = {
        "prices_include_tax": False,
        "lines": [
            {"title": "Mug", "quantity": 2, "unit_price": 1250, "tax_rates": [{"title": "VAT", "rate": "21"}],
             "discounts": [{"value_type": "percentage", "value": "10", "title": "Regular"}]},
            {"title": "Book", "quantity": 1, "unit_price": 999, "tax_rates": [{"title": "VAT", "rate": "9"}]},
        ],
        "adjustments": [{"kind": "discount", "value_type": "fixed", "value": 500, "title": "Goodwill"},
                        {"kind": "fee", "value_type": "fixed", "value": 100, "title": "Wrapping", "tax_rates": [{"title": "VAT", "rate": "21"}]},
                        {"kind": "debit", "value_type": "fixed", "value": 50}, {"kind": "credit", "value_type": "fixed", "value": 30}],
        "shipping_line": {"title": "Courier", "price": 496, "tax_rates": [{"title": "VAT", "rate": "21"}], "price_includes_tax": False},
    }
    order = api.post("/orders", body, expect=201).body
    lines, parts = order["lines"], order["adjustments"]
    assert order["subtotal"] == sum(line["subtotal"] for line in lines) == 3499
    assert order["discount_total"] == sum(line["discount_total"] for line in lines) == 250 + 500
    amount = {part["kind"]: part["amount"] for part in parts}
    fees = amount["fee"]
    assert fees == 121
    assert order["total"] == sum(line["total"] for line in lines) + order["shipping_line"]["total"] + fees + amount["debit"] - amount["credit"]
    assert order["shipping_line"]["total"] == 496 + 104
    assert api.post("/orders/calculate", body, expect=200)["total"] == order["total"]


def test_calculating_stores_nothing(api):
    before = api.post("/orders", {}, expect=201)["draft_number"]
    api.post("/orders/calculate", {"lines": [{"title": "Mug", "quantity": 1, "unit_price": 100}]}, expect=200)
    after = api.post("/orders", {}, expect=201)["draft_number"]
    assert int(after[2:]) == int(before[2:]) + 1


def test_a_variant_brings_its_price_name_and_taxes(api, server):
    variant_made = variant(api, server.sign_in["location_id"], 5, price=1490)
    line = draft(api, {"variant_id": variant_made["id"], "quantity": 2}, location_id=server.sign_in["location_id"])["lines"][0]
    assert line["unit_price"] == line["list_price"] == 1490
    assert line["variant_id"] == variant_made["id"]
    assert line["requires_shipping"] is True
    assert line["subtotal"] == 2980


def test_the_same_client_id_makes_one_order(api):
    body = {"client_id": str(uuid.uuid4()), "note": "once", "lines": [{"title": "Mug", "quantity": 1, "unit_price": 100}]}
    first = api.post("/orders", body, expect=201)
    again = api.post("/orders", body, expect=200)
    assert again["id"] == first["id"]
    other = api.post("/orders", {**body, "note": "twice"}, expect=409)
    assert other.code == "client_id_taken"


def test_the_same_line_is_added_once(api):
    order = draft(api)
    line = {"client_id": str(uuid.uuid4()), "title": "Mug", "quantity": 1, "unit_price": 100}
    first = api.post(f"/orders/{order['id']}/lines", line, expect=200)
    again = api.post(f"/orders/{order['id']}/lines", line, expect=200)
    assert len(again["lines"]) == len(first["lines"]) == len(order["lines"]) + 1
    assert again["version"] == first["version"]
    assert api.post(f"/orders/{order['id']}/lines", {**line, "quantity": 2}, expect=409).code == "client_id_taken"
    added = first["lines"][-1]["id"]
    api.delete(f"/orders/{order['id']}/lines/{added}", if_match=first["version"], expect=200)
    gone = api.post(f"/orders/{order['id']}/lines", line, expect=200)
    assert added not in [row["id"] for row in gone["lines"]], "a removed line does not come back by a late repetition"


def test_a_change_needs_the_version_it_was_based_on(api):
    order = draft(api)
    path = f"/orders/{order['id']}"
    assert api.patch(path, {"note": "x"}, expect=428).code == "precondition_required"
    changed = api.patch(path, {"note": "first"}, if_match=order["version"], expect=200)
    assert changed["version"] == order["version"] + 1
    stale = api.patch(path, {"note": "second"}, if_match=order["version"], expect=412)
    assert stale.code == "version_conflict"
    assert stale["order"]["note"] == "first"
    assert api.get(path)["note"] == "first"
    assert api.patch(path, {"note": "weak"}, if_match='W/"2"', expect=412).code == "version_conflict"


def test_lines_change_and_go_and_every_answer_is_the_whole_order(api):
    order = draft(api, *[{"title": "Mug", "quantity": 1, "unit_price": 1000}, {"title": "Book", "quantity": 1, "unit_price": 500}])
    path, line = f"/orders/{order['id']}", order["lines"][0]["id"]
    changed = api.patch(f"{path}/lines/{line}", {"quantity": 3, "note": "blue"}, if_match=order["version"], expect=200)
    assert changed["lines"][0]["subtotal"] == 3000
    assert changed["lines"][0]["note"] == "blue"
    gone = api.delete(f"{path}/lines/{line}", if_match=changed["version"], expect=200)
    assert [row["title"] for row in gone["lines"]] == ["Book"]
    assert api.delete(f"{path}/lines/{line}", if_match=gone["version"], expect=404).code == "not_found"


def test_adjustments_and_shipping_come_and_go(api):
    order = draft(api, *[{"title": "Mug", "quantity": 1, "unit_price": 1000}])
    path = f"/orders/{order['id']}"
    added = api.post(f"{path}/adjustments", {"kind": "discount", "value_type": "percentage", "value": "10", "title": "Club"}, expect=200)
    assert added["total"] == 900
    adjustment = added["adjustments"][0]["id"]
    changed = api.patch(f"{path}/adjustments/{adjustment}", {"value_type": "fixed", "value": 250}, if_match=added["version"], expect=200)
    assert changed["total"] == 750
    api.delete(f"{path}/adjustments/{adjustment}", if_match=changed["version"], expect=200)
    shipped = api.put(f"{path}/shipping_line", {"title": "Courier", "price": 500}, expect=200)
    assert shipped["total"] == 1500 and shipped["shipping_total"] == 500
    assert api.delete(f"{path}/shipping_line", expect=200)["shipping_line"] is None


def test_a_discount_is_cut_to_what_it_applies_to(api):
    order = draft(api, *[{"title": "Mug", "quantity": 1, "unit_price": 1000, "discounts": [{"value_type": "fixed", "value": 5000}]}])
    assert order["total"] == 0 and order["discount_total"] == 1000


def test_a_deleted_draft_is_canceled_and_comes_back(api):
    order = draft(api)
    path = f"/orders/{order['id']}"
    assert api.delete(path, expect=428).code == "precondition_required"
    gone = api.delete(path, if_match=order["version"], expect=200)
    assert (gone["status"], gone["display_status"], gone["amount_due"]) == ("canceled", "canceled", 0)
    assert order["id"] not in [row["id"] for row in api.get("/orders", params={"limit": 200})["data"]]
    assert api.post(f"{path}/lines", {"title": "Mug", "quantity": 1, "unit_price": 1}, expect=409).code == "order_locked"
    back = api.post(f"{path}/restore", expect=200)
    assert back["status"] == "draft" and back["total"] == order["total"]
    assert api.post(f"{path}/restore", expect=409).code == "conflict"


def test_a_duplicate_is_a_draft_of_its_own(api):
    order = draft(api, *[{"title": "Mug", "quantity": 2, "unit_price": 1000}])
    copy = api.post(f"/orders/{order['id']}/duplicate", expect=201)
    assert copy.headers["Location"] == f"/api/v1/orders/{copy['id']}"
    assert copy["id"] != order["id"] and copy["draft_number"] != order["draft_number"]
    assert copy["total"] == order["total"] and copy["lines"][0]["id"] != order["lines"][0]["id"]


def test_adjustments_go_with_a_duplicate_and_a_merge(api):
    fee = {"kind": "fee", "value_type": "fixed", "value": 100, "title": "Wrapping", "tax_rates": [{"title": "VAT", "rate": "21"}]}
    order = draft(api, {"title": "Mug", "quantity": 1, "unit_price": 1000}, adjustments=[fee])
    said = lambda made: [{name: part[name] for name in part if name != "id"} for part in made["adjustments"]]
    copy = api.post(f"/orders/{order['id']}/duplicate", expect=201)
    assert said(copy) == said(order) and copy["adjustments"][0]["id"] != order["adjustments"][0]["id"]
    other = draft(api, {"title": "Book", "quantity": 1, "unit_price": 500})
    merged = api.post(f"/orders/{other['id']}/merge", {"order_ids": [order["id"]]}, expect=200)["order"]
    assert said(merged) == said(order) and merged["total"] == order["total"] + other["total"]


def test_splitting_moves_exactly_what_leaves(api):
    order = draft(api, *[{"title": "Mug", "quantity": 3, "unit_price": 1000}, {"title": "Book", "quantity": 1, "unit_price": 500}])
    mug = order["lines"][0]["id"]
    made = api.post(f"/orders/{order['id']}/split", {"lines": [{"line_id": mug, "quantity": 2}]}, expect=201)
    assert made.headers["Location"] == f"/api/v1/orders/{made['new_order']['id']}"
    assert made["order"]["total"] + made["new_order"]["total"] == order["total"]
    assert made["new_order"]["lines"][0]["quantity"] == 2
    too_much = api.post(f"/orders/{order['id']}/split", {"lines": [{"line_id": mug, "quantity": 9}]}, expect=422)
    assert too_much.fields == ["lines[0].quantity"]


def test_merging_brings_everything_to_one_order(api):
    one = draft(api, *[{"title": "Mug", "quantity": 1, "unit_price": 1000}])
    other = draft(api, *[{"title": "Book", "quantity": 1, "unit_price": 500}])
    merged = api.post(f"/orders/{one['id']}/merge", {"order_ids": [other["id"]]}, expect=200)["order"]
    assert merged["total"] == 1500 and len(merged["lines"]) == 2
    assert api.get(f"/orders/{other['id']}")["status"] == "canceled"


def test_unknown_references_are_named_by_their_field(api):
    unknown = "0" * 26
    answer = api.post("/orders", {"customer_id": f"cus_{unknown}"}, expect=422)
    assert answer.fields == ["customer_id"]
    answer = api.post("/orders", {"lines": [{"variant_id": f"var_{unknown}", "quantity": 1}]}, expect=422)
    assert answer.fields == ["lines[0].variant_id"]
    assert api.get(f"/orders/ord_{unknown}", expect=404).code == "not_found"


@pytest.mark.parametrize("field", ["total", "subtotal", "tax_total", "amount_paid", "status", "payment_status", "id", "version", "placed_at", "lease", "hold"])
def test_what_the_server_computes_is_not_accepted(api, field):
    answer = api.post("/orders", {field: "1"}, expect=422)
    assert answer.code == "validation_failed" and field in answer.fields


def test_numbers_set_by_hand_are_unique_whatever_their_case(api):
    number = f"A-{uuid.uuid4().hex[:8]}"
    api.post("/orders", {"number": number}, expect=201)
    taken = api.post("/orders", {"number": number.upper()}, expect=409)
    assert taken.code == "number_taken"
    for bad in [" 1001", "１００１", "x" * 300, "../1001", "1001\r\nX", ""]:
        assert api.post("/orders", {"number": bad}, expect=422).fields == ["number"], bad


def test_the_timeline_tells_who_did_what(api):
    order = draft(api)
    api.patch(f"/orders/{order['id']}", {"note": "x"}, if_match=order["version"], expect=200)
    events = api.get(f"/orders/{order['id']}/events", expect=200)["data"]
    assert [event["type"] for event in events] == ["order.created", "order.updated"]
    assert events[0]["actor"]["kind"] == "token"
    assert events[-1]["object"] == {"type": "order", "id": order["id"], "version": 2}
