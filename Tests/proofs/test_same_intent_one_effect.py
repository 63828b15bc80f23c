"""The same intent sent twice, at once or after a lost answer, has one effect and one answer (promise P3)."""

import http.client
import json
import uuid

from support.goods import custom_line, draft
from support.together import at_once


def test_the_same_payment_sent_at_once_is_taken_once(api, size, figures):
    rounds, senders = size(10, 200, 2000), 8
    clients = [api.with_token(api.token) for _ in range(senders)]
    for _ in range(rounds):
        order = draft(api, custom_line(unit_price=1000, rate=None), channel="register")
        key = str(uuid.uuid4())
        answers = at_once(*(
            lambda client=client: client.post(f"/orders/{order['id']}/payments", {"method": "card_terminal"}, key=key) for client in clients
        ))
        assert {answer.status for answer in answers} <= {200, 409}, answers
        assert all(answer.code == "idempotency_in_progress" for answer in answers if answer.status == 409), answers
        bodies = {json.dumps(answer.body, sort_keys=True) for answer in answers if answer.status == 200}
        assert len(bodies) == 1, "one key was answered differently"
        stored = api.get(f"/orders/{order['id']}", expect=200)
        assert len(stored["payments"]) == 1
        assert stored["amount_paid"] == 1000
    figures(f"one payment sent {senders} times at once: one effect in {rounds} of {rounds}")


def test_one_draft_completed_at_once_is_placed_once(api, size):
    rounds, senders = size(5, 100, 500), 8
    clients = [api.with_token(api.token) for _ in range(senders)]
    for _ in range(rounds):
        order = draft(api, channel="register")
        answers = at_once(*(
            lambda client=client: client.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True) for client in clients
        ))
        assert [answer.status for answer in answers].count(200) == 1, answers
        assert {answer.status for answer in answers} == {200, 409}
    numbers = [row["number"] for row in api.all("/orders", status="placed,closed")]
    assert len(numbers) == len(set(numbers)), "an order number was given twice"


def test_a_request_whose_answer_was_lost_is_repeated_without_a_second_effect(server, api, size, figures):
    """The connection is cut after the request was sent and before the answer is read; then the client tries again."""
    rounds = size(30, 500, 20_000)
    for number in range(rounds):
        body = {"client_id": str(uuid.uuid4()), "lines": [custom_line(unit_price=100 + number)]}
        key = str(uuid.uuid4())
        cut = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        cut.request("POST", "/api/v1/orders", json.dumps(body), {
            "Content-Type": "application/json", "Authorization": f"Bearer {api.token}", "Idempotency-Key": key})
        cut.close()
        answer = api.post("/orders", body, key=key)
        while answer.code == "idempotency_in_progress":
            answer = api.post("/orders", body, key=key)
        assert answer.status in (200, 201), answer
        again = api.post("/orders", body, key=key)
        assert again.body["id"] == answer.body["id"]
        without_key = api.post("/orders", body)
        assert (without_key.status, without_key["id"]) == (200, answer["id"]), "a client_id made a second order"
    figures(f"answer lost, request repeated: one order in {rounds} of {rounds}")


def test_a_key_belongs_to_its_principal(api):
    key = str(uuid.uuid4())
    body = {"lines": [custom_line()]}
    mine = api.post("/orders", body, key=key, expect=201)
    other = api.as_role("manager").post("/orders", body, key=key, expect=201)
    assert other["id"] != mine["id"]
    assert "Idempotent-Replayed" not in other.headers


def test_refunds_sent_at_once_never_give_back_more_than_was_taken(api, size, figures):
    rounds, senders = size(5, 100, 2000), 10
    clients = [api.with_token(api.token) for _ in range(senders)]
    for _ in range(rounds):
        order = draft(api, custom_line(unit_price=1000, rate=None), channel="register")
        api.pay(order, "card_terminal")
        answers = at_once(*(
            lambda client=client: client.post(f"/orders/{order['id']}/refunds", {"amount": 400, "reason": "Race"}, key=True) for client in clients
        ))
        assert [answer.status for answer in answers].count(200) == 2, answers
        assert {answer.status for answer in answers} <= {200, 409, 422}
        assert api.get(f"/orders/{order['id']}", expect=200)["amount_refunded"] == 800
    figures(f"{senders} refunds of 400 at once on a payment of 1000: 800 given back in {rounds} of {rounds}")
