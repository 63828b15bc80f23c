"""Orders live random lives, and the books hold (promise P13). Deeds and model are in `support.lives`."""

import os
import random

from support.goods import assert_stock_adds_up
from support.lives import MAY, Lives
from support.server import run_command


def test_orders_live_any_life_and_the_books_hold(server, api, size, figures):
    seed = int(os.environ.get("COUNTERFOIL_PROOF_SEED", random.SystemRandom().randrange(1_000_000)))
    print(f"Lives by seed {seed}")
    lives = Lives(api, server, random.Random(seed))
    steps = size(600, 20_000, 1_000_000)
    for number in range(steps):
        lives.step()
        if number % 200 == 199:
            for thing in lives.goods:
                assert_stock_adds_up(api, thing["id"], lives.location)
    done = run_command("doctor", data=server.data)
    assert done.returncode == 0, done.stdout + done.stderr
    rare = [deed for deed in MAY if deed not in lives.counts]
    assert steps < 5000 or not rare, f"never possible: {rare}"
    figures(f"{steps} deeds on {len(lives.numbers)} numbered orders, {sum(lives.counts.values())} done and the rest refused (seed {seed})")
