"""Listens to the server's events as a page does."""

import http.client
import json
import threading
import time
from queue import Empty, Queue


class EventStream:
    """One open stream. `next(type)` waits for an event; `clock` at arrival is a monotonic time in seconds."""

    def __init__(self, server, token: str, last_event_id: str | None = None):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
        if last_event_id:
            headers["Last-Event-ID"] = last_event_id
        self.connection.request("GET", "/api/v1/events/stream", headers=headers)
        self.response = self.connection.getresponse()
        assert self.response.status == 200, self.response.read(2000)
        assert self.response.headers["Content-Type"].startswith("text/event-stream")
        self.events: Queue = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        fields: dict[str, str] = {}
        try:
            while line := self.response.readline():
                text = line.decode("utf-8").rstrip("\n").rstrip("\r")
                if text == "":
                    if "data" in fields:
                        self.events.put((time.monotonic(), fields.get("event"), json.loads(fields["data"]), fields.get("id")))
                    fields = {}
                elif not text.startswith(":"):
                    name, _, value = text.partition(":")
                    fields[name] = fields.get(name, "") + value.removeprefix(" ")
        except (OSError, ValueError, http.client.HTTPException):
            pass  # the stream ended with its server or with `close`

    def next(self, kind: str, object_id: str | None = None, timeout: float = 20) -> tuple[float, dict]:
        """The next event of that type (and about that object), and when it came."""
        deadline = time.monotonic() + timeout
        while (left := deadline - time.monotonic()) > 0:
            try:
                arrived, event, data, _ = self.events.get(timeout=left)
            except Empty:
                break
            if event == kind and object_id in (None, data["object"]["id"]):
                return arrived, data
        raise AssertionError(f"no {kind} within {timeout} s")

    def close(self) -> None:
        self.connection.sock and self.connection.sock.close()
