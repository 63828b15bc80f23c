"""Killed between commit and delivery, with a receiver that fails: what is told is exactly what was committed (P15, WHO-07, WHO-09)."""

import os
import random
import time

from support.client import Client
from support.goods import custom_line
from support.receiver import Receiver

EVENTS = ["order.created", "order.held"]


def test_what_is_told_is_what_was_committed(fresh_server, size, figures):
    kills = size(3, 40, 1000)
    seed = int(os.environ.get("COUNTERFOIL_PROOF_SEED", random.SystemRandom().randrange(1_000_000)))
    print(f"seed {seed}")
    chance = random.Random(seed)
    faults = random.Random(seed + 1)
    receiver = Receiver(answer=lambda heard, number: faults.choice((200, 200, 200, 200, 503)))
    server = fresh_server(environment={"COUNTERFOIL_OUTBOUND_ALLOW": "127.0.0.1"})
    token, register = server.sign_in["token"], server.register_ids[0]
    endpoint = Client(server.url, token).post("/webhook_endpoints", {"url": receiver.url, "events": EVENTS}, expect=201)["id"]
    for _ in range(kills):
        client = Client(server.url, token)
        for _ in range(chance.randrange(2, 10)):
            order = client.post("/orders", {"lines": [custom_line()]}, expect=201)["id"]
            client.post(f"/orders/{order}/hold", {"register_id": register}, expect=200)
        server.kill()
        server.start()
    client = Client(server.url, token)
    deliver(client, endpoint)
    committed = [event for event in journal(client) if event["type"] in EVENTS and event["created_at"] >= made_at(client, endpoint)]
    heard: dict[str, dict] = {}
    order_of: dict[str, list[str]] = {}
    for each in receiver.heard:
        event = each.event
        if event["id"] not in heard:
            order_of.setdefault(event["object"]["id"], []).append(event["type"])
        assert heard.setdefault(event["id"], event) == event, "a retry told something else"
    assert set(heard) == {event["id"] for event in committed}, "lost or invented"
    assert all(types == EVENTS for types in order_of.values()), "out of order"
    repeats = len(receiver.heard) - len(heard)
    receiver.stop()
    figures(f"webhooks: {kills} kills between commit and delivery, {len(committed)} events committed and told, none lost, none invented, "
            f"{repeats} repeated (seed {seed})")


def made_at(client: Client, endpoint: str) -> str:
    return client.get(f"/webhook_endpoints/{endpoint}", expect=200)["created_at"]


def journal(client: Client) -> list[dict]:
    events: list[dict] = []
    while page := client.get("/events", params={"limit": 200, **({"after": events[-1]["id"]} if events else {})}, expect=200)["data"]:
        events += page
    return events


def deliver(client: Client, endpoint: str, timeout: float = 300) -> None:
    """Waits until nothing is on its way; a receiver at rest is woken by changing its endpoint, as staff would."""
    end = time.monotonic() + timeout
    while True:
        open_ones = client.get(f"/webhook_endpoints/{endpoint}/deliveries", params={"status": "waiting,sending", "limit": 1}, expect=200)["data"]
        behind = client.get(f"/webhook_endpoints/{endpoint}", expect=200)
        if not open_ones and is_told(client, endpoint):
            return
        assert time.monotonic() < end, open_ones
        if behind["resting_until"]:
            client.patch(f"/webhook_endpoints/{endpoint}", {"description": "again"}, expect=200)


def is_told(client: Client, endpoint: str) -> bool:
    """Whether the newest event that it wants is in its log."""
    newest = next(event["id"] for event in reversed(journal(client)) if event["type"] in EVENTS)
    return newest in {each["event_id"] for each in client.all(f"/webhook_endpoints/{endpoint}/deliveries")}
