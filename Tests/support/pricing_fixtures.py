"""Goods, customers and shops for what comes off a price."""

import uuid

import pytest

from support.client import Client
from support.goods import variant
from support.server import Server


@pytest.fixture
def thing(server, api):
    """A variant at 10.00, plenty on the shelf, in a category of its own."""
    made = variant(api, server.sign_in["location_id"], stock=1000, price=1000, category=f"Category {uuid.uuid4().hex[:8]}")
    product = api.get(f"/variants/{made['id']}", expect=200)["product_id"]
    return {**made, "product_id": product, "category": api.get(f"/products/{product}", expect=200)["category"]}


@pytest.fixture
def customer(api):
    """A customer in a group of their own, so that rules for it concern nobody else."""
    group = f"group-{uuid.uuid4().hex[:8]}"
    return api.post("/customers", {"name": f"Nora {group}", "groups": [group]}, expect=201).body


@pytest.fixture(scope="session")
def own_shop(counterfoil, tmp_path_factory):
    """A shop where settings may be changed and every order be lowered, without other tests seeing it."""
    server = Server.with_demo_shop(tmp_path_factory.mktemp("pricing") / "data")
    yield Client(server.url, server.sign_in["token"])
    server.stop()


@pytest.fixture
def points_shop(own_shop):
    """A shop that gives a point for every euro and takes one for two cents."""
    own_shop.patch("/settings", {"points_earned_per": 100, "points_value": 2}, expect=200)
    yield own_shop
    own_shop.patch("/settings", {"points_earned_per": None, "points_value": 1}, expect=200)
