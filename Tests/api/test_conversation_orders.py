"""Orders out of conversations: made in them, sent into them, and told in them, each thing once."""

import uuid

import pytest
import requests

from support.client import Client
from support.fulfilling import HOME, LABEL, step
from support.goods import custom_line, draft
from support.mail_server import MailServer
from support.paying import until
from support.server import Server


@pytest.fixture(scope="module")
def mail(tmp_path_factory):
    server = MailServer(tmp_path_factory.mktemp("mail"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory, mail):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("shop") / "data", environment={
        "COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": "hello@bakery.example", "SSL_CERT_FILE": str(mail.certificate)})
    yield server
    server.assert_sound()
    assert server.stop() == 0


@pytest.fixture
def desk(shop, owner):
    return owner(shop)


def customer(desk: Client, **fields) -> dict:
    mark = uuid.uuid4().hex[:8]
    return desk.post("/customers", {"name": "Ada", "email": f"ada-{mark}@example.org", **fields}, expect=201).body


def talk(desk: Client, channel: str = "api", **fields) -> dict:
    """A conversation of another system's chat, or of a service whose contact has a name there."""
    return desk.post("/conversations", {"channel": channel, "contact_key": f"contact {uuid.uuid4().hex}", **fields}, expect=201).body


def made(desk: Client, conversation: dict, *lines: dict, **fields) -> dict:
    body = {"lines": list(lines) or [custom_line("Bowl", 2500, rate=None, requires_shipping=False)], **fields}
    return desk.post(f"/conversations/{conversation['id']}/orders", body, expect=201).body


def thread(desk: Client, conversation: dict) -> list[dict]:
    """What was said, the first word first."""
    return desk.all(f"/conversations/{conversation['id']}/messages")[::-1]


def told(desk: Client, conversation: dict, order: dict) -> list[str]:
    """What the lines of a thread say of an order."""
    return [row["event"]["word"] for row in thread(desk, conversation) if row["direction"] == "system" and row["order_id"] == order["id"]]


def said(desk: Client, conversation: dict, order: dict) -> list[dict]:
    return [row for row in thread(desk, conversation) if row["direction"] == "out" and row["order_id"] == order["id"]]


def send(desk: Client, order: dict, expect: int | tuple[int, ...] = 200, **body):
    return desk.post(f"/orders/{order['id']}/send_invoice", {"via": "conversation", **body}, expect=expect)


def test_an_order_made_in_a_conversation_knows_where_it_comes_from_and_whom_it_is_for(desk):
    who, other = customer(desk), customer(desk)
    conversation = talk(desk, customer_id=who["id"])
    order = made(desk, conversation)
    assert (order["conversation_id"], order["channel"], order["customer_id"]) == (conversation["id"], "api", who["id"])
    assert made(desk, conversation, customer_id=other["id"])["customer_id"] == other["id"]
    empty = desk.post(f"/conversations/{conversation['id']}/orders", expect=201).body
    assert empty["status"] == "draft" and empty["lines"] == []
    line = desk.post("/orders", {"conversation_id": talk(desk, "line")["id"]}, expect=201).body
    assert line["channel"] == "line" and desk.get(f"/orders/{line['id']}", expect=200)["conversation_id"] == line["conversation_id"]
    assert desk.post("/orders", {"conversation_id": conversation["id"], "channel": "phone"}, expect=201)["channel"] == "phone"
    found = desk.all("/orders", conversation_id=conversation["id"])
    assert len(found) == 4 and {row["conversation_id"] for row in found} == {conversation["id"]}
    assert draft(desk)["conversation_id"] is None


def test_the_same_request_makes_one_order_and_a_conversation_that_is_not_there_makes_none(desk):
    conversation, key, client_id = talk(desk), str(uuid.uuid4()), str(uuid.uuid4())
    path = f"/conversations/{conversation['id']}/orders"
    orders = {desk.post(path, {"client_id": client_id}, key=each, expect=(200, 201))["id"] for each in (key, key, str(uuid.uuid4()))}
    assert len(orders) == 1
    desk.post("/conversations/cnv_nobody/orders", {}, expect=404)
    assert desk.post("/orders", {"conversation_id": "cnv_nobody"}, expect=422).fields == ["conversation_id"]
    assert desk.post(path, {"conversation_id": talk(desk)["id"]}, expect=422).fields == ["conversation_id"]


def test_one_client_id_is_for_one_conversation(desk):
    here, there, body = talk(desk), talk(desk), {"client_id": str(uuid.uuid4()), "lines": [custom_line("Bowl")]}
    path = f"/conversations/{here['id']}/orders"
    order = desk.post(path, body, expect=201)
    assert desk.post(path, body, expect=200)["id"] == order["id"]
    for other in (f"/conversations/{there['id']}/orders", "/orders"):
        assert desk.post(other, body, expect=409).code == "client_id_taken"
    plain = {"client_id": str(uuid.uuid4())}
    desk.post("/orders", plain, expect=201)
    assert desk.post(path, plain, expect=409).code == "client_id_taken"


def test_an_invoice_sent_into_a_conversation_stands_there_with_its_link_once_for_each_sending(desk):
    conversation = talk(desk)
    order = made(desk, conversation)
    key = str(uuid.uuid4())
    sent = desk.post(f"/orders/{order['id']}/send_invoice", {"via": "conversation"}, key=key, expect=200).body
    desk.post(f"/orders/{order['id']}/send_invoice", {"via": "conversation"}, key=key, expect=200)
    assert sent["status"] == "invoice_sent"
    [message] = said(desk, conversation, order)
    assert sent["checkout_url"] in message["text"] and message["status"] == "sent" and "{" not in message["text"]
    assert told(desk, conversation, order) == ["draft", "sent"]
    send(desk, order, message="Here it is again, as we said.")
    again = said(desk, conversation, order)[-1]
    assert again["text"].startswith("Here it is again") and sent["checkout_url"] in again["text"]
    assert told(desk, conversation, order) == ["draft", "sent", "sent"]
    shown = desk.get(f"/conversations/{conversation['id']}", expect=200)
    assert shown["last_message"]["text"].startswith("Here it is again") and "{" not in shown["last_message"]["text"]
    [row, *_] = desk.all("/messages", order_id=order["id"], kind="invoice")
    assert (row["channel"], row["to"], row["status"]) == ("conversation", conversation["id"], "sent")


def test_an_order_without_a_conversation_is_not_sent_into_one(desk):
    order = draft(desk, customer_id=customer(desk)["id"])
    assert send(desk, order, expect=422).fields == ["via"]
    elsewhere = made(desk, talk(desk))
    assert send(desk, elsewhere, to=talk(desk)["id"], expect=422).fields == ["to"]
    assert desk.get(f"/orders/{elsewhere['id']}", expect=200)["status"] == "draft"


def test_a_thread_tells_of_money_once_and_the_customer_reads_it_there_and_not_in_a_mail(desk, mail):
    who = customer(desk)
    conversation = talk(desk, customer_id=who["id"])
    order = made(desk, conversation)
    send(desk, order)
    key = str(uuid.uuid4())
    for _ in range(2):
        desk.post(f"/orders/{order['id']}/payments", {"method": "manual", "amount": 2500}, key=key, expect=200)
    [invoice, receipt] = said(desk, conversation, order)
    assert "25" in receipt["text"] and receipt["staff"] is None and "{" not in receipt["text"]
    assert told(desk, conversation, order) == ["draft", "sent", "paid"]
    paid = next(row["event"] for row in thread(desk, conversation) if row["event"] and row["event"]["word"] == "paid")
    assert (paid["amount"], paid["currency"]) == (2500, order["currency"])
    desk.post(f"/orders/{order['id']}/refunds", {"amount": 2500, "reason": "Broken", "method": "manual"}, key=True, expect=200)
    assert told(desk, conversation, order)[3:] == ["refunded"]
    assert len(said(desk, conversation, order)) == 3
    assert not [letter for letter in list(mail.letters) if who["email"] in letter.recipients]


def test_a_link_that_is_opened_and_an_order_that_is_taken_back_and_called_off_are_lines_of_the_thread(desk):
    conversation = talk(desk)
    order = made(desk, conversation)
    sent = send(desk, order).body
    headers = {"User-Agent": "Mozilla/5.0", "Accept": "text/html"}
    for _ in range(2):
        requests.get(sent["checkout_url"], headers=headers, timeout=20).raise_for_status()
    desk.post(f"/orders/{order['id']}/revert_to_draft", expect=200)
    desk.post(f"/orders/{order['id']}/cancel", {"reason": "Changed their mind"}, expect=200)
    words = told(desk, conversation, order)
    assert [word for word in words if word != "viewed"] == ["draft", "sent", "reverted", "canceled"] and words.count("viewed") <= 1


def test_what_was_shipped_is_told_after_ten_seconds_and_what_was_undone_never(desk):
    conversation = talk(desk)
    fields = {"shipping_address": HOME, "shipping_line": {"title": "DPD", "price": 0}}
    sold = []
    for _ in range(2):
        order = made(desk, conversation, custom_line("Bowl", requires_shipping=True), **fields)
        desk.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
        step(desk, order, "shipped", expect=200, **LABEL)
        sold.append(order)
    kept, undone = sold
    assert "shipped" in told(desk, conversation, undone)
    desk.post(f"/orders/{undone['id']}/fulfillment/undo", expect=200)
    assert "shipped" not in told(desk, conversation, undone)
    assert said(desk, conversation, kept) == []
    [notice] = until(lambda: [one for one in said(desk, conversation, kept) if one["status"] == "sent"], what="the notice")
    assert LABEL["tracking_number"] in notice["text"]
    assert said(desk, conversation, undone) == []
    step(desk, undone, "shipped", expect=200, **LABEL)
    assert told(desk, conversation, undone).count("shipped") == 1 and told(desk, conversation, kept).count("shipped") == 1


def test_the_line_of_a_package_says_the_label_it_has_now(desk):
    conversation = talk(desk)
    order = made(desk, conversation, custom_line("Bowl", requires_shipping=True), shipping_address=HOME,
                 shipping_line={"title": "DPD", "price": 0})
    desk.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    package = step(desk, order, "shipped", expect=200, **LABEL)["shipments"][0]["id"]
    desk.patch(f"/orders/{order['id']}/shipments/{package}", {"courier": "Rider", "tracking_number": "R2"}, expect=200)
    [line] = [row["event"] for row in thread(desk, conversation) if row["event"] and row["event"]["word"] == "shipped"]
    assert (line["courier"], line["tracking_number"], line["number"]) == ("Rider", "R2", desk.get(f"/orders/{order['id']}", expect=200)["number"])


def test_of_a_step_that_was_undone_the_thread_does_not_say_how_its_notice_goes(desk):
    conversation = talk(desk, "facebook", account="page 1", customer_id=customer(desk)["id"])
    order = made(desk, conversation, custom_line("Bowl", requires_shipping=True), shipping_address=HOME,
                 shipping_line={"title": "DPD", "price": 0})
    desk.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    package = step(desk, order, "shipped", expect=200, **LABEL)["shipments"][0]["id"]
    desk.patch(f"/orders/{order['id']}/shipments/{package}", {"tracking_number": "R2"}, expect=200)
    assert told(desk, conversation, order).count("notice_blocked") == 1
    desk.post(f"/orders/{order['id']}/fulfillment/undo", expect=200)
    assert told(desk, conversation, order) == ["draft"]


def test_a_draft_that_was_brought_back_is_not_called_off_in_its_thread(desk):
    conversation = talk(desk)
    order = made(desk, conversation)
    for _ in range(2):
        desk.post(f"/orders/{order['id']}/cancel", {"reason": "Changed their mind"}, expect=200)
        assert told(desk, conversation, order) == ["draft", "canceled"]
        desk.post(f"/orders/{order['id']}/restore", expect=200)
        assert told(desk, conversation, order) == ["draft"]


def test_where_the_channel_takes_nothing_the_notice_goes_by_mail_and_the_thread_says_so(desk, mail):
    who = customer(desk)
    conversation = talk(desk, "facebook", account="page 1", customer_id=who["id"])
    assert conversation["reply_window"]["state"] == "closed"
    order = made(desk, conversation)
    refused = send(desk, order, expect=409)
    assert refused.code == "reply_window_closed"
    assert desk.get(f"/orders/{order['id']}", expect=200)["status"] == "draft"
    desk.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    desk.post(f"/orders/{order['id']}/payments", {"method": "manual", "amount": 2500}, key=True, expect=200)
    assert said(desk, conversation, order) == []
    [row] = desk.all("/messages", order_id=order["id"], kind="receipt")
    assert (row["channel"], row["to"]) == ("email", who["email"])
    [blocked] = [row["event"] for row in thread(desk, conversation) if row["event"] and row["event"]["word"] == "notice_blocked"]
    assert (blocked["kind"], blocked["via"], blocked["reason"]) == ("receipt", "email", "never_wrote")


def test_a_reminder_goes_the_way_that_notices_go_unless_somebody_says_another(desk):
    conversation = talk(desk)
    order = made(desk, conversation)
    send(desk, order)
    for body in ({}, {"via": "conversation"}):
        assert desk.post(f"/orders/{order['id']}/reminders", body, expect=201)["channel"] == "conversation"
    assert len(said(desk, conversation, order)) == 3
    nobody = draft(desk, custom_line(requires_shipping=False))
    send(desk, nobody, via="link")
    assert desk.post(f"/orders/{nobody['id']}/reminders", expect=422).fields == ["via"]
    assert desk.post(f"/orders/{nobody['id']}/reminders", {"via": "conversation"}, expect=422).fields == ["via"]
    mailed = draft(desk, custom_line(requires_shipping=False), customer_id=customer(desk)["id"])
    send(desk, mailed, via="link")
    assert desk.post(f"/orders/{mailed['id']}/reminders", expect=201)["channel"] == "email"


def test_a_held_cart_is_finished_in_the_conversation_that_it_began_in(desk):
    conversation = talk(desk)
    register = desk.first_register()
    order = made(desk, conversation, register_id=register["id"])
    held = desk.post(f"/orders/{order['id']}/hold", {"register_id": register["id"]}, expect=200).body
    rows = desk.get("/sweep", expect=200)["held_orders"]
    assert conversation["id"] in [row["conversation_id"] for row in rows if row["order_id"] == held["id"]]
    assert desk.post("/sweep/send_links", {"order_ids": [order["id"]]}, expect=200)["sent"] == 1
    [message] = said(desk, conversation, order)
    assert "/checkout/" in message["text"]
