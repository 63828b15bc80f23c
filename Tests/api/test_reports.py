"""Sales reports: every channel in one ledger, to the cent, on the day of the place."""

import csv
import datetime
import io
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from support.goods import custom_line, draft, placed

SUMS = ("orders", "units", "gross", "discounts", "refunds", "net", "tax", "shipping", "fees", "cost", "profit")


@pytest.fixture
def shop(api):
    """A place of its own with a till, since a report counts everything there is."""
    place = api.post("/locations", {"name": "Corner"}, expect=201).body["id"]
    till = api.post("/registers", {"name": "Till", "location_id": place}, expect=201).body["id"]
    return SimpleNamespace(api=api, place=place, till=till)


def report(shop, **params):
    return shop.api.get("/reports/sales", params={"location_id": shop.place, **params}, expect=200).body


def rows(shop, **params):
    return {row["key"]: row for row in report(shop, **params)["data"]}


def sold(shop, *lines, **fields):
    return placed(shop.api, *lines, **{"register_id": shop.till, "location_id": shop.place, **fields})


def pots(api, place, price, cost):
    """A variant that costs the shop something, with twenty of it on the shelf."""
    made = api.post("/products", {"title": "Clay pot", "variants": [{"price": price, "cost": cost}]}, expect=201)["variants"][0]
    api.post("/inventory_levels/adjust", {"variant_id": made["id"], "location_id": place, "set": 20, "reason": "Counted"}, expect=200)
    return made


def adds_up(body):
    for name in SUMS:
        if name == "orders" and body["group_by"] == "product":
            continue
        assert sum(row[name] for row in body["data"]) == pytest.approx(body["total"][name], abs=1e-6), name
    for row in [*body["data"], body["total"]]:
        assert row["net"] == row["gross"] - row["discounts"] - row["refunds"]
        assert row["profit"] == row["net"] - row["cost"]
    return body


def without_tax(line):
    return line["total"] - line["tax_total"]


def test_every_channel_with_discounts_shipping_fees_and_refunds_is_what_its_orders_say(shop):
    api, place, till = shop.api, shop.place, shop.till
    pot = pots(api, place, 1210, 450)
    vat = [{"title": "VAT", "rate": "21"}]
    orders = []
    for channel, register in (("register", till), ("online_store", None), ("phone", None)):
        for included in (True, False):
            order = draft(
                api,
                {"variant_id": pot["id"], "quantity": 3, "tax_rates": vat, "discounts": [{"value_type": "percentage", "value": "7.5"}]},
                {"title": "Gift wrap", "quantity": 1, "unit_price": 333, "tax_rates": [{"title": "VAT", "rate": "9"}], "requires_shipping": False},
                channel=channel, register_id=register, location_id=place, prices_include_tax=included,
                adjustments=[{"kind": "discount", "value_type": "fixed", "value": 101, "title": "Goodwill"},
                             {"kind": "fee", "value_type": "fixed", "value": 250, "title": "Packing", "tax_rates": vat},
                             {"kind": "debit", "value_type": "fixed", "value": 17, "title": "Deposit"}],
                shipping_line=None if register else {"title": "Courier", "price": 496, "tax_rates": vat},
                shipping_address={"line1": "Street 1", "city": "Utrecht", "country": "NL"})
            api.pay(order, "card_terminal")
            orders.append(api.get(f"/orders/{order['id']}", expect=200).body)
    given = api.post(f"/orders/{orders[0]['id']}/refunds", {
        "lines": [{"line_id": orders[0]["lines"][0]["id"], "quantity": 1, "restock": True}]}, key=True, expect=200).body["amount_refunded"]
    given += api.post(f"/orders/{orders[2]['id']}/refunds", {"amount": 777}, key=True, expect=200).body["amount_refunded"]
    given += api.post(f"/orders/{orders[4]['id']}/refunds", {"amount": orders[4]["total"]}, key=True, expect=200).body["amount_refunded"]

    for grouping in ("day", "channel", "location", "register", "staff", "product"):
        body = adds_up(report(shop, group_by=grouping))
        total = body["total"]
        assert total["orders"] == 6 and total["units"] == 24
        assert total["net"] + total["tax"] + total["shipping"] + total["fees"] == sum(order["total"] for order in orders) - given
        assert total["cost"] == 6 * 3 * 450 - 450, "one unit came back onto the shelf"
    brought = {order["channel"]: 0 for order in orders}
    for order in orders:
        brought[order["channel"]] += sum(without_tax(line) for line in order["lines"])
    by_channel = rows(shop, group_by="channel")
    assert {key: row["net"] + row["refunds"] for key, row in by_channel.items()} == brought
    assert by_channel["phone"]["refunds"] == sum(without_tax(line) for line in orders[4]["lines"])
    for order in (orders[1], orders[3], orders[5]):
        assert not order["prices_include_tax"]
    by_product = rows(shop, group_by="product")
    assert by_product[pot["product_id"]]["orders"] == 6 and by_product[pot["product_id"]]["units"] == 18
    assert by_product["Gift wrap"]["cost"] == 0 and by_product["Gift wrap"]["units_without_cost"] == 6
    assert by_product[None]["shipping"] == report(shop)["total"]["shipping"]
    taxes = api.get("/reports/taxes", params={"location_id": place}, expect=200)["data"]
    assert sum(tax["tax"] for tax in taxes) == report(shop)["total"]["tax"]
    assert [tax["rate"] for tax in taxes] == ["21", "9", None]
    total = report(shop)["total"]
    assert sum(tax["taxable"] for tax in taxes) == total["net"] + total["shipping"] + total["fees"]


def test_cost_is_the_one_of_the_day_of_the_sale_in_every_channel(shop):
    api, place = shop.api, shop.place
    pot = pots(api, place, 1000, 400)
    held = draft(api, {"variant_id": pot["id"], "quantity": 1, "requires_shipping": False}, channel="online_store", location_id=place)
    now = api.get(f"/variants/{pot['id']}", expect=200)
    api.patch(f"/variants/{pot['id']}", {"cost": 500}, if_match=now.headers.get("ETag"), expect=200)
    api.pay(held, "card_terminal")
    api.patch(f"/variants/{pot['id']}", {"cost": 900}, if_match=api.get(f"/variants/{pot['id']}").headers.get("ETag"), expect=200)
    assert report(shop)["total"]["cost"] == 500


def test_held_and_unpaid_orders_stand_apart(shop):
    api, place, till = shop.api, shop.place, shop.till
    already = report(shop)["open"]["held"]
    cart = draft(api, custom_line(unit_price=700, rate=None), register_id=till, location_id=place, channel="register")
    api.post(f"/orders/{cart['id']}/hold", {"register_id": till, "label": "Blue coat"}, expect=200)
    sent = draft(api, custom_line(unit_price=900, rate=None), location_id=place)
    api.post(f"/orders/{sent['id']}/send_invoice", {"via": "link"}, expect=200)
    later = draft(api, custom_line(unit_price=1100, rate=None), location_id=place)
    api.post(f"/orders/{later['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    body = report(shop)
    assert body["total"]["net"] == 1100 and body["total"]["orders"] == 1
    assert body["open"]["held"] == {"orders": already["orders"] + 1, "amount": already["amount"] + 700}
    assert body["open"]["sent"] == {"orders": 1, "amount": 900}
    assert body["open"]["unpaid"] == {"orders": 1, "amount": 1100}


def test_a_canceled_order_takes_itself_off_and_its_cost_with_it(shop):
    api, place = shop.api, shop.place
    pot = pots(api, place, 1000, 400)
    order = draft(api, {"variant_id": pot["id"], "quantity": 2, "requires_shipping": False}, location_id=place)
    api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    assert report(shop)["total"]["profit"] == 1200
    api.post(f"/orders/{order['id']}/cancel", {"reason": "Ordered twice", "restock": True}, key=True, expect=200)
    total = report(shop)["total"]
    assert (total["gross"], total["refunds"], total["net"], total["tax"], total["cost"]) == (2000, 2000, 0, 0, 0)


def test_an_edit_of_a_placed_order_brings_its_difference(shop):
    api = shop.api
    order = draft(api, custom_line(unit_price=1000, rate="21"), location_id=shop.place)
    done = api.pay(order, "card_terminal").body
    answer = api.post(f"/orders/{order['id']}/edits", {"lines": [{"id": done["lines"][0]["id"], "quantity": 3}]}, expect=200).body
    total = report(shop)["total"]
    assert total["net"] + total["tax"] == answer["order"]["total"]
    assert (total["orders"], total["units"]) == (1, 3)


def test_currencies_are_never_mixed(shop):
    api = shop.api
    sold(shop, custom_line(unit_price=500, rate=None), currency="JPY")
    sold(shop, custom_line(unit_price=700, rate=None))
    own = report(shop)
    assert own["total"]["net"] == 700 and own["currency"] != "JPY"
    yen = report(shop, currency="JPY")
    assert (yen["total"]["net"], yen["currency"]) == (500, "JPY")


def test_somebody_of_one_location_sees_only_it(shop):
    api = shop.api
    other = api.post("/locations", {"name": "Harbour"}, expect=201).body["id"]
    sold(shop, custom_line(unit_price=500, rate=None), location_id=shop.place)
    sold(shop, custom_line(unit_price=900, rate=None), location_id=other)
    clerk = SimpleNamespace(api=api.as_role("manager", other), place=None)
    for grouping in ("location", "product", "day"):
        assert report(clerk, group_by=grouping)["total"]["net"] == 900
    assert [row["key"] for row in report(clerk, group_by="location")["data"]] == [other]
    assert clerk.api.get("/reports/sales", params={"location_id": shop.place}).expect(422).fields == ["location_id"]
    assert report(shop, location_id=other)["total"]["net"] == 900
    api.as_role("cashier").get("/reports/sales", expect=403)


def test_a_period_is_days_or_moments_and_says_what_is_wrong_with_it(shop):
    api = shop.api
    sold(shop, custom_line(unit_price=500, rate=None))
    today = report(shop)["to"]
    assert report(shop, **{"from": today, "to": today})["total"]["net"] == 500
    at = api.get("/orders", params={"limit": 1}, expect=200)["data"][0]["placed_at"]
    later = (datetime.datetime.fromisoformat(at.replace("Z", "+00:00")) + datetime.timedelta(seconds=1)).isoformat().replace("+00:00", "Z")
    assert report(shop, **{"from": at, "to": later})["total"]["net"] == 500
    assert report(shop, **{"from": later})["total"]["net"] == 0
    yesterday = (datetime.date.fromisoformat(today) - datetime.timedelta(days=1)).isoformat()
    assert report(shop, **{"from": yesterday, "to": yesterday})["data"] == []
    for params, field in (({"from": today, "to": yesterday}, "to"), ({"from": "1990-01-01", "to": "2190-01-01"}, "to"), ({"from": "soon"}, "from"),
                          ({"from": ""}, "from"), ({"currency": "eur"}, "currency"), ({"group_by": "mood"}, "group_by"), ({"to": "2026-02-30"}, "to")):
        assert api.get("/reports/sales", params=params).expect(422).fields == [field], params
    compared = report(shop, **{"from": today, "to": today, "compare": "true"})
    assert compared["before"]["net"] == 0 and report(shop)["before"] is None


def test_the_file_holds_the_rows_and_no_formula(shop):
    api = shop.api
    sold(shop, custom_line("=HYPERLINK(1)", unit_price=123456, rate=None), custom_line("Wrap, blue", unit_price=5, rate="21"))
    answer = api.get("/reports/sales.csv", params={"group_by": "product", "location_id": shop.place}, expect=200)
    assert answer.headers["Content-Type"].startswith("text/csv")
    table = list(csv.DictReader(io.StringIO(answer.response.content.decode("utf-8-sig"))))
    found = {row["product"]: row for row in table}
    assert found["'=HYPERLINK(1)"]["net"] == "1234.56" and found["Wrap, blue"]["tax"] == "0.01"
    body = report(shop, group_by="product")
    for row in body["data"]:
        line = next(entry for entry in table if entry["product"].removeprefix("'") == row["key"])
        assert round(float(line["gross"]) * 100) == row["gross"]


def test_sums_of_the_highest_amounts_are_exact(shop):
    api = shop.api
    for _ in range(12):
        sold(shop, custom_line(unit_price=10**12, rate=None))
    total = report(shop)["total"]
    assert total["net"] == 12 * 10**12 == report(shop, group_by="product")["data"][0]["net"]


def test_an_evening_in_another_zone_is_on_the_day_of_its_place(shop):
    api = shop.api
    # 25 hours apart: never on the same day.
    far = api.post("/locations", {"name": "Kiritimati", "time_zone": "Pacific/Kiritimati"}, expect=201).body["id"]
    near = api.post("/locations", {"name": "Pago Pago", "time_zone": "Pacific/Pago_Pago"}, expect=201).body["id"]
    for place in (far, near):
        sold(shop, custom_line(unit_price=100, rate=None), location_id=place)
    now = datetime.datetime.now(datetime.UTC)
    there, here = (now.astimezone(ZoneInfo(zone)).date().isoformat() for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"))
    assert there != here
    both = {"from": here, "to": there}
    assert [row["key"] for row in report(shop, **both, location_id=far)["data"]] == [there]
    assert [row["key"] for row in report(shop, **both, location_id=near)["data"]] == [here]
    shared = rows(shop, **both, location_id=None)
    assert all(shared[day]["orders"] >= 1 for day in (there, here))
    assert report(shop, **{"from": there, "to": there}, location_id=far)["total"]["net"] == 100
    assert report(shop, **{"from": here, "to": here}, location_id=near)["total"]["net"] == 100
