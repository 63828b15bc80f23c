"""A till elsewhere on the shop's network: over TLS of our own, and behind a proxy that speaks it for us."""

import socket
import subprocess

import pytest

from support.form_browser import FormBrowser


def address_of_this_machine() -> str:
    """An address of this machine that is not loopback; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            # Without a network there is only loopback; TLS and cookies are the same there.
            return "127.0.0.1"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=till",
         "-addext", f"subjectAltName=IP:{address_of_this_machine()}", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True)
    return folder


@pytest.fixture
def secure_server(fresh_server, certificate):
    return fresh_server(
        "--host", "0.0.0.0", "--tls-cert", str(certificate / "certificate.pem"), "--tls-key", str(certificate / "key.pem"))


def sell_as_cashier(browser, server):
    owner = server.sign_in["owner"]
    assert browser.sign_in(owner["email"], owner["password"]).status_code == 303
    assert browser.become_till(server.sign_in["location_id"], server.register_ids[0]).status_code == 303
    cashier = server.sign_in["cashiers"][0]
    staff = next(each["id"] for each in browser.call("GET", "/staff?limit=200").json()["data"] if each["name"] == cashier["name"])
    assert browser.enter_pin(staff, cashier["pin"]).status_code == 303
    assert 'id="bootstrap"' in browser.get("/register").text


def test_a_tablet_on_the_network_signs_in_over_tls(secure_server, certificate):
    browser = FormBrowser(f"https://{address_of_this_machine()}:{secure_server.port}", verify=str(certificate / "certificate.pem"))
    sell_as_cashier(browser, secure_server)


def test_a_real_browser_keeps_the_cookies_of_the_network_address(secure_server, browser):
    context = browser.new_context(base_url=f"https://{address_of_this_machine()}:{secure_server.port}", ignore_https_errors=True)
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("E-mail").fill(secure_server.sign_in["owner"]["email"])
    page.get_by_label("Password").fill(secure_server.sign_in["owner"]["password"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/orders")
    page.goto("/register")
    page.get_by_role("heading", name="Which till is this?").wait_for()
    assert {cookie["name"] for cookie in context.cookies()} == {"__Host-counterfoil"}
    context.close()


class BehindProxy(FormBrowser):
    """What arrives when a proxy at this machine passes on a browser's requests to https://till.example."""

    def __init__(self, url: str, client: str = "203.0.113.9"):
        super().__init__(url)
        self.client = client

    def send(self, method, path, *, headers=None, **options):
        sent = {**(headers or {}), "Host": "till.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": self.client}
        if "Origin" in sent:
            sent["Origin"] = "https://till.example"
        return super().send(method, path, headers=sent, **options)


def test_a_till_signs_in_through_a_trusted_proxy(fresh_server):
    server = fresh_server("--trusted-proxy", "127.0.0.1", "--public-url", "https://till.example")
    sell_as_cashier(BehindProxy(server.url), server)


def test_a_made_up_forwarded_address_buys_no_more_tries(fresh_server):
    server = fresh_server()
    codes = []
    for number in range(75):
        browser = FormBrowser(server.url)
        form = {"email": f"nobody{number}@corner.example", "password": "wrong wrong"}
        answer = browser.post("/login", form, page="/login", headers={"X-Forwarded-For": f"198.51.100.{number}"})
        codes.append(answer.status_code)
    assert codes[0] == 401 and codes[-1] == 429
