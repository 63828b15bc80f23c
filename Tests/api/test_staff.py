"""`/staff`: who works here; secrets go in and never come out."""

import uuid

import pytest

WORDS_OF_SECRETS = ("hash", "argon", "salt", "pin_", "password_", "secret", "$")


def new_email() -> str:
    return f"{uuid.uuid4().hex[:12]}@corner.example"


@pytest.fixture
def cashier(api):
    return api.post("/staff", {"name": "Cas", "role": "cashier", "pin": "2580"}, expect=201).body


def test_somebody_is_added_read_changed_and_disabled(api):
    email = new_email()
    made = api.post("/staff", {"name": "Mia", "role": "manager", "email": email, "password": "a long enough one"}, expect=201)
    staff = made.body
    assert made.headers["Location"] == f"/api/v1/staff/{staff['id']}"
    assert (staff["name"], staff["role"], staff["email"], staff["has_password"], staff["has_pin"]) == ("Mia", "manager", email, True, False)
    changed = api.patch(f"/staff/{staff['id']}", {"name": "Mia K", "pin": "1470"}, expect=200)
    assert changed["name"] == "Mia K" and changed["has_pin"] is True
    api.delete(f"/staff/{staff['id']}", expect=204)
    assert api.get(f"/staff/{staff['id']}", expect=200)["disabled"] is True


def test_no_answer_holds_a_hash_or_a_digit_of_a_pin(api, cashier):
    texts = [api.get("/staff", expect=200).text, api.get(f"/staff/{cashier['id']}", expect=200).text]
    for text in texts:
        assert "2580" not in text.replace(cashier["id"], "")
        for word in WORDS_OF_SECRETS:
            assert f'"{word}"' not in text and "argon2" not in text


def test_a_cashier_learns_names_and_roles_and_nothing_else(api, make_token, cashier):
    as_cashier = api.with_token(make_token("cashier"))
    for staff in as_cashier.get("/staff", expect=200)["data"]:
        assert staff["email"] is None and staff["location_id"] is None
        assert set(staff) == {"id", "name", "role", "email", "location_id"}
    as_cashier.post("/staff", {"name": "Eve", "role": "owner"}, expect=403)
    as_cashier.patch(f"/staff/{cashier['id']}", {"role": "owner"}, expect=403)
    as_cashier.delete(f"/staff/{cashier['id']}", expect=403)


@pytest.mark.parametrize("field, value", [
    ("is_admin", True), ("permissions", ["*"]), ("email_verified", True), ("id", "stf_1"), ("pin_hash", "x"), ("created_at", "2026-01-01T00:00:00Z"),
])
def test_fields_that_nobody_may_set_are_refused(api, cashier, field, value):
    answer = api.patch(f"/staff/{cashier['id']}", {field: value}, expect=422)
    assert answer.fields == [field]


@pytest.mark.parametrize("body, field", [
    ({"role": "cashier"}, "name"), ({"name": "", "role": "cashier"}, "name"), ({"name": "Cas"}, "role"),
    ({"name": "Cas", "role": "integration"}, "role"), ({"name": "Cas", "role": "cashier", "pin": "123"}, "pin"),
    ({"name": "Cas", "role": "cashier", "pin": "12a4"}, "pin"), ({"name": "Cas", "role": "cashier", "pin": 1234}, "pin"),
    ({"name": "Cas", "role": "cashier", "email": "no address"}, "email"),
    ({"name": "Cas", "role": "cashier", "email": "a@b.example", "password": "short"}, "password"),
    ({"name": "Cas", "role": "cashier", "email": "a@b.example", "password": "password1"}, "password"),
    ({"name": "Cas", "role": "cashier", "email": "a@b.example", "password": "x" * 1025}, "password"),
    ({"name": "Cas", "role": "cashier", "password": "a long enough one"}, "email"),
    ({"name": "Cas", "role": "cashier", "location_id": "loc_nowhere"}, "location_id"),
])
def test_what_is_wrong_is_named(api, body, field):
    assert field in api.post("/staff", body, expect=422).fields


@pytest.mark.parametrize("spelling", [str.upper, lambda email: f" {email} ", lambda email: chr(ord(email[0]) - 0x61 + 0xFF41) + email[1:]])
def test_one_address_is_one_account_however_it_is_spelt(api, spelling):
    email = "a" + new_email()
    api.post("/staff", {"name": "Mia", "role": "cashier", "email": email}, expect=201)
    api.post("/staff", {"name": "Twin", "role": "cashier", "email": spelling(email)}, expect=(409, 422))


@pytest.mark.parametrize("email", ["adm\u0131n@shop.example", "nora\u200b@shop.example", "zoe\u0301@shop.example"])
def test_addresses_that_could_pose_as_others_are_refused(api, email):
    api.post("/staff", {"name": "Eve", "role": "cashier", "email": email}, expect=422)


def test_a_manager_makes_no_owner_and_touches_none(api, make_token):
    manager = api.with_token(make_token("manager"))
    manager.post("/staff", {"name": "Eve", "role": "owner"}, expect=403)
    owner = next(staff for staff in api.get("/staff", expect=200)["data"] if staff["role"] == "owner")
    manager.patch(f"/staff/{owner['id']}", {"role": "cashier"}, expect=403)
    manager.delete(f"/staff/{owner['id']}", expect=403)


def test_the_last_owner_stays(api):
    owner = next(staff for staff in api.get("/staff", expect=200)["data"] if staff["role"] == "owner" and not staff["disabled"])
    api.delete(f"/staff/{owner['id']}", expect=409)
    api.patch(f"/staff/{owner['id']}", {"role": "manager"}, expect=409)


def test_somebody_of_another_location_is_not_found(api, make_token):
    here = api.post("/locations", {"name": "Here"}, expect=201)["id"]
    there = api.post("/locations", {"name": "There"}, expect=201)["id"]
    staff = api.post("/staff", {"name": "Far", "role": "cashier", "location_id": there}, expect=201)["id"]
    bound = api.with_token(make_token("manager", here))
    unknown = bound.get("/staff/stf_00000000000000000000000000", expect=404)
    foreign = bound.get(f"/staff/{staff}", expect=404)
    assert foreign.body == unknown.body
    assert staff not in bound.get("/staff?limit=200", expect=200).text
    bound.post("/staff", {"name": "More", "role": "cashier", "location_id": there}, expect=422)
    bound.post("/staff", {"name": "More", "role": "cashier"}, expect=422)


def test_a_repeated_request_adds_nobody_twice(api):
    body = {"name": "Once", "role": "cashier", "pin": "2580"}
    key = str(uuid.uuid4())
    first = api.post("/staff", body, key=key, expect=201)
    again = api.post("/staff", body, key=key, expect=201)
    assert again["id"] == first["id"] and again.headers["Idempotent-Replayed"] == "true"
