"""What a desk adds to an order: details kept byte for byte, the buyer's number, consent, terms of payment, billing cycles."""

import pytest

from support.goods import custom_line, draft, variant

TERMS = {"title": "Net 30", "type": "net", "days": 30, "deposit": {"value_type": "percentage", "value": "30"}}


def patch(api, order: dict, body: dict, expect: int = 200):
    return api.patch(f"/orders/{order['id']}", body, if_match=order["version"], expect=expect)


def test_an_ordinary_draft_has_no_papers(api):
    order = draft(api)
    for name in ("details", "purchase_order_number", "consent", "payment_terms", "terms", "language", "checkout_url", "invoice"):
        assert order[name] is None, name


@pytest.mark.parametrize("path", ["/orders", "/orders/calculate"])
def test_every_paper_is_answered_as_it_was_given(api, path):
    body = {"details": {"content_type": "application/json", "body": '{"b": 1, "a": [2]}\r\n'}, "purchase_order_number": "PO-7/2026",
            "consent": {"given": True, "text": "May be called", "given_at": "2026-03-01T09:00:00.000Z"}, "payment_terms": TERMS,
            "terms": "Paid goods\nonly.", "language": "pl", "lines": [custom_line(billing_cycle={"interval": "month", "count": 3})]}
    order = api.post(path, body, expect=(200, 201)).body
    assert order["details"] == {**body["details"], "problem": None}
    assert order["purchase_order_number"] == "PO-7/2026"
    assert order["consent"] == body["consent"]
    assert order["payment_terms"] == {**TERMS, "due_date": None}
    assert (order["terms"], order["language"]) == ("Paid goods\nonly.", "pl")
    assert order["lines"][0]["billing_cycle"] == {"interval": "month", "count": 3}
    if path == "/orders":
        assert api.get(f"/orders/{order['id']}", expect=200).body == order


def test_papers_are_changed_and_cleared_one_by_one(api):
    order = draft(api, terms="Old", purchase_order_number="1")
    order = patch(api, order, {"terms": "New", "payment_terms": {"type": "due_on_receipt"}}).body
    assert (order["terms"], order["purchase_order_number"]) == ("New", "1")
    assert order["payment_terms"] == {"title": None, "type": "due_on_receipt", "days": None, "due_date": None, "deposit": None}
    order = patch(api, order, {"terms": None, "purchase_order_number": None, "payment_terms": None}).body
    assert order["terms"] is order["purchase_order_number"] is order["payment_terms"] is None
    order = patch(api, order, {"terms": "Again"}).body
    assert api.get(f"/orders/{order['id']}", expect=200)["terms"] == "Again"


def test_a_copy_takes_the_papers_but_neither_consent_nor_invoice(api):
    order = draft(api, custom_line(billing_cycle={"interval": "year"}), terms="Ours", consent={"given": True},
                  details={"body": "engraved"}, payment_terms=TERMS, purchase_order_number="77")
    assert order["consent"]["given_at"] is not None
    copy = api.post(f"/orders/{order['id']}/duplicate", expect=201).body
    for name in ("details", "payment_terms", "terms", "purchase_order_number"):
        assert copy[name] == order[name], name
    assert copy["lines"][0]["billing_cycle"] == {"interval": "year", "count": 1}
    assert copy["consent"] is None and copy["invoice"] is None


def test_a_billing_cycle_is_overridden_on_its_line(api):
    order = draft(api, custom_line(billing_cycle={"interval": "month", "count": 1}))
    path = f"/orders/{order['id']}/lines/{order['lines'][0]['id']}"
    order = api.patch(path, {"billing_cycle": {"interval": "week", "count": 2}}, if_match=order["version"], expect=200).body
    assert order["lines"][0]["billing_cycle"] == {"interval": "week", "count": 2}
    order = api.patch(path, {"billing_cycle": None}, if_match=order["version"], expect=200).body
    assert order["lines"][0]["billing_cycle"] is None


def test_locked_orders_keep_their_papers(api):
    order = draft(api, terms="Agreed")
    order = api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200).body
    for change in ({"terms": "Other"}, {"details": {"body": "x"}}, {"payment_terms": None}, {"consent": None}, {"language": "de"}):
        assert patch(api, order, change, expect=409).code == "order_locked"
    assert api.get(f"/orders/{order['id']}", expect=200)["terms"] == "Agreed"


@pytest.mark.parametrize("body, field", [
    ({"details": {"content_type": "application/pdf", "body": "x"}}, "details.content_type"), ({"details": {"content_type": "json"}}, "details.body"),
    ({"details": {"body": 7}}, "details.body"), ({"details": {"body": "x", "problem": None}}, "details.problem"),
    ({"details": {"body": "x" * 262_145}}, "details.body"), ({"details": "x"}, "details"),
    ({"purchase_order_number": "x" * 101}, "purchase_order_number"), ({"purchase_order_number": "a\u202eb"}, "purchase_order_number"),
    ({"consent": True}, "consent"), ({"consent": {"text": "x"}}, "consent.given"), ({"consent": {"given": "yes"}}, "consent.given"),
    ({"terms": "x" * 10_001}, "terms"), ({"terms": "a\u0007"}, "terms"), ({"language": "p_l"}, "language"), ({"language": 1}, "language"),
    ({"payment_terms": {}}, "payment_terms.type"), ({"payment_terms": {"type": "net"}}, "payment_terms.days"),
    ({"payment_terms": {"type": "net", "days": 0}}, "payment_terms.days"), ({"payment_terms": {"type": "net", "days": 1.5}}, "payment_terms.days"),
    ({"payment_terms": {"type": "fixed_date"}}, "payment_terms.due_date"),
    ({"payment_terms": {"type": "fixed_date", "due_date": "2026-02-30"}}, "payment_terms.due_date"),
    ({"payment_terms": {"type": "due_on_receipt", "days": 3}}, "payment_terms.days"),
    ({"payment_terms": {"type": "due_on_receipt", "deposit": {"value_type": "percentage", "value": "101"}}}, "payment_terms.deposit.value"),
    ({"payment_terms": {"type": "due_on_receipt", "deposit": {"value_type": "fixed", "value": -1}}}, "payment_terms.deposit.value"),
    ({"lines": [custom_line(billing_cycle={"interval": "hour"})]}, "lines[0].billing_cycle.interval"),
    ({"lines": [custom_line(billing_cycle={"interval": "day", "count": 0})]}, "lines[0].billing_cycle.count"),
    ({"invoice": {"revision": 1}}, "invoice"), ({"checkout_url": "https://evil.example"}, "checkout_url"),
])
def test_what_cannot_be_is_refused_by_its_field(api, body, field):
    answer = api.post("/orders", body, expect=422)
    assert answer.code == "validation_failed" and field in answer.fields, answer


@pytest.mark.parametrize("kind, body, line, column", [
    ("application/json", '{"a": 1,\n "é": tru}', 2, 7), ("application/json", '{"a": 1, "a": 2}', 1, 10), ("json", "", 1, 1),
    ("application/json", "[" * 300, 1, 201), ("application/xml", "<a>\n  <b></a>", 2, None), ("xml", "not xml", 1, 1), ("text/xml", "", 1, 1),
    ("application/xml", "<a>&nbsp;</a>", 1, None), ("xml", "<a>\n<b " + " ".join(f'a{n}="="' for n in range(1001)) + "/></a>", 2, None),
])
def test_what_is_not_well_formed_is_kept_and_said(api, kind, body, line, column):
    details = draft(api, details={"content_type": kind, "body": body})["details"]
    assert (details["content_type"], details["body"]) == (kind, body)
    assert details["problem"]["line"] == line and details["problem"]["message"].endswith(".")
    assert column is None or details["problem"]["column"] == column


@pytest.mark.parametrize("kind, body", [
    ("text/plain", "<not xml\r\n\t{\x7f\u202e"), ("application/json", '\r\n {"a":\t[1e5, null, "\\u00e9"]} \n'), ("application/json", "7"),
    ("application/xml", '<?xml version="1.0"?>\r\n<a b="1"><!-- c --><![CDATA[<x>]]>&amp;&#233;</a>\n'),
    ("application/xml", '<order xmlns:x="urn:x"><x:line/></order>'), ("xml", "<a " + " ".join(f'a{n}="<=>"'.replace("<", "") for n in range(1000)) + ">" + "=" * 2000 + "<!--" + "=" * 2000 + "--></a>"), ("text/plain", "e\u0301 and \u00e9"),
])
def test_what_is_well_formed_is_kept_byte_for_byte(api, kind, body):
    order = draft(api, details={"content_type": kind, "body": body})
    assert order["details"] == {"content_type": kind, "body": body, "problem": None}
    assert api.get(f"/orders/{order['id']}", expect=200)["details"]["body"] == body


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)) + "]><l x='&m;'>&m;</l>"


@pytest.mark.parametrize("body", [
    LAUGHS, '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
    '<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><r>&x;</r>', '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd"><r/>',
    '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]><r/>', "<a>" * 80_000, "<a " + " ".join(f'a{n}="1"' for n in range(20_000)) + "/>",
])
def test_no_entity_is_expanded_and_nothing_is_fetched(api, body):
    """UPL-11: stored as an opaque text, whatever it would do to a parser that believes it."""
    order = draft(api, details={"content_type": "application/xml", "body": body})
    assert order["details"]["body"] == body
    assert "root:" not in api.get(f"/orders/{order['id']}", expect=200).text


@pytest.mark.parametrize("text", ["{{7*7}}", "${7*7}", "#{7*7}", "%{7*7}", "\\(7*7)", "<%= 7*7 %>", "{{{terms}}}", "=7*7", "<script>alert(1)</script>"])
def test_texts_are_never_templates(api, text):
    """INJ-08: what looks like a template stays the text it is."""
    order = draft(api, custom_line(title=text, note=text), terms=text, note=text, customer_note=text, purchase_order_number=text,
                  details={"body": text}, consent={"given": True, "text": text}, payment_terms={"type": "due_on_receipt", "title": text})
    shown = api.get(f"/orders/{order['id']}", expect=200)
    assert [shown["terms"], shown["note"], shown["customer_note"], shown["purchase_order_number"], shown["details"]["body"], shown["consent"]["text"],
            shown["payment_terms"]["title"], shown["lines"][0]["title"], shown["lines"][0]["note"]] == [text] * 9


def test_a_line_is_charged_as_often_as_its_variant_says_unless_it_says_otherwise(api, server):
    care = variant(api, server.sign_in["location_id"], 9, variants=[{"price": 5400, "billing_cycle": {"interval": "month", "count": 3}}])
    assert care["billing_cycle"] == {"interval": "month", "count": 3}
    lines = [{"variant_id": care["id"], "quantity": 1, **own} for own in ({}, {"billing_cycle": {"interval": "year"}}, {"billing_cycle": None})]
    order = draft(api, *lines)
    assert [line["billing_cycle"] for line in order["lines"]] == [{"interval": "month", "count": 3}, {"interval": "year", "count": 1}, None]
    api.patch(f"/variants/{care['id']}", {"billing_cycle": None}, expect=200)
    assert api.get(f"/orders/{order['id']}", expect=200)["lines"] == order["lines"]
    assert draft(api, lines[0])["lines"][0]["billing_cycle"] is None
