"""`/tokens`: keys for programs. Shown once, stored hashed, worth nothing once revoked or over (AUT-17)."""

import datetime
import time
import uuid

import pytest


def in_seconds(seconds: float) -> str:
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def test_a_token_is_shown_once_and_never_again(api):
    key = str(uuid.uuid4())
    body = {"name": "Web shop", "role": "integration"}
    made = api.post("/tokens", body, key=key, expect=201)
    secret = made["token"]
    assert secret.startswith("cf_") and len(secret) > 50
    again = api.post("/tokens", body, key=key, expect=201)
    assert again["id"] == made["id"] and "token" not in again.body
    assert secret not in api.get("/tokens?limit=200", expect=200).text
    assert secret not in api.get(f"/tokens/{made['id']}", expect=200).text
    api.with_token(secret).get("/staff", expect=200)


def test_the_database_and_the_log_hold_no_token(api, server):
    secret = api.post("/tokens", {"name": "Hidden", "role": "integration"}, key=True, expect=201)["token"]
    api.with_token(secret).get("/staff", expect=200)
    for name, content in server.stored().items():
        assert name == "demo-sign-in.json" or secret.encode() not in content, name
    assert secret not in server.log()


@pytest.mark.parametrize("wrong", [
    lambda secret: "cf_", lambda secret: secret[:-1], lambda secret: secret + "0", lambda secret: secret.upper(),
    lambda secret: "", lambda secret: "x" * 600, lambda secret: secret.replace("cf_", "cg_"),
])
def test_what_is_nearly_a_token_is_none(api, wrong):
    secret = api.make_token("cashier")
    answer = api.with_token(wrong(secret)).get("/staff")
    assert answer.status == 401 and answer.headers["Content-Type"] == "application/problem+json"


def test_a_token_in_the_address_is_refused(api):
    secret = api.make_token("owner")
    api.with_token(None).get(f"/staff?access_token={secret}", expect=401)


def test_a_revoked_token_is_worth_nothing_within_a_second(api):
    made = api.post("/tokens", {"name": "Short", "role": "manager"}, expect=201)
    holder = api.with_token(made["token"])
    holder.get("/staff", expect=200)
    api.delete(f"/tokens/{made['id']}", expect=204)
    holder.get("/staff", expect=401)
    api.get(f"/tokens/{made['id']}", expect=404)


def test_a_token_ends_at_its_time(api):
    made = api.post("/tokens", {"name": "Ending", "role": "manager", "expires_at": in_seconds(1.5)}, expect=201)
    holder = api.with_token(made["token"])
    holder.get("/staff", expect=200)
    deadline = time.monotonic() + 10
    while holder.get("/staff").status != 401:
        assert time.monotonic() < deadline, "the token did not end"
    api.post("/tokens", {"name": "Past", "role": "manager", "expires_at": in_seconds(-60)}, expect=422)


def test_nobody_makes_a_token_with_more_than_they_have(api, make_token):
    manager = api.with_token(make_token("manager"))
    manager.post("/tokens", {"name": "More", "role": "owner"}, expect=403)
    manager.post("/tokens", {"name": "As much", "role": "manager"}, expect=201)
    for role in ("cashier", "integration"):
        holder = api.with_token(make_token(role))
        holder.post("/tokens", {"name": "Any", "role": "cashier"}, expect=403)
        holder.get("/tokens", expect=403)


def test_a_token_of_one_location_makes_none_for_another(api, make_token):
    here = api.post("/locations", {"name": "Here"}, expect=201)["id"]
    there = api.post("/locations", {"name": "There"}, expect=201)["id"]
    bound = api.with_token(make_token("manager", here))
    bound.post("/tokens", {"name": "Elsewhere", "role": "cashier", "location_id": there}, expect=422)
    bound.post("/tokens", {"name": "Everywhere", "role": "cashier"}, expect=422)
    bound.post("/tokens", {"name": "Here", "role": "cashier", "location_id": here}, expect=201)


def test_only_the_name_of_a_token_changes(api):
    made = api.post("/tokens", {"name": "Old", "role": "cashier"}, expect=201)
    assert api.patch(f"/tokens/{made['id']}", {"name": "New"}, expect=200)["name"] == "New"
    assert api.patch(f"/tokens/{made['id']}", {"role": "owner"}, expect=422).fields == ["role"]


def test_a_restarted_shop_knows_its_tokens(fresh_server, owner):
    server = fresh_server()
    secret = owner(server).make_token("cashier")
    server.stop()
    server.start()
    owner(server).with_token(secret).get("/staff", expect=200)
