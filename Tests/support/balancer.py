"""A small HTTP balancer: round robin over the servers that are ready, asked every 200 ms. It retries nothing, so that whatever a server
loses is seen by the client."""

import asyncio
import contextlib
import itertools
import threading

CHECK = 0.2
"""Seconds between two looks at `/readyz`."""
KEPT = 5.0
"""Seconds for which an idle connection to a server is kept."""


class Balancer:
    """Listens at `url` until it is stopped. `answers` counts what each server answered, `failures` what went wrong on the way."""

    def __init__(self, *ports: int):
        self.ports = list(ports)
        self.ready: dict[int, bool] = dict.fromkeys(ports, False)
        self.answers: dict[int, int] = dict.fromkeys(ports, 0)
        self.failures: list[str] = []
        self.idle: dict[int, list] = {port: [] for port in ports}
        self.turn = itertools.count()
        self.port = 0
        self.started = threading.Event()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Balancer":
        self.thread.start()
        assert self.started.wait(30), "no server was ready within 30 s"
        return self

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.ended.set)
        self.thread.join(10)

    def wait_for(self, port: int, is_ready: bool, timeout: float = 60) -> None:
        """Until the balancer has seen a server come or go."""
        async def seen():
            while self.ready[port] != is_ready:
                await self._pause(CHECK / 4)
        asyncio.run_coroutine_threadsafe(asyncio.wait_for(seen(), timeout), self.loop).result(timeout + 5)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        self.ended = asyncio.Event()
        checks = [asyncio.create_task(self._check(port)) for port in self.ports]
        server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        while not all(self.ready.values()):
            await self._pause(CHECK / 4)
        self.started.set()
        await self.ended.wait()
        for check in checks:
            check.cancel()
        server.close()

    async def _check(self, port: int) -> None:
        while True:
            self.ready[port] = await self._is_ready(port)
            if not self.ready[port]:
                while self.idle[port]:
                    self.idle[port].pop()[1].close()
            await self._pause(CHECK)

    async def _pause(self, seconds: float) -> None:
        """Until the next look, or the end."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.ended.wait(), seconds)

    async def _is_ready(self, port: int) -> bool:
        try:
            async with asyncio.timeout(5):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(b"GET /readyz HTTP/1.1\r\nHost: check\r\nConnection: close\r\n\r\n")
                line = await reader.readline()
                writer.close()
                return line.startswith(b"HTTP/1.1 200")
        except TimeoutError:
            # Slow, as everything on a busy machine, and no reason to send nothing there.
            return self.ready[port]
        except OSError:
            return False

    async def _take(self, reader, writer) -> None:
        """One connection of a client, request after request."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while head := await _head(reader):
                body = await reader.readexactly(int(_field(head, b"content-length") or 0))
                if not await self._pass_on(head + body, writer):
                    break
        writer.close()

    async def _pass_on(self, request: bytes, client) -> bool:
        """False where the connection to the client has to end."""
        ports = [port for port in self.ports if self.ready[port]]
        if not ports:
            return await self._fail(client, "no server is ready")
        port = ports[next(self.turn) % len(ports)]
        begun = False
        try:
            reader, writer = await self._connection(port)
            writer.write(request)
            answer = await _head(reader)
            if not answer:
                return await self._fail(client, f"{port} closed the connection without an answer")
            ends = (_field(answer, b"connection") or b"").lower() == b"close"
            client.write(answer.replace(b"connection: close\r\n", b"").replace(b"Connection: close\r\n", b""))
            begun = True
            await _body(reader, client, answer, request.startswith(b"HEAD "))
            await client.drain()
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            if begun:
                self.failures.append(f"{port} broke off: {error!r}")
                return False
            return await self._fail(client, f"{port}: {error!r}")
        self.answers[port] += 1
        if ends:
            writer.close()
        else:
            self.idle[port].append((reader, writer, self.loop.time()))
        return True

    async def _connection(self, port: int):
        while self.idle[port]:
            reader, writer, since = self.idle[port].pop()
            if self.loop.time() - since < KEPT:
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", port)

    async def _fail(self, client, reason: str) -> bool:
        self.failures.append(reason)
        client.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        await client.drain()
        return True


async def _head(reader) -> bytes:
    """Everything up to the empty line; nothing where the other side is gone."""
    lines = []
    while line := await reader.readline():
        lines.append(line)
        if line == b"\r\n":
            return b"".join(lines)
    return b""


async def _body(reader, client, head: bytes, is_head: bool) -> None:
    """Passes an answer's body on as it comes."""
    status = head.split(b" ", 2)[1]
    if is_head or status in (b"204", b"304"):
        return
    if _field(head, b"transfer-encoding"):
        while True:
            line = await reader.readline()
            size = int(line, 16)
            client.write(line + await reader.readexactly(size + 2))
            await client.drain()
            if size == 0:
                return
    client.write(await reader.readexactly(int(_field(head, b"content-length") or 0)))


def _field(head: bytes, name: bytes) -> bytes | None:
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.lower() == name:
            return value.strip()
    return None
