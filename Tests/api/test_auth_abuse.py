"""Sign-in under attack (AUT-*), requests that other sites forge (WEB-*), and people who lose their rights (IDR-07, IDR-13)."""

import re
import threading
import time

import pytest

from support.client import Client
from support.form_browser import DEVICE, SESSION, FormBrowser, set_up_link, till_of
from support.server import run_command
from support.together import at_once


@pytest.fixture
def shop(fresh_server):
    return fresh_server()


@pytest.fixture
def boss(shop):
    return Client(shop.url, shop.sign_in["token"])


def cashier_of(shop, index=0):
    sign_in = shop.sign_in
    name = sign_in["cashiers"][index]["name"]
    staff = Client(shop.url, sign_in["token"]).get("/staff?limit=200", expect=200)["data"]
    return next(each["id"] for each in staff if each["name"] == name), sign_in["cashiers"][index]["pin"]


def signed_in(shop) -> FormBrowser:
    browser = FormBrowser(shop.url)
    owner = shop.sign_in["owner"]
    assert browser.sign_in(owner["email"], owner["password"]).status_code == 303
    return browser


def wrong_pins(pin):
    return (f"{guess:04}" for guess in range(10_000) if f"{guess:04}" != pin)


class TestPINs:
    def test_the_right_pin_opens_the_till(self, shop):
        till = till_of(shop)
        staff, pin = cashier_of(shop)
        assert till.enter_pin(staff, pin).headers["Location"] == "/register"
        assert "bootstrap" in till.get("/register").text

    def test_guesses_cost_a_wait_then_the_password(self, shop):
        till = till_of(shop)
        staff, pin = cashier_of(shop)
        guesses = wrong_pins(pin)
        answers = [till.enter_pin(staff, next(guesses)) for _ in range(12)]
        assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 7
        assert 1 <= int(answers[-1].headers["Retry-After"]) <= 31
        right = till.enter_pin(staff, pin)
        assert right.status_code == 429, "the right PIN must wait as well"

    def test_a_hundred_guesses_at_once_buy_no_more(self, shop):
        till = till_of(shop)
        staff, pin = cashier_of(shop)
        token = till.token_of(f"/register?staff={staff}")
        guesses = wrong_pins(pin)

        def guess():
            digits = next_guess()
            other = till.with_cookies(session=till.session_cookie, device=till.device_cookie)
            return other.post("/register/pin", {"staff": staff, "pin": digits}, token=token).status_code

        lock = threading.Lock()

        def next_guess():
            with lock:
                return next(guesses)

        codes = at_once(*[guess] * 100)
        assert codes.count(401) <= 5 and codes.count(303) == 0
        assert set(codes) <= {401, 429, 503}

    def test_a_restart_forgets_no_guess(self, shop):
        till = till_of(shop)
        staff, pin = cashier_of(shop)
        guesses = wrong_pins(pin)
        for _ in range(5):
            till.enter_pin(staff, next(guesses))
        port = shop.port
        shop.stop()
        shop.start(port=port)
        assert till.enter_pin(staff, pin).status_code == 429

    def test_somebody_elses_right_pin_forgives_nothing(self, shop):
        till = till_of(shop)
        staff, pin = cashier_of(shop)
        other, other_pin = cashier_of(shop, 1)
        guesses = wrong_pins(pin)
        for _ in range(5):
            till.enter_pin(staff, next(guesses))
        assert till.enter_pin(other, other_pin).status_code == 303
        token = re.search(r'"csrf":\s*"([0-9a-f]+)"', till.get("/register").text).group(1)
        assert till.post("/register/lock", {}, token=token).status_code == 303
        assert till.enter_pin(staff, pin).status_code == 429

    def test_one_pin_tried_on_everybody_ends_too(self, shop):
        till = till_of(shop)
        token = till.token_of(f"/register?staff={cashier_of(shop)[0]}")
        codes = [till.post("/register/pin", {"staff": f"stf_nobody{number}", "pin": "1234"}, token=token).status_code for number in range(25)]
        assert codes[-1] == 429

    def test_a_pin_is_worth_nothing_without_an_enrolled_device(self, shop):
        staff, pin = cashier_of(shop)
        browser = FormBrowser(shop.url)
        for device in (None, "0" * 52, "x"):
            if device is not None:
                browser.cookies[DEVICE] = device
            answer = browser.post("/register/pin", {"staff": staff, "pin": pin}, page="/login")
            assert answer.status_code in (303, 401) and answer.headers.get("Location", "/login") == "/login"
            assert "bootstrap" not in browser.get("/register").text

    def test_a_device_that_was_replaced_is_revoked(self, shop):
        browser = signed_in(shop)
        sign_in = shop.sign_in
        browser.become_till(sign_in["location_id"], shop.register_ids[0])
        old = browser.device_cookie
        browser.become_till(sign_in["location_id"], shop.register_ids[1])
        staff, pin = cashier_of(shop)
        ghost = browser.with_cookies(device=old)
        ghost.post("/register/pin", {"staff": staff, "pin": pin}, page="/login")
        assert ghost.get("/register").headers["Location"].startswith("/login")

    def test_no_page_of_a_till_holds_a_hash_or_a_pin(self, shop):
        till = till_of(shop)
        staff, pin = cashier_of(shop)
        pages = [till.get("/register").text, till.get(f"/register?staff={staff}").text]
        till.enter_pin(staff, pin)
        pages.append(till.get("/register").text)
        for page in pages:
            assert "argon2" not in page and "pin_hash" not in page
            assert all(f'"{each["pin"]}"' not in page for each in shop.sign_in["cashiers"])


class TestSessions:
    def test_a_cookie_planted_before_signing_in_is_worth_nothing(self, shop):
        browser = FormBrowser(shop.url)
        planted = "0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghjk"
        browser.cookies[SESSION] = planted
        owner = shop.sign_in["owner"]
        assert browser.sign_in(owner["email"], owner["password"]).status_code == 303
        assert browser.session_cookie not in (None, planted)
        assert browser.with_cookies(session=planted).call("GET", "/staff").status_code == 401

    def test_each_sign_in_and_pin_makes_a_new_session_and_ends_the_old(self, shop):
        browser = signed_in(shop)
        first = browser.session_cookie
        owner = shop.sign_in["owner"]
        browser.sign_in(owner["email"], owner["password"])
        second = browser.session_cookie
        assert first != second
        assert browser.with_cookies(session=first).call("GET", "/staff").status_code == 401
        browser.become_till(shop.sign_in["location_id"], shop.register_ids[0])
        staff, pin = cashier_of(shop)
        assert browser.enter_pin(staff, pin).status_code == 303
        assert browser.session_cookie != second
        assert browser.with_cookies(session=second).call("GET", "/staff").status_code == 401

    def test_signing_out_ends_the_session_on_the_server(self, shop):
        browser = signed_in(shop)
        cookie = browser.session_cookie
        assert browser.post("/logout", {}, page="/register/device").headers["Location"] == "/login"
        assert browser.with_cookies(session=cookie).call("GET", "/staff").status_code == 401

    @pytest.mark.parametrize("change", [{"role": "cashier"}, {"password": "another long one"}, {"disabled": True}, {"email": "new@corner.example"}])
    def test_losing_rights_ends_every_session_within_a_second(self, shop, boss, change):
        boss.post("/staff", {"name": "Eve", "role": "manager", "email": "eve@corner.example", "password": "a long enough one"}, expect=201)
        eve = next(each["id"] for each in boss.get("/staff", expect=200)["data"] if each["name"] == "Eve")
        browser = FormBrowser(shop.url)
        assert browser.sign_in("eve@corner.example", "a long enough one").status_code == 303
        assert browser.call("GET", "/staff").status_code == 200
        boss.patch(f"/staff/{eve}", change, expect=200)
        started = time.monotonic()
        while browser.call("GET", "/staff").status_code != 401:
            assert time.monotonic() - started < 1, "the session outlived its rights"

    def test_a_disabled_person_does_not_sign_in_again(self, shop, boss):
        boss.post("/staff", {"name": "Eve", "role": "manager", "email": "eve@corner.example", "password": "a long enough one"}, expect=201)
        eve = next(each["id"] for each in boss.get("/staff", expect=200)["data"] if each["name"] == "Eve")
        boss.delete(f"/staff/{eve}", expect=204)
        assert FormBrowser(shop.url).sign_in("eve@corner.example", "a long enough one").status_code == 401

    def test_cookies_are_kept_from_scripts_other_sites_and_plain_http(self, shop):
        browser = signed_in(shop)
        answers = [FormBrowser(shop.url).get("/login"), browser.become_till(shop.sign_in["location_id"], shop.register_ids[0])]
        for answer in answers:
            [line] = answer.raw.headers.getlist("Set-Cookie")
            assert line.startswith("__Host-counterfoil")
            assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in line.split(";")}
            assert "Domain" not in line

    @pytest.mark.parametrize("name", ["__Host-counterfoil%20", "__Host-%63ounterfoil", "counterfoil", "__host-counterfoil", "__Host-Counterfoil"])
    def test_a_cookie_of_nearly_the_name_is_ignored(self, shop, name):
        cookie = signed_in(shop).session_cookie
        answer = FormBrowser(shop.url).call("GET", "/staff", headers={"Cookie": f"{name}={cookie}"})
        assert answer.status_code == 401


class TestPasswords:
    def test_nobody_learns_who_works_here(self, shop):
        owner = shop.sign_in["owner"]["email"]
        answers = [FormBrowser(shop.url).sign_in(email, "not the password") for email in (owner, "nobody@corner.example", "no address")]
        assert {answer.status_code for answer in answers} == {401}
        bodies = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
        assert len(bodies) == 1

    def test_known_and_unknown_take_as_long(self, shop):
        owner = shop.sign_in["owner"]["email"]

        def seconds(email):
            browser = FormBrowser(shop.url)
            token = browser.token_of("/login")
            started = time.monotonic()
            assert browser.post("/login", {"email": email, "password": "not the password"}, token=token).status_code == 401
            return time.monotonic() - started

        known = sorted(seconds(owner) for _ in range(8))
        unknown = sorted(seconds("nobody@corner.example") for _ in range(8))
        assert abs(known[4] - unknown[4]) < 0.6 * max(known[4], unknown[4])

    def test_wrong_passwords_cost_a_wait_however_the_address_is_spelt(self, shop):
        owner = shop.sign_in["owner"]
        spellings = [owner["email"], owner["email"].upper(), f" {owner['email']} "]
        codes = [FormBrowser(shop.url).sign_in(spellings[number % 3], "wrong").status_code for number in range(12)]
        assert codes == [401] * 10 + [429] * 2
        assert FormBrowser(shop.url).sign_in(owner["email"], owner["password"]).status_code == 429

    def test_a_flood_of_sign_ins_slows_nobody_else(self, shop, boss):
        pid = shop.pid
        browsers = [FormBrowser(shop.url) for _ in range(60)]
        tokens = [browser.token_of("/login") for browser in browsers]
        flood = [
            lambda browser=browser, token=token, number=number: browser.post(
                "/login", {"email": f"n{number}@x.example", "password": "wrong wrong"}, token=token).status_code
            for number, (browser, token) in enumerate(zip(browsers, tokens))
        ]
        times = []

        def sell():
            for _ in range(20):
                started = time.monotonic()
                boss.get("/staff", expect=200)
                times.append(time.monotonic() - started)

        codes = at_once(sell, *flood)[1:]
        assert set(codes) <= {401, 429, 503}
        assert sorted(times)[len(times) // 2] < 1
        shop.assert_sound(pid)

    def test_an_endless_password_is_refused_before_it_is_hashed(self, shop):
        pid = shop.pid
        answer = FormBrowser(shop.url).sign_in("nora@corner.example", "x" * 1_048_576)
        assert answer.status_code in (401, 413)
        shop.assert_sound(pid)


class TestForgedRequests:
    @pytest.mark.parametrize("path", ["/login", "/logout", "/register/pin", "/register/device", "/register/lock", "/register/open", "/setup", "/reset"])
    @pytest.mark.parametrize("origin", ["https://evil.example", "null", None, "http://127.0.0.1:1", "http://127.0.0.1.evil.example"])
    def test_a_form_of_another_site_is_refused(self, shop_once, path, origin):
        browser = signed_in(shop_once)
        token = browser.token_of("/register/device")
        assert browser.post(path, {"staff": "stf_1", "pin": "1234"}, token=token, origin=origin).status_code == 403

    @pytest.mark.parametrize("path", ["/login", "/logout", "/register/device", "/register/lock", "/register/open"])
    @pytest.mark.parametrize("token", ["", "0" * 64, None, "x" * 500])
    def test_a_form_without_its_token_is_refused(self, shop_once, path, token):
        browser = signed_in(shop_once)
        assert browser.post(path, {}, token=token).status_code == 403
        assert browser.call("GET", "/staff").status_code == 200

    def test_the_token_of_another_browser_is_refused(self, shop_once):
        mine, theirs = signed_in(shop_once), signed_in(shop_once)
        assert mine.post("/logout", {}, token=theirs.token_of("/register/device")).status_code == 403

    @pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}])
    def test_a_request_that_a_browser_says_is_foreign_is_refused(self, shop_once, headers):
        browser = signed_in(shop_once)
        token = browser.token_of("/register/device")
        assert browser.post("/logout", {}, token=token, headers=headers).status_code == 403

    def test_the_api_wants_origin_and_token_with_a_cookie(self, shop_once):
        browser = signed_in(shop_once)
        token = browser.token_of("/register/device")
        body = {"name": "Cas", "role": "cashier"}
        assert browser.call("POST", "/staff", body).status_code == 403
        assert browser.call("POST", "/staff", body, token="0" * 64).status_code == 403
        assert browser.call("POST", "/staff", body, token=token, origin="https://evil.example").status_code == 403
        assert browser.call("POST", "/staff", body, token=token, origin=None).status_code == 403
        assert browser.call("POST", "/staff", body, token=token).status_code == 201

    @pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x"])
    def test_a_form_dressed_as_something_else_is_refused(self, shop_once, kind):
        browser = signed_in(shop_once)
        answer = browser.send(
            "POST", "/api/v1/staff", data=b'{"name":"Cas","role":"cashier"}', headers={"Content-Type": kind, "Origin": browser.url})
        assert answer.status_code in (403, 415)

    @pytest.mark.parametrize("path", ["/", "/login", "/register", "/register/device", "/logout", "/register/lock", "/register/open"])
    def test_looking_changes_nothing(self, shop_once, path):
        browser = signed_in(shop_once)
        browser.get(path)
        assert browser.call("GET", "/staff").status_code == 200

    @pytest.mark.parametrize("target", [
        "//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example", "http://shop@evil.example", "%2f%2fevil.example",
        "javascript:alert(1)", "/\t/evil.example", "/login?next=/login", " //evil.example", "",
    ])
    def test_signing_in_leads_nowhere_else(self, shop_once, target):
        owner = shop_once.sign_in["owner"]
        answer = FormBrowser(shop_once.url).sign_in(owner["email"], owner["password"], next=target)
        assert answer.headers["Location"] == "/register"

    def test_pages_are_not_framed_and_tell_no_other_site(self, shop_once):
        headers = FormBrowser(shop_once.url).get("/login").headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff" and "no-store" in headers["Cache-Control"]
        assert "Access-Control-Allow-Origin" not in headers


@pytest.fixture(scope="module")
def shop_once(counterfoil, tmp_path_factory):
    """One shop for the cases that leave it as it was."""
    from support.server import Server

    server = Server.with_demo_shop(tmp_path_factory.mktemp("forged") / "data")
    pid = server.pid
    yield server
    server.assert_sound(pid)
    server.stop()


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
        for file in shop.data.iterdir():
            if file.is_file() and file.name != "demo-sign-in.json":
                content = file.read_bytes()
                assert not any(secret.encode() in content for secret in secrets), file.name
        assert not any(secret in shop.log() for secret in secrets)

    def test_the_servers_secret_is_for_its_owner_alone(self, shop):
        assert (shop.data / "secret.key").stat().st_mode & 0o777 == 0o600
