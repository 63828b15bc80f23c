"""What is written into a conversation of a chat service leaves through its door: in order, once, and with its reason where it cannot."""

import io
import uuid

import pytest
import requests
from PIL import Image

from support.chat_apis import LineAPI, tell
from support.fulfilling import HOME, LABEL, step
from support.goods import custom_line
from support.paying import until
from support.server import Server


@pytest.fixture(scope="module")
def line():
    api = LineAPI()
    yield api
    api.stop()


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory, line):
    # The mail server is named and never there: what goes by mail waits where a test can see it.
    server = Server.with_demo_shop(tmp_path_factory.mktemp("shop") / "data", environment={
        **line.environment(), "COUNTERFOIL_SMTP_URL": "smtp://127.0.0.1:9", "COUNTERFOIL_MAIL_FROM": "hello@bakery.example"})
    yield server
    server.assert_sound()
    assert server.stop() == 0


@pytest.fixture
def desk(shop, owner):
    return owner(shop)


def contact(shop, desk, line, name: str) -> tuple[str, dict]:
    """Somebody who wrote on LINE, and the conversation with them."""
    user = line.person(name)
    tell(shop, line, line.text(user, "Hello")).raise_for_status()
    return user, until(lambda: next((row for row in desk.all("/conversations", channel="line") if row["name"] == name), None))


def order_in(desk, conversation: dict) -> dict:
    line = custom_line("Bowl", 2500, rate=None, requires_shipping=False)
    return desk.post(f"/conversations/{conversation['id']}/orders", {"lines": [line]}, expect=201).body


def said(desk, conversation: dict) -> list[dict]:
    return [row for row in desk.all(f"/conversations/{conversation['id']}/messages") if row["direction"] == "out"][::-1]


def test_an_invoice_and_the_receipt_after_it_reach_the_phone_in_that_order_once_each(shop, desk, line):
    user, conversation = contact(shop, desk, line, "Somchai")
    order = order_in(desk, conversation)
    assert order["channel"] == "line"
    line.breaks("/push", 500, "Internal error")
    sent = desk.post(f"/orders/{order['id']}/send_invoice", {"via": "conversation"}, key=True, expect=200).body
    desk.post(f"/orders/{order['id']}/payments", {"method": "manual", "amount": 2500}, key=True, expect=200)
    invoice, receipt = until(lambda: len(line.pushed_to(user)) == 2 and line.pushed_to(user))
    assert sent["checkout_url"] in invoice.text and sent["checkout_url"] in receipt.text and "25" in receipt.text
    until(lambda: [row["status"] for row in said(desk, conversation)] == ["sent"] * 2)
    assert len(line.pushed_to(user)) == 2
    rows = desk.all("/messages", order_id=order["id"])
    assert {(row["kind"], row["channel"], row["status"]) for row in rows} == {
        (kind, "conversation", "sent") for kind in ("invoice", "receipt")}


def test_a_service_that_lost_its_answer_is_asked_again_and_the_phone_rings_once(shop, desk, line):
    user, conversation = contact(shop, desk, line, "Malee")
    line.loses_answer()
    desk.post(f"/conversations/{conversation['id']}/messages", {"text": "One moment, please"}, expect=201)
    until(lambda: said(desk, conversation)[0]["status"] == "sent")
    assert [message.text for message in line.pushed_to(user)] == ["One moment, please"]


def test_what_the_service_refuses_is_not_delivered_with_its_reason_and_goes_when_it_is_sent_again(shop, desk, line):
    user, conversation = contact(shop, desk, line, "Preecha")
    line.breaks("/push", 400, "The user hasn't added the LINE Official Account as a friend.")
    order = order_in(desk, conversation)
    desk.post(f"/orders/{order['id']}/send_invoice", {"via": "conversation"}, expect=200)
    [message] = until(lambda: [row for row in said(desk, conversation) if row["status"] == "not_delivered"])
    assert message["error"]
    desk.post(f"/conversations/{conversation['id']}/messages/{message['id']}/retry", expect=200)
    [pushed] = until(lambda: line.pushed_to(user))
    assert "/checkout/" in pushed.text
    until(lambda: said(desk, conversation)[0]["status"] == "sent")


def test_a_notice_that_the_service_refuses_goes_by_mail_and_the_thread_says_so(shop, desk, line):
    user, conversation = contact(shop, desk, line, "Ratana")
    who = desk.post("/customers", {"name": "Ratana", "email": "ratana@example.org"}, expect=201)["id"]
    order = desk.post(f"/conversations/{conversation['id']}/orders", {
        "customer_id": who, "lines": [custom_line("Bowl", 2500, rate=None, requires_shipping=False)]}, expect=201).body
    desk.post(f"/orders/{order['id']}/send_invoice", {"via": "conversation"}, expect=200)
    until(lambda: line.pushed_to(user))
    line.breaks("/push", 400, "The user blocked the LINE Official Account.")
    paid = desk.post(f"/orders/{order['id']}/payments", {"method": "manual", "amount": 2500}, key=True, expect=200).body
    rows = until(lambda: [row for row in desk.all("/messages", order_id=order["id"], kind="receipt") if row["channel"] == "email"])
    assert [(row["to"], row["subject"].endswith(paid["number"])) for row in rows] == [("ratana@example.org", True)]
    events = [row["event"] for row in desk.all(f"/conversations/{conversation['id']}/messages") if row["event"]]
    [blocked] = [event for event in events if event["word"] == "notice_blocked"]
    assert (blocked["kind"], blocked["via"], blocked["reason"]) == ("receipt", "email", "refused")
    assert [row["status"] for row in said(desk, conversation)] == ["sent", "not_delivered"]


@pytest.mark.parametrize("channel", ["api", "web_chat"])
def test_a_notice_into_a_conversation_that_is_gone_goes_by_mail(desk, channel):
    mark = uuid.uuid4().hex
    who = desk.post("/customers", {"name": "Mali", "email": f"mali-{mark}@example.org"}, expect=201).body
    conversation = desk.post("/conversations", {"channel": channel, "contact_key": mark, "customer_id": who["id"]}, expect=201).body
    order = desk.post(f"/conversations/{conversation['id']}/orders", {
        "lines": [custom_line("Bowl", requires_shipping=True)], "shipping_address": HOME,
        "shipping_line": {"title": "DPD", "price": 0}}, expect=201).body
    desk.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    step(desk, order, "shipped", **LABEL)
    [notice] = desk.all("/messages", order_id=order["id"], kind="shipped")
    assert (notice["channel"], notice["status"]) == ("conversation", "waiting")
    desk.delete(f"/conversations/{conversation['id']}", expect=204)
    [mailed] = until(lambda: [row for row in desk.all("/messages", order_id=order["id"], kind="shipped") if row["channel"] == "email"])
    assert mailed["to"] == who["email"] and LABEL["tracking_number"] in mailed["text"]
    notice = desk.get(f"/messages/{notice['id']}", expect=200)
    assert (notice["status"], notice["last_error"]) == ("not_delivered", "The conversation is gone.")


def test_a_picture_is_fetched_by_its_own_address_and_by_no_other(shop, desk, line):
    user, conversation = contact(shop, desk, line, "Kanya")
    octets = io.BytesIO()
    Image.new("RGB", (40, 30), (20, 110, 90)).save(octets, "PNG")
    file = desk.session.post(f"{shop.url}/api/v1/conversations/{conversation['id']}/attachments", timeout=20,
                             files={"file": ("pot.png", octets.getvalue(), "image/png")}).json()
    address = f"{shop.url}/chat-files/{file['id']}/"
    assert requests.get(address + "A" * 32, timeout=20).status_code == 404
    desk.post(f"/conversations/{conversation['id']}/messages", {"attachments": [file["id"]]}, expect=201)
    [picture] = until(lambda: line.pushed_to(user))
    fetched = requests.get(picture.original_content_url, timeout=20)
    assert (fetched.status_code, fetched.headers["Content-Type"]) == (200, "image/jpeg")
    assert Image.open(io.BytesIO(fetched.content)).size == (40, 30)
    assert requests.get(picture.original_content_url[:-1] + ("A" if picture.original_content_url[-1] != "A" else "B"), timeout=20).status_code == 404
