"""A hundred thousand orders feel like a thousand: the list (page, API, tabs, counts, filters) costs the same in a shop of any size."""

import csv
import io
import time

import pytest

from support.form_browser import FormBrowser
from support.goods import draft
from support.server import run_command

MOST = 1.5
"""How much more work the list may be than with a thousand orders."""
ROUNDS = 10
NOISE = 0.5
"""Milliseconds of work by which the same request differs from one time to another."""

# What people look at all day; each must hold the promise.
LISTS = {
    "all": {}, "drafts": {"display_status": "draft"}, "on hold": {"display_status": "on_hold"},
    "awaiting payment": {"display_status": "awaiting_payment,payment_check"}, "to fulfil": {"display_status": "paid,ready_for_pickup"},
    "done": {"display_status": "completed,shipped"}, "by phone": {"channel": "phone"}, "by total": {"sort": "-total"},
    "unpaid": {"payment_status": "unpaid"}, "search": {"q": "rarest"}, "shipped": {"fulfillment_status": "shipped"}, "of somebody": {"staff_id": "stf_0"},
}


def history(first: int, count: int) -> str:
    """Sales of two years, as a file that the shop imports."""
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"])
    for number in range(first, first + count):
        day = number % 700
        moment = f"{1 + day % 28}/{1 + day % 12}/{2024 + day // 400} {8 + number % 10}:{number % 60:02}"
        for line in range(2):
            rows.writerow([500000 + number, f"SKU{line}", f"Thing {number % 997}", 1 + number % 5, moment, f"{1 + number % 90}.{number % 100:02}", "", "Poland"])
    return file.getvalue()


def add_history(server, folder, first: int, count: int) -> None:
    path = folder / f"history-{first}.csv"
    path.write_text(history(first, count), encoding="utf-8")
    done = run_command("import", "orders", str(path), "--currency", "EUR", data=server.data, timeout=1800)
    assert done.returncode == 0, done.stderr


class Desk:
    """A shop with so many orders, and somebody signed in who looks at them; every request is one that the page sends."""

    def __init__(self, server, api, folder, count: int):
        self.server = server
        self.api = api
        self.office = FormBrowser(server.url)
        owner = server.sign_in["owner"]
        assert self.office.sign_in(owner["email"], owner["password"]).status_code == 303
        for number in range(60):
            title = "Rarest thing" if number == 7 else "Mug"
            draft(api, {"title": title, "quantity": 1, "unit_price": 1000}, channel="phone" if number % 3 == 0 else "back_office")
        for first in range(0, count, 20_000):
            add_history(server, folder, first, min(20_000, count - first))

    def looks(self) -> dict:
        asked = {name: lambda query=query: self.api.get("/orders", params={"limit": 50, **query}, expect=200) for name, query in LISTS.items()}
        asked["counts"] = lambda: self.api.get("/orders/counts", expect=200)
        asked["page"] = lambda: self.office.get("/admin/orders").raise_for_status()
        return asked

    def worked(self) -> float:
        return self.server.processor_time()

    def work(self, name: str) -> float:
        """Milliseconds of work for one request, the mean of a round."""
        ask = self.looks()[name]
        ask()
        before = self.worked()
        for _ in range(ROUNDS):
            ask()
        return (self.worked() - before) / ROUNDS


@pytest.mark.sqlite_only("the cost of many orders is measured by script/bench on either engine, by hand")
def test_the_list_with_many_orders_answers_as_with_few(fresh_server, owner, size, figures, tmp_path):
    few, many = size(500, 1000, 1000), size(3000, 100_000, 100_000)
    desks = []
    for count in (few, many):
        server = fresh_server()
        desks.append(Desk(server, owner(server), tmp_path, count))
    # The best of some rounds, since a thread of the server's own may be busy for a second or two.
    work = {name: [min(desk.work(name) for _ in range(6)) for desk in desks] for name in desks[0].looks()}
    figures(f"list of orders with {many} against {few}, ms of processor time per request: " + ", ".join(
        f"{name} {lots:.1f} against {some:.1f}" for name, (some, lots) in work.items()))
    slow = {name: pair for name, pair in work.items() if pair[1] > pair[0] * MOST + NOISE}
    assert slow == {}
