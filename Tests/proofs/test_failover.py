"""The machine of the database dies under load: every acknowledged write is on the one that takes over, and nobody has to do anything."""

import os
import random
import time

import pytest
from proofs.test_kill_under_load import STOCK, assert_all_there, assert_nothing_is_half
from support.client import Client
from support.goods import variant
from support.postgres_cluster import PostgresCluster, missing_parts, quick_folder
from support.server import Server, run_command
from support.steady_load import SteadyLoad

pytestmark = pytest.mark.sqlite_only("has servers of its own, so it runs once")

# How a primary goes: PostgreSQL alone, the whole machine, or a machine that stands still, its connections open, until its watchdog restarts it.
STRIKES = ("database", "machine", "frozen")


@pytest.fixture
def cluster():
    if missing := missing_parts():
        pytest.fail(f"not installed: {', '.join(missing)}")
    made = PostgresCluster(quick_folder())
    try:
        yield made.start()
    finally:
        made.stop()
        made.remove()


def test_no_acknowledged_write_is_lost_when_the_primary_dies(cluster, tmp_path, size, figures):
    failovers = int(os.environ.get("COUNTERFOIL_PROOF_FAILOVERS", size(1, 3, 50)))
    # On a machine that has other things to do, as many as there is time for.
    last_begin = time.monotonic() + 60 * int(os.environ.get("COUNTERFOIL_PROOF_MINUTES", 600))
    seed = int(os.environ.get("COUNTERFOIL_PROOF_SEED", random.SystemRandom().randrange(1_000_000)))
    print(f"seed {seed}")
    chance = random.Random(seed)
    data, database = tmp_path / "data", ["--database", cluster.address]
    made = run_command("demo", *database, data=data)
    assert made.returncode == 0, made.stderr
    server = Server(data, *database).start()
    pid = server.pid
    token, location = server.sign_in["token"], server.sign_in["location_id"]
    api = Client(server.url, token)
    thing = variant(api, location, STOCK)
    known: dict[str, dict] = {}
    silences: dict[str, list[float]] = {kind: [] for kind in STRIKES}
    acknowledged = repeated = 0
    try:
        for failover in range(failovers):
            if time.monotonic() > last_begin:
                failovers = failover
                break
            kind = STRIKES[failover % len(STRIKES)] if failovers >= len(STRIKES) else chance.choice(STRIKES)
            load = SteadyLoad(server.url, token, server.register_ids, location, thing, tills=8, seed=seed + failover)
            silences[kind].append(fail_over(cluster, load, kind, chance))
            acknowledged += len(load.requests)
            repeated += load.repeated
            assert_every_answer_stands(api, load, failover, known)
            print(f"failover {failover + 1}: {kind}, {len(load.requests)} writes, {silences[kind][-1]:.1f} s without one", flush=True)
        server.assert_sound(pid)
        assert_all_there(api, known, thing, location)
        assert server.stop() == 0
    finally:
        if server.is_running():
            server.kill()
    report = run_command("doctor", *database, data=data)
    assert report.returncode == 0, report.stdout + report.stderr
    waits = "; ".join(f"{kind} {len(rows)}, without a write {min(rows):.1f} to {max(rows):.1f} s" for kind, rows in silences.items() if rows)
    figures(f"failovers under load: {failovers} ({waits}), {acknowledged} acknowledged writes all there and answered as before, "
            f"{repeated} tries repeated with one effect (seed {seed})")


def fail_over(cluster: PostgresCluster, load: SteadyLoad, kind: str, chance: random.Random) -> float:
    """Strikes the primary under load and waits until the shop takes writes again. Answers the seconds without a write."""
    primary = cluster.wait_until_whole()
    load.start()
    load.wait_for_acknowledged(chance.randrange(20, 150))
    struck = time.monotonic()
    {"database": primary.kill_database, "machine": primary.kill, "frozen": primary.freeze}[kind]()
    watchdog = primary.reset_later() if kind == "frozen" else None
    # Answers that were on their way at that moment are not yet the new primary's.
    cluster.wait_for_another_primary(primary)
    load.wait_for_acknowledged(load.acknowledged + 40, timeout=150)
    silence = load.longest_silence(struck)
    if watchdog:
        watchdog.join(30)
    # The machine that was struck comes back while the tills go on.
    {"database": lambda: None, "machine": primary.start, "frozen": primary.start}[kind]()
    load.wait_for_acknowledged(load.acknowledged + 40, timeout=150)
    successor = cluster.wait_until_whole()
    assert successor is not primary, "nothing failed over"
    load.end()
    return silence


def assert_every_answer_stands(api: Client, load: SteadyLoad, failover: int, known: dict[str, dict]) -> None:
    """Each request of the round, sent once more under its key, is answered as it was, and its order is what its requests made of it."""
    assert not load.refused, f"failover {failover}: {load.refused[:3]}"
    by_order: dict[str, list] = {}
    for request in load.requests:
        answer = request.send(api)
        assert (answer.status, answer.body) == (request.status, request.answer), f"failover {failover}: {request.path} was answered differently"
        assert answer.headers.get("Idempotent-Replayed") == "true", f"failover {failover}: {request.path} was carried out again"
        order = answer["order"] if "order" in answer.body else answer.body
        if order["version"] >= known.get(order["id"], {"version": 0})["version"]:
            known[order["id"]] = order
        by_order.setdefault(request.order_client_id, []).append(request)
    for name, made in by_order.items():
        assert_nothing_is_half(api, name, made)
