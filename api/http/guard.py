"""Around the application: bodies within limits, safe headers on every answer, no traceback."""

import asyncio
import logging
from collections.abc import Container

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.bodies import DEPTH_MAX, too_deep
from api.http.problem import problem
from api.http.problems import defect

BODY_MAX = 2_097_152
"""Bytes of a request body; a command of the largest size fits, escaped."""
BODY_WAIT_S = 10.0
"""So long may a body take to come in; who is slower is cut off."""

_HEADERS = {
    b"cache-control": b"no-store",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
}
"""On every answer, unless a route says otherwise."""


class _TooLarge(Exception):
    """The body has more than BODY_MAX bytes."""


class Guard:
    """Reads the whole body before anything is asked, and stands behind every answer."""

    def __init__(
        self, app: ASGIApp, streamed: Container[str] = (), below: tuple[str, ...] = ()
    ) -> None:
        """`streamed`: paths whose routes read their bodies themselves, within limits of theirs;
        `below`: what such paths begin with."""
        self._app = app
        self._streamed = streamed
        self._below = below

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. What goes wrong unforeseen is logged, and told without its inside."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def said(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                named = {name for name, _ in message["headers"]}
                safe = [(name, value) for name, value in _HEADERS.items() if name not in named]
                message = {**message, "headers": [*message["headers"], *safe]}
            await send(message)

        try:
            await self._pass(scope, receive, said)
        except Exception as error:
            logging.getLogger(__name__).error("a defect behind a request", exc_info=error)
            if begun:
                raise
            await defect()(scope, receive, said)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] in self._streamed or scope["path"].startswith(self._below):
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(BODY_WAIT_S):
                heard = await _whole(receive)
        except _TooLarge:
            answer = problem(413, "too-large", f"a body has at most {BODY_MAX} bytes")
        except TimeoutError:
            answer = problem(408, "too-slow", f"a body comes in within {BODY_WAIT_S:.0f} s")
        else:
            if not (_is_json(scope) and too_deep(heard.get("body", b""))):
                await self._app(scope, _again(heard, receive), send)
                return
            answer = problem(400, "too-deep", f"JSON is nested {DEPTH_MAX} deep at most")
        await answer(scope, receive, send)


def _is_json(scope: Scope) -> bool:
    return any(name == b"content-type" and b"json" in value for name, value in scope["headers"])


async def _whole(receive: Receive) -> Message:
    """The body in one message; or that the asker has left."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return message
        body += message.get("body", b"")
        if len(body) > BODY_MAX:
            raise _TooLarge
        if not message.get("more_body", False):
            return {"type": "http.request", "body": bytes(body), "more_body": False}


def _again(first: Message, receive: Receive) -> Receive:
    """Hears what was heard already, then goes on listening."""
    waiting = [first]

    async def listen() -> Message:
        return waiting.pop() if waiting else await receive()

    return listen
