"""Of two tills that retrieve one held order at the same moment exactly one gets it; the other learns who has it."""

from support.goods import draft
from support.together import at_once


def held_order(api, register: str) -> str:
    order = draft(api)
    api.post(f"/orders/{order['id']}/hold", {"register_id": register, "label": "red coat"}, expect=200)
    return order["id"]


def test_exactly_one_of_two_tills_gets_the_order(server, api, size, figures):
    first, second = server.register_ids[:2]
    clients = [api.with_token(api.token), api.with_token(api.token)]
    rounds = size(60, 1000, 1000)
    for number in range(rounds):
        order = held_order(api, first)
        answers = at_once(*(
            lambda client=client, register=register: client.post(f"/orders/{order}/retrieve", {"register_id": register})
            for client, register in zip(clients, (first, second))
        ))
        statuses = sorted(answer.status for answer in answers)
        assert statuses == [200, 409], f"round {number}: {answers}"
        winner = next(index for index, answer in enumerate(answers) if answer.status == 200)
        loser = answers[1 - winner]
        assert loser.code == "already_retrieved"
        assert loser["held_by"]["register_id"] == (first, second)[winner]
        assert loser["held_by"]["register_name"]
        lease = api.get(f"/orders/{order}", expect=200)["lease"]
        assert lease["register_id"] == (first, second)[winner]
    figures(f"two tills, one held order: exactly one in {rounds} of {rounds}")


def test_many_requests_for_one_order_have_one_winner(server, api, size, figures):
    first, second = server.register_ids[:2]
    rounds, tills = size(5, 50, 200), 16
    clients = [api.with_token(api.token) for _ in range(tills)]
    for _ in range(rounds):
        order = held_order(api, first)
        answers = at_once(*(
            lambda client=client, register=(first if index % 2 else second): (register, client.post(f"/orders/{order}/retrieve", {"register_id": register}))
            for index, client in enumerate(clients)
        ))
        winners = {register for register, answer in answers if answer.status == 200}
        # The same till may ask twice (that renews its lease); two tills may not both have it.
        assert len(winners) == 1, answers
        assert {answer.status for _, answer in answers} <= {200, 409}
    figures(f"{tills} requests from two tills for one held order: one till in {rounds} of {rounds}")


def test_an_order_of_a_till_that_died_is_in_the_drawer_and_can_be_taken_over(server, api):
    first, second = server.register_ids[:2]
    order = held_order(api, first)
    api.post(f"/orders/{order}/retrieve", {"register_id": second}, expect=200)
    drawer = {row["id"]: row for row in api.all("/orders", held="true")}
    assert drawer[order]["lease"]["register_id"] == second
    api.post(f"/orders/{order}/retrieve", {"register_id": first}, expect=409)
    taken = api.post(f"/orders/{order}/retrieve", {"register_id": first, "take_over": True}, expect=200)
    assert taken["order"]["lease"]["register_id"] == first
