"""Two people who have the same order open see each other, and the order does not notice."""

from support.goods import draft


def test_people_in_one_order_see_each_other(api, make_token):
    order = draft(api)
    path = f"/orders/{order['id']}/presence"
    colleague = api.with_token(api.post("/tokens", {"name": "Marta", "role": "manager"}, expect=201)["token"])
    assert api.post(path, {"section": "items"}, expect=200)["data"] == []
    seen = colleague.post(path, {"section": "payment"}, expect=200)["data"]
    assert [person["section"] for person in seen] == ["items"]
    assert [(person["name"], person["section"]) for person in api.post(path, {}, expect=200)["data"]] == [("Marta", "payment")]
    assert api.get(f"/orders/{order['id']}", expect=200).body == order


def test_nobody_is_seen_in_an_order_that_does_not_exist_here(api, make_token):
    order = draft(api)
    elsewhere = api.post("/locations", {"name": "Elsewhere"}, expect=201)["id"]
    api.with_token(make_token("manager", elsewhere)).post(f"/orders/{order['id']}/presence", {}, expect=404)
