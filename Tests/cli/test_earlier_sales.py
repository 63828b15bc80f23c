"""Orders from before there was a sales ledger are in the reports once the data were opened, each on its day."""

from support.goods import custom_line, draft, placed


def test_the_ledger_of_earlier_orders_is_the_same_as_if_it_had_been_kept(fresh_server, owner):
    server = fresh_server()
    api = owner(server)
    place = server.sign_in["location_id"]
    first = placed(api, custom_line("Clay pot", 1210, 3, rate="21"), custom_line("Wrap", 300, rate="9"), location_id=place)
    api.post(f"/orders/{first['id']}/refunds", {"lines": [{"line_id": first["lines"][0]["id"], "quantity": 1, "restock": True}]}, key=True, expect=200)
    api.post(f"/orders/{first['id']}/refunds", {"amount": 500}, key=True, expect=200)
    second = draft(api, custom_line("Vase", 4000, rate="21"), location_id=place, channel="phone")
    api.post(f"/orders/{second['id']}/complete", {"payment_pending": True}, key=True, expect=200)
    api.post(f"/orders/{second['id']}/cancel", {"reason": "Ordered twice"}, key=True, expect=200)

    def told():
        return [api.get("/reports/sales", params={"group_by": by}, expect=200).body for by in ("product", "channel")]

    kept = told()
    assert kept[0]["total"]["orders"] == 2 and kept[0]["total"]["refunds"] > 0
    server.stop()
    server.database.change("DELETE FROM sales_entries")
    server.database.change("INSERT INTO unrecorded_sales (order_id) SELECT id FROM orders WHERE placed_at IS NOT NULL")
    server.start()
    api = owner(server)
    assert told() == kept
