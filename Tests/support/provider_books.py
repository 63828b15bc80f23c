"""The books of the simulated provider: its objects in Stripe's shapes, and the rules by which money moves in them."""

import itertools
import secrets
import threading
import time
from collections.abc import Callable

LISTS = {"object": "list", "has_more": False, "url": "/v1"}
# Cards by the name of a method, as in Stripe's test mode; every other name is a good card.
DECLINED = {"pm_card_chargeDeclined": "generic_decline", "pm_card_visa_chargeDeclinedInsufficientFunds": "insufficient_funds"}
NEEDS_PAYER = {"pm_card_authenticationRequired"}


class Refusal(Exception):
    """The provider says no."""

    def __init__(self, status: int, kind: str, message: str, code: str | None = None, **more):
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "message": message, **({"code": code} if code else {}), **more}}


def invalid(message: str, code: str | None = None, **more) -> Refusal:
    return Refusal(400, "invalid_request_error", message, code, **more)


def missing(kind: str, name: str) -> Refusal:
    return Refusal(404, "invalid_request_error", f"No such {kind}: '{name}'", "resource_missing", param="id")


class Books:
    """Every object of one account. All changes happen under one lock, so each is whole."""

    def __init__(self, account: str, live: bool, tell: Callable[[str, dict], None]):
        self.account = account
        self.live = live
        self.lock = threading.RLock()
        self.objects: dict[str, dict] = {}
        self._tell = tell
        self._numbers = itertools.count(1)
        # (intent, amount): one for each time that money left a payer.
        self.charges: list[tuple[str, int]] = []
        self.page_origin = ""

    def add(self, prefix: str, kind: str, **fields) -> dict:
        name = f"{prefix}_{'live' if self.live else 'test'}_{next(self._numbers):06d}{secrets.token_hex(8)}"
        made = {"id": name, "object": kind, "created": int(time.time()), "livemode": self.live, **fields}
        self.objects[name] = made
        return made

    def get(self, name: str | None, kind: str) -> dict:
        found = self.objects.get(name or "")
        if found is None or found["object"] != kind:
            raise missing(kind.replace("checkout.", "checkout "), str(name))
        return found

    def all(self, kind: str, **wanted) -> list[dict]:
        with self.lock:
            return [each for each in reversed(self.objects.values())
                    if each["object"] == kind and all(each.get(name) == value for name, value in wanted.items() if value is not None)]

    def tell(self, kind: str, about: dict) -> None:
        self._tell(kind, about)

    # Pages

    def open_session(self, form: dict) -> dict:
        mode = form.get("mode")
        if mode not in ("payment", "setup"):
            raise invalid("Invalid mode: must be payment or setup", param="mode")
        if not form.get("success_url"):
            raise invalid("Missing required param: success_url.", "parameter_missing", param="success_url")
        now = int(time.time())
        ends = int(form.get("expires_at") or now + 86_400)
        if not now + 1_790 <= ends <= now + 86_410:
            raise invalid("The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.",
                          param="expires_at")
        if form.get("customer"):
            self.get(form["customer"], "customer")
        amount, currency = None, form.get("currency")
        if mode == "payment":
            amount, currency = total_of(form)
        details = form.get("payment_intent_data") or {}
        session = self.add(
            "cs", "checkout.session", mode=mode, status="open", payment_status="unpaid" if mode == "payment" else "no_payment_required",
            amount_total=amount, amount_subtotal=amount, currency=currency, client_reference_id=form.get("client_reference_id"),
            metadata=form.get("metadata") or {}, customer=form.get("customer"), customer_email=form.get("customer_email"),
            expires_at=ends, success_url=form["success_url"], cancel_url=form.get("cancel_url"), payment_intent=None, setup_intent=None,
            payment_method_types=["card"], locale=form.get("locale"), url=None)
        session["url"] = f"{self.page_origin}/c/pay/{session['id']}"
        session["_intent"] = {"metadata": details.get("metadata") or {}, "setup_future_usage": details.get("setup_future_usage"),
                              "description": details.get("description")}
        if mode == "setup":
            wish = form.get("setup_intent_data") or {}
            intent = self.add("seti", "setup_intent", status="requires_payment_method", customer=form.get("customer"),
                              payment_method=None, metadata=wish.get("metadata") or {}, usage="off_session")
            session["setup_intent"] = intent["id"]
        return session

    def expire_session(self, session: dict) -> dict:
        if session["status"] != "open":
            raise invalid("This Session is not in an expireable state. Only Sessions with status `open` may be expired.")
        self.end_session(session)
        return session

    def end_session(self, session: dict) -> None:
        session["status"], session["url"] = "expired", None
        if session["payment_intent"]:
            intent = self.objects[session["payment_intent"]]
            if intent["status"] not in ("succeeded", "canceled"):
                self.cancel_intent(intent, "automatic")
        self.tell("checkout.session.expired", session)

    def pay_session(self, session: dict, amount: int | None = None, currency: str | None = None, card: str = "pm_card_visa",
                    keeps: bool = False) -> dict:
        """The payer pays; `amount` and `currency` other than the page's are a provider gone wrong. Answers the intent."""
        if session["status"] != "open":
            raise invalid("This Session is no longer open.", "session_closed")
        if session["mode"] == "setup":
            return self.leave_card(session, card)
        intent = self._intent_of(session)
        intent["amount"] = session["amount_total"] if amount is None else amount
        intent["currency"] = (currency or session["currency"]).lower()
        method = self.method(card, session["customer"] if keeps or session["_intent"]["setup_future_usage"] else None)
        self.capture(intent, method)
        session["status"], session["payment_status"], session["url"] = "complete", "paid", None
        self.tell("checkout.session.completed", session)
        return intent

    def decline_session(self, session: dict, reason: str = "generic_decline") -> dict:
        """The payer's bank says no; the page stays open for another try, as Stripe's does."""
        if session["status"] != "open":
            raise invalid("This Session is no longer open.", "session_closed")
        intent = self._intent_of(session)
        self._decline(intent, reason)
        return intent

    def leave_card(self, session: dict, card: str) -> dict:
        intent = self.objects[session["setup_intent"]]
        method = self.method(card, session["customer"])
        intent["status"], intent["payment_method"] = "succeeded", method["id"]
        session["status"], session["url"] = "complete", None
        self.tell("setup_intent.succeeded", intent)
        self.tell("checkout.session.completed", session)
        return intent

    def _intent_of(self, session: dict) -> dict:
        if session["payment_intent"]:
            return self.objects[session["payment_intent"]]
        intent = self._make_intent(session["amount_total"], session["currency"], session["customer"], session["_intent"]["metadata"],
                                   session["_intent"]["description"])
        intent["setup_future_usage"] = session["_intent"]["setup_future_usage"]
        session["payment_intent"] = intent["id"]
        return intent

    # Payments

    def _make_intent(self, amount: int, currency: str, customer: str | None, metadata: dict, description: str | None) -> dict:
        return self.add("pi", "payment_intent", amount=amount, amount_received=0, amount_capturable=0, currency=currency.lower(),
                        status="requires_payment_method", customer=customer, payment_method=None, latest_charge=None, metadata=metadata,
                        description=description, last_payment_error=None, canceled_at=None, cancellation_reason=None,
                        capture_method="automatic", setup_future_usage=None, client_secret=f"pi_secret_{secrets.token_hex(8)}")

    def make_intent(self, form: dict) -> dict:
        amount, currency = whole(form, "amount"), form.get("currency")
        if not currency:
            raise invalid("Missing required param: currency.", "parameter_missing", param="currency")
        if amount < 1:
            raise invalid("This value must be greater than or equal to 1.", "parameter_invalid_integer", param="amount")
        if form.get("customer"):
            self.get(form["customer"], "customer")
        intent = self._make_intent(amount, currency, form.get("customer"), form.get("metadata") or {}, form.get("description"))
        if form.get("payment_method"):
            intent["payment_method"], intent["status"] = form["payment_method"], "requires_confirmation"
        self.tell("payment_intent.created", intent)
        return self.confirm_intent(intent, form) if form.get("confirm") == "true" else intent

    def confirm_intent(self, intent: dict, form: dict) -> dict:
        if intent["status"] not in ("requires_payment_method", "requires_confirmation"):
            raise invalid(f"You cannot confirm this PaymentIntent because it has a status of {intent['status']}.",
                          "payment_intent_unexpected_state", payment_intent=shown(intent))
        name = form.get("payment_method") or intent["payment_method"]
        if not name:
            raise invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", "payment_intent_unexpected_state")
        method = self.method(name, None)
        if intent["customer"] and method["customer"] not in (None, intent["customer"]):
            raise invalid("The provided PaymentMethod does not belong to this customer.")
        decline = DECLINED.get(method["_card"])
        if decline:
            self._decline(intent, decline)
            raise Refusal(402, "card_error", "Your card was declined.", "card_declined", decline_code=decline, payment_intent=shown(intent))
        if method["_card"] in NEEDS_PAYER:
            self._decline(intent, "authentication_required")
            raise Refusal(402, "card_error", "Your card was declined. This transaction requires authentication.", "authentication_required",
                          decline_code="authentication_required", payment_intent=shown(intent))
        self.capture(intent, method)
        return intent

    def capture(self, intent: dict, method: dict) -> None:
        """Money leaves the payer: the one place where it does."""
        card = method["card"]
        charge = self.add(
            "ch", "charge", amount=intent["amount"], amount_captured=intent["amount"], amount_refunded=0, captured=True, paid=True,
            status="succeeded", currency=intent["currency"], payment_intent=intent["id"], customer=intent["customer"], refunded=False,
            disputed=False, metadata=dict(intent["metadata"]), payment_method=method["id"],
            payment_method_details={"type": "card", "card": {**card, "network": card["brand"]}})
        intent.update(status="succeeded", amount_received=intent["amount"], latest_charge=charge["id"], payment_method=method["id"],
                      last_payment_error=None)
        self.charges.append((intent["id"], intent["amount"]))
        self.tell("charge.succeeded", charge)
        self.tell("payment_intent.succeeded", intent)

    def _decline(self, intent: dict, reason: str) -> None:
        code = "authentication_required" if reason == "authentication_required" else "card_declined"
        intent.update(status="requires_payment_method", last_payment_error={
            "type": "card_error", "code": code, "decline_code": reason, "message": "Your card was declined."})
        self.tell("payment_intent.payment_failed", intent)

    def cancel_intent(self, intent: dict, reason: str | None) -> dict:
        if intent["status"] in ("succeeded", "canceled"):
            raise invalid(f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}.",
                          "payment_intent_unexpected_state", payment_intent=shown(intent))
        intent.update(status="canceled", canceled_at=int(time.time()), cancellation_reason=reason)
        self.tell("payment_intent.canceled", intent)
        return intent

    # Refunds

    def refund(self, form: dict) -> dict:
        charge = self._refunded_charge(form)
        left = charge["amount_captured"] - charge["amount_refunded"]
        amount = whole(form, "amount") if form.get("amount") else left
        if left == 0:
            raise invalid(f"Charge {charge['id']} has already been refunded.", "charge_already_refunded")
        if amount < 1:
            raise invalid("Invalid positive integer", "parameter_invalid_integer", param="amount")
        if amount > left:
            raise invalid(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", "amount_too_large", param="amount")
        refund = self.add("re", "refund", amount=amount, currency=charge["currency"], charge=charge["id"],
                          payment_intent=charge["payment_intent"], status="succeeded", metadata=form.get("metadata") or {},
                          reason=form.get("reason"), failure_reason=None)
        self._give_back(charge, amount)
        self.tell("refund.created", refund)
        self.tell("charge.refunded", charge)
        return refund

    def _refunded_charge(self, form: dict) -> dict:
        if form.get("charge"):
            return self.get(form["charge"], "charge")
        intent = self.get(form.get("payment_intent"), "payment_intent")
        if not intent["latest_charge"]:
            raise invalid(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.")
        return self.objects[intent["latest_charge"]]

    def _give_back(self, charge: dict, amount: int) -> None:
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]

    def fail_refund(self, refund: dict, reason: str = "expired_or_canceled_card") -> dict:
        """The payer's bank did not take it: the money is the shop's again."""
        refund.update(status="failed", failure_reason=reason)
        self._give_back(self.objects[refund["charge"]], -refund["amount"])
        self.tell("refund.updated", refund)
        self.tell("refund.failed", refund)
        return refund

    def dispute(self, intent: dict) -> dict:
        charge = self.objects[intent["latest_charge"]]
        charge["disputed"] = True
        made = self.add("dp", "dispute", amount=charge["amount"], currency=charge["currency"], charge=charge["id"],
                        payment_intent=intent["id"], reason="fraudulent", status="needs_response", metadata={})
        self.tell("charge.dispute.created", made)
        return made

    # Customers and their cards

    def method(self, name: str, customer: str | None) -> dict:
        """A stored method by its name, or a new one of the card that the name stands for."""
        known = self.objects.get(name)
        if known is not None:
            if customer:
                known["customer"] = customer
            return known
        if not name.startswith(("pm_card_", "tok_")):
            raise missing("payment_method", name)
        brand = "mastercard" if "mastercard" in name else "visa"
        made = self.add("pm", "payment_method", type="card", customer=customer, metadata={},
                        card={"brand": brand, "last4": "4444" if brand == "mastercard" else "4242", "exp_month": 12, "exp_year": 2034,
                              "fingerprint": secrets.token_hex(8)})
        made["_card"] = name
        return made

    def attach(self, name: str, customer: str | None) -> dict:
        self.get(customer, "customer")
        method = self.method(name, None)
        if method["customer"] not in (None, customer):
            raise invalid("The payment method you provided has already been attached to a customer.")
        method["customer"] = customer
        self.tell("payment_method.attached", method)
        return method

    def forget_customer(self, customer: dict) -> dict:
        for method in self.all("payment_method", customer=customer["id"]):
            method["customer"] = None
        del self.objects[customer["id"]]
        return {"id": customer["id"], "object": "customer", "deleted": True}

    def detach(self, method: dict) -> dict:
        if method["customer"] is None:
            raise invalid("The payment method you provided is not attached to a customer so detachment is impossible.")
        method["customer"] = None
        self.tell("payment_method.detached", method)
        return method


def total_of(form: dict) -> tuple[int, str]:
    amount, currency = 0, None
    for item in (form.get("line_items") or {}).values():
        price = item.get("price_data")
        if price is None:
            raise invalid("line_items need price_data here", param="line_items")
        theirs = (price.get("currency") or "").lower()
        if not theirs or (currency and theirs != currency):
            raise invalid("Every line item has one currency.", param="line_items")
        if not (price.get("product_data") or {}).get("name"):
            raise invalid("Missing required param: line_items[0][price_data][product_data][name].", "parameter_missing")
        currency = theirs
        amount += whole(price, "unit_amount") * whole(item, "quantity")
    if not amount or currency is None:
        raise invalid("Missing required param: line_items.", "parameter_missing", param="line_items")
    return amount, currency


def whole(form: dict, name: str) -> int:
    text = form.get(name)
    if not isinstance(text, str) or not text.isascii() or not text.lstrip("-").isdigit():
        raise invalid(f"Invalid integer: {text}", "parameter_invalid_integer", param=name)
    return int(text)


def shown(thing: dict) -> dict:
    """An object as it is told: without what is the simulator's own."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}
