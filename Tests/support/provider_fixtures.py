"""Fixtures around the simulated provider and a shop that takes cards through it."""

import pytest

from support.client import Client
from support.provider import Provider
from support.server import Server

# Payers of a test come from many addresses, as a proxy would say.
BEHIND_A_PROXY = ("--trusted-proxy", "127.0.0.1")


@pytest.fixture(scope="module")
def provider():
    """One account at the provider for the tests of a module."""
    made = Provider()
    yield made
    made.stop()


@pytest.fixture
def fresh_provider():
    """Makes providers for tests that set faults or want books of their own."""
    made: list[Provider] = []

    def make(**how) -> Provider:
        made.append(Provider(**how))
        return made[-1]

    yield make
    for provider in made:
        provider.stop()


@pytest.fixture(scope="module")
def card_server(counterfoil, provider, tmp_path_factory):
    """A demo shop of this module's own that takes cards through `provider`, and hears its events."""
    server = Server.with_demo_shop(tmp_path_factory.mktemp("card-shop") / "data", *BEHIND_A_PROXY, environment=provider.environment())
    provider.serve_for(server)
    pid = server.pid
    yield server
    provider.courier.url = None
    provider.is_well_again()
    server.assert_sound(pid)
    assert server.stop() == 0, f"stopping was not clean\n{server.log_tail()}"


@pytest.fixture(scope="module")
def card_api(card_server):
    """The API of that shop as the owner."""
    return Client(card_server.url, card_server.sign_in["token"])
