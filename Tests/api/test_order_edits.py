"""Changing what is on a placed order: looked at first, then done with everything that follows from it (T13, `docs/rules.md` E)."""

import os
import threading
import uuid

import pytest

from support.client import Client
from support.goods import assert_stock_adds_up, custom_line, draft, level, variant
from support.invoices import document, send
from support.link_page import LinkPage
from support.server import run_command
from support.link_shop import HOME, desk, events, location, now, shop  # noqa: F401

ADDRESS = HOME
SHIPPING = {"title": "Courier", "price": 500, "tax_rates": []}
# How often two race; more where it is wanted.
ROUNDS = int(os.environ.get("COUNTERFOIL_RACES", "10"))


def placed(api: Client, *lines: dict, paid: bool = True, **fields) -> dict:
    """A phone order that was placed by hand, its rest recorded as paid or to be paid later."""
    order = draft(api, *lines, **{"channel": "phone", "prices_include_tax": True, **fields})
    return api.post(f"/orders/{order['id']}/complete", {"payment_pending": not paid}, key=True, expect=200).body


def parcel(api: Client, thing: dict, quantity: int = 2, paid: bool = True) -> dict:
    return placed(api, {"variant_id": thing["id"], "quantity": quantity}, paid=paid, shipping_address=ADDRESS, shipping_line=SHIPPING)


def edit(api: Client, order: dict, expect: int | None = 200, version: int | None = None, key: str | None = None, **body):
    headers = {"If-Match": f'"{version}"'} if version else None
    return api.post(f"/orders/{order['id']}/edits", body, key=key, expect=expect, headers=headers)


def tasks(api: Client, order: dict) -> list[dict]:
    return [task for task in api.all("/payment_tasks", status="open") if task["order_id"] == order["id"]]


def export(shop, folder) -> str:
    """Everything that the shop keeps."""
    path = folder / f"{uuid.uuid4().hex}.ndjson"
    assert run_command("export", str(path), data=shop.data).returncode == 0
    return path.read_text()


def test_a_preview_says_everything_and_stores_nothing(shop, desk, location, tmp_path):
    thing = variant(desk, location, 10, 2000)
    order = parcel(desk, thing)
    before = export(shop, tmp_path)
    body = {"lines": [{"line_id": order["lines"][0]["id"], "quantity": 3}, custom_line("Card", 350, 1, "21")],
            "adjustments": [{"kind": "discount", "value_type": "percentage", "value": "10"}], "shipping_line": {"title": "Bicycle", "price": 300}}
    seen = edit(desk, order, preview=True, **body)
    assert export(shop, tmp_path) == before
    assert seen["difference"] == seen["total_after"] - order["total"] and seen["total_before"] == order["total"]
    assert seen["order"]["total"] == seen["total_after"] == 5400 + 315 + 300 and seen["amount_due"] == seen["difference"]
    assert {(each["kind"], each["title"]) for each in seen["changes"]} >= {("line", "Card"), ("shipping", "Bicycle")}
    done = edit(desk, order, expected_total=seen["total_after"], version=order["version"], **body)
    assert done["order"]["total"] == seen["total_after"] and done["difference"] == seen["difference"]
    after = done["order"]
    assert after["payment_status"] == "partially_paid" and after["amount_due"] == seen["difference"]
    explained = desk.get(f"/orders/{order['id']}/explanation", expect=200)
    assert explained["total"] == after["total"] and all(check["ok"] for check in explained["checks"]), explained.body
    assert desk.pay(after, "cash").body["amount_due"] == 0
    told, = events(desk, order, "order.edited")
    assert told["data"]["difference"] == seen["difference"] and told["data"]["total_before"] == order["total"]
    assert_stock_adds_up(desk, thing["id"], location)


def test_stock_is_promised_only_by_the_difference(desk, location):
    first, second = variant(desk, location, 5, 1000), variant(desk, location, 5, 1000)
    order = parcel(desk, first, 3)
    line = order["lines"][0]["id"]
    assert level(desk, first["id"], location)["committed"] == 3
    edit(desk, order, lines=[{"line_id": line, "quantity": 5}])
    assert level(desk, first["id"], location)["committed"] == 5
    refused = edit(desk, order, expect=409, lines=[{"line_id": line, "quantity": 6}])
    assert refused["code"] == "not_ready" and refused["errors"][0]["line_id"] == line and refused["errors"][0]["code"] == "out_of_stock"
    edit(desk, order, lines=[{"line_id": line, "remove": True}, {"variant_id": second["id"], "quantity": 4}])
    assert level(desk, first["id"], location)["committed"] == 0 and level(desk, second["id"], location)["committed"] == 4
    edit(desk, order, lines=[{"line_id": now(desk, order)["lines"][0]["id"], "quantity": 1}])
    assert level(desk, second["id"], location)["committed"] == 1
    for thing in (first, second):
        assert assert_stock_adds_up(desk, thing["id"], location)["on_hand"] == 5


def test_what_is_paid_too_much_waits_for_somebody_or_goes_back(desk):
    order = placed(desk, custom_line("Chair", 1000, 10, "21"))
    line = order["lines"][0]["id"]
    less = edit(desk, order, lines=[{"line_id": line, "quantity": 8}])
    assert (less["difference"], less["to_refund"], less["refunded"]) == (-2000, 2000, 0)
    assert less["order"]["payment_status"] == "overpaid"
    task, = tasks(desk, order)
    assert (task["kind"], task["amount"]) == ("surplus", 2000)
    edit(desk, order, lines=[{"line_id": line, "quantity": 7}])
    task, = tasks(desk, order)
    assert task["amount"] == 3000, "one question, about what it comes to now"
    desk.post(f"/payment_tasks/{task['id']}/resolve", {"resolution": "refunded"}, key=True, expect=200)
    settled = now(desk, order)
    assert (settled["amount_refunded"], settled["payment_status"], settled["amount_due"]) == (3000, "paid", 0) and not tasks(desk, order)
    again = edit(desk, order, lines=[{"line_id": line, "quantity": 9}])
    assert (again["difference"], again["amount_due"]) == (2000, 2000), "only the difference, also the second time"
    desk.pay(again["order"], "cash", expect=200)
    back = edit(desk, order, refund=True, reason="Changed their mind", lines=[{"line_id": line, "quantity": 7}])
    assert (back["to_refund"], back["refunded"]) == (0, 2000) and back["order"]["payment_status"] == "paid" and not tasks(desk, order)
    assert back["order"]["amount_paid"] - back["order"]["amount_refunded"] == back["order"]["total"] == 7000


def test_papers_say_the_difference_with_numbers_of_their_own(desk):
    order = draft(desk, custom_line("Pot", 1210, 4, "21"), custom_line("Tree", 1090, 1, "9"), currency="EUR", prices_include_tax=True)
    send(desk, order)
    order = desk.pay(order, "card_terminal").body
    first = order["invoice"]["number"]
    pot, tree = (line["id"] for line in order["lines"])
    edit(desk, order, refund=True, lines=[{"line_id": pot, "quantity": 3}, custom_line("Soil", 500, 2, "21")])
    notes = desk.get(f"/orders/{order['id']}/credit_notes", expect=200)["data"]
    more = desk.get(f"/orders/{order['id']}/supplementary_invoices", expect=200)["data"]
    assert [(each["amount"], each["invoice_number"]) for each in notes] == [(1210, first)]
    assert [(each["amount"], each["invoice_number"]) for each in more] == [(1000, first)]
    assert more[0]["number"] != first and int(more[0]["number"].split("-")[-1]) > int(first.split("-")[-1])
    paper = desk.get(f"/orders/{order['id']}/supplementary_invoices/{more[0]['id']}", headers={"Accept": "text/html"}, expect=200).response.content.decode()
    assert "Soil" in paper and "Pot" not in paper and first in paper
    text = document(desk, order, "text/html")
    assert "Soil" in text and notes[0]["number"] in text and more[0]["number"] in text
    assert now(desk, order)["invoice"]["number"] == first
    assert "has replaced this one" not in document(desk, order, "text/html", revision=1), "the invoice stays"
    desk.post(f"/orders/{order['id']}/refunds", {"lines": [{"line_id": tree, "quantity": 1}], "reason": "Broken"}, key=True, expect=200)
    assert [each["amount"] for each in desk.get(f"/orders/{order['id']}/credit_notes", expect=200)["data"]] == [1210, 1090]


def test_what_has_left_stays_and_a_closed_order_opens_again(desk, location):
    thing = variant(desk, location, 10, 2000)
    order = parcel(desk, thing, 3)
    line = order["lines"][0]["id"]
    desk.post(f"/orders/{order['id']}/shipments", {"lines": [{"line_id": line, "quantity": 2}], "courier": "DHL", "tracking_number": "X1",
                                                    "status": "shipped"}, expect=200)
    for entry in ({"quantity": 1}, {"remove": True}, {"unit_price": 100}):
        refused = edit(desk, order, expect=409, lines=[{"line_id": line, **entry}])
        assert refused["code"] == "conflict" and refused["errors"][0]["line_id"] == line, refused.body
    edit(desk, order, refund=True, lines=[{"line_id": line, "quantity": 2}])
    assert level(desk, thing["id"], location)["committed"] == 0
    shipment = now(desk, order)["shipments"][0]
    desk.patch(f"/orders/{order['id']}/shipments/{shipment['id']}", {"status": "delivered"}, expect=200)
    closed = now(desk, order)
    assert closed["status"] == "closed", closed["fulfillment_status"]
    opened = edit(desk, closed, lines=[{"variant_id": thing["id"], "quantity": 1}])["order"]
    assert (opened["status"], opened["fulfillment_status"]) == ("placed", "partially_fulfilled")
    assert len(events(desk, order, "order.reopened")) == 1
    assert_stock_adds_up(desk, thing["id"], location)


@pytest.mark.parametrize("status", ["draft", "invoice_sent", "canceled"])
def test_what_is_not_placed_is_refused(desk, status):
    order = draft(desk, custom_line())
    if status == "invoice_sent":
        send(desk, order)
    if status == "canceled":
        desk.post(f"/orders/{order['id']}/cancel", {"reason": "No"}, expect=200)
    for preview in (True, False):
        assert edit(desk, order, expect=409, preview=preview, lines=[custom_line()])["code"] == "conflict"


def test_entries_are_refused_by_their_place(desk):
    order = placed(desk, custom_line())
    known, other = order["lines"][0]["id"], f"lin_{uuid.uuid4().hex[:26]}"
    for lines, field in (
        ([custom_line(), {"line_id": other, "quantity": 1}], "lines[1].line_id"),
        ([{"line_id": known, "quantity": 2}, {"line_id": known, "quantity": 3}], "lines[1].line_id"),
        ([{"line_id": known, "quantity": -1}], "lines[0].quantity"), ([{"title": "Free", "quantity": 0, "unit_price": 1}], "lines[0].quantity"),
    ):
        assert edit(desk, order, expect=422, lines=lines)["errors"][0]["field"] == field
    assert edit(desk, order, expect=409, lines=[{"line_id": known, "remove": True}])["errors"][0]["code"] == "empty"
    assert edit(desk, order, expect=412, version=order["version"] + 5, lines=[custom_line()])["order"]["version"] == order["version"]
    assert edit(desk, order, expect=409, expected_total=1, lines=[custom_line()])["code"] == "total_changed"
    assert now(desk, order) == now(desk, order) | {"version": order["version"], "total": order["total"]}


def test_the_same_request_changes_once(desk):
    order = placed(desk, custom_line("Chair", 1000, 1, None))
    key = str(uuid.uuid4())
    first = edit(desk, order, key=key, lines=[custom_line("Stool", 500, 1, None)])
    again = edit(desk, order, key=key, lines=[custom_line("Stool", 500, 1, None)])
    assert again.body == first.body and len(now(desk, order)["lines"]) == 2


def test_a_code_is_used_when_it_comes_and_given_back_when_it_goes(desk):
    code = f"THANKS{uuid.uuid4().hex[:6].upper()}"
    promotion = desk.post("/promotions", {"title": "Thanks", "code": code, "trigger": "code", "scope": "order", "benefit": {
        "kind": "money", "value_type": "fixed", "value": 100}, "usage_limit": 1}, expect=None)
    if promotion.status != 201:
        promotion = desk.post("/promotions", {"title": "Thanks", "code": code, "value_type": "fixed", "value": 100, "usage_limit": 1}, expect=201)
    order, other = (placed(desk, custom_line("Chair", 1000, 1, None)) for _ in range(2))
    with_code = edit(desk, order, refund=True, adjustments=[{"kind": "promotion", "code": code}])
    assert with_code["difference"] == -100
    assert edit(desk, other, expect=(409, 422), adjustments=[{"kind": "promotion", "code": code}]).status in (409, 422)
    edit(desk, order, adjustments=[{"id": with_code["order"]["adjustments"][0]["id"], "remove": True}])
    assert edit(desk, other, refund=True, adjustments=[{"kind": "promotion", "code": code}])["difference"] == -100


def test_the_link_asks_for_the_rest_and_takes_just_it(desk):
    order = send(desk, draft(desk, custom_line("Garden plan", 10_000, rate=None))).body
    page = LinkPage(order["checkout_url"])
    page.at_test_gateway(page.to_provider())
    assert now(desk, order)["amount_paid"] == 10_000
    more = edit(desk, order, lines=[custom_line("Bench", 2_500, 1, None)])["order"]
    assert (more["amount_due"], more["payment_status"], more["checkout_url"]) == (2_500, "partially_paid", order["checkout_url"])
    page.open()
    assert "Bench" in page.text and "€25.00" in page.text and "Pay €25.00" in page.controls.buttons
    provider = page.to_provider()
    locked = edit(desk, order, expect=409, lines=[custom_line("Lamp", 100, 1, None)])
    assert locked["code"] == "order_locked"
    page.at_test_gateway(provider)
    paid = now(desk, order)
    assert (paid["amount_paid"], paid["amount_due"], paid["payment_status"]) == (12_500, 0, "paid")


def test_a_card_gets_back_just_the_difference_through_its_provider(desk):
    order = send(desk, draft(desk, custom_line("Chair", 2_500, 4, rate=None))).body
    page = LinkPage(order["checkout_url"])
    page.at_test_gateway(page.to_provider())
    line = order["lines"][0]["id"]
    back = edit(desk, order, refund=True, lines=[{"line_id": line, "quantity": 3}])
    assert back["refunded"] == 2_500
    after = now(desk, order)
    assert [(each["amount"], each["status"], each["method"]) for each in after["refunds"]] == [(2_500, "succeeded", "gateway")]
    assert after["payment_status"] == "paid" and after["amount_due"] == 0


def test_of_an_edit_and_a_parcel_at_once_the_goods_are_counted_once(desk, location):
    thing = variant(desk, location, 200, 1000)
    for _ in range(ROUNDS // 2):
        order = parcel(desk, thing, 2)
        line = order["lines"][0]["id"]
        answers: dict[str, int] = {}
        ready = threading.Barrier(2)

        def ship():
            ready.wait()
            answers["ship"] = desk.post(f"/orders/{order['id']}/shipments", {
                "lines": [{"line_id": line, "quantity": 2}], "courier": "DHL", "tracking_number": "X1", "status": "shipped"}, expect=None).status

        def lower():
            ready.wait()
            answers["edit"] = edit(desk, order, expect=None, refund=True, lines=[{"line_id": line, "quantity": 1}]).status

        both = [threading.Thread(target=each) for each in (ship, lower)]
        for each in both:
            each.start()
        for each in both:
            each.join()
        after = now(desk, order)
        out = sum(part["quantity"] for each in after["shipments"] if each["status"] == "shipped" for part in each["lines"])
        assert sorted(answers.values())[0] == 200 and set(answers.values()) <= {200, 409, 412, 422}, answers
        assert out <= after["lines"][0]["quantity"]
        if answers == {"ship": 200, "edit": 200}:
            raise AssertionError("two were shipped of one")
    shelf = assert_stock_adds_up(desk, thing["id"], location)
    assert shelf["committed"] >= 0


def test_of_an_edit_and_a_payer_at_once_nobody_pays_for_what_changed(desk):
    for each_round in range(ROUNDS):
        order = send(desk, draft(desk, custom_line("Plan", 1_000, rate=None), channel="phone")).body
        desk.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200)
        ready = threading.Barrier(2)
        seen: dict[str, object] = {}

        def pay():
            page = LinkPage(order["checkout_url"])
            ready.wait()
            page.send("pay", follow=False)
            seen["pay"] = page.answer.status_code

        def change():
            ready.wait()
            # The payer's way is longer; whoever looks at the order before gives them a start.
            for _ in range(each_round % 8):
                now(desk, order)
            seen["edit"] = edit(desk, order, expect=None, lines=[custom_line("Lamp", 500, 1, None)]).status

        both = [threading.Thread(target=each) for each in (pay, change)]
        for each in both:
            each.start()
        for each in both:
            each.join()
        after = now(desk, order)
        begun = [each for each in after["payments"] if each["status"] == "requires_action"]
        assert seen["edit"] in (200, 409) and seen["pay"] in (200, 303, 409), seen
        if seen["edit"] == 200:
            assert all(each["amount"] == 1_500 for each in begun) and after["amount_due"] == 1_500
        else:
            assert [each["amount"] for each in begun] == [1_000] and after["total"] == 1_000


def test_cash_goes_back_in_coins_and_settles_the_order(shop, desk):
    step = desk.get("/settings", expect=200)["cash_step"]
    desk.patch("/settings", {"cash_step": 5}, expect=200)
    try:
        order = draft(desk, custom_line("Nail", 1003, 2, None), custom_line("Screw", 998, 1, None), channel="phone")
        order = desk.pay(order, "cash", tendered=5000).body
        assert (order["amount_paid"], order["cash_rounding"]) == (3005, 1)
        less = edit(desk, order, refund=True, lines=[{"line_id": order["lines"][0]["id"], "quantity": 1}])["order"]
        assert (less["amount_refunded"], less["payment_status"], less["amount_due"]) == (1005, "paid", 0) and not tasks(desk, order)
        more = edit(desk, order, lines=[{"line_id": order["lines"][0]["id"], "quantity": 2}])["order"]
        assert (more["payment_status"], more["amount_due"]) == ("partially_paid", 1003)
    finally:
        desk.patch("/settings", {"cash_step": step}, expect=200)


def test_over_the_counter_what_is_added_leaves_at_once_and_what_left_stays(desk, location):
    thing = variant(desk, location, 5, 1000)
    register = desk.first_register()["id"]
    order = draft(desk, {"variant_id": thing["id"], "quantity": 2}, channel="register", register_id=register, taxes_enabled=False)
    order = desk.pay(order, "cash", tendered=2000).body
    assert order["status"] == "closed" and level(desk, thing["id"], location)["on_hand"] == 3
    assert edit(desk, order, expect=409, lines=[{"line_id": order["lines"][0]["id"], "quantity": 1}])["code"] == "conflict"
    assert edit(desk, order, expect=409, shipping_line=SHIPPING)["errors"][0]["field"] == "shipping_line"
    more = edit(desk, order, lines=[{"variant_id": thing["id"], "quantity": 1}])["order"]
    assert (more["status"], more["amount_due"]) == ("placed", 1000) and level(desk, thing["id"], location)["on_hand"] == 2
    assert desk.pay(more, "cash", tendered=1000)["status"] == "closed"
    assert_stock_adds_up(desk, thing["id"], location)


def test_somebody_vouches_once_for_all_that_a_cashiers_change_does(desk):
    cashier = desk.with_token(desk.post("/tokens", {"name": "Till", "role": "cashier"}, expect=201)["token"])
    manager = desk.post("/staff", {"name": "Mia", "role": "manager", "pin": "7391"}, expect=201)["id"]
    thing = variant(desk, desk.first_location()["id"], 5, 1000)
    order = parcel(desk, thing)
    change = {"refund": True, "lines": [{"line_id": order["lines"][0]["id"], "unit_price": 500}]}
    seen = edit(cashier, order, preview=True, **change)
    assert seen["difference"] == -1000 and seen["approvals"] == ["edit_placed_order"]
    assert edit(cashier, order, expect=403, **change)["code"] == "approval_required"
    vouched = cashier.post("/approvals", {"action": "edit_placed_order", "object": order["id"], "staff_id": manager, "pin": "7391"}, expect=201)["token"]
    done = cashier.post(f"/orders/{order['id']}/edits", change, key=True, approval=vouched, expect=200)
    assert done["refunded"] == 1000 and done["order"]["payment_status"] == "paid"


def test_reports_follow_a_change_and_the_books_stay_sound(shop, desk):
    def sold() -> dict:
        rows = desk.get("/reports/sales", params={"group_by": "channel", "from": "2020-01-01", "to": "2099-01-01"}, expect=200)["data"]
        return next((row for row in rows if row["key"] == "facebook"), {"gross": 0, "net": 0, "refunds": 0, "units": 0, "orders": 0})

    order = placed(desk, custom_line("Chair", 1000, 4, None), channel="facebook")
    line = order["lines"][0]["id"]
    assert (sold()["net"], sold()["units"], sold()["orders"]) == (4000, 4, 1)
    edit(desk, order, refund=True, lines=[{"line_id": line, "quantity": 3}, custom_line("Lamp", 700, 1, None)])
    assert (sold()["net"], sold()["units"]) == (3700, 4)
    edit(desk, order, refund=True, lines=[{"line_id": line, "quantity": 5}])
    edit(desk, order, refund=True, lines=[{"line_id": line, "quantity": 2}])
    assert (sold()["net"], sold()["refunds"], sold()["orders"]) == (2700, 0, 1), sold()
    desk.post(f"/orders/{order['id']}/refunds", {"lines": [{"line_id": line, "quantity": 1}], "reason": "Broken"}, key=True, expect=200)
    assert sold()["net"] == 1700, sold()
    found = run_command("doctor", data=shop.data)
    assert found.returncode == 0, found.stdout + found.stderr
