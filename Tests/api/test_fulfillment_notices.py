"""What customers hear of their packages, by message and on their link: once, after the undo has ended, and never of what was undone."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from support.fulfilling import HOME, LABEL, sold, step, vases
from support.goods import assert_stock_adds_up, custom_line, draft, level
from support.invoices import send
from support.mail_server import MailServer
from support.server import Server


@pytest.fixture(scope="module")
def mail(tmp_path_factory):
    server = MailServer(tmp_path_factory.mktemp("mail"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def writing(counterfoil, tmp_path_factory, mail):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("shop") / "data", environment={
        "COUNTERFOIL_SMTP_URL": mail.url(), "COUNTERFOIL_MAIL_FROM": "hello@bakery.example", "SSL_CERT_FILE": str(mail.certificate)})
    yield server
    server.assert_sound()
    assert server.stop() == 0


@pytest.fixture
def desk(writing, owner):
    return owner(writing)


def bought(desk, **fields) -> tuple[dict, str]:
    """An order of somebody who can be written to, and their address."""
    address = f"ada-{uuid.uuid4().hex[:8]}@example.org"
    who = desk.post("/customers", {"name": "Ada", "email": address}, expect=201)["id"]
    return sold(desk, custom_line("Bowl", quantity=2, requires_shipping=True), customer_id=who, **fields), address


def letters(mail, address: str) -> list:
    """Those about a package; the receipt of the payment comes too."""
    return [letter for letter in list(mail.letters) if letter.recipients == [address] and "is on its way" in letter.message["Subject"]]


def words(desk, order: dict) -> list[str]:
    return [row["status"] for kind in ("shipped", "ready_for_pickup") for row in desk.all("/messages", order_id=order["id"], kind=kind)]


def test_the_customer_is_told_once_after_ten_seconds_and_never_of_what_was_undone(desk, mail):
    courier = f"Rider {uuid.uuid4().hex[:6]}"
    desk.post("/couriers", {"name": courier, "tracking_url": "https://rider.example/{tracking_number}"}, expect=201)
    (told, address), (silent, quiet), (undone, spared), (twice, again) = (bought(desk) for _ in range(4))
    label = {"courier": courier, "tracking_number": "RX 77"}
    preview = desk.get(f"/orders/{told['id']}/fulfillment", params={"status": "shipped", **label}, expect=200)["notice"]
    assert (preview["available"], preview["channel"], preview["to"], preview["default"]) == (True, "email", address, True)
    assert "RX 77" in preview["text"] and "https://rider.example/RX%2077" in preview["text"]
    fetched, gone = bought(desk)
    step(desk, fetched, "ready_for_pickup")
    step(desk, fetched, "picked_up")
    began = time.monotonic()
    package = step(desk, told, "shipped", **label)["shipments"][0]["id"]
    desk.patch(f"/orders/{told['id']}/shipments/{package}", {"status": "shipped"}, expect=200)
    step(desk, silent, "shipped", **label, notify=False)
    step(desk, undone, "shipped", **label)
    desk.post(f"/orders/{undone['id']}/fulfillment/undo", expect=200)
    step(desk, twice, "shipped", **label)
    desk.post(f"/orders/{twice['id']}/fulfillment/undo", expect=200)
    step(desk, twice, "shipped", courier=courier, tracking_number="RX 78")
    assert letters(mail, address) == [] and words(desk, told) == ["waiting"]
    assert words(desk, undone) == ["canceled"] and sorted(words(desk, twice)) == ["canceled", "waiting"]
    with mail.arrived:
        assert mail.arrived.wait_for(lambda: letters(mail, address) and letters(mail, again), 30)
    assert time.monotonic() - began >= 10
    assert len(letters(mail, address)) == 1 and len(letters(mail, again)) == 1
    assert letters(mail, quiet) == [] and letters(mail, spared) == []
    # Nobody is called to fetch what they have.
    assert words(desk, fetched) == ["canceled"] and not [one for one in mail.letters if one.recipients == [gone] and "pickup" in one.message["Subject"]]
    body = letters(mail, address)[0].part("text/plain")
    assert courier in body and "RX 77" in body and "https://rider.example/RX%2077" in body
    assert "RX 78" in letters(mail, again)[0].part("text/plain")
    assert desk.post(f"/orders/{told['id']}/fulfillment/undo", expect=409).code == "undo_expired"


def test_what_was_undone_is_told_under_none_of_the_numbers_it_had(desk, mail):
    (corrected, spared), (lost, quiet) = bought(desk), bought(desk)
    package = step(desk, corrected, "shipped", **LABEL)["shipments"][0]["id"]
    for number in ("R2", "R3"):
        desk.patch(f"/orders/{corrected['id']}/shipments/{package}", {"tracking_number": number}, expect=200)
    desk.post(f"/orders/{corrected['id']}/fulfillment/undo", expect=200)
    assert words(desk, corrected) == ["canceled"] * 3
    [message, *_] = desk.all("/messages", order_id=corrected["id"], kind="shipped")
    # What is put in line again by hand is looked at when it is to leave.
    assert desk.post(f"/messages/{message['id']}/resend", expect=409).code == "conflict"
    step(desk, corrected, "shipped", courier="DPD", tracking_number="R4")
    assert sorted(words(desk, corrected)) == ["canceled"] * 3 + ["waiting"]
    step(desk, lost, "shipped", **LABEL)
    with mail.arrived:
        assert mail.arrived.wait_for(lambda: letters(mail, spared) and letters(mail, quiet), 30)
    [letter] = letters(mail, spared)
    assert "R4" in letter.part("text/plain")


def test_of_many_who_ship_at_once_one_does(desk):
    place = desk.first_location()["id"]
    goods = vases(desk, place)
    who = desk.post("/customers", {"name": "Ada", "email": f"ada-{uuid.uuid4().hex[:8]}@example.org"}, expect=201)["id"]
    order = sold(desk, {"variant_id": goods["id"], "quantity": 2}, customer_id=who, location_id=place)
    everybody = [desk.with_token(desk.token) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda one: step(one, order, "shipped", (200, 409), **LABEL).status, everybody))
    assert sorted(answers) == [200] + [409] * 7
    assert words(desk, order) == ["waiting"]
    shelf = assert_stock_adds_up(desk, goods["id"], place)
    assert (shelf["on_hand"], shelf["committed"]) == (8, 0)
    with ThreadPoolExecutor(8) as pool:
        undone = list(pool.map(lambda one: one.post(f"/orders/{order['id']}/fulfillment/undo", expect=(200, 409)).status, everybody))
    assert sorted(undone) == [200] + [409] * 7
    assert words(desk, order) == ["canceled"]
    assert level(desk, goods["id"], place)["on_hand"] == 10


def test_a_shop_may_tell_nobody_by_itself(desk):
    desk.patch("/settings", {"notices": {"shipped": False}}, expect=200)
    try:
        order, _ = bought(desk)
        step(desk, order, "shipped", **LABEL)
        assert words(desk, order) == []
        asked, _ = bought(desk)
        step(desk, asked, "shipped", **LABEL, notify=True)
        assert words(desk, asked) == ["waiting"]
    finally:
        desk.patch("/settings", {"notices": {"shipped": True}}, expect=200)


def test_a_corrected_number_is_the_one_the_customer_reads(desk):
    order, _ = bought(desk)
    package = step(desk, order, "shipped", **LABEL)["shipments"][0]["id"]
    path = f"/orders/{order['id']}/shipments/{package}"
    assert desk.patch(path, {"tracking_number": None}, expect=422).fields == ["tracking_number"]
    desk.patch(path, {"tracking_number": "R2"}, expect=200)
    rows = desk.all("/messages", order_id=order["id"], kind="shipped")
    assert sorted((row["status"], "R2" in row["text"]) for row in rows) == [("canceled", False), ("waiting", True)]


def test_the_link_shows_the_packages_and_where_to_fetch(desk):
    counter = desk.post("/locations", {"name": "Quay 3", "offers_pickup": True, "pickup_note": "Ring the <bell>"}, expect=201)["id"]
    order = draft(desk, custom_line("Bowl", quantity=2, requires_shipping=True), channel="phone", shipping_address=HOME,
                  shipping_line={"title": "DPD", "price": 0})
    page = send(desk, order)["checkout_url"]
    desk.post(f"/orders/{order['id']}/complete", {"payment_pending": False}, key=True, expect=200)
    step(desk, order, "shipped", courier="DPD <b>", tracking_number="<i>7</i>", lines=[{"line_id": order["lines"][0]["id"], "quantity": 1}])
    text = desk.session.get(page, timeout=20).text
    assert "Part of it is on its way" in text and "DPD &lt;b&gt;" in text and "&lt;i&gt;7&lt;/i&gt;" in text and "On its way" in text
    assert order["id"] not in text and "shp_" not in text
    who = desk.post("/customers", {"name": "Ada", "email": f"ada-{uuid.uuid4().hex[:8]}@example.org"}, expect=201)["id"]
    fetched = draft(desk, custom_line("Bowl", requires_shipping=True), channel="phone", customer_id=who,
                    shipping_line={"title": "Pickup", "price": 0, "pickup_location_id": counter})
    page = send(desk, fetched)["checkout_url"]
    assert "shipping_address" not in desk.session.get(page, timeout=20).text
    desk.post(f"/orders/{fetched['id']}/complete", {"payment_pending": False}, key=True, expect=200)
    preview = desk.get(f"/orders/{fetched['id']}/fulfillment", params={"status": "ready_for_pickup"}, expect=200)["notice"]["text"]
    assert "is ready for pickup at Quay 3" in preview and page in preview
    step(desk, fetched, "ready_for_pickup")
    text = desk.session.get(page, timeout=20).text
    letter = desk.all("/messages", order_id=fetched["id"], kind="ready_for_pickup")[0]["text"]
    assert "is ready for pickup at Quay 3" in letter and "Ring the <bell>" in letter and "{checkout_link}" in letter
    assert "Quay 3" in text and "Ring the &lt;bell&gt;" in text and "It is ready for you at" in text and "loc_" not in text
