"""`POST /imports`: products and customers from a CSV file, all of it or nothing (UPL-10)."""

import random
import uuid

import pytest

CUSTOMERS = "First Name,Last Name,Email,Phone,Tags,Note\n"
PRODUCTS = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Variant Inventory Tracker\n"


def send(api, kind: str | None, text: str | bytes, type: str = "text/csv", **options):
    query = {**({"kind": kind} if kind else {}), **options.pop("params", {})}
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return api.post("/imports", data=data, headers={"Content-Type": type}, params=query, **options)


def mark() -> str:
    return uuid.uuid4().hex[:10]


def test_customers_are_added_once_and_then_changed(api):
    name = mark()
    file = CUSTOMERS + f'Nora,{name},{name}@corner.example,+48 600 100 200,"vip,bread","Rings, twice"\n'
    first = send(api, "customers", file, expect=200)
    assert first.body == {"kind": "customers", "customers": {"added": 1, "changed": 0, "unchanged": 0}}
    assert send(api, "customers", file, expect=200)["customers"] == {"added": 0, "changed": 0, "unchanged": 1}
    assert send(api, "customers", file.replace("Rings, twice", "Knocks"), expect=200)["customers"]["changed"] == 1
    (found,) = api.get("/customers", params={"q": name}, expect=200)["data"]
    assert found["tags"] == ["vip", "bread"] and found["note"] == "Knocks"


def test_products_come_with_variants_and_their_stock(api, server):
    handle = mark()
    file = PRODUCTS + (f"{handle},Glove {handle},Size,S,{handle}-S,12.50,7,shopify\n"
                       f"{handle},,Size,L,{handle}-L,13.90,0,shopify\n")
    location = server.sign_in["location_id"]
    assert send(api, "products", file, params={"location_id": location}, expect=200).body == {
        "kind": "products", "products": {"added": 1, "changed": 0, "unchanged": 0}, "variants": {"added": 2, "changed": 0, "unchanged": 0}}
    (product,) = api.get("/products", params={"q": handle}, expect=200)["data"]
    assert [variant["price"] for variant in product["variants"]] == [1250, 1390]
    level = api.get("/inventory_levels", params={"variant_id": product["variants"][0]["id"], "location_id": location}, expect=200)["data"][0]
    assert level["on_hand"] == 7


def test_one_bad_row_keeps_all_of_them_out_and_every_bad_row_is_named(api):
    name = mark()
    file = CUSTOMERS + f"Good,{name},{name}@corner.example,,,\nBad,{name},not an address,,,\n,,,,tag,\n"
    answer = send(api, "customers", file, expect=422)
    assert answer.fields == ["line 4"], "reading comes before the rules of the shop"
    answer = send(api, "customers", "\n".join(file.splitlines()[:3]), expect=422)
    assert answer.fields == ["line 3"] and "e-mail" in answer["errors"][0]["message"]
    assert api.get("/customers", params={"q": name}, expect=200)["data"] == []


@pytest.mark.parametrize("file, field", [
    ("", "file"), ("\n\n", "file"), ("Nonsense\n1\n", "file"), (CUSTOMERS + '"never closed\n', "line 2"), (CUSTOMERS + "too,few\n", "line 2"),
    ("Email,Email\na@b.c,d\n", "line 1"), (CUSTOMERS.encode("utf-16"), "file"), (CUSTOMERS.encode("utf-16-le"), "file"),
    (CUSTOMERS.encode() + "Zażółć,,,,,\n".encode("cp1250"), "file"), ((PRODUCTS + "h,T,,,,-5,,\n").encode(), "line 2"),
])
def test_what_is_no_such_file_is_refused_with_its_place(api, file, field):
    kind = "products" if b"Handle" in (file if isinstance(file, bytes) else file.encode()) else "customers"
    answer = send(api, kind, file, expect=422)
    assert answer.fields[0] == field, answer.body


def test_a_byte_order_mark_and_windows_line_ends_are_taken_as_they_come(api):
    name = mark()
    file = b"\xef\xbb\xbf" + (CUSTOMERS + f"Nora,{name},,,,\n").replace("\n", "\r\n").encode()
    assert send(api, "customers", file, expect=200)["customers"]["added"] == 1


def test_names_that_a_spreadsheet_would_compute_stay_text(api):
    for start in ["=1+1", "+1", "-1", "@x", "＝1", "<script>alert(1)</script>", "{{7*7}}", "=\u0301x"]:
        name = f"{start} {mark()}"
        send(api, "customers", CUSTOMERS + f'"{name}",,,,,\n', expect=200)
        (found,) = api.get("/customers", params={"q": name.split()[-1]}, expect=200)["data"]
        assert found["name"] == name or found["name"] == name.replace("=\u0301", "\u2260")


def test_there_is_an_end_to_what_one_file_holds(api):
    rows = "".join(f"Nora,{index},,,,\n" for index in range(10_001))
    assert send(api, "customers", CUSTOMERS + rows, expect=422).fields == ["file"]
    assert send(api, "customers", CUSTOMERS + "x" * (8 * 1024 * 1024), expect=413).code == "payload_too_large"
    assert send(api, "customers", CUSTOMERS + f'"{"x" * 300_000}",,,,,\n', expect=422).fields == ["line 2"]


def test_what_the_file_is_must_be_said(api):
    assert send(api, None, CUSTOMERS, expect=422).fields == ["kind"]
    assert send(api, "orders", CUSTOMERS, expect=422).fields == ["kind"]
    assert send(api, "products", PRODUCTS + f"{mark()},T,,,,1,,\n", params={"location_id": "loc_nowhere"}, expect=422).fields == ["location_id"]
    assert send(api, "customers", CUSTOMERS, params={"delimiter": ";"}, expect=422).fields == ["delimiter"]
    send(api, "customers", CUSTOMERS, type="application/json", expect=415)
    send(api, "customers", CUSTOMERS, type="multipart/form-data; boundary=x", expect=415)


def test_a_cashier_imports_nothing(api):
    assert send(api.as_role("cashier"), "customers", CUSTOMERS + "Nora,,,,,\n", expect=403).code == "forbidden"


def test_the_same_import_again_is_answered_the_same(api):
    file = CUSTOMERS + f"Nora,{mark()},,,,\n"
    first = send(api, "customers", file, key="import-" + file[-12:-5], expect=200)
    again = send(api, "customers", file, key="import-" + file[-12:-5], expect=200)
    assert again.body == first.body and again.headers["Idempotent-Replayed"] == "true"


def test_no_file_breaks_the_server(api, server):
    """Files made of the pieces that CSV is made of, in any order: each is taken or refused, and the server goes on."""
    chance = random.Random(20261121)
    pieces = ['"', ",", "\n", "\r\n", '""', "Handle", "Title", "Email", "Name", "Variant Price", "9.99", "-1", "'", "\x00", "\ufeff", "ł", "a" * 500, "=", " "]
    for _ in range(150):
        head = chance.choice([CUSTOMERS, PRODUCTS, ""])
        text = head + "".join(chance.choice(pieces) for _ in range(chance.randint(0, 60)))
        send(api, chance.choice(["products", "customers"]), text, expect=(200, 422))
    server.assert_sound(server.pid)
