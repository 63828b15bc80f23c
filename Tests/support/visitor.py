"""Somebody who writes in the shop's own chat with a browser that runs no scripts."""

import re
import uuid
from html import unescape

from support.shopper import Shopper

CHAT = "__Host-counterfoil-chat"


class Visitor(Shopper):
    """A browser of its own, at a network address of its own."""

    def say(self, text: str | None = None, *, message_id: str | None = None, picture: tuple | None = None, accept: str = "text/html", **fields):
        data = {"message_id": message_id or uuid.uuid4().hex, **fields}
        if text is not None:
            data["text"] = text
        files = {"picture": picture} if picture else None
        return self.send("POST", "/shop/chat/messages", data=data, files=files, headers={"Origin": self.url, "Accept": accept})

    def thread(self) -> str:
        """What the script of a page takes of the conversation."""
        answer = self.get("/shop/chat/messages")
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text[:500]}"
        return answer.text

    def bubbles(self) -> list[str]:
        found = re.findall(r'<p class="chat-bubble[^"]*"[^>]*>(.*?)</p>', self.thread(), re.S)
        return [unescape(re.sub(r"<[^>]+>", "", each)) for each in found]

    def pictures(self) -> list[str]:
        return re.findall(r'<img src="(/shop/chat/files/[^"]+)"', self.thread())

    def unread(self) -> int:
        return self.get("/shop/chat/unread").json()["unread"]


def conversations(desk, **query) -> list[dict]:
    return desk.get("/conversations", params={"channel": "web_chat", "limit": 100, **query}, expect=200)["data"]


def messages(desk, conversation: dict) -> list[dict]:
    """Oldest first."""
    return desk.get(f"/conversations/{conversation['id']}/messages", params={"limit": 100}, expect=200)["data"][::-1]


def heard(desk, text: str) -> dict:
    """The only conversation in which a visitor said this."""
    found = [each for each in conversations(desk) if any(text == said["text"] for said in messages(desk, each))]
    assert len(found) == 1, f"{len(found)} conversations with {text!r}"
    return found[0]
