"""What LINE and Meta tell a shop, signed as they sign it, without a service behind it; and what the shop has made of it."""

import base64
import hashlib
import hmac
import json
import threading
import time

import requests

from support.database import Database

LINE_SECRET, META_SECRET = "line-secret-of-the-shop", "meta-secret-of-the-shop"
DOORS = {"COUNTERFOIL_LINE_CHANNEL_SECRET": LINE_SECRET, "COUNTERFOIL_META_APP_SECRET": META_SECRET, "COUNTERFOIL_META_VERIFY_TOKEN": "verify-me"}
ACCOUNT = "U00000000000000000000000000000000"
PAGE = "107000000000001"


class LineHook:
    """LINE's platform, as far as it calls the shop."""

    name, path, header = "line", "/webhooks/line", "X-Line-Signature"

    def __init__(self, server, secret: str = LINE_SECRET):
        self.server, self.secret, self.session = server, secret, requests.Session()
        self.session.trust_env = False

    def body(self, *events: dict) -> bytes:
        return json.dumps({"destination": ACCOUNT, "events": list(events)}, ensure_ascii=False).encode()

    def sign(self, body: bytes) -> str:
        return base64.b64encode(hmac.new(self.secret.encode(), body, hashlib.sha256).digest()).decode()

    def post(self, body: bytes, signature: str | None = None, **more) -> requests.Response:
        headers = {"Content-Type": "application/json", self.header: self.sign(body) if signature is None else signature, **more.pop("headers", {})}
        return self.session.post(self.server.url + self.path, data=body, headers=headers, timeout=60, **more)

    def tell(self, *events: dict) -> int:
        return self.post(self.body(*events)).status_code

    # What a person does; `at` is the channel's own time.

    @staticmethod
    def event(kind: str, person: str, name: str, at: int, **more) -> dict:
        return {"type": kind, "mode": "active", "timestamp": at, "source": {"type": "user", "userId": person}, "webhookEventId": f"01{name}",
                "deliveryContext": {"isRedelivery": False}, **more}

    def text(self, person: str, name: str, at: int, text: str) -> dict:
        return self.event("message", person, name, at, replyToken="r", message={"type": "text", "id": name, "quoteToken": "q", "text": text})

    def sticker(self, person: str, name: str, at: int) -> dict:
        return self.event("message", person, name, at, replyToken="r", message={
            "type": "sticker", "id": name, "quoteToken": "q", "packageId": "446", "stickerId": "1988", "stickerResourceType": "STATIC"})

    def six(self, person: str, at: int) -> list[dict]:
        """Two messages, a sticker, one taken back, and somebody who leaves and comes again."""
        return [
            self.text(person, f"{person}a", at, "2 red L + 1 cap"), self.text(person, f"{person}b", at + 1000, "no, 3"),
            self.sticker(person, f"{person}c", at + 2000),
            self.event("unsend", person, f"{person}d", at + 3000, unsend={"messageId": f"{person}a"}),
            self.event("unfollow", person, f"{person}e", at + 4000), self.event("follow", person, f"{person}f", at + 5000, follow={"isUnblocked": True}),
        ]


class MetaHook(LineHook):
    """Meta's platform, as far as it calls the shop for Messenger."""

    name, path, header = "facebook", "/webhooks/meta", "X-Hub-Signature-256"

    def __init__(self, server, secret: str = META_SECRET):
        super().__init__(server, secret)

    def body(self, *events: dict) -> bytes:
        return json.dumps({"object": "page", "entry": [{"id": PAGE, "time": events[0]["timestamp"], "messaging": list(events)}]}).encode()

    def sign(self, body: bytes) -> str:
        return "sha256=" + hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()

    @staticmethod
    def event(person: str, at: int, **more) -> dict:
        return {"sender": {"id": person}, "recipient": {"id": PAGE}, "timestamp": at, **more}

    def text(self, person: str, name: str, at: int, text: str) -> dict:
        return self.event(person, at, message={"mid": name, "text": text})

    def six(self, person: str, at: int) -> list[dict]:
        """Two messages, an answer written in Meta's own inbox, how far it came, and one message taken back."""
        return [
            self.text(person, f"{person}a", at, "2 red L + 1 cap"), self.text(person, f"{person}b", at + 1000, "no, 3"),
            {"sender": {"id": PAGE}, "recipient": {"id": person}, "timestamp": at + 2000,
             "message": {"mid": f"{person}c", "is_echo": True, "app_id": 263902037430900, "text": "Three it is."}},
            self.event(person, at + 3000, delivery={"mids": [f"{person}c"], "watermark": at + 2500}),
            self.event(person, at + 3500, read={"watermark": at + 3200}),
            self.event(person, at + 4000, message={"mid": f"{person}a", "is_deleted": True}),
        ]


class ChatBooks:
    """The shop's tables, read beside it."""

    def __init__(self, database: Database):
        self.database = database

    def all(self, query: str, *values) -> list[tuple]:
        return self.database.tuples(query, *values)

    def one(self, query: str, *values):
        return self.all(query, *values)[0][0]

    def settle(self, seconds: float = 120) -> None:
        """Waits until everything that was told is worked off."""
        end = time.monotonic() + seconds
        while self.one("SELECT COUNT(*) FROM channel_events WHERE state = 'waiting'"):
            assert time.monotonic() < end, self.all("SELECT type, attempts, last_error FROM channel_events WHERE state = 'waiting' LIMIT 5")
            threading.Event().wait(0.02)
        assert self.all("SELECT type, last_error FROM channel_events WHERE state = 'dead' LIMIT 5") == []

    def conversation(self, person: str) -> str:
        return self.one("SELECT id FROM conversations WHERE contact_key = ?", person)
