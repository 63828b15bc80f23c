"""Stock is conserved and never oversold, whoever asks at the same moment (promise P10)."""

from support.goods import assert_stock_adds_up, draft, variant
from support.together import at_once


def test_the_last_unit_is_sold_once(server, api, size, figures):
    location = server.sign_in["location_id"]
    register = server.register_ids[0]
    rounds, buyers = size(5, 50, 500), 12
    clients = [api.with_token(api.token) for _ in range(buyers)]
    for _ in range(rounds):
        thing = variant(api, location, stock=1)
        orders = [
            draft(api, {"variant_id": thing["id"], "quantity": 1}, channel="register", register_id=register, location_id=location)
            for _ in clients
        ]
        answers = at_once(*(
            lambda client=client, order=order: client.pay(order, "card_terminal", expect=(200, 409)) for client, order in zip(clients, orders)
        ))
        assert [answer.status for answer in answers].count(200) == 1, answers
        assert {answer.code for answer in answers if answer.status == 409} <= {"not_ready", "out_of_stock"}
        shelf = assert_stock_adds_up(api, thing["id"], location)
        assert (shelf["on_hand"], shelf["available"]) == (0, 0)
    figures(f"{buyers} tills at once for the last unit: sold once in {rounds} of {rounds}")


def test_a_hundred_buyers_online_and_twenty_tills_want_the_last_unit(server, api, size, figures):
    """Buyers who collect and pay then, beside customers at the counter: whoever it is, one of them gets it."""
    location = server.sign_in["location_id"]
    rounds, buyers, tills = size(2, 500, 500), 100, 20
    clients = [api.with_token(api.token) for _ in range(buyers + tills)]
    sold = {"online_store": 0, "register": 0}
    for _ in range(rounds):
        thing = variant(api, location, stock=1)
        line = {"variant_id": thing["id"], "quantity": 1, "requires_shipping": False}
        online = [draft(api, line, channel="online_store", location_id=location) for _ in range(buyers)]
        counter = [draft(api, line, channel="register", register_id=server.register_ids[n % 2], location_id=location) for n in range(tills)]
        calls = [
            lambda client=client, order=order: client.post(
                f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=(200, 409))
            for client, order in zip(clients, online)
        ] + [
            lambda client=client, order=order: client.pay(order, "card_terminal", expect=(200, 409))
            for client, order in zip(clients[buyers:], counter)
        ]
        answers = at_once(*calls)
        winners = [answer for answer in answers if answer.status == 200]
        assert len(winners) == 1, [answer.body for answer in winners]
        sold[winners[0]["channel"]] += 1
        assert {answer.code for answer in answers if answer.status == 409} <= {"not_ready", "out_of_stock"}
        shelf = assert_stock_adds_up(api, thing["id"], location)
        assert (shelf["on_hand"], shelf["available"]) == (0, 0)
    figures(f"{buyers} buyers and {tills} tills for the last unit: sold once in {rounds} of {rounds}, {sold['register']} times over the counter")


def test_crossed_baskets_neither_block_nor_oversell(server, api, size):
    location = server.sign_in["location_id"]
    rounds = size(5, 100, 5000)
    first, second = variant(api, location, stock=rounds), variant(api, location, stock=rounds)
    ways = [(first, second), (second, first)]
    sold = 0
    for _ in range(rounds):
        orders = [
            draft(api, *({"variant_id": thing["id"], "quantity": 1} for thing in way), channel="register", location_id=location) for way in ways
        ]
        answers = at_once(*(lambda order=order: api.with_token(api.token).pay(order, "card_terminal", expect=(200, 409)) for order in orders))
        sold += [answer.status for answer in answers].count(200)
    assert sold == rounds
    for thing in (first, second):
        shelf = assert_stock_adds_up(api, thing["id"], location)
        assert shelf["on_hand"] == 0
