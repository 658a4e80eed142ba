"""A client that costs little: keep-alive connections, requests made beforehand, no HTTP library.

Closed loop: each connection asks again as soon as it is answered. Open loop: requests are due at
fixed times whatever the server does, and a latency counts from when the request was due.
"""

import asyncio
import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from json import dumps
from time import perf_counter

from ledger.envelope import SignedCommand

_HOST = "127.0.0.1"
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_ANSWERED = b"HTTP/1.1 201 "


class Unexpected(RuntimeError):
    """An answer that is no receipt, or none at all."""


class Connection(asyncio.Protocol):
    """One connection, one request on its way at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._heard = b""
        self._answer: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def ask(self, request: bytes) -> Awaitable[None]:
        """Done when the whole answer is there. Raises Unexpected unless it is 201."""
        assert self._transport is not None
        self._heard = b""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head, end, body = self._heard.partition(_END)
        length = _LENGTH.search(head)
        if not end or self._answer is None or (length and len(body) < int(length[1])):
            return
        if head.startswith(_ANSWERED):
            self._answer.set_result(None)
        else:
            self._answer.set_exception(Unexpected(self._heard.decode(errors="replace")))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(Unexpected(f"the connection was lost: {exc}"))

    def close(self) -> None:
        """Ends it."""
        assert self._transport is not None
        self._transport.close()


def post(path: str, signed: SignedCommand) -> bytes:
    """A signed command as a whole request."""
    (one,) = signed.signatures
    signature = {"alg": one.alg, "key": one.key, "sig": b64encode(one.sig).decode()}
    content = dumps({"body": signed.body.decode(), "signatures": [signature]}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {_HOST}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


def closed(port: int, requests: Sequence[bytes], connections: int) -> float:
    """Seconds until all are answered."""

    async def asked(lines: list[Connection]) -> float:
        coming = iter(requests)
        began = perf_counter()
        await _all(_one_by_one(line, coming) for line in lines)
        return perf_counter() - began

    return asyncio.run(_connected(port, connections, asked))


def open_loop(
    port: int, requests: Sequence[bytes], a_second: float, connections: int
) -> list[float]:
    """Milliseconds from when each was due until it was answered. Who finds no connection waits."""

    async def asked(lines: list[Connection]) -> list[float]:
        free: asyncio.Queue[Connection] = asyncio.Queue()
        for line in lines:
            free.put_nowait(line)
        began = perf_counter()
        dues = [began + n / a_second for n in range(len(requests))]
        found: list[float] = []

        async def one(request: bytes, due: float) -> None:
            line = await free.get()
            await line.ask(request)
            found.append((perf_counter() - due) * 1_000)
            free.put_nowait(line)

        async with asyncio.TaskGroup() as group:
            for request, due in zip(requests, dues, strict=True):
                if (early := due - perf_counter()) > 0:
                    await asyncio.sleep(early)
                group.create_task(one(request, due))
        return found

    return asyncio.run(_connected(port, connections, asked))


async def _one_by_one(line: Connection, requests: Iterator[bytes]) -> None:
    for request in requests:
        await line.ask(request)


async def _all(doings: Iterable[Awaitable[None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for doing in doings:
            group.create_task(_awaited(doing))


async def _awaited(doing: Awaitable[None]) -> None:
    await doing


async def _connected[T](
    port: int, connections: int, asked: Callable[[list[Connection]], Awaitable[T]]
) -> T:
    loop = asyncio.get_running_loop()
    lines = [(await loop.create_connection(Connection, _HOST, port))[1] for _ in range(connections)]
    try:
        return await asked(lines)
    finally:
        for line in lines:
            line.close()
