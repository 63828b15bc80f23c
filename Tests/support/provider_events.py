"""What the simulated provider tells a shop, signed as Stripe signs, and everything that may happen to it on the way."""

import hashlib
import hmac
import json
import queue
import random
import threading
import time
from dataclasses import dataclass, field

import requests


def signature(body: bytes, secret: str, timestamp: int | None = None) -> str:
    """The header `Stripe-Signature` of that body."""
    moment = int(time.time()) if timestamp is None else timestamp
    proof = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={proof}"


@dataclass
class Road:
    """How events travel. The default is a road without surprises."""

    # Seconds that each event is under way, from and to.
    delay: tuple[float, float] = (0.0, 0.0)
    # Of a hundred events, how many come twice, and how many get lost (a lost one is sent again, as the provider does, `redelivery` later).
    doubled: float = 0.0
    lost: float = 0.0
    redelivery: float = 0.3
    # Events wait and leave in random order in bundles of this many.
    shuffled: int = 0
    # Nothing leaves by itself: a test delivers what it wants, when it wants.
    held: bool = False
    tries: int = 12
    chance: random.Random = field(default_factory=lambda: random.Random(1))


class Courier:
    """Brings events to `url`. What is not answered with 2xx is brought again."""

    def __init__(self, secret: str, senders: int = 4):
        self.url: str | None = None
        self.secret = secret
        self.road = Road()
        self.events: list[dict] = []
        # (event id, status or None for no answer), in the order of arrival.
        self.delivered: list[tuple[str, int | None]] = []
        self._lock = threading.Condition()
        self._waiting: queue.PriorityQueue = queue.PriorityQueue()
        self._bundle: list[dict] = []
        self._under_way = 0
        self._number = 0
        self._closed = False
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(senders)]
        for thread in self._threads:
            thread.start()

    def post(self, event: dict) -> None:
        """Takes an event on; it leaves as the road says."""
        with self._lock:
            self.events.append(event)
            if self.url is None or self.road.held:
                return
            if self.road.shuffled:
                self._bundle.append(event)
                if len(self._bundle) < self.road.shuffled:
                    return
                bundle, self._bundle = self._bundle, []
                self.road.chance.shuffle(bundle)
            else:
                bundle = [event]
            for each in bundle:
                self._leave(each)

    def _leave(self, event: dict) -> None:
        road = self.road
        copies = 2 if road.chance.random() * 100 < road.doubled else 1
        for _ in range(copies):
            late = road.redelivery if road.chance.random() * 100 < road.lost else 0.0
            self._queue(event, late + road.chance.uniform(*road.delay), 1)

    def _queue(self, event: dict, seconds: float, number: int) -> None:
        self._under_way += 1
        self._number += 1
        self._waiting.put((time.monotonic() + seconds, self._number, event, number))

    def _work(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            while not self._closed:
                due, _, event, number = self._waiting.get()
                if event is None:
                    return
                pause = due - time.monotonic()
                if pause > 0:
                    # Others may be due before; short steps keep the order without a thread for each.
                    self._ended.wait(min(pause, 0.02))
                    if due > time.monotonic():
                        self._waiting.put((due, _, event, number))
                        continue
                status = self._bring(session, event)
                with self._lock:
                    self._under_way -= 1
                    if (status is None or status >= 300) and number < self.road.tries and not self._closed:
                        self._queue(event, min(0.1 * 2 ** number, 2.0), number + 1)
                    self._lock.notify_all()

    def deliver(self, event: dict, secret: str | None = None, timestamp: int | None = None, body: bytes | None = None) -> int | None:
        """Brings one event now and answers the status; a test may sign it with another secret or at another time."""
        with requests.Session() as session:
            session.trust_env = False
            return self._bring(session, event, secret, timestamp, body)

    def _bring(self, session, event: dict, secret=None, timestamp=None, body=None) -> int | None:
        url = self.url
        if url is None:
            return None
        body = json.dumps(event).encode() if body is None else body
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature(body, secret or self.secret, timestamp)}
        try:
            status = session.post(url, data=body, headers=headers, timeout=15).status_code
        except requests.RequestException:
            status = None
        with self._lock:
            self.delivered.append((event["id"], status))
        return status

    def release(self) -> None:
        """Lets an unfinished bundle go."""
        with self._lock:
            bundle, self._bundle = self._bundle, []
            self.road.chance.shuffle(bundle)
            for event in bundle:
                self._leave(event)

    def wait_until_quiet(self, timeout: float = 60) -> None:
        """Until nothing is under way any more."""
        self.release()
        with self._lock:
            assert self._lock.wait_for(lambda: self._under_way == 0, timeout), f"{self._under_way} events are still under way"

    def stop(self) -> None:
        self._closed = True
        self._ended.set()
        for _ in self._threads:
            self._waiting.put((0.0, 0, None, 0))
