"""Speaks HTTP byte by byte, for requests that no library would send."""

import contextlib
import socket
import time
from dataclasses import dataclass, field


@dataclass
class Heard:
    """What came back: the first answer's status, headers and body, everything raw, and whether the other side closed."""

    raw: bytes
    closed: bool
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __post_init__(self):
        head, _, self.body = self.raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        if lines[0].startswith("HTTP/1.1 "):
            self.status = int(lines[0].split(" ")[1])
        self.headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}

    @property
    def answers(self) -> int:
        return self.raw.count(b"HTTP/1.1 ")


class Wire:
    """One connection."""

    def __init__(self, port: int, timeout: float = 10):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)

    def send(self, data: bytes | str) -> "Wire":
        """Sends as much as the other side takes: it may hang up at any byte."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.socket.sendall(data.encode("latin-1") if isinstance(data, str) else data)
        return self

    def hear(self, wait: float = 5, until_closed: bool = False) -> Heard:
        """Listens until an answer is complete, or, when asked, until the other side closes."""
        self.socket.settimeout(0.1)
        raw, closed = b"", False
        end = time.monotonic() + wait
        while time.monotonic() < end:
            try:
                piece = self.socket.recv(65536)
            except TimeoutError:
                if not until_closed and self._is_complete(raw):
                    break
                continue
            except ConnectionResetError:
                closed = True
                break
            if not piece:
                closed = True
                break
            raw += piece
            if not until_closed and self._is_complete(raw):
                break
        return Heard(raw, closed)

    @staticmethod
    def _is_complete(raw: bytes) -> bool:
        head, gap, body = raw.partition(b"\r\n\r\n")
        if not gap:
            return False
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                return len(body) >= int(line.split(b":")[1])
        return True

    def close(self) -> None:
        self.socket.close()

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_) -> None:
        self.close()
