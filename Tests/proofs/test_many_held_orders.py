"""However many orders are on hold, the drawer opens and is searched as with a hundred; nothing is dropped at any number."""

import statistics
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.client import Client
from support.goods import draft


def hold_until(server, api, have: int, want: int) -> None:
    till = server.register_ids[0]

    def put_aside(number: int) -> None:
        own = Client(server.url, api.token)
        order = draft(own)
        own.post(f"/orders/{order['id']}/hold", {"register_id": till, "label": f"coat {number:05}"}, expect=200)

    with ThreadPoolExecutor(8) as tills:
        list(tills.map(put_aside, range(have, want)))


def milliseconds(server, api, rounds: int, **query) -> float:
    """The median of opening the drawer, the request as the page sends it, in processor time of the server: what else the machine does is
    not in it."""
    times = []
    for _ in range(rounds):
        before = server.processor_time()
        api.get("/orders", params={"held": "true", "limit": 50, **query}, expect=200)
        times.append(server.processor_time() - before)
    return statistics.median(times)


@pytest.mark.sqlite_only("a measurement of the work of one process")
def test_the_drawer_with_many_orders_opens_as_with_a_hundred(fresh_server, owner, size, figures):
    server = fresh_server()
    api = owner(server)
    already = len(api.all("/orders", held="true"))
    many = size(1000, 10_000, 10_000)
    hold_until(server, api, already, 100)
    few = milliseconds(server, api, 100), milliseconds(server, api, 100, q="coat 00077")
    hold_until(server, api, 100, many)
    lots = milliseconds(server, api, 100), milliseconds(server, api, 100, q="coat 00077")
    assert len(api.all("/orders", held="true")) == many, "all are listed, none was dropped"
    figures(
        f"drawer with {many} held orders against 100: opens {lots[0]:.1f} against {few[0]:.1f} ms, "
        f"searches {lots[1]:.1f} against {few[1]:.1f} ms of processor time (medians of 100)")
