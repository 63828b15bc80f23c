"""An order for somebody the shop does not know yet: customer and draft in one go, or neither."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from support.goods import custom_line

HOME = {"line1": "Vleutenseweg 84", "city": "Utrecht", "postal_code": "3532 HN", "country": "NL"}


def known(api, name: str) -> list[dict]:
    return api.get("/customers", params={"q": name}, expect=200)["data"]


def unheard() -> str:
    return f"Nora {uuid.uuid4().hex}"


def test_somebody_new_becomes_a_customer_with_the_draft(api):
    name = unheard()
    order = api.post("/orders", {"channel": "phone", "new_customer": {"name": name, "phone": "+31 6 1234 0018", "language": "nl", "address": HOME}}, expect=201).body
    [customer] = known(api, name)
    assert order["customer_id"] == customer["id"] and order["customer"]["name"] == name
    assert (order["channel"], order["status"], order["language"]) == ("phone", "draft", "nl")
    assert order["shipping_address"]["line1"] == order["billing_address"]["line1"] == HOME["line1"]
    [address] = customer["addresses"]
    assert customer["default_shipping_address_id"] == customer["default_billing_address_id"] == address["id"]
    assert customer["phone"] == "+31 6 1234 0018"


def test_however_often_it_is_asked_there_is_one_customer_and_one_draft(api):
    name = unheard()
    body = {"client_id": str(uuid.uuid4()), "channel": "line", "new_customer": {"name": name}}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: api.post("/orders", body), range(16)))
    assert sorted(answer.status for answer in answers) == [200] * 15 + [201]
    assert len({answer["id"] for answer in answers}) == 1
    assert len(known(api, name)) == 1
    api.post("/orders", {**body, "new_customer": {"name": name, "phone": "1234567"}}, expect=409)
    assert len(known(api, name)) == 1


def test_what_is_refused_leaves_no_customer_behind(api):
    name = unheard()
    api.post("/orders", {"new_customer": {"name": name}, "lines": [{"variant_id": "var_0", "quantity": 1}]}, expect=422)
    api.post("/orders", {"new_customer": {"name": name}, "number": "not a number"}, expect=422)
    assert known(api, name) == []


def test_the_field_that_is_wrong_is_named_where_the_caller_wrote_it(api):
    def faults(**body):
        return [error["field"] for error in api.post("/orders", body, expect=422).body["errors"]]

    assert faults(new_customer={"name": "Nora", "email": "nora"}) == ["new_customer.email"]
    assert faults(new_customer={}) == ["new_customer.name"]
    assert faults(new_customer={"name": "Nora", "store_credit": 100}) == ["new_customer.store_credit"]
    assert faults(new_customer={"name": "Nora", "address": {"country": "nl"}}) == ["new_customer.address.country"]
    somebody = api.post("/customers", {"name": "Nora"}, expect=201)["id"]
    assert faults(customer_id=somebody, new_customer={"name": "Nora"}) == ["new_customer"]


def test_a_calculation_counts_for_somebody_new_and_keeps_nobody(api):
    name = unheard()
    order = api.post("/orders/calculate", {"new_customer": {"name": name}, "lines": [custom_line("Mug", 500, 2, rate=None)]}, expect=200).body
    assert (order["customer"]["name"], order["total"]) == (name, 1000)
    assert known(api, name) == []


def test_everybody_who_writes_orders_may_write_down_somebody_new(api, server, make_token):
    from support.client import Client

    for role in ("owner", "manager", "cashier", "integration"):
        name = unheard()
        Client(server.url, make_token(role)).post("/orders", {"channel": "phone", "new_customer": {"name": name}}, expect=201)
        assert len(known(api, name)) == 1
