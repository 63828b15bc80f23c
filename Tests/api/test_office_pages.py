"""The back office's door: who is led where, what the shell tells whom, and that it tells no stranger anything."""

import json
import re
import uuid

import pytest

from support.form_browser import FormBrowser

BOOTSTRAP = re.compile(r'<script type="application/json" id="bootstrap">(.*?)</script>', re.S)


def signed_in(server, email: str, password: str) -> FormBrowser:
    browser = FormBrowser(server.url)
    assert browser.sign_in(email, password).status_code == 303
    return browser


@pytest.fixture
def owner_browser(server):
    owner = server.sign_in["owner"]
    return signed_in(server, owner["email"], owner["password"])


@pytest.fixture
def cashier_browser(api, server):
    email = f"{uuid.uuid4().hex[:8]}@example.com"
    api.post("/staff", {"name": "Cas </script> Król", "role": "cashier", "email": email, "password": "a few plain words"}, expect=201)
    return signed_in(server, email, "a few plain words")


def bootstrap(browser: FormBrowser, path: str) -> dict:
    return json.loads(BOOTSTRAP.search(browser.get(path).text).group(1))


def links(browser: FormBrowser, path: str = "/admin/orders") -> list[str]:
    return re.findall(r'<a href="(/admin/[^"]+)" class="office-entry"', browser.get(path).text)


def test_strangers_are_led_to_the_sign_in_page(server):
    stranger = FormBrowser(server.url)
    for path in ("/admin", "/admin/orders", "/admin/sweep"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/login?next={path}")
    assert stranger.get("/").headers["Location"] == "/login"


def test_owners_are_led_to_the_office_and_cashiers_to_the_till(server, owner_browser, cashier_browser):
    assert owner_browser.get("/").headers["Location"] == "/admin"
    assert owner_browser.get("/admin").headers["Location"] == "/admin/orders"
    assert cashier_browser.get("/").headers["Location"] == "/register"


def test_a_till_opens_as_a_till(server, owner_browser):
    assert owner_browser.become_till(server.sign_in["location_id"], server.register_ids[0]).status_code == 303
    assert owner_browser.get("/").headers["Location"] == "/register"


def test_a_cashier_is_shown_only_pages_that_are_theirs(owner_browser, cashier_browser):
    theirs, all_of_them = links(cashier_browser), links(owner_browser)
    assert "/admin/orders" in theirs and "/admin/settings" not in theirs
    assert set(theirs) < set(all_of_them)
    for path in all_of_them:
        assert owner_browser.get(path).status_code == 200, path
    for path in theirs:
        assert cashier_browser.get(path).status_code == 200, path


def test_the_page_tells_what_the_policy_allows(owner_browser, cashier_browser):
    assert bootstrap(owner_browser, "/admin/orders")["may"]["export_orders"] == "allow"
    may = bootstrap(cashier_browser, "/admin/orders")["may"]
    assert (may["export_orders"], may["cancel_order"], may["edit_orders"]) == ("deny", "needs_approval", "allow")


def test_names_in_the_page_stay_text(api, cashier_browser):
    view = api.post("/saved_views", {"name": "<b>{{7*7}}</b></script>", "query": "", "shared": True}, expect=201)
    page = cashier_browser.get("/admin/orders").text
    assert "<b>{{7*7}}" not in page and "Cas </script>" not in page
    assert "Cas &lt;/script&gt; Król" in page
    assert view["name"] in [each["name"] for each in bootstrap(cashier_browser, "/admin/orders")["page"]["views"]]
    api.delete(f"/saved_views/{view['id']}", expect=204)


def test_pages_are_kept_by_nobody_and_take_no_unknown_parameter(owner_browser):
    answer = owner_browser.get("/admin/orders?display_status=draft&view=given")
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert owner_browser.get("/admin/orders?colour=red").status_code == 422


def test_a_token_opens_no_page(api, server):
    answer = api.session.get(server.url + "/admin/orders", headers={"Accept": "text/html"}, allow_redirects=False, timeout=10)
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/login")
