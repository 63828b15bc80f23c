"""The end of the day: what is unfinished, and one action that mails everybody with a held order a link (A9)."""

import uuid

import pytest

from support.client import Client
from support.goods import custom_line, draft
from support.mail_server import MailServer
from support.server import Server
from support.together import at_once


@pytest.fixture(scope="module")
def mail(tmp_path_factory):
    server = MailServer(tmp_path_factory.mktemp("mail"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory, mail):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("shop") / "data", environment={
        "COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": "Bakery <hello@bakery.example>", "SSL_CERT_FILE": str(mail.certificate)})
    yield server
    server.assert_sound()
    assert server.stop() == 0


@pytest.fixture
def desk(shop, owner):
    return owner(shop)


def hold(client, shop, email: str | None = None, lines: list | None = None, **fields) -> dict:
    """A held order, perhaps of somebody with an e-mail address."""
    if email is not None:
        fields["customer_id"] = client.post("/customers", {"name": "Ada", "email": email}, expect=201)["id"]
    order = client.post("/orders", {"lines": [custom_line()] if lines is None else lines, **fields}, expect=201)
    return client.post(f"/orders/{order['id']}/hold", {"register_id": shop.register_ids[0], "label": "At the door"}, expect=200).body


def address() -> str:
    return f"ada-{uuid.uuid4().hex[:8]}@example.org"


def test_what_is_unfinished_is_listed_by_place(desk, shop, mail):
    held = hold(desk, shop)
    sent = draft(desk)
    desk.post(f"/orders/{sent['id']}/send_invoice", {"via": "link"}, expect=200)
    paid = draft(desk)
    desk.pay(paid)
    mail.rcpt_answers.append("550 5.1.1 No such user")
    gone = desk.post("/settings/test_message", {"channel": "email", "to": address()}, expect=201)["id"]
    while desk.get(f"/messages/{gone}", expect=200)["status"] != "not_delivered":
        pass
    sweep = desk.get("/sweep", expect=200).body
    assert shop.sign_in["location_id"] in [each["location_id"] for each in sweep["locations"]]
    assert all(len(each["business_day"]) == 10 for each in sweep["locations"]) and sweep["email_ready"] is True
    row = next(row for row in sweep["held_orders"] if row["order_id"] == held["id"])
    assert row["label"] == "At the door" and row["total"] == held["total"] and row["held_at"] == held["hold"]["held_at"]
    assert sent["id"] in [row["order_id"] for row in sweep["unpaid_links"]]
    assert gone in [row["id"] for row in sweep["not_delivered"]]
    assert paid["id"] not in str(sweep)


def test_everybody_with_an_address_gets_a_link_and_every_row_says_what_became_of_it(desk, shop, mail):
    first, second = address(), address()
    one, two = hold(desk, shop, first), hold(desk, shop, second)
    nobody, empty = hold(desk, shop), hold(desk, shop, address(), lines=[])
    chosen = [order["id"] for order in (one, two, nobody, empty)]
    key = str(uuid.uuid4())
    answer = desk.post("/sweep/send_links", {"order_ids": chosen}, key=key, expect=200)
    rows = {row["order_id"]: row for row in answer["data"]}
    assert set(rows) == set(chosen) and (answer["sent"], answer["not_sent"]) == (2, 2)
    assert rows[one["id"]]["status"] == rows[two["id"]]["status"] == "sent"
    assert rows[nobody["id"]]["status"] == "not_sent" and "e-mail" in rows[nobody["id"]]["reason"]
    assert rows[empty["id"]]["status"] == "not_sent" and rows[empty["id"]]["code"]
    assert desk.post("/sweep/send_links", {"order_ids": chosen}, key=key, expect=200).body == answer.body
    for order, to in ((one, first), (two, second)):
        letter = mail.to(to)
        now = desk.get(f"/orders/{order['id']}", expect=200)
        assert now["status"] == "invoice_sent" and now["checkout_url"] in letter.part("text/plain").replace("\r\n", "\n")
        assert [kept.recipients for kept in mail.letters].count([to]) == 1
    assert desk.get(f"/orders/{empty['id']}", expect=200)["status"] == "draft"


def test_the_invoice_is_attached_as_it_was_frozen(desk, shop, mail):
    to = address()
    order = hold(desk, shop, to)
    desk.post("/sweep/send_links", {"order_ids": [order["id"]]}, expect=200)
    letter = mail.to(to)
    (name, content), = letter.files()
    assert name.endswith(".pdf") and content.startswith(b"%PDF-") and len(content) > 2000
    message = desk.get("/messages", params={"order_id": order["id"]}, expect=200)["data"][0]
    assert message["attachments"] == [{"kind": "invoice", "order_id": order["id"], "revision": 1}] and message["kind"] == "invoice"


def test_who_works_at_one_place_sweeps_that_place(desk, shop):
    place = desk.post("/locations", {"name": f"Kiosk {uuid.uuid4().hex[:6]}"}, expect=201)["id"]
    bound = desk.as_role("manager", place)
    hold(desk, shop)
    sweep = bound.get("/sweep", expect=200)
    assert [each["location_id"] for each in sweep["locations"]] == [place] and sweep["held_orders"] == [] == sweep["not_delivered"]
    bound.get("/sweep", params={"location_id": shop.sign_in["location_id"]}, expect=422)
    elsewhere = hold(desk, shop, address())
    assert bound.post("/sweep/send_links", {"order_ids": [elsewhere["id"]]}, expect=422).fields == ["order_ids[0]"]
    assert desk.get(f"/orders/{elsewhere['id']}", expect=200)["status"] == "draft"


def test_of_several_at_once_one_sends(desk, shop):
    order = hold(desk, shop, address())
    answers = at_once(*(lambda client=Client(desk.url, desk.token): client.post("/sweep/send_links", {"order_ids": [order["id"]]}, expect=200)
                        for _ in range(5)))
    assert sorted(answer["sent"] for answer in answers) == [0, 0, 0, 0, 1]
    assert {row["code"] for answer in answers for row in answer["data"]} == {None, "not_held"}
    assert len(desk.get("/messages", params={"order_id": order["id"]}, expect=200)["data"]) == 1


def test_what_is_not_held_is_told_so_and_an_unknown_order_stops_everything(desk, shop):
    held, open_draft = hold(desk, shop, address()), draft(desk)
    unknown = f"ord_{'0' * 26}"
    assert desk.post("/sweep/send_links", {"order_ids": [held["id"], unknown]}, expect=422).fields == ["order_ids[1]"]
    assert desk.get(f"/orders/{held['id']}", expect=200)["status"] == "draft"
    row, = desk.post("/sweep/send_links", {"order_ids": [open_draft["id"]]}, expect=200)["data"]
    assert (row["order_id"], row["status"], row["code"]) == (open_draft["id"], "not_sent", "not_held") and row["reason"]
    assert desk.post("/sweep/send_links", {}, expect=422).fields == ["order_ids"]


@pytest.mark.parametrize("body", [{"order_ids": "all"}, {"order_ids": ["x"]}, {"location_id": "here"},
                                  {"location_id": "loc_nothere", "order_ids": []}, {"dry_run": True, "order_ids": []}])
def test_what_does_not_fit_sends_nothing(desk, body):
    assert desk.post("/sweep/send_links", body, expect=422).fields[0].startswith(list(body)[0])
