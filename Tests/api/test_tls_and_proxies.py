"""The ways a tablet on the shop's network reaches the server: TLS of its own, or a proxy that speaks for people."""

import re
import socket
import ssl
import subprocess

import pytest
import requests


def form_token(page: str) -> str:
    return re.search(r'name="csrf" value="([^"]+)"', page)[1]


def outer_address() -> str | None:
    """An address of this machine that is not loopback; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = probe.getsockname()[0]
    return None if address.startswith("127.") else address


@pytest.fixture
def certificate(tmp_path):
    """A certificate for this machine's addresses, signed by itself, and its key."""
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    names = ",".join(f"IP:{address}" for address in {"127.0.0.1", outer_address() or "127.0.0.1"})
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=till", "-addext", f"subjectAltName={names}",
         "-keyout", str(key), "-out", str(chain)], check=True, capture_output=True)
    return chain, key


def cookie_of(response: requests.Response) -> str:
    return response.headers["Set-Cookie"].split(";")[0]


def sign_in(base: str, owner: dict, verify=True, **headers: str) -> tuple[requests.Session, requests.Response]:
    """Signs in as a browser does. The cookie is handed on by hand: it is secure, and over http a library would keep it back."""
    session = requests.Session()
    session.trust_env = False
    session.verify = str(verify) if verify is not True else True
    session.headers.update(headers)
    page = session.get(f"{base}/login")
    session.cookies.clear()
    session.headers["Cookie"] = cookie_of(page)
    answer = session.post(
        f"{base}/login", headers={"Origin": headers.get("Origin", base)}, allow_redirects=False,
        data={"email": owner["email"], "password": owner["password"], "csrf": form_token(page.text)})
    session.cookies.clear()
    if "Set-Cookie" in answer.headers:
        session.headers["Cookie"] = cookie_of(answer)
    return session, answer


def test_a_tablet_signs_in_over_tls(fresh_server, certificate):
    chain, key = certificate
    address = outer_address() or "127.0.0.1"
    server = fresh_server("--host", "0.0.0.0", "--tls-cert", str(chain), "--tls-key", str(key))
    assert server.url.startswith("https://")
    base = f"https://{address}:{server.port}"
    session, answer = sign_in(base, server.sign_in["owner"], chain)
    assert answer.status_code == 303, answer.text[:500]
    assert answer.headers["Set-Cookie"].startswith("__Host-") and "Secure" in answer.headers["Set-Cookie"]
    assert session.get(f"{base}/api/v1/orders").status_code == 200


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_tls_is_not_spoken(fresh_server, certificate):
    chain, key = certificate
    server = fresh_server("--tls-cert", str(chain), "--tls-key", str(key), demo=False)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= ssl.OP_NO_TLSv1_2 | ssl.OP_NO_TLSv1_3
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain, pytest.raises((ssl.SSLError, ConnectionError)):
        context.wrap_socket(plain)
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as garbage:
        garbage.sendall(b"GET /healthz HTTP/1.1\r\n\r\n")
        assert not garbage.recv(100).startswith(b"HTTP/1.1 200")
    server.assert_sound()


def test_behind_a_trusted_proxy_the_way_is_as_safe_as_the_proxy_says(fresh_server):
    server = fresh_server("--trusted-proxy", "127.0.0.1", "--public-url", "https://till.example")
    base, owner = f"http://127.0.0.1:{server.port}", server.sign_in["owner"]
    forwarded = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    for origin, status in [("http://127.0.0.1", 403), ("https://evil.example", 403), ("null", 403), ("https://till.example", 303)]:
        _, answer = sign_in(base, owner, **forwarded, Origin=origin)
        assert answer.status_code == status, (origin, answer.text[:300])


def test_nobody_else_may_say_for_whom_it_speaks(fresh_server):
    server = fresh_server("--trusted-proxy", "192.0.2.0/24")
    base, owner = f"http://127.0.0.1:{server.port}", server.sign_in["owner"]
    forwarded = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    assert sign_in(base, owner, **forwarded, Origin=base.replace("http:", "https:"))[1].status_code == 403
    assert sign_in(base, owner, **forwarded)[1].status_code == 303


def test_a_browser_s_reads_stay_on_this_site(server):
    base = server.url
    session, answer = sign_in(base, server.sign_in["owner"])
    assert answer.status_code == 303
    for site, status in [(None, 200), ("same-origin", 200), ("none", 200), ("cross-site", 403), ("same-site", 403)]:
        headers = {"Sec-Fetch-Site": site} if site else {}
        assert session.get(f"{base}/api/v1/orders", headers=headers).status_code == status


def test_a_browser_s_writes_need_origin_and_token(server):
    base = server.url
    session, _ = sign_in(base, server.sign_in["owner"])
    for headers in [{}, {"Origin": base}, {"Origin": base, "X-CSRF-Token": "0" * 64}, {"Origin": "http://evil.example"}]:
        answer = session.post(f"{base}/api/v1/orders", json={}, headers=headers)
        assert answer.status_code == 403, headers
