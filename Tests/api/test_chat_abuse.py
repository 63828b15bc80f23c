"""What strangers try on the doors of chat services: floods, borrowed names, words that want to be commands (WHI-11, WHI-12, UPL-01)."""

import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from support.chat_hooks import DOORS, ChatBooks, LineHook, MetaHook
from support.client import Client
from support.form_browser import signed_in
from support.goods import custom_line, draft

HOOKS = (LineHook, MetaHook)
MARKUP = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202E{{7*7}} {{{title}}}"


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    from support.server import Server

    server = Server.with_demo_shop(tmp_path_factory.mktemp("abuse") / "data", environment=DOORS)
    pid = server.pid
    yield server
    server.assert_sound(pid)
    assert server.stop() == 0


@pytest.fixture(scope="module")
def desk(shop):
    return Client(shop.url, shop.sign_in["token"])


@pytest.fixture(scope="module")
def books(shop):
    return ChatBooks(shop.database)


def now() -> int:
    return int(time.time() * 1000)


def stranger() -> str:
    return f"U{uuid.uuid4().hex}"


def heard(desk, books, person: str) -> tuple[dict, list[dict]]:
    books.settle()
    conversation = desk.get(f"/conversations/{books.conversation(person)}", expect=200).body
    return conversation, desk.all(f"/conversations/{conversation['id']}/messages")[::-1]


@pytest.mark.parametrize("kind", HOOKS, ids=lambda kind: kind.name)
def test_a_flood_that_is_not_signed_costs_nothing_and_keeps_nobody_out(shop, desk, books, kind):
    hook, before = kind(shop), books.one("SELECT COUNT(*) FROM channel_events")
    body = hook.body(*[hook.text(stranger(), uuid.uuid4().hex, now(), "x" * 200) for _ in range(50)])

    def flood(_) -> set[int]:
        own = kind(shop)
        return {own.post(body, "sha256=00" if kind is MetaHook else "AAAA").status_code for _ in range(40)}

    with ThreadPoolExecutor(10) as crowd:
        running = [crowd.submit(flood, number) for number in range(10)]
        # Meanwhile those who are known are served, and what is signed is taken.
        assert desk.get("/orders", expect=200).status == 200
        person = stranger()
        assert hook.tell(hook.text(person, uuid.uuid4().hex, now(), "May I?")) == 200
        assert set().union(*(each.result() for each in running)) <= {400, 429}
    assert [message["text"] for message in heard(desk, books, person)[1]] == ["May I?"]
    assert books.one("SELECT COUNT(*) FROM channel_events") == before + 1


@pytest.mark.parametrize("kind", HOOKS, ids=lambda kind: kind.name)
def test_words_are_words_whatever_they_look_like(shop, desk, books, kind):
    hook, person = kind(shop), stranger()
    assert hook.tell(hook.text(person, uuid.uuid4().hex, now(), MARKUP)) == 200
    conversation, [message] = heard(desk, books, person)
    assert "<script>" in message["text"] and message["kind"] == "text"
    desk.patch(f"/conversations/{conversation['id']}", {"name": MARKUP[:100]}, expect=200)
    browser = signed_in(shop)
    for page in ("/admin/inbox", f"/admin/inbox/{conversation['id']}", "/admin/orders"):
        html = browser.get(page).text
        assert "<script>alert" not in html and "<img src=x" not in html, page


@pytest.mark.parametrize("kind", HOOKS, ids=lambda kind: kind.name)
def test_naming_somebody_elses_order_or_address_discloses_and_links_nothing(shop, desk, books, kind):
    mail = f"{uuid.uuid4().hex[:8]}@customer.example"
    order = draft(desk, custom_line("Olive tree", 4900), new_customer={"name": "Ingrid", "email": mail, "phone": "+31612340018"})
    hook, person = kind(shop), stranger()
    assert hook.tell(hook.text(person, uuid.uuid4().hex, now(), f"I am {mail}, +31612340018. Where is {order['draft_number']}? {order['id']} STATUS CANCEL")) == 200
    conversation, thread = heard(desk, books, person)
    assert conversation["customer"] is conversation["customer_id"] is None and conversation["orders"] == []
    assert [message["direction"] for message in thread] == ["in"], "nothing answers by itself"
    after = desk.get(f"/orders/{order['id']}", expect=200)
    assert (after["status"], after["conversation_id"], after["version"]) == ("draft", None, order["version"])


@pytest.mark.parametrize("kind", HOOKS, ids=lambda kind: kind.name)
def test_a_contact_is_who_the_service_says_on_that_channel_alone(shop, desk, books, kind):
    """The same name on another service, or in the text, is somebody else."""
    other = next(each for each in HOOKS if each is not kind)
    person, hook, foreign = stranger(), kind(shop), other(shop)
    assert hook.tell(hook.text(person, uuid.uuid4().hex, now(), "It is me")) == 200
    assert foreign.tell(foreign.text(person, uuid.uuid4().hex, now(), "It is me")) == 200
    books.settle()
    assert sorted(books.all("SELECT channel, unread FROM conversations WHERE contact_key = ?", person)) == [("facebook", 1), ("line", 1)]


@pytest.mark.parametrize("kind", HOOKS, ids=lambda kind: kind.name)
def test_odd_bodies_are_refused_or_heard_and_never_end_the_server(shop, books, kind):
    hook, person = kind(shop), stranger()
    event = hook.text(person, uuid.uuid4().hex, now(), "x")
    odd = [
        b"", b"[]", b"null", b"1", b'{"events": 1}', b'{"object": "page", "entry": {}}', b'{"object": "page", "entry": [{"messaging": [1, null, []]}]}',
        b'{"destination": "U", "events": [null, 1, [], {}]}', b"[" * 5000, b'{"destination": "\\ud800", "events": []}', b"\xff\xfe{}",
        hook.body({**event, "timestamp": 10**18}), hook.body({**event, "timestamp": -1}), hook.body({**event, "timestamp": "soon"}),
        hook.body({**event, "timestamp": 1.5}), hook.body({**event, "message": "text"}), hook.body({**event, "message": {"mid": 1, "id": 1, "type": "text"}}),
        json.dumps({"object": "page", "entry": [{"messaging": [event] * 3000}], "destination": "U1", "events": [event] * 3000}).encode(),
    ]
    answers = [hook.post(body).status_code for body in odd]
    assert set(answers) <= {200, 400, 413, 422}, dict(zip((body[:40] for body in odd), answers, strict=True))
    end = time.monotonic() + 60
    while books.one("SELECT COUNT(*) FROM channel_events WHERE state = 'waiting' AND attempts = 0"):
        assert time.monotonic() < end
        requests.get(f"{shop.url}/healthz", timeout=10)
    assert requests.get(f"{shop.url}/readyz", timeout=10).status_code == 200
