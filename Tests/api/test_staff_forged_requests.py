"""Requests that other sites forge in a signed-in browser's name (WEB-*): refused, and nothing changed."""

import pytest

from support.form_browser import FormBrowser, signed_in
from support.server import Server


@pytest.fixture(scope="module")
def shop_once(counterfoil, tmp_path_factory):
    """One shop for all cases, for they leave it as it was."""
    server = Server.with_demo_shop(tmp_path_factory.mktemp("forged") / "data")
    pid = server.pid
    yield server
    server.assert_sound(pid)
    server.stop()


@pytest.mark.parametrize("path", ["/login", "/logout", "/register/pin", "/register/device", "/register/lock", "/register/open", "/setup", "/reset"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", None, "http://127.0.0.1:1", "http://127.0.0.1.evil.example"])
def test_a_form_of_another_site_is_refused(shop_once, path, origin):
    browser = signed_in(shop_once)
    token = browser.token_of("/register/device")
    assert browser.post(path, {"staff": "stf_1", "pin": "1234"}, token=token, origin=origin).status_code == 403


@pytest.mark.parametrize("path", ["/login", "/logout", "/register/device", "/register/lock", "/register/open"])
@pytest.mark.parametrize("token", ["", "0" * 64, None, "x" * 500])
def test_a_form_without_its_token_is_refused(shop_once, path, token):
    browser = signed_in(shop_once)
    assert browser.post(path, {}, token=token).status_code == 403
    assert browser.call("GET", "/staff").status_code == 200


def test_the_token_of_another_browser_is_refused(shop_once):
    mine, theirs = signed_in(shop_once), signed_in(shop_once)
    assert mine.post("/logout", {}, token=theirs.token_of("/register/device")).status_code == 403


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}])
def test_a_request_that_a_browser_says_is_foreign_is_refused(shop_once, headers):
    browser = signed_in(shop_once)
    token = browser.token_of("/register/device")
    assert browser.post("/logout", {}, token=token, headers=headers).status_code == 403


def test_the_api_wants_origin_and_token_with_a_cookie(shop_once):
    browser = signed_in(shop_once)
    token = browser.token_of("/register/device")
    body = {"name": "Cas", "role": "cashier"}
    assert browser.call("POST", "/staff", body).status_code == 403
    assert browser.call("POST", "/staff", body, token="0" * 64).status_code == 403
    assert browser.call("POST", "/staff", body, token=token, origin="https://evil.example").status_code == 403
    assert browser.call("POST", "/staff", body, token=token, origin=None).status_code == 403
    assert browser.call("POST", "/staff", body, token=token).status_code == 201


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x"])
def test_a_form_dressed_as_something_else_is_refused(shop_once, kind):
    browser = signed_in(shop_once)
    answer = browser.send(
        "POST", "/api/v1/staff", data=b'{"name":"Cas","role":"cashier"}', headers={"Content-Type": kind, "Origin": browser.url})
    assert answer.status_code in (403, 415)


@pytest.mark.parametrize("path", ["/", "/login", "/register", "/register/device", "/logout", "/register/lock", "/register/open"])
def test_looking_changes_nothing(shop_once, path):
    browser = signed_in(shop_once)
    browser.get(path)
    assert browser.call("GET", "/staff").status_code == 200


@pytest.mark.parametrize("target", [
    "//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example", "http://shop@evil.example", "%2f%2fevil.example",
    "javascript:alert(1)", "/\t/evil.example", "/login?next=/login", " //evil.example", "",
])
def test_signing_in_leads_nowhere_else(shop_once, target):
    owner = shop_once.sign_in["owner"]
    answer = FormBrowser(shop_once.url).sign_in(owner["email"], owner["password"], next=target)
    assert answer.headers["Location"] == "/admin"


def test_pages_are_not_framed_and_tell_no_other_site(shop_once):
    headers = FormBrowser(shop_once.url).get("/login").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff" and "no-store" in headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in headers
