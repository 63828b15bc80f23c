"""The keys to Stripe: from the environment or the settings, sealed, never read back, and never led elsewhere."""

import pytest

from support.card_desk import order_of, post_event
from support.client import Client
from support.paying import until
from support.provider_events import signature
from support.server import Server, run_command

KEYS = ("stripe_api_base", "stripe_secret_key", "stripe_webhook_secret")


@pytest.fixture(scope="module")
def allowing(counterfoil, provider, tmp_path_factory):
    """A shop whose operator allows one address inside, where a provider is, and sets no keys."""
    server = Server.with_demo_shop(
        tmp_path_factory.mktemp("keys") / "data", environment={"COUNTERFOIL_OUTBOUND_ALLOW": f"127.0.0.1:{provider.port}"})
    provider.serve_for(server)
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture
def shop(allowing, provider):
    """The same; keys that a test sets go with it."""
    api = Client(allowing.url, allowing.sign_in["token"])
    yield allowing, api, provider
    api.patch("/settings", dict.fromkeys(KEYS), expect=200)


@pytest.mark.parametrize("name, value", [
    ("STRIPE_SECRET_KEY", "pk_live_abc"), ("STRIPE_SECRET_KEY", "hush_hush"), ("STRIPE_API_BASE", "pay.example"),
    ("STRIPE_API_BASE", "https://pay.example/v1"), ("STRIPE_WEBHOOK_SECRET", "sk_test_abc"), ("STRIPE_WEBHOOK_SECRET", "whsec_a,,whsec_b"),
])
def test_a_mistake_in_the_environment_shows_at_the_start_and_is_not_repeated_there(counterfoil, tmp_path, name, value):
    done = run_command("serve", "--port", "0", data=tmp_path / "data", environment={f"COUNTERFOIL_{name}": value}, timeout=60)
    assert done.returncode == 1 and f"COUNTERFOIL_{name}" in done.stderr and value not in done.stderr


@pytest.mark.parametrize("name, value", [
    ("stripe_secret_key", "pk_live_abc"), ("stripe_api_base", "http://127.0.0.1:9"), ("stripe_api_base", "https://api.stripe.com/v1"),
    ("stripe_webhook_secret", "sk_live_abc"),
])
def test_a_mistake_in_the_settings_is_refused_and_changes_nothing(shop, name, value):
    _, api, _ = shop
    assert api.patch("/settings", {name: value}, expect=422).fields == [name]
    assert api.get("/settings", expect=200)["doors"][name]["set"] is False


def test_keys_in_the_settings_take_cards_at_once_and_are_never_read_back(shop):
    server, api, provider = shop
    assert api.get("/payment_providers", expect=200)["data"] == [] and api.get("/settings", expect=200)["cards_ready"] is False
    order = order_of(api)
    assert api.pay(order, "gateway", expect=409).code == "gateway_unavailable"
    given = dict(zip(KEYS, (provider.url, provider.secret_key, provider.webhook_secret), strict=True))
    answer = api.patch("/settings", given, expect=200)
    assert answer["cards_ready"] is True
    assert answer["doors"]["stripe_secret_key"] == {"set": True, "source": "settings", "shown": None}
    for secret in (provider.secret_key, provider.webhook_secret):
        assert secret not in answer.text and secret not in api.get("/settings", expect=200).text
        assert all(secret.encode() not in content for content in server.stored().values())
    page = api.pay(order, "gateway")["payments"][-1]["page_url"]
    provider.pay(page)
    until(lambda: api.get(f"/orders/{order['id']}", expect=200)["payment_status"] == "paid")
    assert provider.secret_key not in server.log() and provider.webhook_secret not in server.log()


def test_who_changes_settings_cannot_lead_a_key_elsewhere(shop):
    _, api, provider = shop
    api.patch("/settings", {"stripe_api_base": provider.url, "stripe_secret_key": provider.secret_key}, expect=200)
    thief = "https://thief.example"
    assert api.patch("/settings", {"stripe_api_base": thief}, expect=422).fields == ["stripe_secret_key"]
    assert api.get("/settings", expect=200)["doors"]["stripe_api_base"]["shown"] == f"{provider.url}/"


def test_the_machines_own_key_goes_only_where_the_machine_says(fresh_server, fresh_provider):
    provider, thief = fresh_provider(), fresh_provider()
    allowed = f"127.0.0.1:{provider.port} 127.0.0.1:{thief.port}"
    server = fresh_server(environment={**provider.environment(), "COUNTERFOIL_OUTBOUND_ALLOW": allowed})
    api = Client(server.url, server.sign_in["token"])
    api.patch("/settings", {"stripe_api_base": thief.url, "stripe_secret_key": thief.secret_key}, expect=200)
    api.pay(order_of(api), "gateway")
    assert provider.count("session.create") == 1 and thief.asked == []


def test_without_a_secret_nothing_is_believed(shop):
    server, api, provider = shop
    body = b'{"id":"evt_1","type":"payment_intent.succeeded","livemode":false,"data":{"object":{"id":"pi_1","object":"payment_intent"}}}'
    for secret in ("", "whsec_", provider.webhook_secret):
        assert post_event(server.url, body, signature(body, secret)).status == 400
    assert all(row["id"] != "evt_1" for row in api.all("/provider_events"))


def test_another_secret_counts_a_moment_after_it_was_set(shop):
    server, api, provider = shop
    api.patch("/settings", dict(zip(KEYS, (provider.url, provider.secret_key, "whsec_old"), strict=True)), expect=200)
    event = provider.event("payment_intent.succeeded", {"id": "pi_1", "object": "payment_intent", "metadata": {}})
    assert provider.courier.deliver(event) == 400
    api.patch("/settings", {"stripe_webhook_secret": f"whsec_old,{provider.webhook_secret}"}, expect=200)
    until(lambda: provider.courier.deliver(event) == 200)
