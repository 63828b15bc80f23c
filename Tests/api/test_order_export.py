"""Orders as a file for spreadsheets: all of a filter, exact, and never a formula."""

import csv
import io
import unicodedata
import uuid

import pytest

from support.goods import draft

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\"=1", "=\u0301cmd", "\uff1d1", "'=1", "a,=1", "x\";=1", "<b>=1</b>"]


def rows(api, **filters) -> list[dict]:
    answer = api.get("/orders/export", params=filters, expect=200)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="orders.csv"'
    text = answer.response.content.decode("utf-8")
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), strict=True))


def test_every_order_of_the_filter_is_in_the_file_whatever_a_page_holds(api):
    tag = f"file-{uuid.uuid4().hex[:8]}"
    made = [draft(api, {"title": "Mug", "quantity": 1, "unit_price": 100 + number}, tags=[tag]) for number in range(205)]
    listed = rows(api, tag=tag)
    assert [row["id"] for row in listed] == [order["id"] for order in reversed(made)]
    assert [row["id"] for row in rows(api, tag=tag, sort="total", total_from=150, total_to=152)] == [made[number]["id"] for number in (50, 51, 52)]


def test_amounts_are_decimals_in_the_currency_of_their_row(api):
    tag = f"sums-{uuid.uuid4().hex[:8]}"
    for currency, price in (("EUR", 1250), ("JPY", 1250), ("KWD", 1250)):
        draft(api, {"title": "Mug", "quantity": 3, "unit_price": price}, currency=currency, tags=[tag])
    sums = {row["currency"]: (row["subtotal"], row["total"], row["amount_due"], row["amount_paid"]) for row in rows(api, tag=tag)}
    assert sums == {"EUR": ("37.50", "37.50", "37.50", "0.00"), "JPY": ("3750", "3750", "3750", "0"), "KWD": ("3.750", "3.750", "3.750", "0.000")}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_and_every_text_comes_back(api, text):
    tag = f"inj-{uuid.uuid4().hex[:8]}"
    customer = api.post("/customers", {"name": text, "email": f"{tag}@example.com"}, expect=201)
    draft(api, customer_id=customer["id"], note=text, customer_note=f"fine\n{text}", tags=[tag])
    row = rows(api, tag=tag)[0]
    stored = unicodedata.normalize("NFC", customer["name"])
    dangerous = text.lstrip(" \"'")[0] in "=+-@\uff1d"
    assert row["customer"] == ("'" + stored if dangerous else stored)
    assert row["note"] == ("'" + unicodedata.normalize("NFC", text) if dangerous else unicodedata.normalize("NFC", text))
    assert row["customer_note"] == f"fine\n{unicodedata.normalize('NFC', text)}"


def test_the_file_is_refused_before_its_first_byte(api, make_token):
    assert api.get("/orders/export", params={"channel": "nowhere"}, expect=422).fields == ["channel"]
    assert api.get("/orders/export", params={"limit": 5}, expect=422).fields == ["limit"]
    assert api.with_token(make_token("cashier")).get("/orders/export", expect=403).code == "forbidden"


def test_somebody_bound_to_a_place_exports_that_place_alone(api, make_token):
    tag = f"place-{uuid.uuid4().hex[:8]}"
    elsewhere = api.post("/locations", {"name": f"Annex {tag}"}, expect=201)["id"]
    mine = draft(api, tags=[tag], location_id=elsewhere)
    draft(api, tags=[tag])
    bound = api.with_token(make_token("manager", location=elsewhere))
    assert [row["id"] for row in rows(bound, tag=tag)] == [mine["id"]]
