"""Points: earned by buying, spent before tax, reserved by held orders (docs/rules.md M18)."""

from support.client import Client
from support.goods import custom_line, draft
from support.pricing import complete, points_of, promotion
from support.together import at_once



def test_points_are_earned_by_buying_and_more_by_promotions(points_shop):
    api = points_shop
    customer = api.post("/customers", {"name": "Nora"}, expect=201).body
    placed = complete(api, draft(api, custom_line(unit_price=1999, rate=None), customer_id=customer["id"]))
    assert points_of(api, customer) == 19
    double = promotion(api, title="Double points", value_type="points_multiplier", value="2")
    extra = promotion(api, title="Welcome", value_type="points", value=50)
    order = draft(api, custom_line(unit_price=1999, rate=None), customer_id=customer["id"],
                  adjustments=[{"kind": "promotion", "promotion_id": double["id"]}, {"kind": "promotion", "promotion_id": extra["id"]}])
    assert order["total"] == 1999, "points cost nothing now"
    complete(api, order)
    assert points_of(api, customer) == 19 + 39 + 50
    api.post(f"/orders/{placed['id']}/cancel", {"reason": "Wrong size", "restock": False}, expect=200)
    assert points_of(api, customer) == 39 + 50
    complete(api, draft(api, custom_line(unit_price=1999)))


def test_points_are_spent_before_tax_and_given_back(points_shop):
    api = points_shop
    customer = api.post("/customers", {"name": "Nora", "points": 100}, expect=201).body
    order = draft(api, custom_line(unit_price=1000, rate="10"), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 100}])
    assert (order["adjustments"][0]["amount"], order["tax_total"], order["total"]) == (200, 80, 880)
    assert points_of(api, customer) == 100
    complete(api, order)
    assert points_of(api, customer) == 8, "all spent, eight earned by 8.80"
    api.post(f"/orders/{order['id']}/cancel", {"reason": "Changed their mind", "restock": False}, expect=200)
    assert points_of(api, customer) == 100
    entries = api.get(f"/customers/{customer['id']}/points", expect=200)["data"]
    assert sorted(entry["delta"] for entry in entries) == [-100, 8, 92, 100] and entries[0]["balance"] == 100
    assert {entry["order_id"] for entry in entries} == {order["id"], None}


def test_points_are_not_spent_twice_at_once(points_shop):
    api = points_shop
    customer = api.post("/customers", {"name": "Nora", "points": 100}, expect=201).body
    orders = [draft(api, custom_line(unit_price=90, rate=None), customer_id=customer["id"], adjustments=[{"kind": "points", "value_type": "fixed", "value": 60}])
              for _ in range(10)]
    clients = [Client(api.url, api.token) for _ in orders]
    answers = at_once(*(lambda client=client, order=order: complete(client, order, expect=(200, 409)) for client, order in zip(clients, orders)))
    assert sorted(answer.status for answer in answers) == [200] * 3 + [409] * 7
    assert points_of(api, customer) == 10
    refused = next(answer for answer in answers if answer.status == 409)
    assert refused.code in ("not_ready", "insufficient_credit")


def test_a_held_order_keeps_points_for_itself(points_shop):
    api = points_shop
    customer = api.post("/customers", {"name": "Nora", "points": 100}, expect=201).body
    register = api.first_register()["id"]
    order = draft(api, custom_line(unit_price=1000), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 80}])
    held = api.post(f"/orders/{order['id']}/hold", {"register_id": register}, expect=200)
    assert points_of(api, customer) == 20
    other = draft(api, custom_line(unit_price=1000), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 80}])
    assert complete(api, other, expect=409).fields == ["adjustments[0].value"]
    complete(api, held.body)
    assert points_of(api, customer) < 100
    second = draft(api, custom_line(unit_price=1000), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 20}])
    before = points_of(api, customer)
    api.post(f"/orders/{second['id']}/hold", {"register_id": register}, expect=200)
    assert points_of(api, customer) == before - 20
    api.post(f"/orders/{second['id']}/retrieve", {"register_id": register}, expect=200)
    assert points_of(api, customer) == before


def test_a_sent_order_keeps_points_for_itself_until_it_is_a_draft_again(points_shop):
    api = points_shop
    customer = api.post("/customers", {"name": "Nora", "points": 100}, expect=201).body
    order = draft(api, custom_line(unit_price=1000), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 80}])
    api.post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, expect=200)
    assert points_of(api, customer) == 20
    api.post(f"/orders/{order['id']}/revert_to_draft", {}, expect=200)
    assert points_of(api, customer) == 100
    api.post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, expect=200)
    api.post(f"/orders/{order['id']}/cancel", {"reason": "Called off"}, expect=200)
    assert points_of(api, customer) == 100


def test_nothing_is_sent_at_a_price_that_others_points_paid_for(points_shop):
    api = points_shop
    register = api.first_register()["id"]
    customer = api.post("/customers", {"name": "Nora", "points": 50}, expect=201).body
    first, second = [draft(api, custom_line(unit_price=1000), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 50}])
                     for _ in range(2)]
    api.post(f"/orders/{first['id']}/send_invoice", {"via": "link"}, expect=200)
    refused = api.post(f"/orders/{second['id']}/send_invoice", {"via": "link"}, expect=409)
    assert refused.code == "not_ready" and [error["code"] for error in refused["errors"]] == ["too_few_points"]
    after = api.get(f"/orders/{second['id']}", expect=200)
    assert (after["status"], after["invoice"], points_of(api, customer)) == ("draft", None, 0)
    # A cart is put aside whatever it lacks; what it lacks can be read.
    api.post(f"/orders/{second['id']}/hold", {"register_id": register}, expect=200)
    assert [row["code"] for row in api.get(f"/orders/{second['id']}/requirements", expect=200)["data"]] == ["too_few_points"]
    api.post(f"/orders/{first['id']}/revert_to_draft", expect=200)
    api.post(f"/orders/{second['id']}/send_invoice", {"via": "link"}, expect=200)
    assert points_of(api, customer) == 0


def test_points_put_aside_follow_changes_of_a_held_order(points_shop):
    api = points_shop
    register = api.first_register()["id"]
    first, second = [api.post("/customers", {"name": name, "points": 50}, expect=201).body for name in ("Nora", "Olga")]
    order = draft(api, custom_line(unit_price=1000), customer_id=first["id"], adjustments=[{"kind": "points", "points": 50}])
    path, adjustment = f"/orders/{order['id']}", order["adjustments"][0]["id"]
    api.post(f"{path}/hold", {"register_id": register}, expect=200)
    changed = api.patch(path, {"customer_id": second["id"]}, if_match=api.get(path)["version"], expect=200)
    assert (points_of(api, first), points_of(api, second)) == (50, 0)
    changed = api.patch(f"{path}/adjustments/{adjustment}", {"value_type": "fixed", "value": 60}, if_match=changed["version"], expect=200)
    assert points_of(api, second) == 20
    api.delete(f"{path}/adjustments/{adjustment}", if_match=changed["version"], expect=200)
    assert (points_of(api, first), points_of(api, second)) == (50, 50)


def test_points_need_a_customer_who_has_them(points_shop):
    api = points_shop
    order = draft(api, custom_line(unit_price=1000), adjustments=[{"kind": "points", "points": 5}])
    assert complete(api, order, expect=409).fields == ["customer_id"]
    api.patch("/settings", {"points_value": None}, expect=200)
    assert api.post("/orders", {"adjustments": [{"kind": "points", "points": 5}]}, expect=422).fields == ["adjustments[0].points"]
    cashier = api.as_role("cashier")
    assert cashier.post("/customers", {"name": "Friend", "points": 1000}, expect=403).code == "approval_required"
