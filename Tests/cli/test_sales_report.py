"""The report over real invoices beside sales of the register and the online store, against a sum of the raw rows."""

import csv
import datetime
from collections import defaultdict
from zoneinfo import ZoneInfo

from support.goods import custom_line, draft
from support.server import run_command


def report(api, **params):
    return api.get("/reports/sales", params=params, expect=200).body


def rows(api, **params):
    return {row["key"]: row for row in report(api, **params)["data"]}


def oracle(path, zone):
    """Revenue in pennies by day, by stock code, and units sold, from the raw rows; write-offs bring nothing."""
    days, codes, units, numbers = defaultdict(int), defaultdict(int), 0, set()
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            pence = round(float(row["UnitPrice"]) * 100) * int(row["Quantity"])
            when = datetime.datetime.strptime(row["InvoiceDate"], "%d/%m/%Y").replace(tzinfo=ZoneInfo("Europe/London"))
            days[when.astimezone(ZoneInfo(zone)).date().isoformat()] += pence
            codes[row["StockCode"]] += pence
            if int(row["Quantity"]) > 0:
                units += int(row["Quantity"])
                numbers.add(row["InvoiceNo"])
    return days, codes, units, len(numbers)


def test_imported_sales_beside_register_and_online_ones(real_data, fresh_server, owner):
    path = real_data / "online-retail-a.csv"
    server = fresh_server()
    api = owner(server)
    zone = api.get("/settings", expect=200)["time_zone"]
    done = run_command("import", "orders", str(path), "--currency", "GBP", "--time-zone", "Europe/London", data=server.data)
    assert done.returncode == 0, done.stderr
    days, codes, units, count = oracle(path, zone)
    period = {"from": min(days), "to": max(days), "currency": "GBP"}
    by_day = rows(api, **period)
    assert {key: row["net"] for key, row in by_day.items() if row["net"]} == {key: sum for key, sum in days.items() if sum}
    by_product = rows(api, **period, group_by="product")
    assert {key: row["net"] for key, row in by_product.items() if row["net"]} == {key: sum for key, sum in codes.items() if sum}
    total = report(api, **period, group_by="product")["total"]
    assert (total["units"], total["orders"], total["tax"]) == (units, count, 0)

    place, till = server.sign_in["location_id"], server.register_ids[0]
    sold = {}
    for channel, register, price in (("register", till, 1250), ("online_store", None, 3333)):
        order = draft(api, custom_line(unit_price=price, rate="20", requires_shipping=False), channel=channel, register_id=register, location_id=place,
                      currency="GBP")
        paid = api.pay(order, "card_terminal").body
        sold[channel] = paid
    api.post(f"/orders/{sold['online_store']['id']}/refunds", {"amount": 1000}, key=True, expect=200)
    everything = report(api, **{**period, "to": report(api)["to"]}, group_by="channel")
    by_channel = {row["key"]: row for row in everything["data"]}
    assert by_channel["import"]["net"] == sum(days.values())
    assert by_channel["register"]["net"] == sold["register"]["total"] - sold["register"]["tax_total"]
    online = by_channel["online_store"]
    assert online["net"] + online["tax"] == sold["online_store"]["total"] - 1000
    assert everything["total"]["profit"] == sum(row["net"] for row in everything["data"])
