"""First run and reset links (AUT-11, AUT-16), and where secrets may stand (AUT-03, AUT-17)."""

import re

import pytest

from support.client import Client
from support.form_browser import FormBrowser, cashier_of, set_up_link, signed_in
from support.server import run_command
from support.together import at_once


@pytest.fixture
def shop(fresh_server):
    return fresh_server()


@pytest.fixture
def boss(shop):
    return Client(shop.url, shop.sign_in["token"])


class TestFirstRun:
    FORM = {
        "shop_name": "Corner bakery", "currency": "EUR", "time_zone": "Europe/London", "owner_name": "Nora", "email": "nora@corner.example",
        "password": "flour water salt time", "pin": "4711",
    }

    def secret(self, server):
        return set_up_link(server).split("=")[1]

    @pytest.fixture
    def empty(self, fresh_server):
        return fresh_server(demo=False)

    def test_without_the_secret_nobody_sets_up(self, empty):
        browser = FormBrowser(empty.url)
        assert browser.get("/setup").status_code == 410
        assert browser.get("/setup?secret=" + "0" * 52).status_code == 410
        assert browser.post("/setup", {**self.FORM, "secret": "0" * 52}, page="/login").status_code == 410

    def test_there_is_no_default_account(self, empty):
        for email, password in (("admin@shop", "admin"), ("owner@example.com", "password"), ("admin@example.com", "admin")):
            assert FormBrowser(empty.url).sign_in(email, password).status_code == 401

    def test_set_up_makes_one_owner_once(self, empty):
        secret = self.secret(empty)
        browsers = [FormBrowser(empty.url), FormBrowser(empty.url)]
        tokens = [browser.token_of(f"/setup?secret={secret}") for browser in browsers]
        answers = at_once(*[
            lambda browser=browser, token=token: browser.post("/setup", {**self.FORM, "secret": secret}, token=token)
            for browser, token in zip(browsers, tokens)
        ])
        assert sorted(answer.status_code for answer in answers)[0] == 303
        assert sum(answer.status_code == 303 for answer in answers) == 1
        assert FormBrowser(empty.url).get(f"/setup?secret={secret}").status_code == 410
        winner = browsers[[answer.status_code for answer in answers].index(303)]
        assert [staff["role"] for staff in winner.call("GET", "/staff").json()["data"]] == ["owner"]

    def test_a_refused_form_keeps_what_was_typed_but_not_the_password(self, empty):
        secret = self.secret(empty)
        browser = FormBrowser(empty.url)
        answer = browser.post("/setup", {**self.FORM, "secret": secret, "password": "password1"}, page=f"/setup?secret={secret}")
        assert answer.status_code == 422
        assert 'value="Corner bakery"' in answer.text and "password1" not in answer.text
        assert browser.post("/setup", {**self.FORM, "secret": secret}, page=f"/setup?secret={secret}").status_code == 303


class TestResetLinks:
    def link(self, shop, email=None):
        made = run_command("staff", "reset", "--email", email or shop.sign_in["owner"]["email"], data=shop.data)
        found = re.search(r"/reset\?secret=([0-9a-z]+)", made.stdout)
        assert found is not None, made.stdout + made.stderr
        return found.group(1)

    def reset(self, shop, secret, password="brand new words"):
        return FormBrowser(shop.url).post("/reset", {"secret": secret, "password": password}, page="/login")

    def test_a_link_sets_a_password_once_and_ends_every_session(self, shop):
        browser = signed_in(shop)
        owner = shop.sign_in["owner"]
        secret = self.link(shop)
        assert FormBrowser(shop.url).get(f"/reset?secret={secret}").status_code == 200
        assert self.reset(shop, secret, "short").status_code == 422
        assert self.reset(shop, secret).headers["Location"] == "/login?done=reset"
        assert browser.call("GET", "/staff").status_code == 401
        assert self.reset(shop, secret, "and another one").status_code == 410
        assert FormBrowser(shop.url).get(f"/reset?secret={secret}").status_code == 410
        assert FormBrowser(shop.url).sign_in(owner["email"], owner["password"]).status_code == 401
        assert FormBrowser(shop.url).sign_in(owner["email"], "brand new words").status_code == 303

    def test_of_two_who_use_a_link_at_once_one_does(self, shop):
        secret = self.link(shop)
        codes = at_once(*[lambda number=number: self.reset(shop, secret, f"brand new words {number}").status_code for number in range(4)])
        assert sorted(codes)[0] == 303 and codes.count(303) == 1

    def test_a_newer_link_and_a_changed_address_end_the_older_one(self, shop, boss):
        older = self.link(shop)
        newer = self.link(shop)
        assert self.reset(shop, older).status_code == 410
        owner = next(each for each in boss.get("/staff?limit=200", expect=200)["data"] if each["role"] == "owner")
        boss.patch(f"/staff/{owner['id']}", {"email": "moved@corner.example"}, expect=200)
        assert self.reset(shop, newer).status_code == 410

    def test_guessing_links_ends(self, shop):
        codes = [FormBrowser(shop.url).get(f"/reset?secret={number:052}").status_code for number in range(30)]
        assert codes[0] == 410 and codes[-1] == 429

    def test_a_forged_host_reaches_nothing(self, shop):
        secret = self.link(shop)
        answer = FormBrowser(shop.url).send("GET", f"/reset?secret={secret}", headers={"Host": "evil.example", "Accept": "text/html"})
        assert "evil.example" not in answer.text


class TestDatabase:
    def test_no_secret_stands_in_the_database(self, shop):
        browser = signed_in(shop)
        browser.become_till(shop.sign_in["location_id"], shop.register_ids[0])
        staff, pin = cashier_of(shop)
        browser.enter_pin(staff, pin)
        secrets = [*browser.cookies.values(), shop.sign_in["owner"]["password"], shop.sign_in["token"]]
        for name, content in shop.stored().items():
            assert name == "demo-sign-in.json" or not any(secret.encode() in content for secret in secrets), name
        assert not any(secret in shop.log() for secret in secrets)

    def test_the_servers_secret_is_for_its_owner_alone(self, shop):
        assert (shop.data / "secret.key").stat().st_mode & 0o777 == 0o600
