"""Hold and retrieve: one tap, any till, nothing lost."""

import pytest

from support.goods import draft, variant


@pytest.fixture
def tills(server):
    return server.register_ids[:2]


def hold(api, order, till, **more):
    return api.post(f"/orders/{order['id']}/hold", {"register_id": till, **more}, expect=200)


def test_an_empty_draft_without_customer_can_be_held(api, tills):
    order = api.post("/orders", {}, expect=201).body
    held = hold(api, order, tills[0])
    assert held["hold"]["register_id"] == tills[0]
    assert (held["status"], held["display_status"]) == ("draft", "on_hold")
    assert held["register_id"] == tills[0] and held["location_id"]


def test_holding_again_from_the_same_register_changes_only_what_is_said(api, tills):
    order = draft(api)
    first = hold(api, order, tills[0], label="red coat")
    again = hold(api, order, tills[0], tags=["vip"])
    assert again["hold"]["label"] == "red coat" and again["hold"]["held_at"] == first["hold"]["held_at"]
    assert again["tags"] == ["vip"]
    assert api.post(f"/orders/{order['id']}/hold", {"register_id": tills[1]}, expect=409).code == "already_held"


def test_retrieving_clears_the_hold_and_takes_the_lease(api, tills):
    order = draft(api)
    hold(api, order, tills[0])
    answer = api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[1]}, expect=200)
    assert answer["order"]["hold"] is None
    assert answer["order"]["lease"]["register_id"] == tills[1]
    assert answer["changes"] == []
    version = answer["order"]["version"]
    renewed = api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[1]}, expect=200)
    assert renewed["order"]["version"] == version, "a lease is a view, not a change"


def test_the_other_till_learns_who_has_it_and_may_take_over(api, tills):
    order = draft(api)
    hold(api, order, tills[0])
    api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[0]}, expect=200)
    late = api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[1]}, expect=409)
    assert late.code == "already_retrieved"
    assert late["held_by"]["register_id"] == tills[0] and late["held_by"]["register_name"]
    taken = api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[1], "take_over": True}, expect=200)
    assert taken["order"]["lease"]["register_id"] == tills[1]


def test_an_order_that_was_never_held_is_not_retrieved(api, tills):
    order = draft(api)
    assert api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[0]}, expect=409).code == "not_held"


def test_held_lists_what_is_on_hold_and_what_is_open_at_a_till(api, tills):
    on_hold, opened, neither = draft(api), draft(api), draft(api)
    hold(api, on_hold, tills[0])
    hold(api, opened, tills[0])
    api.post(f"/orders/{opened['id']}/retrieve", {"register_id": tills[0]}, expect=200)
    listed = {row["id"] for row in api.all("/orders", held="true")}
    assert {on_hold["id"], opened["id"]} <= listed and neither["id"] not in listed


def test_retrieving_with_a_cart_in_work_holds_that_one_first(api, tills):
    cart = draft(api, channel="register", register_id=tills[0])
    other = draft(api)
    hold(api, other, tills[1])
    answer = api.post(f"/orders/{other['id']}/retrieve", {"register_id": tills[0]}, expect=200)
    assert answer["auto_held_order_id"] == cart["id"]
    assert api.get(f"/orders/{cart['id']}")["hold"]["register_id"] == tills[0]


def test_retrieving_tells_what_changed_and_the_cashier_chooses(api, server, tills):
    goods = variant(api, server.sign_in["location_id"], 5, price=1000)
    order = draft(api, {"variant_id": goods["id"], "quantity": 4}, location_id=server.sign_in["location_id"])
    hold(api, order, tills[0])
    api.patch(f"/variants/{goods['id']}", {"price": 1200}, expect=200)
    api.post("/inventory_levels/adjust", {"variant_id": goods["id"], "location_id": server.sign_in["location_id"], "set": 3, "reason": "Counted"}, expect=200)
    answer = api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[0]}, expect=200)
    line = order["lines"][0]["id"]
    assert answer["changes"] == [
        {"line_id": line, "kind": "price", "before": 1000, "after": 1200},
        {"line_id": line, "kind": "stock", "before": 4, "after": 3},
    ]
    assert answer["order"]["total"] == order["total"], "the held price stands until somebody takes the new one"
    taken = api.post(f"/orders/{order['id']}/lines/{line}/price", {"use": "current"}, expect=200)
    assert taken["lines"][0]["unit_price"] == 1200
    hold(api, order, tills[0])
    again = api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[0]}, expect=200)
    assert [change["kind"] for change in again["changes"]] == ["stock"]


def test_a_price_that_was_kept_is_not_asked_about_again(api, server, tills):
    goods = variant(api, server.sign_in["location_id"], 5, price=1000)
    order = draft(api, {"variant_id": goods["id"], "quantity": 1}, location_id=server.sign_in["location_id"])
    hold(api, order, tills[0])
    api.patch(f"/variants/{goods['id']}", {"price": 1200}, expect=200)
    api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[0]}, expect=200)
    kept = api.post(f"/orders/{order['id']}/lines/{order['lines'][0]['id']}/price", {"use": "held"}, expect=200)
    assert kept["lines"][0]["unit_price"] == 1000
    hold(api, order, tills[0])
    assert api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[0]}, expect=200)["changes"] == []


def test_a_product_that_is_gone_is_said_and_kept_as_a_custom_item(api, server, tills):
    goods = variant(api, server.sign_in["location_id"], 5, price=1000)
    order = draft(api, {"variant_id": goods["id"], "quantity": 1}, location_id=server.sign_in["location_id"])
    hold(api, order, tills[0])
    api.patch(f"/products/{goods['product_id']}", {"status": "archived"}, expect=200)
    answer = api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[0]}, expect=200)
    line = order["lines"][0]["id"]
    assert [(change["line_id"], change["kind"]) for change in answer["changes"]] == [(line, "unavailable")]
    kept = api.patch(f"/orders/{order['id']}/lines/{line}", {"variant_id": None}, if_match=answer["order"]["version"], expect=200)
    assert kept["lines"][0]["variant_id"] is None and kept["total"] == order["total"]


def test_a_reservation_keeps_goods_from_others_but_not_from_its_own_order(api, server, tills):
    goods = variant(api, server.sign_in["location_id"], 2, price=1000)
    order = draft(api, {"variant_id": goods["id"], "quantity": 2}, location_id=server.sign_in["location_id"])
    hold(api, order, tills[0], reserve_stock=True)
    other = draft(api, {"variant_id": goods["id"], "quantity": 1}, location_id=server.sign_in["location_id"], channel="register", register_id=tills[1])
    refused = api.post(f"/orders/{other['id']}/payments", {"method": "cash"}, key=True, expect=409)
    assert refused.code == "not_ready" and refused.body["errors"][0]["code"] == "out_of_stock"
    answer = api.post(f"/orders/{order['id']}/retrieve", {"register_id": tills[0]}, expect=200)
    assert answer["changes"] == []
    api.post(f"/orders/{order['id']}/payments", {"method": "cash"}, key=True, expect=200)


def test_deleting_a_held_order_and_undoing_puts_it_back_on_hold(api, tills):
    order = draft(api)
    held = hold(api, order, tills[0], label="red coat")
    api.delete(f"/orders/{order['id']}", if_match=held["version"], expect=200)
    back = api.post(f"/orders/{order['id']}/restore", expect=200)
    assert back["hold"]["label"] == "red coat" and back["display_status"] == "on_hold"


def test_a_held_order_is_not_seen_from_another_location(api, server, tills):
    elsewhere = api.post("/locations", {"name": "Elsewhere"}, expect=201)["id"]
    order = draft(api)
    hold(api, order, tills[0])
    stranger = api.with_token(api.make_token("cashier", elsewhere))
    assert stranger.get(f"/orders/{order['id']}", expect=404).code == "not_found"
    assert order["id"] not in [row["id"] for row in stranger.all("/orders", held="true")]
    unknown = stranger.get("/orders/ord_" + "0" * 26, expect=404)
    assert unknown.body == stranger.get(f"/orders/{order['id']}").body
