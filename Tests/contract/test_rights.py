"""Who may call what: every operation of openapi.yaml, by every role, on its own things, another location's and none at all."""

import re
from pathlib import Path

import pytest
import requests
import yaml

from support.goods import draft

DOCUMENT = yaml.safe_load((Path(__file__).resolve().parents[2] / "Sources/Web/openapi.yaml").read_text())
OPEN = {"GET /healthz", "GET /readyz", "GET /openapi.yaml", "POST /webhooks/stripe", "POST /webhooks/line", "GET /webhooks/meta", "POST /webhooks/meta"}
OPERATIONS = sorted(
    f"{method.upper()} {path}" for path, item in DOCUMENT["paths"].items() for method in item
    if method in ("get", "put", "post", "patch", "delete") and f"{method.upper()} {path}" not in OPEN)

WRITES = ("POST", "PATCH", "DELETE", "PUT")
# What a role may not call, as it is meant: written here by hand, so that a slip in the program's own table shows.
MANAGED = (
    "products variants price_rules promotions gift_cards tax_classes tax_rates locations registers staff note_templates terms_templates "
    "payment_terms shipping_zones shipping_rates couriers").split()
DENIED = {
    "owner": set(),
    "manager": set(),
    "cashier": {f"{method} /api/v1/{name}" for name in MANAGED for method in WRITES} | {
        "POST /api/v1/stock_takes", "POST /api/v1/stock_takes/{}/finish", "POST /api/v1/stock_takes/{}/cancel",
        "POST /api/v1/stock_transfers", "PATCH /api/v1/stock_transfers/{}", "POST /api/v1/stock_transfers/{}/send",
        "POST /api/v1/stock_transfers/{}/cancel", "PUT /api/v1/variants/{}/low_stock_level", "DELETE /api/v1/reservations/{}",
        "POST /api/v1/inventory_levels/adjust", "PATCH /api/v1/settings", "POST /api/v1/settings/test_message", "POST /api/v1/imports",
        *(f"GET /api/v1/reports/{name}" for name in ("sales", "sales.csv", "taxes")),
        "GET /api/v1/orders/export", "GET /api/v1/customers/{}/export", "POST /api/v1/customers/{}/erase", "GET /metrics",
        "GET /api/v1/devices", "DELETE /api/v1/devices", "POST /api/v1/staff/{}/reset_link",
        *(f"{method} /api/v1/{name}" for name in ("tokens", "webhook_endpoints") for method in ("GET", *WRITES)),
        "POST /api/v1/payment_tasks/{}/resolve", "DELETE /api/v1/conversations", "POST /api/v1/conversations/{}/merge",
        "POST /api/v1/customers/{}/merge",
        "GET /api/v1/webhook_endpoints/{}/deliveries", "POST /api/v1/webhook_endpoints/{}/deliveries/{}/replay",
        "POST /api/v1/provider_events/{}/retry",
        "GET /api/v1/channels", "POST /api/v1/channels/{}/check", "GET /api/v1/channel_events", "POST /api/v1/channel_events/{}/retry"},
    "integration": {f"{method} /api/v1/{name}" for name in ("locations", "registers", "staff") for method in WRITES} | {
        "PATCH /api/v1/settings", "POST /api/v1/settings/test_message", "POST /api/v1/customers/{}/erase", "GET /api/v1/devices",
        "DELETE /api/v1/conversations", "POST /api/v1/conversations/{}/merge", "POST /api/v1/customers/{}/merge",
        "GET /api/v1/channels", "POST /api/v1/channels/{}/check", "GET /api/v1/channel_events", "POST /api/v1/channel_events/{}/retry",
        "DELETE /api/v1/devices", "POST /api/v1/staff/{}/reset_link", "PUT /api/v1/registers/{}/tiles",
        *(f"{method} /api/v1/tokens" for method in ("GET", *WRITES))},
}


def shape(operation: str) -> set[str]:
    """How the tables above may name an operation: in full, or a plain resource by its collection."""
    full = re.sub(r"\{[^}]+\}", "{}", operation)
    return {full, full.removesuffix("/{}")}


def is_denied(operation: str, role: str) -> bool:
    return bool(shape(operation) & DENIED[role])


def call(server, operation: str, token: str | None, **ids: str) -> requests.Response:
    method, path = operation.split(" ", 1)
    path = re.sub(r"\{([^}]+)\}", lambda name: ids.get(name[1], ABSENT.get(name[1], "xyz_00000000000000000000000000")), path)
    headers = {"If-Match": '"1"', "Idempotency-Key": "rights"} if method in WRITES else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if method in WRITES:
        headers["Content-Type"] = "text/csv" if path.endswith("/imports") else "application/json"
    # Nothing is read of a stream: its status is the answer.
    with requests.request(method, server.url + path, headers=headers, data=b"{}" if method in WRITES else None, stream=True, timeout=20) as answer:
        if not path.endswith("/stream"):
            answer.content
        return answer


PREFIXES = {
    "order": "ord", "line": "lin", "adjustment": "adj", "customer": "cus", "product": "prd", "variant": "var", "location": "loc",
    "register": "reg", "session": "ses", "staff": "stf", "shipment": "shp", "token": "tok", "webhook": "whk"}
ABSENT = {f"{kind}_id": f"{prefix}_00000000000000000000000000" for kind, prefix in PREFIXES.items()}


@pytest.fixture(scope="module")
def tokens(server, api):
    made = {role: api.post("/tokens", {"name": f"The {role}", "role": role}, expect=201)["token"] for role in DENIED}
    place = api.post("/locations", {"name": "Harbour"}, expect=201)["id"]
    made["elsewhere"] = api.post("/tokens", {"name": "Harbour", "role": "manager", "location_id": place}, expect=201)["token"]
    gone = api.post("/tokens", {"name": "Gone", "role": "owner"}, expect=201)
    api.delete(f"/tokens/{gone['id']}", expect=204)
    made["revoked"] = gone["token"]
    return made


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_stranger_and_a_revoked_token_get_nowhere(server, tokens, operation):
    for token in (None, "cft_guess", tokens["revoked"]):
        assert call(server, operation, token).status_code == 401


@pytest.mark.parametrize("role", DENIED)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_role_may_call_what_the_table_says_and_nothing_else(server, tokens, operation, role):
    answer = call(server, operation, tokens[role])
    code = answer.json().get("code") if "problem" in answer.headers.get("Content-Type", "") else None
    assert answer.status_code != 401 and answer.status_code < 500
    assert (code == "forbidden") == is_denied(operation, role), f"{answer.status_code} {code}"


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if "/{order_id}" in name])
def test_an_order_of_another_location_is_as_absent_as_one_that_never_was(server, api, tokens, operation):
    order = draft(api)
    other = call(server, operation, tokens["elsewhere"], order_id=order["id"], line_id=order["lines"][0]["id"])
    absent = call(server, operation, tokens["elsewhere"])
    assert (other.status_code, other.content) == (absent.status_code, absent.content)
    assert api.get(f"/orders/{order['id']}", expect=200)["version"] == order["version"]


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if "/{register_id}" in name])
def test_a_till_of_another_location_is_as_absent_as_one_that_never_was(server, tokens, operation):
    other = call(server, operation, tokens["elsewhere"], register_id=server.register_ids[0])
    absent = call(server, operation, tokens["elsewhere"])
    assert (other.status_code, other.content) == (absent.status_code, absent.content)


WHOLE_SHOP = {f"{method} /api/v1/{name}" for method in WRITES for name in
              "price_rules promotions note_templates terms_templates payment_terms".split()} | {
    "PATCH /api/v1/settings", "POST /api/v1/settings/test_message", "POST /api/v1/imports", "POST /api/v1/customers/{}/erase", "GET /metrics"}


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if shape(name) & WHOLE_SHOP])
def test_who_is_bound_to_a_location_does_not_decide_for_the_whole_shop(server, tokens, operation):
    assert call(server, operation, tokens["elsewhere"]).json()["code"] == "forbidden"


def test_lists_exports_and_counts_hold_nothing_of_another_location(server, api, tokens):
    draft(api, lines=[{"title": "Quiet bell", "quantity": 1, "unit_price": 100}])
    headers = {"Authorization": f"Bearer {tokens['elsewhere']}"}
    found = requests.get(f"{server.url}/api/v1/orders", params={"q": "quiet bell"}, headers=headers, timeout=20).json()
    assert found["data"] == []
    assert "Quiet bell" not in requests.get(f"{server.url}/api/v1/orders/export", headers=headers, timeout=20).text
    counts = requests.get(f"{server.url}/api/v1/orders/counts", headers=headers, timeout=20).json()
    assert all(number == 0 for part in counts.values() if isinstance(part, dict) for number in part.values()), counts
