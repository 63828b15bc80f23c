"""What one till does shows at another without reload."""

import statistics
import time

from support.event_stream import EventStream
from support.goods import draft


def test_a_hold_reaches_the_other_till_by_itself(server, api, size, figures):
    """The time is reported and not judged: a neighbour on the machine can take any time away."""
    register = server.register_ids[0]
    stream = EventStream(server, api.token)
    taken = []
    for _ in range(size(20, 200, 1000)):
        order = draft(api)
        sent = time.monotonic()
        api.post(f"/orders/{order['id']}/hold", {"register_id": register}, expect=200)
        arrived, event = stream.next("order.held", order["id"])
        assert event["object"]["id"] == order["id"]
        taken.append((arrived - sent) * 1000)
    stream.close()
    figures(f"hold at one till seen at another: median {statistics.median(taken):.1f} ms, most {max(taken):.1f} ms, {len(taken)} times")


def test_a_listener_that_was_away_gets_what_it_missed_first(server, api):
    stream = EventStream(server, api.token)
    seen = draft(api)
    _, event = stream.next("order.created", seen["id"])
    stream.close()
    missed = [draft(api)["id"] for _ in range(3)]
    again = EventStream(server, api.token, last_event_id=event["id"])
    assert [again.next("order.created")[1]["object"]["id"] for _ in missed] == missed
    again.close()
