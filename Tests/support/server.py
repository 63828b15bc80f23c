"""Runs the real binary on a data directory of its own: start, stop, kill, start again."""

import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

from support.database import Database, database_of, surroundings

ROOT = Path(__file__).resolve().parents[2]
READY = "Counterfoil is ready at "
CRASH_MARKS = ("Fatal error", "Crash:", "💣", "Illegal instruction", "SIGILL", "SIGSEGV", "Precondition failed")


def binary() -> Path:
    """The binary under test: `COUNTERFOIL_BINARY`, or the debug build."""
    return Path(os.environ.get("COUNTERFOIL_BINARY", ROOT / ".build/debug/counterfoil")).resolve()


def clean_environment(**extra: str) -> dict[str, str]:
    """The surroundings without Counterfoil's own variables, so that a developer's settings do not leak into tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERFOIL_")}
    return {**kept, "SWIFT_BACKTRACE": "enable=no", "COUNTERFOIL_RESERVE_MEBIBYTES": "0", **extra}


def environment_of(data: Path, **extra: str) -> dict[str, str]:
    """The surroundings of a command on that folder's shop: on PostgreSQL they name its database, unless the test names another."""
    return clean_environment(**{**surroundings(data), **extra})


def run_command(*arguments: str, data: Path, stdin: str | None = None, environment: dict[str, str] | None = None, timeout: float = 120):
    """One command of the binary, to its end; the answer carries exit code, stdout and stderr."""
    return subprocess.run(
        [str(binary()), *arguments, "--data", str(data)],
        input=stdin, capture_output=True, text=True, timeout=timeout, env=environment_of(data, **(environment or {})),
    )


class Server:
    """`counterfoil serve` as a child process. `url` and `pid` are known once `start` returned."""

    def __init__(self, data: Path, *arguments: str, environment: dict[str, str] | None = None):
        self.data = data
        self.arguments = arguments
        self.environment = environment or {}
        self.process: subprocess.Popen | None = None
        self.url = ""
        self.port = 0
        self.starts = 0
        self.killed = False
        self.lines: list[str] = []

    @classmethod
    def with_demo_shop(cls, data: Path, *arguments: str, environment: dict[str, str] | None = None) -> "Server":
        made = run_command("demo", data=data)
        assert made.returncode == 0, f"demo answered {made.returncode}: {made.stderr}"
        return cls(data, *arguments, environment=environment).start()

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def sign_in(self) -> dict:
        """What `demo` wrote for people and tests: owner, cashiers, location, registers, an owner's token."""
        return json.loads((self.data / "demo-sign-in.json").read_text(encoding="utf-8"))

    @property
    def database(self) -> Database:
        """What it wrote down."""
        return database_of(self.data)

    def stored(self) -> dict[str, bytes]:
        """Everything that it keeps, by name, its backups left out: each file of its folder, and what its database holds."""
        files = [path for path in sorted(self.data.rglob("*")) if path.is_file() and "backups" not in path.parts]
        return {**{str(path.relative_to(self.data)): path.read_bytes() for path in files}, "the database": self.database.contents()}

    @property
    def register_ids(self) -> list[str]:
        return [register["id"] if isinstance(register, dict) else register for register in self.sign_in["registers"]]

    @property
    def log_path(self) -> Path:
        return self.data.parent / f"{self.data.name}.stderr"

    def start(self, port: int = 0, timeout: float = 60) -> "Server":
        """Starts the process and waits for its ready line, which names the port it got."""
        self.starts += 1
        self.killed = False
        # Opened by the child for its whole life; appended, so that a restart keeps the earlier log.
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [str(binary()), "serve", "--port", str(port), "--data", str(self.data), *self.arguments],
                stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, text=True,
                env=environment_of(self.data, **self.environment),
            )
        self.url = self._wait_until_ready(timeout)
        self.port = int(self.url.rsplit(":", 1)[1].strip("/"))
        return self

    def _wait_until_ready(self, timeout: float) -> str:
        ready = threading.Event()
        self.lines = seen = []

        def read(stream) -> None:
            for line in stream:
                seen.append(line)
                if line.startswith(READY):
                    ready.set()
            ready.set()

        assert self.process is not None
        threading.Thread(target=read, args=(self.process.stdout,), daemon=True).start()
        assert ready.wait(timeout), f"not ready after {timeout} s\n{self.log_tail()}"
        line = next((line for line in seen if line.startswith(READY)), None)
        assert line is not None, f"ended before it was ready, code {self.process.wait(10)}\n{self.log_tail()}"
        return line.removeprefix(READY).strip()

    def processor_time(self) -> float:
        """Milliseconds that the process has been on a processor so far; what else the machine does is not in it."""
        # Linux has such a clock for every process; its number is made of the process's own.
        return time.clock_gettime((~self.pid << 3) | 2) * 1000

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self, timeout: float = 30) -> int:
        """Asks the process to end, as a service manager does, and answers its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
            raise

    def kill(self) -> None:
        """Ends the process at whatever instruction it is, as a power cut would."""
        assert self.process is not None
        self.killed = True
        self.process.kill()
        self.process.wait(10)

    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8", errors="replace") if self.log_path.exists() else ""

    def log_tail(self, lines: int = 40) -> str:
        return "\n".join(self.log().splitlines()[-lines:])

    def assert_sound(self, pid: int | None = None) -> None:
        """No input may have ended the process: it runs, under the same id, and its log tells of no crash."""
        assert self.is_running(), f"the server ended with {self.process and self.process.poll()}\n{self.log_tail()}"
        if pid is not None:
            assert self.pid == pid, "the process id changed"
        log = self.log()
        for mark in CRASH_MARKS:
            assert mark not in log, f"the server's log speaks of a crash\n{self.log_tail()}"
