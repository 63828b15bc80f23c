"""`POST /approvals`: somebody who may vouches by PIN for what a cashier may not do alone."""

import pytest

from support.together import at_once

MANAGER_PIN = "1593"


@pytest.fixture(scope="module")
def manager(api):
    return api.post("/staff", {"name": "Mia", "role": "manager", "pin": MANAGER_PIN}, expect=201)["id"]


@pytest.fixture
def cashier(api, make_token):
    return api.with_token(make_token("cashier"))


@pytest.fixture
def order(api):
    body = {"lines": [{"title": "Rye", "quantity": 1, "unit_price": 500, "tax_rates": []}]}
    return api.post("/orders", body, expect=201).body


def credit(order_id: str) -> tuple[str, dict]:
    return f"/orders/{order_id}/adjustments", {"kind": "credit", "value_type": "fixed", "value": 100, "title": "Sorry"}


def approve(cashier, manager, order_id, action="give_credit", pin=MANAGER_PIN, expect=201):
    return cashier.post("/approvals", {"action": action, "object": order_id, "staff_id": manager, "pin": pin}, expect=expect)


def test_a_cashier_is_told_that_an_approval_would_do(cashier, order):
    answer = cashier.post(*credit(order["id"]), expect=403)
    assert answer.code == "approval_required"
    assert answer["errors"][0]["code"] == "give_credit"


def test_with_an_approval_it_works_once(cashier, manager, order):
    token = approve(cashier, manager, order["id"])["token"]
    cashier.post(*credit(order["id"]), approval=token, expect=200)
    assert cashier.post(*credit(order["id"]), approval=token, expect=403).code == "approval_required"


def test_an_approval_is_for_one_order_one_action_and_who_asked(api, make_token, cashier, manager, order):
    other = api.post("/orders", {"lines": [{"title": "Rye", "quantity": 1, "unit_price": 500}]}, expect=201)["id"]
    token = approve(cashier, manager, order["id"])["token"]
    cashier.post(*credit(other), approval=token, expect=403)
    stranger = api.with_token(make_token("cashier"))
    stranger.post(*credit(order["id"]), approval=token, expect=403)
    wrong = approve(cashier, manager, order["id"], action="override_price")["token"]
    cashier.post(*credit(order["id"]), approval=wrong, expect=403)
    cashier.post(*credit(order["id"]), approval=token, expect=200)


def test_of_many_who_spend_one_approval_at_once_one_does(cashier, manager, order):
    token = approve(cashier, manager, order["id"])["token"]
    answers = at_once(*[lambda: cashier.with_token(cashier.token).post(*credit(order["id"]), approval=token) for _ in range(20)])
    assert sorted(answer.status for answer in answers) == [200] + [403] * 19


def test_a_wrong_pin_and_somebody_who_may_not_hear_the_same(api, cashier, manager, order):
    colleague = api.post("/staff", {"name": "Cas", "role": "cashier", "pin": "2580"}, expect=201)["id"]
    wrong = approve(cashier, manager, order["id"], pin="0000", expect=403)
    powerless = approve(cashier, colleague, order["id"], pin="2580", expect=403)
    unknown = approve(cashier, "stf_00000000000000000000000000", order["id"], expect=403)
    assert wrong.body == powerless.body == unknown.body


def test_guessing_ends_after_five(api, make_token, order):
    manager = api.post("/staff", {"name": "Max", "role": "manager", "pin": "8642"}, expect=201)["id"]
    cashier = api.with_token(make_token("cashier"))
    answers = [approve(cashier, manager, order["id"], pin=f"{guess:04}", expect=(403, 429)) for guess in range(8)]
    assert [answer.status for answer in answers] == [403] * 5 + [429] * 3
    assert int(answers[-1].headers["Retry-After"]) >= 1


@pytest.mark.parametrize("body, field", [
    ({"object": "ord_1", "staff_id": "stf_1", "pin": "1234"}, "action"),
    ({"action": "rule_the_world", "object": "ord_1", "staff_id": "stf_1", "pin": "1234"}, "action"),
    ({"action": "refund", "staff_id": "stf_1", "pin": "1234"}, "object"),
    ({"action": "refund", "object": "ord_1", "staff_id": "1", "pin": "1234"}, "staff_id"),
    ({"action": "refund", "object": "ord_1", "staff_id": "stf_1", "pin": 1234}, "pin"),
])
def test_what_is_wrong_is_named(cashier, body, field):
    assert field in cashier.post("/approvals", body, expect=422).fields
