"""A browser without a window: cookies, forms with their tokens, and the headers that tell where a request comes from."""

import re
import time
from typing import Any

import requests

from support.client import Client

TOKEN = re.compile(r'name="csrf" value="([0-9a-f]+)"|"csrf":\s*"([0-9a-f]+)"')


SESSION = "__Host-counterfoil"
DEVICE = "__Host-counterfoil-device"


class FormBrowser:
    """One browser with its own cookies at one shop. Like a real one it takes secure cookies from its own machine over http."""

    def __init__(self, url: str, *, verify: bool | str = True):
        self.url = url
        self.verify = verify
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any) -> requests.Response:
        sent = dict(headers or {})
        if self.cookies:
            sent.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(
                method, self.url + path, headers=sent, allow_redirects=False, timeout=30, verify=self.verify, **options)
        for line in answer.raw.headers.getlist("Set-Cookie"):
            name, _, value = line.split(";")[0].partition("=")
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return answer

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.send("GET", path, headers={"Accept": "text/html"}, **options)

    def token_of(self, path: str) -> str:
        """The form token of a page, as its HTML carries it."""
        found = TOKEN.search(self.get(path).text)
        assert found is not None, f"{path} has no form token"
        return found.group(1) or found.group(2)

    def post(self, path: str, fields: dict[str, str], *, page: str | None = None, token: str | None = None,
             origin: str | None = "own", headers: dict[str, str] | None = None) -> requests.Response:
        """Sends a form as the page `page` would; `token` and `origin` stand in for what a forged request has."""
        if token is None and page is not None:
            token = self.token_of(page)
        sent = {"Accept": "text/html", **(headers or {})}
        if origin is not None:
            sent["Origin"] = self.url if origin == "own" else origin
        form = {**fields, **({"csrf": token} if token is not None else {})}
        return self.send("POST", path, data=form, headers=sent)

    def sign_in(self, email: str, password: str, **fields: str) -> requests.Response:
        return self.post("/login", {"email": email, "password": password, **fields}, page="/login")

    def become_till(self, location_id: str, register_id: str) -> requests.Response:
        return self.post("/register/device", {"till": f"{location_id}.{register_id}"}, page="/register/device")

    def enter_pin(self, staff_id: str, pin: str) -> requests.Response:
        return self.post("/register/pin", {"staff": staff_id, "pin": pin}, page=f"/register?staff={staff_id}")

    def call(self, method: str, path: str, body: Any = None, *, token: str | None = None, origin: str | None = "own",
             headers: dict[str, str] | None = None) -> requests.Response:
        """The API as a page of this browser calls it."""
        sent = dict(headers or {})
        if origin is not None:
            sent["Origin"] = self.url if origin == "own" else origin
        if token is not None:
            sent["X-CSRF-Token"] = token
        return self.send(method, f"/api/v1{path}", json=body, headers=sent)

    @property
    def session_cookie(self) -> str | None:
        return self.cookies.get(SESSION)

    @property
    def device_cookie(self) -> str | None:
        return self.cookies.get(DEVICE)

    def with_cookies(self, *, session: str | None = None, device: str | None = None) -> "FormBrowser":
        """Another browser that holds only these cookies."""
        other = FormBrowser(self.url, verify=self.verify)
        other.cookies = {name: value for name, value in ((SESSION, session), (DEVICE, device)) if value is not None}
        return other


def till_of(server) -> FormBrowser:
    """A browser that the demo owner made the first till; nobody has opened it."""
    browser = signed_in(server)
    assert browser.become_till(server.sign_in["location_id"], server.register_ids[0]).status_code == 303
    browser.cookies.pop(SESSION)
    return browser


def set_up_link(server) -> str:
    """The path of the link that `serve` prints for an empty shop, after it says that it is ready."""
    deadline = time.monotonic() + 10
    while (found := re.search(r"/setup\?secret=[0-9a-z]+", "".join(server.lines) + server.log())) is None:
        assert time.monotonic() < deadline, "serve printed no set-up link"
        FormBrowser(server.url).get("/login")
    return found.group(0)


def signed_in(server) -> FormBrowser:
    """A browser in which the demo owner has signed in."""
    browser = FormBrowser(server.url)
    owner = server.sign_in["owner"]
    assert browser.sign_in(owner["email"], owner["password"]).status_code == 303
    return browser


def cashier_of(server, index: int = 0) -> tuple[str, str]:
    """Id and PIN of a demo cashier."""
    cashier = server.sign_in["cashiers"][index]
    staff = Client(server.url, server.sign_in["token"]).get("/staff?limit=200", expect=200)["data"]
    return next(each["id"] for each in staff if each["name"] == cashier["name"]), cashier["pin"]
