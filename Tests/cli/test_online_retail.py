"""The real invoices again, through the front door: each sale as a draft, held, retrieved and paid, to the penny."""

import csv
from decimal import Decimal


def invoices(path):
    """Sales by number, each a list of rows; write-offs and cancellations are the importer's business."""
    grouped: dict[str, list[dict]] = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            grouped.setdefault(row["InvoiceNo"], []).append(row)
    return {number: rows for number, rows in grouped.items() if not number.startswith("C") and int(rows[0]["Quantity"]) > 0}


def line(row):
    return {
        "title": row["Description"].strip() or row["StockCode"], "sku": row["StockCode"], "quantity": int(row["Quantity"]),
        "unit_price": int(Decimal(row["UnitPrice"]) * 100), "tax_rates": [],
    }


def test_every_sale_agrees_to_the_penny(real_data, fresh_server, owner):
    server = fresh_server()
    api = owner(server)
    register = server.register_ids[0]
    sales = invoices(real_data / "online-retail-a.csv")
    assert len(sales) == 243
    takings = 0
    for number, rows in sales.items():
        expected = sum(int(row["Quantity"]) * int(Decimal(row["UnitPrice"]) * 100) for row in rows)
        order = api.post("/orders", {"currency": "GBP", "channel": "register", "register_id": register, "location_id": server.sign_in["location_id"],
                                     "lines": [line(row) for row in rows]}, expect=201).body
        assert order["total"] == expected, number
        api.post(f"/orders/{order['id']}/hold", {"register_id": register, "label": number}, expect=200)
        held = api.post(f"/orders/{order['id']}/retrieve", {"register_id": register}, expect=200)["order"]
        assert held["total"] == expected and len(held["lines"]) == len(rows), number
        if expected == 0:
            done = api.post(f"/orders/{order['id']}/complete", {"payment_pending": False}, key=True, expect=200).body
        else:
            done = api.pay(held, "card_terminal").body
        assert (done["amount_paid"], done["total"], done["amount_due"]) == (expected, expected, 0), number
        assert done["payment_status"] == "paid", number
        takings += done["amount_paid"]
    assert takings == 9330477
