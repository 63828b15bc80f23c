"""The simulated provider's wire: Stripe's forms in, JSON out, and what may go wrong with an answer."""

import contextlib
import fnmatch
import json
import random
import re
import threading
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.provider_books import LISTS, Books, shown


@dataclass
class Fault:
    """What goes wrong with some requests. `stage` is *before* (nothing has happened yet) or *after* (it has, the answer is not out yet)."""

    operation: str
    stage: str
    act: Callable[[dict], object]
    times: int | None = 1
    chance: float = 1.0
    when: Callable[[dict], bool] = lambda form: True
    hits: int = 0
    arrived: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def release(self) -> None:
        self.times = 0
        self.released.set()


class Lost(Exception):
    """The connection ends without an answer."""


class Faults:
    """The faults in force, tried in the order in which they were made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all: list[Fault] = []
        self.dice = random.Random(1)

    def add(self, fault: Fault) -> Fault:
        with self._lock:
            self._all.append(fault)
        return fault

    def clear(self) -> None:
        with self._lock:
            old, self._all = self._all, []
        for fault in old:
            fault.release()

    def take(self, operation: str, stage: str, form: dict) -> list[Fault]:
        """The faults that strike this request now; each is used up by it."""
        struck = []
        with self._lock:
            for fault in self._all:
                if fault.stage != stage or fault.times == 0 or not fnmatch.fnmatch(operation, fault.operation) or not fault.when(form):
                    continue
                if fault.chance < 1 and self.dice.random() >= fault.chance:
                    continue
                fault.hits += 1
                if fault.times is not None:
                    fault.times -= 1
                struck.append(fault)
        return struck


def form_of(text: str) -> dict:
    """`a[b][0][c]=1` as nested dicts; `a[]` counts up."""
    form: dict = {}
    for name, value in urllib.parse.parse_qsl(text, keep_blank_values=True):
        first, *rest = re.findall(r"[^\[\]]+|(?<=\[)(?=\])", name)
        place, key = form, first
        for part in rest:
            inner = place.setdefault(key, {})
            if not isinstance(inner, dict):
                inner = place[key] = {}
            place, key = inner, part or str(len(inner))
        place[key] = value
    return form


def expanded(books: Books, thing: dict, paths: list[str]) -> dict:
    """The object as told, with the named fields unfolded, as Stripe's `expand[]` does."""
    told = json.loads(json.dumps(shown(thing)))
    for path in paths:
        unfold(books, told, path.split("."))
    return told


def unfold(books: Books, told, path: list[str]) -> None:
    if isinstance(told, list):
        for each in told:
            unfold(books, each, path)
        return
    if not path or not isinstance(told, dict):
        return
    name, rest = path[0], path[1:]
    if name == "refunds" and told.get("object") == "charge" and "refunds" not in told:
        told["refunds"] = {**LISTS, "data": [json.loads(json.dumps(shown(each))) for each in books.all("refund", charge=told["id"])]}
    value = told.get(name)
    if isinstance(value, str) and value in books.objects:
        told[name] = json.loads(json.dumps(shown(books.objects[value])))
    unfold(books, told.get(name), rest)


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512
    allow_reuse_address = True


def listen(answer: Callable[[str, str, dict, str], tuple[int, dict, bytes]], port: int = 0) -> Listener:
    """Serves `answer(method, target, headers, body)` on a loopback port; raising `Lost` hangs up."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = 65536

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            try:
                status, headers, text = answer(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            except Lost:
                self.close_connection = True
                return
            # Whoever asked may have been killed meanwhile.
            with contextlib.suppress(ConnectionError):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)
                self.wfile.flush()

        do_GET = do_POST = do_DELETE = _serve

        def handle(self) -> None:
            with contextlib.suppress(ConnectionError):
                super().handle()

        def finish(self) -> None:
            with contextlib.suppress(ConnectionError):
                super().finish()

        def log_message(self, *arguments) -> None:
            pass

    server = Listener(("127.0.0.1", port), Handler)
    threading.Thread(target=lambda: server.serve_forever(0.05), daemon=True).start()
    return server


def paged(rows: list[dict], form: dict) -> dict:
    limit = max(1, min(100, int(form.get("limit") or 10)))
    if form.get("starting_after"):
        names = [row["id"] for row in rows]
        rows = rows[names.index(form["starting_after"]) + 1:] if form["starting_after"] in names else []
    return {**LISTS, "data": rows[:limit], "has_more": len(rows) > limit}


def pause(seconds: float) -> Callable[[dict], object]:
    """Takes its time."""
    return lambda form: threading.Event().wait(seconds)
