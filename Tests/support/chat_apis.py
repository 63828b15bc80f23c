"""LINE on a loopback port: the part of the Messaging API that a shop speaks to, and the hand that tells its webhook.

    line = LineAPI()
    line.pushed                                 # every push that was accepted, in order, as LINE's own SDK reads it
    line.breaks("/push", 500, "Internal")       # the next call whose path ends so gets that
    tell(server, line, line.text("U01", "Hello"))

What arrives is read by the models of LINE's own SDK, and what is sent is signed and shaped so that the SDK's parser takes it.
"""

import base64
import contextlib
import hashlib
import hmac
import itertools
import json
import secrets
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests
from linebot.v3.messaging import PushMessageRequest


class LineAPI:
    """One official account, with its channel secret and its channel access token."""

    def __init__(self, account: str = "U" + "0a" * 16):
        self.account, self.secret, self.token = account, secrets.token_hex(16), secrets.token_urlsafe(48) + "="
        self.people: dict[str, dict] = {}
        self.files: dict[str, tuple[int, str, bytes]] = {}
        # What was asked: (method, path, headers in small letters, body).
        self.asked: list[tuple[str, str, dict, bytes]] = []
        self.pushed: list[PushMessageRequest] = []
        self._accepted: dict[str, tuple[str, dict]] = {}
        self._faults: list[tuple[str, object]] = []
        self._names = itertools.count(468789577898262530)
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=lambda: self._server.serve_forever(0.05), daemon=True).start()

    def environment(self, allow: bool = False) -> dict[str, str]:
        """What a server under test is started with."""
        return {
            "COUNTERFOIL_LINE_API_BASE": self.url, "COUNTERFOIL_LINE_CHANNEL_SECRET": self.secret,
            "COUNTERFOIL_LINE_CHANNEL_TOKEN": self.token,
            **({"COUNTERFOIL_OUTBOUND_ALLOW": f"127.0.0.1:{self.port}"} if allow else {}),
        }

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    # People and what they do, in the shapes of LINE's webhook

    def person(self, name: str, **more) -> str:
        user = "U" + secrets.token_hex(16)
        self.people[user] = {"userId": user, "displayName": name, **more}
        return user

    def new_name(self) -> str:
        return str(next(self._names))

    def event(self, kind: str, user: str, at: int | None = None, **content) -> dict:
        return {
            "type": kind, "mode": "active", "timestamp": at or int(time.time() * 1000), "source": {"type": "user", "userId": user},
            "webhookEventId": "01" + secrets.token_hex(12).upper(), "deliveryContext": {"isRedelivery": False}, **content}

    def message(self, user: str, kind: str, at: int | None = None, **content) -> dict:
        return self.event("message", user, at, replyToken=secrets.token_hex(16), message={"id": self.new_name(), "type": kind, **content})

    def text(self, user: str, text: str, at: int | None = None) -> dict:
        return self.message(user, "text", at, text=text, quoteToken="q3Plxr4AgKd")

    def file(self, content: bytes, kind: str = "image/jpeg", status: int = 200) -> str:
        """Something that somebody sent, by the id of its message."""
        name = self.new_name()
        self.files[name] = (status, kind, content)
        return name

    def picture(self, user: str, content: bytes, status: int = 200) -> dict:
        event = self.message(user, "image", contentProvider={"type": "line"}, quoteToken="yHAz4Ua2wx7")
        event["message"]["id"] = self.file(content, status=status)
        return event

    def sign(self, body: bytes, secret: str | None = None) -> str:
        return base64.b64encode(hmac.new((secret or self.secret).encode(), body, hashlib.sha256).digest()).decode()

    def body(self, *events: dict) -> bytes:
        return json.dumps({"destination": self.account, "events": list(events)}, ensure_ascii=False).encode()

    # Faults; each strikes one call whose path ends so

    def breaks(self, at: str, status: int, message: str = "No.", headers: dict | None = None) -> None:
        self._faults.append((at, (status, {"message": message}, headers or {})))

    def loses_answer(self, at: str = "/push") -> None:
        """It happens, and nobody hears of it."""
        self._faults.append((at, "lost"))

    def fault(self, path: str) -> object:
        with self._lock:
            found = next((one for one in self._faults if path.endswith(one[0])), None)
            if found:
                self._faults.remove(found)
            return found[1] if found else None

    # Answers

    def answer(self, method: str, path: str, headers: dict, body: bytes) -> tuple[int, str, bytes, dict] | None:
        with self._lock:
            self.asked.append((method, path, headers, body))
        if headers.get("authorization") != f"Bearer {self.token}":
            return said(401, {"message": "Authentication failed. Confirm that the access token in the authorization header is valid."})
        struck = self.fault(path)
        if isinstance(struck, tuple):
            return said(struck[0], struck[1], **struck[2])
        told = self._act(method, path, headers, body)
        return None if struck == "lost" else told

    def _act(self, method: str, path: str, headers: dict, body: bytes) -> tuple[int, str, bytes, dict]:
        if (method, path) == ("POST", "/v2/bot/message/push"):
            return self._push(headers, body)
        if (method, path) == ("GET", "/v2/bot/info"):
            return said(200, {
                "userId": self.account, "basicId": "@216ru", "displayName": "The corner bakery", "chatMode": "chat", "markAsReadMode": "manual"})
        parts = path.split("/")
        if method == "GET" and parts[:4] == ["", "v2", "bot", "profile"] and parts[4] in self.people:
            return said(200, self.people[parts[4]])
        if method == "GET" and parts[:4] == ["", "v2", "bot", "message"] and parts[5:] == ["content"] and parts[4] in self.files:
            status, kind, content = self.files[parts[4]]
            return (status, kind, content, {}) if status == 200 else said(status, {"message": "Not now."})
        return said(404, {"message": "Not found"})

    def _push(self, headers: dict, body: bytes) -> tuple[int, str, bytes, dict]:
        assert headers["content-type"] == "application/json"
        key = headers.get("x-line-retry-key")
        if key is not None and str(uuid.UUID(key)) != key:
            return said(400, {"message": "Invalid retry key"})
        try:
            push = PushMessageRequest.from_json(body.decode())
        except ValueError as error:
            return said(400, {"message": "The request body has 1 error(s)", "details": [{"message": str(error)[:200], "property": "messages"}]})
        request = str(uuid.uuid4())
        with self._lock:
            if key in self._accepted:
                first, answer = self._accepted[key]
                return said(409, {"message": "The retry key is already accepted", **answer}, **{"X-Line-Accepted-Request-Id": first})
            answer = {"sentMessages": [{"id": self.new_name(), "quoteToken": "yHAz4Ua2wx7"} for _ in push.messages]}
            self.pushed.append(push)
            if key is not None:
                self._accepted[key] = (request, answer)
        return said(200, answer, **{"X-Line-Request-Id": request})

    def pushed_to(self, user: str) -> list:
        """The messages that somebody got, as objects of LINE's SDK."""
        return [message for push in self.pushed if push.to == user for message in push.messages]


def said(status: int, answer: dict, **headers: str) -> tuple[int, str, bytes, dict]:
    return status, "application/json", json.dumps(answer).encode(), headers


def tell(server, line: LineAPI, *events: dict) -> requests.Response:
    """Tells the shop's webhook, as LINE does."""
    body = line.body(*events)
    return post(server, body, line.sign(body))


def post(server, body: bytes, signature: str | None) -> requests.Response:
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "LineBotWebhook/2.0"}
    if signature is not None:
        headers["x-line-signature"] = signature
    with requests.Session() as session:
        session.trust_env = False
        return session.post(f"{server.url}/webhooks/line", data=body, headers=headers, timeout=60)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address) -> None:
        """A caller that hung up is nothing to tell."""


def _handler(api: LineAPI) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told = api.answer(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            if told is None:
                self.close_connection = True
                return
            status, kind, content, headers = told
            with contextlib.suppress(OSError):
                self.send_response(status)
                for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

        do_GET = do_POST = _serve

        def log_message(self, *arguments) -> None:
            """Nothing to standard error."""

    return Handler
