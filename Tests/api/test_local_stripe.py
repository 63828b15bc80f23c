"""The shop against `localstripe`, a server that others wrote after Stripe's API: customers, cards, charges, refunds, signed events."""

import pytest
import stripe

from support.card_desk import customer_of, order_now, order_of, post_event
from support.client import Client
from support.local_stripe import LocalStripe
from support.paying import charged, until
from support.server import Server


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    made = LocalStripe(tmp_path_factory.mktemp("localstripe"))
    until(made.is_up, 60, "localstripe")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def shop(counterfoil, local, tmp_path_factory):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("local-shop") / "data", environment=local.environment())
    local.tells(server)
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def desk(shop):
    return Client(shop.url, shop.sign_in["token"])


def kept(desk, local, number: str = "4242424242424242") -> tuple[dict, dict]:
    customer = customer_of(desk)
    method = desk.post(f"/customers/{customer['id']}/payment_methods", {"payment_method": local.card(number)}, expect=201).body
    return customer, method


def test_a_customer_and_a_card_are_known_there(desk, local):
    customer, method = kept(desk, local)
    theirs = next(row for row in local.call("GET", "customers?limit=100")["data"] if row["metadata"].get("customer_id") == customer["id"])
    assert theirs["email"] == customer["email"] and method["last4"] == "4242"
    assert [card["card"]["last4"] for card in local.call("GET", f"payment_methods?customer={theirs['id']}&type=card")["data"]] == ["4242"]
    desk.delete(f"/customers/{customer['id']}/payment_methods/{method['id']}", expect=204)
    until(lambda: local.call("GET", f"payment_methods?customer={theirs['id']}&type=card")["data"] == [])


def test_a_card_on_file_is_charged_and_given_back(desk, local):
    customer, method = kept(desk, local)
    order = order_of(desk, 2_500, customer)
    paid = charged(desk, order, method["id"], expect=200)
    payment = paid["payments"][-1]
    assert (payment["status"], paid["payment_status"]) == ("captured", "paid")
    intent = next(row for row in local.call("GET", "payment_intents?limit=100")["data"] if row["metadata"].get("payment_id") == payment["id"])
    assert (intent["amount"], intent["currency"], intent["status"]) == (2_500, order["currency"].lower(), "succeeded")
    back = desk.post(f"/orders/{order['id']}/refunds", {"amount": 1_000, "reason": "A scratch"}, key=True, expect=200)
    refund = until(lambda: next((row for row in order_now(desk, order)["refunds"] if row["status"] == "succeeded"), None))
    assert refund["amount"] == 1_000 and back["amount_refunded"] in (0, 1_000)
    theirs = local.call("GET", f"refunds?payment_intent={intent['id']}")["data"]
    assert [(row["amount"], row["metadata"]["refund_id"]) for row in theirs] == [(1_000, refund["id"])]


def test_a_declined_card_is_a_failed_payment(desk, local):
    customer, method = kept(desk, local, "4000000000000341")
    order = order_of(desk, 2_500, customer)
    payment = charged(desk, order, method["id"], expect=200)["payments"][-1]
    assert payment["status"] == "failed" and "declined" in payment["failure"].lower()


def test_its_own_signed_event_arrives_and_is_heard(desk, local):
    customer, method = kept(desk, local)
    order = order_of(desk, 2_500, customer)
    payment = charged(desk, order, method["id"], expect=200)["payments"][-1]

    def heard() -> dict | None:
        rows = [row for row in desk.all("/provider_events") if row["payment_id"] == payment["id"]]
        return next((row for row in rows if row["state"] == "done"), None)

    assert until(heard, 20)["type"] == "payment_intent.succeeded"
    assert order_now(desk, order)["amount_paid"] == 2_500


def test_a_signature_of_stripes_own_library_is_taken(shop, local):
    body = '{"id":"evt_lib","object":"event","type":"customer.created","livemode":false,"data":{"object":{"object":"customer"}}}'
    header = stripe.WebhookSignature.generate_signature_header(body, local.webhook_secret)
    assert post_event(shop.url, body.encode(), header).status == 200
    assert post_event(shop.url, body.encode(), header.replace("v1=", "v1=0")[:-1]).status == 400
