"""Who sees what of an order in a conversation that belongs to no location: whoever works elsewhere sees that something was said."""

import uuid

from support.goods import custom_line


def test_a_thread_without_location_tells_whoever_works_elsewhere_nothing_of_an_order(api):
    branch = api.post("/locations", {"name": f"Branch {uuid.uuid4().hex[:8]}"}, expect=201)["id"]
    conversation = api.post("/conversations", {"channel": "api", "contact_key": uuid.uuid4().hex}, expect=201).body
    assert conversation["location_id"] is None
    path = f"/conversations/{conversation['id']}"
    order = api.post(f"{path}/orders", {"lines": [custom_line("Secret thing", 4711, rate=None, requires_shipping=False)]}, expect=201).body
    order = api.post(f"/orders/{order['id']}/send_invoice", {"via": "conversation"}, expect=200).body
    here, there = api.as_role("cashier", order["location_id"]), api.as_role("manager", branch)

    def seen(by, text: bool = True) -> str:
        shown = by.get(path, expect=200).body
        [row] = [each for each in by.all("/conversations") if each["id"] == conversation["id"]]
        assert row["last_message"] == shown["last_message"] and shown["last_message"]["direction"] == "out"
        assert (shown["last_message"]["text"] is not None) == text
        rows = by.all(f"{path}/messages")
        assert {each["direction"] for each in rows} == {"out", "system"}
        assert all((each["order_id"] is not None) == text for each in rows)
        assert [each["kind"] for each in rows if each["direction"] == "out"] == ["text"]
        assert {each["event"]["word"] for each in rows if each["event"]} == {"draft", "sent"}
        return str(rows) + str(shown)

    for whole in (seen(api), seen(here)):
        assert order["checkout_url"] in whole and order["draft_number"] in whole
    withheld = seen(there, text=False)
    for word in (order["checkout_url"], "checkout/", order["id"], f"'{order['draft_number']}'", "47.11"):
        assert word not in withheld, word
    # What is said of no order is everybody's.
    api.post(f"{path}/messages", {"text": "See you"}, expect=201)
    assert there.get(path, expect=200)["last_message"]["text"] == "See you"
