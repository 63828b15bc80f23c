"""A shop on PostgreSQL comes back from a base backup and the archive of its log, as it was at a chosen moment, and starts held back."""

import subprocess
import time
import uuid

import pytest
from support.client import Client
from support.goods import variant
from support.postgres_cluster import BINARIES, PostgresCluster, free_ports, missing_parts, quick_folder, wait_for
from support.server import Server, run_command


@pytest.fixture
def cluster():
    if missing := missing_parts():
        pytest.fail(f"not installed: {', '.join(missing)}")
    made = PostgresCluster(quick_folder(), nodes=2)
    try:
        yield made.start()
    finally:
        made.stop()
        made.remove()


def test_a_shop_comes_back_as_it_was_at_a_moment(cluster, tmp_path, figures):
    data, database = tmp_path / "data", ["--database", cluster.address]
    assert run_command("demo", *database, data=data).returncode == 0
    server = Server(data, *database).start()
    token, location, register = server.sign_in["token"], server.sign_in["location_id"], server.register_ids[0]
    api = Client(server.url, token)
    thing = variant(api, location, 1000)
    primary = cluster.primary()
    base = cluster.folder / "restored"
    copied = cluster.run([str(BINARIES / "pg_basebackup"), "-h", str(cluster.folder), "-p", str(primary.port), "-U", "postgres", "-D", str(base),
                          "--checkpoint", "fast", "--wal-method", "none"])
    assert copied.returncode == 0, copied.stderr
    before = [sell(api, register, location, thing) for _ in range(5)]
    moment = cluster.run_sql("SELECT clock_timestamp()")
    after = [sell(api, register, location, thing) for _ in range(3)]
    # The piece of the log that is being written reaches the archive once it is full, or a minute old; here at once.
    last = cluster.run_sql("SELECT pg_walfile_name(pg_switch_wal())")
    wait_for("the log is in the archive", lambda: (cluster.archive / last).exists(), 60)
    assert server.stop() == 0

    begun = time.monotonic()
    restored = start_from_archive(cluster, base, moment)
    try:
        address = f"postgres://counterfoil:choose-one@127.0.0.1:{restored}/counterfoil"
        marked = run_command("restore", "--mark", "--database", address, data=data)
        assert marked.returncode == 0 and "Nothing is sent" in marked.stdout, marked.stdout + marked.stderr
        again = Server(data, "--database", address).start(timeout=150)
        try:
            back = Client(again.url, token)
            there = {row["id"] for row in back.all("/orders")}
            assert {order["id"] for order in before} <= there and not {order["id"] for order in after} & there
            sell(back, register, location, thing)
        finally:
            assert again.stop() == 0
        assert "Nothing is sent" in run_command("doctor", "--database", address, data=data).stdout
        assert run_command("restore", "--release", "--database", address, data=data).returncode == 0
        assert "Nothing is sent" not in run_command("doctor", "--database", address, data=data).stdout
    finally:
        cluster.run([str(BINARIES / "pg_ctl"), "-D", str(base), "-m", "immediate", "stop"])
    figures(f"point in time: 5 sales before the moment there, 3 after it not, checked and held back after {time.monotonic() - begun:.1f} s")


def sell(api: Client, register: str, location: str, thing: dict) -> dict:
    order = api.post("/orders", {
        "client_id": str(uuid.uuid4()), "channel": "register", "register_id": register, "location_id": location,
        "lines": [{"client_id": str(uuid.uuid4()), "variant_id": thing["id"], "quantity": 1}],
    }, key=True, expect=201).body
    api.pay(order)
    return order


def start_from_archive(cluster: PostgresCluster, base, moment: str) -> int:
    """Starts the base backup as docs/operations.md has it, and answers its port once it takes writes."""
    port = free_ports(1)[0]
    (base / "recovery.signal").touch()
    # Patroni's own file names this node's old place; what is needed stands here alone.
    (base / "postgresql.conf").write_text(
        f"port = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{cluster.folder}'\nhba_file = '{base}/pg_hba.conf'\n"
        "max_connections = 200\nmax_worker_processes = 8\nwal_log_hints = on\n"
        f"restore_command = 'cp {cluster.archive}/%f %p'\nrecovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n")
    (base / "postgresql.auto.conf").write_text("")
    cluster.give(base / "postgresql.conf", base / "postgresql.auto.conf", base / "recovery.signal")
    started = cluster.run([str(BINARIES / "pg_ctl"), "-D", str(base), "-l", str(cluster.folder / "restored.log"), "-w", "-t", "60", "start"])
    assert started.returncode == 0, (cluster.folder / "restored.log").read_text()
    ask = [str(BINARIES / "psql"), "-X", "-A", "-t", "-h", str(cluster.folder), "-p", str(port), "-U", "postgres", "-c", "SELECT pg_is_in_recovery()"]
    wait_for("the moment is reached", lambda: subprocess.run(ask, capture_output=True, text=True, timeout=30).stdout.strip() == "f", 60)
    return port
