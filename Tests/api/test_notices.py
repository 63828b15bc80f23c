"""What customers are told of their money: once, in their language, with what is left to pay; and receipts for whoever asks."""

import time
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from support.goods import custom_line, draft, placed
from support.invoices import send
from support.mail_server import MailServer
from support.receiver import Receiver
from support.server import Server


def zone_of_the_afternoon() -> tuple[str, int]:
    """A zone in which it is about two in the afternoon, and its hours from UTC: reminders leave by day."""
    hours = 14 - datetime.now(UTC).hour
    if hours > 12:
        hours -= 24
    if hours < -12:
        hours += 24
    return (f"Etc/GMT{-hours:+d}" if hours else "UTC"), hours


ZONE, HOURS = zone_of_the_afternoon()
NOTICES = ("receipt", "refund", "transfer_rejected", "order_changed", "shipped", "ready_for_pickup")


def day(offset: int = 0) -> str:
    return ((datetime.now(UTC) + timedelta(hours=HOURS)).date() + timedelta(days=offset)).isoformat()


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
    server = Server.with_demo_shop(tmp_path_factory.mktemp("shop") / "data", environment={
        "COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": "hello@bakery.example", "SSL_CERT_FILE": str(mail.certificate),
        "COUNTERFOIL_SMS_URL": f"http://AC123:t0ken@127.0.0.1:{gateway.port}?from=%2B15005550006"})
    yield server
    server.assert_sound()
    assert server.stop() == 0


@pytest.fixture
def desk(shop, owner):
    client = owner(shop)
    client.patch("/settings", {"time_zone": ZONE}, expect=200)
    return client


def customer(api, **fields) -> dict:
    mark = uuid.uuid4().hex[:8]
    return api.post("/customers", {"name": "Ada", "email": f"ada-{mark}@example.org", **fields}, expect=201).body


def owed(api, who: dict | None, terms: dict | None = None, price: int = 10_000, **fields) -> dict:
    """An order over 100.00 that was sent by its link."""
    order = draft(api, custom_line(unit_price=price, rate=None, requires_shipping=False), channel="phone", currency="EUR", payment_terms=terms,
                  customer_id=who["id"] if who else None, **fields)
    return send(api, order).body


def messages(api, order: dict, kind: str) -> list[dict]:
    return api.all("/messages", order_id=order["id"], kind=kind)


def letter(mail, who: dict, subject: str, timeout: float = 15):
    """The one letter to somebody whose subject has these words."""
    found = lambda: [each for each in mail.letters if each.recipients == [who["email"]] and subject in each.message["Subject"]]
    with mail.arrived:
        assert mail.arrived.wait_for(found, timeout), f"no letter {subject!r}: {[each.message['Subject'] for each in mail.letters]}"
    assert len(found()) == 1
    return found()[0]


class TestReceipts:
    def test_money_that_came_in_is_confirmed_with_what_is_left(self, desk, mail):
        who = customer(desk)
        order = owed(desk, who, {"type": "net", "days": 14, "deposit": {"value_type": "fixed", "value": 3000}})
        desk.pay(order, "bank_transfer", amount=3000)
        text = letter(mail, who, "Payment received").part("text/plain")
        assert "we received €30.00 for order" in text and "Paid by: bank transfer" in text and "Left to pay: €70.00, due" in text
        assert order["checkout_url"] in text

    def test_the_invoice_comes_with_the_receipt_of_an_order_that_is_paid(self, desk, mail):
        who = customer(desk)
        order = owed(desk, who)
        desk.pay(order, "bank_transfer", amount=10_000)
        came = letter(mail, who, "Payment received")
        assert "The order is paid in full." in came.part("text/plain") and "attached" in came.part("text/plain")
        assert [(name, octets[:4]) for name, octets in came.files()] == [(f"{order['invoice']['number']}.pdf", b"%PDF")]

    def test_each_payment_is_confirmed_once(self, desk):
        order = owed(desk, customer(desk))
        key = str(uuid.uuid4())
        for _ in range(2):
            desk.post(f"/orders/{order['id']}/payments", {"method": "bank_transfer", "amount": 4000}, headers={"Idempotency-Key": key}, expect=200)
        desk.pay(order, "bank_transfer", amount=6000)
        assert len(messages(desk, order, "receipt")) == 2

    def test_an_order_completed_by_hand_is_confirmed_too(self, desk):
        who = customer(desk)
        order = draft(desk, custom_line(rate=None, requires_shipping=False), channel="phone", customer_id=who["id"])
        desk.post(f"/orders/{order['id']}/complete", {}, key=True, expect=200)
        assert [row["to"] for row in messages(desk, order, "receipt")] == [who["email"]]

    def test_the_customers_language_is_spoken(self, desk, mail):
        who = customer(desk, name="กานดา سلمى", language="pl")
        desk.pay(owed(desk, who), "bank_transfer", amount=2500)
        text = letter(mail, who, "Otrzymaliśmy płatność").part("text/plain")
        assert "otrzymaliśmy 25,00\xa0€" in text and "Pozostało do zapłaty: 75,00\xa0€" in text

    def test_whoever_has_no_address_gets_an_sms(self, desk, gateway):
        number = f"+4915112{uuid.uuid4().int % 100_000:05d}"
        order = owed(desk, customer(desk, email=None, phone=number))
        desk.pay(order, "bank_transfer", amount=10_000)
        heard = gateway.wait_until(lambda all: [each for each in all if parse_qs(each.body.decode()).get("To") == [number]])[0]
        body = parse_qs(heard.body.decode())["Body"][0]
        assert "we received €100.00" in body and order["checkout_url"] in body

    def test_nobody_is_written_to_who_left_no_address(self, desk):
        order = owed(desk, customer(desk, email=None))
        desk.pay(order, "bank_transfer", amount=10_000)
        assert messages(desk, order, "receipt") == []

    def test_a_change_of_a_placed_order_says_what_changed_and_what_is_left(self, desk, mail):
        who = customer(desk)
        order = owed(desk, who)
        desk.pay(order, "bank_transfer", amount=10_000)
        line = order["lines"][0]["id"]
        desk.post(f"/orders/{order['id']}/edits", {"lines": [{"line_id": line, "quantity": 2}, custom_line("Card", 350, 1, None)]}, key=True, expect=200)
        said = letter(mail, who, "was changed").part("text/plain")
        assert "2 instead of 1" in said and "New: 1 × Card" in said and "€203.50 instead of €100.00" in said
        assert "Left to pay: €103.50" in said and order["checkout_url"] in said
        desk.post(f"/orders/{order['id']}/edits", {"lines": [{"line_id": line, "quantity": 1}], "notify": False}, key=True, expect=200)
        assert len(messages(desk, order, "order_changed")) == 1

    def test_a_sale_at_the_till_mails_nothing_by_itself(self, desk):
        order = placed(desk, customer_id=customer(desk)["id"])
        desk.post(f"/orders/{order['id']}/refunds", {"amount": 100, "reason": "Broken"}, key=True, expect=200)
        assert messages(desk, order, "receipt") == [] and messages(desk, order, "refund") == []

    def test_a_shop_may_keep_silent(self, desk):
        desk.patch("/settings", {"notices": {"receipt": False}}, expect=200)
        try:
            assert desk.get("/settings", expect=200)["notices"] == {**dict.fromkeys(NOTICES, True), "receipt": False}
            order = owed(desk, customer(desk))
            desk.pay(order, "bank_transfer", amount=10_000)
            assert messages(desk, order, "receipt") == []
        finally:
            desk.patch("/settings", {"notices": {"receipt": True}}, expect=200)


class TestRefunds:
    def test_money_that_went_back_is_told_of_with_its_way(self, desk, mail):
        who = customer(desk)
        order = owed(desk, who)
        desk.pay(order, "bank_transfer", amount=10_000)
        desk.post(f"/orders/{order['id']}/refunds", {"amount": 2500, "reason": "Scratched"}, key=True, expect=200)
        text = letter(mail, who, "Refund for order").part("text/plain")
        assert "we have given back €25.00" in text and "to your bank account" in text and "Scratched" not in text
        assert len(messages(desk, order, "refund")) == 1

    def test_two_ways_are_told_of_in_one_letter(self, desk, mail):
        who = customer(desk)
        order = owed(desk, who)
        desk.pay(order, "bank_transfer", amount=4000)
        desk.pay(order, "card_terminal", amount=6000)
        desk.post(f"/orders/{order['id']}/refunds", {"amount": 10_000}, key=True, expect=200)
        text = letter(mail, who, "Refund for order").part("text/plain")
        assert "€100.00" in text and "€40.00 to your bank account" in text and "€60.00 to your card" in text


def test_a_transfer_that_was_not_found_is_told_of_with_the_reason(desk, mail):
    who = customer(desk)
    order = owed(desk, who)
    claimed = desk.post(f"/orders/{order['id']}/transfer_notices", {"amount": 10_000, "paid_at": "2026-11-20T10:00:00Z"}, key=True, expect=(200, 201))
    notice = desk.get(f"/orders/{order['id']}", expect=200)["transfer_notices"][0]["id"] if "transfer_notices" in claimed.body else claimed["id"]
    desk.post(f"/orders/{order['id']}/transfer_notices/{notice}/reject", {"reason": "Nothing came from this bank"}, key=True, expect=200)
    text = letter(mail, who, "was not found").part("text/plain")
    assert "Why: Nothing came from this bank" in text and "Left to pay: €100.00" in text and order["checkout_url"] in text


class TestRemindersByHand:
    def remind(self, desk, order, expect=201, **body):
        return desk.post(f"/orders/{order['id']}/reminders", {"via": "email", **body}, key=True, expect=expect)

    def test_says_what_is_to_be_paid_and_by_when(self, desk, mail):
        who = customer(desk)
        order = owed(desk, who, {"type": "fixed_date", "due_date": day(-3), "deposit": {"value_type": "percentage", "value": "20"}})
        desk.pay(order, "bank_transfer", amount=2000)
        made = self.remind(desk, order)
        assert made["kind"] == "reminder" and made["to"] == who["email"] and made.headers["Location"].endswith(made["id"])
        text = letter(mail, who, "Reminder").part("text/plain")
        assert "€80.00 of order" in text and "has not arrived yet" in text and "Paid so far: €20.00" in text and order["checkout_url"] in text
        assert "order.reminded" in [event["type"] for event in desk.get(f"/orders/{order['id']}/events", expect=200)["data"]]

    def test_may_have_words_and_an_address_of_their_own(self, desk, mail):
        order = owed(desk, customer(desk))
        other = {"email": f"boss-{uuid.uuid4().hex[:8]}@example.org"}
        self.remind(desk, order, to=other["email"], message="Dear boss,\nplease look at this.")
        text = letter(mail, other, "Reminder").part("text/plain")
        assert "Dear boss,\nplease look at this." in text and "To be paid: €100.00" in text

    def test_can_be_sent_for_a_placed_order(self, desk):
        order = draft(desk, custom_line(rate=None, requires_shipping=False), channel="phone", customer_id=customer(desk)["id"])
        desk.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
        self.remind(desk, order)

    def test_needs_something_to_be_paid(self, desk):
        order = owed(desk, customer(desk))
        assert self.remind(desk, draft(desk), expect=409).code == "conflict"
        desk.pay(order, "bank_transfer", amount=10_000)
        assert self.remind(desk, order, expect=409).code == "already_paid"

    def test_needs_somebody_to_remind(self, desk):
        assert self.remind(desk, owed(desk, None), expect=422).fields == ["to"]
        assert self.remind(desk, owed(desk, None), to="nobody", expect=422).fields == ["to"]

    def test_what_waits_is_taken_back_when_money_comes(self, desk, mail):
        who = customer(desk)
        order = owed(desk, who)
        mail.data_answers.append("451 later")
        made = self.remind(desk, order)
        end = time.monotonic() + 15
        while time.monotonic() < end and desk.get(f"/messages/{made['id']}", expect=200)["attempts"] == 0:
            pass
        waiting = desk.get(f"/messages/{made['id']}", expect=200)["status"]
        if waiting == "waiting":
            desk.pay(order, "bank_transfer", amount=10_000)
            assert desk.get(f"/messages/{made['id']}", expect=200)["status"] == "canceled"


class TestReceiptsOnDemand:
    def ask(self, desk, order, expect=201, **body):
        return desk.post(f"/orders/{order['id']}/receipts", {"via": "email", **body}, key=True, expect=expect)

    def test_a_sale_over_the_counter_is_sent_to_whom_it_was_asked_for(self, desk, mail):
        order = placed(desk, custom_line("سلة خيزران", 1250, 2, "20"), custom_line("ดินปลูก", 300))
        asked = {"email": f"ask-{uuid.uuid4().hex[:8]}@example.org"}
        made = self.ask(desk, order, to=asked["email"])
        assert made["kind"] == "receipt"
        text = letter(mail, asked, "Receipt").part("text/plain")
        assert order["number"] in text and "2 × سلة خيزران" in text and "ดินปลูก" in text and "Total" in text and "Cash" in text
        self.ask(desk, order, to=asked["email"])
        assert len(messages(desk, order, "receipt")) == 2, "whoever asks again gets it again"

    def test_the_customers_own_address_is_taken_where_none_is_named(self, desk):
        who = customer(desk)
        assert self.ask(desk, placed(desk, customer_id=who["id"]))["to"] == who["email"]

    def test_there_is_none_before_money_came(self, desk):
        assert self.ask(desk, draft(desk), to="a@example.org", expect=409).code == "conflict"
        assert self.ask(desk, owed(desk, None), to="a@example.org", expect=409).code == "conflict"

    def test_an_address_that_cannot_be_is_refused(self, desk):
        assert self.ask(desk, placed(desk), to="a@b\r\nBcc: c@d.example", expect=422).fields == ["to"]
        assert self.ask(desk, placed(desk), expect=422).fields == ["to"]

    def test_by_sms_it_is_short(self, desk, gateway):
        order = placed(desk)
        number = f"+4915112{uuid.uuid4().int % 100_000:05d}"
        self.ask(desk, order, via="sms", to=number)
        heard = gateway.wait_until(lambda all: [each for each in all if parse_qs(each.body.decode()).get("To") == [number]])[0]
        assert order["number"] in parse_qs(heard.body.decode())["Body"][0]


class TestSettings:
    def test_nobody_is_reminded_by_default(self, api):
        settings = api.get("/settings", expect=200)
        assert settings["reminders"] == [] and settings["notices"] == dict.fromkeys(NOTICES, True)

    @pytest.mark.parametrize("body, field", [
        ({"reminders": [{"days": 91}]}, "reminders[0].days"), ({"reminders": [{"days": 3}, {"days": 3}]}, "reminders[1].days"),
        ({"reminders": [{"days": n} for n in range(6)]}, "reminders"), ({"reminders": [3]}, "reminders[0]"),
        ({"notices": {"receipt": "no"}}, "notices.receipt"), ({"notices": {"birthday": True}}, "notices.birthday"), ({"notices": None}, "notices"),
    ])
    def test_what_cannot_be_is_refused(self, api, body, field):
        assert field in api.patch("/settings", body, expect=422).fields


def test_customers_are_reminded_by_the_day_once_and_not_again_after_a_crash(counterfoil, tmp_path, tmp_path_factory, owner):
    mail = MailServer(tmp_path_factory.mktemp("mail"))
    shop = Server.with_demo_shop(tmp_path / "data", environment={
        "COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": "hello@bakery.example", "SSL_CERT_FILE": str(mail.certificate)})
    desk = owner(shop)
    desk.patch("/settings", {"time_zone": ZONE, "reminders": [{"days": -1}, {"days": 3}]}, expect=200)
    terms = lambda offset: {"type": "fixed_date", "due_date": day(offset)}
    people = {name: customer(desk) for name in ("tomorrow", "late", "yesterday", "long ago", "paid", "draft")}
    orders = {name: owed(desk, people[name], terms(offset)) for name, offset in
              {"tomorrow": 1, "late": -3, "yesterday": -1, "long ago": -40, "paid": -3, "draft": -3}.items()}
    desk.pay(orders["paid"], "bank_transfer", amount=10_000)
    desk.post(f"/orders/{orders['draft']['id']}/revert_to_draft", key=True, expect=200)
    try:
        shop.kill()
        shop.start()
        # The first look at what is due comes some seconds after the start.
        late = letter(mail, people["late"], "Reminder", timeout=40).part("text/plain")
        soon = letter(mail, people["tomorrow"], "Reminder").part("text/plain")
        assert "has not arrived yet" in late and "is to be paid by" in soon
        shop.kill()
        shop.start()
        desk = owner(shop)
        fresh = customer(desk)
        owed(desk, fresh, terms(-3))
        letter(mail, fresh, "Reminder", timeout=40)
        assert {name: len(messages(desk, order, "reminder")) for name, order in orders.items()} == {
            "tomorrow": 1, "late": 1, "yesterday": 0, "long ago": 0, "paid": 0, "draft": 0}
        # A server that dies before it wrote down that a letter left sends the very same letter again, which mail programs show once.
        assert len({each.message["Message-ID"] for each in mail.letters if each.recipients == [people["late"]["email"]]}) == 1
    finally:
        shop.stop()
        mail.stop()
