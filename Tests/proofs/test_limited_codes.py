"""Limited promotions never exceed their limit, whoever asks at the same moment (promise P11)."""

import uuid

from support.goods import custom_line, draft
from support.together import at_once


def test_the_last_use_of_a_code_is_redeemed_once(api, size, figures):
    rounds, buyers = size(2, 1000, 1000), 50
    clients = [api.with_token(api.token) for _ in range(buyers)]
    for _ in range(rounds):
        code = f"LAST-{uuid.uuid4().hex[:12]}"
        made = api.post("/promotions", {"title": "Last one", "code": code, "value_type": "percentage", "value": "10", "usage_limit": 1}, expect=201)
        orders = [draft(api, custom_line(unit_price=1000, rate=None), adjustments=[{"kind": "promotion", "code": code}]) for _ in clients]
        answers = at_once(*(
            lambda client=client, order=order: client.pay(order, "card_terminal", expect=(200, 409)) for client, order in zip(clients, orders)
        ))
        won = [answer for answer in answers if answer.status == 200]
        assert len(won) == 1 and won[0]["total"] == won[0]["amount_paid"] == 900, answers
        assert all(code in answer.text for answer in answers if answer.status == 409), "the losers learn which code it is"
        assert api.get(f"/promotions/{made['id']}", expect=200)["uses"] == 1
    figures(f"{buyers} clients at once for the last use of a code: one use in {rounds} of {rounds}")


def test_one_customer_does_not_use_a_code_more_often_than_one_may(api, size, figures):
    rounds, tries = size(2, 100, 1000), 20
    clients = [api.with_token(api.token) for _ in range(tries)]
    for _ in range(rounds):
        customer = api.post("/customers", {"name": f"Nora {uuid.uuid4().hex[:8]}", "points": 100}, expect=201)["id"]
        code = f"ONCE-{uuid.uuid4().hex[:12]}"
        body = {"title": "Once each", "code": code, "value_type": "fixed", "value": 100, "usage_limit_per_customer": 1}
        made = api.post("/promotions", body, expect=201)
        orders = [draft(api, custom_line(unit_price=1000, rate=None), customer_id=customer, adjustments=[{"kind": "promotion", "code": code}])
                  for _ in clients]
        answers = at_once(*(
            lambda client=client, order=order: client.pay(order, "card_terminal", expect=(200, 409)) for client, order in zip(clients, orders)
        ))
        assert [answer.status for answer in answers].count(200) == 1, answers
        assert api.get(f"/promotions/{made['id']}", expect=200)["uses"] == 1
    figures(f"one customer, {tries} orders at once with a code for one each: one use in {rounds} of {rounds}")
