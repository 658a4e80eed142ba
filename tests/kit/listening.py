"""Whoever listens to an answer that does not end: takes what comes, until it is enough."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.kit.door import Door

PATIENCE_S = 20.0
"""No stream of a test is silent for so long."""


@dataclass
class Heard:
    """What was said so far."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    ended: bool = False

    @property
    def events(self) -> list[tuple[int, dict[str, Any]]]:
        """Ids and data of the events."""
        return events_in(self.body)

    @property
    def last(self) -> int:
        """The newest position, 0 before the first."""
        return self.events[-1][0] if self.events else 0


def events_in(body: bytes) -> list[tuple[int, dict[str, Any]]]:
    """Ids and data of the events of a stream."""
    blocks = body.decode().split("\n\n")
    fields = [dict(line.partition(": ")[::2] for line in b.split("\n")) for b in blocks if b]
    return [(int(one["id"]), json.loads(one["data"])) for one in fields if "id" in one]


type Enough = Callable[[Heard], bool]
type Taking = Callable[[Heard], Awaitable[None]]


async def _at_once(_heard: Heard) -> None:
    """Takes what comes."""


async def listen(
    app: Any, path: str, headers: dict[str, str], enough: Enough, taking: Taking = _at_once
) -> Heard:
    """Listens until it is enough, or the other side ends; `taking` may be slow."""
    heard, left = Heard(), asyncio.Event()
    asked = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if asked:
            return asked.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            heard.status = message["status"]
            heard.headers = {k.decode(): v.decode() for k, v in message["headers"]}
            return
        await taking(heard)
        heard.body += message.get("body", b"")
        heard.ended = not message.get("more_body", False)
        if enough(heard):
            left.set()

    split = urlsplit(path)
    scope = {
        "type": "http",
        "method": "GET",
        "path": split.path,
        "query_string": split.query.encode(),
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
        "client": ("127.0.0.1", 1),
        "scheme": "http",
        "server": ("door", 80),
    }
    async with asyncio.timeout(PATIENCE_S):
        await app(scope, receive, send)
    return heard


def heard(door: Door, path: str, person: str | None, enough: Enough, **headers: str) -> Heard:
    """What a person hears at a door."""
    told = door.headers(person) | {k.replace("_", "-"): v for k, v in headers.items()}
    return door.run(lambda _: listen(door.app, path, told, enough))
