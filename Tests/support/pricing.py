"""Makes price rules, promotions and orders that use them."""

import uuid

from support.goods import custom_line, draft


def rule(api, *prices, expect=201, **fields):
    return api.post("/price_rules", {"title": "Wholesale", "prices": list(prices), **fields}, expect=expect)


def promotion(api, expect=201, **fields):
    return api.post("/promotions", {"title": "Summer", "value_type": "percentage", "value": "10", **fields}, expect=expect)


def code():
    return f"SAVE-{uuid.uuid4().hex[:10]}"


def complete(client, order, expect=200, **fields):
    return client.post(f"/orders/{order['id']}/complete", {"payment_pending": True, **fields}, key=True, expect=expect)


def place_custom(api, *adjustments, **fields):
    """A draft of one custom item at 10.00 without tax."""
    return draft(api, custom_line(unit_price=1000, rate=None), adjustments=list(adjustments), **fields)


def points_of(api, customer):
    return api.get(f"/customers/{customer['id']}", expect=200)["points"]
