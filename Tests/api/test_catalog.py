"""Products, variants and the catalogue that tills keep."""

import gzip
import uuid

import pytest


def name(what: str = "Rye bread") -> str:
    return f"{what} {uuid.uuid4().hex[:10]}"


def make(api, **product):
    return api.post("/products", {"title": name(), "variants": [{"price": 450}], **product}, expect=201)


def test_a_product_is_made_with_its_variants(api):
    made = make(api, category="Bread", tags=["organic"], options=[{"name": "Size", "values": ["S", "L"]}],
                variants=[{"price": 450, "options": {"Size": "S"}}, {"price": "1033.3", "options": {"Size": "L"}, "unit": "kg"}])
    assert made.headers["Location"] == f"/api/v1/products/{made['id']}"
    small, large = made["variants"]
    assert (small["title"], small["price"], small["unit"]) == ("S", 450, "piece")
    assert (large["title"], large["price"], large["unit"]) == ("L", "1033.3", "kg")
    assert small["track_stock"] is True and made["oversell"] is False and made["status"] == "active"
    assert api.get(f"/products/{made['id']}", expect=200).body == made.body
    assert api.get(f"/variants/{small['id']}", expect=200).body == small


def test_changing_and_removing(api):
    made = make(api)
    changed = api.patch(f"/products/{made['id']}", {"title": "Changed", "category": "Cake"}, expect=200)
    assert (changed["title"], changed["category"]) == ("Changed", "Cake")
    assert api.patch(f"/products/{made['id']}", {"category": None}, expect=200)["category"] is None
    variant = made["variants"][0]["id"]
    assert api.patch(f"/variants/{variant}", {"price": 500}, expect=200)["price"] == 500
    assert api.delete(f"/products/{made['id']}", expect=204).text == ""
    api.get(f"/products/{made['id']}", expect=404)
    api.get(f"/variants/{variant}", expect=404)
    assert api.delete(f"/products/{made['id']}", expect=404).code == "not_found"


def test_variants_are_added_and_removed_by_themselves(api):
    made = make(api)
    added = api.post("/variants", {"product_id": made["id"], "price": 99, "title": "Half"}, expect=201)
    assert added.headers["Location"] == f"/api/v1/variants/{added['id']}"
    listed = api.get("/variants", params={"product_id": made["id"]}, expect=200)["data"]
    assert {each["id"] for each in listed} == {added["id"], made["variants"][0]["id"]}
    api.delete(f"/variants/{added['id']}", expect=204)
    assert len(api.get(f"/products/{made['id']}", expect=200)["variants"]) == 1
    assert api.post("/variants", {"product_id": "prd_nothere", "price": 1}, expect=422).fields == ["product_id"]


def test_codes_are_one_however_they_are_typed(api):
    code = uuid.uuid4().hex[:8]
    first = make(api, variants=[{"price": 1, "sku": f"Caf\u00e9-{code}"}])
    taken = api.post("/products", {"title": name(), "variants": [{"price": 1, "sku": f"CAFE\u0301-{code.upper()}"}]}, expect=422)
    assert taken.fields == ["variants[0].sku"]
    found = api.get("/variants", params={"sku": f"cafe\u0301-{code}"}, expect=200)["data"]
    assert [each["product_id"] for each in found] == [first["id"]]
    for bad in ["AB\u200bC", "A\u202eB", "A\u00adB"]:
        answer = api.post("/products", {"title": name(), "variants": [{"price": 1, "sku": bad}]}, expect=422)
        assert answer.fields == ["variants[0].sku"]


@pytest.mark.parametrize("value", [-1, 1.5, 1e3, True, [1], {}, None, "12abc", "1,5", "1.00001", "٣", "１２", "1e3", "NaN", "Infinity", "-0", "", " 1", 10**12 + 1, 10**30])
def test_a_price_is_digits(api, value):
    answer = api.post("/products", {"title": name(), "variants": [{"price": value}]}, expect=422)
    assert answer.fields == ["variants[0].price"]


@pytest.mark.parametrize("token", ["NaN", "Infinity", "-Infinity", "0x10", "01", "1.", ".5", "+1"])
def test_what_is_no_json_number_is_malformed(api, token):
    api.post("/products", data=f'{{"title":"x","variants":[{{"price":{token}}}]}}', expect=400)


@pytest.mark.parametrize("token", ["1e3", "1.0", "-0", "1E2", "9223372036854775808", "1" + "0" * 400])
def test_numbers_are_not_coerced(api, token):
    answer = api.post("/products", data=f'{{"title":"x","variants":[{{"price":{token}}}]}}', expect=422)
    assert answer.fields == ["variants[0].price"]


def test_unknown_and_duplicate_members_are_refused(api):
    assert api.post("/products", {"title": "x", "colour": "red"}, expect=422).fields == ["colour"]
    nested = api.post("/products", {"title": "x", "variants": [{"price": 1, "prise": 2}]}, expect=422)
    assert nested.fields == ["variants[0].prise"]
    api.post("/products", data='{"title":"x","title":"y"}', expect=400)
    api.post("/products", data='{"title":"x","t\\u0069tle":"y"}', expect=400)
    made = make(api)
    for field in ["id", "created_at", "updated_at", "variants"]:
        assert api.patch(f"/products/{made['id']}", {field: "x"}, expect=422).fields == [field]


@pytest.mark.parametrize("title", ["", " ", "a\u0001b", "a\u0007b", "a\u0085b", "x" * 256, "a" + "\u0301" * 300_000, 7, None, ["x"]])
def test_a_title_is_a_line_of_text(api, title):
    assert api.post("/products", {"title": title}, expect=422).fields == ["title"]


def test_a_null_character_is_no_text(api):
    api.post("/products", {"title": "a\u0000b"}, expect=400)


@pytest.mark.parametrize("title", ["x" * 255, "😀" * 255, "👩‍👩‍👧‍👦" * 36])
def test_lengths_count_scalars(api, title):
    assert api.post("/products", {"title": title, "variants": [{"price": 1}]}, expect=201)["title"] == title


def test_only_pictures_of_the_web_or_the_shop(api):
    for url in ["javascript:alert(1)", "data:text/html,x", "//evil.example/x.png", "ftp://x"]:
        assert api.post("/products", {"title": "x", "image_url": url}, expect=422).status == 422
    made = make(api, image_url="https://example.org/rye.png")
    assert made["image_url"] == "https://example.org/rye.png"


def test_search_by_the_beginning_of_any_word(api):
    mark = uuid.uuid4().hex[:8]
    made = make(api, title=f"Chleb żytni {mark} ราเมน", variants=[{"price": 1, "sku": f"RYE-{mark}"}])
    for query in [f"chl {mark}", f"ZYT {mark}", f"rye-{mark}", f"ราเ {mark}", mark[:6]]:
        found = api.get("/products", params={"q": query}, expect=200)["data"]
        assert made["id"] in [each["id"] for each in found], query
    assert api.get("/products", params={"q": f"ytni {mark}"}, expect=200)["data"] == []
    api.patch(f"/products/{made['id']}", {"title": f"Bagel {mark}"}, expect=200)
    assert api.get("/products", params={"q": f"chleb {mark}"}, expect=200)["data"] == []


def test_pages_neither_repeat_nor_skip(api):
    mark = uuid.uuid4().hex[:8]
    made = [make(api, title=f"Page {mark} {number}")["id"] for number in range(5)]
    seen, cursor = [], None
    while True:
        page = api.get("/products", params={"q": mark, "limit": 2, **({"cursor": cursor} if cursor else {})}, expect=200)
        seen += [each["id"] for each in page["data"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == made[::-1]
    assert api.get("/products", params={"cursor": "nonsense"}, expect=422).fields == ["cursor"]
    assert api.get("/products", params={"limit": 201}, expect=422).fields == ["limit"]
    assert api.get("/products", params={"offset": 1}, expect=422).status == 422


def test_a_cashier_reads_without_cost_and_writes_nothing(api):
    made = make(api, variants=[{"price": 450, "cost": 120}])
    assert made["variants"][0]["cost"] == 120
    cashier = api.as_role("cashier")
    assert "cost" not in cashier.get(f"/products/{made['id']}", expect=200)["variants"][0]
    assert "cost" not in cashier.get(f"/variants/{made['variants'][0]['id']}", expect=200).body
    assert cashier.post("/products", {"title": "x"}, expect=403).code == "forbidden"
    assert cashier.patch(f"/products/{made['id']}", {"title": "x"}, expect=403).code == "forbidden"
    assert cashier.patch(f"/variants/{made['variants'][0]['id']}", {"cost": 1}, expect=403).code == "forbidden"
    assert cashier.delete(f"/products/{made['id']}", expect=403).code == "forbidden"


def test_the_same_key_makes_one_product(api):
    body, key = {"title": name(), "variants": [{"price": 1}]}, str(uuid.uuid4())
    first = api.post("/products", body, key=key, expect=201)
    second = api.post("/products", body, key=key, expect=201)
    assert second.body == first.body and second.headers["Idempotent-Replayed"] == "true"
    assert second.headers["Location"] == first.headers["Location"]
    assert api.post("/products", {**body, "title": "Other"}, key=key, expect=422).code == "idempotency_key_reused"


def catalog(api, **options):
    return api.get("/catalog", **options)


def test_the_catalogue_has_prices_taxes_and_stock(api, server):
    location = server.sign_in["location_id"]
    tax = api.post("/tax_classes", {"name": name("Class")}, expect=201)["id"]
    api.post("/tax_rates", {"tax_class_id": tax, "title": "VAT", "rate": "7"}, expect=201)
    made = make(api, tax_class_id=tax, category="Bread", variants=[{"price": "33.3", "unit": "g", "barcode": uuid.uuid4().hex[:12]}])
    variant = made["variants"][0]["id"]
    api.post("/inventory_levels/adjust", {"variant_id": variant, "location_id": location, "set": 12.5, "reason": "Counted"}, expect=200)
    found = [each for each in catalog(api, params={"location_id": location}, expect=200)["products"] if each["id"] == made["id"]]
    assert len(found) == 1
    product = found[0]
    assert product["tax_rates"] == [{"title": "VAT", "rate": "7"}]
    assert product["variants"][0]["available"] == 12.5 and product["variants"][0]["price"] == "33.3"
    assert "cost" not in product["variants"][0]


def test_an_unchanged_catalogue_costs_nothing(api, server):
    location = server.sign_in["location_id"]
    first = catalog(api, params={"location_id": location}, expect=200)
    again = catalog(api, params={"location_id": location}, headers={"If-None-Match": first.etag}, expect=304)
    assert again.text == "" and again.etag == first.etag
    make(api)
    changed = catalog(api, params={"location_id": location}, headers={"If-None-Match": first.etag}, expect=200)
    assert changed.etag != first.etag


def test_the_catalogue_is_compressed_for_those_who_take_it(api, server):
    plain = api.request("GET", "/catalog", headers={"Accept-Encoding": "identity"}, expect=200)
    assert "Content-Encoding" not in plain.headers
    zipped = api.session.get(f"{api.url}/api/v1/catalog", headers={"Accept-Encoding": "gzip"}, stream=True)
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.raw.read(decode_content=False)) == plain.response.content


def test_only_what_changed_since_an_event(api, server):
    location = server.sign_in["location_id"]
    make(api)
    before = catalog(api, params={"location_id": location}, expect=200)
    made = make(api)
    gone = make(api)
    api.delete(f"/products/{gone['id']}", expect=204)
    since = catalog(api, params={"location_id": location, "since": before["event"]}, expect=200)
    assert since["complete"] is False
    assert made["id"] in [each["id"] for each in since["products"]]
    assert gone["id"] in since["removed"]
    nothing = catalog(api, params={"location_id": location, "since": since["event"]}, expect=200)
    assert nothing["products"] == [] and nothing["removed"] == []
    unknown = catalog(api, params={"location_id": location, "since": "evt_nobodyknows"}, expect=200)
    assert unknown["complete"] is True
