"""The page of a checkout link as a browser without scripts uses it: reads what stands there, fills in, sends what the page would send."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests

PHONE = "Mozilla/5.0 (iPhone) Safari/604.1"


class _Controls(HTMLParser):
    """Fields and buttons of the form `checkout-form`, and the small forms beside it."""

    def __init__(self):
        super().__init__()
        self.fields: dict[str, str] = {}
        self.required: set[str] = set()
        self.buttons: dict[str, str] = {}
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.mark = ""
        self._select = ""
        self._form = ""
        self._button: str | None = None
        self._words = ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "body":
            self.mark = given.get("data-mark", "")
        if tag == "form":
            self._form = given.get("id", "")
            self.forms.append((given["action"], {}))
        if tag in ("input", "select") and given.get("name"):
            self._field(tag, given)
        if tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = given.get("value", "")
        if tag == "button":
            self._button, self._words = given.get("formaction", ""), ""

    def _field(self, tag, given):
        name = given["name"]
        if self._form != "checkout-form" and given.get("form") != "checkout-form":
            self.forms[-1][1][name] = given.get("value", "")
            return
        if "required" in given:
            self.required.add(name)
        if tag == "select":
            self._select = name
            self.fields.setdefault(name, "")
        elif given.get("type") in ("radio", "checkbox"):
            if "checked" in given:
                self.fields[name] = given.get("value", "on")
        else:
            self.fields[name] = given.get("value", "")

    def handle_data(self, data):
        if self._button is not None:
            self._words += data

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = ""
        if tag == "form":
            self._form = ""
        if tag == "button" and self._button is not None:
            self.buttons[" ".join(self._words.split())] = self._button
            self._button = None


class LinkPage:
    """One browser at one link; every answer becomes the page it shows."""

    def __init__(self, url: str):
        self.link = url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update({"User-Agent": PHONE, "Accept": "text/html"})
        self.open()

    def open(self, query: str = "") -> "LinkPage":
        return self.show(self.session.get(self.link + query, timeout=30))

    def show(self, answer: requests.Response) -> "LinkPage":
        self.answer = answer
        self.status = answer.status_code
        self.text = answer.text
        self.controls = _Controls()
        self.controls.feed(answer.text)
        return self

    def send(self, to: str, follow: bool = True, headers: dict | None = None, **changes: str | None) -> "LinkPage":
        """Sends the page's form to `/details`, `/shipping` or `/pay`, with these fields changed; None leaves one out."""
        fields = {name: value for name, value in {**self.controls.fields, **changes}.items() if value is not None}
        sent = {"Sec-Fetch-Site": "same-origin", "Origin": "null", **(headers or {})}
        answer = self.session.post(f"{self.link}/{to}", data=fields, headers=sent, allow_redirects=False, timeout=30)
        if follow and answer.status_code == 303 and answer.headers["Location"].startswith("/checkout/"):
            return self.show(self.session.get(urljoin(self.link, answer.headers["Location"]), timeout=30))
        return self.show(answer)

    def ask(self, kind: str) -> "LinkPage":
        """Presses the button that asks the shop for this."""
        action, fields = next(form for form in self.controls.forms if form[1].get("ask") == kind)
        answer = self.session.post(urljoin(self.link, action), data=fields, headers={"Origin": "null"}, allow_redirects=False, timeout=30)
        return self.show(self.session.get(urljoin(self.link, answer.headers["Location"]), timeout=30)) if answer.status_code == 303 \
            else self.show(answer)

    def to_provider(self, **changes: str | None) -> str:
        """Taps *Pay*; answers the address of the page on which it is paid."""
        self.send("pay", follow=False, **changes)
        assert self.status == 303, f"{self.status}: {self.text[:2000]}"
        return urljoin(self.link, self.answer.headers["Location"])

    def at_test_gateway(self, page: str, choice: str = "pay") -> "LinkPage":
        """Pays, declines or leaves on the test gateway's page, and comes back."""
        own = f"{urlsplit(page).scheme}://{urlsplit(page).netloc}"
        answer = self.session.post(page, data={"do": choice}, headers={"Origin": own}, allow_redirects=False, timeout=30)
        assert answer.status_code == 303, answer.text[:500]
        return self.show(self.session.get(urljoin(page, answer.headers["Location"]), timeout=30))
