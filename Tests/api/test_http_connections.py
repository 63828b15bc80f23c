"""Connections and answers: how many one address may have open, what happens beyond, and what every answer says of itself (DOS)."""

import resource
import time

import pytest
from support.wire import Wire


def figures(api) -> dict[str, float]:
    """What monitors are told, by name and labels."""
    lines = api.get("/metrics", expect=200).text.splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))}


def line_of(server, name: str, seconds: float = 10) -> str:
    """The log's line of a request; lines are written a moment after the answer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for line in server.log().splitlines():
            if f" request={name} " in line:
                return line
    raise AssertionError(f"request {name} has no line")


GET = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n"


class TestConnections:
    def test_one_address_gets_256_and_recovers(self, fresh_server):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
        server = fresh_server()
        held = [Wire(server.port) for _ in range(256)]
        for connection in held[:3]:
            assert connection.send(GET + "\r\n").hear().status == 200
        with Wire(server.port) as surplus:
            assert surplus.send(GET + "\r\n").hear(wait=3).status == 0
        for connection in held:
            connection.close()
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            with Wire(server.port) as control:
                if control.send(GET + "\r\n").hear(wait=1).status == 200:
                    break
        else:
            pytest.fail("the server did not recover")
        server.assert_sound()


    def test_running_out_of_files_is_survived(self, fresh_server):
        """DOS-15: who comes too late waits or is refused, and once others leave, everything goes on."""
        server = fresh_server(demo=False)
        server.stop()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (120, hard))
        try:
            server.start()
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(1024, hard)), hard))
        held = [Wire(server.port) for _ in range(180)]
        for connection in held:
            connection.close()
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            with Wire(server.port) as control:
                if control.send(GET + "\r\n").hear(wait=1).status == 200:
                    break
        else:
            pytest.fail("the server did not recover")
        server.assert_sound()


class TestAnswers:
    def test_the_api_is_neither_kept_nor_sniffed(self, api):
        answer = api.get("/orders", expect=200)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Server" not in answer.headers and "Access-Control-Allow-Origin" not in answer.headers

    def test_pages_are_closed_to_frames_and_foreign_scripts(self, api, server):
        response = api.session.get(server.url + "/login", headers={"Accept": "text/html", "Authorization": ""})
        policy = response.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy and "default-src 'self'" in policy and "unsafe" not in policy

    def test_files_are_sent_compressed_and_not_sent_again(self, api, server):
        address = server.url + "/assets/styles/base.css"
        first = api.session.get(address, headers={"Accept-Encoding": "gzip"})
        plain = api.session.get(address, headers={"Accept-Encoding": "identity"})
        assert first.headers["Content-Encoding"] == "gzip" and first.text == plain.text
        assert first.headers["ETag"] != plain.headers["ETag"]
        again = api.session.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304 and again.content == b""

    def test_open_addresses_say_nothing_but_that_they_live(self, api):
        stranger = api.with_token(None)
        assert stranger.get("/healthz", expect=200).body == {"status": "ok"}
        assert stranger.get("/readyz", expect=200).body == {"status": "ok"}
        assert stranger.get("/openapi.yaml", expect=200).text.startswith("openapi: ")

    def test_figures_are_for_those_who_may_read_them(self, api):
        api.get("/orders", expect=200)
        text = api.get("/metrics", expect=200).text
        assert 'counterfoil_requests_total{route="GET /api/v1/orders",status="200"}' in text and "process_cpu_seconds_total" in text
        api.with_token(None).get("/metrics", expect=401)
        api.as_role("cashier").get("/metrics", expect=403)

    def test_figures_tell_of_the_writer_the_ways_out_and_the_build(self, api):
        before = figures(api)
        made = api.post("/orders", {}, expect=201)
        after = figures(api)
        assert after["counterfoil_transactions_total"] > before["counterfoil_transactions_total"]
        assert after["counterfoil_commits_total"] > before["counterfoil_commits_total"]
        assert after["counterfoil_events_sequence"] > before["counterfoil_events_sequence"]
        assert after["counterfoil_database_working"] == 1 and after["counterfoil_writes_waiting"] == 0
        assert after["counterfoil_uptime_seconds"] > before["counterfoil_uptime_seconds"] > 0
        lanes = {name for name in after if name.startswith("counterfoil_outbox_waiting{")}
        assert {'counterfoil_outbox_waiting{lane="email"}', 'counterfoil_outbox_waiting{lane="webhook"}'} <= lanes
        build = next(name for name in after if name.startswith("counterfoil_build_info{"))
        assert 'version="' in build and 'schema="' in build and 'engine="' in build and made["id"] not in str(after)

    def test_durations_are_counted_in_classes_that_end_with_all(self, api):
        for _ in range(3):
            api.get("/orders", expect=200)
        found = figures(api)
        route = 'route="GET /api/v1/orders"'
        classes = [count for name, count in found.items() if name.startswith("counterfoil_request_seconds_bucket{" + route)]
        assert classes == sorted(classes) and len(classes) == 13
        assert classes[-1] == found["counterfoil_request_seconds_count{" + route + "}"] >= 3
        assert found["counterfoil_request_seconds_sum{" + route + "}"] > 0

    def test_each_request_has_a_line_that_nobody_outside_wrote(self, api, server):
        answer = api.get("/orders?q=verysecretname", expect=200)
        name = answer.headers["X-Request-Id"]
        line = line_of(server, name)
        assert 'route="GET /api/v1/orders" status=200 seconds=' in line and f"bytes={len(answer.response.content)}" in line
        assert line.startswith("time=20") and "verysecretname" not in server.log() and api.token not in server.log()

    def test_figures_know_routes_and_not_what_callers_write(self, api):
        for number in range(50):
            api.get(f"/orders/ord_{number}", expect=404)
            api.get(f"/nowhere-{number}", expect=404)
        text = api.get("/metrics", expect=200).text
        assert "nowhere" not in text and "ord_4" not in text and 'route="no route",status="404"' in text

    def test_a_browser_gets_problems_as_pages_and_programs_as_json(self, api, server):
        page = api.session.get(server.url + "/nowhere", headers={"Accept": "text/html"})
        assert page.status_code == 404 and page.headers["Content-Type"].startswith("text/html")
        assert "There is nothing at this address." in page.text and "Content-Security-Policy" in page.headers
        assert api.get(server.url + "/nowhere", expect=404).code == "not_found"
        assert api.request("GET", "/orders/nothing", headers={"Accept": "text/html"}, expect=404).code == "not_found"

    def test_a_page_for_the_signed_in_sends_others_to_the_door(self, api, server):
        stranger = api.with_token(None).session.get(
            server.url + "/register/receipts/ord_0", headers={"Accept": "text/html"}, allow_redirects=False)
        assert (stranger.status_code, stranger.headers["Location"]) == (303, "/login?next=/register/receipts/ord_0")
