"""Paying by bank transfer: what is said of it, confirmed in full, in part, too much, or rejected (E4, PAY-14; `domain.md` §1B)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from support.goods import custom_line, draft
from support.invoices import send
from support.slips import notify


@pytest.fixture
def order(api):
    """Sent, 100.00 due, nothing to send."""
    return send(api, draft(api, custom_line("Olive tree", 10000, 1, "21"), currency="EUR", prices_include_tax=True)).body


def confirm(api, order, notice=0, expect=200, **body):
    name = order["transfer_notices"][notice]["id"]
    return api.post(f"/orders/{order['id']}/transfer_notices/{name}/confirm", body, expect=expect)


def reject(api, order, notice=0, expect=200, **body):
    name = order["transfer_notices"][notice]["id"]
    return api.post(f"/orders/{order['id']}/transfer_notices/{name}/reject", body, expect=expect)


def tasks(api, order, kind):
    return [task for task in api.all("/payment_tasks", order_id=order["id"]) if task["kind"] == kind]


def test_a_notice_waits_to_be_checked_and_counts_for_nothing(api, order):
    told = notify(api, order, bank="Corner Bank").body
    assert told["payment_status"] == "pending" and told["display_status"] == "payment_check"
    assert told["amount_paid"] == 0 and told["amount_due"] == 10000 and told["status"] == "invoice_sent"
    notice, = told["transfer_notices"]
    assert notice["status"] == "claimed" and notice["amount"] == 10000 and notice["bank"] == "Corner Bank" and notice["by"] == "staff"
    assert notice["has_slip"] is False and notice["slip_seen_before"] is False and notice["decided_at"] is None
    payment, = told["payments"]
    assert payment["id"] == notice["payment_id"] and payment["status"] == "claimed" and payment["method"] == "bank_transfer"
    assert api.post(f"/orders/{order['id']}/revert_to_draft", {}, expect=409)
    assert notice["id"] in [row["id"] for row in api.all("/transfer_notices", status="claimed")]


def test_a_confirmed_transfer_pays_and_places_the_order(api, order):
    done = confirm(api, notify(api, order).body).body
    assert (done["payment_status"], done["amount_paid"], done["amount_due"]) == ("paid", 10000, 0)
    assert done["placed_at"] and done["number"] and done["transfer_notices"][0]["status"] == "confirmed"
    assert done["payments"][0]["status"] == "captured" and done["transfer_notices"][0]["decided_at"]


def test_less_than_was_due_leaves_the_order_unplaced(api, order):
    done = confirm(api, notify(api, order).body, amount=9900).body
    assert (done["payment_status"], done["amount_paid"], done["amount_due"]) == ("partially_paid", 9900, 100)
    assert done["status"] == "invoice_sent" and done["placed_at"] is None
    assert done["transfer_notices"][0]["amount"] == 10000 and done["payments"][0]["amount"] == 9900
    rest = confirm(api, notify(api, done, amount=100).body, notice=1).body
    assert rest["payment_status"] == "paid" and rest["placed_at"] and rest["amount_paid"] == 10000


def test_more_than_was_due_is_overpaid_and_somebody_is_asked(api, order):
    done = confirm(api, notify(api, order, amount=10100).body).body
    assert (done["payment_status"], done["amount_paid"], done["amount_due"]) == ("overpaid", 10100, 0)
    assert done["placed_at"] and [task["amount"] for task in tasks(api, order, "surplus")] == [100]


def test_two_parts_that_pass_the_total_are_counted_to_the_cent(api, order):
    first = confirm(api, notify(api, order, amount=6000).body).body
    both = confirm(api, notify(api, first, amount=4001).body, notice=1).body
    assert (both["payment_status"], both["amount_paid"]) == ("overpaid", 10001)
    assert [task["amount"] for task in tasks(api, order, "surplus")] == [1]


def test_a_rejected_transfer_says_why_and_leaves_the_order_payable(api, order):
    told = notify(api, order).body
    assert reject(api, told, expect=422).fields == ["reason"]
    assert reject(api, told, expect=422, reason="   ").fields == ["reason"]
    done = reject(api, told, reason="No such transfer has arrived.").body
    assert done["payment_status"] == "unpaid" and done["display_status"] == "awaiting_payment"
    assert done["transfer_notices"][0]["status"] == "rejected" and done["transfer_notices"][0]["reason"] == "No such transfer has arrived."
    assert done["payments"][0]["status"] == "failed"
    confirm(api, done, expect=409)
    assert confirm(api, notify(api, done).body, notice=1)["payment_status"] == "paid"


def test_of_many_who_confirm_at_once_one_does(api, order):
    told = notify(api, order).body
    with ThreadPoolExecutor(12) as pool:
        statuses = sorted(answer.status for answer in pool.map(lambda _: confirm(api, told, expect=(200, 409)), range(12)))
    assert statuses == [200] + [409] * 11
    assert api.get(f"/orders/{order['id']}", expect=200)["amount_paid"] == 10000


def test_confirming_and_rejecting_at_once_ends_in_one_of_both(api, order):
    told = notify(api, order).body
    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(confirm, api, told, expect=(200, 409)) if index % 2 else
                 pool.submit(reject, api, told, expect=(200, 409), reason="Not found.") for index in range(8)]
    assert [call.result().status for call in calls].count(200) == 1
    after = api.get(f"/orders/{order['id']}", expect=200).body
    is_paid = after["transfer_notices"][0]["status"] == "confirmed"
    assert after["amount_paid"] == (10000 if is_paid else 0) and (after["placed_at"] is not None) == is_paid


def test_the_same_request_again_is_carried_out_once(api, order):
    body = {"amount": 10000, "paid_at": "2026-11-20T09:30:00.000Z"}
    path = f"/orders/{order['id']}/transfer_notices"
    first = api.post(path, body, key="told-once-" + order["id"], expect=200)
    again = api.post(path, body, key="told-once-" + order["id"], expect=200)
    assert again.headers["Idempotent-Replayed"] == "true" and again.text == first.text
    assert len(again["transfer_notices"]) == 1


def test_a_paid_or_canceled_order_takes_no_notice(api, order):
    done = confirm(api, notify(api, order).body).body
    assert notify(api, {**done, "amount_due": 100}, expect=409).code == "already_paid"
    other = send(api, draft(api, custom_line("Pot", 500))).body
    api.delete(f"/orders/{other['id']}", if_match=other["version"], expect=200)
    assert notify(api, other, expect=410).code == "gone"


def test_a_transfer_for_a_draft_places_it_once_it_has_arrived(api):
    order = draft(api, custom_line("Olive tree", 10000), currency="EUR")
    told = notify(api, order).body
    assert told["status"] == "draft" and told["payment_status"] == "pending" and told["transfer_notices"][0]["revision"] == 0
    assert confirm(api, told)["status"] in ("placed", "closed")


def test_money_that_arrives_for_a_canceled_order_is_kept_and_asked_about(api, order):
    told = notify(api, order).body
    api.delete(f"/orders/{order['id']}", if_match=told["version"], expect=200)
    done = confirm(api, told).body
    assert done["status"] == "canceled" and done["payments"][0]["status"] == "captured" and done["amount_paid"] == 10000
    assert [task["amount"] for task in tasks(api, order, "surplus")] == [10000]


def test_an_order_that_cannot_be_placed_keeps_the_money_and_says_so(api):
    order = send(api, draft(api, custom_line("Vase", 5000, requires_shipping=True))).body
    done = confirm(api, notify(api, order).body).body
    assert done["payment_status"] == "paid" and done["placed_at"] is None and done["status"] == "invoice_sent"
    assert len(tasks(api, order, "not_placed")) == 1


@pytest.mark.parametrize("fields, wrong", [
    ({"amount": 0}, "amount"), ({"amount": -1}, "amount"), ({"amount": 10**12 + 1}, "amount"), ({"amount": "100"}, "amount"),
    ({"paid_at": "yesterday"}, "paid_at"), ({"paid_at": None}, "paid_at"), ({"paid_at": "2199-01-01T00:00:00Z"}, "paid_at"),
    ({"bank": "x" * 101}, "bank"), ({"bank": "4111 1111 1111 1111"}, "bank"), ({"note": "4111-1111-1111-1111"}, "note"),
    ({"status": "confirmed"}, "status"), ({"slip": "%%%"}, "slip"), ({"slip": "PHN2Zy8+"}, "slip"),
])
def test_what_cannot_be_is_refused_by_its_field(api, order, fields, wrong):
    body = {"amount": 10000, "paid_at": "2026-11-20T09:30:00.000Z", **fields}
    assert api.post(f"/orders/{order['id']}/transfer_notices", body, expect=422).fields == [wrong]
    assert api.get(f"/orders/{order['id']}", expect=200)["transfer_notices"] == []


def test_a_notice_of_another_order_is_unknown(api, order):
    other = send(api, draft(api, custom_line("Pot", 500))).body
    name = notify(api, order)["transfer_notices"][0]["id"]
    for path, body in (("confirm", {}), ("reject", {"reason": "No."})):
        assert api.post(f"/orders/{other['id']}/transfer_notices/{name}/{path}", body, expect=404).code == "not_found"
    assert api.get(f"/orders/{other['id']}/transfer_notices/{name}/slip").status == 404


def test_a_cashier_tells_of_transfers_and_needs_an_approval_to_confirm(api, order):
    cashier = api.with_token(api.make_token("cashier"))
    told = notify(cashier, order).body
    assert confirm(cashier, told, expect=403).code == "approval_required"
    assert reject(cashier, told, expect=403, reason="No.").code == "approval_required"


def test_the_bank_account_is_checked_and_written_as_banks_write_it(api):
    try:
        shown = api.patch("/settings", {"bank_transfer": {"account_holder": "Fern & Clay", "iban": "de89 3704 0044 0532 0130 00"}}, expect=200)
        assert shown["bank_transfer"]["iban"] == "DE89370400440532013000" and shown["bank_transfer"]["bic"] is None
        for wrong, field in (({"iban": "DE89370400440532013001"}, "iban"), ({"iban": "DE89370400440532013000", "bic": "X"}, "bic"),
                             ({"promptpay_id": "12345"}, "promptpay_id"), ({}, "iban"), ({"account_number": "1", "color": "red"}, "color")):
            body = {"bank_transfer": {"account_holder": "Fern & Clay", **wrong}}
            assert api.patch("/settings", body, expect=422).fields == [f"bank_transfer.{field}"]
        assert api.patch("/settings", {"bank_transfer": {"iban": "DE89370400440532013000"}}, expect=422).fields == ["bank_transfer.account_holder"]
        assert api.get("/settings", expect=200)["bank_transfer"]["iban"] == "DE89370400440532013000"
    finally:
        assert api.patch("/settings", {"bank_transfer": None}, expect=200)["bank_transfer"] is None
