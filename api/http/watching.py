"""`GET /v1/events/stream`: the audit trail as Server-Sent Events, from a position on."""

import asyncio
import logging
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from api.http.identity import Identity, identify
from api.http.problem import problem
from api.http.relay import NoRoom, Relay, Still
from api.http.seeing import TRAIL, holding
from api.wiring import System

router = APIRouter(prefix="/v1", tags=["queries"])

SEND_S = 10.0
"""Seconds within which a client takes what it is sent; who does not is cut off."""

_HEAD = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),
)
_BEGIN = b"retry: 2000\n\n"


class Watching(Response):
    """The answer that does not end by itself."""

    media_type = "text/event-stream"

    def __init__(self, relay: Relay, reader: Identity, after: int, still: Still) -> None:
        super().__init__()
        self._relay = relay
        self._reader = reader
        self._after = after
        self._still = still

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends until the client leaves, may read no more, or does not take what it is sent."""
        try:
            with self._relay.place(self._reader.person):
                await self._until_gone(receive, send)
        except NoRoom as full:
            answer = problem(429, "too-many-streams", str(full))
            answer.headers["Retry-After"] = "30"
            await answer(scope, receive, send)

    async def _until_gone(self, receive: Receive, send: Send) -> None:
        sender = asyncio.ensure_future(self._send(send))
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait({sender, gone}, return_when=asyncio.FIRST_COMPLETED)
            if sender.done():
                sender.result()
        except TimeoutError:
            logging.getLogger(__name__).warning("a stream that nobody took from was cut off")
        finally:
            for task in (sender, gone):
                task.cancel()
            await asyncio.gather(sender, gone, return_exceptions=True)

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": list(_HEAD)})
        await _within(send, _BEGIN)
        regions = self._reader.regions(*TRAIL)
        async for chunk in self._relay.events(self._after, self._still, regions):
            await _within(send, chunk)
        await _within(send, b"", more=False)


async def _within(send: Send, chunk: bytes, *, more: bool = True) -> None:
    async with asyncio.timeout(SEND_S):
        await send({"type": "http.response.body", "body": chunk, "more_body": more})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


_TOLD: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events; `id` is the position, `data` what `/v1/events` tells of it.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


@router.get("/events/stream", response_class=Response, responses=_TOLD)
def watch(
    request: Request,
    reader: Annotated[Identity, holding(*TRAIL)],
    begin: Annotated[int | None, Query(alias="from", ge=1, le=2**53)] = None,
    last_event_id: Annotated[str | None, Header(pattern="^[0-9]{1,15}$")] = None,
    authorization: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Response:
    """The audit trail as it grows, from a position on (else: from now), as `/v1/events` tells it.

    A client that was cut off comes back with Last-Event-ID and misses nothing. An event that was
    under seal when it was told is not told again by its opening.
    """
    system: System = request.app.state.system
    head = system.store.tail().position
    after = head if begin is None else begin - 1
    if last_event_id is not None:
        after = int(last_event_id)
    if after > head:
        raise HTTPException(404, f"position {after}: the log has {head} events")

    async def still() -> bool:
        try:
            now = await run_in_threadpool(identify, request, authorization)
        except HTTPException:
            return False
        alike = now.regions(*TRAIL) == reader.regions(*TRAIL)
        return now.person == reader.person and now.holds(*TRAIL) and alike

    relay: Relay = request.app.state.relay
    return Watching(relay, reader, after, still)
