"""Programs elsewhere are told of what was committed: signed, in order, at least once, and never at an address inside (P15, WHO)."""

import socket
import threading
import time

import pytest

from support.goods import draft
from support.receiver import Receiver, free_port
from support.server import Server


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    """A shop that may tell receivers on this machine."""
    server = Server.with_demo_shop(
        tmp_path_factory.mktemp("shop") / "data", "--public-url", "https://till.bakery.example", environment={"COUNTERFOIL_OUTBOUND_ALLOW": "127.0.0.1"})
    yield server
    server.assert_sound()
    assert server.stop() == 0


@pytest.fixture
def api_here(shop, owner):
    return owner(shop)


@pytest.fixture
def receiver():
    made: list[Receiver] = []

    def make(**options) -> Receiver:
        made.append(Receiver(**options))
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.fixture
def hook(api_here):
    """Makes endpoints and removes them."""
    made: list[str] = []

    def make(url: str, *events: str, **fields) -> dict:
        body = api_here.post("/webhook_endpoints", {"url": url, "events": list(events), **fields}, expect=201).body
        made.append(body["id"])
        return body

    yield make
    for identity in made:
        api_here.delete(f"/webhook_endpoints/{identity}", expect=(204, 404))


def deliveries(client, endpoint: dict, holds, timeout: float = 20) -> list[dict]:
    """The log of an endpoint once it holds what is waited for."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        log = client.all(f"/webhook_endpoints/{endpoint['id']}/deliveries")
        if holds(log):
            return log
    raise AssertionError(f"not after {timeout} s: {log}")


def journal(client) -> list[dict]:
    """Every event there is."""
    events: list[dict] = []
    while page := client.get("/events", params={"limit": 200, **({"after": events[-1]["id"]} if events else {})}, expect=200)["data"]:
        events += page
    return events


def test_an_event_arrives_signed_as_the_list_has_it(api_here, receiver, hook):
    there = receiver()
    made = hook(there.url, "order.created", description="Warehouse")
    order = draft(api_here)
    heard = there.wait_until(lambda all: [each for each in all if each.event["object"]["id"] == order["id"]])[0]
    assert heard.is_signed_with(made["secret"]) and not heard.is_signed_with("whsec_AAAA")
    assert heard.headers["content-type"] == "application/json" and abs(int(heard.headers["webhook-timestamp"]) - time.time()) < 60
    event = heard.event
    assert event["type"] == "order.created" and heard.headers["webhook-id"] == event["id"]
    assert event in journal(api_here)
    log = deliveries(api_here, made, lambda log: log and log[0]["status"] == "delivered")
    assert log[0]["response_status"] == 200 and log[0]["attempts"] == 1 and log[0]["event_id"] == event["id"]


def test_only_the_types_that_were_asked_for(api_here, receiver, hook):
    there, everything = receiver(), receiver()
    hook(there.url, "payment.*")
    hook(everything.url)
    order = draft(api_here)
    api_here.pay(order)
    everything.wait_until(lambda all: [each for each in all if each.event["type"] == "order.paid"])
    there.wait_until(lambda all: [each for each in all if each.event["type"] == "payment.captured"])
    assert {each.event["type"].split(".")[0] for each in there.heard} == {"payment"}


def test_the_secret_is_shown_once(api_here, receiver, shop):
    there = receiver()
    made = api_here.post("/webhook_endpoints", {"url": there.url}, key="once", expect=201)
    again = api_here.post("/webhook_endpoints", {"url": there.url}, key="once", expect=201)
    assert made["secret"].startswith("whsec_") and "secret" not in again.body and again["id"] == made["id"]
    assert "secret" not in api_here.get(f"/webhook_endpoints/{made['id']}", expect=200).body
    assert "whsec_" not in api_here.get("/webhook_endpoints", expect=200).text
    api_here.delete(f"/webhook_endpoints/{made['id']}", expect=204)
    for name, content in shop.stored().items():
        assert made["secret"].encode() not in content, name


def test_it_is_changed_found_and_removed(api_here, hook):
    made = hook("https://warehouse.example/hook", description="Warehouse door")
    changed = api_here.patch(f"/webhook_endpoints/{made['id']}", {"active": False, "events": ["order.*"], "description": None}, expect=200)
    assert (changed["active"], changed["events"], changed["description"], changed["url"]) == (False, ["order.*"], None, made["url"])
    assert made["id"] in [each["id"] for each in api_here.all("/webhook_endpoints", q="ware")]
    assert made["id"] not in [each["id"] for each in api_here.all("/webhook_endpoints", q="kitchen")]
    api_here.delete(f"/webhook_endpoints/{made['id']}", expect=204)
    api_here.get(f"/webhook_endpoints/{made['id']}", expect=404)


def test_what_happens_while_it_is_switched_off_is_not_told(api_here, receiver, hook):
    there = receiver()
    made = hook(there.url, "order.created", active=False)
    silent = draft(api_here)
    api_here.patch(f"/webhook_endpoints/{made['id']}", {"active": True}, expect=200)
    told = draft(api_here)
    there.wait_until(lambda all: there.about(told["id"]))
    assert not there.about(silent["id"])


@pytest.mark.parametrize("url", [
    "https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://0.0.0.0/", "https://10.1.2.3/", "https://172.16.0.1/",
    "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data/", "https://[fc00::1]/", "https://[fe80::1]/", "http://127.0.0.1/",
    "http://2130706433/", "https://2130706433/", "https://0x7f.1/", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.1/",
    "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::7f00:1]/", "https://localhost./", "https://LOCALHOST/",
    "https://①②⑦.0.0.1/", "https://%31%32%37.0.0.1/", "https://good.example@127.0.0.1/", "https://good.example:pw@127.0.0.1/",
    "https://127.0.0.1\\@good.example/", "https:\\\\127.0.0.1/", "https://good.example/ x", "https://good.example/#x", "//good.example/",
    "ftp://good.example/", "file:///etc/passwd", "gopher://good.example/", "unix:///var/run/x.sock", "http://good.example/", "good.example", "",
    "https://good.example:0/", "https://good.example:99999/", "https:///x", "https://.example/", "https://intranet/", "https://printer.local/",
    "https://db.internal/", "https://host.docker.internal/", "https://[::1%25lo]/", "https://127.0.0.1.:443/", "https://1.2.3/", "https://256.1.1.1/",
    "https://good.example/\r\nX: y", "https://100.64.0.1/", "https://[2002:7f00:1::]/",
])
def test_an_address_inside_is_refused_however_it_is_spelled(api, url):
    before = len(api.all("/webhook_endpoints"))
    answer = api.post("/webhook_endpoints", {"url": url}, expect=422)
    assert answer.fields == ["url"], answer.body
    assert len(api.all("/webhook_endpoints")) == before


def test_its_own_name_is_no_receiver(api_here):
    assert api_here.post("/webhook_endpoints", {"url": "https://till.bakery.example/x"}, expect=422).fields == ["url"]
    assert api_here.post("/webhook_endpoints", {"url": "https://TILL.bakery.example./x"}, expect=422).fields == ["url"]


def test_what_was_saved_is_looked_at_again_when_it_is_called(fresh_server, owner, receiver):
    """The decision is made on the address that is connected to: here the permission went away after the address was saved."""
    there = receiver()
    server = fresh_server(environment={"COUNTERFOIL_OUTBOUND_ALLOW": "localhost"})
    client = owner(server)
    made = client.post("/webhook_endpoints", {"url": f"http://localhost:{there.port}/"}, expect=201).body
    draft(client)
    there.wait_until(lambda all: all)
    server.stop()
    server.environment["COUNTERFOIL_OUTBOUND_ALLOW"] = f"127.0.0.1:{there.port + 1 if there.port < 65535 else 1}"
    server.start()
    count = len(there.heard)
    draft(owner(server))
    log = deliveries(owner(server), made, lambda log: log and log[0]["last_error"])
    assert "Blocked" in log[0]["last_error"] and log[0]["status"] == "waiting" and len(there.heard) == count


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_is_not_followed(api_here, receiver, hook, status):
    inside = receiver()
    there = receiver(answer=lambda heard, number: (status, {"Location": inside.url}, b""))
    made = hook(there.url, "order.created")
    draft(api_here)
    log = deliveries(api_here, made, lambda log: log and log[0]["last_error"])
    assert str(status) in log[0]["last_error"] and log[0]["response_status"] == status and inside.heard == []


def test_failures_are_tried_again_with_the_same_event_and_in_order(api_here, receiver, hook):
    there = receiver(answer=lambda heard, number: 500 if number <= 3 else 200)
    made = hook(there.url, "order.created", "order.held", "order.updated")
    order = draft(api_here)
    api_here.post(f"/orders/{order['id']}/hold", {"register_id": register_of(api_here)}, expect=200)
    other = draft(api_here)
    deliveries(api_here, made, lambda log: len(log) >= 3 and all(each["status"] == "delivered" for each in log))
    told = there.about(order["id"])
    accepted = [event["type"] for number, event in enumerate(heard.event for heard in there.heard) if number >= 3 and event["object"]["id"] == order["id"]]
    assert accepted == ["order.created", "order.held"]
    assert len({event["id"] for event in told}) == 2 and there.about(other["id"])


def register_of(client) -> str:
    return client.first_register()["id"]


def test_a_slow_receiver_delays_nobody(api_here, receiver, hook):
    """One that never answers, one that drips, one that talks without end: the others are told at once."""
    open_ended = threading.Event()
    mute = receiver(answer=lambda heard, number: open_ended.wait(30) and 200)
    drip = socket.create_server(("127.0.0.1", 0))
    flood = receiver(answer=lambda heard, number: (200, {}, b"x" * 2_000_000))
    quick = receiver()
    slow = hook(mute.url, "order.created")
    hook(f"http://127.0.0.1:{drip.getsockname()[1]}/", "order.created")
    talkative = hook(flood.url, "order.created")
    hook(quick.url, "order.created")
    orders = [draft(api_here) for _ in range(20)]
    began = time.monotonic()
    quick.wait_until(lambda all: len(all) >= 20, timeout=8)
    assert time.monotonic() - began < 8
    assert {each.event["object"]["id"] for each in quick.heard} == {order["id"] for order in orders}
    deliveries(api_here, talkative, lambda log: len(log) == 20 and all(each["status"] == "delivered" for each in log))
    log = deliveries(api_here, slow, lambda log: any(each["last_error"] for each in log))
    assert "imeout" in str(log) or "too slow" in str(log)
    open_ended.set()
    drip.close()


def test_a_receiver_that_is_down_is_left_alone_and_told_everything_once_it_is_back(api_here, hook):
    port, client = free_port(), api_here
    made = hook(f"http://127.0.0.1:{port}/", "order.created")
    orders = [draft(client) for _ in range(12)]
    end = time.monotonic() + 15
    while (now := client.get(f"/webhook_endpoints/{made['id']}", expect=200).body)["resting_until"] is None:
        assert time.monotonic() < end, now
    assert now["failures"] >= 5
    back = Receiver(port=port)
    client.patch(f"/webhook_endpoints/{made['id']}", {"description": "mended"}, expect=200)
    deliveries(client, made, lambda log: len(log) == 12 and all(each["status"] == "delivered" for each in log))
    assert {each.event["object"]["id"] for each in back.heard} == {order["id"] for order in orders}
    assert client.get(f"/webhook_endpoints/{made['id']}", expect=200)["failures"] == 0
    back.stop()


def test_a_delivery_is_replayed_with_the_same_event_id(api_here, receiver, hook):
    there = receiver()
    made = hook(there.url, "order.created")
    draft(api_here)
    first = deliveries(api_here, made, lambda log: log and log[0]["status"] == "delivered")[0]
    again = api_here.post(f"/webhook_endpoints/{made['id']}/deliveries/{first['id']}/replay", expect=200)
    assert again["status"] == "waiting" and again["event_id"] == first["event_id"]
    heard = there.wait_until(lambda all: all if len(all) == 2 else None)
    assert heard[0].headers["webhook-id"] == heard[1].headers["webhook-id"] and heard[0].body == heard[1].body
    other = hook("https://other.example/")
    api_here.post(f"/webhook_endpoints/{other['id']}/deliveries/{first['id']}/replay", expect=404)


def test_a_refused_change_tells_nobody(api_here, receiver, hook):
    there = receiver()
    hook(there.url)
    order = draft(api_here)
    api_here.pay(order, amount=10_000_000, expect=422)
    marker = draft(api_here)
    there.wait_until(lambda all: there.about(marker["id"]))
    assert [event["type"] for event in there.about(order["id"])] == ["order.created"]


def test_a_token_of_one_place_hears_of_that_place_only(api_here, receiver, shop):
    place = api_here.post("/locations", {"name": "Elsewhere"}, expect=201)["id"]
    bound = api_here.as_role("manager", place)
    there = receiver()
    made = bound.post("/webhook_endpoints", {"url": there.url, "events": ["order.created"]}, expect=201)
    assert made["location_id"] == place
    draft(api_here, location_id=shop.sign_in["location_id"])
    mine = draft(bound)
    there.wait_until(lambda all: all)
    assert [each.event["object"]["id"] for each in there.heard] == [mine["id"]]
    hidden = api_here.post("/webhook_endpoints", {"url": "https://all.example/"}, expect=201)
    bound.get(f"/webhook_endpoints/{hidden['id']}", expect=404)
    for identity in (made["id"], hidden["id"]):
        api_here.delete(f"/webhook_endpoints/{identity}", expect=204)


def test_who_may(api):
    api.as_role("cashier").get("/webhook_endpoints", expect=403)
    api.as_role("cashier").post("/webhook_endpoints", {"url": "https://a.example/"}, expect=403)
    api.with_token(None).get("/webhook_endpoints", expect=401)


@pytest.mark.parametrize("body, field", [
    ({}, "url"), ({"url": None}, "url"), ({"url": "https://a.example", "events": ["order"]}, "events[0]"), ({"url": "https://a.example", "events": "order.*"}, "events"),
    ({"url": "https://a.example", "events": ["Order.Placed"]}, "events[0]"), ({"url": "https://a.example", "secret": "x"}, "secret"),
    ({"url": "https://a.example", "active": 1}, "active"), ({"url": "https://a.example/" + "x" * 2000}, "url"),
])
def test_what_does_not_fit_is_named(api, body, field):
    assert api.post("/webhook_endpoints", body, expect=422).fields == [field]


def test_there_are_no_more_than_the_server_can_serve(api_here, hook):
    for number in range(20 - len(api_here.all("/webhook_endpoints"))):
        hook(f"https://n{number}.example/", "order.created", active=False)
    assert api_here.post("/webhook_endpoints", {"url": "https://more.example/"}, expect=409).code == "conflict"
