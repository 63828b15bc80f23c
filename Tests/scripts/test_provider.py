"""The simulated provider behaves like the one it stands for: what the money proofs rest on."""

import json
import threading

import pytest
import requests

from support.provider import Provider
from support.provider_events import signature
from support.receiver import Receiver

PAGE = {
    "mode": "payment", "success_url": "http://shop.example/back?session={CHECKOUT_SESSION_ID}",
    "line_items[0][price_data][currency]": "eur", "line_items[0][price_data][unit_amount]": "10000",
    "line_items[0][price_data][product_data][name]": "Order", "line_items[0][quantity]": "1",
    "payment_intent_data[metadata][payment]": "pay_1",
}


class Caller:
    def __init__(self, provider: Provider):
        self.provider = provider
        self.session = requests.Session()
        self.session.trust_env = False

    def post(self, path: str, form: dict | None = None, key: str | None = None):
        headers = {"Authorization": f"Bearer {self.provider.secret_key}", **({"Idempotency-Key": key} if key else {})}
        return self.session.post(self.provider.url + path, data=form or {}, headers=headers, timeout=10)

    def get(self, path: str, **query):
        headers = {"Authorization": f"Bearer {self.provider.secret_key}"}
        return self.session.get(self.provider.url + path, params=query, headers=headers, timeout=10)


@pytest.fixture
def stand(fresh_provider):
    made = fresh_provider()
    return made, Caller(made)


def test_a_page_is_paid_once_and_its_payment_can_be_unfolded(stand):
    provider, caller = stand
    page = caller.post("/v1/checkout/sessions", PAGE).json()
    assert (page["status"], page["amount_total"], page["payment_intent"]) == ("open", 10_000, None)
    intent = provider.pay(page["url"])
    with pytest.raises(Exception, match="no longer open"):
        provider.pay(page["url"])
    told = caller.get(f"/v1/checkout/sessions/{page['id']}", **{"expand[]": ["payment_intent", "payment_intent.latest_charge.refunds"]}).json()
    assert told["payment_status"] == "paid"
    assert told["payment_intent"]["metadata"] == {"payment": "pay_1"}
    assert told["payment_intent"]["latest_charge"]["payment_method_details"]["card"]["last4"] == "4242"
    assert told["payment_intent"]["latest_charge"]["refunds"]["data"] == []
    assert (provider.charge_count, provider.captured(intent["id"])) == (1, 10_000)
    assert caller.post(f"/v1/checkout/sessions/{page['id']}/expire").status_code == 400


def test_a_key_gives_the_same_answer_and_no_second_effect(stand):
    provider, caller = stand
    form = {"amount": "500", "currency": "eur", "confirm": "true", "payment_method": "pm_card_visa"}
    first, again = (caller.post("/v1/payment_intents", form, key="k1") for _ in range(2))
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first.headers
    other = caller.post("/v1/payment_intents", {**form, "amount": "501"}, key="k1")
    assert (other.status_code, other.json()["error"]["type"]) == (400, "idempotency_error")
    assert provider.charge_count == 1


def test_a_card_that_is_declined_moves_nothing(stand):
    provider, caller = stand
    form = {"amount": "500", "currency": "eur", "confirm": "true", "payment_method": "pm_card_chargeDeclined"}
    answer = caller.post("/v1/payment_intents", form, key="k1")
    assert (answer.status_code, answer.json()["error"]["code"]) == (402, "card_declined")
    assert provider.charge_count == 0


def test_a_refund_never_exceeds_its_charge(stand):
    provider, caller = stand
    intent = provider.pay(caller.post("/v1/checkout/sessions", PAGE).json()["url"])["id"]
    assert caller.post("/v1/refunds", {"payment_intent": intent, "amount": "9999"}).status_code == 200
    assert caller.post("/v1/refunds", {"payment_intent": intent, "amount": "2"}).status_code == 400
    assert caller.post("/v1/refunds", {"payment_intent": intent}).json()["amount"] == 1
    assert caller.post("/v1/refunds", {"payment_intent": intent}).json()["error"]["code"] == "charge_already_refunded"
    assert (provider.refunded(intent), provider.balance()) == (10_000, 0)
    assert [row["amount"] for row in caller.get("/v1/refunds", payment_intent=intent).json()["data"]] == [1, 9999]


def test_an_answer_is_lost_after_the_effect_and_comes_under_the_same_key(stand):
    provider, caller = stand
    intent = provider.pay(caller.post("/v1/checkout/sessions", PAGE).json()["url"])["id"]
    provider.loses_answer("refund.create")
    with pytest.raises(requests.ConnectionError):
        caller.post("/v1/refunds", {"payment_intent": intent, "amount": "10"}, key="r1")
    assert provider.refunded(intent) == 10
    assert caller.post("/v1/refunds", {"payment_intent": intent, "amount": "10"}, key="r1").json()["amount"] == 10
    assert provider.refunded(intent) == 10


def test_a_request_can_be_held_at_the_moment_it_arrives(stand):
    provider, caller = stand
    held = provider.hangs("session.create")
    answers = []
    waiting = threading.Thread(target=lambda: answers.append(Caller(provider).post("/v1/checkout/sessions", PAGE)))
    waiting.start()
    assert held.arrived.wait(5) and not answers
    held.release()
    waiting.join(5)
    assert answers[0].status_code == 200
    provider.fails("session.create")
    assert caller.post("/v1/checkout/sessions", PAGE).status_code == 500
    assert caller.post("/v1/checkout/sessions", PAGE).status_code == 200


def test_events_are_signed_repeated_shuffled_and_brought_again_until_they_are_taken(stand):
    provider, caller = stand
    receiver = Receiver(answer=lambda heard, number: 500 if number % 3 == 0 else 200)
    provider.courier.url = receiver.url
    provider.courier.road.doubled, provider.courier.road.lost, provider.courier.road.shuffled = 50, 20, 4
    for _ in range(10):
        provider.pay(caller.post("/v1/checkout/sessions", PAGE).json()["url"])
    provider.courier.wait_until_quiet(30)
    assert {heard.event["id"] for heard in receiver.heard} == {event["id"] for event in provider.events()}
    assert len(receiver.heard) > len(provider.events()) == 30
    for heard in receiver.heard:
        moment = int(heard.headers["stripe-signature"].split(",")[0].removeprefix("t="))
        assert heard.headers["stripe-signature"] == signature(heard.body, provider.webhook_secret, moment)
    assert [json.loads(heard.body)["id"] for heard in receiver.heard] != [event["id"] for event in provider.events()]
    receiver.stop()


def test_a_browser_finds_the_page_and_comes_back(stand):
    provider, caller = stand
    page = caller.post("/v1/checkout/sessions", PAGE).json()
    assert "Pay" in caller.session.get(page["url"], timeout=5).text
    back = caller.session.post(page["url"], data={"do": "pay"}, timeout=5, allow_redirects=False)
    assert back.headers["Location"] == f"http://shop.example/back?session={page['id']}"
    assert provider.charge_count == 1


def test_only_its_own_key_opens_an_account(stand):
    provider, caller = stand
    wrong = caller.session.get(provider.url + "/v1/account", headers={"Authorization": "Bearer sk_test_other"}, timeout=5)
    assert wrong.status_code == 401
    assert caller.get("/v1/account").json()["id"] == provider.books.account
