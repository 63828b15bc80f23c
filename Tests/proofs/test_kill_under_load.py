"""`kill -9` at any moment: every acknowledged write is there, nothing is half, no key is answered twice differently (P1, P2, P3)."""

import os
import random

from support.client import Client
from support.goods import assert_stock_adds_up, variant
from support.server import run_command
from support.shop_load import ShopLoad

STOCK = 1_000_000


def test_every_acknowledged_write_outlives_a_kill(fresh_server, size, figures):
    kills = size(20, 200, 2000)
    seed = int(os.environ.get("COUNTERFOIL_PROOF_SEED", random.SystemRandom().randrange(1_000_000)))
    print(f"seed {seed}")
    chance = random.Random(seed)
    server = fresh_server()
    token, location = server.sign_in["token"], server.sign_in["location_id"]
    thing = variant(Client(server.url, token), location, STOCK)
    known: dict[str, dict] = {}
    acknowledged = replayed = unanswered = 0
    for kill in range(kills):
        load = ShopLoad(server.url, token, server.register_ids, location, thing, tills=8, seed=seed + kill)
        load.start()
        load.wait_for_acknowledged(chance.randrange(10, 120))
        server.kill()
        load.join()
        server.start()
        api = Client(server.url, token)
        for request in load.requests:
            answer = request.send(api)
            if request.status is None:
                unanswered += 1
                assert answer.status in (200, 201), f"kill {kill}: a request without an answer cannot be repeated: {answer}"
            else:
                acknowledged += 1
                assert (answer.status, answer.body) == (request.status, request.answer), f"kill {kill}: {request.path} was answered differently"
                assert answer.headers.get("Idempotent-Replayed") == "true", f"kill {kill}: {request.path} was carried out again"
                replayed += 1
            request.answer = answer.body
            order = answer["order"] if "order" in answer.body else answer.body
            if order["version"] >= known.get(order["id"], {"version": 0})["version"]:
                known[order["id"]] = order
        for name in {request.order_client_id for request in load.requests}:
            assert_nothing_is_half(api, name, [request for request in load.requests if request.order_client_id == name])
    assert_all_there(Client(server.url, token), known, thing, location)
    assert server.stop() == 0
    report = run_command("doctor", data=server.data)
    assert report.returncode == 0, report.stdout + report.stderr
    figures(f"kill -9 under load: {kills} kills, {acknowledged} acknowledged writes all there, {replayed} keys answered as before, "
            f"{unanswered} unanswered ones repeated with one effect (seed {seed})")


def assert_nothing_is_half(api: Client, name: str, requests: list) -> None:
    """The order is exactly what its requests made of it, whichever of them had been answered before the kill."""
    created = requests[0].answer
    order = api.get(f"/orders/{created['id']}", expect=200).body
    assert order["client_id"] == name
    lines = [request.body["client_id"] for request in requests if request.path.endswith("/lines")]
    lines += [line["client_id"] for request in requests if request.path == "/orders" for line in request.body["lines"]]
    assert sorted(line["client_id"] for line in order["lines"]) == sorted(lines)
    assert order["total"] == sum(line["total"] for line in order["lines"])
    payments = [request for request in requests if request.path.endswith("/payments")]
    assert len(order["payments"]) == len(payments)
    assert (order["placed_at"] is not None) == bool(payments)
    assert (order["number"] is not None) == bool(payments)
    types = [event["type"] for event in api.get(f"/orders/{order['id']}/events", expect=200)["data"]]
    assert types.count("order.created") == 1
    assert types.count("order.placed") == len(payments)
    movements = api.all(f"/orders/{order['id']}/inventory_movements")
    assert sum(row["delta"] for row in movements) == (-1 if payments else 0)


def assert_all_there(api: Client, known: dict[str, dict], thing: dict, location: str) -> None:
    """Nothing of all rounds is missing, no number was given twice, and the shelf agrees with the books."""
    stored = {row["id"]: row for row in api.all("/orders")}
    for order_id, order in known.items():
        assert order_id in stored, f"order {order_id} was acknowledged and is gone"
        assert stored[order_id]["version"] >= order["version"]
    numbers = [row["number"] for row in stored.values() if row["number"] is not None]
    assert len(numbers) == len(set(numbers)), "an order number was given twice"
    drafts = [row["draft_number"] for row in stored.values()]
    assert len(drafts) == len(set(drafts)), "a draft number was given twice"
    placed = sum(1 for order_id in known if stored[order_id]["placed_at"] is not None)
    shelf = assert_stock_adds_up(api, thing["id"], location)
    assert shelf["on_hand"] == STOCK - placed
