"""Orders that are sent, and what their documents say."""

import re
import subprocess

from support.client import Answer, Client
from support.goods import custom_line, draft


def terrace(api: Client, **fields) -> dict:
    """A draft with two tax rates, discounts on a line and on the order, a credit and a delivery, prices with tax."""
    lines = [
        custom_line("Terracotta pot", 1850, 4, "21", discounts=[{"value_type": "percentage", "value": "10", "title": "Garden club"}]),
        custom_line("Olive tree", 4900, 2, "9", discounts=[{"value_type": "percentage", "value": "15", "title": "Spring trees"}]),
        custom_line("Potting soil", 129, 12.5, "21"),
    ]
    adjustments = [
        {"kind": "discount", "value_type": "percentage", "value": "5", "title": "Regular customer"},
        {"kind": "credit", "value_type": "fixed", "value": 1000, "title": "Empty trays"},
    ]
    shipping = {"title": "Two-person delivery", "price": 1250, "tax_rates": [{"title": "VAT", "rate": "21"}]}
    return draft(api, *lines, **{"channel": "phone", "currency": "EUR", "prices_include_tax": True, "adjustments": adjustments,
                                 "shipping_line": shipping, **fields})


def send(api: Client, order: dict, expect: int | tuple[int, ...] = 200, **body) -> Answer:
    return api.post(f"/orders/{order['id']}/send_invoice", {"via": "link", **body}, expect=expect)


def document(api: Client, order: dict, accept: str = "text/plain", expect: int = 200, **params):
    """The invoice in one form: its octets for a PDF, else its text."""
    answer = api.get(f"/orders/{order['id']}/invoice", headers={"Accept": accept}, params=params or None, expect=expect)
    return answer.response.content if "pdf" in accept else answer.response.content.decode("utf-8")


def pdf_text(octets: bytes, *options: str) -> str:
    """What a reader selects in a PDF."""
    return subprocess.run(["pdftotext", "-layout", *options, "-", "-"], input=octets, capture_output=True, check=True).stdout.decode("utf-8")


def money(minor: int) -> str:
    """An amount as an English invoice writes it, without its sign."""
    whole, cents = divmod(abs(minor), 100)
    return f"{'−' if minor < 0 else ''}{whole:,}.{cents:02}"


def token(order: dict) -> str:
    return re.fullmatch(r"https?://[^/]+/checkout/([A-Za-z0-9_-]+)", order["checkout_url"]).group(1)
