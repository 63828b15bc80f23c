"""The journal of what happened: asked for, and told as it happens."""

import socket
import time

import pytest
from support.event_stream import EventStream
from support.goods import draft
from support.wire import Wire


def test_the_journal_is_read_page_by_page_oldest_first(api):
    start = last_event(api)
    made = [draft(api)["id"] for _ in range(5)]
    seen, after = [], start
    while True:
        page = api.get("/events", params={"limit": 2, **({"after": after} if after else {})}, expect=200).body
        seen += page["data"]
        if not page["data"]:
            break
        after = page["data"][-1]["id"]
    assert [event["object"]["id"] for event in seen if event["type"] == "order.created"] == made
    assert all(event["actor"]["kind"] == "token" and event["created_at"].endswith("Z") for event in seen)


def last_event(api) -> str | None:
    after = None
    while True:
        data = api.get("/events", params={"limit": 200, **({"after": after} if after else {})}, expect=200)["data"]
        if not data:
            return after
        after = data[-1]["id"]


@pytest.mark.parametrize("query", ["after=evt_nothing", "after=x", "limit=0", "before=evt_1", "cursor=x"])
def test_a_question_that_makes_no_sense_is_refused(api, query):
    api.get(f"/events?{query}", expect=422)


def test_strangers_hear_nothing(api):
    api.with_token(None).get("/events", expect=401)
    api.with_token(None).get("/events/stream", expect=401)


def test_asking_for_the_head_of_a_stream_does_not_hang(server):
    with Wire(server.port) as wire:
        heard = wire.send(
            f"HEAD /api/v1/events/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.sign_in['token']}\r\nConnection: close\r\n\r\n"
        ).hear(wait=3)
    assert heard.status == 200 and heard.headers["content-type"] == "text/event-stream"


def test_a_revoked_token_hears_no_more(server, api):
    made = api.post("/tokens", {"name": "Display", "role": "manager"}, expect=201)
    with Wire(server.port) as wire:
        wire.send(f"GET /api/v1/events/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {made['token']}\r\n\r\n")
        assert wire.hear().status == 200
        api.delete(f"/tokens/{made['id']}", expect=204)
        revoked = time.monotonic()
        heard = wire.hear(wait=4, until_closed=True)
    assert heard.raw.endswith(b"0\r\n\r\n") or heard.closed
    assert time.monotonic() - revoked < 2.5


def test_what_happens_is_told_while_a_listener_sleeps(server, api):
    """A listener that does not read holds up nobody, and gets everything once it reads."""
    stalled = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    stalled.sendall(
        f"GET /api/v1/events/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.sign_in['token']}\r\n\r\n".encode())
    stream = EventStream(server, api.token)
    made = [draft(api)["id"] for _ in range(20)]
    for identity in made:
        stream.next("order.created", identity)
    stream.close()
    raw, end = b"", time.monotonic() + 5
    while made[-1].encode() not in raw and time.monotonic() < end:
        raw += stalled.recv(65536)
    stalled.close()
    assert all(identity.encode() in raw for identity in made)
