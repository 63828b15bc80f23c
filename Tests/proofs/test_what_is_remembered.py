"""On a server where nobody else writes, what nobody changed is not looked up again for each sale, from one commit to the next."""

import pytest

from support import database
from support.client import Client
from support.goods import draft
from support.paying import until
from support.postgres import own_server
from support.server import Server
from support.together import at_once

pytestmark = pytest.mark.skipif(database.engine() != database.POSTGRES, reason="asks PostgreSQL how often it read a table")

DRAFTS, TILLS = 400, 4
SCANS = "SELECT COALESCE(seq_scan, 0) + COALESCE(idx_scan, 0) FROM pg_stat_user_tables WHERE relname = 'variants'"
WRITTEN = "SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'orders'"


@pytest.fixture
def lonely_shop(monkeypatch, tmp_path):
    """A shop on a PostgreSQL where no other test writes: transactions are numbered for all databases of a server together."""
    with own_server() as postgres:
        monkeypatch.setenv("COUNTERFOIL_TEST_POSTGRES", postgres.address)
        server = Server.with_demo_shop(tmp_path / "shop")
        yield server
        server.stop()
        database.drop_under(tmp_path)


def test_goods_are_not_looked_up_for_each_draft(lonely_shop, figures):
    api, shop = Client(lonely_shop.url, lonely_shop.sign_in["token"]), database.database_of(lonely_shop.data)
    variant = api.get("/variants", params={"limit": 1}, expect=200)["data"][0]["id"]

    def write() -> None:
        till = api.with_token(api.token)
        for _ in range(DRAFTS // TILLS):
            draft(till, {"variant_id": variant, "quantity": 1})

    before, written = shop.one(SCANS), shop.one(WRITTEN)
    at_once(*[write] * TILLS)
    # A session tells what it counted, all of it together, when it has a moment.
    until(lambda: shop.one(WRITTEN) >= written + DRAFTS, what="the count of new orders")
    read = shop.one(SCANS) - before
    figures(f"{DRAFTS} drafts of one product, one commit each or few: its table was read {read} times")
    assert read < DRAFTS / 10
