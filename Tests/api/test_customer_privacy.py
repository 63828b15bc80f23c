"""People can leave, the books stay (P25): the copy of everything about a person, and forgetting them."""

import json
import sqlite3
import threading
import uuid
from pathlib import Path

import pytest

from support.client import Client
from support.goods import custom_line, draft, placed
from support.server import Server, run_command

MARKS = {name: f"zq{index:02d}{uuid.uuid4().hex[:10]}" for index, name in enumerate([
    "name", "company", "mail", "street", "city", "tax", "tag", "group", "note", "hold", "details", "reason"])}


@pytest.fixture
def shop(fresh_server, owner):
    server = fresh_server()
    return server, owner(server)


def plant(api: Client) -> tuple[dict, list[dict]]:
    """A person with a mark in every field that may hold something of theirs: a customer, a sale, a held draft, a discarded one."""
    address = {"name": MARKS["name"], "company": MARKS["company"], "line1": MARKS["street"], "city": MARKS["city"], "country": "PL"}
    customer = api.post("/customers", {
        "name": f"{MARKS['name']} Nora", "company": MARKS["company"], "email": f"{MARKS['mail']}@corner.example", "phone": "+48 600 737 373",
        "tax_id": MARKS["tax"], "tags": [MARKS["tag"]], "groups": [MARKS["group"]], "note": MARKS["note"], "addresses": [address],
        "consents": {"marketing_email": True}}, key=True, expect=201).body
    api.post(f"/customers/{customer['id']}/store_credit", {"delta": 500, "reason": MARKS["reason"]}, expect=200)
    api.post(f"/customers/{customer['id']}/store_credit", {"delta": -500, "reason": MARKS["reason"]}, expect=200)
    of_theirs = {"customer_id": customer["id"], "billing_address": address, "shipping_address": address, "note": MARKS["note"],
                 "customer_note": MARKS["note"], "tags": [MARKS["tag"]],
                 "details": {"content_type": "text/plain", "body": MARKS["details"]}, "purchase_order_number": MARKS["details"]}
    sold = placed(api, custom_line("Cake", 1990, note=MARKS["note"], properties={"text": MARKS["note"]}), **of_theirs)
    api.post(f"/orders/{sold['id']}/refunds", {"amount": 500, "method": "cash", "reason": MARKS["reason"]}, key=True, expect=200)
    register = api.get("/registers", expect=200)["data"][0]["id"]
    held = draft(api, custom_line("Rolls", 120), **of_theirs)
    api.post(f"/orders/{held['id']}/hold", {"register_id": register, "label": MARKS["hold"]}, key=True, expect=200)
    gone = draft(api, custom_line("Bread", 480), **of_theirs)
    api.post(f"/orders/{gone['id']}/hold", {"register_id": register, "label": MARKS["hold"]}, expect=200)
    version = api.get(f"/orders/{gone['id']}", expect=200).etag
    api.delete(f"/orders/{gone['id']}", if_match=version)
    return customer, [sold, held]


def marks_in(data: Path) -> dict[str, list[str]]:
    """Which marks are where in the files of a shop, its backups left out: they are the past and are kept apart."""
    found: dict[str, list[str]] = {}
    for path in sorted(data.rglob("*")):
        if not path.is_file() or "backups" in path.parts:
            continue
        content = path.read_bytes()
        for name, mark in MARKS.items():
            if mark.encode() in content:
                found.setdefault(name, []).append(path.name)
    return found


def wait_for(holds, what: str) -> None:
    """Waits for what the shop's own timer does, every few seconds."""
    for _ in range(300):
        if holds():
            return
        threading.Event().wait(0.1)
    raise AssertionError(what)


def indexed(server: Server) -> None:
    """The words of everything are in the index, from where they are hardest to remove."""
    database = sqlite3.connect(f"file:{server.data}/counterfoil.sqlite?mode=ro", uri=True)
    wait_for(lambda: database.execute("SELECT COUNT(*) FROM search_documents WHERE pending = 1").fetchone() == (0,), "the search was not settled")
    database.close()


def settled(server: Server) -> None:
    wait_for(lambda: "Erased what was known of somebody." in server.log(), "the erasure was not finished")


def sums(api: Client, orders: list[dict]) -> list[tuple]:
    return [tuple(api.get(f"/orders/{order['id']}", expect=200)[key] for key in
                  ("number", "subtotal", "tax_total", "total", "amount_paid", "amount_refunded", "payment_status")) for order in orders]


def test_nothing_is_left_of_who_was_erased_and_the_sums_stay(shop):
    server, api = shop
    customer, orders = plant(api)
    before = sums(api, orders)
    indexed(server)
    assert set(marks_in(server.data)) == set(MARKS), "the marks were planted"
    api.post(f"/customers/{customer['id']}/erase", {}, key=True, expect=204)
    settled(server)
    assert sums(api, orders) == before
    api.get(f"/customers/{customer['id']}", expect=404)
    for mark in MARKS.values():
        assert api.get("/orders", params={"q": mark}, expect=200)["data"] == []
        assert api.get("/customers", params={"q": mark}, expect=200)["data"] == []
    order = api.get(f"/orders/{orders[0]['id']}", expect=200).body
    assert order["customer_id"] == customer["id"] and order["billing_address"] is None and order["note"] is None
    assert order["version"] > orders[0]["version"], "an older copy is not saved over it"
    assert marks_in(server.data) == {}
    assert server.stop() == 0
    assert marks_in(server.data) == {}
    assert run_command("doctor", data=server.data).returncode == 0


def test_the_file_of_a_person_holds_everything_and_only_theirs(api):
    customer, orders = plant(api)
    stranger = draft(api, custom_line("Not theirs"))
    answer = api.get(f"/customers/{customer['id']}/export", expect=200)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{customer["id"]}.json"'
    record = answer.body
    assert record["customer"]["name"] == customer["name"] and record["customer"]["addresses"] == customer["addresses"]
    assert {order["id"] for order in orders} <= {order["id"] for order in record["orders"]}
    assert stranger["id"] not in {order["id"] for order in record["orders"]}
    assert [entry["delta"] for entry in record["store_credit"]] == [-500, 500]
    text = json.dumps(record)
    assert [name for name, mark in MARKS.items() if mark not in text] == []


def test_only_those_in_charge_copy_and_erase(api):
    customer = api.post("/customers", {"name": "Nora"}, expect=201)
    cashier, program = api.as_role("cashier"), api.as_role("integration")
    assert cashier.get(f"/customers/{customer['id']}/export", expect=403).code == "forbidden"
    assert cashier.post(f"/customers/{customer['id']}/erase", {}, expect=403).code == "forbidden"
    assert program.post(f"/customers/{customer['id']}/erase", {}, expect=403).code == "forbidden"
    program.get(f"/customers/{customer['id']}/export", expect=200)
    api.as_role("manager").post(f"/customers/{customer['id']}/erase", {}, expect=204)
    api.post(f"/customers/{customer['id']}/erase", {}, expect=404)
    api.get("/customers/cus_nobody/export", expect=404)


def test_credit_is_paid_out_before_a_name_is_forgotten(api):
    customer = api.post("/customers", {"name": "Nora", "store_credit": 700}, expect=201)
    assert api.post(f"/customers/{customer['id']}/erase", {}, expect=409).code == "in_use"
    assert api.get(f"/customers/{customer['id']}", expect=200)["name"] == "Nora"


def test_a_kept_answer_about_the_person_is_gone(api):
    body = {"name": f"Nora {uuid.uuid4().hex}"}
    key = str(uuid.uuid4())
    customer = api.post("/customers", body, key=key, expect=201)
    assert api.post("/customers", body, key=key, expect=201)["id"] == customer["id"]
    api.post(f"/customers/{customer['id']}/erase", {}, expect=204)
    again = api.post("/customers", body, key=key, expect=410)
    assert again.code == "gone" and body["name"] not in again.text
    assert api.get("/customers", params={"q": body["name"]}, expect=200)["data"] == [], "it was not made a second time"


def test_a_backup_from_before_forgets_again_when_it_is_restored(shop, tmp_path):
    server, api = shop
    customer, orders = plant(api)
    made = run_command("backup", str(tmp_path / "kept"), data=server.data)
    assert made.returncode == 0, made.stderr
    api.post(f"/customers/{customer['id']}/erase", {}, expect=204)
    settled(server)
    assert (server.data / "erasures").read_text() == f"{customer['id']}\n"
    (tmp_path / "broken").write_text("ord_1\n")
    new = tmp_path / "new"
    refused = run_command("restore", str(tmp_path / "kept"), "--erasures", str(tmp_path / "broken"), data=new)
    assert refused.returncode == 1 and "not a list of erasures" in refused.stderr
    assert not (new / "counterfoil.sqlite").exists()
    done = run_command("restore", str(tmp_path / "kept"), "--erasures", str(server.data / "erasures"), data=new)
    assert done.returncode == 0, done.stderr
    assert "1 customers were erased" in done.stdout
    database = sqlite3.connect(new / "counterfoil.sqlite")
    assert database.execute("SELECT name, email FROM customers WHERE id = ?", [customer["id"]]).fetchall() == [(None, None)]
    total = database.execute("SELECT total FROM orders WHERE id = ?", [orders[0]["id"]]).fetchone()
    assert total == (orders[0]["total"],)
