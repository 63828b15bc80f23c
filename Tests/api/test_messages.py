"""Messages leave through the outbox: over a real mail server with TLS, at least once, visible when they do not arrive (P15, WHO, INJ-06)."""

import re
import time
from urllib.parse import parse_qs

import pytest

from support.goods import draft
from support.invoices import send as send_invoice
from support.mail_server import MailServer
from support.receiver import Receiver, free_port
from support.server import Server, run_command

FROM = "Żółta Bakery <hello@bakery.example>"


@pytest.fixture(scope="module")
def mail(tmp_path_factory):
    server = MailServer(tmp_path_factory.mktemp("mail"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def gateway():
    receiver = Receiver(answer=lambda heard, number: (201, {"Content-Type": "application/json"}, b'{"sid": "SM1"}'))
    yield receiver
    receiver.stop()


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory, mail, gateway):
    """A shop whose doors are open."""
    server = Server.with_demo_shop(tmp_path_factory.mktemp("shop") / "data", environment={
        "COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": FROM, "SSL_CERT_FILE": str(mail.certificate),
        "COUNTERFOIL_SMS_URL": f"http://AC123:t0ken@127.0.0.1:{gateway.port}?from=%2B15005550006"})
    yield server
    server.assert_sound()
    assert server.stop() == 0


@pytest.fixture
def post(shop, owner):
    return owner(shop)


def send(client, to: str, channel: str = "email", **options):
    return client.post("/settings/test_message", {"channel": channel, "to": to}, **{"expect": 201, **options})


def settled(client, message: dict, *statuses: str, timeout: float = 15) -> dict:
    """The message once it has one of the statuses; asked again as long as that takes."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        now = client.get(f"/messages/{message['id']}", expect=200).body
        if now["status"] in statuses and (now["status"] != "waiting" or now["attempts"] > 0):
            return now
    raise AssertionError(f"{now['status']} after {timeout} s: {now}")


def test_a_mail_goes_over_tls_with_headers_of_its_own(post, mail):
    made = send(post, "Ada@Example.org")
    assert made.headers["Location"].endswith(made["id"]) and made["status"] == "waiting" and made["to"] == "ada@example.org"
    letter = mail.to("ada@example.org")
    assert letter.sender == "hello@bakery.example" and letter.recipients == ["ada@example.org"]
    assert letter.message["From"].addresses[0].display_name == "Żółta Bakery"
    assert letter.message["Message-ID"] == f"<{made['id']}@bakery.example>"
    assert letter.message["Subject"] == made["subject"] and letter.message["Auto-Submitted"] == "auto-generated"
    assert letter.message["Date"].datetime.utcoffset().total_seconds() == 0
    assert letter.part("text/plain").strip() == made["text"]
    assert letter.message.get_content_type() == "multipart/alternative" and made["text"] in letter.part("text/html")
    now = settled(post, made.body, "sent")
    assert now["sent_at"] and now["attempts"] == 1 and now["last_error"] is None
    assert mail.letters.count(letter) == 1


def test_an_sms_goes_in_twilios_shape(post, gateway):
    made = send(post, "+44 (20) 7946-0000", channel="sms")
    heard = gateway.wait_until(lambda all: [each for each in all if b"442079460000" in each.body])[0]
    assert heard.path == "/2010-04-01/Accounts/AC123/Messages.json"
    assert heard.headers["authorization"] == "Basic QUMxMjM6dDBrZW4=" and heard.headers["content-type"] == "application/x-www-form-urlencoded"
    form = {name: values[0] for name, values in parse_qs(heard.body.decode()).items()}
    assert form == {"To": "+442079460000", "From": "+15005550006", "Body": made["text"]}
    settled(post, made.body, "sent")


@pytest.mark.parametrize("to", [
    "a@b.example\r\nBcc: x@y.example", "a@b.example\nBcc: x@y.example", "a@b.example,c@d.example", "a@b@c.example", "\"a b\"@c.example",
    "a b@c.example", "Ada <a@b.example>", "a@b.example\u2028", "a@b.example;c@d.example", "@b.example", "a@", "", "<a@b.example>",
    "=?utf-8?q?a?=@b.example>", "a@b.example%0d%0aBcc:x@y.example",
])
def test_one_recipient_and_no_header_of_somebody_else(post, mail, to):
    before = len(mail.letters)
    assert send(post, to, expect=422).fields == ["to"]
    send(post, f"after-{abs(hash(to)) % 10 ** 8}@example.org")
    letters = mail.wait_for(before + 1)
    assert all("x@y.example" not in letter.recipients and b"Bcc" not in letter.raw for letter in letters)


@pytest.mark.parametrize("name", ["Evil\u202eshop", "=?utf-8?q?x?= Bcc: a@b", "Ł" * 200, "<a href=//evil>refund</a>", '"quoted" \\ name'])
def test_what_a_shop_is_called_stays_in_its_header(post, mail, name):
    before = post.get("/settings", expect=200)["shop_name"]
    post.patch("/settings", {"shop_name": name}, expect=200)
    try:
        made = send(post, f"name-{abs(hash(name)) % 10 ** 8}@example.org")
        letter = mail.to(made["to"])
    finally:
        post.patch("/settings", {"shop_name": before}, expect=200)
    names = [line.split(b":")[0].decode() for line in re.split(rb"\r\n(?![ \t])", letter.raw.split(b"\r\n\r\n")[0])]
    assert sorted(names) == sorted(["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Auto-Submitted",
                                    "X-Auto-Response-Suppress", "Content-Type"] +
                                   [name for name in names if name.startswith("X-Peer") or name.startswith("X-Mail") or name.startswith("X-Rcpt")])
    assert all(len(line) <= 998 for line in letter.raw.split(b"\r\n"))
    assert letter.message["Subject"] == made["subject"] and "\u202e" not in made["subject"]


@pytest.mark.parametrize("to", ["020 7946 0000", "+12", "+1234567890123456", "1-800-FLOWERS", "+44 20 7946 0000;+1", "", "+0123456789"])
def test_a_number_that_no_network_knows_is_refused(post, to):
    assert send(post, to, channel="sms", expect=422).fields == ["to"]


def test_what_the_server_refuses_for_good_is_not_delivered_and_can_be_sent_again(post, mail):
    mail.rcpt_answers.append("550 5.1.1 No such user")
    made = send(post, "nobody@example.org").body
    failed = settled(post, made, "not_delivered")
    assert "550" in failed["last_error"]
    assert made["id"] in [each["id"] for each in post.all("/messages", status="not_delivered")]
    assert post.get("/messages/status", expect=200)["not_delivered"] >= 1
    again = post.post(f"/messages/{made['id']}/resend", expect=200)
    assert again["status"] == "waiting" and again["attempts"] == 0
    assert mail.to("nobody@example.org").message["Message-ID"].startswith(f"<{made['id']}@")
    assert settled(post, made, "sent")["last_error"] is None


def test_what_the_server_refuses_after_reading_it_is_not_delivered(post, mail):
    mail.data_answers.append("554 5.7.1 Spam")
    made = send(post, "spam@example.org").body
    assert "554" in settled(post, made, "not_delivered")["last_error"]


def test_trouble_that_passes_is_tried_again_under_the_same_message_id(post, mail):
    mail.data_answers += ["451 4.3.0 Try later"]
    made = send(post, "later@example.org").body
    letter = mail.to("later@example.org")
    assert letter.message["Message-ID"].startswith(f"<{made['id']}@")
    assert settled(post, made, "sent")["attempts"] == 2


def test_what_happened_is_told(post, mail):
    made = send(post, "told@example.org").body
    settled(post, made, "sent")
    after, seen = None, []
    while page := post.get("/events", params={"limit": 200, **({"after": after} if after else {})}, expect=200)["data"]:
        seen += [event for event in page if event["object"]["id"] == made["id"]]
        after = page[-1]["id"]
    assert [event["type"] for event in seen] == ["message.sent"]
    assert "told@example.org" not in str(seen)


def test_only_what_has_not_left_is_taken_back(post, mail):
    made = send(post, "gone@example.org").body
    settled(post, made, "sent")
    assert post.post(f"/messages/{made['id']}/cancel", expect=409).code == "conflict"


def test_the_environment_wins_and_says_so(post, mail):
    settings = post.get("/settings", expect=200)
    assert settings["email_ready"] is True and settings["sms_ready"] is True and settings["mail_from"] == FROM
    assert settings["doors"]["smtp_url"] == {"set": True, "source": "environment", "shown": f"smtp://127.0.0.1:{mail.port}"}
    changed = post.patch("/settings", {"smtp_url": "smtp://u:hush@mail.example"}, expect=200)
    assert changed["doors"]["smtp_url"]["source"] == "environment" and "hush" not in changed.text
    post.patch("/settings", {"smtp_url": None}, expect=200)


@pytest.fixture(scope="module")
def bare_shop(counterfoil, tmp_path_factory, mail):
    """A shop whose environment names no door; its settings may name this machine."""
    server = Server.with_demo_shop(tmp_path_factory.mktemp("bare") / "data", environment={
        "SSL_CERT_FILE": str(mail.certificate), "COUNTERFOIL_OUTBOUND_ALLOW": "127.0.0.1"})
    yield server
    server.assert_sound()
    assert server.stop() == 0


def test_without_a_mail_server_messages_wait_and_the_shop_says_so(bare_shop, owner, mail):
    client = owner(bare_shop)
    client.patch("/settings", {"smtp_url": None, "mail_from": None}, expect=200)
    made = send(client, "waits@example.org").body
    status = client.get("/messages/status", expect=200).body
    assert status["email_ready"] is False and status["waiting"] == 1
    assert client.get("/settings", expect=200)["doors"]["smtp_url"] == {"set": False, "source": None, "shown": None}
    set_up = client.patch("/settings", {"smtp_url": mail.url(), "mail_from": "shop@bakery.example"}, expect=200)
    assert set_up["email_ready"] is True and set_up["doors"]["smtp_url"]["source"] == "settings" and "s3cretly" not in set_up.text
    assert mail.to("waits@example.org").message["From"] == "shop@bakery.example"
    assert settled(client, made, "sent")["attempts"] == 1
    for name, content in bare_shop.stored().items():
        assert b"s3cretly" not in content, f"{name} holds the password"


def test_a_message_that_waits_can_be_taken_back(api):
    made = send(api, "never@example.org").body
    assert api.post(f"/messages/{made['id']}/cancel", expect=200)["status"] == "canceled"
    assert api.post(f"/messages/{made['id']}/cancel", expect=409).code == "conflict"
    assert api.post(f"/messages/{made['id']}/resend", expect=200)["status"] == "waiting"
    api.post(f"/messages/{made['id']}/cancel", expect=200)


@pytest.mark.parametrize("url", [
    "http://mail.example", "smtp://", "smtp://mail.example/path", "smtp://mail.example?starttls=maybe", "smtp://mail.example:0", "mail.example",
    "smtp://mail.example?x=1", "smtp://127.0.0.1:25", "smtp://localhost", "smtp://[::1]", "smtp://u:p%0d%0aX@mail.example", "smtp://10.0.0.1",
])
def test_a_mail_server_that_cannot_be_is_refused_at_its_field(api, url):
    answer = api.patch("/settings", {"smtp_url": url}, expect=422)
    assert answer.fields == ["smtp_url"]


def test_without_trust_or_tls_or_password_nothing_leaves(bare_shop, owner, mail, tmp_path):
    plain, stranger = MailServer(tmp_path, tls=False), MailServer(tmp_path)
    cases = {"TLS": f"smtp://127.0.0.1:{plain.port}", "certificate": stranger.url(), "password": mail.url(password="wrong")}
    client, before = owner(bare_shop), len(mail.letters)
    for word, url in cases.items():
        client.patch("/settings", {"smtp_url": url, "mail_from": "a@b.example"}, expect=200)
        made = send(client, f"{word.lower()}@example.org").body
        assert word in settled(client, made, "waiting")["last_error"]
        client.post(f"/messages/{made['id']}/cancel", expect=200)
    assert plain.letters == stranger.letters == [] and len(mail.letters) == before
    plain.stop()
    stranger.stop()


def test_a_variable_that_cannot_be_read_stops_the_start_without_telling_the_password(tmp_path):
    for name, value in (("SMTP_URL", "smtp://u:hush@"), ("SMS_URL", "https://hush@x"), ("MAIL_FROM", "nobody"), ("OUTBOUND_ALLOW", "here")):
        done = run_command("serve", "--port", "0", data=tmp_path / "data", environment={f"COUNTERFOIL_{name}": value}, timeout=20)
        assert done.returncode == 1 and f"COUNTERFOIL_{name}" in done.stderr and "hush" not in done.stderr, done.stderr


@pytest.mark.parametrize("call_off", ["revert_to_draft", "cancel", "discard"])
def test_what_waits_with_an_invoice_that_counts_no_more_is_taken_back(api, call_off):
    order = draft(api)
    path = f"/orders/{order['id']}"
    sent = send_invoice(api, order, via="email", to="ada@example.org").body
    if call_off == "discard":
        api.delete(path, if_match=sent["version"], expect=200)
    else:
        api.post(f"{path}/{call_off}", {}, expect=200)
    old, = api.get("/messages", params={"order_id": order["id"]}, expect=200)["data"]
    assert old["status"] == "canceled"
    assert api.post(f"/messages/{old['id']}/resend", expect=409).code == "conflict"
    if call_off != "revert_to_draft":
        api.post(f"{path}/restore", expect=200)
    send_invoice(api, order, via="email", to="ada@example.org")
    states = {row["id"]: row["status"] for row in api.get("/messages", params={"order_id": order["id"]}, expect=200)["data"]}
    assert sorted(states.values()) == ["canceled", "waiting"] and states[old["id"]] == "canceled"
    assert api.post(f"/messages/{old['id']}/resend", expect=409).code == "conflict"


def test_an_invoice_that_is_taken_back_while_it_leaves_is_not_tried_again(post, mail):
    order = draft(post)

    def taken_back() -> str:
        post.with_token(post.token).post(f"/orders/{order['id']}/revert_to_draft", expect=200)
        return "451 4.3.0 Try later"

    mail.data_answers.append(taken_back)
    send_invoice(post, order, via="email", to="overtaken@example.org")
    message, = post.get("/messages", params={"order_id": order["id"]}, expect=200)["data"]
    assert settled(post, message, "canceled")["attempts"] == 2
    assert all(letter.recipients != ["overtaken@example.org"] for letter in mail.letters)


def test_canceling_what_was_placed_takes_its_invoice_back_too(api):
    order = draft(api)
    send_invoice(api, order, via="email", to="ada@example.org")
    api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    message, = api.get("/messages", params={"order_id": order["id"]}, expect=200)["data"]
    assert message["status"] == "waiting"
    api.post(f"/orders/{order['id']}/cancel", {"reason": "Not wanted"}, expect=200)
    assert api.get(f"/messages/{message['id']}", expect=200)["status"] == "canceled"


def test_a_flood_to_one_number_ends(api):
    answers = [send(api, "+44 20 7946 0001", channel="sms", expect=(201, 429)) for _ in range(25)]
    assert [answer.status for answer in answers] == [201] * 20 + [429] * 5
    assert int(answers[-1].headers["Retry-After"]) > 0 and answers[-1].code == "rate_limited"
    send(api, "+44 20 7946 0002", channel="sms")


def test_a_killed_server_loses_no_mail(fresh_server, owner, mail):
    """The server dies between the commit and the mail; the next one sends it."""
    port = free_port()
    server = fresh_server(environment={
        "COUNTERFOIL_SMTP_URL": f"smtp://shop:s3cretly%2F%2B%20word@127.0.0.1:{port}", "COUNTERFOIL_MAIL_FROM": "a@b.example",
        "SSL_CERT_FILE": str(mail.certificate)})
    made = [send(owner(server), f"kill-{number}@example.org").body for number in range(5)]
    server.kill()
    server.environment["COUNTERFOIL_SMTP_URL"] = mail.url()
    server.start()
    for message in made:
        assert mail.to(message["to"]).message["Message-ID"] == f"<{message['id']}@b.example>"
        settled(owner(server), message, "sent")


def test_who_may_write(api):
    cashier, integration = api.as_role("cashier"), api.as_role("integration")
    for client in (cashier, integration):
        client.post("/settings/test_message", {"channel": "email", "to": "a@b.example"}, expect=403)
        client.get("/messages", expect=200)
    api.with_token(None).get("/messages", expect=401)
