"""Somebody who buys in the online store with a browser that runs no scripts: follows links, fills in forms, keeps a cookie."""

import re
from html import unescape
from html.parser import HTMLParser

import requests

CART = "__Host-counterfoil-cart"


class _Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms: list[dict] = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append({"action": given.get("action", ""), "method": given.get("method", "get"), "fields": {}, "radios": {}})
        if tag == "input" and self.forms and given.get("name"):
            form, name = self.forms[-1], given["name"]
            if given.get("type") == "radio":
                if "disabled" not in given:
                    form["radios"].setdefault(name, []).append(given["value"])
                if "checked" in given:
                    form["fields"][name] = given["value"]
            else:
                form["fields"][name] = given.get("value", "")


class Shopper:
    """One browser at one shop."""

    def __init__(self, url: str, **headers: str):
        self.url = url
        self.headers = headers
        self.cookies: dict[str, str] = {}

    def send(self, method: str, path: str, *, headers: dict | None = None, **options) -> requests.Response:
        sent = {"Accept": "text/html", **self.headers, **(headers or {})}
        if self.cookies:
            sent.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(method, self.url + path, headers=sent, allow_redirects=False, timeout=30, **options)
        for line in answer.raw.headers.getlist("Set-Cookie"):
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def get(self, path: str, **options) -> requests.Response:
        return self.send("GET", path, **options)

    def post(self, path: str, fields: dict, *, origin: str | None = "own", **options) -> requests.Response:
        headers = {} if origin is None else {"Origin": self.url if origin == "own" else origin}
        return self.send("POST", path, data=fields, headers=headers, **options)

    def page(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text[:800]}"
        return answer.text

    def forms(self, path: str, action: str) -> list[dict]:
        parser = _Forms()
        parser.feed(self.page(path))
        return [form for form in parser.forms if form["action"] == action]

    def add(self, handle: str, quantity: str = "1", kind: int = 0) -> requests.Response:
        """Puts a product in the cart from its own page; `kind` is the place of the variant among those to choose."""
        form = self.forms(f"/shop/products/{handle}", "/shop/cart/add")[0]
        fields = {**form["fields"], "quantity": quantity}
        if form["radios"]:
            fields["choice"] = form["radios"]["choice"][kind]
        return self.post("/shop/cart/add", fields)

    def lines(self) -> list[dict]:
        """The forms of the lines in the cart."""
        return [form["fields"] for form in self.forms("/shop/cart", "/shop/cart/set")]

    def set(self, line: int, quantity: str, **fields) -> requests.Response:
        return self.post("/shop/cart/set", {**self.lines()[line], "quantity": quantity, **fields})

    def buy(self, **fields) -> requests.Response:
        """Sends the page before buying with these fields over what it proposes."""
        form = self.forms("/shop/checkout", "/shop/checkout")[0]
        return self.post("/shop/checkout", {**form["fields"], **fields})

    def ways(self) -> list[str]:
        return self.forms("/shop/checkout", "/shop/checkout")[0]["radios"].get("way", [])


def words(html: str) -> str:
    """What a reader sees of a page."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def order_of(desk, path: str) -> dict:
    """The order behind a link that the store led to."""
    found = [row for row in desk.get("/orders", params={"channel": "online_store", "limit": 200}, expect=200)["data"]
             if row["checkout_url"] and row["checkout_url"].endswith(path)]
    assert len(found) == 1, f"{len(found)} orders lead to {path}"
    return desk.get(f"/orders/{found[0]['id']}", expect=200).body


def pay_on_test_page(shopper: Shopper, address: str) -> None:
    path = "/" + address.split("/", 3)[3] if address.startswith("http") else address
    answer = shopper.post(path, {"do": "pay"})
    assert answer.status_code == 303, answer.text[:600]
