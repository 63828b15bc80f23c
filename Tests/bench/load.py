"""Sends prepared requests with wrk and measures what they cost: rate, latency, CPU time of the server per request."""

import json
import resource
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import processors

REPLAY = Path(__file__).with_name("replay.lua")


@dataclass
class Figure:
    """What one kind of request reached at one number of clients."""

    name: str
    clients: int
    per_second: float
    cpu_microseconds: float
    generator_microseconds: float
    p50_ms: float
    p99_ms: float
    requests: int
    bad: int

    def as_json(self) -> dict:
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()}


def http_request(method: str, path: str, token: str, body: dict | None = None, **headers: str) -> bytes:
    """A whole request as bytes, ready to be sent."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Bearer {token}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    content = b"" if body is None else json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + content


def children_seconds() -> float:
    """User and system time of the programs that were run and are over: of the load generator, where only that ended in between."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(name: str, server, requests: Iterable[bytes], clients: int, seconds: int, repeat: bool = False, pause_ms: int = 0) -> Figure:
    """Sends the requests over that many connections for that long. `pause_ms`: how long each connection waits before its next request."""
    with tempfile.NamedTemporaryFile(suffix=".requests") as file:
        for request in requests:
            file.write(b"%d\n" % len(request) + request)
        file.flush()
        before, generated = processors.used(server), children_seconds()
        done = subprocess.run(
            ["wrk", "--threads", "1", "--connections", str(clients), "--duration", f"{seconds}s", "--timeout", "30s",
             "--script", str(REPLAY), server.url, "--", file.name, "repeat" if repeat else "once", str(pause_ms)],
            capture_output=True, text=True, check=True)
        used, generated = processors.since(before, server), children_seconds() - generated
    told = json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))
    assert told["broken"] == 0, f"{name}: {told['broken']} connections failed\n{done.stdout}"
    count = max(1, told["requests"])
    return Figure(
        name, clients, count / (told["microseconds"] / 1e6), used / count * 1e6, generated / count * 1e6, told["p50"] / 1000,
        told["p99"] / 1000, count, told["bad"])
