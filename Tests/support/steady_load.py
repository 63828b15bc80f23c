"""Tills that go on through an outage: each repeats its request under the same key until the shop has answered it."""

import random
import threading
import time

import requests

from support.client import Answer, Client
from support.shop_load import Request, ShopLoad

# What the shop says while its database is away, and what a repeated request hears while the first one is still being carried out.
NOT_YET = (409, 500, 502, 503, 504)


class SteadyLoad(ShopLoad):
    """Keeps on until it is told to end. Every request of `requests` has its answer then, or `status` None."""

    def __init__(self, *arguments, pause: float = 0.02, answer_within: float = 10, **options):
        super().__init__(*arguments, **options)
        self.acknowledged_at: list[float] = []
        self.refused: list[Answer] = []
        self.repeated = 0
        self._pause = pause
        self._answer_within = answer_within
        self._ending = threading.Event()

    @property
    def acknowledged(self) -> int:
        return self._acknowledged

    def end(self) -> None:
        """Lets every till finish what it asked for last."""
        self._ending.set()
        self.join()

    def longest_silence(self, since: float) -> float:
        """Seconds of the longest time without an acknowledged write, counted from the last one before `since`."""
        with self._lock:
            moments = sorted(self.acknowledged_at)
        before = [moment for moment in moments if moment <= since][-1:] or [since]
        after = before + [moment for moment in moments if moment > since]
        return max((later - earlier for earlier, later in zip(after, after[1:])), default=0.0)

    def _post(self, client: Client, path: str, body: dict, order_client_id: str) -> Answer:
        request = Request(path, body, order_client_id)
        with self._lock:
            self.requests.append(request)
        self._ending.wait(self._pause)
        while True:
            answer = self._try(client, request)
            if answer is not None:
                break
            with self._lock:
                self.repeated += 1
            # A till that is told to end still wants its last answer; only the shop's end ends it.
            threading.Event().wait(0.1)
        with self._enough:
            request.status, request.answer = answer.status, answer.body
            self._acknowledged += 1
            self.acknowledged_at.append(time.monotonic())
            if answer.status not in (200, 201):
                self.refused.append(answer)
            self._enough.notify_all()
        return answer

    def _try(self, client: Client, request: Request) -> Answer | None:
        try:
            answer = client.post(request.path, request.body, key=request.key, timeout=self._answer_within)
        except requests.RequestException:
            return None
        return None if answer.status in NOT_YET else answer

    def _work(self, number: int) -> None:
        chance = random.Random(self.seed * 1000 + number)
        client = Client(self.url, self.token)
        while not self._ending.is_set():
            self._sell(client, chance, self.registers[number % len(self.registers)])
