"""Notes, terms and terms of payment that orders take copies of."""

import uuid

import pytest

from support.goods import draft

TEXTS = ["/note_templates", "/terms_templates"]


@pytest.mark.parametrize("path", TEXTS)
def test_a_text_is_kept_found_changed_and_removed(api, path):
    mark = uuid.uuid4().hex[:8]
    made = api.post(path, {"title": f"Thanks {mark}", "body": "Thank you,\nsee you {{soon}}."}, expect=201)
    assert made.headers["Location"] == f"/api/v1{path}/{made['id']}"
    assert made["body"] == "Thank you,\nsee you {{soon}}."
    assert [row["id"] for row in api.all(path, q=mark[:6])] == [made["id"]]
    changed = api.patch(f"{path}/{made['id']}", {"body": "Thanks."}, expect=200)
    assert (changed["title"], changed["body"]) == (f"Thanks {mark}", "Thanks.")
    assert api.get(f"{path}/{made['id']}", expect=200).body == changed.body
    api.delete(f"{path}/{made['id']}", expect=204)
    api.get(f"{path}/{made['id']}", expect=404)
    assert api.all(path, q=mark) == []


def test_notes_and_terms_are_two_lists(api):
    note = api.post("/note_templates", {"title": "Note", "body": "A note"}, expect=201)["id"]
    for verb in (api.get, api.delete):
        assert verb(f"/terms_templates/{note}", expect=404).code == "not_found"
    assert note not in [row["id"] for row in api.all("/terms_templates")]


@pytest.mark.parametrize("path", TEXTS)
@pytest.mark.parametrize("body, field", [({}, "title"), ({"title": "x"}, "body"), ({"title": " ", "body": "x"}, "title"), ({"title": "x", "body": ""}, "body"),
                                         ({"title": "x" * 201, "body": "x"}, "title"), ({"title": "x", "body": "x" * 10_001}, "body"),
                                         ({"title": "x", "body": "x", "kind": "note"}, "kind"), ({"title": None, "body": "x"}, "title")])
def test_a_text_without_title_or_body_is_refused(api, path, body, field):
    assert field in api.post(path, body, expect=422).fields


def test_terms_of_payment_are_kept_found_changed_and_removed(api):
    mark = uuid.uuid4().hex[:8]
    body = {"title": f"Half {mark}", "type": "net", "days": 14, "deposit": {"value_type": "percentage", "value": "50"}}
    made = api.post("/payment_terms", body, expect=201)
    assert made.headers["Location"] == f"/api/v1/payment_terms/{made['id']}"
    assert {name: made[name] for name in body} == body and made["due_date"] is None
    assert [row["id"] for row in api.all("/payment_terms", q=mark)] == [made["id"]]
    path = f"/payment_terms/{made['id']}"
    assert api.patch(path, {"deposit": None}, expect=200)["days"] == 14
    changed = api.patch(path, {"type": "fixed_date", "due_date": "2027-01-31"}, expect=200)
    assert (changed["title"], changed["type"], changed["days"], changed["due_date"], changed["deposit"]) == (f"Half {mark}", "fixed_date", None, "2027-01-31", None)
    for bad in ({"days": 3}, {"type": "net"}, {"title": None}, {"title": ""}):
        api.patch(path, bad, expect=422)
    api.delete(path, expect=204)
    api.get(path, expect=404)


def test_terms_of_payment_need_a_title(api):
    assert "title" in api.post("/payment_terms", {"type": "due_on_receipt"}, expect=422).fields


@pytest.mark.parametrize("path", [*TEXTS, "/payment_terms"])
def test_a_cashier_reads_templates_but_makes_none(api, make_token, path):
    cashier = api.with_token(make_token("cashier"))
    cashier.get(path, expect=200)
    assert cashier.post(path, {"title": "x", "body": "x"} if path != "/payment_terms" else {"title": "x", "type": "due_on_receipt"}, expect=403).code == "forbidden"


def test_changes_of_templates_are_told(api):
    before = api.get(f"/orders/{draft(api)['id']}/events", expect=200)["data"][-1]["id"]
    made = api.post("/terms_templates", {"title": "Ours", "body": "Paid goods only."}, expect=201)["id"]
    api.delete(f"/terms_templates/{made}", expect=204)
    events = api.get("/events", params={"after": before}, expect=200)["data"]
    told = [event["type"] for event in events if event["object"]["id"] == made]
    assert told == ["terms_template.created", "terms_template.removed"]
