"""Orders of goods that travel, and their steps."""

from support.goods import draft, variant

LABEL = {"courier": "DPD", "tracking_number": "1597 0044 8213 6"}
HOME = {"name": "Somchai W.", "line1": "Kilmacud Road 48", "city": "Dublin", "country": "IE"}


def sold(api, *lines: dict, paid: bool = True, **fields) -> dict:
    """A placed order of goods that travel."""
    fields = {"channel": "online_store", "shipping_address": HOME, "shipping_line": {"title": "DPD", "price": 0}, **fields}
    order = draft(api, *lines, **fields)
    return api.post(f"/orders/{order['id']}/complete", {"payment_pending": not paid}, key=True, expect=200).body


def step(api, order: dict, status: str, expect: int | tuple[int, ...] = 200, **more):
    """*Change status* of everything that fits."""
    return api.post(f"/orders/{order['id']}/fulfillment", {"status": status, **more}, expect=expect)


def vases(api, place: str, stock: int = 10) -> dict:
    return variant(api, place, stock, price=4000)
