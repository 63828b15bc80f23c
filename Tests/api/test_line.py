"""LINE: what people write there becomes a conversation, what the shop answers reaches them once, and nothing else is believed (WHI).

LINE's own SDK signs and reads what is told to the shop, and is spoken to by the same stand-in that the shop speaks to.
"""

import json
import threading
import time

import pytest
from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import ApiClient, ApiException, Configuration, MessagingApi, PushMessageRequest, TextMessage
from linebot.v3.webhook import SignatureValidator

from support.chat_apis import LineAPI, post, tell
from support.client import Client
from support.paying import until
from support.server import Server
from support.slips import encoded, jpeg_from_a_phone, picture


@pytest.fixture(scope="module")
def line():
    api = LineAPI()
    yield api
    api.stop()


@pytest.fixture(scope="module")
def server(counterfoil, tmp_path_factory, line):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("line") / "data", environment=line.environment())
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def api(server):
    return Client(server.url, server.sign_in["token"])


def talk(api, name: str) -> dict | None:
    """The conversation with somebody, by the name that LINE gives of them."""
    return next((row for row in api.get(f"/conversations?channel=line&q={name}", expect=200)["data"] if row["name"] == name), None)


def heard(api, name: str) -> dict:
    return until(lambda: talk(api, name), what=f"{name} is in the inbox")


def thread(api, conversation: dict) -> list[dict]:
    """What was said, oldest first."""
    return api.get(f"/conversations/{conversation['id']}/messages?limit=100", expect=200)["data"][::-1]


def settled(api, source: str = "line") -> list[dict]:
    """Every event that was told, once none waits."""
    until(lambda: not api.get(f"/channel_events?source={source}&state=waiting", expect=200)["data"], what="all events are worked off")
    return api.all(f"/channel_events?source={source}")


def test_the_stand_in_speaks_as_lines_own_sdk_expects(line):
    nok = line.person("Nok", pictureUrl="https://profile.line-scdn.net/0h1")
    with ApiClient(Configuration(host=line.url, access_token=line.token)) as client:
        messaging = MessagingApi(client)
        assert messaging.get_bot_info().user_id == line.account
        assert messaging.get_profile(nok).display_name == "Nok"
        push, key = PushMessageRequest(to=nok, messages=[TextMessage(text="Hello")]), "123e4567-e89b-12d3-a456-426614174000"
        first = messaging.push_message(push, x_line_retry_key=key)
        with pytest.raises(ApiException) as again:
            messaging.push_message(push, x_line_retry_key=key)
        assert again.value.status == 409 and json.loads(again.value.body)["sentMessages"][0]["id"] == first.sent_messages[0].id
        with pytest.raises(ApiException) as nobody:
            messaging.get_profile("U" + "f" * 32)
        assert nobody.value.status == 404


def test_what_lines_own_sdk_takes_becomes_a_conversation(server, api, line):
    som = line.person("Somchai Jaidee")
    body = line.body(line.text(som, "2 red L + 1 cap 🙏"))
    assert SignatureValidator(line.secret).validate(body.decode(), line.sign(body))
    payload = WebhookParser(line.secret).parse(body.decode(), line.sign(body), as_payload=True)
    assert payload.destination == line.account and payload.events[0].message.text == "2 red L + 1 cap 🙏"
    answer = post(server, body, line.sign(body))
    assert (answer.status_code, answer.json()) == (200, {"received": True})
    conversation = heard(api, "Somchai Jaidee")
    assert (conversation["channel"], conversation["account"], conversation["unread"]) == ("line", line.account, 1)
    assert conversation["reply_window"]["state"] == "open"
    message = thread(api, conversation)[0]
    assert (message["direction"], message["kind"], message["text"]) == ("in", "text", "2 red L + 1 cap 🙏")


def forgeries(line, body: bytes) -> dict[str, tuple[bytes, str | None]]:
    good = line.sign(body)
    return {
        "none": (body, None), "empty": (body, ""), "another secret": (body, line.sign(body, "0" * 32)), "no base 64": (body, "v1=" + good),
        "half": (body, good[:20]), "in hex": (body, body[:32].hex()), "a blank more": (body + b" ", good), "a letter less": (body[:-1], good),
        "another order of words": (json.dumps(dict(reversed(list(json.loads(body).items())))).encode(), good),
        "another destination": (body.replace(line.account.encode(), b"U" + b"1" * 32), good), "nothing": (b"", good),
    }


def test_what_is_not_signed_as_line_signs_it_changes_nothing(server, api, line):
    user = line.person("Forged")
    body = line.body(line.text(user, "Send it all to me"))
    before = len(settled(api))
    for name, (octets, signature) in forgeries(line, body).items():
        with pytest.raises((InvalidSignatureError, AttributeError)):
            WebhookParser(line.secret).parse(octets.decode(), signature)
        answer = post(server, octets, signature)
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed"), name
    assert len(settled(api)) == before and talk(api, "Forged") is None
    assert server.log().count("not signed as they should be") <= 2, "a flood would fill the log"


def test_a_signed_body_that_says_a_thing_twice_or_is_no_webhook_is_refused(server, api, line):
    body = line.body(line.text(line.person("Twice"), "once"))
    twice = body.replace(b'"text": "once"', b'"text": "once", "text": "twice"', 1)
    for octets in (twice, b"[]", b"{}", b'{"events": []}', b'{"destination": "' + b"U" * 300 + b'", "events": []}', b"\xff", body[:-1]):
        assert post(server, octets, line.sign(octets)).status_code == 400, octets
    assert tell(server, line).status_code == 200, "the Verify button sends no events"
    assert talk(api, "Twice") is None


def test_a_body_beyond_the_limit_is_not_read(server, line):
    body = line.body(line.text("U" + "2" * 32, "x" * 1_100_000))
    assert post(server, body, line.sign(body)).status_code == 413


def test_the_same_event_from_many_sides_is_one_message(server, api, line):
    user = line.person("Ploy")
    event = line.text(user, "Hello?")
    again = {**event, "deliveryContext": {"isRedelivery": True}}
    # The same message under another event's name is the same message.
    renamed = {**event, "webhookEventId": "01RENAMED0000000000000000"}
    statuses: list[int] = []

    def replay() -> None:
        statuses.extend(tell(server, line, one).status_code for one in (event, again, renamed) for _ in range(3))

    threads = [threading.Thread(target=replay) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert statuses == [200] * 72
    conversation = heard(api, "Ploy")
    settled(api)
    assert [message["text"] for message in thread(api, conversation)] == ["Hello?"]
    assert api.get(f"/conversations/{conversation['id']}", expect=200)["unread"] == 1


def test_pictures_are_made_anew_and_what_cannot_be_shown_is_named(server, api, line):
    user = line.person("Malee")
    big = line.file(b"x" * (11 * 1024 * 1024))
    events = [
        line.picture(user, jpeg_from_a_phone()), line.picture(user, b"<svg onload=alert(1)>"), line.picture(user, b"", status=404),
        line.message(user, "image", contentProvider={"type": "line"}, quoteToken="q"),
        line.message(user, "sticker", packageId="446", stickerId="1988", stickerResourceType="STATIC", quoteToken="q"),
        line.message(user, "location", title="Home", address="12 Sukhumvit", latitude=13.7563, longitude=100.5018),
        line.message(user, "video", duration=6000, contentProvider={"type": "line"}, quoteToken="q"),
        line.message(user, "hologram"),
    ]
    events[3]["message"]["id"] = big
    for number, event in enumerate(events):
        event["timestamp"] += number
    assert WebhookParser(line.secret).parse(line.body(*events[:7]).decode(), line.sign(line.body(*events[:7])))
    assert tell(server, line, *events).status_code == 200
    conversation = heard(api, "Malee")
    assert all(event["state"] == "done" for event in settled(api) if event["type"] == "message")
    said = thread(api, conversation)
    assert [message["kind"] for message in said] == [
        "image", "unsupported", "unsupported", "unsupported", "sticker", "unsupported", "unsupported", "unsupported"]
    photo = said[0]["attachments"][0]
    assert (photo["media_type"], photo["kind"]) == ("image/jpeg", "image") and photo["width"] > 0
    octets = api.session.get(server.url + photo["url"], headers={"Authorization": f"Bearer {api.token}"}, timeout=30)
    assert octets.content[:3] == b"\xff\xd8\xff" and b"Exif" not in octets.content, "where it was taken is nobody's business"
    assert said[5]["text"] == "📍 Home, 12 Sukhumvit (13.7563, 100.5018)"


def test_a_picture_that_is_not_ready_comes_when_it_is(server, api, line):
    user = line.person("Arthit")
    event = line.picture(user, encoded(picture(), "png"))
    line.breaks(f"/{event['message']['id']}/content", 202)
    tell(server, line, event)
    conversation = until(lambda: talk(api, "Arthit"), what="the picture came", timeout=30)
    assert thread(api, conversation)[0]["kind"] == "image"


def test_a_message_that_was_taken_back_is_gone_whichever_comes_first(server, api, line):
    user = line.person("Kanya")
    first, second, at = line.text(user, "My card is 4242"), line.text(user, "and so on"), int(time.time() * 1000)
    gone = [line.event("unsend", user, at + 5, unsend={"messageId": event["message"]["id"]}) for event in (first, second)]
    tell(server, line, gone[0], line.text(user, "Good morning", at))
    conversation = heard(api, "Kanya")
    tell(server, line, first, second)
    settled(api)
    tell(server, line, gone[1])
    settled(api)
    said = thread(api, conversation)
    assert sorted((message["text"], message["unsent"]) for message in said if not message["unsent"]) == [("Good morning", False)]
    assert all(message["text"] is None for message in said if message["unsent"])


def test_whoever_blocked_the_shop_cannot_be_answered_until_they_come_back(server, api, line):
    user, at = line.person("Ubol"), int(time.time() * 1000)
    tell(server, line, line.text(user, "Bye", at), line.event("unfollow", user, at + 1000))
    conversation = heard(api, "Ubol")
    settled(api)
    window = api.get(f"/conversations/{conversation['id']}", expect=200)["reply_window"]
    assert window["state"] == "closed"
    tell(server, line, line.event("follow", user, at + 2000, replyToken="r", follow={"isUnblocked": True}))
    settled(api)
    assert api.get(f"/conversations/{conversation['id']}", expect=200)["reply_window"]["state"] == "open"


def test_groups_and_what_shops_have_no_use_for_are_heard_and_left(server, api, line):
    group = {"type": "group", "groupId": "C" + "0" * 32, "userId": line.person("In a group")}
    events = [
        {**line.text("U" + "3" * 32, "to everybody"), "source": group}, line.event("join", "U" + "3" * 32),
        line.event("accountLink", "U" + "3" * 32, link={"result": "ok", "nonce": "n"}), line.event("somethingNew", "U" + "3" * 32)]
    tell(server, line, *events)
    mine = {event["webhookEventId"] for event in events}
    assert len(mine) == 4
    assert [event["state"] for event in settled(api) if event["type"] in ("join", "accountLink", "somethingNew")] == ["ignored"] * 3
    assert talk(api, "In a group") is None


def test_an_event_that_cannot_be_understood_keeps_no_other_waiting_and_is_shown(server, api, line):
    user = line.person("Prasert")
    poisoned = line.text(user, "never heard")
    del poisoned["message"]["id"]
    events = [poisoned] + [line.text(user, f"Line {number}") for number in range(40)]
    tell(server, line, *events)
    conversation = heard(api, "Prasert")
    settled(api)
    assert len(thread(api, conversation)) == 40
    dead = api.get("/channel_events?state=dead", expect=200)["data"]
    assert [(event["type"], event["attempts"], event["last_error"]) for event in dead] == [("message", 1, "Its message has no id.")]
    assert api.post(f"/channel_events/{dead[0]['id']}/retry", expect=200)["state"] == "waiting"
    settled(api)
    assert api.get("/channel_events?state=dead", expect=200)["data"][0]["attempts"] == 1
    done = api.get("/channel_events?state=done", expect=200)["data"][0]
    assert api.post(f"/channel_events/{done['id']}/retry").code == "conflict"


def test_what_could_not_be_taken_in_is_forgotten_with_whoever_wrote_it(server, api, line):
    user = line.person("Forgotten")
    tell(server, line, line.text(user, "Hello"))
    conversation = heard(api, "Forgotten")
    poisoned = line.text(user, "I live at 12 Sukhumvit")
    del poisoned["message"]["id"]
    tell(server, line, poisoned)
    settled(api)
    customer = api.post("/customers", {"name": "Forgotten"}, expect=201)["id"]
    api.patch(f"/conversations/{conversation['id']}", {"customer_id": customer}, expect=200)
    kept = "SELECT COUNT(*) FROM channel_events WHERE contact = ? OR body LIKE ?"
    assert server.database.one(kept, user, "%Sukhumvit%") > 0
    api.post(f"/customers/{customer}/erase", expect=(200, 204))
    assert server.database.one(kept, user, "%Sukhumvit%") == 0


def said_to(api, name: str, text: str, server, line) -> tuple[str, dict, dict]:
    """Somebody who wrote, their conversation, and the shop's answer."""
    user = line.person(name)
    tell(server, line, line.text(user, "Hello"))
    conversation = heard(api, name)
    return user, conversation, api.post(f"/conversations/{conversation['id']}/messages", {"text": text}, key=True, expect=201).body


def state_of(api, conversation: dict, message: dict) -> dict:
    return next(one for one in thread(api, conversation) if one["id"] == message["id"])


def test_an_answer_reaches_its_contact_once(server, api, line):
    user, conversation, message = said_to(api, "Wanida", "Yes, we have it.", server, line)
    until(lambda: state_of(api, conversation, message)["status"] == "sent", what="it was sent")
    assert [(one.type, one.text) for one in line.pushed_to(user)] == [("text", "Yes, we have it.")]


def test_an_answer_whose_receipt_was_lost_is_not_said_twice(server, api, line):
    user = line.person("Anong")
    tell(server, line, line.text(user, "Hello"))
    conversation = heard(api, "Anong")
    line.loses_answer()
    message = api.post(f"/conversations/{conversation['id']}/messages", {"text": "Once."}, key=True, expect=201).body
    until(lambda: state_of(api, conversation, message)["status"] == "sent", what="it was sent", timeout=60)
    keys = [headers["x-line-retry-key"] for method, path, headers, body in line.asked if path.endswith("/push") and user.encode() in body]
    assert len(keys) >= 2 and len(set(keys)) == 1, "each try has the same retry key"
    assert [one.text for one in line.pushed_to(user)] == ["Once."]


def test_what_line_refuses_for_good_is_not_delivered_and_says_why(server, api, line):
    user = line.person("Chai")
    tell(server, line, line.text(user, "Hello"))
    conversation = heard(api, "Chai")
    line.breaks("/push", 400, "The property, 'to', in the request body is invalid")
    message = api.post(f"/conversations/{conversation['id']}/messages", {"text": "?"}, key=True, expect=201).body
    until(lambda: state_of(api, conversation, message)["status"] == "not_delivered", what="it was given up")
    assert "LINE refused this (400)" in state_of(api, conversation, message)["error"]
    assert line.pushed_to(user) == []


def test_a_redirection_is_not_followed(server, api, line):
    user = line.person("Redirected")
    tell(server, line, line.text(user, "Hello"))
    conversation = heard(api, "Redirected")
    line.breaks("/push", 307, headers={"Location": f"{line.url}/elsewhere"})
    api.post(f"/conversations/{conversation['id']}/messages", {"text": "Stay."}, key=True, expect=201)
    until(lambda: [
        one for one in api.get("/messages?status=waiting", expect=200)["data"] if "redirections" in (one["last_error"] or "")], what="it says so")
    assert all(path != "/elsewhere" for _, path, _, _ in line.asked)


def test_the_shop_says_how_it_stands_with_line(server, api, line):
    standing = next(row for row in api.get("/channels", expect=200)["data"] if row["id"] == "line")
    assert (standing["hears"], standing["speaks"], standing["webhook_url"]) == (True, True, f"{server.url}/webhooks/line")
    assert standing["last_event_at"] is not None
    assert api.post("/channels/line/check", expect=200).body == {
        "id": "line", "connected": True, "account": line.account, "name": "The corner bakery", "problem": None}
    line.breaks("/info", 401)
    answer = api.post("/channels/line/check", expect=200)
    assert answer["connected"] is False and "access token" in answer["problem"]
    settings = api.get("/settings", expect=200)
    assert settings["doors"]["line_channel_token"] == {"set": True, "source": "environment", "shown": None}
    assert line.token not in settings.text and line.secret not in settings.text
