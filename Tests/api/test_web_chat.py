"""The shop's own chat without a script: written to by a form, answered by staff, nobody else's to read, bounded on every side."""

import re
import threading
import uuid

import pytest

from support import slips
from support.client import Client
from support.goods import custom_line
from support.server import Server
from support.visitor import CHAT, Visitor, conversations, heard, messages


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("chat") / "data", "--trusted-proxy", "127.0.0.1")
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def desk(shop):
    return Client(shop.url, shop.sign_in["token"])


@pytest.fixture
def new_visitor(shop):
    return lambda: Visitor(shop.url, **{"X-Forwarded-For": f"10.{uuid.uuid4().int % 255}.{uuid.uuid4().int % 255}.{uuid.uuid4().int % 255}"})


@pytest.fixture
def visitor(new_visitor):
    return new_visitor()


def mark() -> str:
    return f"Hello {uuid.uuid4().hex[:10]}"


def test_a_visitor_writes_by_a_form_staff_answer_and_the_page_shows_it(visitor, desk):
    form = visitor.forms("/shop/chat", "/shop/chat/messages")[0]
    words = mark()
    answer = visitor.post("/shop/chat/messages", {**form["fields"], "text": words})
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/shop/chat")
    again = visitor.post("/shop/chat/messages", {**form["fields"], "text": words})
    assert again.status_code == 303, "the same form sent twice is one message"
    conversation = heard(desk, words)
    assert (conversation["channel"], conversation["unread"], conversation["status"]) == ("web_chat", 1, "open")
    assert conversation["reply_window"]["state"] == "open" and conversation["customer_id"] is None
    desk.post(f"/conversations/{conversation['id']}/messages", {"text": "สวัสดีค่ะ มีค่ะ https://shop.example/pots?a=1&b=2."}, expect=201)
    assert visitor.unread() == 1
    assert visitor.bubbles() == [words, "สวัสดีค่ะ มีค่ะ https://shop.example/pots?a=1&b=2."]
    assert 'href="https://shop.example/pots?a=1&amp;b=2"' in visitor.thread()
    assert visitor.unread() == 1, "what a script fetches unseen is not read"
    assert "มีค่ะ" in visitor.page("/shop/chat")
    assert visitor.unread() == 0
    said = messages(desk, conversation)
    assert [each["direction"] for each in said if each["direction"] != "system"] == ["in", "out"]
    assert said[-1]["status"] == "read"


def test_the_secret_is_strong_kept_by_the_browser_alone_and_never_taken_over(visitor, new_visitor, shop, desk):
    answer = visitor.get("/shop/chat")
    cookie = next(line for line in answer.raw.headers.getlist("Set-Cookie") if line.startswith(CHAT))
    for part in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age="):
        assert part in cookie, cookie
    secret = visitor.cookies[CHAT]
    assert len(secret.split(".")[0]) >= 26, "128 bits take 26 characters of base 32"
    words = mark()
    visitor.say(words)
    assert visitor.cookies[CHAT] == secret
    assert secret.split(".")[0].encode() not in shop.database.contents(), "the secret itself is stored"
    for forged in ("0" * 52, secret[:-1] + ("A" if secret[-1] != "A" else "B"), secret.split(".")[0] + ".", "." + secret, secret.upper(), "x" * 900):
        other = new_visitor()
        other.cookies[CHAT] = forged
        assert other.bubbles() == [] and other.unread() == 0
        other.get("/shop/chat")
        assert other.cookies[CHAT] != forged
    begun = len(conversations(desk))
    other.get("/shop/chat")
    assert len(conversations(desk)) == begun, "looking begins nothing"


def test_nobody_reaches_what_another_visitor_said_or_was_sent(visitor, new_visitor, desk):
    words = mark()
    visitor.say(words, picture=("me.png", slips.encoded(slips.picture(size=(80, 60)), "PNG"), "image/png"))
    [picture] = visitor.pictures()
    assert visitor.get(picture).headers["Content-Type"] == "image/jpeg"
    other = new_visitor()
    other.say("somebody else")
    for browser in (other, new_visitor()):
        assert browser.get(picture).status_code == 404
        assert words not in browser.page("/shop/chat")
    one, two = heard(desk, words), heard(desk, "somebody else")
    desk.post(f"/conversations/{two['id']}/merge", {"conversation_ids": [one["id"]]}, expect=200)
    desk.post(f"/conversations/{two['id']}/messages", {"text": "to whoever wrote last"}, expect=201)
    assert other.bubbles() == ["somebody else", "to whoever wrote last"]
    assert visitor.bubbles() == [words], "put together by staff, by mistake perhaps: each sees their own"
    assert other.get(picture).status_code == 404 and visitor.get(picture).status_code == 200
    visitor.say("and me again")
    desk.post(f"/conversations/{two['id']}/messages", {"text": "to you then"}, expect=201)
    assert visitor.bubbles() == [words, "and me again", "to you then"]


def test_text_stays_text_whatever_it_says(visitor, desk):
    evil = '<img src=x onerror=alert(1)>{{shop}} https://evil.example/"><script> javascript:alert(1) /etc/passwd #1042'
    visitor.say(evil)
    html = visitor.thread()
    assert "<img" not in html and "<script" not in html and "&lt;img src=x onerror=alert(1)&gt;{{shop}}" in html
    assert "href=" not in html.split("chat-bubble")[1].split("</p>")[0], "what a visitor writes leads nowhere"
    conversation = heard(desk, evil)
    desk.post(f"/conversations/{conversation['id']}/messages", {"text": 'see javascript:alert(1) and https://x.example/"onmouseover="a'}, expect=201)
    links = re.findall(r'<a href="([^"]*)" rel', visitor.thread())
    assert links == ["https://x.example/"]


def test_naming_an_order_or_an_address_discloses_and_links_nothing(visitor, desk):
    buyer = desk.post("/customers", {"name": "Real Buyer", "email": "real@example.org"}, expect=201).body
    order = desk.post("/orders", {"channel": "phone", "customer_id": buyer["id"], "lines": [custom_line("Secret vase", 5000)]}, key=True, expect=201).body
    words = f"What is in order {order['draft_number']} {order['id']}?"
    visitor.say(words)
    assert visitor.post("/shop/chat/contact", {"name": "Real Buyer", "email": "real@example.org"}).status_code == 303
    conversation = heard(desk, words)
    assert conversation["name"] == "Real Buyer" and conversation["customer_id"] is None and conversation["orders"] == []
    page = visitor.page("/shop/chat")
    assert "Secret vase" not in page and "chat-card" not in page
    assert visitor.bubbles()[-1] == "My e-mail address: real@example.org"
    assert "How do we reach you?" not in page, "asked once"


@pytest.mark.parametrize("fields", [{}, {"text": ""}, {"text": "  \n "}, {"text": "x" * 2001}, {"text": "bell \x07"}, {"text": "card 4111 1111 1111 1111"},
                                    {"text": "fine", "message_id": "short"}, {"text": "fine", "message_id": "a:b:c:d:e:f:g"}, {"text": "fine", "shop": "x"}])
def test_what_cannot_be_said_is_refused_and_begins_nothing(visitor, desk, fields):
    before = len(conversations(desk))
    sent = {"message_id": uuid.uuid4().hex, **fields}
    answer = visitor.post("/shop/chat/messages", sent)
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert visitor.send("POST", "/shop/chat/messages", data=sent, headers={"Origin": visitor.url, "Accept": "application/json"}).json()["code"] == "validation_failed"
    assert len(conversations(desk)) == before


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_no_other_site_writes_in_a_visitors_name(visitor, desk, headers):
    visitor.get("/shop/chat")
    before = len(conversations(desk))
    for path, fields in (("/shop/chat/messages", {"text": "forged", "message_id": "a" * 32}), ("/shop/chat/contact", {"name": "Forged"})):
        assert visitor.send("POST", path, data=fields, headers=headers).status_code == 403
    assert len(conversations(desk)) == before


def test_a_flood_is_told_to_wait_and_a_message_sent_again_is_not_counted(visitor):
    name = uuid.uuid4().hex
    for _ in range(30):
        assert visitor.say("the same again", message_id=name).status_code == 303
    assert len(visitor.bubbles()) == 1
    statuses = [visitor.say(f"number {each}").status_code for each in range(16)]
    assert statuses[0] == 303 and 429 in statuses
    answer = visitor.say("too much", accept="application/json")
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) >= 1 and answer.json()["code"] == "rate_limited"
    page = visitor.say("typed and kept")
    assert page.status_code == 429 and int(page.headers["Retry-After"]) >= 1 and ">typed and kept</textarea>" in page.text


def test_many_visitors_of_one_address_begin_only_so_many_conversations(shop):
    address = {"X-Forwarded-For": "198.51.100.77"}
    statuses = [Visitor(shop.url, **address).say(mark()).status_code for _ in range(34)]
    assert statuses[:20] == [303] * 20 and 429 in statuses


def test_the_same_message_sent_at_once_many_times_is_heard_once(visitor, desk):
    visitor.get("/shop/chat")
    words, name = mark(), uuid.uuid4().hex
    answers: list[int] = []
    senders = [threading.Thread(target=lambda: answers.append(visitor.say(words, message_id=name).status_code)) for _ in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert set(answers) == {303} and visitor.bubbles() == [words]
    assert heard(desk, words)["unread"] == 1


@pytest.mark.parametrize(("content", "status"), [
    (b"<html><script>alert(1)</script>", 422), (b"GIF89a" + bytes(50), 422), (b"%PDF-1.7\n1 0 obj\n", 422), (slips.png_that_says(64000, 64000), 422),
    (b"\xff\xd8\xff\xe0" + bytes(40), 422), (bytes(11 * 1024 * 1024), 413)],
    ids=["page", "animation", "document", "flood", "torn", "large"])
def test_only_pictures_are_taken_and_nothing_of_others_is_kept(visitor, desk, content, status):
    before = len(conversations(desk))
    answer = visitor.say("look", picture=("../../x.php", content, "image/png"), accept="application/json")
    assert answer.status_code == status, answer.text[:300]
    assert len(conversations(desk)) == before


def test_a_picture_is_made_anew_and_handed_out_without_rights(visitor):
    visitor.say(None, picture=("IMG_1.jpg", slips.jpeg_from_a_phone(), "image/jpeg"))
    [address] = visitor.pictures()
    answer = visitor.get(address)
    assert b"SecretPhone" not in answer.content and b"GPS" not in answer.content
    assert "sandbox" in answer.headers["Content-Security-Policy"] and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer.headers["Cache-Control"]


def test_a_closed_chat_shows_no_way_to_it_and_takes_nothing(visitor, desk, shop):
    visitor.say("before")
    link = desk.post("/orders", {"channel": "phone", "lines": [custom_line("Vase", 5000)]}, key=True, expect=201)["id"]
    order = desk.post(f"/orders/{link}/send_invoice", {"via": "link"}, key=True, expect=200).body
    path = "/checkout/" + order["checkout_url"].split("/checkout/")[1]
    assert "chat-open" in visitor.page("/shop") and "chat-open" in visitor.page(path)
    desk.patch("/settings", {"web_chat_open": False}, expect=200)
    try:
        assert "chat-open" not in visitor.page("/shop") and "chat-open" not in visitor.page(path)
        assert "The chat is closed" in visitor.page("/shop/chat")
        assert visitor.say("after").status_code == 410 and visitor.say("after", accept="application/json").json()["code"] == "gone"
        assert visitor.unread() == 0
    finally:
        desk.patch("/settings", {"web_chat_open": True}, expect=200)
    assert visitor.bubbles() == ["before"]


def test_the_shop_says_what_it_says_first_and_when_somebody_answers(visitor, desk):
    hours = {"web_chat_greeting": "Grüezi!", "web_chat_offline_text": "Closed, write anyway.", "web_chat_from": None, "web_chat_to": None}
    assert desk.patch("/settings", hours, expect=200)["web_chat_greeting"] == "Grüezi!"
    try:
        assert "Grüezi!" in visitor.page("/shop/chat")
        # Two stretches that meet, of which one is now and the other is not.
        seen = set()
        for begin, end in (("00:00", "12:00"), ("12:00", "00:00")):
            desk.patch("/settings", {"web_chat_from": begin, "web_chat_to": end}, expect=200)
            page = visitor.page("/shop/chat")
            seen.add("Grüezi!" in page)
            assert ("Closed, write anyway." in page and f"We answer from {begin} to {end}." in page) != ("Grüezi!" in page)
        assert seen == {True, False}
        for wrong in ({"web_chat_from": "25:00"}, {"web_chat_to": None}, {"web_chat_from": "10:00", "web_chat_to": "10:00"},
                      {"web_chat_greeting": "x" * 501}, {"web_chat_open": None}):
            assert desk.patch("/settings", wrong).status == 422, wrong
    finally:
        desk.patch("/settings", {key: None for key in hours}, expect=200)


def test_a_long_thread_is_read_page_by_page(visitor, desk):
    visitor.say("first of all")
    conversation = heard(desk, "first of all")
    for number in range(45):
        desk.post(f"/conversations/{conversation['id']}/messages", {"text": f"answer {number}"}, expect=201)
    newest = visitor.page("/shop/chat")
    assert "answer 44" in newest and "first of all" not in newest
    earlier = re.search(r'id="chat-earlier"><a class="chat-button" href="([^"]+)"', newest)[1].replace("&amp;", "&")
    page = visitor.page(earlier)
    assert "first of all" in page and "answer 44" not in page and "Newest messages" in page
    tag = visitor.get("/shop/chat/messages").headers["ETag"]
    assert visitor.get("/shop/chat/messages", headers={"If-None-Match": tag}).status_code == 304
