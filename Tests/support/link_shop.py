"""A shop that takes payments without money and sends to two countries, its orders, and what their links may never show."""

import re

import pytest

from support.client import Client
from support.goods import custom_line, draft, variant
from support.invoices import send
from support.server import Server

ID = re.compile(r"\b(ord|lin|adj|cus|prd|var|loc|reg|ses|stf|pay|rfd|shp|txn|ntc|cnv|evt|mov|prr|prm|txr|tok|whk|adr|shr|zon|crq|tsk|pmt)_[0-9a-z]{6,}")
HOME = {"name": "Agnieszka Wójcik", "line1": "Prinsesselaan 12", "city": "Utrecht", "postal_code": "3581 TD", "country": "NL"}
TYPED = {f"ship_{name}": value for name, value in HOME.items()}


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    """A shop of its own that takes payments without money."""
    server = Server.with_demo_shop(
        tmp_path_factory.mktemp("paying") / "data", environment={"COUNTERFOIL_TEST_GATEWAY": "1"})
    yield server
    assert server.stop() == 0, server.log_tail()


@pytest.fixture(scope="module")
def desk(shop):
    api = Client(shop.url, shop.sign_in["token"])
    for zone in api.all("/shipping_zones"):
        api.delete(f"/shipping_zones/{zone['id']}", expect=204)
    near = api.post("/shipping_zones", {"name": "Netherlands", "areas": [{"country": "NL"}]}, expect=201)["id"]
    far = api.post("/shipping_zones", {"name": "Poland", "areas": [{"country": "PL"}]}, expect=201)["id"]
    for zone, title, price in ((near, "Standard", 500), (near, "Tomorrow", 1200), (far, "Abroad", 2500)):
        api.post("/shipping_rates", {"zone_id": zone, "title": title, "basis": "flat", "bands": [{"price": price}]}, expect=201)
    return api


@pytest.fixture(scope="module")
def location(shop):
    return shop.sign_in["location_id"]


def parcel(api, location, stock: int = 50, price: int = 2000, **fields) -> dict:
    """A sent order of one thing that has to be shipped; nobody said where to."""
    thing = variant(api, location, stock, price)
    return send(api, draft(api, {"variant_id": thing["id"], "quantity": 1}, channel="phone", taxes_enabled=False, **fields)).body


def service(api, total: int = 10_000, **fields) -> dict:
    """A sent order with nothing to ship."""
    return send(api, draft(api, custom_line("Garden plan", total, rate=None), **fields)).body


def now(api, order: dict) -> dict:
    return api.get(f"/orders/{order['id']}", expect=200).body


def events(api, order: dict, kind: str) -> list[dict]:
    return [event for event in api.get(f"/orders/{order['id']}/events", expect=200)["data"] if event["type"] == kind]
