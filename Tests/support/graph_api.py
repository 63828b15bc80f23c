"""Messenger and Instagram on a loopback port: the part of the Graph API that a shop speaks to, and the hand that tells its webhook.

    graph = GraphAPI(page="10700")
    graph.sent                                  # every message that was taken, in order
    graph.refuses(10, 2018278)                  # the next call gets that error
    tell(server, graph, graph.text("24061", "Hello"))
"""

import contextlib
import email.parser
import email.policy
import hashlib
import hmac
import itertools
import json
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests


class GraphAPI:
    """One page, with an account on Instagram beside it, and one app with its secret."""

    def __init__(self, page: str = "107000000000001", instagram: str = "17841400000000001"):
        self.page, self.instagram = page, instagram
        self.token, self.app_secret, self.verify_token = "EAAGpagetoken0", "app-secret-of-the-shop", "verify-me"
        self.people: dict[str, dict] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.uploads: dict[str, dict] = {}
        # What was asked: (method, path without version, query, body as it was understood).
        self.asked: list[tuple[str, str, dict, dict]] = []
        self.sent: list[dict] = []
        self._faults: list[tuple[str, object]] = []
        self._names = itertools.count(1)
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=lambda: self._server.serve_forever(0.05), daemon=True).start()

    def environment(self, allow: bool = True) -> dict[str, str]:
        """What a server under test is started with."""
        return {
            "COUNTERFOIL_GRAPH_API_BASE": self.url, "COUNTERFOIL_META_APP_SECRET": self.app_secret,
            "COUNTERFOIL_META_VERIFY_TOKEN": self.verify_token, "COUNTERFOIL_META_PAGE_TOKEN": self.token,
            **({"COUNTERFOIL_OUTBOUND_ALLOW": f"127.0.0.1:{self.port}"} if allow else {}),
        }

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    # People and what they send

    def knows(self, person: str, name: str, **more) -> str:
        self.people[person] = {"id": person, "name": name, **more}
        return person

    def file(self, name: str, content: bytes, kind: str = "image/jpeg") -> str:
        """The address of a file as Meta's CDN would name it."""
        self.files[name] = (kind, content)
        return f"{self.url}/cdn/{name}?oh=00_Af&oe=6920"

    def event(self, person: str, object_: str = "page", at: int | None = None, **content) -> dict:
        """Something that `person` did."""
        return {"sender": {"id": person}, "recipient": {"id": self._account(object_)}, "timestamp": at or int(time.time() * 1000), **content}

    def text(self, person: str, text: str, object_: str = "page", mid: str | None = None, at: int | None = None, **more) -> dict:
        return self.event(person, object_, at, message={"mid": mid or self.new_name(), "text": text, **more})

    def attached(self, person: str, *attachments: dict, object_: str = "page", at: int | None = None, **more) -> dict:
        return self.event(person, object_, at, message={"mid": self.new_name(), "attachments": list(attachments), **more})

    def echo(self, sent: dict, object_: str = "page", at: int | None = None) -> dict:
        """What the page hears of what it sent itself."""
        message = {"mid": sent["mid"], "is_echo": True, "app_id": 1517776481860111, **sent["message"]}
        return {"sender": {"id": self._account(object_)}, "recipient": sent["recipient"], "timestamp": at or sent["at"], "message": message}

    def new_name(self) -> str:
        return f"m_{next(self._names):04d}AbCdEf-_"

    def _account(self, object_: str) -> str:
        return self.page if object_ == "page" else self.instagram

    # Faults; each strikes one call to `/messages`, `/message_attachments`, a profile or the CDN, whose path ends so.

    def refuses(self, code: int, subcode: int | None = None, message: str = "No.", status: int = 400, at: str = "/messages", **more) -> None:
        error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "BLBz/WZt8dN", **more}
        self._faults.append((at, (status, {"error": {**error, **({"error_subcode": subcode} if subcode else {})}})))

    def answers_then_refuses(self, answers: int, code: int, message: str) -> None:
        """Takes so many messages, and refuses the next one."""
        self._faults += [("/messages", None)] * answers
        self.refuses(code, message=message)

    def loses_answer(self, at: str = "/messages") -> None:
        """It happens, and nobody hears of it."""
        self._faults.append((at, "lost"))

    def is_well_again(self) -> None:
        self._faults.clear()

    def fault(self, path: str) -> object:
        with self._lock:
            found = next((one for one in self._faults if path.endswith(one[0])), None)
            if found:
                self._faults.remove(found)
            return found[1] if found else None

    # Answers

    def answer(self, method: str, target: str, headers, body: bytes) -> tuple[int, str, bytes] | None:
        path, _, query = target.partition("?")
        if path.startswith("/cdn/"):
            assert "authorization" not in headers, "the token left for somebody else"
            struck = self.fault(path)
            kind, content = self.files.get(path[5:], ("text/plain", b""))
            return struck[0] if isinstance(struck, tuple) else (200 if content else 404), kind, content
        parts = [part for part in path.split("/") if part]
        assert parts and parts[0].startswith("v"), path
        path, asked = "/" + "/".join(parts[1:]), dict(urllib.parse.parse_qsl(query))
        understood, data = read(headers.get("content-type", ""), body)
        with self._lock:
            self.asked.append((method, path, asked, understood))
        if headers.get("authorization") != f"Bearer {self.token}":
            return failed(401, 190, "Invalid OAuth access token - Cannot parse access token")
        struck = self.fault(path)
        if isinstance(struck, tuple):
            return struck[0], "application/json", json.dumps(struck[1]).encode()
        told = self._act(method, path, understood, data)
        return None if struck == "lost" else told

    def _act(self, method: str, path: str, understood: dict, data: bytes | None) -> tuple[int, str, bytes]:
        if (method, path) == ("POST", "/me/messages"):
            return self._take(understood)
        if (method, path) == ("POST", "/me/message_attachments"):
            name = str(next(self._names) + 9_000_000_000)
            self.uploads[name] = {**understood, "data": data}
            return told({"attachment_id": name})
        if (method, path) == ("GET", "/me"):
            return told({"id": self.page, "name": "Corner Bakery", "instagram_business_account": {"id": self.instagram}})
        if method == "GET" and path[1:] in self.people:
            return told(self.people[path[1:]])
        return failed(400, 100, "Unsupported get request.", 33)

    def _take(self, message: dict) -> tuple[int, str, bytes]:
        if not message.get("recipient", {}).get("id") or not message.get("message"):
            return failed(400, 100, "(#100) The parameter recipient is required")
        if message.get("messaging_type") not in ("RESPONSE", "UPDATE", "MESSAGE_TAG"):
            return failed(400, 100, "(#100) Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG}")
        if message["messaging_type"] == "MESSAGE_TAG" and message.get("tag") != "HUMAN_AGENT":
            return failed(400, 100, "(#100) This message tag is deprecated")
        attachment = message["message"].get("attachment", {}).get("payload", {}).get("attachment_id")
        if attachment and attachment not in self.uploads:
            return failed(400, 100, "(#100) Upload attachment failure.", 2018047)
        with self._lock:
            self.sent.append({**message, "mid": self.new_name(), "at": int(time.time() * 1000)})
            return told({"recipient_id": message["recipient"]["id"], "message_id": self.sent[-1]["mid"]})


def notice(graph: GraphAPI, *events: dict, object_: str = "page") -> bytes:
    """The body that tells of these events, an entry for each account."""
    entries: dict[str, list[dict]] = {}
    for event in events:
        account = event["sender" if event.get("message", {}).get("is_echo") else "recipient"]["id"]
        entries.setdefault(account, []).append(event)
    told = [{"id": account, "time": int(time.time() * 1000), "messaging": each} for account, each in entries.items()]
    return json.dumps({"object": object_, "entry": told}, ensure_ascii=True).encode()


def signature(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def post(server, body: bytes, header: str | None, **more: str) -> requests.Response:
    headers = {"Content-Type": "application/json", **more, **({} if header is None else {"X-Hub-Signature-256": header})}
    return requests.post(f"{server.url}/webhooks/meta", data=body, headers=headers, timeout=10)


def tell(server, graph: GraphAPI, *events: dict, object_: str = "page") -> requests.Response:
    body = notice(graph, *events, object_=object_)
    return post(server, body, signature(body, graph.app_secret))


def read(kind: str, body: bytes) -> tuple[dict, bytes | None]:
    """A body as Graph understands it: JSON, or a form whose fields are JSON, with a file."""
    if kind.startswith("multipart/form-data"):
        parsed = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        fields: dict = {}
        data = None
        for part in parsed.iter_parts():
            name, content = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
            if part.get_filename():
                data, fields["file"] = content, {"name": part.get_filename(), "type": part.get_content_type()}
            else:
                fields[name] = maybe_json(content.decode())
        return fields, data
    return (json.loads(body) if body else {}), None


def maybe_json(text: str) -> object:
    with contextlib.suppress(ValueError):
        return json.loads(text)
    return text


def told(answer: dict) -> tuple[int, str, bytes]:
    return 200, "application/json", json.dumps(answer).encode()


def failed(status: int, code: int, message: str, subcode: int | None = None) -> tuple[int, str, bytes]:
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbC", **({"error_subcode": subcode} if subcode else {})}
    return status, "application/json", json.dumps({"error": error}).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def _handler(graph: GraphAPI) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = graph.answer(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            if answer is None:
                self.close_connection = True
                return
            status, kind, content = answer
            with contextlib.suppress(ConnectionError):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        do_GET = do_POST = _serve

        def log_message(self, *arguments) -> None:
            pass

    return Handler
