"""Random orders in the shape of `POST /orders/calculate`, the same ones for the same seed.

Small prices, many ties, odd rates and mixed kinds of price on purpose: that is where cents get lost.
"""

import random

TITLES = ("VAT", "City tax", "State tax", "GST", "Levy")
RATES = ("21", "9", "20", "5", "0", "8.875", "10.75", "6.25", "7", "19", "23", "0.1234", "50", "100")
CURRENCIES = ("EUR", "USD", "JPY", "KWD")


def orders(count, seed):
    source = random.Random(seed)
    for _ in range(count):
        yield order(source)


def order(source):
    rate_sets = [rates(source) for _ in range(source.randint(1, 3))]
    body = {
        "currency": source.choice(CURRENCIES),
        "prices_include_tax": source.random() < 0.5,
        "taxes_enabled": source.random() < 0.95,
        "tax_rounding": "line" if source.random() < 0.25 else "document",
        "rounding": source.choice(("half_up", "half_even")),
        "lines": [line(source, rate_sets) for _ in range(source.choice((0, 1, 1, 2, 3, 3, 4, 5, 8, 20)))],
        "adjustments": [adjustment(source, rate_sets) for _ in range(source.choice((0, 0, 1, 1, 2, 3)))],
    }
    if source.random() < 0.4:
        body["shipping_line"] = {"title": "Courier", "price": source.randint(0, 2000), "tax_rates": source.choice(rate_sets)}
        if source.random() < 0.4:
            body["shipping_line"]["price_includes_tax"] = source.random() < 0.5
    return body


def rates(source):
    count = source.choice((0, 1, 1, 1, 1, 2, 2, 3))
    chosen = {(source.choice(TITLES), source.choice(RATES)): None for _ in range(count)}
    return [{"title": title, "rate": rate} for title, rate in chosen]


def price(source):
    kind = source.random()
    if kind < 0.2:
        return source.randint(0, 3)
    if kind < 0.8:
        return source.randint(1, 20_000)
    if kind < 0.95:
        return f"{source.randint(0, 5_000)}.{source.choice((5000, source.randint(1, 9999))):04d}"
    return source.randint(10**6, 10**8)


def quantity(source):
    kind = source.random()
    if kind < 0.75:
        return source.choice((1, 1, 1, 2, 3, 4, 7, 12))
    if kind < 0.95:
        return source.choice((0.5, 1.5, 2.5, source.randint(1, 4_000) / 1000))
    return source.randint(13, 90)


def discount(source, per_unit=True):
    if source.random() < 0.5:
        return {"value_type": "percentage", "value": source.choice(("10", "5", "33.3333", "50", "0", "100", "12.5", "0.0001"))}
    found = {"value_type": "fixed", "value": source.choice((0, 1, 10, 99, 500, 1026, 100_000))}
    if per_unit and source.random() < 0.4:
        found["per"] = source.choice(("line", "unit"))
    return found


def line(source, rate_sets):
    body = {
        "title": "Item", "quantity": quantity(source), "unit_price": price(source),
        "tax_rates": list(source.choice(rate_sets)), "discounts": [discount(source) for _ in range(source.choice((0, 0, 0, 1, 1, 2)))],
    }
    if source.random() < 0.15:
        source.shuffle(body["tax_rates"])
    if source.random() < 0.15:
        body["price_includes_tax"] = source.random() < 0.5
    if source.random() < 0.1:
        body["taxable"] = False
    if source.random() < 0.2:
        body["promotions"] = [discount(source) for _ in range(source.choice((1, 1, 2, 3)))]
    return body


def adjustment(source, rate_sets):
    kind = source.choice(("discount", "discount", "promotion", "points", "fee", "debit", "credit"))
    if kind in ("discount", "promotion", "points"):
        return {"kind": kind, "title": kind, **discount(source, per_unit=False)}
    body = {"kind": kind, "title": kind, "value_type": "fixed", "value": source.choice((0, 1, 50, 250, 3_000))}
    if kind == "fee":
        body["tax_rates"] = list(source.choice(rate_sets))
        if source.random() < 0.3:
            body["price_includes_tax"] = source.random() < 0.5
    return body
