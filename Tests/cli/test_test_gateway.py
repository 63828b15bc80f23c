"""`COUNTERFOIL_TEST_GATEWAY=1` takes payments without money: `serve` starts with it only where no stranger gets."""

import pytest

from support.server import run_command

ON = {"COUNTERFOIL_TEST_GATEWAY": "1"}


@pytest.mark.parametrize(("options", "surroundings", "named"), [
    (("--host", "0.0.0.0"), {}, "--host 0.0.0.0"),
    (("--host", "192.168.1.5"), {}, "--host 192.168.1.5"),
    (("--host", "::"), {}, "--host ::"),
    (("--public-url", "https://till.example"), {}, "--public-url https://till.example"),
    ((), {"COUNTERFOIL_PUBLIC_URL": "http://127.0.0.1.till.example"}, "--public-url"),
    ((), {"COUNTERFOIL_HOST": "0.0.0.0"}, "--host 0.0.0.0"),
    (("--trusted-proxy", "127.0.0.1"), {}, "--trusted-proxy"),
    ((), {"COUNTERFOIL_STRIPE_SECRET_KEY": "sk_live_1234567890"}, "COUNTERFOIL_STRIPE_SECRET_KEY"),
    ((), {"COUNTERFOIL_STRIPE_SECRET_KEY": "sk_test_1234567890"}, "COUNTERFOIL_STRIPE_SECRET_KEY"),
    ((), {"COUNTERFOIL_TEST_GATEWAY": "yes"}, "is 1 or 0"),
])
def test_serve_refuses_it_where_others_come_or_a_provider_is_set_up(tmp_path, counterfoil, options, surroundings, named):
    refused = run_command("serve", "--port", "0", *options, data=tmp_path / "shop", environment={**ON, **surroundings}, timeout=20)
    assert refused.returncode == 2, refused.stderr
    assert named in refused.stderr and "COUNTERFOIL_TEST_GATEWAY" in refused.stderr
    assert refused.stdout == "" and not (tmp_path / "shop").exists(), "nothing may have been made"
    assert "sk_" not in refused.stderr, "a key is not repeated"


@pytest.mark.parametrize("options", [(), ("--host", "localhost"), ("--public-url", "http://localhost:8080")])
def test_serve_starts_with_it_on_its_own_machine(fresh_server, options):
    server = fresh_server(*options, environment=ON)
    assert server.is_running()


def test_other_hosts_are_fine_without_it(fresh_server):
    assert fresh_server("--public-url", "https://till.example", environment={"COUNTERFOIL_TEST_GATEWAY": "0"}).is_running()
