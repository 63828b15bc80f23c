"""A payment provider on a loopback port that speaks Stripe's HTTP shapes, with a payer's hand and every fault a test may want.

    provider = Provider()
    provider.courier.url = server.url + "/webhooks/stripe"
    provider.pay(page_url)                    # the payer pays; events leave by themselves
    provider.loses_answer("refund.create")    # it happens, nobody hears of it
    provider.captured(intent), provider.refunded(intent), provider.charge_count
"""

import hashlib
import html
import json
import secrets
import threading
import time
import urllib.parse
from collections.abc import Callable

from support.provider_books import Books, Refusal, invalid, shown
from support.provider_events import Courier
from support.provider_wire import Fault, Faults, Lost, expanded, form_of, listen, paged, pause

JSON = {"Content-Type": "application/json"}


class Provider:
    """One account at the provider. Operations are named like `session.create`; `*` and `session.*` match several."""

    def __init__(self, port: int = 0, live: bool = False):
        self.secret_key = f"sk_{'live' if live else 'test'}_{secrets.token_hex(12)}"
        self.webhook_secret = f"whsec_{secrets.token_hex(16)}"
        self.courier = Courier(self.webhook_secret)
        self.books = Books(f"acct_{secrets.token_hex(8)}", live, self._tell)
        self.faults = Faults()
        # (operation, form, idempotency key) of every request that came.
        self.asked: list[tuple[str, dict, str | None]] = []
        self._answers: dict[str, tuple[str, tuple[int, dict, bytes] | None]] = {}
        self._keys = threading.Lock()
        self._server = listen(self._answer, port)
        self.port = self._server.server_address[1]
        self.url = self.books.page_origin = f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """What a server under test is started with."""
        return {
            "COUNTERFOIL_STRIPE_API_BASE": self.url, "COUNTERFOIL_STRIPE_SECRET_KEY": self.secret_key,
            "COUNTERFOIL_STRIPE_WEBHOOK_SECRET": self.webhook_secret, "COUNTERFOIL_OUTBOUND_ALLOW": f"127.0.0.1:{self.port}",
        }

    def serve_for(self, server) -> "Provider":
        """Events go to that server from now on."""
        self.courier.url = server.url + "/webhooks/stripe"
        return self

    def stop(self) -> None:
        self.faults.clear()
        self.courier.stop()
        self._server.shutdown()
        self._server.server_close()

    # The payer's hand. A page is named by its url or by its session's id.

    def session(self, page: str) -> dict:
        return self.books.get(page.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1], "checkout.session")

    def pay(self, page: str, amount: int | None = None, currency: str | None = None, card: str = "pm_card_visa", keeps: bool = False) -> dict:
        """Pays, or leaves a card on a page that asks for one; answers the intent. A page that is closed refuses (`Refusal`)."""
        with self.books.lock:
            return shown(self.books.pay_session(self.session(page), amount, currency, card, keeps))

    def decline(self, page: str, reason: str = "generic_decline") -> dict:
        with self.books.lock:
            return shown(self.books.decline_session(self.session(page), reason))

    def abandon(self, page: str) -> dict:
        """The payer leaves, and the page's time runs out."""
        with self.books.lock:
            session = self.session(page)
            if session["status"] == "open":
                self.books.end_session(session)
            return shown(session)

    def change(self, name: str, **fields) -> dict:
        """Changes an object behind everybody's back."""
        with self.books.lock:
            self.books.objects[name].update(fields)
            return shown(self.books.objects[name])

    # Its ledger

    def captured(self, intent: str) -> int:
        with self.books.lock:
            return sum(amount for name, amount in self.books.charges if name == intent)

    def refunded(self, intent: str) -> int:
        with self.books.lock:
            return sum(row["amount"] for row in self.books.all("refund", payment_intent=intent) if row["status"] == "succeeded")

    def balance(self) -> int:
        """Everything captured minus everything given back."""
        with self.books.lock:
            back = sum(row["amount"] for row in self.books.all("refund") if row["status"] == "succeeded")
            return sum(amount for _, amount in self.books.charges) - back

    @property
    def charge_count(self) -> int:
        return len(self.books.charges)

    def intents(self, **wanted) -> list[dict]:
        """Payments whose metadata says so."""
        return [shown(each) for each in self.books.all("payment_intent")
                if all(each["metadata"].get(name) == value for name, value in wanted.items())]

    def count(self, operation: str) -> int:
        return sum(1 for name, _, _ in self.asked if name == operation)

    # Faults

    def fault(self, operation: str, stage: str, act: Callable[[dict], object], **how) -> Fault:
        return self.faults.add(Fault(operation, stage, act, **how))

    def loses_answer(self, operation: str, **how) -> Fault:
        """It happens, and the connection ends without an answer."""
        return self.fault(operation, "after", self._hang_up, **how)

    def is_silent(self, operation: str, **how) -> Fault:
        """Nothing happens, and nothing is answered until the fault is released."""
        return self._holding(operation, "before", True, how)

    def answers_late(self, operation: str, seconds: float, **how) -> Fault:
        return self.fault(operation, "after", pause(seconds), **how)

    def fails(self, operation: str, status: int = 500, after: bool = False, **how) -> Fault:
        """Answers 500: before anything happened, or after it."""
        return self.fault(operation, "after" if after else "before", self._fail(status), **how)

    def hangs(self, operation: str, after: bool = False, **how) -> Fault:
        """Holds the request until `release()`; `arrived` says that it is there."""
        return self._holding(operation, "after" if after else "before", False, how)

    def calls_back(self, operation: str, act: Callable[[dict], object], after: bool = False, **how) -> Fault:
        """Runs `act` at that very moment, such as the end of the server that asks."""
        return self.fault(operation, "after" if after else "before", act, **how)

    def is_well_again(self) -> None:
        self.faults.clear()

    def _holding(self, operation: str, stage: str, loses: bool, how: dict) -> Fault:
        def act(_form: dict) -> None:
            fault.arrived.set()
            fault.released.wait(120)
            if loses:
                raise Lost

        fault = Fault(operation, stage, act, **how)
        return self.faults.add(fault)

    @staticmethod
    def _hang_up(_form: dict) -> None:
        raise Lost

    @staticmethod
    def _fail(status: int) -> Callable[[dict], None]:
        def act(_form: dict) -> None:
            raise Refusal(status, "api_error", "Something went wrong on our end.")

        return act

    # Events

    def _tell(self, kind: str, about: dict) -> None:
        event = {
            "id": f"evt_{secrets.token_hex(12)}", "object": "event", "type": kind, "created": int(time.time()), "livemode": self.books.live,
            "api_version": "2025-09-30.clover", "pending_webhooks": 1, "request": {"id": None, "idempotency_key": None},
            "data": {"object": json.loads(json.dumps(shown(about)))},
        }
        self.courier.post(event)

    def event(self, kind: str, about: dict, **changed) -> dict:
        """An event made by a test, not sent: `deliver` it."""
        return {"id": f"evt_{secrets.token_hex(12)}", "object": "event", "type": kind, "created": int(time.time()),
                "livemode": self.books.live, "api_version": "2025-09-30.clover", "data": {"object": about}, **changed}

    def events(self, kind: str | None = None) -> list[dict]:
        return [event for event in list(self.courier.events) if kind is None or event["type"] == kind]

    # Answers

    def _answer(self, method: str, target: str, headers: dict, body: str) -> tuple[int, dict, bytes]:
        path, _, query = target.partition("?")
        if path.startswith("/c/pay/"):
            return self._page(method, path, body)
        form = form_of(body) if method == "POST" else form_of(query)
        if not self._knows(headers.get("authorization", "")):
            return self._refuse(Refusal(401, "invalid_request_error", "Invalid API Key provided"))
        try:
            operation, act = self._route(method, path, form)
        except Refusal as refusal:
            return self._refuse(refusal)
        key = headers.get("idempotency-key") if method == "POST" else None
        self.asked.append((operation, form, key))
        try:
            for fault in self.faults.take(operation, "before", form):
                fault.act(form)
            answer = self._once(key, f"{path} {body}", act, form)
            for fault in self.faults.take(operation, "after", form):
                fault.act(form)
        except Refusal as refusal:
            return self._refuse(refusal)
        return answer

    def _knows(self, authorization: str) -> bool:
        return authorization == f"Bearer {self.secret_key}"

    def _once(self, key: str | None, intent: str, act: Callable[[], dict], form: dict) -> tuple[int, dict, bytes]:
        """The same key and body: the same answer, whatever it was. Another body under a used key is an error (Stripe's rule)."""
        if key is None:
            return self._do(act, form)
        mark = hashlib.sha256(intent.encode()).hexdigest()
        with self._keys:
            known = self._answers.get(key)
            if known is None:
                self._answers[key] = (mark, None)
        if known is not None:
            if known[0] != mark:
                return self._refuse(Refusal(400, "idempotency_error", "Keys for idempotent requests can only be used with the same "
                                            "parameters they were first used with."))
            if known[1] is None:
                return self._refuse(Refusal(409, "idempotency_error", "There is currently another in-progress request using this key.",
                                            "idempotency_key_in_use"))
            status, headers, text = known[1]
            return status, {**headers, "Idempotent-Replayed": "true"}, text
        answer = self._do(act, form)
        with self._keys:
            self._answers[key] = (mark, answer)
        return answer

    def _do(self, act: Callable[[], dict], form: dict) -> tuple[int, dict, bytes]:
        try:
            with self.books.lock:
                told = expanded(self.books, act(), list((form.get("expand") or {}).values()))
            return 200, JSON, json.dumps(told).encode()
        except Refusal as refusal:
            return self._refuse(refusal)

    @staticmethod
    def _refuse(refusal: Refusal) -> tuple[int, dict, bytes]:
        return refusal.status, JSON, json.dumps(refusal.body).encode()

    def _route(self, method: str, path: str, form: dict) -> tuple[str, Callable[[], dict]]:
        books = self.books
        parts = path.removeprefix("/v1/").strip("/").split("/")
        name = parts[-1]
        match method, parts:
            case "POST", ["checkout", "sessions"]:
                return "session.create", lambda: books.open_session(form)
            case "GET", ["checkout", "sessions"]:
                return "session.list", lambda: self._shown_page(books.all("checkout.session", payment_intent=form.get("payment_intent")), form)
            case "GET", ["checkout", "sessions", _]:
                return "session.retrieve", lambda: books.get(name, "checkout.session")
            case "POST", ["checkout", "sessions", session, "expire"]:
                return "session.expire", lambda: books.expire_session(books.get(session, "checkout.session"))
            case "POST", ["payment_intents"]:
                return "intent.create", lambda: books.make_intent(form)
            case "GET", ["payment_intents"]:
                return "intent.list", lambda: self._shown_page(books.all("payment_intent", customer=form.get("customer")), form)
            case "GET", ["payment_intents", _]:
                return "intent.retrieve", lambda: books.get(name, "payment_intent")
            case "POST", ["payment_intents", intent, "confirm"]:
                return "intent.confirm", lambda: books.confirm_intent(books.get(intent, "payment_intent"), form)
            case "POST", ["payment_intents", intent, "cancel"]:
                return "intent.cancel", lambda: books.cancel_intent(books.get(intent, "payment_intent"), form.get("cancellation_reason"))
            case "GET", ["setup_intents", _]:
                return "setup.retrieve", lambda: books.get(name, "setup_intent")
            case "GET", ["charges"]:
                return "charge.list", lambda: self._shown_page(books.all("charge", payment_intent=form.get("payment_intent")), form)
            case "GET", ["charges", _]:
                return "charge.retrieve", lambda: books.get(name, "charge")
            case "POST", ["refunds"]:
                return "refund.create", lambda: books.refund(form)
            case "GET", ["refunds"]:
                return "refund.list", lambda: self._shown_page(
                    books.all("refund", payment_intent=form.get("payment_intent"), charge=form.get("charge")), form)
            case "GET", ["refunds", _]:
                return "refund.retrieve", lambda: books.get(name, "refund")
            case "GET", ["disputes", _]:
                return "dispute.retrieve", lambda: books.get(name, "dispute")
        return self._customer_route(method, parts, form)

    def _customer_route(self, method: str, parts: list[str], form: dict) -> tuple[str, Callable[[], dict]]:
        books = self.books
        match method, parts:
            case "POST", ["customers"]:
                return "customer.create", lambda: books.add(
                    "cus", "customer", name=form.get("name"), email=form.get("email"), metadata=form.get("metadata") or {})
            case "GET", ["customers", name]:
                return "customer.retrieve", lambda: books.get(name, "customer")
            case "DELETE", ["customers", name]:
                return "customer.delete", lambda: books.forget_customer(books.get(name, "customer"))
            case "GET", ["customers", name, "payment_methods"]:
                return "method.list", lambda: self._methods_of(name, form)
            case "GET", ["payment_methods"]:
                return "method.list", lambda: self._methods_of(form.get("customer"), form)
            case "POST", ["payment_methods"]:
                return "method.create", lambda: books.method((form.get("card") or {}).get("token") or "pm_card_visa", None)
            case "GET", ["payment_methods", name]:
                return "method.retrieve", lambda: books.get(name, "payment_method")
            case "POST", ["payment_methods", name, "attach"]:
                return "method.attach", lambda: books.attach(name, form.get("customer"))
            case "POST", ["payment_methods", name, "detach"]:
                return "method.detach", lambda: books.detach(books.get(name, "payment_method"))
            case "GET", ["account"]:
                return "account.retrieve", lambda: {"id": books.account, "object": "account", "charges_enabled": True}
            case "GET", ["events", name]:
                return "event.retrieve", lambda: self._event_named(name)
            case "GET", ["events"]:
                return "event.list", lambda: paged(list(reversed(self.courier.events)), form)
        raise Refusal(404, "invalid_request_error", f"Unrecognized request URL ({method}: /v1/{'/'.join(parts)}).")

    def _shown_page(self, rows: list[dict], form: dict) -> dict:
        return paged([shown(row) for row in rows], form)

    def _methods_of(self, customer: str | None, form: dict) -> dict:
        self.books.get(customer, "customer")
        return self._shown_page(self.books.all("payment_method", customer=customer), form)

    def _event_named(self, name: str) -> dict:
        for event in self.courier.events:
            if event["id"] == name:
                return event
        raise invalid(f"No such event: '{name}'", "resource_missing")

    # Its page, for a browser

    def _page(self, method: str, path: str, body: str) -> tuple[int, dict, bytes]:
        try:
            session = self.session(path)
            if method == "POST":
                return self._payers_wish(session, dict(urllib.parse.parse_qsl(body)).get("do"))
        except Refusal as refusal:
            return 410, {"Content-Type": "text/html; charset=utf-8"}, f"<h1>{html.escape(str(refusal))}</h1>".encode()
        sum_shown = "" if session["amount_total"] is None else f"<p id=amount>{session['amount_total']} {session['currency']}</p>"
        buttons = "".join(f"<button name=do value={value}>{word}</button>" for value, word in
                          (("pay", "Pay"), ("decline", "Decline"), ("leave", "Leave")))
        page = (f"<!doctype html><html lang=en><title>Provider's page</title><h1>Provider's page</h1>{sum_shown}"
                f"<form method=post>{buttons}</form>")
        return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()

    def _payers_wish(self, session: dict, wish: str | None) -> tuple[int, dict, bytes]:
        if wish == "decline":
            self.decline(session["id"])
            return 303, {"Location": f"/c/pay/{session['id']}"}, b""
        target = session["cancel_url"] or session["success_url"]
        if wish == "pay":
            self.pay(session["id"])
            target = session["success_url"]
        return 303, {"Location": target.replace("{CHECKOUT_SESSION_ID}", session["id"])}, b""
