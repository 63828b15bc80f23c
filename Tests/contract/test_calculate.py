"""`POST /orders/calculate` against the vectors that the Swift totals and the register's JavaScript pass too (docs/rules.md)."""

import json
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
FIXTURES = TESTS / "Fixtures" / "pricing"
sys.path.insert(0, str(TESTS / "oracle"))

from random_orders import orders  # noqa: E402
from totals_oracle import totals  # noqa: E402


def vectors():
    for name in ("golden.json", "own.json"):
        for vector in json.loads((FIXTURES / name).read_text(encoding="utf-8"))["vectors"]:
            yield pytest.param(vector["request"], vector["expect"], id=f"{vector['rule']}: {vector['name']}")


def assert_part(actual, expected, path="order"):
    """Every figure that `expected` names is in `actual`, and equal."""
    if isinstance(expected, dict):
        assert isinstance(actual, dict), f"{path} is {actual!r}"
        for key, value in expected.items():
            assert key in actual, f"{path} has no {key}"
            assert_part(actual[key], value, f"{path}.{key}")
    elif isinstance(expected, list):
        assert isinstance(actual, list) and len(actual) == len(expected), f"{path} is {actual!r}"
        for index, value in enumerate(expected):
            assert_part(actual[index], value, f"{path}[{index}]")
    else:
        assert type(actual) is type(expected) and actual == expected, f"{path} is {actual!r}, expected {expected!r}"


def calculated(api, request):
    """The answer to a body in which promotions and points are plain discounts, those of a line after its own.

    They lower the tax base as discounts do (M17, M18), which is what the figures are about; who may give them is another matter.
    """
    adjustments = [
        {**adjustment, "kind": "discount"} if adjustment["kind"] in ("promotion", "points") else adjustment
        for adjustment in request.get("adjustments", [])
    ]
    lines = []
    for line in request.get("lines", []):
        others = {key: value for key, value in line.items() if key not in ("promotions", "list_price")}
        lines.append({**others, "discounts": line.get("discounts", []) + line.get("promotions", [])})
    return api.request("POST", "/orders/calculate", {**request, "lines": lines, "adjustments": adjustments}, expect=200).body


@pytest.mark.parametrize(("request_body", "expected"), vectors())
def test_a_vector_comes_to_its_figures(api, request_body, expected):
    assert_part(calculated(api, request_body), expected)


def test_random_orders_come_to_the_figures_of_the_oracle(api):
    for order in orders(200, seed=20):
        try:
            assert_part(calculated(api, order), totals(order))
        except AssertionError as error:
            raise AssertionError(f"{error}\n{json.dumps(order)}") from error


def test_every_sum_of_an_answer_holds(api):
    for order in orders(50, seed=21):
        answer = calculated(api, order)
        kinds = {kind: sum(a["amount"] for a in answer["adjustments"] if a["kind"] == kind) for kind in ("fee", "debit", "credit")}
        shipping = answer["shipping_line"]["total"] if answer["shipping_line"] else 0
        lines = sum(line["total"] for line in answer["lines"])
        assert answer["total"] == lines + shipping + kinds["fee"] + kinds["debit"] - kinds["credit"], json.dumps(order)
        assert answer["tax_total"] == sum(tax["amount"] for tax in answer["tax_lines"])
        assert answer["subtotal"] == sum(line["subtotal"] for line in answer["lines"])
        assert answer["discount_total"] == sum(line["discount_total"] for line in answer["lines"])


def test_calculating_stores_nothing(api):
    before = api.request("GET", "/orders?limit=1", expect=200)["data"]
    calculated(api, {"lines": [{"title": "Gift wrap", "quantity": 1, "unit_price": 300, "tax_rates": []}]})
    after = api.request("GET", "/orders?limit=1", expect=200)["data"]
    assert [order["id"] for order in before] == [order["id"] for order in after]


@pytest.mark.parametrize(("body", "field"), [
    ({"lines": [{"title": "A", "quantity": -1, "unit_price": 100}]}, "lines[0].quantity"),
    ({"lines": [{"title": "A", "quantity": 1.2345, "unit_price": 100}]}, "lines[0].quantity"),
    ({"lines": [{"title": "A", "quantity": 9223372036854775807, "unit_price": 2}]}, "lines[0].quantity"),
    ({"lines": [{"title": "A", "quantity": 1, "unit_price": -50}]}, "lines[0].unit_price"),
    ({"lines": [{"title": "A", "quantity": 1, "unit_price": 10**15}]}, "lines[0].unit_price"),
    ({"lines": [{"title": "A", "quantity": 1, "unit_price": "12abc"}]}, "lines[0].unit_price"),
    ({"lines": [{"title": "A", "quantity": 1, "unit_price": "1.23456"}]}, "lines[0].unit_price"),
    ({"lines": [{"title": "A", "quantity": 1000000, "unit_price": 10**12, "tax_rates": []}]}, "lines[0].quantity"),
    ({"lines": [{"title": "A", "quantity": 1, "unit_price": 10**12, "tax_rates": []}] * 2}, "total"),
    ({"lines": [{"title": "A", "quantity": 1, "unit_price": 5, "discounts": [{"value_type": "percentage", "value": "100.0001"}]}]},
     "lines[0].discounts[0].value"),
    ({"lines": [{"title": "A", "quantity": 1, "unit_price": 5, "discounts": [{"value_type": "fixed", "value": -1}]}]},
     "lines[0].discounts[0].value"),
    ({"lines": [{"title": "A", "quantity": 1, "unit_price": 5, "tax_rates": [{"title": "VAT", "rate": "NaN"}]}]},
     "lines[0].tax_rates[0].rate"),
    ({"total": 1}, "total"),
    ({"lines": [{"title": "A", "quantity": 1, "unit_price": 5, "tax_total": 0}]}, "lines[0].tax_total"),
    ({"adjustments": [{"kind": "credit", "value_type": "fixed", "value": -1}]}, "adjustments[0].value"),
], ids=lambda value: value if isinstance(value, str) else None)
def test_what_leaves_its_range_is_refused_by_name(api, body, field):
    answer = api.request("POST", "/orders/calculate", body, expect=422)
    assert answer.code == "validation_failed"
    assert field in answer.fields
