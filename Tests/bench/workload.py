"""The requests that the benchmark sends: what a busy shop does all day."""

import random
import uuid
from collections.abc import Iterator

from bench.load import http_request

WORDS = ("red coat", "blue scarf", "left glove", "old umbrella", "round table", "green bottle", "tall lamp", "small box", "grey hat", "white cup")


class Workload:
    """Makes requests against one demo shop."""

    def __init__(self, server, api, seed: int = 1):
        self.token = server.sign_in["token"]
        self.location = server.sign_in["location_id"]
        self.registers = server.register_ids
        self.chance = random.Random(seed)
        self.variants = [variant["id"] for variant in api.get("/variants", params={"limit": 50}, expect=200)["data"] if variant.get("unit") == "piece"]
        customers = api.get("/customers", params={"limit": 50}, expect=200)["data"]
        self.customers = [customer["id"] for customer in customers] or [api.post("/customers", {"name": "Nora Lind"}, expect=201)["id"]]

    def new_uuid(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def draft_body(self) -> dict:
        """Five lines, three from the catalogue, discounts on a line and on the order, tax, a customer."""
        pick = self.chance.sample(self.variants, 3)
        lines = [{"client_id": self.new_uuid(), "variant_id": variant, "quantity": self.chance.randrange(1, 4)} for variant in pick]
        lines[0]["discounts"] = [{"value_type": "percentage", "value": "10", "title": "Regular"}]
        for _ in range(2):
            lines.append({
                "client_id": self.new_uuid(), "title": self.chance.choice(WORDS).capitalize(), "quantity": 1, "unit_price": self.chance.randrange(100, 5000),
                "tax_rates": [{"title": "VAT", "rate": "20"}]})
        return {
            "client_id": self.new_uuid(), "channel": "register", "location_id": self.location, "register_id": self.chance.choice(self.registers),
            "customer_id": self.chance.choice(self.customers), "lines": lines,
            "adjustments": [{"kind": "discount", "value_type": "fixed", "value": 50, "title": "Goodwill"}]}

    def post(self, path: str, body: dict, **headers: str) -> bytes:
        return http_request("POST", "/api/v1" + path, self.token, body, Idempotency_Key=self.new_uuid(), **headers)

    def drafts(self, count: int) -> Iterator[bytes]:
        return (self.post("/orders", self.draft_body()) for _ in range(count))

    def edits(self, orders: list[dict]) -> Iterator[bytes]:
        for order in orders:
            path = f"/api/v1/orders/{order['id']}/lines/{order['lines'][0]['id']}"
            yield http_request("PATCH", path, self.token, {"quantity": 7}, If_Match=f'"{order["version"]}"', Idempotency_Key=self.new_uuid())

    def holds(self, orders: list[dict]) -> Iterator[bytes]:
        for order in orders:
            yield self.post(f"/orders/{order['id']}/hold", {"register_id": self.registers[0], "label": self.chance.choice(WORDS)})

    def retrieves(self, orders: list[dict]) -> Iterator[bytes]:
        for order in orders:
            yield self.post(f"/orders/{order['id']}/retrieve", {"register_id": self.registers[0]})

    def gets(self, orders: list[dict]) -> Iterator[bytes]:
        return (http_request("GET", f"/api/v1/orders/{order['id']}", self.token) for order in orders)

    def searches(self, count: int) -> Iterator[bytes]:
        """What people type: the beginning of one or two words, or a draft number."""
        for _ in range(count):
            words = self.chance.choice(WORDS).split()
            typed = self.chance.choice((words[0], words[1][:3], f"{words[0]}+{words[1][:2]}", f"D-{self.chance.randrange(1, 1000)}"))
            yield http_request("GET", f"/api/v1/orders?q={typed}&limit=20", self.token)
