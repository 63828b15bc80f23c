"""Lines that a message may ask for: read by rules, told with their stock, stored nowhere (E2)."""

import uuid

import pytest

from support.client import Client
from support.server import Server


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("shop") / "data")
    yield server
    server.assert_sound()
    assert server.stop() == 0


@pytest.fixture(scope="module")
def desk(shop):
    return Client(shop.url, shop.sign_in["token"])


@pytest.fixture(scope="module")
def goods(shop, desk):
    """What the messages of these tests ask for, by name; the stock stands behind it."""
    options = [{"name": "Color", "values": ["Red", "Blue"]}, {"name": "Size", "values": ["M", "L"]}]
    shirts = [{"price": 1500, "options": {"Color": color, "Size": size}} for color in ("Red", "Blue") for size in ("M", "L")]
    made = {
        "shirt": desk.post("/products", {"title": "Zebra shirt", "options": options, "variants": shirts}, expect=201)["variants"],
        "cap": desk.post("/products", {"title": "Zebra cap", "variants": [{"price": 900, "sku": "ZC-77"}]}, expect=201)["variants"],
        "apples": desk.post("/products", {"title": "Zebra apples", "variants": [{"price": 300, "unit": "kg"}]}, expect=201)["variants"],
    }
    count = {"variant_id": made["cap"][0]["id"], "location_id": shop.sign_in["location_id"], "set": 7, "reason": "Counted"}
    desk.post("/inventory_levels/adjust", count, expect=200)
    return made


@pytest.fixture
def talk(desk):
    return desk.post("/conversations", {"channel": "api", "contact_key": uuid.uuid4().hex}, expect=201).body


def suggest(desk: Client, talk: dict, **body) -> list[dict]:
    return desk.post(f"/conversations/{talk['id']}/suggestions", body, expect=200)["data"]


def test_a_text_becomes_lines_with_what_is_there_and_nothing_is_stored(desk, goods, talk):
    before = len(desk.all("/orders"))
    shirt, cap = suggest(desk, talk, text="2 red L zebra shirts + 3 x ZC-77")
    assert [shirt["quantity"], shirt["phrase"], shirt["confidence"]] == [2, "2 red L zebra shirts", "exact"]
    wanted = next(one for one in goods["shirt"] if one["options"] == {"Color": "Red", "Size": "L"})
    assert shirt["variant_id"] == wanted["id"]
    assert [cap["quantity"], cap["variant_id"], cap["title"], cap["confidence"]] == [3, goods["cap"][0]["id"], "Zebra cap", "exact"]
    assert cap["candidates"] == [{
        "variant_id": goods["cap"][0]["id"], "product_id": goods["cap"][0]["product_id"], "title": "Zebra cap", "sku": "ZC-77",
        "available": 7, "price": 900, "currency": "EUR", "unit": "piece"}]
    assert len(desk.all("/orders")) == before
    assert desk.all(f"/conversations/{talk['id']}/messages") == []


def test_a_message_of_the_conversation_is_read_and_no_other(desk, goods, talk):
    said = {"direction": "in", "text": "1,5 kg zebra apples please", "external_id": uuid.uuid4().hex}
    message = desk.post(f"/conversations/{talk['id']}/messages", said, expect=201).body
    [line] = suggest(desk, talk, message_id=message["id"])
    assert [line["quantity"], line["variant_id"], line["candidates"][0]["unit"]] == [1.5, goods["apples"][0]["id"], "kg"]
    other = desk.post("/conversations", {"channel": "api", "contact_key": uuid.uuid4().hex}, expect=201).body
    refused = desk.post(f"/conversations/{other['id']}/suggestions", {"message_id": message["id"]}, expect=422)
    assert refused["errors"][0]["field"] == "message_id"


def test_what_several_things_fit_is_left_open_with_those_that_are_there_first(desk, shop, goods, talk):
    blue = next(one for one in goods["shirt"] if one["options"] == {"Color": "Blue", "Size": "M"})
    desk.post("/inventory_levels/adjust", {
        "variant_id": blue["id"], "location_id": shop.sign_in["location_id"], "set": 2, "reason": "Counted"}, expect=200)
    [line] = suggest(desk, talk, text="2 zebra shirts")
    assert [line["variant_id"], line["title"], line["confidence"]] == [None, "2 zebra shirts", "ambiguous"]
    assert {one["variant_id"] for one in line["candidates"]} == {one["id"] for one in goods["shirt"]}
    assert line["candidates"][0]["variant_id"] == blue["id"]


@pytest.mark.parametrize("text", ["", "Hello, thank you!", "Call me: 081 234 5678", "ul. Kwiatowa 5, 00-950 Warszawa", "no zebra cap", "<script>alert(1)</script>"])
def test_what_is_no_order_suggests_nothing(desk, goods, talk, text):
    assert suggest(desk, talk, text=text) == []


def test_goods_that_come_and_go_are_known_and_forgotten_at_once(desk, goods, talk):
    name = f"Quagga{uuid.uuid4().hex[:6]}"
    assert suggest(desk, talk, text=f"{name} x2")[0]["confidence"] == "unknown"
    made = desk.post("/products", {"title": name, "variants": [{"price": 500}]}, expect=201).body
    assert suggest(desk, talk, text=f"{name} x2")[0]["variant_id"] == made["variants"][0]["id"]
    desk.patch(f"/products/{made['id']}", {"status": "archived"}, expect=200)
    assert suggest(desk, talk, text=f"{name} x2")[0]["variant_id"] is None


def test_a_body_names_a_text_or_a_message(desk, talk):
    path = f"/conversations/{talk['id']}/suggestions"
    for body in ({}, {"text": "cap", "message_id": "cms_00000000000000000000000000"}, {"text": "x" * 10_001}, {"text": None}, {"words": "cap"}):
        desk.post(path, body, expect=422)
    assert len(suggest(desk, talk, text="1 zebra cap, " * 760)) <= 100
    desk.post("/conversations/cnv_00000000000000000000000000/suggestions", {"text": "cap"}, expect=404)
