"""What the list of orders stands on: filters by axis, counts of its parts, and views kept under a name."""

import uuid

import pytest

from support.goods import draft, placed


def listed(api, **filters) -> list[str]:
    return [row["id"] for row in api.all("/orders", **filters)]


@pytest.fixture
def four(api):
    """A draft, a held one, one that is paid and closed, and one that is canceled, all with one tag."""
    tag = f"axes-{uuid.uuid4().hex[:8]}"
    line = {"title": "Mug", "quantity": 1, "unit_price": 1000}
    plain = draft(api, line, tags=[tag], channel="phone")
    held = draft(api, line, tags=[tag])
    register = api.first_register()["id"]
    api.post(f"/orders/{held['id']}/hold", {"register_id": register}, expect=200)
    done = placed(api, line, tags=[tag])
    gone = draft(api, line, tags=[tag])
    api.delete(f"/orders/{gone['id']}", if_match=gone["version"], expect=200)
    return tag, plain["id"], held["id"], done["id"], gone["id"], register


def test_each_axis_filters(api, four):
    tag, plain, held, done, gone, register = four
    assert listed(api, tag=tag) == [done, held, plain]
    assert listed(api, tag=tag, status="canceled") == [gone]
    assert listed(api, tag=tag, payment_status="paid") == [done]
    assert listed(api, tag=tag, display_status="draft,on_hold") == [held, plain]
    assert listed(api, tag=tag, display_status="draft,on_hold", sort="created_at") == [plain, held]
    assert listed(api, tag=tag, channel="phone") == [plain]
    assert listed(api, tag=tag, held="true") == [held]
    assert listed(api, tag=tag, register_id=register, held="true") == [held]
    assert set(listed(api, tag=tag, fulfillment_status="not_required,unfulfilled,fulfilled")) == {plain, held, done}
    assert listed(api, tag=tag, total_from=1001) == [] and len(listed(api, tag=tag, total_from=1000, total_to=1000)) == 3


def test_several_statuses_page_like_one(api):
    tag = f"mixed-{uuid.uuid4().hex[:8]}"
    register = api.first_register()["id"]
    made = []
    for number in range(9):
        order = draft(api, tags=[tag])
        if number % 2:
            api.post(f"/orders/{order['id']}/hold", {"register_id": register}, expect=200)
        made.append(order["id"])
    seen, cursor = [], None
    while True:
        page = api.get("/orders", params={"tag": tag, "display_status": "on_hold,draft", "limit": 2, **({"cursor": cursor} if cursor else {})}, expect=200)
        seen += [row["id"] for row in page["data"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == list(reversed(made))


def test_an_order_is_given_to_somebody_and_found_as_theirs(api):
    order = draft(api)
    staff = api.get("/staff", expect=200)["data"][0]["id"]
    given = api.patch(f"/orders/{order['id']}", {"staff_id": staff}, if_match=order["version"], expect=200)
    assert given["staff_id"] == staff
    assert listed(api, staff_id=staff, q=order["draft_number"]) == [order["id"]]
    taken = api.patch(f"/orders/{order['id']}", {"staff_id": None}, if_match=given["version"], expect=200)
    assert taken["staff_id"] is None
    assert api.patch(f"/orders/{order['id']}", {"staff_id": "stf_0"}, if_match=taken["version"], expect=422).fields == ["staff_id"]


def test_also_an_order_that_is_no_draft_any_more_can_be_given_to_somebody(api):
    order = placed(api, {"title": "Mug", "quantity": 1, "unit_price": 1000})
    staff = api.get("/staff", expect=200)["data"][0]["id"]
    assert api.patch(f"/orders/{order['id']}", {"staff_id": staff}, if_match=order["version"], expect=200)["staff_id"] == staff


def test_the_parts_of_the_list_are_counted(fresh_server, owner):
    # A shop of its own: a count stops at a thousand.
    api = owner(fresh_server())
    before = api.get("/orders/counts", expect=200).body
    order = draft(api)
    assert api.get("/orders/counts", expect=200)["drafts"] == before["drafts"] + 1
    register = api.first_register()["id"]
    held = api.post(f"/orders/{order['id']}/hold", {"register_id": register}, expect=200)
    after = api.get("/orders/counts", expect=200).body
    assert (after["drafts"], after["on_hold"], after["all"]) == (before["drafts"], before["on_hold"] + 1, before["all"] + 1)
    api.delete(f"/orders/{order['id']}", if_match=held["version"], expect=200)
    assert api.get("/orders/counts", expect=200)["all"] == before["all"]


def test_counts_are_those_of_the_place_somebody_is_bound_to(api, make_token):
    elsewhere = api.post("/locations", {"name": f"Annex {uuid.uuid4().hex[:6]}"}, expect=201)["id"]
    draft(api, location_id=elsewhere)
    counts = api.with_token(make_token("manager", location=elsewhere)).get("/orders/counts", expect=200)
    assert (counts["all"], counts["drafts"]) == (1, 1)


class TestViews:
    def test_a_view_is_kept_changed_and_removed(self, api):
        view = api.post("/saved_views", {"name": "Phone, unpaid", "query": "channel=phone&payment_status=unpaid&date=last_30_days"}, expect=201)
        assert (view["shared"], view["own"]) == (False, True)
        assert view.headers["Location"] == f"/api/v1/saved_views/{view['id']}"
        assert api.patch(f"/saved_views/{view['id']}", {"name": "Phone"}, expect=200)["query"] == view["query"]
        assert view["id"] in [each["id"] for each in api.all("/saved_views", q="pho")]
        api.delete(f"/saved_views/{view['id']}", expect=204)
        api.get(f"/saved_views/{view['id']}", expect=404)

    @pytest.mark.parametrize("query", ["channel=nowhere", "limit=5", "cursor=x", "colour=red", "tag=a&tag=b", "created_from=today", "date=ever", "q=%zz"])
    def test_a_query_that_the_list_would_refuse_is_no_view(self, api, query):
        assert api.post("/saved_views", {"name": "X", "query": query}, expect=422).fields == ["query"]

    def test_ones_own_view_is_nobody_elses_until_it_is_shared(self, api, make_token):
        colleague = api.with_token(make_token("cashier"))
        view = api.post("/saved_views", {"name": "Mine", "query": "tag=vip"}, expect=201)
        colleague.get(f"/saved_views/{view['id']}", expect=404)
        api.patch(f"/saved_views/{view['id']}", {"shared": True}, expect=200)
        assert colleague.get(f"/saved_views/{view['id']}", expect=200)["own"] is False
        assert colleague.patch(f"/saved_views/{view['id']}", {"name": "Theirs"}, expect=403).code == "forbidden"
        assert colleague.delete(f"/saved_views/{view['id']}", expect=403).code == "forbidden"

    def test_a_shared_view_is_changed_by_its_maker_or_an_owner_and_its_maker_keeps_it(self, api, make_token):
        maker, colleague = api.with_token(make_token("manager")), api.with_token(make_token("manager"))
        view = maker.post("/saved_views", {"name": "Ours", "query": "", "shared": True}, expect=201)
        path = f"/saved_views/{view['id']}"
        assert colleague.patch(path, {"name": "Mine"}, expect=403).code == "forbidden"
        assert colleague.patch(path, {"shared": False}, expect=403).code == "forbidden"
        assert colleague.delete(path, expect=403).code == "forbidden"
        api.patch(path, {"name": "Everybody's", "shared": False}, expect=200)
        assert maker.get(path, expect=200)["name"] == "Everybody's"
        maker.patch(path, {"shared": True}, expect=200)
        api.delete(path, expect=204)

    def test_a_cashier_keeps_views_and_shares_none(self, api, make_token):
        cashier = api.with_token(make_token("cashier"))
        view = cashier.post("/saved_views", {"name": "Mine", "query": ""}, expect=201)
        assert cashier.patch(f"/saved_views/{view['id']}", {"shared": True}, expect=403).code == "forbidden"
        assert cashier.post("/saved_views", {"name": "Ours", "query": "", "shared": True}, expect=403).code == "forbidden"

    def test_views_are_as_many_as_a_person_could_use(self, api, make_token):
        somebody = api.with_token(make_token("manager"))
        for number in range(100):
            somebody.post("/saved_views", {"name": f"View {number}", "query": ""}, expect=201)
        assert somebody.post("/saved_views", {"name": "One more", "query": ""}, expect=422).fields == ["name"]
