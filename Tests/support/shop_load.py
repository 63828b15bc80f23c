"""Keeps a shop busy and writes down what it was told, so that a proof can hold the shop to its word."""

import random
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

from support.client import Answer, Client


@dataclass
class Request:
    """One write that was sent under a key of its own. `status` stays None when no answer came back."""

    path: str
    body: dict
    order_client_id: str
    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: int | None = None
    answer: Any = None

    def send(self, client: Client) -> Answer:
        return client.post(self.path, self.body, key=self.key)


class ShopLoad:
    """Tills that draft, add, hold, retrieve and take payment until the server goes away."""

    def __init__(self, url: str, token: str, registers: list[str], location: str, variant: dict, tills: int, seed: int):
        self.url = url
        self.token = token
        self.registers = registers
        self.location = location
        self.variant = variant
        self.seed = seed
        self.requests: list[Request] = []
        self._lock = threading.Lock()
        self._acknowledged = 0
        self._enough = threading.Condition(self._lock)
        self._threads = [threading.Thread(target=self._work, args=(number,), daemon=True) for number in range(tills)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wait_for_acknowledged(self, count: int, timeout: float = 60) -> None:
        with self._enough:
            assert self._enough.wait_for(lambda: self._acknowledged >= count, timeout), f"{self._acknowledged} of {count} writes after {timeout} s"

    def join(self) -> None:
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive(), "a till did not notice that the server is gone"

    def _post(self, client: Client, path: str, body: dict, order_client_id: str) -> Answer:
        request = Request(path, body, order_client_id)
        with self._lock:
            self.requests.append(request)
        answer = request.send(client)
        with self._enough:
            request.status, request.answer = answer.status, answer.body
            self._acknowledged += 1
            self._enough.notify_all()
        return answer

    def _work(self, number: int) -> None:
        chance = random.Random(self.seed * 1000 + number)
        client = Client(self.url, self.token)
        try:
            while True:
                self._sell(client, chance, self.registers[number % len(self.registers)])
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError, requests.Timeout):
            pass  # the server is gone, which is the point

    def _sell(self, client: Client, chance: random.Random, register: str) -> None:
        name = str(uuid.uuid4())
        order = self._post(client, "/orders", {
            "client_id": name, "channel": "register", "register_id": register, "location_id": self.location,
            "lines": [{"client_id": str(uuid.uuid4()), "variant_id": self.variant["id"], "quantity": 1}],
        }, name).expect(201).body
        path = f"/orders/{order['id']}"
        self._post(client, f"{path}/lines", {"client_id": str(uuid.uuid4()), "title": "Bag", "quantity": 1, "unit_price": 10}, name).expect(200)
        if chance.random() < 0.5:
            self._post(client, f"{path}/hold", {"register_id": register, "label": name[:8]}, name).expect(200)
            self._post(client, f"{path}/retrieve", {"register_id": register}, name).expect(200)
        if chance.random() < 0.7:
            self._post(client, f"{path}/payments", {"method": "cash"}, name).expect(200)
