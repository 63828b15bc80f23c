"""The independent server `localstripe` from PyPI: Stripe's API as somebody else understands it. It knows customers, cards, payments, refunds
and signed events; no pages, no idempotency keys, and no events of refunds."""

import os
import subprocess
import sys
from pathlib import Path

import requests

from support.receiver import free_port


class LocalStripe:
    """One such server on a loopback port, with empty books."""

    def __init__(self, folder: Path):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.secret_key = "sk_test_local0"
        self.webhook_secret = "whsec_local0"
        self._log = open(folder / "localstripe.log", "wb")
        kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "localstripe", "--port", str(self.port), "--from-scratch"], cwd=folder, stdout=self._log,
            stderr=subprocess.STDOUT, env=kept)

    def environment(self) -> dict[str, str]:
        """What a server under test is started with."""
        return {"COUNTERFOIL_STRIPE_API_BASE": self.url, "COUNTERFOIL_STRIPE_SECRET_KEY": self.secret_key,
                "COUNTERFOIL_STRIPE_WEBHOOK_SECRET": self.webhook_secret}

    def is_up(self) -> bool:
        assert self._process.poll() is None, "localstripe ended by itself"
        try:
            return requests.get(f"{self.url}/v1/customers", auth=(self.secret_key, ""), timeout=5).status_code == 200
        except requests.ConnectionError:
            return False

    def call(self, method: str, path: str, **form) -> dict:
        answer = requests.request(method, f"{self.url}/v1/{path}", auth=(self.secret_key, ""), data=form or None, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def card(self, number: str = "4242424242424242") -> str:
        """The token of a card, as the provider's own fields would make it."""
        form = {"type": "card", "card[number]": number, "card[exp_month]": "12", "card[exp_year]": "2034", "card[cvc]": "123"}
        return self.call("POST", "payment_methods", **form)["id"]

    def tells(self, server) -> None:
        """Events go to that server from now on."""
        answer = requests.post(f"{self.url}/_config/webhooks/shop", data={"url": f"{server.url}/webhooks/stripe", "secret": self.webhook_secret},
                               timeout=10)
        assert answer.status_code == 200, answer.text

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._log.close()
