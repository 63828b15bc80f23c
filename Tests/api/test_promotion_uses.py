"""How often a promotion is used: counted when an order is placed, given back when it is canceled (promise P11)."""

from support.client import Client
from support.pricing import code, complete, place_custom, promotion
from support.together import at_once



def test_the_last_use_of_a_code_is_used_once(api):
    once = promotion(api, code=code(), usage_limit=1)
    orders = [place_custom(api, {"kind": "promotion", "code": once["code"]}) for _ in range(12)]
    clients = [Client(api.url, api.token) for _ in orders]
    answers = at_once(*(lambda client=client, order=order: complete(client, order, expect=(200, 409)) for client, order in zip(clients, orders)))
    assert sorted(answer.status for answer in answers) == [200] + [409] * 11
    for answer in answers:
        if answer.status == 409:
            assert answer.code in ("not_ready", "conflict") and once["code"] in answer.text
    assert api.get(f"/promotions/{once['id']}", expect=200)["uses"] == 1


def test_a_customer_uses_a_code_as_often_as_one_may(api, customer):
    twice = promotion(api, code=code(), usage_limit_per_customer=2)
    adjustment = {"kind": "promotion", "code": twice["code"]}
    orders = [place_custom(api, adjustment, customer_id=customer["id"]) for _ in range(8)]
    clients = [Client(api.url, api.token) for _ in orders]
    answers = at_once(*(lambda client=client, order=order: complete(client, order, expect=(200, 409)) for client, order in zip(clients, orders)))
    assert sorted(answer.status for answer in answers) == [200] * 2 + [409] * 6
    guest = complete(api, place_custom(api, adjustment), expect=409)
    assert (guest.code, guest.fields) == ("not_ready", ["customer_id"])
    placed = next(answer for answer in answers if answer.status == 200)
    api.post(f"/orders/{placed['id']}/cancel", {"reason": "Changed their mind", "restock": False}, expect=200)
    assert api.get(f"/promotions/{twice['id']}", expect=200)["uses"] == 1
    complete(api, place_custom(api, adjustment, customer_id=customer["id"]))
    complete(api, place_custom(api, adjustment, customer_id=customer["id"]), expect=409)


def test_an_ended_code_keeps_an_order_from_being_placed_and_says_which(api):
    ending = promotion(api, code=code())
    order = place_custom(api, {"kind": "promotion", "code": ending["code"]})
    api.patch(f"/promotions/{ending['id']}", {"ends_at": "2020-01-01T00:00:00Z"}, expect=200)
    requirements = api.get(f"/orders/{order['id']}/requirements", expect=200)["data"]
    assert [(each["field"], each["code"]) for each in requirements] == [("adjustments[0].code", "not_valid")]
    refused = complete(api, order, expect=409)
    assert refused.code == "not_ready" and refused.fields == ["adjustments[0].code"]
    removed = api.delete(f"/orders/{order['id']}/adjustments/{order['adjustments'][0]['id']}", if_match=order["version"], expect=200)
    complete(api, removed.body)


def test_a_limit_is_never_set_below_what_was_used(api):
    used = promotion(api, code=code(), usage_limit=5)
    for _ in range(2):
        complete(api, place_custom(api, {"kind": "promotion", "code": used["code"]}))
    assert api.patch(f"/promotions/{used['id']}", {"usage_limit": 1}, expect=422).fields == ["usage_limit"]
    assert api.patch(f"/promotions/{used['id']}", {"usage_limit": 2}, expect=200)["uses"] == 2
