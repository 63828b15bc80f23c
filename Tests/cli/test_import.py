"""`counterfoil import`: real files and broken ones; all of a file or nothing."""

import json

import pytest

from support.client import Client
from support.server import ROOT

OWN = ROOT / "Tests" / "Fixtures" / "products" / "own-skus.csv"


def test_real_product_exports(command, real_data, fresh_server, owner, shop):
    for name, count in {"apparel": 20, "home-and-garden": 20, "jewelery": 20}.items():
        path = str(real_data / "products" / f"{name}.csv")
        first = command("import", "products", path).stdout.splitlines()
        second = command("import", "products", path).stdout.splitlines()
        assert "0 added, 0 changed" in second[0] and "0 added, 0 changed" in second[1]
        assert first[0] == f"Products: {count} added, 0 changed, 0 unchanged"
    api = owner(fresh_server(data=shop))
    pot = api.get("/products", params={"q": "Clay Plant"}, expect=200)["data"][0]
    assert [(v["options"], v["price"]) for v in pot["variants"]] == [({"Size": "Regular"}, 999), ({"Size": "Large"}, 1599)]
    assert pot["tags"] == ["Pot", "Plants"] and pot["image_url"].startswith("https://")
    gem = api.get("/products", params={"q": "Gemstone"}, expect=200)["data"][0]
    assert len(gem["image_urls"]) >= 4 and len(gem["variants"]) == 2
    cut = api.get("/products", params={"q": "Copper Light"}, expect=200)["data"][0]["variants"][0]
    assert (cut["price"], cut["compare_at_price"], cut["title"]) == (5999, 7500, "")


def test_own_file_with_codes(command, shop, fresh_server, owner):
    command("import", "products", str(OWN))
    assert "0 added, 0 changed" in command("import", "products", str(OWN)).stdout.splitlines()[1]
    server = fresh_server(data=shop)
    api = owner(server)
    (pot,) = [row for row in api.get("/variants", params={"q": "OWN-TC-24"}, expect=200)["data"] if row["sku"] == "OWN-TC-24"]
    assert (pot["barcode"], pot["price"], pot["compare_at_price"], pot["cost"]) == ("5901234123464", 1490, 1690, 635)
    level = api.get("/inventory_levels", params={"variant_id": pot["id"], "location_id": server.sign_in["location_id"]}, expect=200)
    assert level["data"][0]["on_hand"] == 12
    (seed,) = [row for row in api.get("/variants", params={"q": "OWN-LAWN"}, expect=200)["data"] if row["sku"] == "OWN-LAWN"]
    assert seed["unit"] == "kg"


@pytest.mark.parametrize(("row", "line"), [
    ("cup,Cup,,,1.234,,\n", None), ("cup,Cup,,,12abc,,\n", 4), ("cup,Cup,,,-3,,\n", 4), (",Cup,,,3,,\n", 4),
    ("cup,Cup,,,3,OWN-A,\n", 4), ('cup,"Cup,,,3,,\n', 4), ("cup,Cup,,,3,,,,\n", 4), ("pot,,,S,3,,\n", 4),
    ("cup," + "x" * 300 + ",,,3,,\n", 4),
])
def test_bad_row_is_named_and_nothing_is_stored(command, shop, tmp_path, row, line):
    head = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant SKU,Tags\n"
    path = tmp_path / "goods.csv"
    path.write_text(head + "pot,Pot,Size,S,9.99,OWN-A,\npot,,,L,10.99,OWN-B,\n" + row, encoding="utf-8")
    command("export", str(tmp_path / "before"))
    done = command("import", "products", str(path), code=0 if line is None else 1)
    if line is None:
        return
    assert f"line {line}:" in done.stderr, done.stderr
    command("export", str(tmp_path / "after"))
    assert (tmp_path / "before").read_bytes() == (tmp_path / "after").read_bytes()


def test_files_that_are_no_text(command, tmp_path):
    path = tmp_path / "goods.csv"
    path.write_bytes("Handle,Title\npot,Pöt\n".encode("utf-16"))
    assert "UTF-8" in command("import", "products", str(path), code=1).stderr
    path.write_bytes(b"Handle,Title,Handle\n")
    assert "twice" in command("import", "products", str(path), code=1).stderr
    assert "cannot be read" in command("import", "products", str(tmp_path / "missing.csv"), code=1).stderr


def test_customers(command, shop, tmp_path, fresh_server, owner):
    path = tmp_path / "customers.csv"
    path.write_text(
        "First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,"
        "Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Note,Tax Exempt,Tags\n"
        "Łucja,Żak,lucja@customer.example,yes,Żak i Syn,ul. Dębowa 12,Łódź,LD,PL,'90-001,'+48601000111,'+48601000112,\"Likes\n clay\",no,\"vip, clay\"\n"
        "สมชาย,,,no,,,,,,,,,,no,\n", encoding="utf-8")
    assert command("import", "customers", str(path)).stdout == "Customers: 2 added, 0 changed, 0 unchanged\n"
    assert command("import", "customers", str(path)).stdout == "Customers: 0 added, 0 changed, 2 unchanged\n"
    api = owner(fresh_server(data=shop))
    (found,) = api.get("/customers", params={"q": "lucja zak"}, expect=200)["data"]
    assert (found["name"], found["phone"], found["tags"]) == ("Łucja Żak", "+48601000112", ["vip", "clay"])
    assert found["addresses"][0]["postal_code"] == "90-001" and found["consents"] == {"marketing_email": True}


def test_real_invoices(command, real_data, shop, fresh_server, owner):
    path = str(real_data / "online-retail-a.csv")
    arguments = ("import", "orders", path, "--currency", "GBP", "--time-zone", "Europe/London")
    first = command(*arguments).stdout
    assert "Sales: 243 added" in first and "Write-offs: 2 added" in first and first.endswith("GBP 92595.24\n")
    second = command(*arguments).stdout
    assert "Sales: 0 added, 0 changed, 243 unchanged" in second and second.endswith("GBP 92595.24\n")
    assert " added" in second and all(" 0 added, 0 changed" in line for line in second.splitlines()[:-1])
    command("doctor")

    api = owner(fresh_server(data=shop))
    orders = api.all("/orders", channel="import", status="closed")
    assert sum(order["amount_paid"] - order["amount_refunded"] for order in orders) == 9259524
    assert sum(order["amount_paid"] for order in orders) == 9330477 and sum(order["amount_refunded"] for order in orders) == 70953
    sales = [order for order in orders if not order["number"].startswith("C")]
    assert len(sales) == 243 and all(order["amount_due"] == 0 for order in orders)
    for order in orders:
        if order["number"].startswith("C"):
            assert (order["status"], order["return_status"], order["amount_paid"]) == ("closed", "refunded", 0)
            assert order["amount_refunded"] == order["total"] and order["refunds"][0]["payment_id"] is None
    linked = [order for order in sales if order["refunds"]]
    assert len(linked) + len(orders) - len(sales) == 15 and all(order["refunds"][0]["payment_id"] for order in linked)
    moved = [row for row in api.all("/inventory_movements") if row["reason"].startswith("write-off")]
    assert sorted(row["delta"] for row in moved) == [-38, -10]


def test_imports_work_while_the_shop_is_served(fresh_server, shop, command):
    fresh_server(data=shop)
    command("import", "products", str(OWN))
    token = json.loads((shop / "demo-sign-in.json").read_text())
    found = Client(token["url"], token["token"]).get("/variants", params={"q": "OWN-TC-24"}, expect=200)["data"]
    assert found
