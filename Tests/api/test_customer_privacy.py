"""People can leave, the books stay (P25): the copy of everything about a person, and forgetting them."""

import json
import re
import threading
import uuid

import pytest
import requests

from support.client import Client
from support.database import database_of
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
    register = api.first_register()["id"]
    held = draft(api, custom_line("Rolls", 120), **of_theirs)
    api.post(f"/orders/{held['id']}/hold", {"register_id": register, "label": MARKS["hold"]}, key=True, expect=200)
    gone = draft(api, custom_line("Bread", 480), **of_theirs)
    api.post(f"/orders/{gone['id']}/hold", {"register_id": register, "label": MARKS["hold"]}, expect=200)
    version = api.get(f"/orders/{gone['id']}", expect=200).etag
    api.delete(f"/orders/{gone['id']}", if_match=version)
    return customer, [sold, held]


def marks_in(server: Server) -> dict[str, list[str]]:
    """Which marks are where in what a shop keeps, its backups left out: they are the past and are kept apart."""
    found: dict[str, list[str]] = {}
    for place, content in server.stored().items():
        for name, mark in MARKS.items():
            if mark.encode() in content:
                found.setdefault(name, []).append(place)
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
    wait_for(lambda: server.database.one("SELECT COUNT(*) FROM search_documents WHERE pending = 1") == 0, "the search was not settled")


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
    assert set(marks_in(server)) == set(MARKS), "the marks were planted"
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
    assert marks_in(server) == {}
    assert server.stop() == 0
    assert marks_in(server) == {}
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
    assert run_command("doctor", data=new).returncode == 1, "nothing was restored"
    done = run_command("restore", str(tmp_path / "kept"), "--erasures", str(server.data / "erasures"), data=new)
    assert done.returncode == 0, done.stderr
    assert "1 customers were erased" in done.stdout
    restored = database_of(new)
    assert restored.tuples("SELECT name, email FROM customers WHERE id = ?", customer["id"]) == [(None, None)]
    assert restored.one("SELECT total FROM orders WHERE id = ?", orders[0]["id"]) == orders[0]["total"]


def sent(api: Client, customer: dict, mark: str, **fields) -> dict:
    """An order that was sent, with a mark in everything that its invoice says of a person."""
    address = {"name": f"{mark}name", "line1": f"{mark}street", "city": "Gdynia", "country": "PL", "phone": f"{mark}phone"}
    order = draft(api, custom_line("Cake", 1990, note=f"{mark}note"), customer_id=customer["id"], billing_address=address,
                  customer_note=f"{mark}note", purchase_order_number=f"{mark}po", **fields)
    return api.post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, key=True, expect=200).body


def on_the_link(order: dict) -> str:
    return requests.get(order["checkout_url"], timeout=20).text


def test_papers_of_what_was_never_sold_forget_the_person_and_invoices_of_sales_lose_their_notes(shop):
    server, api = shop
    customer = api.post("/customers", {"name": "zqvbuyer", "tax_id": "zqvtax"}, expect=201).body
    openly, reverted, canceled, sold, undone = (sent(api, customer, f"zqv{what}") for what in ("open", "back", "gone", "sold", "undone"))
    api.post(f"/orders/{reverted['id']}/revert_to_draft", {}, expect=200)
    api.post(f"/orders/{canceled['id']}/cancel", {"reason": "zqvreason"}, expect=200)
    api.pay(sold, "bank_transfer", reference="zqvreference")
    api.post(f"/orders/{undone['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    api.post(f"/orders/{undone['id']}/cancel", {"reason": "zqvreason"}, expect=200)
    assert all("zqv" in on_the_link(order) for order in (openly, reverted, canceled, sold, undone)), "the marks were planted"
    hashes = [api.get(f"/orders/{order['id']}/invoice_revisions", expect=200)["data"][0]["content_hash"] for order in (openly, sold)]
    api.post(f"/customers/{customer['id']}/erase", {}, key=True, expect=204)
    assert [found for order in (openly, reverted, canceled, undone) for found in re.findall(".*zqv.*", on_the_link(order))] == []
    page = on_the_link(sold)
    assert "zqvsoldname" in page and "zqvsoldstreet" in page and "zqvtax" in page
    assert "zqvsoldnote" not in page and "zqvsoldphone" not in page
    papers = dict(server.database.tuples(
        "SELECT order_id, snapshot FROM invoice_revisions UNION ALL SELECT order_id, snapshot FROM credit_notes"))
    assert [order["number"] for order in (openly, reverted, canceled) if "zqv" in papers[order["id"]]] == []
    assert "zqvundonename" in papers[undone["id"]], "a credit note and what it corrects are kept for the books"
    assert not any("note\":\"zqv" in text for text in papers.values())
    assert api.get(f"/orders/{sold['id']}", expect=200)["payments"][0]["reference"] is None
    assert hashes == [api.get(f"/orders/{order['id']}/invoice_revisions", expect=200)["data"][0]["content_hash"] for order in (openly, sold)]
    assert api.pay(openly)["payment_status"] == "paid"
    assert run_command("doctor", data=server.data).returncode == 0


def test_an_open_order_with_points_stays_payable_at_its_price(shop):
    server, api = shop
    customer = api.post("/customers", {"name": "Nora", "points": 90}, expect=201).body
    waiting = draft(api, custom_line("Cake", 1990), customer_id=customer["id"], adjustments=[{"kind": "points", "points": 20}])
    order = sent(api, customer, "zq", adjustments=[{"kind": "points", "points": 50}])
    api.post(f"/customers/{customer['id']}/erase", {}, key=True, expect=204)
    for each in (order, waiting):
        paid = api.pay(each)
        assert (paid["total"], paid["payment_status"]) == (each["total"], "paid")
        assert [(part["kind"], part["amount"]) for part in paid["adjustments"]] == [("discount", each["adjustments"][0]["amount"])]
    assert run_command("doctor", data=server.data).returncode == 0


def test_the_days_count_of_messages_names_nobody(shop):
    server, api = shop
    customer = api.post("/customers", {"name": "Nora", "email": "nora@corner.example", "phone": "+48 600 737 373"}, expect=201)
    order = draft(api, customer_id=customer["id"])
    api.post(f"/orders/{order['id']}/send_invoice", {"via": "email"}, key=True, expect=200)
    api.post(f"/orders/{order['id']}/send_invoice", {"via": "sms"}, key=True, expect=200)

    def counted() -> list[str]:
        return [subject for subject, in server.database.tuples("SELECT subject FROM message_budgets WHERE subject LIKE '%:recipient:%'")]

    assert len(counted()) == 2 and not any("corner" in subject or "737373" in subject for subject in counted())
    api.post(f"/customers/{customer['id']}/erase", {}, key=True, expect=204)
    assert counted() == []


class TestBoundToALocation:
    @pytest.fixture
    def bound(self, api):
        """Somebody in charge of one location, and a customer with a sale and a message at another."""
        place = api.post("/locations", {"name": f"Kiosk {uuid.uuid4().hex[:6]}"}, expect=201)["id"]
        home = api.first_location()["id"]
        customer = api.post("/customers", {"name": "Nora", "email": "nora@corner.example", "points": 10}, expect=201).body
        far = draft(api, customer_id=customer["id"], location_id=home, adjustments=[{"kind": "points", "points": 10}])
        api.post(f"/orders/{far['id']}/send_invoice", {"via": "email", "message": "zqfar"}, key=True, expect=200)
        return api.as_role("manager", place), customer["id"], far["id"], place

    def test_nothing_of_another_location_is_in_the_file_or_the_ledgers(self, api, bound):
        manager, customer, far, _ = bound
        for path in ("export", "points", "store_credit"):
            answer = manager.get(f"/customers/{customer}/{path}", expect=200)
            assert far not in answer.text and "zqfar" not in answer.text
        assert [entry["delta"] for entry in manager.get(f"/customers/{customer}/points", expect=200)["data"]] == [-10, 10]
        assert far in api.get(f"/customers/{customer}/points", expect=200).text
        assert "zqfar" in api.get(f"/customers/{customer}/export", expect=200).text

    def test_they_neither_erase_anybody_nor_remove_who_has_orders_elsewhere(self, api, bound):
        manager, customer, far, place = bound
        assert manager.post(f"/customers/{customer}/erase", {}, expect=403).code == "forbidden"
        assert manager.delete(f"/customers/{customer}", expect=409).code == "in_use"
        elsewhere = api.post("/customers", {"name": "Ada"}, expect=201)["id"]
        order = draft(api, customer_id=elsewhere)
        assert manager.delete(f"/customers/{elsewhere}", expect=409).code == "in_use"
        assert api.get(f"/orders/{order['id']}", expect=200)["customer"]["name"] == "Ada"
        api.delete(f"/customers/{elsewhere}", expect=204)
        near = manager.post("/customers", {"name": "Eve"}, expect=201)["id"]
        draft(manager, customer_id=near, location_id=place)
        manager.delete(f"/customers/{near}", expect=204)


def test_nobody_with_points_is_removed(api):
    customer = api.post("/customers", {"name": "Nora", "points": 40}, expect=201)["id"]
    assert api.delete(f"/customers/{customer}", expect=409).code == "in_use"
    order = draft(api, customer_id=customer, adjustments=[{"kind": "points", "points": 40}])
    api.post(f"/orders/{order['id']}/send_invoice", {"via": "link"}, key=True, expect=200)
    assert api.get(f"/customers/{customer}", expect=200)["points"] == 0
    assert api.delete(f"/customers/{customer}", expect=409).code == "in_use", "the order keeps points for itself"
    api.post(f"/orders/{order['id']}/cancel", {"reason": "Changed their mind"}, expect=200)
    api.patch(f"/customers/{customer}", {"points": 0}, expect=200)
    api.delete(f"/customers/{customer}", expect=204)


def test_who_was_put_into_somebody_is_forgotten_with_them(shop):
    server, api = shop
    body = {"name": f"zqw{uuid.uuid4().hex}", "email": "zqw@corner.example"}
    key = str(uuid.uuid4())
    first = api.post("/customers", body, key=key, expect=201)["id"]
    second, kept = (api.post("/customers", {"name": name}, expect=201)["id"] for name in ("Nora", "Eleonora"))
    api.post(f"/customers/{second}/merge", {"customer_ids": [first]}, expect=200)
    api.post(f"/customers/{kept}/merge", {"customer_ids": [second]}, expect=200)
    api.post(f"/customers/{kept}/erase", {}, key=True, expect=204)
    again = api.post("/customers", body, key=key, expect=410)
    assert body["name"] not in again.text
    settled(server)
    assert set((server.data / "erasures").read_text().split()) == {first, second, kept}


def test_a_thread_with_nobody_known_forgets_what_it_said_of_an_order(shop):
    server, api = shop
    customer = api.post("/customers", {"name": "Nora"}, expect=201)["id"]
    conversation = api.post("/conversations", {"channel": "api", "contact_key": uuid.uuid4().hex}, expect=201)["id"]
    order = api.post(f"/conversations/{conversation}/orders", {
        "customer_id": customer, "lines": [custom_line("Cake", 1990)]}, expect=201)
    # Long enough never to stand by chance in an id.
    words, name = f"zqx{uuid.uuid4().hex}", f"zqy{uuid.uuid4().hex}"
    api.post(f"/orders/{order['id']}/send_invoice", {"via": "conversation", "message": f"{words} for {name}"}, key=True, expect=200)
    assert words in api.get(f"/conversations/{conversation}", expect=200)["last_message"]["text"]
    api.post(f"/customers/{customer}/erase", {}, key=True, expect=204)
    shown = api.get(f"/conversations/{conversation}", expect=200)
    assert shown["customer"] is None
    for mark in (words, name):
        assert mark not in shown.text
        assert mark not in api.get(f"/conversations/{conversation}/messages", expect=200).text
        assert api.get("/conversations", params={"q": mark}, expect=200)["data"] == []
    settled(server)
    assert not any(mark.encode() in content for mark in (words, name) for content in server.stored().values())
    assert run_command("doctor", data=server.data).returncode == 0


@pytest.mark.parametrize("way", ["erase", "delete"])
def test_a_kept_answer_with_what_was_said_is_gone_with_its_conversation(api, way):
    customer = api.post("/customers", {"name": "Nora"}, expect=201)["id"]
    conversation = api.post("/conversations", {
        "channel": "api", "contact_key": uuid.uuid4().hex, "customer_id": customer}, expect=201)["id"]
    key, body = str(uuid.uuid4()), {"text": "zqyour street is 5 Elm", "direction": "in", "external_id": uuid.uuid4().hex}
    api.post(f"/conversations/{conversation}/messages", body, key=key, expect=201)
    assert "zqyour" in api.post(f"/conversations/{conversation}/messages", body, key=key, expect=201).text
    if way == "erase":
        api.post(f"/customers/{customer}/erase", {}, key=True, expect=204)
    else:
        api.delete(f"/conversations/{conversation}", expect=204)
    again = api.post(f"/conversations/{conversation}/messages", body, key=key, expect=410)
    assert again.code == "gone" and "zqyour" not in again.text
