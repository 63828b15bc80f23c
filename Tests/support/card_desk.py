"""What tests around cards share: an order that can be paid, its payment on the provider's page, and waiting for what happens by itself."""

import json
import uuid

import requests

from support.client import Answer, Client
from support.paying import until
from support.provider import Provider
from support.provider_events import signature


def order_of(api: Client, amount: int = 10_000, customer: dict | None = None, **fields) -> dict:
    """A draft over one thing that needs no shipping."""
    body = {"lines": [{"title": "Desk lamp", "quantity": 1, "unit_price": amount, "tax_rates": []}], **fields}
    if customer is not None:
        body["customer_id"] = customer["id"]
    return api.post("/orders", body, expect=201).body


def customer_of(api: Client, name: str = "Ada Lovelace") -> dict:
    return api.post("/customers", {"name": name, "email": f"{uuid.uuid4().hex}@example.org"}, expect=201).body


def open_page(api: Client, order: dict, **body) -> dict:
    """The payment that staff opened on the provider's page."""
    return api.pay(order, "gateway", **body)["payments"][-1]


def order_now(api: Client, order: dict) -> dict:
    return api.get(f"/orders/{order['id']}", expect=200).body


def wait_until_settled(api: Client, *event_ids: str) -> dict[str, dict]:
    """The events as the shop has them, once none of them waits any more."""
    def settled() -> dict[str, dict] | None:
        rows = {row["id"]: row for row in api.all("/provider_events") if row["id"] in event_ids}
        return rows if len(rows) == len(set(event_ids)) and all(row["state"] != "waiting" for row in rows.values()) else None

    return until(settled, 20, "looking into every event")


def post_event(url: str, body: bytes, header: str | None = None, **headers: str) -> Answer:
    """One request to the address where Stripe tells the shop of events."""
    sent = {"Content-Type": "application/json", **headers}
    if header is not None:
        sent["Stripe-Signature"] = header
    return Answer(requests.post(f"{url}/webhooks/stripe", data=body, headers=sent, timeout=30))


def tell(url: str, provider: Provider, event: dict) -> Answer:
    """An event as the provider brings it."""
    body = json.dumps(event).encode()
    return post_event(url, body, signature(body, provider.webhook_secret))
