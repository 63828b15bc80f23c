"""Messenger and Instagram: what Meta tells, what the shop says there, and what neither may do (WHI, WHO, UPL)."""

import itertools
import json
import threading
import time

import pytest
import requests

from support.client import Client
from support.graph_api import GraphAPI, notice, post, signature, tell
from support.paying import until
from support.server import Server
from support.slips import encoded, jpeg_from_a_phone, picture

DAY = 86_400_000
NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def graph():
    api = GraphAPI()
    yield api
    api.stop()


@pytest.fixture(scope="module")
def meta_server(counterfoil, graph, tmp_path_factory):
    """A demo shop of this module's own whose page and account on Instagram are at `graph`."""
    tokens = f"{graph.page}={graph.token}, {graph.instagram}={graph.token}"
    environment = {**graph.environment(), "COUNTERFOIL_META_PAGE_TOKEN": tokens}
    server = Server.with_demo_shop(tmp_path_factory.mktemp("meta-shop") / "data", environment=environment)
    pid = server.pid
    yield server
    server.assert_sound(pid)
    assert server.stop() == 0, f"stopping was not clean\n{server.log_tail()}"


@pytest.fixture(scope="module")
def meta_api(meta_server):
    return Client(meta_server.url, meta_server.sign_in["token"])


@pytest.fixture
def person(graph):
    """Somebody who has not written yet, known to Meta by a name that nobody else has."""
    number = next(NUMBERS)
    yield graph.knows(f"2406100000{number:06d}", f"Anna Number{number}", profile_pic="https://cdn.example/anna.jpg")
    graph.is_well_again()


def now() -> int:
    return int(time.time() * 1000)


def conversation(graph, api, person: str, channel: str = "facebook") -> dict:
    """The conversation of a person, once their name is known."""
    name = graph.people[person]["name"]
    return until(lambda: next((row for row in api.get("/conversations", params={"channel": channel}, expect=200)["data"]
                               if row["name"] == name), None), timeout=20, what=f"a conversation with {name}")


def thread(graph, api, person: str, count: int = 1, channel: str = "facebook") -> list[dict]:
    """What was said with a person, oldest first, once there is so much of it."""
    found = conversation(graph, api, person, channel)["id"]

    def said() -> list[dict]:
        return [row for row in reversed(api.get(f"/conversations/{found}/messages", expect=200)["data"]) if row["direction"] != "system"]

    return until(lambda: rows if len(rows := said()) >= count else None, timeout=20, what=f"{count} messages")


def answer(graph, api, person: str, text: str, **more) -> dict:
    return api.post(f"/conversations/{conversation(graph, api, person, **more)['id']}/messages", {"text": text}, expect=201).body


def settled(graph, api, person: str, message: dict, **more) -> dict:
    """An answer once it is known what became of it."""
    def look() -> dict | None:
        row = next(row for row in thread(graph, api, person, **more) if row["id"] == message["id"])
        return row if row["status"] != "waiting" else None
    return until(look, timeout=20, what="an end of it")


# The address and its signature


def test_meta_shakes_hands_with_the_word_that_was_agreed_on(meta_server, graph):
    def ask(**query) -> requests.Response:
        return requests.get(f"{meta_server.url}/webhooks/meta", params={name.replace("_", ".", 1): value for name, value in query.items()}, timeout=10)

    good = {"hub_mode": "subscribe", "hub_verify_token": graph.verify_token, "hub_challenge": "1158201444"}
    shaken = ask(**good)
    assert (shaken.status_code, shaken.text) == (200, "1158201444") and shaken.headers["Content-Type"].startswith("text/plain")
    for changed in ({"hub_verify_token": "guessed"}, {"hub_verify_token": ""}, {"hub_mode": "unsubscribe"}):
        refused = ask(**{**good, **changed})
        assert refused.status_code == 403 and "1158201444" not in refused.text
    assert ask(**{**good, "hub_challenge": "<script>"}).status_code == 400


def test_what_is_not_signed_with_the_apps_secret_changes_nothing(meta_server, meta_api, graph, person):
    before = len(meta_api.all("/conversations"))
    body = notice(graph, graph.text(person, "Hello"))
    good = signature(body, graph.app_secret)
    for header in (None, "", "sha256=", signature(body, "another"), signature(body, ""), good[:-2], good.replace("sha256", "sha1"),
                   "sha256=" + "0" * 64):
        refused = post(meta_server, body, header)
        assert (refused.status_code, refused.json()["code"]) == (400, "malformed"), header
    for changed in (body + b" ", body.replace(b"Hello", b"hello"), body.replace(b": ", b":", 1), b""):
        assert post(meta_server, changed, good).status_code == 400
    twice = body.replace(b'"object": "page"', b'"object": "page", "object": "page"')
    assert post(meta_server, twice, signature(twice, graph.app_secret)).status_code == 400
    assert len(meta_api.all("/conversations")) == before


def test_a_notice_of_something_else_is_heard_and_left(meta_server, meta_api, graph):
    before = len(meta_api.all("/conversations"))
    for told in ({"object": "permissions", "entry": []}, {"object": "page", "entry": [{"id": graph.page, "changes": [{"field": "feed"}]}]}):
        body = json.dumps(told).encode()
        assert post(meta_server, body, signature(body, graph.app_secret)).status_code == 200
    assert len(meta_api.all("/conversations")) == before


def test_what_another_page_of_the_same_app_hears_is_none_of_the_shops_business(meta_server, meta_api, graph, person):
    elsewhere = graph.text(person, "To somebody else")
    elsewhere["recipient"] = {"id": "999000000000001"}
    assert tell(meta_server, graph, elsewhere, graph.text(person, "To the shop")).status_code == 200
    assert [row["text"] for row in thread(graph, meta_api, person)] == ["To the shop"]
    row = conversation(graph, meta_api, person)
    assert (row["account"], row["unread"]) == (graph.page, 1)
    assert not [each for each in meta_api.all("/conversations") if each["account"] == "999000000000001"]


# What is told


def test_a_text_begins_a_conversation_with_whoever_wrote_it(meta_server, meta_api, graph, person):
    event = graph.text(person, "Is order D-1 of <b>Bob</b> paid? My id is cus_1")
    assert tell(meta_server, graph, event).status_code == 200
    message = thread(graph, meta_api, person)[0]
    assert (message["direction"], message["kind"], message["text"]) == ("in", "text", "Is order D-1 of <b>Bob</b> paid? My id is cus_1")
    row = conversation(graph, meta_api, person)
    assert (row["channel"], row["account"], row["unread"], row["customer_id"]) == ("facebook", graph.page, 1, None)
    assert row["reply_window"]["state"] == "open" and row["picture_url"] == "https://cdn.example/anna.jpg"


def test_one_notice_may_tell_of_several_people_on_both_channels(meta_server, meta_api, graph):
    people = [graph.knows(f"90000{number}", f"Ben Number{number}") for number in range(3)]
    assert tell(meta_server, graph, *[graph.text(each, f"I am {each}") for each in people]).status_code == 200
    for each in people:
        assert [row["text"] for row in thread(graph, meta_api, each)] == [f"I am {each}"]
    guest = graph.knows("90010", "", username="ig.guest")
    graph.people[guest]["name"] = "ig.guest"
    tell(meta_server, graph, graph.text(guest, "Still there?", "instagram", reply_to={"story": {"id": "1", "url": "https://cdn.example/s"}}),
         object_="instagram")
    first = thread(graph, meta_api, guest, channel="instagram")[0]
    assert first["text"].startswith("Still there?") and "Story" in first["text"]
    assert conversation(graph, meta_api, guest, "instagram")["account"] == graph.instagram


def test_the_same_notice_a_hundred_times_at_once_is_one_message(meta_server, meta_api, graph, person):
    body = notice(graph, graph.text(person, "Once"))
    header = signature(body, graph.app_secret)
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda: statuses.extend(post(meta_server, body, header).status_code for _ in range(10))) for _ in range(10)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert statuses == [200] * 100
    # Told once more in other words around it, as Meta does.
    tell(meta_server, graph, graph.text(person, "Twice"))
    assert [row["text"] for row in thread(graph, meta_api, person, 2)] == ["Once", "Twice"]
    assert conversation(graph, meta_api, person)["unread"] == 2


def test_what_was_taken_back_is_gone_whichever_is_heard_first(meta_server, meta_api, graph, person):
    base = now() - 60_000
    said = [graph.text(person, f"Secret {number}", mid=f"{person}-{number}", at=base + number) for number in range(3)]
    gone = [graph.event(person, at=base + 100, message={"mid": f"{person}-{number}", "is_deleted": True}) for number in range(2)]
    tell(meta_server, graph, gone[0], said[2])
    tell(meta_server, graph, said[0], said[1])
    tell(meta_server, graph, gone[1])
    until(lambda: [row["unsent"] for row in thread(graph, meta_api, person, 3)] == [True, True, False], timeout=20)
    assert [row["text"] for row in thread(graph, meta_api, person, 3)] == [None, None, "Secret 2"]


def test_buttons_edits_places_and_what_cannot_be_shown_stand_in_the_thread(meta_server, meta_api, graph, person):
    base = now() - 60_000
    tell(meta_server, graph, graph.event(person, at=base, postback={"mid": f"{person}-p", "title": "Get started", "payload": "START"}),
         graph.text(person, "2 red L", mid=f"{person}-t", at=base + 1),
         graph.event(person, at=base + 2, message_edit={"mid": f"{person}-t", "text": "3 red L", "num_edit": 1}),
         graph.event(person, at=base + 3, reaction={"mid": f"{person}-t", "action": "react", "reaction": "love"}),
         graph.attached(person, {"type": "audio", "payload": {"url": graph.file("voice.mp4", b"\0", "audio/mp4")}}, at=base + 4),
         graph.attached(person, {"type": "location", "payload": {"coordinates": {"lat": 13.7563, "long": 100.5018}}}, at=base + 5))
    said = thread(graph, meta_api, person, 5)
    assert [row["kind"] for row in said] == ["event", "text", "text", "unsupported", "unsupported"]
    assert [row["text"] for row in said[:3]] == ["Get started", "2 red L", "✎ 3 red L"]
    assert said[3]["text"] == "🎤" and "13.7563, 100.5018" in said[4]["text"]


# Pictures


def file_of(server, api, attachment: dict) -> requests.Response:
    return requests.get(server.url + attachment["url"], headers={"Authorization": f"Bearer {server.sign_in['token']}"}, timeout=10)


def test_a_picture_is_made_anew_and_a_sticker_is_shown_as_one(meta_server, meta_api, graph, person):
    thumb = encoded(picture("thumb", (64, 64)), "PNG")
    tell(meta_server, graph,
         graph.attached(person, {"type": "image", "payload": {"url": graph.file("slip.jpg", jpeg_from_a_phone())}}, text="Paid!", at=now() - 9000),
         graph.attached(person, {"type": "image", "payload": {"url": graph.file("thumb.png", thumb, "image/png"), "sticker_id": 369239263222822}},
                        at=now() - 8000))
    photo, sticker = thread(graph, meta_api, person, 2)
    assert (photo["kind"], photo["text"], photo["attachments"][0]["media_type"]) == ("image", "Paid!", "image/jpeg")
    shown = file_of(meta_server, meta_api, photo["attachments"][0])
    assert shown.status_code == 200 and shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.content.startswith(b"\xff\xd8") and b"SecretPhone" not in shown.content and b"SecretComment" not in shown.content
    assert sticker["kind"] == "sticker" and sticker["attachments"][0]["kind"] == "sticker"


def test_a_file_that_is_none_or_is_too_large_leaves_the_message_without_it(meta_server, meta_api, graph, person):
    page = graph.file("page.jpg", b"<html><script>alert(1)</script>")
    large = graph.file("large.jpg", b"\xff\xd8\xff" + b"\0" * (11 * 1024 * 1024))
    gone = f"{graph.url}/cdn/nothing.jpg"
    events = [graph.attached(person, {"type": "image", "payload": {"url": url}}, at=now() - 9000 + index)
              for index, url in enumerate((page, large, gone))]
    tell(meta_server, graph, *events)
    for message in thread(graph, meta_api, person, 3):
        assert message["kind"] == "unsupported" and message["attachments"] == [] and message["text"] == "🖼"


@pytest.mark.parametrize("url", [
    "http://127.0.0.1:1/x.jpg", "https://169.254.169.254/latest/meta-data", "https://localhost/x", "http://[::1]/x", "http://2130706433/x",
    "file:///etc/passwd", "https://10.0.0.1/x.jpg", "gopher://127.0.0.1/", "not a url",
])
def test_an_address_inside_is_never_called(meta_server, meta_api, graph, person, url):
    tell(meta_server, graph, graph.attached(person, {"type": "image", "payload": {"url": url}}))
    message = thread(graph, meta_api, person)[0]
    assert (message["kind"], message["attachments"]) == ("unsupported", [])


# What the shop says


def test_an_answer_leaves_as_a_response_and_its_echo_is_not_heard_twice(meta_server, meta_api, graph, person):
    tell(meta_server, graph, graph.text(person, "Hi"))
    message = answer(graph, meta_api, person, "Hello Anna")
    assert settled(graph, meta_api, person, message)["status"] == "sent"
    sent = graph.sent[-1]
    assert (sent["recipient"], sent["messaging_type"], sent["message"]) == (
        {"id": person}, "RESPONSE", {"text": "Hello Anna", "metadata": message["id"]})
    tell(meta_server, graph, graph.echo(sent))
    elsewhere = {**sent, "mid": f"{person}-other", "message": {"text": "Written in Meta's inbox"}, "at": now()}
    tell(meta_server, graph, graph.echo(elsewhere))
    said = thread(graph, meta_api, person, 3)
    assert [(row["direction"], row["text"]) for row in said] == [("in", "Hi"), ("out", "Hello Anna"), ("out", "Written in Meta's inbox")]


def test_instagrams_echo_is_known_by_its_words_where_it_brings_no_mark(meta_server, meta_api, graph):
    guest = graph.knows("90040", "Echo Guest")
    tell(meta_server, graph, graph.text(guest, "Hi", "instagram"), object_="instagram")
    message = answer(graph, meta_api, guest, "first line " * 100 + "last", channel="instagram")
    settled(graph, meta_api, guest, message, channel="instagram")
    pieces = [sent for sent in graph.sent if sent["recipient"]["id"] == guest]
    assert len(pieces) == 2
    for sent in pieces:
        sent["message"].pop("metadata")
    tell(meta_server, graph, *[graph.echo(sent, "instagram", at=now()) for sent in pieces], object_="instagram")
    elsewhere = {**pieces[0], "mid": "elsewhere-1", "message": {"text": "By hand"}}
    tell(meta_server, graph, graph.echo(elsewhere, "instagram", at=now()), graph.text(guest, "Thanks", "instagram", at=now() + 5), object_="instagram")
    said = thread(graph, meta_api, guest, 4, "instagram")
    assert [(row["direction"], row["text"][:10]) for row in said] == [("in", "Hi"), ("out", "first line"), ("out", "By hand"), ("in", "Thanks")]


def test_delivered_and_read_are_known_and_never_fall_back(meta_server, meta_api, graph, person):
    tell(meta_server, graph, graph.text(person, "Hi"))
    message = answer(graph, meta_api, person, "Hello")
    settled(graph, meta_api, person, message)
    sent = graph.sent[-1]

    def status() -> str:
        return next(row for row in thread(graph, meta_api, person) if row["id"] == message["id"])["status"]

    tell(meta_server, graph, graph.event(person, delivery={"mids": [sent["mid"]], "watermark": now() + 5}))
    until(lambda: status() == "delivered", timeout=20)
    tell(meta_server, graph, graph.event(person, read={"watermark": now() + 10}))
    until(lambda: status() == "read", timeout=20)
    tell(meta_server, graph, graph.event(person, delivery={"watermark": now() - 10_000}), graph.text(person, "Later"))
    thread(graph, meta_api, person, 3)
    assert status() == "read"


def test_a_long_answer_leaves_in_pieces_and_instagram_takes_a_thousand_octets(meta_server, meta_api, graph):
    guest = graph.knows("90020", "Long Reader")
    tell(meta_server, graph, graph.text(guest, "สวัสดี", "instagram"), object_="instagram")
    before = len(graph.sent)
    text = "สวัสดีค่ะ " * 100
    message = answer(graph, meta_api, guest, text.strip(), channel="instagram")
    assert settled(graph, meta_api, guest, message, channel="instagram")["status"] == "sent"
    pieces = [sent["message"]["text"] for sent in graph.sent[before:]]
    assert len(pieces) > 2 and all(len(piece.encode()) <= 1000 for piece in pieces) and " ".join(pieces) == text.strip()


def test_a_picture_is_brought_to_meta_and_sent_by_its_name(meta_server, meta_api, graph, person):
    tell(meta_server, graph, graph.text(person, "Show me"))
    found = conversation(graph, meta_api, person)["id"]
    uploaded = requests.post(f"{meta_server.url}/api/v1/conversations/{found}/attachments", timeout=10,
                             headers={"Authorization": f"Bearer {meta_server.sign_in['token']}"},
                             files={"file": ("cap.png", encoded(picture("cap"), "PNG"), "image/png")})
    assert uploaded.status_code == 201, uploaded.text
    message = meta_api.post(f"/conversations/{found}/messages", {"text": "This one", "attachments": [uploaded.json()["id"]]}, expect=201).body
    assert settled(graph, meta_api, person, message)["status"] == "sent"
    words, file = [sent["message"] for sent in graph.sent[-2:]]
    name = file["attachment"]["payload"]["attachment_id"]
    assert words["text"] == "This one" and file["attachment"]["type"] == "image"
    assert graph.uploads[name]["data"].startswith(b"\xff\xd8") and graph.uploads[name]["file"]["type"] == "image/jpeg"


# The window, and what Meta refuses


def test_after_a_day_only_a_person_may_answer_and_after_a_week_nobody(meta_server, meta_api, graph, person):
    tell(meta_server, graph, graph.text(person, "Two days ago", at=now() - 2 * DAY))
    window = conversation(graph, meta_api, person)["reply_window"]
    assert window["state"] == "human_only" and window["until"]
    assert settled(graph, meta_api, person, answer(graph, meta_api, person, "Sorry, here we are"))["status"] == "sent"
    assert (graph.sent[-1]["messaging_type"], graph.sent[-1]["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")
    old = graph.knows("90030", "Silent Guest")
    tell(meta_server, graph, graph.text(old, "Eight days ago", at=now() - 8 * DAY))
    found = conversation(graph, meta_api, old)
    assert found["reply_window"]["state"] == "closed"
    refused = meta_api.post(f"/conversations/{found['id']}/messages", {"text": "Hello?"})
    assert refused.status == 409
    tell(meta_server, graph, graph.text(old, "I am back"))
    until(lambda: conversation(graph, meta_api, old)["reply_window"]["state"] == "open", timeout=20)


def test_a_day_that_ended_by_metas_clock_is_answered_as_a_person(meta_server, meta_api, graph, person):
    tell(meta_server, graph, graph.text(person, "Nearly a day ago", at=now() - DAY + 120_000))
    conversation(graph, meta_api, person)
    graph.refuses(10, 2018278, "(#10) This message is sent outside of allowed window.")
    assert settled(graph, meta_api, person, answer(graph, meta_api, person, "Just in time"))["status"] == "sent"
    assert graph.sent[-1]["tag"] == "HUMAN_AGENT"


@pytest.mark.parametrize(("code", "subcode", "words"), [
    (551, 1545041, "cannot be written to"), (100, None, "Meta refused this"), (10, 2534022, "window for replies is closed"),
])
def test_what_meta_refuses_for_good_says_why_and_may_be_tried_again(meta_server, meta_api, graph, person, code, subcode, words):
    tell(meta_server, graph, graph.text(person, "Hi", at=now() - 2 * DAY))
    conversation(graph, meta_api, person)
    graph.refuses(code, subcode)
    message = settled(graph, meta_api, person, answer(graph, meta_api, person, "Hello"))
    assert message["status"] == "not_delivered" and words in message["error"]
    found = conversation(graph, meta_api, person)["id"]
    meta_api.post(f"/conversations/{found}/messages/{message['id']}/retry", expect=200)
    until(lambda: settled(graph, meta_api, person, message)["status"] == "sent", timeout=20)
    assert [sent for sent in graph.sent if sent["recipient"]["id"] == person][-1]["message"]["text"] == "Hello"


def test_an_answer_of_which_only_the_beginning_left_is_not_begun_again(meta_server, meta_api, graph, person):
    tell(meta_server, graph, graph.text(person, "Hi"))
    conversation(graph, meta_api, person)
    before = len(graph.sent)
    graph.answers_then_refuses(1, 613, "Calls to this API have exceeded the rate limit.")
    message = settled(graph, meta_api, person, answer(graph, meta_api, person, "long " * 600))
    assert message["status"] == "not_delivered" and message["error"].startswith("Only its beginning was sent.")
    assert len(graph.sent) == before + 1


def test_an_answer_whose_end_was_lost_is_not_sent_twice_once_its_echo_was_heard(meta_server, meta_api, graph, person):
    tell(meta_server, graph, graph.text(person, "Hi"))
    conversation(graph, meta_api, person)
    graph.loses_answer()
    message = answer(graph, meta_api, person, "Only once")
    sent = until(lambda: [one for one in graph.sent if one["recipient"]["id"] == person], timeout=20)[0]
    tell(meta_server, graph, graph.echo(sent))
    assert settled(graph, meta_api, person, message)["status"] == "sent"
    assert [one["message"]["text"] for one in graph.sent if one["recipient"]["id"] == person] == ["Only once"]


def test_an_answer_that_waits_says_why_and_leaves_once_the_trouble_is_over(meta_server, meta_api, graph, person):
    tell(meta_server, graph, graph.text(person, "Hi"))
    conversation(graph, meta_api, person)
    for _ in range(2):
        graph.refuses(190, 463, "Error validating access token: Session has expired")
    message = answer(graph, meta_api, person, "Patience")

    def row() -> dict:
        return next(row for row in thread(graph, meta_api, person) if row["id"] == message["id"])

    waiting = until(lambda: found if (found := row())["error"] else None, timeout=20, what="a reason")
    assert waiting["status"] == "waiting" and "access token" in waiting["error"]
    done = settled(graph, meta_api, person, message)
    assert (done["status"], done["error"]) == ("sent", None)
