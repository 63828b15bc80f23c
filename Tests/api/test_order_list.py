"""Finding orders: by word, by state, page by page, in every script."""

import uuid

from support.goods import draft


def test_pages_neither_repeat_nor_skip(api):
    tag = f"page-{uuid.uuid4().hex[:8]}"
    made = [draft(api, tags=[tag])["id"] for _ in range(7)]
    seen, cursor = [], None
    while True:
        page = api.get("/orders", params={"tag": tag, "limit": 3, **({"cursor": cursor} if cursor else {})}, expect=200)
        seen += [row["id"] for row in page["data"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == list(reversed(made))


def test_sorting_by_total_and_by_age(api):
    tag = f"sort-{uuid.uuid4().hex[:8]}"
    for price in (300, 100, 200):
        draft(api, *[{"title": "Mug", "quantity": 1, "unit_price": price}], tags=[tag])
    totals = lambda sort: [row["total"] for row in api.get("/orders", params={"tag": tag, "sort": sort}, expect=200)["data"]]
    assert totals("total") == [100, 200, 300]
    assert totals("-total") == [300, 200, 100]
    assert totals("created_at") == [300, 100, 200]
    assert totals("-created_at") == [200, 100, 300]


def test_words_are_found_from_their_beginning_in_any_script(api):
    mark = uuid.uuid4().hex[:6]
    order = draft(api, *[{"title": f"Łopatka {mark} do przesadzania", "quantity": 1, "unit_price": 1, "sku": f"SKU-{mark}"},
                        {"title": "ดินปลูกผสมพิเศษ 20 ลิตร", "quantity": 1, "unit_price": 1},
                        {"title": "سلة خيزران", "quantity": 1, "unit_price": 1}], tags=[f"vip{mark}"])
    found = lambda query: order["id"] in [row["id"] for row in api.all("/orders", q=query)]
    for query in [f"lopat {mark}", f"Łopatka {mark}", mark[:5], f"{mark} ดินปลูก", f"سلة {mark}", f"sku-{mark}", f"vip{mark}", order["draft_number"]]:
        assert found(query), query
    assert not found(f"{mark} nothing")


def test_search_takes_everything_literally(api):
    for query in ["%", "_", "\"", "a OR b", "NEAR(a b)", "*", "title:x", "'; DROP TABLE orders; --", "(" * 50, "-"]:
        api.get("/orders", params={"q": query}, expect=200)


def test_a_customer_is_found_by_name_email_and_phone(api):
    mark = uuid.uuid4().hex[:8]
    customer = api.post("/customers", {"name": f"Małgorzata {mark}", "email": f"{mark}@example.com", "phone": "+48 601 224 518"}, expect=201)
    order = draft(api, customer_id=customer["id"])
    for query in [f"malgorzata {mark}", f"{mark}@example.com", f"{mark} 601224518"]:
        assert order["id"] in [row["id"] for row in api.all("/orders", q=query)], query


def test_unknown_and_repeated_parameters_are_refused(api):
    assert api.get("/orders?colour=red", expect=422).code == "validation_failed"
    assert api.get("/orders?limit=5&limit=6", expect=400).code == "malformed"
    for bad in ["limit=0", "limit=201", "limit=x", "status=gone", "sort=price", "cursor=garbage", "held=maybe", "customer_id=1", "created_from=today"]:
        answer = api.get(f"/orders?{bad}", expect=422)
        assert answer.fields == [bad.split("=")[0]], bad


def test_several_values_are_separated_by_commas(api):
    tag = f"many-{uuid.uuid4().hex[:8]}"
    kept = draft(api, tags=[tag])
    gone = draft(api, tags=[tag])
    api.delete(f"/orders/{gone['id']}", if_match=gone["version"], expect=200)
    ids = lambda **query: {row["id"] for row in api.get("/orders", params={"tag": tag, **query}, expect=200)["data"]}
    assert ids() == {kept["id"]}
    assert ids(status="draft,canceled") == {kept["id"], gone["id"]}
    assert ids(status="canceled") == {gone["id"]}


def test_paging_through_a_search_meets_every_order_once_newest_first(api):
    made = [draft(api, lines=[{"title": f"Quince {number}", "quantity": 1, "unit_price": 100}])["id"] for number in range(75)]
    seen, cursor = [], None
    while True:
        page = api.get("/orders", params={"q": "quin", "limit": 10, **({"cursor": cursor} if cursor else {})}, expect=200)
        seen += [order["id"] for order in page["data"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == made[::-1]
