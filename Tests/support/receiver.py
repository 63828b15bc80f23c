"""A server of somebody else: takes what the shop sends by HTTP and answers what a test wants."""

import base64
import contextlib
import hashlib
import hmac
import json
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Callable


@dataclass
class Heard:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict:
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + self.body
        proof = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return self.headers["webhook-signature"] == f"v1,{proof}"


@dataclass
class Receiver:
    """`answer(heard, number)` says what is answered: a status, or a status with headers and a body."""

    answer: Callable[[Heard, int], object] = lambda heard, number: 200
    port: int = 0
    heard: list[Heard] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.came = threading.Condition()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                heard = Heard(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                with receiver.came:
                    receiver.heard.append(heard)
                    number = len(receiver.heard)
                    receiver.came.notify_all()
                answer = receiver.answer(heard, number)
                status, headers, text = answer if isinstance(answer, tuple) else (answer, {}, b"")
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                # The shop hangs up on answers that are longer than it reads.
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(text)

            def log_message(self, *arguments) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    def wait_until(self, holds: Callable[[list[Heard]], object], timeout: float = 20, what: str = "what was expected"):
        with self.came:
            assert self.came.wait_for(lambda: holds(self.heard), timeout), f"{what} did not come; {len(self.heard)} requests did"
            return holds(self.heard)

    def about(self, object_id: str) -> list[dict]:
        return [heard.event for heard in self.heard if heard.event["object"]["id"] == object_id]

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
