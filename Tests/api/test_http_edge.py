"""The edge: what is no proper request is refused as the contract says, and nothing ends or tires the process (DOS, IDR-10, PRS-08)."""

import time
from pathlib import Path

import pytest
from support.wire import Wire

HOST = "Host: localhost\r\n"
GET = f"GET /healthz HTTP/1.1\r\n{HOST}"


@pytest.fixture
def wire(server):
    """Opens connections, closes them at the end, and checks that the server still lives as the same process."""
    made: list[Wire] = []
    pid = server.pid

    def make(**options) -> Wire:
        made.append(Wire(server.port, **options))
        return made[-1]

    yield make
    for each in made:
        each.close()
    server.assert_sound(pid)
    with Wire(server.port) as control:
        started = time.monotonic()
        assert control.send(GET + "\r\n").hear().status == 200
        assert time.monotonic() - started < 1


def memory(server) -> int:
    """Resident octets of the server."""
    for line in Path(f"/proc/{server.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmRSS")


def authorised(server) -> str:
    return f"{HOST}Authorization: Bearer {server.sign_in['token']}\r\n"


class TestHeaders:
    def test_more_than_a_hundred_fields_are_too_many(self, wire):
        fields = "".join(f"X-{number}: 1\r\n" for number in range(101))
        heard = wire().send(GET + fields + "\r\n").hear()
        assert heard.status == 431
        assert b'"headers_too_large"' in heard.body

    def test_more_than_32_kib_are_too_large(self, wire):
        fields = "".join(f"X-{number}: {'a' * 1000}\r\n" for number in range(34))
        assert wire().send(GET + fields + "\r\n").hear().status == 431

    def test_one_header_of_79_kb_is_refused_and_the_connection_closed(self, wire):
        heard = wire().send(GET + f"X-A: {'a' * 79_000}\r\n\r\n").hear(until_closed=True)
        assert (heard.status, heard.closed) == (431, True)
        assert heard.headers["content-type"] == "application/problem+json"

    def test_a_flood_of_headers_costs_no_memory(self, wire, server):
        before = memory(server)
        connection = wire(timeout=20)
        connection.send(GET)
        for batch in range(100):
            connection.send("".join(f"X-{batch}-{number}: 1\r\n" for number in range(1000)))
        heard = connection.hear(until_closed=True)
        assert heard.status in (431, 0) and heard.closed
        assert memory(server) - before < 16 * 1024 * 1024

    def test_a_body_that_waits_to_be_called_for_is_called_for(self, wire, server):
        own = f"{authorised(server)}Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n"
        connection = wire().send(f"POST /api/v1/orders HTTP/1.1\r\n{own}\r\n")
        assert connection.socket.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        assert connection.send("{}").hear().status == 201

    def test_a_path_may_hold_8_kib_and_an_address_24(self, wire):
        assert wire().send(f"GET /{'a' * 9000} HTTP/1.1\r\n{HOST}\r\n").hear().status == 414
        assert wire().send(f"GET /{'a' * 7000} HTTP/1.1\r\n{HOST}\r\n").hear().status == 404
        assert wire().send(f"GET /healthz?q={'a' * 25_000} HTTP/1.1\r\n{HOST}\r\n").hear().status == 414

    def test_the_longest_search_fits_into_an_address_in_any_script(self, wire, server):
        longest = "%F2%A6%B1%AA" * 1000
        own = authorised(server)
        assert wire().send(f"GET /api/v1/couriers?q={longest} HTTP/1.1\r\n{own}\r\n").hear().status == 200
        assert wire().send(f"GET /api/v1/couriers?q={longest}a HTTP/1.1\r\n{own}\r\n").hear().status == 422

    @pytest.mark.parametrize("name", ["Authorization", "Idempotency-Key", "If-Match", "Content-Type", "X-Approval"])
    def test_what_comes_once_may_not_come_twice(self, wire, server, name):
        value = f"Bearer {server.sign_in['token']}" if name == "Authorization" else "application/json" if name == "Content-Type" else '"1"'
        own = authorised(server) if name != "Authorization" else HOST
        own += "" if name == "Content-Type" else "Content-Type: application/json\r\n"
        heard = wire().send(
            f"POST /api/v1/orders HTTP/1.1\r\n{own}{name}: {value}\r\n{name}: {value}\r\nContent-Length: 2\r\n\r\n{{}}").hear()
        assert heard.status == 400


class TestTimes:
    def test_who_never_finishes_its_headers_is_cut_off(self, wire):
        """Silence, half a first line, and a header now and then, which must not buy more time (DOS-02)."""
        started = time.monotonic()
        silent, halting, dribbling = wire(timeout=20), wire(timeout=20), wire(timeout=20)
        halting.send("GET /healthz HT")
        dribbling.send(GET)
        while time.monotonic() - started < 8:
            dribbling.send("X-A: 1\r\n").hear(wait=1, until_closed=True)
        for connection in (silent, halting, dribbling):
            heard = connection.hear(wait=6, until_closed=True)
            assert heard.closed and heard.status in (0, 408)
        assert 8 < time.monotonic() - started < 14

    def test_a_connection_is_kept_for_the_next_request(self, wire):
        connection = wire()
        for _ in range(3):
            assert connection.send(GET + "\r\n").hear().status == 200

    def test_requests_sent_together_are_answered_in_order(self, wire):
        heard = wire().send((GET + "\r\n") + f"GET /nowhere HTTP/1.1\r\n{HOST}\r\n" + GET + "Connection: close\r\n\r\n").hear(until_closed=True)
        statuses = [part[:3] for part in heard.raw.split(b"HTTP/1.1 ")[1:]]
        assert statuses == [b"200", b"404", b"200"]


class TestBodies:
    def test_a_body_announced_too_large_is_not_read(self, wire, server):
        heard = wire().send(
            f"POST /api/v1/orders HTTP/1.1\r\n{authorised(server)}Content-Type: application/json\r\nContent-Length: 10000000000000\r\n\r\n"
        ).hear(until_closed=True)
        assert (heard.status, heard.closed) == (413, True)

    def test_a_body_without_end_is_cut_off(self, wire, server):
        connection = wire(timeout=20)
        connection.send(
            f"POST /api/v1/orders HTTP/1.1\r\n{authorised(server)}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        piece = f"{65536:x}\r\n{' ' * 65536}\r\n".encode()
        for _ in range(40):
            connection.send(piece)
        heard = connection.hear(until_closed=True)
        assert heard.status in (413, 0) and heard.closed

    def test_a_stranger_s_body_is_not_read_either(self, wire):
        heard = wire().send(
            f"POST /api/v1/orders HTTP/1.1\r\n{HOST}Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n{{").hear(until_closed=True)
        assert (heard.status, heard.closed) == (401, True)

    def test_a_mebibyte_is_read_and_one_more_byte_is_not(self, api):
        api.post("/orders", data=b" " * (1_048_576 - 2) + b"{}", expect=201)
        api.post("/orders", data=b" " * (1_048_576 - 1) + b"{}", expect=413)

    @pytest.mark.parametrize("kind", [
        "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-7", "application/json; charset=utf-16", "json",
        "application/json, text/plain", "multipart/form-data; boundary=x", "application/jsonx", "text/json",
    ])
    def test_another_content_type_is_refused(self, api, kind):
        api.request("POST", "/orders", data=b"{}", headers={"Content-Type": kind}, expect=415)

    @pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])
    def test_json_in_utf_8_is_taken(self, api, kind):
        api.request("POST", "/orders", data=b"{}", headers={"Content-Type": kind}, expect=201)

    def test_a_body_without_a_type_is_refused(self, wire, server):
        heard = wire().send(f"POST /api/v1/orders HTTP/1.1\r\n{authorised(server)}Content-Length: 2\r\n\r\n{{}}").hear()
        assert heard.status == 415

    def test_compressed_bodies_are_refused(self, api):
        api.request("POST", "/orders", data=b"\x1f\x8b", headers={"Content-Encoding": "gzip"}, expect=415)

    def test_a_get_takes_no_body(self, wire, server):
        heard = wire().send(f"GET /api/v1/orders HTTP/1.1\r\n{authorised(server)}Content-Length: 2\r\n\r\n{{}}").hear()
        assert heard.status == 400


class TestJSON:
    @pytest.mark.parametrize("body", [
        b'{"note":"a","note":"b"}', b'{"note":"a","n\\u006fte":"b"}', b'{"lines":[{"title":"a","title":"b"}]}', b'{"note":"\xff"}',
        b'{"note":"\xc0\x80"}', b'{"note":"\xed\xa0\x80"}', b'{"note":"\\ud800"}', b'{"note":"a\\u0000"}', b'{"note":"a\x00"}',
        b'\xef\xbb\xbf{}', '{}'.encode("utf-16"), b'{', b'{"note":}', b'{"note":1,}', b"{'note':1}", b'{"a":NaN}', b'{"a":Infinity}',
        b'{"a":0x10}', b'{} {}', b'[' * 100_000, b'{"a":' * 100_000, b'{"note":"' + b'[' * 10,
    ])
    def test_what_is_not_the_json_we_read_is_malformed(self, api, body):
        assert api.post("/orders", data=body, expect=400).code == "malformed"

    @pytest.mark.parametrize("body", [b"[]", b"1", b'"a"', b"null", b"true"])
    def test_a_body_that_is_no_object_is_not_valid(self, api, body):
        api.post("/orders", data=body, expect=422)

    def test_depth_64_is_read_and_65_is_not(self, api):
        def nested(depth: int) -> bytes:
            return b'{"note":' * (depth - 1) + b"{}" + b"}" * (depth - 1)
        assert api.post("/orders", data=nested(64)).status == 422
        assert api.post("/orders", data=nested(65)).status == 400

    def test_an_unknown_field_is_named(self, api):
        answer = api.post("/orders", {"lines": [{"title": "Tea", "quantity": 1, "unit_price": 1, "prize": 1}], "total": 0}, expect=422)
        assert set(answer.fields) >= {"total", "lines[0].prize"}

    def test_a_hundred_thousand_members_take_no_time(self, api):
        body = b"{" + b",".join(b'"k%d":0' % number for number in range(80_000)) + b"}"
        started = time.monotonic()
        api.post("/orders", data=body, expect=422)
        assert time.monotonic() - started < 5


class TestPaths:
    @pytest.mark.parametrize("path", [
        "/api/v1/orders/", "//api/v1/orders", "/api//v1/orders", "/api/v1//orders", "/API/v1/orders", "/api/v1/Orders", "/api%2fv1/orders",
        "/api/v1/%6frders", "/api/v1/orders;x=1", "/api/v1/./orders", "/api/v1/orders/../orders", "/api/v1/orders%00", "/api/v1/orders/%2e%2e",
        "/assets/../openapi.yaml", "/assets/..%2fopenapi.yaml", "/assets//styles/base.css", "/assets/%2e%2e/Templates/problem.mustache",
    ])
    def test_another_spelling_is_another_path(self, wire, server, path):
        heard = wire().send(f"GET {path} HTTP/1.1\r\n{authorised(server)}\r\n").hear()
        assert heard.status in (400, 404), heard.raw[:200]

    def test_an_absolute_address_opens_no_other_door(self, wire, server):
        assert wire().send(f"GET http://evil/api/v1/orders HTTP/1.1\r\n{HOST}\r\n").hear().status in (400, 401, 404)
        assert wire().send(f"GET http://evil/API/v1/orders HTTP/1.1\r\n{authorised(server)}\r\n").hear().status in (400, 404)

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "FOO"])
    def test_a_known_path_names_its_methods(self, api, method):
        answer = api.request(method, "/orders")
        if answer.status == 400:
            assert method == "FOO"
            return
        answer.expect(405)
        assert answer.headers["Allow"] == "GET, HEAD, POST"
        assert answer.headers["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
    def test_no_header_changes_the_method(self, api, header):
        order = api.post("/orders", {"note": "kept"}, expect=201)
        api.request("POST", f"/orders/{order['id']}", {}, headers={header: "DELETE"}, expect=405)
        api.get(f"/orders/{order['id']}", expect=200)

    def test_head_is_get_without_a_body(self, wire, server):
        connection = wire()
        heard = connection.send(f"HEAD /api/v1/orders HTTP/1.1\r\n{authorised(server)}\r\n").hear(wait=1)
        assert heard.status == 200 and heard.body == b"" and int(heard.headers["content-length"]) > 2
        assert connection.send(GET + "\r\n").hear().status == 200

    def test_a_route_for_the_signed_in_says_so_to_everybody_else(self, api):
        stranger = api.with_token(None)
        answer = stranger.get("/orders", expect=401)
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        api.with_token("cf_" + "0" * 52).get("/orders", expect=401)
        stranger.request("GET", "/orders", headers={"Authorization": "Basic YTpi"}, expect=401)

    def test_a_token_in_the_address_is_no_token(self, api, server):
        api.with_token(None).get("/orders", params={"access_token": server.sign_in["token"]}, expect=401)


class TestQueries:
    def test_an_unknown_parameter_is_named(self, api):
        answer = api.get("/orders", params={"colour": "red"}, expect=422)
        assert answer.fields == ["colour"]

    def test_a_repeated_parameter_is_malformed(self, api):
        api.get("/orders", params=[("limit", "1"), ("limit", "2")], expect=400)

    @pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=1e2", "limit=-1", "cursor=zzz", "cursor=%F0%9F%98%80", "limit="])
    def test_a_page_that_cannot_be_is_refused(self, api, query):
        api.get(f"/orders?{query}", expect=422)

    @pytest.mark.parametrize("query", ["q=%ff", "q=%zz", "q=%0", "q=%00", "q=%C0%80", "%=1"])
    def test_broken_escapes_are_malformed(self, wire, server, query):
        assert wire().send(f"GET /api/v1/orders?{query} HTTP/1.1\r\n{authorised(server)}\r\n").hear().status == 400

    def test_a_write_takes_no_query(self, api):
        api.post("/orders?x=1", expect=422)


class TestKeys:
    @pytest.mark.parametrize("key", ["", " ", "a" * 256, "é", "a\tb", "😀"])
    def test_a_key_is_1_to_255_printable_characters(self, wire, server, key):
        sent = f"POST /api/v1/orders HTTP/1.1\r\n{authorised(server)}Content-Type: application/json\r\nContent-Length: 2\r\nIdempotency-Key: "
        heard = wire().send(sent.encode() + key.encode() + b"\r\n\r\n{}").hear()
        assert heard.status == 400

    def test_the_same_request_again_gets_the_same_answer(self, api):
        first = api.post("/orders", {"note": "once"}, key="edge-1", expect=201)
        again = api.post("/orders", {"note": "once"}, key="edge-1", expect=201)
        assert again.headers["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first.headers
        assert again.text == first.text and again.headers["Location"] == first.headers["Location"]
        assert api.post("/orders", {"note": "other"}, key="edge-1", expect=422).code == "idempotency_key_reused"

    def test_a_key_belongs_to_who_sent_it(self, api):
        first = api.post("/orders", {"note": "mine"}, key="edge-2", expect=201)
        other = api.as_role("manager").post("/orders", {"note": "mine"}, key="edge-2", expect=201)
        assert other["id"] != first["id"]


class TestMalformed:
    @pytest.mark.parametrize("request_line", [
        "GET /health z HTTP/1.1", "G@T /healthz HTTP/1.1", "GET /healthz", "GET /healthz HTTP/9.9", "\x00\x01\x02",
        "GET healthz HTTP/1.1", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ])
    def test_a_broken_first_line_is_400_and_the_end(self, wire, request_line):
        heard = wire().send(f"{request_line}\r\n{HOST}\r\n").hear(until_closed=True, wait=12)
        assert heard.closed or heard.status in (400, 404)
        assert heard.status in (400, 404, 0)

    @pytest.mark.parametrize("headers", [
        "Content-Length: 2\r\nContent-Length: 3\r\n", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "Content-Length: -1\r\n",
        "Content-Length: 0x2\r\n", "Content-Length: 99999999999999999999999\r\n", "Transfer-Encoding: gzip\r\n", " folded: 1\r\n",
        "Name : 1\r\n", "Bad\x00Name: 1\r\n", "X: a\x00b\r\n",
    ])
    def test_broken_framing_never_makes_two_answers(self, wire, server, headers):
        heard = wire().send(
            f"POST /api/v1/orders HTTP/1.1\r\n{authorised(server)}Content-Type: application/json\r\n{headers}\r\n{{}}GET /healthz HTTP/1.1\r\n\r\n"
        ).hear(until_closed=True, wait=3)
        assert heard.status in (400, 413, 415, 501, 0), heard.raw[:300]
        assert heard.answers <= 1

    @pytest.mark.parametrize("chunk", ["zz\r\n", "ffffffffffffffffff\r\n", "-1\r\n", "5\r\n{}\r\n0\r\n\r\n"])
    def test_a_broken_chunk_is_400(self, wire, server, chunk):
        heard = wire().send(
            f"POST /api/v1/orders HTTP/1.1\r\n{authorised(server)}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}"
        ).hear(wait=3)
        assert heard.status in (400, 413, 0), heard.raw[:300]
        assert heard.answers <= 1

    def test_a_body_that_ends_too_early_does_nothing(self, wire, server, api):
        before = len(api.get("/orders", params={"q": "halfway"}, expect=200)["data"])
        connection = wire()
        connection.send(
            f"POST /api/v1/orders HTTP/1.1\r\n{authorised(server)}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n"
            '{"note":"halfway"}').close()
        assert len(api.get("/orders", params={"q": "halfway"}, expect=200)["data"]) == before

    def test_a_storm_of_random_bytes_is_weathered(self, wire, server):
        import random
        dice = random.Random(20261121)
        seeds = [GET + "\r\n", f"POST /api/v1/orders HTTP/1.1\r\n{authorised(server)}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}"]
        for _ in range(300):
            data = bytearray(dice.choice(seeds).encode())
            for _ in range(dice.randint(1, 8)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            with Wire(server.port) as connection:
                connection.send(bytes(data)).hear(wait=0.02)
