"""When an order is to be paid, and which orders are late."""

import uuid

import pytest

from support.days import day
from support.goods import custom_line, draft
from support.invoices import send


def fixed(offset: int, **terms) -> dict:
    return {"type": "fixed_date", "due_date": day(offset), **terms}


def owed(api, terms: dict | None, price: int = 10_000, **fields) -> dict:
    """An order that was sent, over 100.00."""
    order = draft(api, custom_line(unit_price=price, rate=None), channel="phone", payment_terms=terms, **fields)
    return send(api, order).body


def get(api, order: dict) -> dict:
    return api.get(f"/orders/{order['id']}", expect=200).body


def test_a_draft_is_never_due(api):
    order = draft(api, channel="phone", payment_terms=fixed(-5))
    assert order["due_on"] is None and order["overdue"] is False


def test_without_terms_nothing_has_a_day(api):
    order = owed(api, None)
    assert order["due_on"] is None and order["overdue"] is False and order["amount_due"] == 10_000


@pytest.mark.parametrize("terms, due", [({"type": "due_on_receipt"}, 0), ({"type": "net", "days": 30}, 30)])
def test_terms_count_from_the_day_of_sending(api, terms, due):
    order = owed(api, terms)
    assert order["due_on"] == day(due) and order["overdue"] is False


def test_what_should_have_been_paid_is_overdue_until_it_is(api):
    order = owed(api, fixed(-3))
    assert order["due_on"] == day(-3) and order["overdue"] is True and get(api, order)["overdue"] is True
    paid = api.pay(order, "bank_transfer", amount=10_000).body
    assert paid["due_on"] is None and paid["overdue"] is False


def test_the_deposit_is_due_first_and_then_the_rest(api):
    deposit = {"value_type": "percentage", "value": "30"}
    order = owed(api, {"type": "net", "days": 14, "deposit": deposit})
    assert order["due_on"] == day(0)
    part = api.pay(order, "bank_transfer", amount=1000).body
    assert part["due_on"] == day(0), "a deposit that is paid in part is still open"
    rest = api.pay(part, "bank_transfer", amount=2000).body
    assert rest["due_on"] == day(14) and rest["overdue"] is False
    assert api.pay(rest, "bank_transfer", amount=7000).body["due_on"] is None


def test_a_change_takes_the_due_date_back_and_sending_sets_it_anew(api):
    order = owed(api, {"type": "net", "days": 7})
    back = api.post(f"/orders/{order['id']}/revert_to_draft", expect=200).body
    assert back["due_on"] is None
    changed = api.patch(f"/orders/{order['id']}", {"payment_terms": {"type": "net", "days": 9}}, headers={"If-Match": f'"{back["version"]}"'}, expect=200).body
    assert send(api, changed).body["due_on"] == day(9)


def test_placing_an_order_to_be_paid_later_starts_its_terms(api):
    order = draft(api, custom_line(rate=None, requires_shipping=False), channel="phone", payment_terms={"type": "net", "days": 30})
    placed = api.post(f"/orders/{order['id']}/complete", {"payment_pending": True}, key=True, expect=200).body
    assert placed["status"] == "placed" and placed["due_on"] == day(30)


class TestTheList:
    @pytest.fixture(scope="class")
    def tag(self):
        return f"due-{uuid.uuid4().hex[:8]}"

    @pytest.fixture(scope="class")
    def orders(self, api, tag):
        made = {name: owed(api, terms, tags=[tag]) for name, terms in
                {"late": fixed(-2), "later": fixed(-10), "today": fixed(0), "soon": fixed(5), "never": None}.items()}
        settled = owed(api, fixed(-4), tags=[tag])
        api.pay(settled, "bank_transfer", amount=settled["total"])
        dropped = owed(api, fixed(-4), tags=[tag])
        api.post(f"/orders/{dropped['id']}/revert_to_draft", expect=200)
        return {**made, "settled": settled, "dropped": dropped}

    @pytest.mark.parametrize("params, names", [
        ({"overdue": "true"}, ["later", "late"]), ({"overdue": "true", "sort": "due_on"}, ["later", "late"]),
        ({"overdue": "false"}, ["dropped", "settled", "never", "soon", "today"]),
        ({"sort": "due_on"}, ["later", "late", "today", "soon"]), ({"due_before": day(0), "sort": "due_on"}, ["later", "late"]),
        ({"due_before": day(1), "sort": "due_on"}, ["later", "late", "today"]),
        ({"overdue": "true", "due_before": day(-5)}, ["later"]),
    ])
    def test_shows_what_is_late(self, api, orders, tag, params, names):
        found = [row["id"] for row in api.get("/orders", params={"tag": tag, **params}, expect=200)["data"]]
        assert found == [orders[name]["id"] for name in names]

    def test_goes_on_by_due_date_page_by_page(self, api, orders, tag):
        seen, cursor = [], None
        while True:
            page = api.get("/orders", params={"tag": tag, "sort": "due_on", "limit": 1, **({"cursor": cursor} if cursor else {})}, expect=200)
            seen += [row["due_on"] for row in page["data"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert seen == sorted(seen) and len(seen) == 4

    def test_counts_what_is_late(self, api, orders):
        before = api.get("/orders/counts", expect=200)["overdue"]
        order = owed(api, fixed(-1))
        assert api.get("/orders/counts", expect=200)["overdue"] == before + 1
        api.pay(order, "bank_transfer", amount=order["total"])
        assert api.get("/orders/counts", expect=200)["overdue"] == before

    @pytest.mark.parametrize("params, field", [({"overdue": "perhaps"}, "overdue"), ({"due_before": "2026-02-30"}, "due_before")])
    def test_refuses_what_is_no_filter(self, api, params, field):
        assert api.get("/orders", params=params, expect=422).fields == [field]

    def test_can_be_kept_as_a_view(self, api):
        made = api.post("/saved_views", {"name": f"Late {uuid.uuid4().hex[:6]}", "query": "overdue=true&sort=due_on"}, expect=(201, 404))
        if made.response.status_code == 201:
            api.delete(f"/saved_views/{made['id']}", expect=204)
