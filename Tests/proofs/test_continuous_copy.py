"""A copy follows the shop into another folder: whatever dies and whenever, what was acknowledged more than a second before is in it (P22)."""

import os
import random
import time

from proofs.test_kill_under_load import STOCK
import pytest

from support.client import Client
from support.goods import variant
from support.server import Server, run_command
from support.shop_load import Request, ShopLoad

pytestmark = pytest.mark.sqlite_only("the copy of a file; PostgreSQL ships its own log")

# What the copy may be behind, in seconds.
BEHIND = 1.0


class TimedLoad(ShopLoad):
    """Knows when each answer came."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.answered_at: dict[str, float] = {}

    def _post(self, client, path, body, order_client_id):
        answer = super()._post(client, path, body, order_client_id)
        # Later than it was, if anything, so that a lag is never overlooked by it.
        self.answered_at[f"{order_client_id} {path} {body.get('client_id', '')}"] = time.monotonic()
        return answer

    def answered(self, request: Request) -> float | None:
        return self.answered_at.get(f"{request.order_client_id} {request.path} {request.body.get('client_id', '')}")


def test_the_copy_is_never_more_than_a_second_behind(tmp_path, counterfoil, size, figures):
    rounds = size(2, 20, 200)
    seed = int(os.environ.get("COUNTERFOIL_PROOF_SEED", random.SystemRandom().randrange(1_000_000)))
    print(f"seed {seed}")
    chance = random.Random(seed)
    copy, data = tmp_path / "elsewhere", tmp_path / "shop"
    copy.mkdir()
    assert run_command("demo", data=data).returncode == 0
    server = Server(data, "--replicate-to", str(copy)).start()
    token, location = server.sign_in["token"], server.sign_in["location_id"]
    thing = variant(Client(server.url, token), location, STOCK)
    safe = late = 0
    for round_ in range(rounds):
        load = TimedLoad(server.url, token, server.register_ids, location, thing, tills=8, seed=seed + round_)
        load.start()
        load.wait_for_acknowledged(chance.randrange(80, 200))
        killed = time.monotonic()
        server.kill()
        load.join()
        torn = tear(copy, chance) if round_ % 2 else 0
        there = restored_orders(copy, tmp_path / f"restored-{round_}", token)
        for request in load.requests:
            answered = load.answered(request)
            if request.status is None or answered is None:
                continue
            is_there = (request.answer.get("order", request.answer))["version"] <= there.get(request.order_client_id, {"version": -1})["version"]
            if answered < killed - BEHIND and not torn:
                assert is_there, f"round {round_}: {request.path} was acknowledged {killed - answered:.2f} s before and is not in the copy"
                safe += 1
            elif not is_there:
                late += 1
        server.start()
    assert server.stop() == 0
    assert_stopped_shop_is_whole(copy, data, tmp_path)
    figures(f"continuous copy: {rounds} kills under load, {safe} writes acknowledged more than {BEHIND:.0f} s before all there; of younger "
            f"ones, and of copies torn in the midst of a frame, {late} missing; every copy sound (seed {seed})")


def tear(copy, chance: random.Random) -> int:
    """Cuts the newest log off anywhere in its last part, as a machine does that dies while it copies. Answers how much was cut off."""
    log = sorted(sorted(copy.glob("line-*"))[-1].glob("log-*"))[-1]
    octets = log.stat().st_size
    cut = chance.randrange(1, min(octets, 100_000))
    with open(log, "r+b") as file:
        file.truncate(octets - cut)
    return cut


def restored_orders(copy, folder, token: str) -> dict[str, dict]:
    """Restores the copy, which looks at every invariant, and answers its orders by the name that their till gave them."""
    done = run_command("restore", str(copy), data=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    restored = Server(folder).start()
    try:
        return {row["client_id"]: row for row in Client(restored.url, token).all("/orders")}
    finally:
        assert restored.stop() == 0


def assert_stopped_shop_is_whole(copy, data, tmp_path) -> None:
    """What a shop was stopped with is in its copy to the last row."""
    for name, folder in (("own", data), ("copied", tmp_path / "last")):
        if name == "copied":
            assert run_command("restore", str(copy), data=folder).returncode == 0
        assert run_command("export", str(tmp_path / f"{name}.ndjson"), data=folder).returncode == 0
    own, copied = (set((tmp_path / f"{name}.ndjson").read_text(encoding="utf-8").splitlines()) for name in ("own", "copied"))
    assert own - copied == set(), f"not in the copy: {sorted(own - copied)[:3]}"
