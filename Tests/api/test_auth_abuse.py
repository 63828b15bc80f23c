"""Sign-in under attack (AUT-*), and people who lose their rights (IDR-07, IDR-13)."""

import re
import statistics
import threading
import time

import pytest

from support.client import Client
from support.form_browser import DEVICE, SESSION, FormBrowser, cashier_of, signed_in, till_of
from support.together import at_once


@pytest.fixture
def shop(fresh_server):
    return fresh_server()


@pytest.fixture
def boss(shop):
    return Client(shop.url, shop.sign_in["token"])


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

    def test_a_lost_device_is_removed_from_afar(self, shop):
        lost, office = till_of(shop), signed_in(shop)
        staff, pin = cashier_of(shop)
        assert lost.enter_pin(staff, pin).status_code == 303
        assert lost.call("GET", "/staff").status_code == 200
        device = re.search(r'name="device" value="(dev_[0-9a-z]+)"', office.get("/register/device").text).group(1)
        assert office.post("/register/device/remove", {"device": device}, page="/register/device").status_code == 303
        assert lost.call("GET", "/staff").status_code == 401
        assert lost.get("/register").headers["Location"].startswith("/login")
        assert lost.post("/register/pin", {"staff": staff, "pin": pin}, page="/login").status_code in (303, 401)
        assert "bootstrap" not in lost.get("/register").text

    def test_a_device_whose_till_is_gone_is_no_till(self, shop, boss):
        register = boss.post("/registers", {"name": "Till 9", "location_id": shop.sign_in["location_id"]}, expect=201)["id"]
        browser = signed_in(shop)
        browser.become_till(shop.sign_in["location_id"], register)
        boss.delete(f"/registers/{register}", expect=204)
        page = browser.get("/register")
        assert page.status_code == 200 and "Which till is this?" in page.text

    def test_a_cashier_removes_and_enrols_no_device(self, shop):
        till = till_of(shop)
        staff, pin = cashier_of(shop)
        till.enter_pin(staff, pin)
        token = re.search(r'"csrf":\s*"([0-9a-f]+)"', till.get("/register").text).group(1)
        location, register = shop.sign_in["location_id"], shop.register_ids[1]
        assert till.post("/register/device", {"till": f"{location}.{register}"}, token=token).status_code == 403
        assert till.post("/register/device/remove", {"device": "dev_1"}, token=token).status_code == 403
        assert "name=\"device\"" not in till.get("/register/device").text

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

    def test_known_and_unknown_take_as_much_work(self, shop):
        owner = shop.sign_in["owner"]["email"]

        def work(email):
            browser = FormBrowser(shop.url)
            token = browser.token_of("/login")
            before = shop.processor_time()
            assert browser.post("/login", {"email": email, "password": "not the password"}, token=token).status_code == 401
            return shop.processor_time() - before

        known = statistics.median(work(owner) for _ in range(8))
        unknown = statistics.median(work("nobody@corner.example") for _ in range(8))
        assert abs(known - unknown) < 0.6 * max(known, unknown)

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
