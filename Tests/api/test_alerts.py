"""Notices for staff: raised once for each cause, seen by whom they concern, acknowledged by one (A12, D1)."""

import threading

import pytest

from support.alerts import online_order
from support.event_stream import EventStream
from support.goods import custom_line, draft
from support.invoices import send
from support.link_page import LinkPage
from support.link_shop import desk, service, shop  # noqa: F401


@pytest.fixture(autouse=True)
def nothing_rings_on(api):
    """What a test leaves open would ring in every page of the shared shop."""
    yield
    api.post("/alerts/acknowledge", expect=200)


def alerts(api, order: dict, **query) -> list[dict]:
    return [each for each in api.all("/alerts", **query) if each["order_id"] == order["id"]]


def test_paying_on_the_link_raises_one_notice_that_names_the_order(shop, desk):
    order = service(desk, total=10_000)
    page = LinkPage(order["checkout_url"])
    provider = page.to_provider()
    for _ in range(2):
        page.at_test_gateway(provider)
    [notice] = alerts(desk, order)
    placed = desk.get(f"/orders/{order['id']}", expect=200).body
    assert (notice["kind"], notice["order_number"], notice["amount"], notice["currency"]) == ("online_order", placed["number"], 10_000, order["currency"])
    assert notice["channel"] == order["channel"] and notice["acknowledged_at"] is None and notice["acknowledged_by"] is None
    raised = [each for each in desk.events() if each["type"] == "alert.raised" and each["object"]["id"] == notice["id"]]
    assert len(raised) == 1 and raised[0]["data"]["order_id"] == order["id"]


def test_who_bought_is_named_by_the_customer_or_else_by_the_address(api):
    ada = api.post("/customers", {"name": "Ada Lindqvist"}, expect=201)["id"]
    address = {"name": "Jan Collects", "line1": "Prinsesselaan 12", "city": "Utrecht", "country": "NL"}
    orders = [online_order(api, customer_id=ada, billing_address=address), online_order(api, shipping_address=address), online_order(api)]
    assert [alerts(api, order)[0]["customer_name"] for order in orders] == ["Ada Lindqvist", "Jan Collects", None]


def test_of_two_devices_one_acknowledges_and_the_other_is_told_who(api, server):
    order = online_order(api)
    [notice] = alerts(api, order, open="true")
    devices = [api.as_role("cashier"), api.as_role("manager")]
    gate, answers = threading.Barrier(2), []

    def press(device):
        gate.wait()
        answers.append(device.post(f"/alerts/{notice['id']}/acknowledge", expect=200).body)

    presses = [threading.Thread(target=press, args=(device,)) for device in devices]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    first, second = answers
    assert first["acknowledged_by"] == second["acknowledged_by"] and first["acknowledged_at"] == second["acknowledged_at"]
    assert first["acknowledged_by"]["kind"] == "token" and first["acknowledged_by"]["name"] == "Test"
    heard = [each for each in api.events() if each["type"] == "alert.acknowledged" and each["object"]["id"] == notice["id"]]
    assert len(heard) == 1 and heard[0]["actor"]["id"] == first["acknowledged_by"]["id"]
    assert not alerts(api, order, open="true") and len(alerts(api, order, open="false")) == 1


def test_a_repeated_press_is_answered_as_the_first_was(api):
    [notice] = alerts(api, online_order(api))
    first = api.post(f"/alerts/{notice['id']}/acknowledge", key="again-" + notice["id"], expect=200)
    again = api.post(f"/alerts/{notice['id']}/acknowledge", key="again-" + notice["id"], expect=200)
    assert first.body == again.body and again.headers["Idempotent-Replayed"] == "true"


def test_acknowledging_what_was_seen_leaves_what_came_after(api):
    seen, later = online_order(api), online_order(api)
    [notice] = alerts(api, seen)
    answer = api.post("/alerts/acknowledge", {"alert_ids": [notice["id"]]}, expect=200)["data"]
    assert [each["id"] for each in answer] == [notice["id"]] and answer[0]["acknowledged_by"]["name"]
    assert alerts(api, later, open="true")
    api.post("/alerts/acknowledge", {"alert_ids": []}, expect=200)
    assert alerts(api, later, open="true")
    api.post("/alerts/acknowledge", expect=200)
    assert api.get("/alerts", params={"open": "true"}, expect=200)["data"] == []


def test_a_location_hears_of_its_own_orders_and_of_no_others(api, server):
    here = server.sign_in["location_id"]
    there = api.post("/locations", {"name": "Harbour"}, expect=201)["id"]
    own, foreign = (online_order(api, location_id=place) for place in (here, there))
    clerk = api.as_role("cashier", here)
    assert [[each["order_openable"] for each in alerts(clerk, order)] for order in (own, foreign)] == [[True], []]
    [other] = alerts(api, foreign)
    clerk.post(f"/alerts/{other['id']}/acknowledge", expect=404)
    refused = clerk.post("/alerts/acknowledge", {"alert_ids": [other["id"]]}, expect=422)
    assert refused.fields == ["alert_ids[0]"]
    assert alerts(api, foreign, open="true")


def test_who_was_away_hears_what_was_missed_in_order_and_once(server, api):
    stream = EventStream(server, api.token)
    first = online_order(api)
    _, event = stream.next("alert.raised")
    assert event["data"]["order_id"] == first["id"] and "customer" not in str(event["data"])
    stream.close()
    missed = [online_order(api) for _ in range(3)]
    [notice] = alerts(api, missed[0])
    api.post(f"/alerts/{notice['id']}/acknowledge", expect=200)
    last = online_order(api)
    again = EventStream(server, api.token, last_event_id=event["id"])
    heard = [again.next("alert.raised")[1]["data"]["order_id"] for _ in range(4)]
    assert heard == [order["id"] for order in (*missed, last)]
    again.close()


def test_a_customer_who_announces_a_transfer_is_a_notice_until_it_is_decided_on(api):
    order = send(api, draft(api, custom_line("Olive tree", 21438, rate=None), channel="phone")).body
    told = api.post(f"/orders/{order['id']}/transfer_notices", {"amount": order["total"], "paid_at": "2026-01-05T10:00:00Z"}, key=True, expect=200)
    assert not alerts(api, order), "what staff wrote down themselves rings nowhere"
    api.post(f"/orders/{order['id']}/transfer_notices/{told['transfer_notices'][0]['id']}/confirm", key=True, expect=200)
    assert not alerts(api, order), "nor does what they confirm"


@pytest.mark.parametrize("query", ["open=1", "kind=chat", "kind=", "limit=0", "cursor=x", "order_id=ord_1"])
def test_a_question_that_makes_no_sense_is_refused(api, query):
    api.get(f"/alerts?{query}", expect=422)


def test_the_bell_sounds_as_the_shop_decides(api):
    before = api.get("/settings", expect=200).body
    try:
        api.patch("/settings", {"alert_volume": 80, "alert_repeat_seconds": 30, "alert_kinds": {"payment": False},
                                "alert_quiet_from": "22:00", "alert_quiet_to": "07:00"}, expect=200)
        bell = api.get("/alerts/bell", expect=200).body
        assert (bell["sound"], bell["volume"], bell["repeat_seconds"]) == (True, 80, 30)
        assert bell["kinds"] == {"online_order": True, "payment": False, "transfer_notice": True, "chat_message": True}
        assert isinstance(bell["quiet"], bool) and bell["changes_at"].endswith("Z")
        for wrong, field in (({"alert_quiet_to": None}, "alert_quiet_to"), ({"alert_quiet_to": "22:00"}, "alert_quiet_to"), ({"alert_quiet_from": "24:00"}, "alert_quiet_from"),
                             ({"alert_repeat_seconds": 2}, "alert_repeat_seconds"), ({"alert_volume": 101}, "alert_volume"), ({"alert_kinds": {"chat": True}}, "alert_kinds.chat")):
            assert api.patch("/settings", wrong, expect=422).fields == [field]
        api.as_role("cashier").patch("/settings", {"alert_sound": False}, expect=403)
    finally:
        api.patch("/settings", {name: before[name] for name in before if name.startswith("alert_")}, expect=200)
    assert api.get("/alerts/bell", expect=200)["changes_at"] is None
