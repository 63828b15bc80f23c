"""A highly available PostgreSQL of Debian's parts on this machine: etcd, and Patroni with PostgreSQL in some nodes, as `deploy/` has it."""

import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from support.server import ROOT

BINARIES = Path("/usr/lib/postgresql/15/bin")
EXAMPLE = ROOT / "deploy/high-availability/patroni.yml"


def missing_parts() -> list[str]:
    """What of the set-up is not installed here."""
    needed = {"patroni": shutil.which("patroni"), "etcd-server": shutil.which("etcd"), "postgresql-15": (BINARIES / "initdb").exists()}
    return [name for name, found in needed.items() if not found]


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens at now."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def wait_for(what: str, is_true, timeout: float, interval: float = 0.2):
    """What `is_true` answers once it is true; looks every `interval` seconds."""
    end = time.monotonic() + timeout
    while not (answer := is_true()):
        assert time.monotonic() < end, f"{what}: not within {timeout} s"
        threading.Event().wait(interval)
    return answer


def quick_folder() -> Path:
    """A folder for a cluster in memory: processes die in these tests, not machines, and three nodes on one disk would measure the disk."""
    return Path(tempfile.mkdtemp(prefix="counterfoil-cluster-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))


class Node:
    """One PostgreSQL with its Patroni. Everything below one Patroni is one process session, so that a whole machine can be struck."""

    def __init__(self, cluster: "PostgresCluster", name: str):
        self.cluster = cluster
        self.name = name
        self.folder = cluster.folder / name
        self.port, self.rest_port = free_ports(2)
        self.process: subprocess.Popen | None = None

    def prepare(self) -> None:
        """Writes the node's configuration: the example of `deploy/` with this machine's places in it."""
        text = EXAMPLE.read_text(encoding="utf-8")
        for old, new in {
            "name: db1": f"name: {self.name}",
            "10.0.0.1:8008": f"127.0.0.1:{self.rest_port}",
            "[10.0.0.1:2379, 10.0.0.2:2379, 10.0.0.3:2379]": f"[127.0.0.1:{self.cluster.etcd_port}]",
            "10.0.0.1:5432": f"127.0.0.1:{self.port}",
            # Each machine has one of its own, which Patroni writes anew for each of its users.
            "data_dir: /var/lib/postgresql/15/counterfoil": f"data_dir: {self.folder / 'data'}\n  pgpass: {self.folder / 'pgpass'}",
            "/var/run/postgresql": str(self.cluster.folder),
            "/var/backups/counterfoil/wal": str(self.cluster.archive),
            'ssl: "on"': 'ssl: "off"',
            "hostssl replication replicator 10.0.0.0/24 scram-sha-256": "host replication replicator 127.0.0.1/32 scram-sha-256",
            "hostssl all all 10.0.0.0/24 scram-sha-256": "host all all 127.0.0.1/32 scram-sha-256",
            # Whoever runs the tests is somebody else than `postgres`.
            "auth-local: peer": "auth-local: trust",
            # No test may make this machine restart itself.
            "mode: required": 'mode: "off"',
        }.items():
            assert old in text, f"the example no longer says {old}"
            text = text.replace(old, new)
        text = re.sub(r"\n    ssl_(cert|key)_file: .*", "", text)
        text += f"\nlog: {{level: INFO, dir: {self.folder}}}\n"
        self.folder.mkdir()
        (self.folder / "patroni.yml").write_text(text, encoding="utf-8")
        self.cluster.give(self.folder, self.folder / "patroni.yml")

    def start(self) -> None:
        self.process = self.cluster.spawn(["/usr/bin/python3", shutil.which("patroni"), str(self.folder / "patroni.yml")], self.folder / "output")

    def processes(self) -> list[int]:
        """Patroni, PostgreSQL and all of its children: the postmaster leads a session of its own, so both are looked for."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            found.append((int(entry.name), parent, words))
        mine = {pid for pid, _, words in found if f"{self.folder}/" in words}
        while more := {pid for pid, parent, _ in found if parent in mine} - mine:
            mine |= more
        return sorted(mine)

    def database_processes(self) -> list[int]:
        """PostgreSQL without its Patroni."""
        patroni = self.process.pid if self.process else 0
        return [pid for pid in self.processes() if pid != patroni]

    def signal(self, pids: list[int], number: int) -> None:
        for pid in pids:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass

    def kill_database(self) -> None:
        """PostgreSQL dies at whatever instruction it is; Patroni lives."""
        self.signal(self.database_processes(), signal.SIGKILL)

    def kill(self) -> None:
        """The whole machine dies."""
        while pids := self.processes():
            self.signal(pids, signal.SIGKILL)
            if self.process:
                self.process.wait(10)
            if not [pid for pid in pids if Path(f"/proc/{pid}").exists()]:
                break

    def freeze(self) -> None:
        """The whole machine stands still, its connections open."""
        self.signal(self.processes(), signal.SIGSTOP)

    def reset_later(self) -> threading.Timer:
        """What the machine's watchdog does to one that stands still, before its place is given away: `ttl` without `safety_margin`."""
        timer = threading.Timer(15, self.kill)
        timer.daemon = True
        timer.start()
        return timer

    def status(self) -> dict | None:
        """What the node says of itself, or None when it says nothing."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.rest_port}/patroni", timeout=1) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            try:
                return json.load(error)
            except (ValueError, OSError):
                return None
        except (OSError, ValueError):
            return None

    @property
    def is_primary(self) -> bool:
        status = self.status() or {}
        return status.get("state") == "running" and status.get("role") in ("master", "primary")

    @property
    def is_replica(self) -> bool:
        status = self.status() or {}
        return status.get("state") in ("running", "streaming") and status.get("role") == "replica"


class PostgresCluster:
    """Some nodes and one etcd below `folder`. Runs as `postgres` when started by root, since PostgreSQL refuses to run as root."""

    def __init__(self, folder: Path, nodes: int = 3):
        self.folder = folder
        self.archive = folder / "wal"
        self.account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        folder.mkdir(parents=True, exist_ok=True)
        self.archive.mkdir()
        self.give(folder, self.archive)
        self.etcd_port, self.etcd_peer_port = free_ports(2)
        self.etcd: subprocess.Popen | None = None
        self.nodes = [Node(self, f"db{number}") for number in range(1, nodes + 1)]

    def give(self, *paths: Path) -> None:
        for path in paths:
            path.chmod(0o700 if path.is_dir() else 0o600)
            if self.account:
                os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def spawn(self, words: list[str], output: Path) -> subprocess.Popen:
        account = self.account
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
        with open(output, "ab") as log:
            return subprocess.Popen(
                words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, cwd=self.folder,
                env={"PATH": f"{BINARIES}:/usr/bin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8"}, **identity)

    def run(self, words: list[str]) -> subprocess.CompletedProcess:
        """One command to its end, as the account that PostgreSQL runs as."""
        account = self.account
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
        return subprocess.run(words, capture_output=True, text=True, timeout=120, cwd=self.folder, stdin=subprocess.DEVNULL, **identity)

    def start(self) -> "PostgresCluster":
        peer, client = f"http://127.0.0.1:{self.etcd_peer_port}", f"http://127.0.0.1:{self.etcd_port}"
        self.etcd = self.spawn(
            ["/usr/bin/etcd", "--name", "one", "--data-dir", str(self.folder / "etcd"), "--listen-client-urls", client,
             "--advertise-client-urls", client, "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
             "--initial-cluster", f"one={peer}", "--log-level", "warn"], self.folder / "etcd.output")
        for node in self.nodes:
            node.prepare()
        self.nodes[0].start()
        wait_for("the first node is primary", lambda: self.nodes[0].is_primary, 90)
        for node in self.nodes[1:]:
            node.start()
        self.wait_until_whole()
        self.run_sql("CREATE DATABASE counterfoil OWNER counterfoil")
        return self

    @property
    def address(self) -> str:
        """What the shop is told: all nodes; the one that takes writes is found by libpq."""
        hosts = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes)
        return f"postgres://counterfoil:choose-one@{hosts}/counterfoil?target_session_attrs=read-write"

    def primary(self, besides: Node | None = None) -> Node | None:
        return next((node for node in self.nodes if node is not besides and node.is_primary), None)

    def members(self) -> list[dict]:
        """The nodes as the store in etcd has them: name, role (`leader`, `sync_standby`, `replica`), state."""
        for node in self.nodes:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{node.rest_port}/cluster", timeout=1) as answer:
                    return json.load(answer)["members"]
            except (OSError, ValueError, KeyError):
                continue
        return []

    def synchronous_standby(self) -> str | None:
        """The node that every commit waits for and that alone may take over. PostgreSQL's own word is not enough: before Patroni has
        written the name down, any node is in step but none may take over."""
        names = [member["name"] for member in self.members() if member["role"] == "sync_standby"]
        primary = self.primary()
        if primary is None or not names:
            return None
        found = self.run_sql(
            "SELECT application_name FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'", node=primary)
        return found if found in names else None

    def wait_until_whole(self, timeout: float = 300) -> Node:
        """One primary, all others follow, one of them in step: the state in which one more node may die. Answers the primary.

        A node that was struck recovers, rewinds and catches up; on a busy machine that takes minutes.
        """
        try:
            wait_for("all nodes run", lambda: self.primary() and sum(node.is_replica for node in self.nodes) == len(self.nodes) - 1, timeout)
            wait_for("a node is in step", self.synchronous_standby, timeout)
            return wait_for("there is a primary", self.primary, timeout)
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.logs()}") from late

    def wait_for_another_primary(self, struck: Node, timeout: float = 120) -> Node:
        """Another node took over from the one that was struck."""
        return wait_for("another primary", lambda: self.primary(besides=struck), timeout)

    def run_sql(self, statement: str, node: Node | None = None) -> str | None:
        """The first column of the first row as text, or None where nothing comes back."""
        node = node or self.primary()
        assert node is not None, "there is no primary"
        done = subprocess.run(
            [str(BINARIES / "psql"), "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder), "-p", str(node.port),
             "-U", "postgres", "-d", "postgres", "-c", statement], capture_output=True, text=True, timeout=30)
        if done.returncode != 0:
            return None
        return done.stdout.strip().split("\n")[0] or None

    def stop(self) -> None:
        for node in self.nodes:
            node.kill()
        if self.etcd:
            self.etcd.kill()
            self.etcd.wait(10)

    def remove(self) -> None:
        """Takes the folder away; its logs are of use only while a test looks at them."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def logs(self, lines: int = 30) -> str:
        parts = []
        for path in sorted(self.folder.glob("db*/patroni.log")):
            parts.append(f"== {path}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-lines:]))
        return "\n".join(parts)
