"""Two processes serve one PostgreSQL database: what happens at one is seen at the other, and what is done once is done once (P3, P10, P15)."""

import statistics
import threading
import time
import uuid
from queue import Empty

import pytest

from support.client import Client
from support.database import POSTGRES, drop_under, engine
from support.event_stream import EventStream
from support.form_browser import SESSION, FormBrowser
from support.goods import assert_stock_adds_up, custom_line, draft, variant
from support.processes import Processes
from support.together import at_once

pytestmark = pytest.mark.skipif(engine() != POSTGRES, reason="several processes share a PostgreSQL database")


@pytest.fixture(scope="module")
def pair(counterfoil, tmp_path_factory) -> Processes:
    folder = tmp_path_factory.mktemp("pair")
    processes = Processes(folder).start()
    yield processes
    for server in processes.servers:
        server.assert_sound()
        assert server.stop() == 0, server.log_tail()
    drop_under(folder)


def test_events_reach_the_listeners_of_both_once_and_in_order(pair, size, figures):
    streams = [EventStream(server, pair.token) for server in pair.servers]
    each, writers = size(15, 200, 2000), 8
    clients = pair.clients(writers)
    last = clients[0].events()[-1]["id"]

    def write(client: Client) -> None:
        for _ in range(each):
            draft(client)

    at_once(*(lambda client=client: write(client) for client in clients))
    journal = []
    while page := clients[0].get("/events", params={"after": journal[-1] if journal else last, "limit": 200}, expect=200)["data"]:
        journal += [event["id"] for event in page]
    assert len(journal) >= each * writers
    for stream in streams:
        assert heard(stream, len(journal)) == journal
        stream.close()
    figures(f"two processes, {writers} writers at both: {len(journal)} events, each heard once and in order by the listeners of both")


def heard(stream: EventStream, count: int) -> list[str]:
    """So many ids as they came, and whatever else came within a moment after."""
    ids: list[str] = []
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            ids.append(stream.events.get(timeout=20 if len(ids) < count else 0.5)[3])
        except Empty:
            break
    return ids


def test_a_hold_at_one_process_shows_at_a_till_of_the_other(pair, size, figures):
    first, second = pair.servers
    api, register = Client(first.url, pair.token), first.register_ids[0]
    stream = EventStream(second, pair.token)
    taken = []
    for _ in range(size(20, 200, 1000)):
        order = draft(api)
        sent = time.monotonic()
        api.post(f"/orders/{order['id']}/hold", {"register_id": register}, expect=200)
        arrived, _ = stream.next("order.held", order["id"])
        taken.append((arrived - sent) * 1000)
        # Whoever hears of it can read it.
        assert Client(second.url, pair.token).get(f"/orders/{order['id']}", expect=200)["hold"]
    stream.close()
    figures(f"hold at one process seen at a till of the other: median {statistics.median(taken):.1f} ms, most {max(taken):.1f} ms, {len(taken)} times")


def test_the_last_unit_is_sold_once_whichever_process_is_asked(pair, size, figures):
    rounds, clients = size(3, 50, 500), pair.clients(12)
    location, register = pair.servers[0].sign_in["location_id"], pair.servers[0].register_ids[0]
    for _ in range(rounds):
        thing = variant(clients[0], location, stock=1)
        orders = [draft(client, {"variant_id": thing["id"], "quantity": 1}, channel="register", register_id=register, location_id=location)
                  for client in clients]
        answers = at_once(*(lambda client=client, order=order: client.pay(order, "card_terminal", expect=(200, 409))
                            for client, order in zip(clients, orders)))
        assert [answer.status for answer in answers].count(200) == 1, answers
        assert assert_stock_adds_up(clients[1], thing["id"], location)["available"] == 0
    figures(f"{len(clients)} tills at two processes for the last unit: sold once in {rounds} of {rounds}")


def test_the_last_use_of_a_code_is_redeemed_once_whichever_process_is_asked(pair, size, figures):
    rounds, clients = size(2, 50, 500), pair.clients(16)
    for _ in range(rounds):
        code = f"LAST-{uuid.uuid4().hex[:12]}"
        made = clients[0].post("/promotions", {"title": "Last one", "code": code, "value_type": "percentage", "value": "10", "usage_limit": 1}, expect=201)
        orders = [draft(client, custom_line(unit_price=1000, rate=None), adjustments=[{"kind": "promotion", "code": code}]) for client in clients]
        answers = at_once(*(lambda client=client, order=order: client.pay(order, "card_terminal", expect=(200, 409))
                            for client, order in zip(clients, orders)))
        assert [answer.status for answer in answers].count(200) == 1, answers
        assert clients[1].get(f"/promotions/{made['id']}", expect=200)["uses"] == 1
    figures(f"{len(clients)} clients at two processes for the last use of a code: one use in {rounds} of {rounds}")


def test_one_of_two_tills_at_two_processes_gets_a_held_order(pair, size, figures):
    rounds, clients, registers = size(20, 500, 1000), pair.clients(2), pair.servers[0].register_ids[:2]
    for _ in range(rounds):
        order = draft(clients[0])["id"]
        clients[0].post(f"/orders/{order}/hold", {"register_id": registers[0]}, expect=200)
        answers = at_once(*(lambda client=client, register=register: client.post(f"/orders/{order}/retrieve", {"register_id": register})
                            for client, register in zip(clients, registers)))
        assert sorted(answer.status for answer in answers) == [200, 409], answers
        assert next(answer for answer in answers if answer.status == 409).code == "already_retrieved"
    figures(f"two tills at two processes, one held order: exactly one in {rounds} of {rounds}")


def test_one_intent_sent_to_both_has_one_effect(pair, size, figures):
    rounds, clients = size(20, 500, 5000), pair.clients(4)
    for _ in range(rounds):
        key, title = str(uuid.uuid4()), f"Bow {uuid.uuid4().hex}"
        body = {"lines": [custom_line(title)]}
        answers = at_once(*(lambda client=client: client.post("/orders", body, key=key, expect=(201, 409)) for client in clients))
        made = {answer["id"] for answer in answers if answer.status == 201}
        assert len(made) == 1, answers
        assert {answer.code for answer in answers if answer.status == 409} <= {"idempotency_in_progress"}
        assert [order["id"] for order in clients[1].get("/orders", params={"q": title.split()[1]}, expect=200)["data"]] == list(made)
    figures(f"one order sent by {len(clients)} requests to two processes under one key: one order in {rounds} of {rounds}")


def test_a_link_opened_at_both_is_paid_once(pair, size, figures):
    rounds, clients = size(5, 100, 500), pair.clients(8)
    for _ in range(rounds):
        order = draft(clients[0], custom_line(unit_price=1000, rate=None))
        sent = clients[0].post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, expect=200).body
        token = sent["checkout_url"].rsplit("/", 1)[1]
        pages = [FormBrowser(server.url).get(f"/checkout/{token}") for server in pair.servers]
        assert [page.status_code for page in pages] == [200, 200]
        answers = at_once(*(lambda client=client: client.pay(sent, "card_terminal", expect=(200, 409, 422)) for client in clients))
        assert [answer.status for answer in answers].count(200) == 1, answers
        paid = clients[1].get(f"/orders/{order['id']}", expect=200)
        assert paid["amount_paid"] == paid["total"] == 1000
    figures(f"one invoice paid by {len(clients)} requests to two processes: paid once in {rounds} of {rounds}")


def test_people_in_one_order_see_each_other_across_processes(pair):
    first, second = pair.clients(2)
    order = draft(first)
    marta = second.with_token(second.post("/tokens", {"name": "Marta", "role": "manager"}, expect=201)["token"])
    assert first.post(f"/orders/{order['id']}/presence", {"section": "items"}, expect=200)["data"] == []
    assert [person["section"] for person in marta.post(f"/orders/{order['id']}/presence", {}, expect=200)["data"]] == ["items"]
    assert [person["name"] for person in first.post(f"/orders/{order['id']}/presence", {}, expect=200)["data"]] == ["Marta"]


def test_what_is_taken_away_at_one_is_gone_at_the_other_within_a_second(pair):
    first, second = pair.clients(2)
    made = first.post("/tokens", {"name": "Till robot", "role": "manager"}, expect=201)
    robot = second.with_token(made["token"])
    robot.get("/orders", params={"limit": 1}, expect=200)
    first.delete(f"/tokens/{made['id']}", expect=(200, 204))
    deadline = time.monotonic() + 1
    while robot.get("/orders", params={"limit": 1}).status != 401:
        assert time.monotonic() < deadline, "a revoked token is good for longer than a second"


def test_sign_in_forms_and_pins_work_whichever_process_answers(pair):
    """Each request goes to the other process than the one before."""
    facts = pair.servers[0].sign_in
    browser = Alternating(pair)
    assert browser.sign_in(facts["owner"]["email"], facts["owner"]["password"]).status_code == 303
    for _ in range(4):
        assert browser.get("/admin/orders").status_code == 200
    token = browser.token_of("/admin/orders")
    for number in range(4):
        made = browser.call("POST", "/note_templates", {"title": f"Note {number} {uuid.uuid4().hex[:6]}", "body": "Thank you"}, token=token)
        assert made.status_code == 201, made.text
    assert browser.call("POST", "/note_templates", {"title": "Forged", "body": "x"}, token="0" * 64).status_code == 403
    assert browser.become_till(facts["location_id"], facts["registers"][0]["id"] if isinstance(facts["registers"][0], dict) else facts["registers"][0]).status_code == 303
    cashiers = {person["name"]: person["pin"] for person in facts["cashiers"]}
    staff = {person["name"]: person["id"] for person in pair.clients(1)[0].all("/staff")}
    browser.cookies.pop(SESSION)
    for name, pin in list(cashiers.items()) * 2:
        assert browser.enter_pin(staff[name], pin).status_code == 303, f"{name} could not come to the till"
        for _ in range(4):
            page = browser.get("/register")
            assert page.status_code == 200 and name in page.text, "another process answers for somebody else"


class Alternating(FormBrowser):
    """A browser behind a balancer that sends each request to the next process."""

    def __init__(self, processes: Processes):
        super().__init__(processes.servers[0].url)
        self.urls = [server.url for server in processes.servers]
        self.sent = 0

    def send(self, method, path, *, headers=None, **options):
        # What a browser says of itself is the balancer's address; here that is the server that is asked.
        self.sent += 1
        url = self.urls[self.sent % len(self.urls)]
        headers = {name: (url if name == "Origin" else value) for name, value in (headers or {}).items()}
        self.url = url
        return super().send(method, path, headers=headers, **options)


def test_wrong_pins_are_counted_for_all_processes_together(pair):
    """A guesser who asks another process each time gets no more tries (P18)."""
    clients = pair.clients(8)
    guesser = clients[0].post("/staff", {"name": f"Guessed {uuid.uuid4().hex[:6]}", "role": "cashier", "pin": "593817"}, expect=201)["id"]
    order = draft(clients[0])["id"]
    answers = at_once(*(lambda client=client: client.post(
        "/approvals", {"action": "discount", "object": order, "staff_id": guesser, "pin": "000000"}, expect=(401, 403, 422, 429)) for client in clients * 2))
    looked_at = [answer for answer in answers if answer.status != 429]
    assert len(looked_at) <= 5, f"{len(looked_at)} guesses were looked at"
