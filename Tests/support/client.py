"""A client of the HTTP API as an integrator would write one: bearer token, JSON, idempotency keys."""

import json
import uuid
from typing import Any

import requests

BASE = "/api/v1"


class Answer:
    """One answer: status, headers, and the JSON body, if it is one."""

    def __init__(self, response: requests.Response):
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.text = response.text
        kind = response.headers.get("Content-Type", "")
        self.body: Any = json.loads(response.content) if response.content and "json" in kind else None

    def __getitem__(self, name: str) -> Any:
        assert self.body is not None, f"{self.status} without a JSON body: {self.text[:500]}"
        return self.body[name]

    @property
    def code(self) -> str | None:
        """The problem's code, None for a success."""
        return self.body.get("code") if isinstance(self.body, dict) and self.status >= 400 else None

    @property
    def fields(self) -> list[str]:
        """The fields that a problem names."""
        return [error.get("field") for error in (self.body or {}).get("errors", [])]

    @property
    def etag(self) -> str:
        return self.headers["ETag"]

    def expect(self, *statuses: int) -> "Answer":
        request = self.response.request
        assert self.status in statuses, (
            f"{request.method} {request.url} answered {self.status}, not {' or '.join(map(str, statuses))}\n"
            f"sent: {str(request.body)[:1500]}\ngot: {self.text[:3000]}"
        )
        return self

    def __repr__(self) -> str:
        return f"<Answer {self.status} {self.text[:200]}>"


class Client:
    """Speaks with one server as one principal."""

    def __init__(self, url: str, token: str | None):
        self.url = url
        self.token = token
        self.session = requests.Session()
        self.session.trust_env = False
        if token is not None:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def with_token(self, token: str | None) -> "Client":
        return Client(self.url, token)

    def request(self, method: str, path: str, json_body: Any = None, *, data: bytes | str | None = None, headers: dict | None = None,
                params: Any = None, key: str | bool | None = None, if_match: str | int | None = None, approval: str | None = None,
                expect: int | tuple[int, ...] | None = None, timeout: float = 30) -> Answer:
        """`key=True` makes a fresh Idempotency-Key; `if_match` takes a version or a whole ETag; `data` sends bytes as they are."""
        sent = dict(headers or {})
        if key is not None and key is not False:
            sent["Idempotency-Key"] = str(uuid.uuid4()) if key is True else str(key)
        if if_match is not None:
            sent["If-Match"] = f'"{if_match}"' if isinstance(if_match, int) else if_match
        if approval is not None:
            sent["X-Approval"] = approval
        if data is None and json_body is not None:
            data = json.dumps(json_body, ensure_ascii=False).encode("utf-8")
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        absolute = path if path.startswith("http") else self.url + (path if path.startswith(("/api", "/healthz", "/readyz", "/openapi", "/metrics")) else BASE + path)
        answer = Answer(self.session.request(
            method, absolute, data=data, headers=sent, params=params, timeout=timeout, allow_redirects=False))
        if expect is not None:
            answer.expect(*(expect if isinstance(expect, tuple) else (expect,)))
        return answer

    def get(self, path: str, **options: Any) -> Answer:
        return self.request("GET", path, **options)

    def post(self, path: str, json_body: Any = None, **options: Any) -> Answer:
        return self.request("POST", path, {} if json_body is None and "data" not in options else json_body, **options)

    def patch(self, path: str, json_body: Any, **options: Any) -> Answer:
        return self.request("PATCH", path, json_body, **options)

    def put(self, path: str, json_body: Any, **options: Any) -> Answer:
        return self.request("PUT", path, json_body, **options)

    def delete(self, path: str, **options: Any) -> Answer:
        return self.request("DELETE", path, **options)

    def first_location(self) -> dict:
        """The shop's first place, whatever places other tests have made since."""
        return self.all("/locations")[-1]

    def first_register(self) -> dict:
        """The shop's first till, whatever tills and places other tests have made since."""
        return self.all("/registers")[-1]

    def all(self, path: str, **params: Any) -> list[dict]:
        """Every row of a list, page after page."""
        rows: list[dict] = []
        cursor = None
        while True:
            query = {"limit": 200, **params, **({"cursor": cursor} if cursor else {})}
            page = self.get(path, params=query, expect=200)
            rows += page["data"]
            cursor = page["next_cursor"]
            if cursor is None:
                return rows

    def events(self) -> list[dict]:
        """Everything that happened, oldest first; each page goes on after the last event of the one before."""
        rows: list[dict] = []
        while page := self.get("/events", params={"limit": 200, **({"after": rows[-1]["id"]} if rows else {})}, expect=200)["data"]:
            rows += page
        return rows

    def make_token(self, role: str, location: str | None = None, name: str = "Test") -> str:
        """A new token of that role, as its secret text."""
        body = {"name": name, "role": role, **({"location_id": location} if location else {})}
        return self.post("/tokens", body, expect=201)["token"]

    def as_role(self, role: str, location: str | None = None) -> "Client":
        return self.with_token(self.make_token(role, location))

    def pay(self, order: dict, method: str = "cash", expect: int = 200, **body: Any) -> Answer:
        return self.post(f"/orders/{order['id']}/payments", {"method": method, **body}, key=True, expect=expect)
