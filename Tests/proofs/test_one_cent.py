"""Only what was agreed counts: a genuine payment of another sum, currency, account, mode or order places nothing and becomes a task
(P8, P14; PAY-02, PAY-03, WHI-07)."""

import pytest

from support.paying import Books, Payer, quiet, read, sent

TOTAL = 10_000


@pytest.fixture
def page(card_api, card_server, provider):
    order = sent(card_api, TOTAL)
    payer = Payer(order)
    return order, payer, payer.page()


def assert_not_placed(api, server, provider, order: dict, payer: Payer) -> dict:
    """The order waits as before, and one task tells of the money. Answers the task."""
    books = Books(server.database)
    payer.come_back()
    quiet(books, provider)
    after = read(api, order)
    assert after["status"] == "invoice_sent" and after["placed_at"] is None and after["amount_paid"] == 0, after
    assert "Paid" not in payer.look().text.split("</h1>")[0]
    tasks = books.tasks(order["id"])
    assert [task["kind"] for task in tasks] == ["mismatch"], tasks
    shown = [task for task in api.all("/payment_tasks") if task["order_id"] == order["id"]]
    assert len(shown) == 1 and shown[0]["kind"] == "mismatch" and shown[0]["detail"]
    return tasks[0]


@pytest.mark.parametrize("amount", [1, TOTAL - 1, TOTAL + 1, TOTAL * 100])
def test_another_sum_places_nothing(card_api, card_server, provider, page, amount):
    order, payer, address = page
    provider.pay(address, amount=amount)
    assert assert_not_placed(card_api, card_server, provider, order, payer)["amount"] == amount


def test_another_currency_places_nothing(card_api, card_server, provider, page):
    order, payer, address = page
    provider.pay(address, currency="huf")
    task = assert_not_placed(card_api, card_server, provider, order, payer)
    assert task["currency"] == "HUF" and task["amount"] == TOTAL


def test_another_mode_places_nothing(card_api, card_server, provider, page):
    order, payer, address = page
    provider.courier.road.held = True
    try:
        intent = provider.pay(address)
    finally:
        provider.courier.road.held = False
    provider.change(intent["id"], livemode=True)
    assert_not_placed(card_api, card_server, provider, order, payer)


def test_the_payment_of_another_order_places_nothing(card_api, card_server, provider, page):
    """A cheap order is paid, and its payment is shown for a dear one."""
    order, payer, address = page
    cheap = Payer(sent(card_api, 100))
    intent = provider.pay(cheap.page())
    cheap.come_back()
    session = provider.session(address)["id"]
    provider.change(session, payment_intent=intent["id"], status="complete", payment_status="paid")
    told = provider.event("checkout.session.completed", provider.session(session))
    assert provider.courier.deliver(told) == 200
    assert_not_placed(card_api, card_server, provider, order, payer)
    assert read(card_api, cheap.order)["payment_status"] == "paid", "the cheap order is paid, once"


def test_a_signed_event_that_says_paid_is_not_believed(card_api, card_server, provider, page):
    """The event's own words count for nothing: the provider is asked, and says that nobody has paid."""
    order, payer, address = page
    session = {**provider.session(address), "status": "complete", "payment_status": "paid", "amount_total": TOTAL}
    assert provider.courier.deliver(provider.event("checkout.session.completed", session)) == 200
    payer.come_back()
    quiet(Books(card_server.database), provider)
    assert read(card_api, order)["amount_paid"] == 0
    provider.pay(address)
    payer.come_back()
    assert read(card_api, order)["payment_status"] == "paid", "the real payment still counts"


@pytest.mark.parametrize("forged", [{"secret": "whsec_other"}, {"secret": ""}, {"timestamp": 1_000_000_000}, {"timestamp": 9_999_999_999}])
def test_an_event_that_is_not_genuine_is_refused(card_api, card_server, provider, page, forged):
    order, _, address = page
    provider.courier.road.held = True
    try:
        provider.pay(address)
    finally:
        provider.courier.road.held = False
    told = provider.events("checkout.session.completed")[-1]
    key = forged.get("secret", provider.webhook_secret) or "whsec_"
    assert provider.courier.deliver(told, secret=key, timestamp=forged.get("timestamp")) in (400, 401)
    assert not [row for row in Books(card_server.database).rows("SELECT * FROM provider_events") if row["event_id"] == told["id"]]
    assert provider.courier.deliver(told) == 200
    quiet(Books(card_server.database), provider)
    assert read(card_api, order)["payment_status"] == "paid"
