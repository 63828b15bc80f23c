"""Orders that are to be shipped: placed and paid, with an address and a way to travel."""

from support.client import Client
from support.goods import custom_line, draft

ADDRESS = {"name": "Sanne de Vries", "line1": "Oudegracht 1", "city": "Utrecht", "postal_code": "3511 AB", "country": "NL"}


def to_ship(api: Client, *lines: dict, paid: bool = True, **fields) -> dict:
    """A placed order of things that travel."""
    made = draft(api, *(lines or [custom_line("Pot", 1000, 2, requires_shipping=True)]), **{
        "channel": "online_store", "shipping_address": ADDRESS, "shipping_line": {"title": "Courier", "price": 0}, **fields})
    return api.post(f"/orders/{made['id']}/complete", {"payment_pending": not paid}, key=True, expect=200).body


def read(api: Client, order: dict) -> dict:
    return api.get(f"/orders/{order['id']}", expect=200).body
