"""What a shop decides about itself, and its taxes. Settings belong to the whole shop, so each test puts back what it changed."""

import uuid

import pytest


@pytest.fixture
def settings(api):
    before = api.get("/settings", expect=200).body
    yield before
    now = api.get("/settings", expect=200).body
    changed = {key: before[key] for key in before if key not in ("version", "currency") and before[key] != now[key]}
    if changed:
        api.patch("/settings", changed, expect=200)


def test_a_demo_shop_has_the_defaults(settings):
    assert settings["require_register_session"] is False
    assert settings["held_orders_visibility"] == "location"
    assert settings["hold_cap"] is None and settings["hold_expiry_minutes"] is None and settings["hold_reserves_stock"] is False
    assert settings["held_price_first_choice"] == "keep" and settings["discount_limit"] == "100" and settings["tax_rounding"] == "document"
    assert settings["rounding"] == "half_up"


def test_some_are_changed_and_the_rest_stays(api, settings):
    changed = api.patch("/settings", {"cash_step": 5, "receipt_footer": "Thank you\nCome again", "business_day_cut_off": "04:00",
                                      "barcode_prefixes": [{"prefix": "29", "meaning": "weight", "decimals": 3}]}, expect=200).body
    assert changed["cash_step"] == 5 and changed["business_day_cut_off"] == "04:00" and changed["version"] == settings["version"] + 1
    untouched = {key: value for key, value in changed.items() if key not in ("cash_step", "receipt_footer", "business_day_cut_off", "barcode_prefixes", "version")}
    assert untouched == {key: settings[key] for key in untouched}
    assert api.get("/settings", expect=200).body == changed
    rules = api.get("/catalog", expect=200)["barcode_rules"]
    assert rules == [{"prefix": "29", "kind": "weight", "item_digits": 5, "value_digits": 5, "decimals": 3}]


@pytest.mark.parametrize("field, value", [
    ("cash_step", 0), ("cash_step", 1.5), ("cash_step", "5"), ("time_zone", "Mars"), ("time_zone", "Europe/Atlantis"), ("time_zone", None), ("shop_name", ""), ("shop_name", None),
    ("business_day_cut_off", "24:00"), ("business_day_cut_off", 4), ("held_orders_visibility", "everybody"), ("hold_cap", 0), ("hold_cap", -1),
    ("discount_limit", "101"), ("discount_limit", "-1"), ("discount_limit", 50), ("discount_limit", "1e2"), ("discount_limit", "NaN"),
    ("discount_limit", "10.00001"), ("tax_rounding", "never"), ("rounding", "half_down"), ("rounding", None), ("currency", "EURO"), ("currency", "QQQ"), ("language", ""),
    ("barcode_prefixes", [{"prefix": "30", "meaning": "price", "decimals": 0}]), ("barcode_prefixes", "21"), ("low_stock_level", -1),
    ("low_stock_level", 1e400), ("version", 9), ("order_number_prefix", "A\u200b"), ("order_number_prefix", "A\r\n"), ("receipt_header", "x\u0001"),
    ("is_admin", True),
])
def test_what_does_not_fit_changes_nothing(api, settings, field, value):
    if value == 1e400:
        api.patch("/settings", None, data='{"low_stock_level":1e400}', expect=422)
    else:
        answer = api.patch("/settings", {field: value}, expect=422)
        assert answer.fields[0].startswith(field)
    assert api.get("/settings", expect=200).body == settings


def test_prices_bind_the_currency(api, settings):
    other = "USD" if settings["currency"] != "USD" else "EUR"
    assert api.patch("/settings", {"currency": other}, expect=409).code == "in_use"


def test_a_cashier_reads_and_does_not_decide(api, settings):
    cashier = api.as_role("cashier")
    assert cashier.get("/settings", expect=200).body == settings
    assert cashier.patch("/settings", {"cash_step": 5}, expect=403).code == "forbidden"


def test_taxes_by_class_and_place(api):
    first = api.post("/tax_classes", {"name": f"Reduced {uuid.uuid4().hex[:6]}"}, expect=201)
    assert first["default"] is False
    place = api.post("/locations", {"name": f"Place {uuid.uuid4().hex[:6]}"}, expect=201)["id"]
    common = api.post("/tax_rates", {"tax_class_id": first["id"], "title": "VAT", "rate": "8.875"}, expect=201)
    own = api.post("/tax_rates", {"tax_class_id": first["id"], "location_id": place, "title": "City tax", "rate": "5"}, expect=201)
    assert common["location_id"] is None and own["rate"] == "5"
    product = api.post("/products", {"title": "Book", "tax_class_id": first["id"], "variants": [{"price": 1000, "track_stock": False}]}, expect=201)
    line = {"variant_id": product["variants"][0]["id"], "quantity": 1}
    here = api.post("/orders/calculate", {"lines": [line]}, expect=200)["lines"][0]["tax_rates"]
    there = api.post("/orders/calculate", {"lines": [line], "location_id": place}, expect=200)["lines"][0]["tax_rates"]
    assert [(rate["title"], rate["rate"]) for rate in there] == [("City tax", "5")]
    assert [(rate["title"], rate["rate"]) for rate in here] == [("VAT", "8.875")]
    assert api.delete(f"/tax_classes/{first['id']}", expect=409).code == "in_use"
    assert api.patch(f"/tax_rates/{own['id']}", {"rate": "6"}, expect=200)["rate"] == "6"
    for rate in (common, own):
        api.delete(f"/tax_rates/{rate['id']}", expect=204)
    api.patch(f"/products/{product['id']}", {"tax_class_id": None}, expect=200)
    api.delete(f"/tax_classes/{first['id']}", expect=204)


@pytest.mark.parametrize("change", [
    {"rate": 20}, {"rate": "-1"}, {"rate": "20%"}, {"rate": "1000.1"}, {"rate": "1.00001"}, {"rate": "1e2"}, {"rate": None}, {"title": ""},
    {"title": None}, {"tax_class_id": "txc_nothere"}, {"location_id": "loc_nothere"}, {"compound": True},
])
def test_a_rate_is_a_decimal_text(api, change):
    tax_class = api.post("/tax_classes", {"name": "Any"}, expect=201)["id"]
    answer = api.post("/tax_rates", {"tax_class_id": tax_class, "title": "VAT", "rate": "20", **change}, expect=422)
    assert answer.fields == list(change)
    api.delete(f"/tax_classes/{tax_class}", expect=204)


def test_one_class_is_the_default(api):
    before = [each["id"] for each in api.all("/tax_classes") if each["default"]]
    made = api.post("/tax_classes", {"name": "New default", "default": True}, expect=201)
    assert [each["id"] for each in api.all("/tax_classes") if each["default"]] == [made["id"]]
    if before:
        api.patch(f"/tax_classes/{before[0]}", {"default": True}, expect=200)
    api.delete(f"/tax_classes/{made['id']}", expect=204)


def test_a_manager_of_one_place_keeps_to_its_taxes(api):
    place = api.post("/locations", {"name": "Bound"}, expect=201)["id"]
    tax_class = api.post("/tax_classes", {"name": "Bound"}, expect=201)["id"]
    common = api.post("/tax_rates", {"tax_class_id": tax_class, "title": "VAT", "rate": "20"}, expect=201)["id"]
    bound = api.as_role("manager", place)
    bound.patch(f"/tax_rates/{common}", {"rate": "1"}, expect=403)
    bound.delete(f"/tax_rates/{common}", expect=403)
    bound.post("/tax_rates", {"tax_class_id": tax_class, "title": "VAT", "rate": "1"}, expect=403)
    own = bound.post("/tax_rates", {"tax_class_id": tax_class, "title": "VAT", "rate": "1", "location_id": place}, expect=201)["id"]
    bound.delete(f"/tax_rates/{own}", expect=204)
    api.delete(f"/tax_rates/{common}", expect=204)
    api.delete(f"/tax_classes/{tax_class}", expect=204)
