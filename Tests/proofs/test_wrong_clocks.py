"""A clock that is wrong corrupts neither the order of things nor who may do them (promise P24)."""

import random
from pathlib import Path

import pytest

from support.client import Client
from support.form_browser import FormBrowser
from support.goods import custom_line, placed
from support.server import Server, binary

LIBRARY = next(iter(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)
JUMPS = ("+1d", "-1d", "+10y", "-10y")


# The library loses the arguments of the first program it is loaded into; a program that this one starts in its own place keeps them.
WRAPPER = """#!/bin/sh
LD_PRELOAD={library} FAKETIME_TIMESTAMP_FILE={clock} FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 exec nice -n 0 {binary} "$@"
"""


@pytest.fixture
def clocked(tmp_path, monkeypatch):
    """A shop whose wall clock the test sets while it serves; the monotonic one goes on."""
    assert LIBRARY is not None, "libfaketime is missing; script/setup installs it"
    clock = tmp_path / "clock"
    clock.write_text("+0\n")
    wrapper = tmp_path / "counterfoil"
    wrapper.write_text(WRAPPER.format(library=LIBRARY, clock=clock, binary=binary().resolve()))
    wrapper.chmod(0o755)
    monkeypatch.setenv("COUNTERFOIL_BINARY", str(wrapper))
    server = Server.with_demo_shop(tmp_path / "data")
    yield server, lambda jump: clock.write_text(f"{jump}\n")
    server.stop()


def signed_in(server) -> FormBrowser:
    browser = FormBrowser(server.url)
    owner = server.sign_in["owner"]
    assert browser.sign_in(owner["email"], owner["password"]).status_code == 303
    return browser


def may_enter(browser: FormBrowser) -> bool:
    return browser.get("/admin/orders").status_code == 200


def test_nobody_stays_longer_and_nothing_changes_places_when_the_clock_jumps(clocked, size, figures):
    server, set_clock = clocked
    api = Client(server.url, server.sign_in["token"])
    seed = random.randrange(1 << 32)
    print(f"The clock jumps by seed {seed}.")
    dice = random.Random(seed)
    register = server.register_ids[0]
    held = api.post("/orders", {"channel": "register", "register_id": register, "lines": [custom_line()]}, expect=201)
    api.post(f"/orders/{held['id']}/hold", {"register_id": register, "reserve_stock": False}, expect=200)
    browsers = {"+0": signed_in(server)}
    made, rounds = [], size(1, 5, 20)
    for _ in range(rounds):
        for jump in dice.sample(JUMPS, len(JUMPS)):
            set_clock(jump)
            assert not may_enter(browsers["+0"]), f"a session of today is worth something at {jump}"
            browsers[jump] = signed_in(server)
            assert may_enter(browsers[jump])
            made += [placed(api, custom_line(unit_price=dice.randint(100, 900))) for _ in range(2)]
        set_clock("+0")
        assert [jump for jump in JUMPS if may_enter(browsers[jump])] == [], "a session that another clock gave out is worth something"
        made.append(placed(api))
    journal = [event["object"]["id"] for event in api.events() if event["type"] == "order.placed"]
    ids = [order["id"] for order in made]
    assert [each for each in journal if each in set(ids)] == ids, "the journal tells of the sales in another order"
    numbers = [int("".join(filter(str.isdigit, order["number"]))) for order in made]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert api.get(f"/orders/{held['id']}", expect=200)["hold"] is not None, "a jump of the clock ended a hold"
    paid = sum(order["amount_paid"] for order in made)
    assert paid == sum(api.get(f"/orders/{order['id']}", expect=200)["total"] for order in made)
    figures(f"{rounds * len(JUMPS)} jumps of the clock by a day and by ten years: {len(made)} sales in their order, no session outlived its policy (seed {seed})")
