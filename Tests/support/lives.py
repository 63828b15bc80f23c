"""Orders that live random lives: sold, held, sent, paid, packed, shipped, taken back, changed, canceled, in any order that anybody tries.

Beside the server walks a model of its own, written by hand: which status may follow from which deed, and what never changes again."""

import random

from support.goods import custom_line, variant

SAME = {(status, status) for status in ("draft", "invoice_sent", "placed", "closed", "canceled")}
OPEN = ("draft", "invoice_sent")
PLACED = {(before, after) for before in OPEN for after in ("placed", "closed")}
# What may come of each deed besides nothing.
MAY = {
    "hold": set(), "retrieve": set(), "edit_line": set(), "adjust_stock": set(),
    "send": {("draft", "invoice_sent")}, "revert": {("invoice_sent", "draft")},
    "discard": {("draft", "canceled"), ("invoice_sent", "canceled")}, "restore": {("canceled", "draft")},
    "pay": PLACED | {("placed", "closed")}, "complete": PLACED | {("placed", "closed")},
    "ship": {("placed", "closed")}, "package": {("placed", "closed")}, "undo": {("closed", "placed")},
    "ask_back": {("closed", "placed")}, "decide": {("placed", "closed")},
    "change": {("placed", "closed"), ("closed", "placed")}, "refund": {("placed", "closed"), ("closed", "placed")},
    "cancel": {("draft", "canceled"), ("invoice_sent", "canceled"), ("placed", "canceled")},
    "close": {("placed", "closed")}, "reopen": {("closed", "placed")},
}
# Tried more often, so that orders come far.
USUAL = ["pay", "complete", "ship", "package", "package", "ask_back", "decide", "change", "refund"]
ADDRESS = {"name": "Zofia", "line1": "Piotrkowska 1", "city": "Łódź", "postal_code": "90-001", "country": "PL"}


class Lives:
    """A few orders at a time, and what is known of each."""

    def __init__(self, api, server, dice: random.Random):
        self.api, self.dice = api, dice
        self.location, self.registers = server.sign_in["location_id"], server.register_ids
        self.goods = [variant(api, self.location, stock=40, price=price) for price in (300, 1250, 9999)]
        self.orders: list[dict] = []
        self.numbers: dict[str, str] = {}
        self.counts: dict[str, int] = {}

    def line(self) -> dict:
        quantity = self.dice.randint(1, 3)
        if self.dice.random() < 0.25:
            return custom_line(unit_price=self.dice.randint(1, 5000), quantity=quantity)
        return {"variant_id": self.dice.choice(self.goods)["id"], "quantity": quantity}

    def begin(self) -> None:
        body = {"location_id": self.location, "lines": [self.line() for _ in range(self.dice.randint(1, 3))]}
        if self.dice.random() < 0.4:
            body |= {"channel": "register", "register_id": self.dice.choice(self.registers)}
        else:
            body |= {
                "channel": self.dice.choice(["phone", "online_store", "back_office"]), "shipping_address": ADDRESS,
                "shipping_line": {"title": "Courier", "price": 500},
            }
        self.orders.append(self.api.post("/orders", body, expect=201).body)

    def step(self) -> None:
        if len(self.orders) < 6 or self.dice.random() < 0.05:
            self.begin()
        if len(self.orders) > 12:
            self.orders.pop(self.dice.randrange(len(self.orders)))
        index = self.dice.randrange(len(self.orders))
        # Read anew: a cart that is in work is put aside when another one is retrieved at its till.
        before = self.api.get(f"/orders/{self.orders[index]['id']}", expect=200).body
        deed = self.dice.choice([*MAY, *USUAL])
        answer = getattr(self, deed)(before)
        if answer is None:
            return
        assert answer.status < 500 and answer.status not in (400, 401, 403, 404, 405, 415), f"{deed}: {answer}"
        after = self.api.get(f"/orders/{before['id']}", expect=200).body
        if answer.status >= 400:
            assert unchanged(before) == unchanged(after), f"{deed} was refused with {answer.code} and changed the order"
        else:
            self.counts[deed] = self.counts.get(deed, 0) + 1
        self.check(deed, before, after)
        self.orders[index] = after

    def check(self, deed: str, before: dict, after: dict) -> None:
        way = (before["status"], after["status"])
        assert way in SAME | MAY[deed], f"{deed} led from {way[0]} to {way[1]}"
        assert after["version"] >= before["version"]
        if after["number"]:
            assert self.numbers.setdefault(after["id"], after["number"]) == after["number"], "a number changed"
        if before["placed_at"]:
            assert after["placed_at"] == before["placed_at"]
        assert 0 <= after["amount_refunded"] <= after["amount_paid"] and after["amount_due"] >= 0
        if before["placed_at"] and (deed == "pay" or deed == "refund" and before["fulfillment_status"] == "fulfilled"):
            assert after["fulfillment_status"] == before["fulfillment_status"], f"{deed} moved goods"
        credits = sum(-each["amount"] if each["kind"] == "credit" else each["amount"]
                      for each in after["adjustments"] if each["kind"] in ("fee", "debit", "credit"))
        shipping = (after["shipping_line"] or {}).get("total", 0)
        assert after["total"] == sum(line["total"] for line in after["lines"]) + shipping + credits

    # Deeds: each answers what the server said, or None where there is nothing to try.

    def act(self, order: dict, path: str, body: dict | None = None, **options):
        return self.api.post(f"/orders/{order['id']}{path}", {} if body is None else body, key=True, **options)

    def some_lines(self, order: dict) -> list[dict]:
        chosen = self.dice.sample(order["lines"], self.dice.randint(1, len(order["lines"])))
        return [{"line_id": line["id"], "quantity": self.dice.randint(1, int(line["quantity"]))} for line in chosen]

    def hold(self, order):
        return self.act(order, "/hold", {"register_id": self.dice.choice(self.registers), "reserve_stock": self.dice.random() < 0.5})

    def retrieve(self, order):
        return self.act(order, "/retrieve", {"register_id": self.dice.choice(self.registers), "take_over": self.dice.random() < 0.5})

    def edit_line(self, order):
        line = self.dice.choice(order["lines"])
        return self.api.patch(
            f"/orders/{order['id']}/lines/{line['id']}", {"quantity": self.dice.randint(1, 4)}, headers={"If-Match": f"\"{order['version']}\""})

    def adjust_stock(self, order):
        body = {"variant_id": self.dice.choice(self.goods)["id"], "location_id": self.location, "delta": self.dice.choice([-2, 3, 5]), "reason": "count"}
        return self.api.post("/inventory_levels/adjust", body)

    def send(self, order):
        return self.act(order, "/send_invoice", {"via": "link"})

    def revert(self, order):
        return self.act(order, "/revert_to_draft")

    def discard(self, order):
        return self.api.delete(f"/orders/{order['id']}", headers={"If-Match": f"\"{order['version']}\""})

    def restore(self, order):
        return self.act(order, "/restore")

    def pay(self, order):
        amount = {} if self.dice.random() < 0.7 else {"amount": self.dice.randint(1, max(1, order["amount_due"]))}
        return self.act(order, "/payments", {"method": self.dice.choice(["cash", "card_terminal", "manual"]), **amount})

    def complete(self, order):
        return self.act(order, "/complete", {"payment_pending": self.dice.random() < 0.5})

    def ship(self, order):
        lines = {} if self.dice.random() < 0.5 else {"lines": self.some_lines(order)}
        way = self.dice.choice(["packed", "shipped"])
        papers = {"courier": "DPD", "tracking_number": f"T{self.dice.randrange(10**9)}"} if way == "shipped" else {}
        return self.act(order, "/shipments", {"status": way, "notify": False, **lines, **papers})

    def package(self, order):
        """A package of the order takes a step, possible or not."""
        if not order["shipments"]:
            return None
        shipment = self.dice.choice(order["shipments"])
        status = self.dice.choice(["packed", "shipped", "ready_for_pickup", "picked_up", "handed_over", "delivered", "failed", "canceled"])
        papers = {"courier": "DPD", "tracking_number": "1"} if status == "shipped" else {}
        return self.api.patch(f"/orders/{order['id']}/shipments/{shipment['id']}", {"status": status, "notify": False, **papers})

    def undo(self, order):
        shipment = self.dice.choice(order["shipments"]) if order["shipments"] else None
        return shipment and self.act(order, f"/shipments/{shipment['id']}/undo")

    def ask_back(self, order):
        return self.act(order, "/returns", {"lines": [{**line, "reason": "too small"} for line in self.some_lines(order)]})

    def decide(self, order):
        asked = [each for each in order["returns"] if each["status"] == "requested"]
        if not asked:
            return None
        chosen = self.dice.choice(asked)
        if self.dice.random() < 0.3:
            body = {"status": "rejected", "lines": []}
        else:
            body = {"status": "received", "lines": [{"line_id": line["line_id"], "resellable": self.dice.random() < 0.7} for line in chosen["lines"]]}
        return self.api.patch(f"/orders/{order['id']}/returns/{chosen['id']}", body)

    def change(self, order):
        lines = [self.line()] if self.dice.random() < 0.5 else [
            {"id": each["line_id"], "quantity": each["quantity"]} for each in self.some_lines(order)]
        return self.act(order, "/edits", {"lines": lines, "preview": self.dice.random() < 0.3}, headers={"If-Match": f"\"{order['version']}\""})

    def refund(self, order):
        if self.dice.random() < 0.5:
            body = {"lines": [{**line, "restock": self.dice.random() < 0.5} for line in self.some_lines(order)]}
        else:
            body = {"amount": self.dice.randint(1, max(1, order["amount_paid"]))}
        return self.act(order, "/refunds", {**body, "reason": "sorry"})

    def cancel(self, order):
        # Seldom, or nothing would live for long.
        return self.act(order, "/cancel", {"reason": "called off", "restock": True}) if self.dice.random() < 0.2 else None

    def close(self, order):
        return self.act(order, "/close")

    def reopen(self, order):
        return self.act(order, "/reopen")


def unchanged(order: dict) -> dict:
    """What a refused deed leaves as it was; who looks at an order and until when is no part of it."""
    return {name: value for name, value in order.items() if name not in ("lease", "updated_at", "overdue")}
