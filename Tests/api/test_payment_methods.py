"""Cards that a provider keeps for a customer: kept, charged by staff, removed, forgotten with the person."""

import pytest

from support.card_desk import customer_of, open_page, order_now, order_of, wait_until_settled
from support.paying import Payer, sent, until


@pytest.fixture
def customer(card_api):
    return customer_of(card_api)


def methods(api, customer: dict) -> list[dict]:
    return api.get(f"/customers/{customer['id']}/payment_methods", expect=200)["data"]


def keep(api, customer: dict, card: str = "pm_card_visa", expect: int = 201) -> dict:
    return api.post(f"/customers/{customer['id']}/payment_methods", {"payment_method": card}, expect=expect).body


def charge(api, order: dict, method: dict, expect: int = 200):
    return api.pay(order, "card_on_file", payment_method_id=method["id"], expect=expect)


def test_a_card_is_kept_by_its_name_at_the_provider_and_once(card_api, provider, customer):
    kept = keep(card_api, customer)
    assert (kept["provider"], kept["brand"], kept["last4"], kept["expires_month"]) == ("stripe", "visa", "4242", 12)
    theirs = provider.books.all("payment_method")[0]
    assert keep(card_api, customer, theirs["id"], expect=200) == kept
    assert methods(card_api, customer) == [kept]
    assert theirs["id"] not in str(card_api.get(f"/customers/{customer['id']}", expect=200).body)


def test_the_same_request_twice_is_answered_the_same(card_api, customer):
    path, body = f"/customers/{customer['id']}/payment_methods", {"payment_method": "pm_card_visa"}
    first = card_api.post(path, body, key="keep-one", expect=201)
    again = card_api.post(path, body, key="keep-one", expect=201)
    assert again.body == first.body and again.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize("name", ["", "4242424242424242", "pm_../../refunds", "pm card", None, 7])
def test_what_is_no_name_of_a_card_is_refused_here(card_api, provider, customer, name):
    before = len(provider.asked)
    answer = card_api.post(f"/customers/{customer['id']}/payment_methods", {"payment_method": name}, expect=422)
    assert answer.fields == ["payment_method"] and len(provider.asked) == before


def test_a_card_that_the_provider_does_not_know_is_refused_in_its_words(card_api, customer):
    answer = card_api.post(f"/customers/{customer['id']}/payment_methods", {"payment_method": "pm_nobody"}, expect=422)
    assert answer.fields == ["payment_method"] and "pm_nobody" in answer.text and methods(card_api, customer) == []


def test_staff_charge_a_card_on_file(card_api, provider, customer):
    method = keep(card_api, customer)
    order = order_of(card_api, 4_200, customer)
    paid = charge(card_api, order, method)
    payment = paid["payments"][-1]
    assert (payment["method"], payment["status"], payment["card"]) == ("card_on_file", "captured", {"brand": "visa", "last4": "4242"})
    assert (paid["payment_status"], paid["status"]) == ("paid", "closed") and paid["amount_paid"] == 4_200
    assert [row["amount"] for row in provider.intents(payment_id=payment["id"])] == [4_200]


@pytest.mark.parametrize("card, words", [("pm_card_chargeDeclined", "declined"), ("pm_card_authenticationRequired", "link")])
def test_a_card_that_is_declined_leaves_a_failed_payment_with_words(card_api, customer, card, words):
    order = order_of(card_api, 4_200, customer)
    paid = charge(card_api, order, keep(card_api, customer, card))
    assert paid["payments"][-1]["status"] == "failed" and words in paid["payments"][-1]["failure"]
    assert paid["amount_paid"] == 0 and paid["status"] == "draft"


def test_a_charge_whose_answer_is_lost_is_taken_once(card_api, provider, customer):
    method = keep(card_api, customer)
    order = order_of(card_api, 4_200, customer)
    provider.loses_answer("intent.create")
    charge(card_api, order, method)
    payment = order_now(card_api, order)["payments"][-1]
    until(lambda: card_api.post(f"/orders/{order['id']}/payments/{payment['id']}/check", expect=(200, 409))["payment_status"] == "paid")
    assert [row["amount"] for row in provider.intents(payment_id=payment["id"])] == [4_200]


def test_a_card_of_somebody_else_is_not_charged(card_api, customer):
    method = keep(card_api, customer_of(card_api))
    answer = charge(card_api, order_of(card_api, 4_200, customer), method, expect=422)
    assert answer.fields == ["payment_method_id"]


def test_a_card_left_on_the_providers_page_is_there_when_somebody_looks(card_api, provider, customer):
    """Also where no event of it ever comes."""
    provider.courier.road.held = True
    page = card_api.post(f"/customers/{customer['id']}/payment_methods/page", expect=200)["url"]
    assert provider.session(page)["success_url"].endswith(f"/admin/customers/{customer['id']}")
    assert methods(card_api, customer) == []
    provider.pay(page)
    provider.courier.road.held = False
    assert [row["last4"] for row in methods(card_api, customer)] == ["4242"]


def test_a_card_left_on_the_providers_page_comes_with_its_event(card_api, provider, customer):
    page = card_api.post(f"/customers/{customer['id']}/payment_methods/page", expect=200)["url"]
    before = len(provider.events())
    provider.pay(page)
    wait_until_settled(card_api, *(event["id"] for event in provider.events()[before:] if event["type"].startswith("checkout.")))
    record = card_api.get(f"/customers/{customer['id']}/export", expect=200)
    assert [row["last4"] for row in record["payment_methods"]] == ["4242"]


def test_a_removed_card_is_forgotten_at_the_provider_too_and_not_charged_any_more(card_api, provider, customer):
    method = keep(card_api, customer)
    theirs = provider.books.all("payment_method")[0]
    card_api.delete(f"/customers/{customer['id']}/payment_methods/{method['id']}", expect=204)
    assert methods(card_api, customer) == []
    until(lambda: provider.books.objects[theirs["id"]]["customer"] is None)
    card_api.delete(f"/customers/{customer['id']}/payment_methods/{method['id']}", expect=404)
    assert charge(card_api, order_of(card_api, 4_200, customer), method, expect=422).fields == ["payment_method_id"]


def test_what_a_provider_does_not_hear_about_a_removed_card_it_is_told_again(card_api, provider, customer):
    method = keep(card_api, customer)
    theirs = provider.books.all("payment_method")[0]
    provider.fails("method.detach", 500)
    card_api.delete(f"/customers/{customer['id']}/payment_methods/{method['id']}", expect=204)
    assert methods(card_api, customer) == [] and provider.books.objects[theirs["id"]]["customer"] is not None
    until(lambda: provider.books.objects[theirs["id"]]["customer"] is None)


def test_an_erased_person_is_forgotten_at_the_provider(card_api, provider, customer):
    keep(card_api, customer)
    theirs = provider.books.all("payment_method")[0]["customer"]
    card_api.post(f"/customers/{customer['id']}/erase", expect=204)
    until(lambda: provider.books.objects.get(theirs) is None)


def test_a_payer_who_says_so_leaves_the_card_with_the_payment(card_api, provider, customer):
    order = sent(card_api, 1_000, customer_id=customer["id"])
    payer = Payer(order)
    page = payer.begin(keep_card="yes").headers["Location"]
    assert provider.session(page)["_intent"]["setup_future_usage"] == "off_session"
    provider.pay(page)
    payer.come_back()
    assert [row["last4"] for row in until(lambda: methods(card_api, customer))] == ["4242"]


def test_the_providers_page_for_a_payer_may_keep_the_card_for_its_customer_only(card_api, provider, customer):
    order = order_of(card_api, 1_000, customer)
    payment = open_page(card_api, order)
    assert provider.session(payment["page_url"])["_intent"]["setup_future_usage"] is None


def test_who_takes_cards_is_told_without_secrets(card_api, provider):
    answer = card_api.get("/payment_providers", expect=200)
    assert answer["data"] == [{"provider": "stripe", "mode": "test", "page_origin": provider.url, "hears_events": True}]
    for text in (answer.text, card_api.get("/settings", expect=200).text):
        assert provider.secret_key not in text and provider.webhook_secret not in text
