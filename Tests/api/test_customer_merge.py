"""What two records of one person have becomes one's, and stays so whatever happens to it later (P11)."""

import uuid

import pytest

from support.goods import custom_line, draft
from support.pricing import code, complete, place_custom, points_of, promotion
from support.server import run_command


@pytest.fixture
def shop(fresh_server, owner):
    server = fresh_server()
    return server, owner(server)


def customer(api, **fields) -> dict:
    return api.post("/customers", {"name": f"Nora {uuid.uuid4().hex[:8]}", **fields}, expect=201).body


def merge(api, other: dict, into: dict) -> dict:
    return api.post(f"/customers/{into['id']}/merge", {"customer_ids": [other["id"]]}, expect=200).body


def begun(api, **fields) -> dict:
    return api.post("/conversations", {"channel": "api", "contact_key": uuid.uuid4().hex, **fields}, expect=201).body


def now(api, conversation: dict) -> dict:
    return api.get(f"/conversations/{conversation['id']}", expect=200).body


def test_points_of_a_canceled_order_come_back_to_whom_the_customer_was_put_into(shop):
    server, api = shop
    api.patch("/settings", {"points_earned_per": 100, "points_value": 2}, expect=200)
    spender, earner, kept = customer(api, points=60), customer(api), customer(api)
    spent = complete(api, draft(api, custom_line(unit_price=1000, rate=None), customer_id=spender["id"],
                                adjustments=[{"kind": "points", "points": 60}]))
    earned = complete(api, draft(api, custom_line(unit_price=1000, rate=None), customer_id=earner["id"]))
    assert points_of(api, spender) == 8 and points_of(api, earner) == 10
    merge(api, spender, kept)
    merge(api, earner, kept)
    assert points_of(api, kept) == 18
    api.post(f"/orders/{spent['id']}/cancel", {"reason": "Changed their mind", "restock": False}, expect=200)
    assert points_of(api, kept) == 70
    api.post(f"/orders/{earned['id']}/cancel", {"reason": "Changed their mind", "restock": False}, expect=200)
    assert points_of(api, kept) == 60
    assert run_command("doctor", data=server.data).returncode == 0


def test_uses_of_a_promotion_by_both_records_count_against_the_limit_of_one_customer(shop):
    server, api = shop
    other, kept = customer(api), customer(api)
    twice = promotion(api, code=code(), usage_limit_per_customer=2)
    adjustment = {"kind": "promotion", "code": twice["code"]}
    used = [complete(api, place_custom(api, adjustment, customer_id=each["id"])) for each in (other, kept, other, kept)]
    merge(api, other, kept)
    assert complete(api, place_custom(api, adjustment, customer_id=kept["id"]), expect=409).code == "not_ready"
    for order in used[:3]:
        complete(api, place_custom(api, adjustment, customer_id=kept["id"]), expect=409)
        api.post(f"/orders/{order['id']}/cancel", {"reason": "Changed their mind", "restock": False}, expect=200)
    complete(api, place_custom(api, adjustment, customer_id=kept["id"]))
    complete(api, place_custom(api, adjustment, customer_id=kept["id"]), expect=409)
    assert api.get(f"/promotions/{twice['id']}", expect=200)["uses"] == 2
    assert run_command("doctor", data=server.data).returncode == 0


def test_every_order_that_moves_says_so_and_is_found_under_its_new_customer(api):
    other, kept = customer(api), customer(api)
    conversation = begun(api, customer_id=other["id"])
    orders = [draft(api, custom_line("Cake", 1990), customer_id=other["id"]) for _ in range(2)]
    merge(api, other, kept)
    for order in orders:
        moved = api.get(f"/orders/{order['id']}", expect=200).body
        assert moved["customer_id"] == kept["id"] and moved["version"] > order["version"]
        told = api.get(f"/orders/{order['id']}/events", expect=200)["data"]
        assert [(event["type"], event["object"]["version"]) for event in told] == [("order.created", 1), ("order.updated", moved["version"])]
    found = api.get("/orders", params={"q": kept["name"].split()[1]}, expect=200)["data"]
    assert {order["id"] for order in found} == {order["id"] for order in orders}
    assert now(api, conversation)["customer_id"] == kept["id"]


def test_a_conversation_with_a_customer_who_was_removed_is_with_nobody_known_and_takes_orders(api):
    removed = customer(api)
    conversation = begun(api, customer_id=removed["id"])
    api.delete(f"/customers/{removed['id']}", expect=204)
    shown = now(api, conversation)
    assert shown["customer"] is None and shown["customer_id"] is None and shown["version"] > conversation["version"]
    order = api.post(f"/conversations/{conversation['id']}/orders", {"lines": [custom_line("Cake", 1990)]}, expect=201)
    assert order["customer_id"] is None
    assert api.get("/conversations", params={"q": removed["name"].split()[1]}, expect=200)["data"] == []


@pytest.mark.parametrize("leave", ["delete", "disable"])
def test_conversations_of_a_colleague_who_left_are_unassigned(api, leave):
    colleague = api.post("/staff", {"name": "Ada", "role": "cashier", "pin": "805193"}, expect=201)["id"]
    conversation = begun(api, assignee_id=colleague)
    before = api.get("/conversations/counts", expect=200)["unassigned"]
    if leave == "delete":
        api.delete(f"/staff/{colleague}", expect=204)
    else:
        api.patch(f"/staff/{colleague}", {"disabled": True}, expect=200)
    assert now(api, conversation)["assignee"] is None
    assert api.get("/conversations/counts", expect=200)["unassigned"] == before + 1
    unassigned = api.get("/conversations", params={"assignee": "none", "limit": 200}, expect=200)["data"]
    assert conversation["id"] in {row["id"] for row in unassigned}
