"""People and programs that get in each other's way at one draft: one wins, the other is told, nothing is half."""

import uuid

import pytest

from support.goods import custom_line, draft, variant
from support.together import at_once

ROUNDS = 12


def test_what_was_answered_is_there_for_everybody_else(api):
    """CNC-03: the first answer is as good as a save."""
    order = draft(api)
    line = api.post(f"/orders/{order['id']}/lines", custom_line("Kept"), expect=200)["lines"][-1]
    assert line in api.with_token(api.token).get(f"/orders/{order['id']}", expect=200)["lines"]


def test_no_draft_makes_room_for_another(api):
    """CNC-05: however many drafts there are, each is listed."""
    tag = f"many-{uuid.uuid4().hex[:8]}"
    made = {draft(api, tags=[tag])["id"] for _ in range(260)}
    assert {row["id"] for row in api.all("/orders", tag=tag)} == made


def test_two_orders_that_call_themselves_the_same_are_told_apart(api):
    """CNC-07: another content under a UUID that is taken is refused, and both contents stay."""
    name = str(uuid.uuid4())
    first = draft(api, custom_line("Ours"), client_id=name)
    answer = api.post("/orders", {"client_id": name, "lines": [custom_line("Theirs")]}, expect=409)
    assert answer.code == "client_id_taken"
    assert api.get(f"/orders/{first['id']}", expect=200)["lines"][0]["title"] == "Ours"


def test_deleting_and_saving_at_once_leave_nothing_half(api):
    """CNC-14."""
    other = api.with_token(api.token)
    for _ in range(ROUNDS):
        order = draft(api)
        path = f"/orders/{order['id']}"
        deleted, saved = at_once(
            lambda: other.delete(path, if_match=order["version"]),
            lambda: api.patch(path, {"note": "Saved"}, if_match=order["version"]))
        now = api.get(path, expect=200)
        if deleted.status == 200:
            assert saved.status in (409, 412) and (now["status"], now["note"]) == ("canceled", None)
        else:
            assert (deleted.status, saved.status) == (412, 200) and (now["status"], now["note"]) == ("draft", "Saved")


def test_a_number_chosen_by_many_is_given_to_one(api):
    """CNC-15."""
    number = f"N-{uuid.uuid4().hex[:8]}"
    clients = [api.with_token(api.token) for _ in range(20)]
    answers = at_once(*(lambda client=client, name=name: client.post("/orders", {"number": name})
                        for client, name in zip(clients, [number, number.lower()] * 10)))
    assert sorted(answer.status for answer in answers) == [201] + [409] * 19
    assert {answer.code for answer in answers} == {None, "number_taken"}


def test_reverting_and_paying_at_once_never_leave_a_paid_draft(api):
    """CNC-12, CNC-10: money is only ever attached to what was sent."""
    other = api.with_token(api.token)
    for _ in range(ROUNDS):
        order = draft(api, custom_line(unit_price=1000, rate=None))
        path = f"/orders/{order['id']}"
        api.post(f"{path}/send_invoice", {"via": "link"}, expect=200)
        reverted, paid = at_once(
            lambda: other.post(f"{path}/revert_to_draft"),
            lambda: api.post(f"{path}/payments", {"method": "bank_transfer", "amount": 400}, key=True))
        now = api.get(path, expect=200)
        if reverted.status == 200:
            # Money that comes after is money for the draft as it is then; the revision it was sent with is superseded.
            assert now["status"] == "draft"
        else:
            assert (reverted.status, paid.status, now["status"]) == (409, 200, "invoice_sent")
        assert now["amount_paid"] == (400 if paid.status == 200 else 0)


def test_editing_what_was_sent_is_refused_in_every_way(api):
    """CNC-11."""
    order = draft(api, custom_line(), adjustments=[{"kind": "discount", "value_type": "fixed", "value": 1}])
    path = f"/orders/{order['id']}"
    sent = api.post(f"{path}/send_invoice", {"via": "link"}, expect=200).body
    line, adjustment = order["lines"][0]["id"], order["adjustments"][0]["id"]
    version = sent["version"]
    for answer in (
        api.post(f"{path}/lines", custom_line()), api.patch(f"{path}/lines/{line}", {"quantity": 2}, if_match=version),
        api.delete(f"{path}/lines/{line}", if_match=version), api.post(f"{path}/adjustments", {"kind": "discount", "value_type": "fixed", "value": 9}),
        api.patch(f"{path}/adjustments/{adjustment}", {"value_type": "fixed", "value": 2}, if_match=version),
        api.delete(f"{path}/adjustments/{adjustment}", if_match=version), api.put(f"{path}/shipping_line", {"title": "Courier", "price": 1}),
        api.patch(path, {"taxes_enabled": False}, if_match=version), api.patch(path, {"terms": "Ours"}, if_match=version),
        api.patch(path, {"details": {"body": "x"}}, if_match=version), api.patch(path, {"ordered_at": None}, if_match=1),
    ):
        assert (answer.status, answer.code) == (409, "order_locked"), answer
    assert api.get(path, expect=200)["total"] == order["total"]


NUMBERS = ["NaN", "Infinity", "-0.5", "1e3", "0x10", "12abc", "1.234,56", "12 34", "１２", "٣", "", " 1", "+1", "1.", ".5", "01"]


@pytest.mark.parametrize("value", [-1, -0.5, 0, "-1", "2", 1e-9, 1.0000001, 9223372036854775807, 2**31, 10**15, True, None, [1]])
def test_a_quantity_that_is_none_changes_nothing(api, value):
    """MON-03, MON-05, MON-06, MON-09."""
    order = draft(api, custom_line(unit_price=200))
    path = f"/orders/{order['id']}"
    for answer in (api.patch(f"{path}/lines/{order['lines'][0]['id']}", {"quantity": value}, if_match=order["version"]),
                   api.post(f"{path}/lines", {**custom_line(), "quantity": value})):
        assert answer.status == 422 and answer.fields == ["quantity"], answer
    assert api.get(path, expect=200).body == order


@pytest.mark.parametrize("value", [*NUMBERS, -1, 1.5, 10**15, 9223372036854775807, True])
def test_a_price_that_is_none_changes_nothing(api, value):
    """MON-06, MON-09, MON-10, MON-12, MON-17: a credit is a credit, never an item with a negative price."""
    order = draft(api, custom_line(unit_price=200))
    path = f"/orders/{order['id']}"
    answer = api.patch(f"{path}/lines/{order['lines'][0]['id']}", {"unit_price": value}, if_match=order["version"], expect=422)
    assert answer.fields == ["unit_price"]
    for body in ({"value_type": "fixed", "value": value}, {"value_type": "percentage", "value": value}):
        assert "value" in api.post(f"{path}/adjustments", {"kind": "discount", **body}, expect=422).fields
    assert "price" in api.put(f"{path}/shipping_line", {"title": "Courier", "price": value}, expect=422).fields
    assert api.get(path, expect=200).body == order


def test_one_bad_line_stores_none_of_the_batch(api):
    """MON-04, MON-22."""
    tag = f"batch-{uuid.uuid4().hex[:8]}"
    good, bad = custom_line(quantity=10), {**custom_line(), "quantity": -9}
    assert api.post("/orders", {"tags": [tag], "lines": [good, bad]}, expect=422).fields == ["lines[1].quantity"]
    assert api.post("/orders", {"tags": [tag], "lines": [good] * 1001}, expect=422).fields == ["lines"]
    assert api.all("/orders", tag=tag) == []


def test_the_line_that_breaks_the_limit_is_refused_and_the_order_stays_readable(api):
    """MON-07."""
    order = draft(api, custom_line(unit_price=10**12, rate=None))
    answer = api.post(f"/orders/{order['id']}/lines", custom_line(unit_price=10**12, rate=None), expect=422)
    assert answer.code == "validation_failed"
    assert api.get(f"/orders/{order['id']}", expect=200)["total"] == 10**12


def test_pieces_are_not_cut(api, server):
    """MON-05: what is sold by the piece has whole quantities."""
    goods = variant(api, server.sign_in["location_id"], 5)
    for quantity in (0.3, 1.5):
        assert api.post("/orders", {"lines": [{"variant_id": goods["id"], "quantity": quantity}]}, expect=422).fields == ["lines[0].quantity"]
