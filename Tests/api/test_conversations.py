"""Conversations of all channels in one inbox: found, read, answered, assigned and put together (E1)."""

import threading
import uuid

import pytest
import requests

from support.form_browser import signed_in
from support.slips import encoded, jpeg_from_a_phone, picture, png_that_says


@pytest.fixture(autouse=True)
def nothing_rings_on(api):
    """What a test leaves open would ring in every page of the shared shop."""
    yield
    api.post("/alerts/acknowledge", expect=200)


def mark() -> str:
    return uuid.uuid4().hex[:12]


def begun(api, **fields) -> dict:
    return api.post("/conversations", {"channel": "api", "contact_key": mark(), **fields}, expect=201).body


def said(api, conversation: dict, text: str = "Hello", **fields) -> dict:
    body = {"direction": "in", "text": text, "external_id": mark(), **fields}
    return api.post(f"/conversations/{conversation['id']}/messages", body, expect=201).body


def thread(api, conversation: dict) -> list[dict]:
    return api.all(f"/conversations/{conversation['id']}/messages")[::-1]


def now(api, conversation: dict) -> dict:
    return api.get(f"/conversations/{conversation['id']}", expect=200).body


def upload(api, conversation: dict, content: bytes, name: str = "photo.jpg", part: str = "file") -> requests.Response:
    return requests.post(
        f"{api.url}/api/v1/conversations/{conversation['id']}/attachments", files={part: (name, content)},
        headers={"Authorization": f"Bearer {api.token}"}, timeout=20)


def test_what_a_contact_says_is_unread_until_somebody_has_read_it(api):
    conversation = begun(api, name="Somchai")
    assert conversation["unread"] == 0 and conversation["last_message"] is None and conversation["status"] == "open"
    said(api, conversation, "2 red L + 1 cap")
    said(api, conversation, "สวัสดีครับ")
    shown = now(api, conversation)
    assert shown["unread"] == 2 and shown["last_message"]["text"] == "สวัสดีครับ" and shown["last_message"]["direction"] == "in"
    assert shown["reply_window"] == {"state": "open", "until": None, "note": None}
    read = api.patch(f"/conversations/{conversation['id']}", {"read": True}, expect=200)
    assert read["unread"] == 0
    again = api.patch(f"/conversations/{conversation['id']}", {"read": False}, expect=200)
    assert again["unread"] == 1 and [each["unread"] for each in thread(api, conversation)] == [False, True]


def test_a_message_that_is_told_again_is_one(api):
    conversation = begun(api)
    name, answers = mark(), []
    body = {"direction": "in", "text": "Once", "external_id": name, "sent_at": "2026-01-31T09:30:00Z"}
    tells = [threading.Thread(target=lambda: answers.append(
        api.post(f"/conversations/{conversation['id']}/messages", body, expect=201)["id"])) for _ in range(8)]
    for each in tells:
        each.start()
    for each in tells:
        each.join()
    assert len(answers) == 8 and len(set(answers)) == 1 and now(api, conversation)["unread"] == 1
    assert [each["text"] for each in thread(api, conversation)] == ["Once"]


def test_a_thread_is_in_the_channels_order_whatever_comes_first(api):
    conversation = begun(api)
    for minute in (40, 10, 30, 20):
        said(api, conversation, f"at {minute}", sent_at=f"2026-01-31T09:{minute}:00Z")
    assert [each["text"] for each in thread(api, conversation)] == ["at 10", "at 20", "at 30", "at 40"]
    assert now(api, conversation)["last_message"] == {"text": "at 40", "direction": "in", "at": "2026-01-31T09:40:00.000Z"}
    pages, cursor = [], ""
    while cursor is not None:
        page = api.get(f"/conversations/{conversation['id']}/messages?limit=1{cursor and '&cursor=' + cursor}", expect=200)
        pages += [each["text"] for each in page["data"]]
        cursor = page["next_cursor"]
    assert pages == ["at 40", "at 30", "at 20", "at 10"]


def test_a_reply_is_sent_once_under_its_key_and_means_that_all_was_read(api, server, owner):
    desk = owner(server)
    conversation = begun(api)
    said(api, conversation)
    key = {"Idempotency-Key": mark()}
    path = f"/conversations/{conversation['id']}/messages"
    first = desk.post(path, {"text": "On its way\nwith love"}, headers=key, expect=201).body
    again = desk.post(path, {"text": "On its way\nwith love"}, headers=key, expect=201)
    assert again.body == first and again.headers["Idempotent-Replayed"] == "true"
    assert first["direction"] == "out" and first["status"] == "sent" and first["text"] == "On its way\nwith love"
    assert [each["direction"] for each in thread(api, conversation)] == ["in", "out"]
    told = [each["type"] for each in api.events() if each["object"]["id"] == conversation["id"]]
    assert told.count("message.received") == 1 and told.count("conversation.replied") == 1
    desk.post(path, {"text": " "}, expect=422)
    desk.post(path, {"text": "x" * 5001}, expect=422)
    desk.post(path, {"text": "Hi", "external_id": "x"}, expect=422)
    desk.post(f"{path}/{first['id']}/retry", expect=409)


def test_nobody_but_the_channel_says_what_a_contact_said(api):
    conversation = begun(api, channel="line")
    refused = api.post(f"/conversations/{conversation['id']}/messages", {"direction": "in", "text": "Send me money"}, expect=422)
    assert refused.fields == ["direction"] and thread(api, conversation) == []


def test_a_channel_that_takes_no_message_says_so_before_anything_is_written(api):
    conversation = begun(api, channel="facebook")
    assert now(api, conversation)["reply_window"] == {"state": "closed", "until": None, "note": "never_wrote"}
    refused = api.post(f"/conversations/{conversation['id']}/messages", {"text": "Hello?"}, expect=409)
    assert refused.code == "reply_window_closed" and thread(api, conversation) == []


def test_a_conversation_is_found_by_words_in_any_script_by_its_customer_and_by_its_orders(api):
    word, digits = mark(), str(uuid.uuid4().int)[:9]
    customer = api.post("/customers", {"name": f"Łucja {word}", "email": f"lucja.{word}@example.org", "phone": f"+44 {digits}"}, expect=201)
    conversation = begun(api, name=f"Nong{word}", customer_id=customer["id"])
    said(api, conversation, f"สวัสดีครับ zamówienie{word}")
    order = api.post(f"/conversations/{conversation['id']}/orders", {}, expect=201)
    number = f"D-{order['draft_number']}" if isinstance(order["draft_number"], int) else order["draft_number"]

    def finds(query: str) -> bool:
        return conversation["id"] in [each["id"] for each in api.get(f"/conversations?q={requests.utils.quote(query)}", expect=200)["data"]]

    assert finds(f"nong{word[:8]}") and finds(f"lucja {word}") and finds(f"zamowienie{word}") and finds("สวัสดี")
    assert finds(f"lucja.{word}@example.org") and finds(digits) and finds(number) and not finds(f"nong{word} nothing")
    api.patch(f"/customers/{customer['id']}", {"name": f"Renamed{word}"}, expect=200)
    assert finds(f"renamed{word}") and not finds(f"lucja {word} gone")


def test_the_list_is_sorted_by_the_newest_message_and_filtered(api, server, owner):
    desk = owner(server)
    me = begun(api)
    first, second = begun(api), begun(api)
    said(api, first, "first")
    said(api, second, "second")
    said(api, first, "again")
    ids = [each["id"] for each in api.get("/conversations?limit=2", expect=200)["data"]]
    assert ids == [first["id"], second["id"]]
    said(desk, me, "mine")
    staff = desk.get("/staff?limit=1", expect=200)["data"][0]["id"]
    api.patch(f"/conversations/{me['id']}", {"assignee_id": staff, "status": "closed"}, expect=200)

    def listed(query: str) -> set[str]:
        return {each["id"] for each in api.get(f"/conversations?limit=200&{query}", expect=200)["data"]}

    assert me["id"] in listed(f"assignee={staff}") and me["id"] not in listed("assignee=none")
    assert me["id"] in listed("status=closed") and first["id"] not in listed("status=closed")
    assert first["id"] in listed("unread=true&channel=api,line") and first["id"] not in listed("channel=line")
    counts = api.get("/conversations/counts", expect=200).body
    assert counts["all"] >= 2 and counts["unread"] >= 2 and set(counts) == {"all", "mine", "unread", "unassigned"}
    api.get("/conversations?assignee=nobody", expect=422)
    said(api, me, "are you there?")
    assert now(api, me)["status"] == "open", "a word of the contact opens it again"


def test_one_notice_rings_for_a_conversation_until_it_is_read(api):
    conversation = begun(api, name="Ada")
    for text in ("Hello?", "Anybody?"):
        said(api, conversation, text)
    [notice] = [each for each in api.all("/alerts", open="true", kind="chat_message") if each["conversation_id"] == conversation["id"]]
    assert (notice["customer_name"], notice["text"], notice["order_id"], notice["amount"]) == ("Ada", "Anybody?", None, None)
    api.patch(f"/conversations/{conversation['id']}", {"read": True}, expect=200)
    assert conversation["id"] not in [each["conversation_id"] for each in api.all("/alerts", open="true")]
    said(api, conversation, "One more thing")
    assert conversation["id"] in [each["conversation_id"] for each in api.all("/alerts", open="true")]
    api.post(f"/conversations/{conversation['id']}/messages", {"text": "Yes?"}, expect=201)


def test_others_hear_once_that_a_colleague_is_replying(api, server):
    browser = signed_in(server)
    token = browser.token_of("/admin/orders")
    conversation = begun(api)
    path = f"/conversations/{conversation['id']}"
    for _ in range(2):
        answer = browser.call("POST", f"{path}/replying", token=token)
        assert answer.status_code == 200 and answer.json()["replying"]["name"], answer.text
    assert now(api, conversation)["version"] == conversation["version"]
    told = [each["type"] for each in api.events() if each["object"]["id"] == conversation["id"]]
    assert told.count("conversation.replying") == 1
    sent = browser.call("POST", f"{path}/messages", {"text": "Hello"}, token=token).json()
    assert sent["staff"]["name"] and now(api, conversation)["replying"] is None


def test_a_picture_is_made_anew_and_goes_with_one_message(api):
    conversation = begun(api)
    made = upload(api, conversation, jpeg_from_a_phone(), name="../../etc/päss\u202Ewd.jpg")
    assert made.status_code == 201, made.text
    file = made.json()
    assert (file["kind"], file["media_type"]) == ("image", "image/jpeg") and file["width"] > 0 and "\u202E" not in file["name"]
    message = api.post(f"/conversations/{conversation['id']}/messages", {"attachments": [file["id"]]}, expect=201).body
    assert message["kind"] == "image" and [each["id"] for each in message["attachments"]] == [file["id"]]
    answer = requests.get(api.url + file["url"], headers={"Authorization": f"Bearer {api.token}"}, timeout=20)
    assert answer.headers["Content-Type"] == "image/jpeg" and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"SecretPhone" not in answer.content and b"SecretComment" not in answer.content
    refused = api.post(f"/conversations/{conversation['id']}/messages", {"attachments": [file["id"]]}, expect=422)
    assert refused.fields == ["attachments[0]"]
    api.get(f"/conversations/{begun(api)['id']}/attachments/{file['id']}", expect=404)


@pytest.mark.parametrize("content", [
    b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", b"GIF89a<html><script>alert(1)</script>", b"<?php system('id');",
    png_that_says(64_000, 64_000), encoded(picture(), "JPEG")[:2000], b""], ids=["svg", "gif", "php", "pixels", "cut", "empty"])
def test_what_is_no_picture_and_no_paper_is_refused_and_leaves_nothing(api, content):
    conversation = begun(api)
    assert upload(api, conversation, content, name="harmless.jpg").status_code == 422
    assert upload(api, {"id": "cnv_00000000000000000000000000"}, content).status_code == 404


def test_conversations_of_one_channel_become_one_thread(api):
    customer = api.post("/customers", {"name": "Ada"}, expect=201)["id"]
    here, other = begun(api), begun(api, customer_id=customer)
    said(api, other, "from the phone", sent_at="2026-01-31T09:10:00Z")
    said(api, here, "from the desk", sent_at="2026-01-31T09:20:00Z")
    order = api.post(f"/conversations/{other['id']}/orders", {}, expect=201)
    merged = api.post(f"/conversations/{here['id']}/merge", {"conversation_ids": [other["id"]]}, expect=200)
    assert merged["unread"] == 2 and merged["customer_id"] == customer and [each["id"] for each in merged["orders"]] == [order["id"]]
    assert [each["text"] for each in thread(api, here) if each["direction"] == "in"] == ["from the phone", "from the desk"]
    assert now(api, other)["id"] == here["id"], "the other's address leads here"
    said(api, other, "and once more")
    assert thread(api, here)[-1]["text"] == "and once more"
    assert other["id"] not in [each["id"] for each in api.all("/conversations")]
    line = begun(api, channel="line")
    refused = api.post(f"/conversations/{here['id']}/merge", {"conversation_ids": [line["id"]]}, expect=422)
    assert refused.fields == ["conversation_ids[0]"]
    api.post(f"/conversations/{here['id']}/merge", {"conversation_ids": [here["id"]]}, expect=422)


def reached(api, conversation: dict, text: str) -> str:
    """Answers, and tells to whose conversation the answer left."""
    api.post(f"/conversations/{conversation['id']}/messages", {"text": text}, expect=201)
    return next(each["to"] for each in api.get("/messages?limit=50", expect=200)["data"] if each["text"] == text)


def test_a_reply_goes_to_whoever_wrote_last_however_often_conversations_were_put_together(api):
    for wrote_last in range(3):
        ways = [begun(api) for _ in range(3)]
        for minute, way in enumerate(ways):
            said(api, way, "Hello", sent_at=f"2026-01-31T09:{40 if minute == wrote_last else 10 + minute}:00Z")
        first, second, third = ways
        api.post(f"/conversations/{second['id']}/merge", {"conversation_ids": [third["id"]]}, expect=200)
        api.post(f"/conversations/{first['id']}/merge", {"conversation_ids": [second["id"]]}, expect=200)
        assert reached(api, first, mark()) == ways[wrote_last]["id"]


def test_what_a_contact_says_in_a_conversation_that_was_put_into_another_is_answered_there(api):
    here, other = begun(api), begun(api)
    said(api, other, sent_at="2026-01-31T09:10:00Z")
    said(api, here, sent_at="2026-01-31T09:20:00Z")
    api.post(f"/conversations/{here['id']}/merge", {"conversation_ids": [other["id"]]}, expect=200)
    assert reached(api, here, mark()) == here["id"]
    said(api, other, sent_at="2026-01-31T09:30:00Z")
    assert reached(api, here, mark()) == other["id"]
    said(api, here, sent_at="2026-01-31T09:40:00Z")
    assert reached(api, other, mark()) == here["id"]


def test_another_system_names_its_messages_within_one_conversation(api):
    here, other = begun(api), begun(api)
    first = said(api, here, "one here", external_id="1")
    assert said(api, other, "one there", external_id="1")["text"] == "one there"
    assert [(each["text"], each["external_id"]) for each in thread(api, other)] == [("one there", "1")]
    api.post(f"/conversations/{here['id']}/merge", {"conversation_ids": [other["id"]]}, expect=200)
    assert said(api, here, "one here", external_id="1")["id"] == first["id"]
    assert said(api, other, "one there", external_id="1")["text"] == "one there"
    assert sorted(each["text"] for each in thread(api, here)) == ["one here", "one there"]


def test_two_records_of_one_person_become_one(api):
    word = mark()
    kept = api.post("/customers", {"name": "Ada", "tags": ["vip"]}, expect=201)["id"]
    place = {"line1": "Main Street 1", "city": "Leeds", "country": "GB"}
    other = api.post("/customers", {"name": "A. L.", "email": f"ada.{word}@example.org", "addresses": [place], "store_credit": 500}, expect=201)["id"]
    conversation = begun(api, customer_id=other)
    order = api.post("/orders", {"customer_id": other}, expect=201)["id"]
    merged = api.post(f"/customers/{kept}/merge", {"customer_ids": [other]}, expect=200)
    assert (merged["name"], merged["email"], merged["store_credit"]) == ("Ada", f"ada.{word}@example.org", 500)
    assert [each["line1"] for each in merged["addresses"]] == ["Main Street 1"]
    assert now(api, conversation)["customer_id"] == kept and api.get(f"/orders/{order}", expect=200)["customer_id"] == kept
    api.get(f"/customers/{other}", expect=404)
    assert [each["id"] for each in api.get(f"/customers?q=ada.{word}", expect=200)["data"]] == [kept]
    api.post(f"/customers/{kept}/merge", {"customer_ids": [kept]}, expect=422)
    api.as_role("cashier").post(f"/customers/{kept}/merge", {"customer_ids": [other]}, expect=403)


def test_a_person_gets_what_was_said_and_may_have_it_forgotten(api):
    word = mark()
    customer = api.post("/customers", {"name": "Ada"}, expect=201)["id"]
    conversation = begun(api, customer_id=customer, name=f"Ada {word}")
    said(api, conversation, f"my secret {word}")
    file = upload(api, conversation, jpeg_from_a_phone()).json()
    api.post(f"/conversations/{conversation['id']}/messages", {"text": f"we know {word}", "attachments": [file["id"]]}, expect=201)
    record = api.get(f"/customers/{customer}/export", expect=200)
    assert [each["text"] for each in record["conversations"][0]["messages"]] == [f"my secret {word}", f"we know {word}"]
    api.post(f"/customers/{customer}/erase", expect=204)
    api.get(f"/conversations/{conversation['id']}", expect=404)
    api.get(f"/conversations/{conversation['id']}/attachments/{file['id']}", expect=404)
    assert api.get(f"/conversations?q={word}", expect=200)["data"] == []
    assert word not in str(api.all("/messages", limit=200))


def test_a_removed_conversation_says_nothing_any_more_and_begins_anew(api):
    conversation = begun(api)
    said(api, conversation, "forget this")
    api.as_role("cashier").delete(f"/conversations/{conversation['id']}", expect=403)
    api.delete(f"/conversations/{conversation['id']}", expect=204)
    api.get(f"/conversations/{conversation['id']}", expect=404)
    again = api.post("/conversations", {"channel": "api", "contact_key": conversation["contact_key"]}, expect=201)
    assert thread(api, again.body) == []
    api.post("/conversations", {"channel": "api", "contact_key": conversation["contact_key"]}, expect=409)


def test_a_removed_conversation_that_begins_anew_is_found_by_its_name(api):
    word = mark()
    conversation = begun(api, name=f"Nong {word}")
    api.delete(f"/conversations/{conversation['id']}", expect=204)
    assert api.get(f"/conversations?q={word}", expect=200)["data"] == []
    api.post("/conversations", {"channel": "api", "contact_key": conversation["contact_key"]}, expect=201)
    assert [each["id"] for each in api.get(f"/conversations?q={word}", expect=200)["data"]] == [conversation["id"]]


def test_whose_conversation_was_removed_with_the_one_that_it_was_put_into_begins_anew_in_that(api):
    here, other = begun(api), begun(api)
    api.post(f"/conversations/{here['id']}/merge", {"conversation_ids": [other["id"]]}, expect=200)
    api.delete(f"/conversations/{here['id']}", expect=204)
    api.get(f"/conversations/{other['id']}", expect=404)
    again = api.post("/conversations", {"channel": "api", "contact_key": other["contact_key"]}, expect=201)
    assert again["id"] == here["id"] and now(api, other)["id"] == here["id"]
    assert said(api, other, "I am back")["text"] == "I am back"
    api.post("/conversations", {"channel": "api", "contact_key": other["contact_key"]}, expect=409)


def test_a_conversation_of_another_location_does_not_exist(api):
    home = api.get("/locations", expect=200)["data"]
    places = [each["id"] for each in home] + [api.post("/locations", {"name": f"Branch {mark()}"}, expect=201)["id"]]
    here, there = api.as_role("cashier", places[0]), api.as_role("cashier", places[-1])
    conversation = begun(here)
    assert conversation["location_id"] == places[0]
    there.get(f"/conversations/{conversation['id']}", expect=404)
    there.post(f"/conversations/{conversation['id']}/messages", {"text": "Hi"}, expect=404)
    assert conversation["id"] not in [each["id"] for each in there.all("/conversations")]
