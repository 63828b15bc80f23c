"""Makes what tests sell, and finds what the demo shop has."""

import uuid

from support.client import Client


def custom_line(title: str = "Gift wrap", unit_price: int = 300, quantity: float = 1, rate: str | None = "20", **more) -> dict:
    """A line of a custom item; it needs nothing of the catalogue."""
    rates = [{"title": "VAT", "rate": rate}] if rate is not None else []
    return {"title": title, "quantity": quantity, "unit_price": unit_price, "tax_rates": rates, **more}


def draft(api: Client, *lines: dict, expect: int | tuple[int, ...] = 201, **fields) -> dict:
    """A new draft with these lines, or with one custom item."""
    return api.post("/orders", {"lines": list(lines) or [custom_line()], **fields}, expect=expect).body


def placed(api: Client, *lines: dict, **fields) -> dict:
    """An order sold at a register and paid in cash."""
    register = api.first_register()["id"]
    order = draft(api, *lines, **{"channel": "register", "register_id": register, **fields})
    return api.post(f"/orders/{order['id']}/payments", {"method": "cash", "tendered": order["total"]}, key=True, expect=200).body


def variant(api: Client, location: str, stock: int, price: int = 500, **product) -> dict:
    """A product of one variant with that much on the shelf."""
    name = product.pop("title", f"Thing {uuid.uuid4().hex[:8]}")
    made = api.post("/products", {"title": name, "variants": [{"price": price}], **product}, expect=201)
    variant = made["variants"][0]
    api.post("/inventory_levels/adjust", {"variant_id": variant["id"], "location_id": location, "set": stock, "reason": "Counted"}, expect=200)
    return variant


def level(api: Client, variant_id: str, location: str) -> dict:
    """What the shelf holds of a variant."""
    rows = api.get("/inventory_levels", params={"variant_id": variant_id, "location_id": location}, expect=200)["data"]
    assert len(rows) == 1, rows
    return rows[0]


def assert_stock_adds_up(api: Client, variant_id: str, location: str) -> dict:
    """Σ delta = on_hand, and available is what is left (promise P10)."""
    shelf = level(api, variant_id, location)
    movements = api.all("/inventory_movements", variant_id=variant_id, location_id=location)
    assert sum(row["delta"] for row in movements) == shelf["on_hand"]
    assert shelf["available"] == shelf["on_hand"] - shelf["committed"] - shelf["reserved"]
    return shelf
