"""What who looks after staff does at a desk: a lost till ends, a link for a new password is handed over, unused keys are seen."""

import re
import uuid

import pytest

from support.client import Client
from support.form_browser import FormBrowser, cashier_of, till_of
from support.server import Server


@pytest.fixture(scope="module")
def shop(counterfoil, tmp_path_factory):
    server = Server.with_demo_shop(tmp_path_factory.mktemp("desk") / "data")
    pid = server.pid
    yield server
    server.assert_sound(pid)
    assert server.stop() == 0


@pytest.fixture(scope="module")
def boss(shop):
    return Client(shop.url, shop.sign_in["token"])


def somebody(api, role: str = "cashier", **fields) -> dict:
    name = f"Person {uuid.uuid4().hex[:6]}"
    return api.post("/staff", {"name": name, "role": role, "email": f"{uuid.uuid4().hex[:10]}@corner.example", **fields}, expect=201).body


def test_a_lost_till_ends_with_everybody_at_it(shop, boss):
    till = till_of(shop)
    staff_id, pin = cashier_of(shop)
    assert till.enter_pin(staff_id, pin).status_code == 303
    assert till.call("GET", "/orders").status_code == 200
    devices = boss.get("/devices", expect=200)["data"]
    assert devices[0]["register_name"] and devices[0]["location_name"] and devices[0]["enrolled_by"]
    boss.delete(f"/devices/{devices[0]['id']}", expect=204)
    assert till.call("GET", "/orders").status_code == 401
    assert devices[0] not in boss.get("/devices", expect=200)["data"]
    boss.delete(f"/devices/{devices[0]['id']}", expect=404)


def test_devices_are_for_those_who_enrol_them(shop, boss):
    till_of(shop)
    device = boss.get("/devices", expect=200)["data"][0]["id"]
    for role in ("cashier", "integration"):
        other = boss.as_role(role)
        assert other.get("/devices", expect=403).code == "forbidden"
        assert other.delete(f"/devices/{device}", expect=403).code == "forbidden"
    elsewhere = boss.post("/locations", {"name": "Elsewhere"}, expect=201)["id"]
    manager = boss.as_role("manager", elsewhere)
    assert manager.get("/devices", expect=200)["data"] == []
    manager.delete(f"/devices/{device}", expect=404)


def test_a_link_for_a_new_password_works_once(shop, boss):
    person = somebody(boss, "manager")
    first = boss.post(f"/staff/{person['id']}/reset_link", expect=200)
    link = boss.post(f"/staff/{person['id']}/reset_link", expect=200)
    assert re.fullmatch(r"/reset\?secret=[0-9A-Za-z_-]{40,}", link["path"]), link["path"]
    assert link.headers["Cache-Control"] == "no-store"
    browser = FormBrowser(shop.url)
    assert browser.get(first["path"]).status_code == 410
    secret = link["path"].split("=")[1]
    chosen = browser.post("/reset", {"secret": secret, "password": "rye and barley again"}, page=link["path"])
    assert chosen.status_code == 303
    assert FormBrowser(shop.url).sign_in(person["email"], "rye and barley again").status_code == 303
    assert FormBrowser(shop.url).get(link["path"]).status_code == 410


def test_nobody_takes_over_an_account_above_their_own(shop, boss):
    owner = next(one for one in boss.all("/staff") if one["role"] == "owner")
    manager = boss.as_role("manager")
    assert manager.post(f"/staff/{owner['id']}/reset_link", expect=403)
    for role in ("cashier", "integration"):
        assert boss.as_role(role).post(f"/staff/{owner['id']}/reset_link", expect=403).code == "forbidden"
    elsewhere = boss.post("/locations", {"name": "Elsewhere"}, expect=201)["id"]
    here = somebody(boss, location_id=shop.sign_in["location_id"])
    boss.as_role("manager", elsewhere).post(f"/staff/{here['id']}/reset_link", expect=404)


def test_who_may_not_sign_in_gets_no_link(boss):
    gone = somebody(boss)
    boss.delete(f"/staff/{gone['id']}", expect=204)
    assert boss.post(f"/staff/{gone['id']}/reset_link", expect=409).code == "conflict"
    nameless = boss.post("/staff", {"name": "Only a PIN", "role": "cashier"}, expect=201)
    assert boss.post(f"/staff/{nameless['id']}/reset_link", expect=409).code == "conflict"
    boss.post("/staff/stf_unknown/reset_link", expect=404)


def test_a_key_shows_when_it_was_used(boss):
    made = boss.post("/tokens", {"name": "Bookkeeping", "role": "integration"}, expect=201)
    assert made["last_used_at"] is None
    assert boss.get(f"/tokens/{made['id']}", expect=200)["last_used_at"] is None
    boss.with_token(made["token"]).get("/orders", expect=200)
    assert boss.get(f"/tokens/{made['id']}", expect=200)["last_used_at"] is not None


def test_who_came_and_went_is_in_the_journal(shop, boss):
    till = till_of(shop)
    staff_id, pin = cashier_of(shop)
    assert till.enter_pin(staff_id, pin).status_code == 303
    page = [event for event in boss.get("/events", params={"limit": 200}, expect=200)["data"] if event["object"]["id"] == staff_id]
    assert page[-1]["type"] == "staff.signed_in" and page[-1]["data"] == {"by": "pin"}
    assert page[-1]["actor"] == {"kind": "staff", "id": staff_id}
