"""A PostgreSQL of the tests' own: made, started, used for one run, stopped and removed, whatever becomes of the run.

    python Tests/support/postgres.py COMMAND…     runs a command with a server at hand: `COUNTERFOIL_TEST_POSTGRES` names it
"""

import atexit
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"
NAME = "counterfoil-postgres-"
ROOM = 4 * 1024 ** 3
"""Bytes that must be free in memory before the data lie there: the shops of one worker are about half a gibibyte."""

# Durability stays on, since the engine refuses a server without it; only what costs disk or waits on a quiet machine is less.
SETTINGS = {
    "listen_addresses": "127.0.0.1", "max_connections": "400", "shared_buffers": "128MB", "max_wal_size": "512MB", "min_wal_size": "80MB",
    "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "log_checkpoints": "off", "timezone": "UTC",
}

running: "PostgresServer | None" = None


def programs() -> Path:
    """The folder of the server's programs: Debian keeps each version apart and puts none on the PATH."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")] + \
        [Path(path).parent for path in [shutil.which("initdb")] if path]
    assert found, "PostgreSQL's server is not installed; run script/setup"
    return max(found, key=lambda path: int((re.findall(r"/(\d+)/bin", str(path)) or ["0"])[0]))


def process_start(pid: int) -> str | None:
    """When a process began, in the kernel's ticks; a later process with the same id began at another time."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (OSError, IndexError):
        return None


class PostgresServer:
    """A server with checksums, the C locale and UTF-8, which trusts whoever is on this machine and listens on loopback only."""

    def __init__(self):
        remove_stale()
        self.folder = Path(tempfile.mkdtemp(prefix=NAME, dir=place()))
        (self.folder / "owner").write_text(f"{os.getpid()} {process_start(os.getpid())}")
        self.data, self.port = self.folder / "data", 0
        if os.getuid() == 0:
            shutil.chown(self.folder, USER)

    @property
    def address(self) -> str:
        """The database that is always there; whoever may connect may make others."""
        return f"postgres://{USER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> "PostgresServer":
        self._run("initdb", "--pgdata", self.data, "--username", USER, "--data-checksums", "--locale", "C", "--encoding", "UTF8", "--auth", "trust", "--no-sync")
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as file:
            for name, value in {**SETTINGS, "unix_socket_directories": str(self.folder)}.items():
                file.write(f"{name} = '{value}'\n")
        for last in (False, False, True):
            self.port = free_port()
            try:
                self._run("pg_ctl", "start", "--wait", "--pgdata", self.data, "--log", self.folder / "log", "--options", f"-p {self.port}")
                return self
            except AssertionError:
                # Somebody else took the port in between.
                if last:
                    raise
        return self

    def stop(self) -> None:
        end(self.folder)

    def halt(self) -> None:
        """Ends the server at once, as a crash would; its data stay."""
        self._run("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", self.data)

    def resume(self, **settings: str) -> None:
        """Starts it again at the same port, with some settings other than before."""
        options = " ".join([f"-p {self.port}", *(f"-c {name}={value}" for name, value in settings.items())])
        self._run("pg_ctl", "start", "--wait", "--pgdata", self.data, "--log", self.folder / "log", "--options", options)

    def _run(self, program: str, *arguments) -> None:
        # The server's own output goes to its log; a pipe that it inherited would never end.
        with tempfile.TemporaryFile() as said:
            code = subprocess.call([programs() / program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", **as_owner())
            said.seek(0)
            log = self.folder / "log"
            assert code == 0, f"{program} answered {code}\n{said.read().decode()}{log.read_text() if log.exists() else ''}"


@contextmanager
def own_server():
    """A server for whoever asks and nobody else, gone when they are done."""
    server = PostgresServer()
    try:
        yield server.start()
    finally:
        server.stop()


def as_owner() -> dict:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam(USER)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def place() -> str:
    """The folder that `COUNTERFOIL_TEST_POSTGRES_FOLDER` names, as whoever measures does; else in memory where there is room: the same flushes, at
    no cost."""
    named, memory = os.environ.get("COUNTERFOIL_TEST_POSTGRES_FOLDER"), Path("/dev/shm")
    if named:
        return named
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > ROOM else tempfile.gettempdir()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(folder: Path) -> None:
    """Stops the server in that folder, which nobody needs any more, and removes it."""
    if (folder / "data/postmaster.pid").exists():
        subprocess.run([programs() / "pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", folder / "data"],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **as_owner())
    shutil.rmtree(folder, ignore_errors=True)


def remove_stale() -> None:
    """Ends what runs left behind that were killed themselves: their servers belong to a process that is no more."""
    for parent in {"/dev/shm", tempfile.gettempdir(), place()}:
        for folder in Path(parent).glob(f"{NAME}*"):
            try:
                pid, start = (folder / "owner").read_text().split()
            except (OSError, ValueError):
                continue
            if process_start(int(pid)) != start:
                end(folder)


def test_server() -> str:
    """The server for this run's databases: the one that `COUNTERFOIL_TEST_POSTGRES` names, or one that this process starts and ends."""
    global running
    named = os.environ.get("COUNTERFOIL_TEST_POSTGRES")
    if named:
        return named
    if running is None:
        running = PostgresServer()
        atexit.register(running.stop)
        running.start()
    return running.address


def end_own_server() -> None:
    """Ends the server that this process started, if it did."""
    global running
    if running is not None:
        running.stop()
        running = None


def main(command: list[str]) -> int:
    """Runs the command; ends with its exit code, and with the server."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with own_server() as server, subprocess.Popen(command, env={**os.environ, "COUNTERFOIL_TEST_POSTGRES": server.address}) as child:
        try:
            return child.wait()
        finally:
            if child.poll() is None:
                child.terminate()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
