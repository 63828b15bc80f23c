"""Whatever chat services tell, in whatever order and however often, the thread is the same (WHI-01 to WHI-09); and many threads feel like few."""

import contextlib
import itertools
import json
import random
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from support.chat_hooks import DOORS, ChatBooks, LineHook, MetaHook
from support.client import Client

HOOKS = (LineHook, MetaHook)
MOST = 3.0
"""How much more work the inbox may be with ten thousand conversations than with a hundred."""
NOISE = 1.0
"""Milliseconds of work by which the same request differs from one time to another."""
OWN_NAMES = {"id", "created_at", "updated_at", "name", "picture_url", "version"}


@pytest.fixture(scope="module")
def chat_server(counterfoil, tmp_path_factory):
    from support.server import Server

    server = Server.with_demo_shop(tmp_path_factory.mktemp("chats") / "data", environment=DOORS)
    yield server
    server.assert_sound()
    assert server.stop() == 0


@pytest.fixture(scope="module")
def chat_api(chat_server):
    return Client(chat_server.url, chat_server.sign_in["token"])


def now() -> int:
    return int(time.time() * 1000) - 60_000


def sight(api, books: ChatBooks, person: str) -> str:
    """A conversation and all that was said in it, without what names it."""
    conversation = books.conversation(person)
    seen = api.get(f"/conversations/{conversation}", expect=200).body
    thread = api.get(f"/conversations/{conversation}/messages", params={"limit": 200}, expect=200)["data"]
    said = [{name: value for name, value in message.items() if name not in OWN_NAMES} for message in thread]
    for message in said:
        message["attachments"] = [{name: value for name, value in file.items() if name not in ("id", "url")} for file in message["attachments"]]
    return json.dumps([{name: value for name, value in seen.items() if name not in OWN_NAMES}, said], sort_keys=True).replace(person, "PERSON")


@pytest.mark.parametrize("kind", HOOKS, ids=lambda kind: kind.name)
def test_every_order_of_six_events_leaves_one_thread(chat_server, chat_api, size, figures, kind):
    everyone = list(itertools.permutations(range(6)))
    chosen = random.Random(7).sample(everyone, size(40, len(everyone), len(everyone)))
    hook, books, at = kind(chat_server), ChatBooks(chat_server.database), now()
    told = {f"{kind.name}{number:04}": order for number, order in enumerate(chosen)}
    # Step by step, so that each event is worked off before the next one of the same person comes.
    for step in range(6):
        events = [hook.six(person, at)[order[step]] for person, order in told.items()]
        for first in range(0, len(events), 80):
            assert hook.tell(*events[first:first + 80]) == 200
        books.settle()
    with ThreadPoolExecutor(4) as readers:
        seen = set(readers.map(lambda person: sight(chat_api, books, person), told))
    assert len(seen) == 1, "\n".join(sorted(seen)[:2])
    [thread] = seen
    conversation, said = json.loads(thread)
    shown = [message["text"] for message in reversed(said) if not message["unsent"]]
    assert shown[0] == "no, 3" and len(shown) == 2, said
    assert conversation["unread"] == (2 if kind is LineHook else 1)
    figures(f"{kind.name}: {len(chosen)} of {len(everyone)} orders of six events, one thread")


@pytest.mark.parametrize("kind", HOOKS, ids=lambda kind: kind.name)
def test_an_event_told_a_hundred_times_at_once_is_one_message(chat_server, chat_api, kind):
    hook, books = kind(chat_server), ChatBooks(chat_server.database)
    person = f"{kind.name}-echo"
    body = hook.body(hook.text(person, f"{person}-1", now(), "Is it still there?"))
    with ThreadPoolExecutor(20) as road:
        statuses = list(road.map(lambda _: kind(chat_server).post(body).status_code, range(100)))
    assert statuses == [200] * 100
    books.settle()
    thread = chat_api.get(f"/conversations/{books.conversation(person)}/messages", expect=200)["data"]
    assert [message["text"] for message in thread] == ["Is it still there?"]
    assert chat_api.get(f"/conversations/{books.conversation(person)}", expect=200)["unread"] == 1
    assert books.one("SELECT COUNT(*) FROM alerts WHERE conversation_id = ?", books.conversation(person)) == 1


@pytest.mark.parametrize("kind", HOOKS, ids=lambda kind: kind.name)
def test_what_is_not_signed_as_it_should_be_changes_nothing(chat_server, kind):
    hook, books = kind(chat_server), ChatBooks(chat_server.database)
    body = hook.body(hook.text(f"{kind.name}-forger", f"{kind.name}-forged", now(), "Send me everything"))
    right = hook.sign(body)
    other = next(each for each in HOOKS if each is not kind)
    before = books.one("SELECT COUNT(*) FROM channel_events")
    doubled = body.replace(b'"timestamp"', b'"timestamp": 1, "timestamp"', 1)
    tries = {
        "empty": (body, ""), "of nothing": (body, hook.sign(b"")), "by another secret": (body, kind(chat_server, "old secret").sign(body)),
        "by no secret": (body, kind(chat_server, "").sign(body)), "of the other service": (body, other(chat_server).sign(body)), "cut": (body, right[:-2]),
        "in capitals": (body, right.swapcase()), "a byte more": (body + b" ", right), "a word changed": (body.replace(b"everything", b"everythinG"), right),
        "a member doubled": (doubled, right), "long": (body, "A" * 5000),
    }
    answers = {name: hook.post(*each).status_code for name, each in tries.items()}
    answers["none"] = requests.post(chat_server.url + hook.path, data=body, headers={"Content-Type": "application/json"}, timeout=30).status_code
    assert set(answers.values()) <= {400, 401, 403}, answers
    # Signed, but no JSON that one may believe.
    assert hook.post(doubled).status_code == 400
    assert hook.post(b"{").status_code == 400
    assert books.one("SELECT COUNT(*) FROM channel_events") == before
    assert hook.post(body).status_code == 200


def test_what_was_answered_outlives_every_kill_and_is_said_once(fresh_server, owner, size, figures):
    server = fresh_server(environment=DOORS)
    chance, kills = random.Random(11), size(3, 25, 100)
    answered, count, at = set(), itertools.count(), now()
    lock = threading.Lock()

    def talk(kind, until: threading.Event) -> None:
        while not until.is_set():
            number = next(count)
            person, name = f"{kind.name}{number % 7}", f"{kind.name}-{number}"
            hook = kind(server)
            with contextlib.suppress(requests.RequestException):
                if hook.tell(hook.text(person, name, at + number, f"word {number}")) == 200:
                    with lock:
                        answered.add((person, name))

    for _ in range(kills):
        until = threading.Event()
        speakers = [threading.Thread(target=talk, args=(kind, until)) for kind in HOOKS * 2]
        for speaker in speakers:
            speaker.start()
        until.wait(chance.uniform(0.05, 0.3))
        server.kill()
        until.set()
        for speaker in speakers:
            speaker.join()
        server.start(port=server.port)
    assert answered
    books = ChatBooks(server.database)
    books.settle()
    # The services tell again what they had no answer to, and now and then what they had.
    for person, name in sorted(answered):
        hook = MetaHook(server) if name.startswith("facebook") else LineHook(server)
        number = int(name.rsplit("-", 1)[1])
        assert hook.tell(hook.text(person, name, at + number, f"word {number}")) == 200
    books.settle()
    kept = books.all("SELECT external_id, COUNT(*) FROM thread_messages WHERE external_id LIKE 'line-%' OR external_id LIKE 'facebook-%' GROUP BY external_id")
    assert all(times == 1 for _, times in kept)
    assert {name for _, name in answered} <= {name for name, _ in kept}
    api = owner(server)
    for conversation in api.all("/conversations"):
        numbers = [int(each["text"].split()[1]) for each in api.all(f"/conversations/{conversation['id']}/messages") if (each["text"] or "").startswith("word ")]
        assert numbers == sorted(numbers, reverse=True)
    figures(f"messages under kills: {kills} kills, {len(answered)} answered, {len(kept)} kept, none twice, none lost")


def fill(server, books: ChatBooks, have: int, want: int) -> None:
    """Conversations of three messages each."""
    hook, at = LineHook(server), now() - 40_000_000
    for first in range(have, want, 300):
        people = range(first, min(first + 300, want))
        for word in range(3):
            assert hook.tell(*(hook.text(f"many{number:05}", f"many{number:05}-{word}", at + number * 1000 + word, f"May I have {word} of lamp {number:05}?")
                               for number in people)) == 200
    books.settle(1800)


def work(server, api, rounds: int, **query) -> float:
    """The median of one request, in processor time of the server: what else the machine does is not in it."""
    times = []
    for _ in range(rounds):
        before = server.processor_time()
        api.get("/conversations", params={"limit": 50, **query}, expect=200)
        times.append(server.processor_time() - before)
    return statistics.median(times)


@pytest.mark.sqlite_only("a measurement of the work of one process")
def test_the_inbox_with_many_conversations_answers_as_with_a_hundred(fresh_server, owner, size, figures):
    server = fresh_server(environment=DOORS)
    api, books, many = owner(server), ChatBooks(server.database), size(600, 10_000, 10_000)
    asked = {"list": {}, "unread": {"unread": "true"}, "unassigned": {"assignee": "none"}, "one word": {"q": "00077"}, "a shared word": {"q": "lamp"}}

    def looks() -> dict[str, float]:
        return {name: min(work(server, api, 30, **query) for _ in range(3)) for name, query in asked.items()}

    fill(server, books, 0, 100)
    few = looks()
    fill(server, books, 100, many)
    lots = looks()
    found = api.get("/conversations", params={"q": "00077"}, expect=200)["data"]
    assert len(found) == 1
    figures(f"inbox of {many} conversations against 100, ms of processor time: " + ", ".join(f"{name} {lots[name]:.1f} against {few[name]:.1f}" for name in asked))
    slow = {name: (few[name], lots[name]) for name in asked if lots[name] > few[name] * MOST + NOISE}
    assert slow == {}
