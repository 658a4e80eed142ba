"""Events as they come, to many at once: one follower of the trail, one ring of what came last.

No client has a buffer of its own. Who is behind the ring reads pages, at its own pace; who does not
take what it is sent is cut off (`watching.py`). So nobody slow costs anything.
"""

import asyncio
import json
import logging
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from anyio import CapacityLimiter, to_thread
from prometheus_client import Gauge

from api.http.regional import Regions
from api.http.trail import told
from api.wiring import System
from ledger.feed import PROJECTED

RING_MAX = 2_000
"""Events of the ring."""
BEAT_S = 15.0
"""Seconds of silence after which a comment says that the stream lives."""
EACH_MAX, ALL_MAX = 4, 256
"""Streams of one person, and of all."""
_PAGE = 200
_PATIENCE_S = 1.0

BEAT = b":\n\n"

type Still = Callable[[], Awaitable[bool]]
"""Whether the reader may still read."""


class Sent(NamedTuple):
    """An event as it is sent, and whether it may change who may read."""

    position: int
    data: bytes
    law: bool


class NoRoom(RuntimeError):
    """There are as many streams as there may be."""


class Relay:
    """The trail of one installation, for all streams of one application."""

    def __init__(self, system: System, gauge: Gauge) -> None:
        self._system = system
        self._gauge = gauge
        self._at = 0
        self._ring: deque[Sent] = deque(maxlen=RING_MAX)
        self._bell = asyncio.Event()
        self._people: Counter[str] = Counter()
        self._follower: asyncio.Task[None] | None = None
        self._thread = CapacityLimiter(1)
        self._pages = CapacityLimiter(2)
        self._ended = False

    @contextmanager
    def place(self, person: str) -> Iterator[None]:
        """A stream of this person. Raises NoRoom."""
        if self._people[person] >= EACH_MAX or self._people.total() >= ALL_MAX:
            raise NoRoom(f"{EACH_MAX} streams each, {ALL_MAX} in all")
        self._people[person] += 1
        self._gauge.inc()
        try:
            yield
        finally:
            self._people[person] -= 1
            self._gauge.dec()

    def end(self) -> None:
        """Ends all streams: the server stops."""
        self._ended = True
        self._ring_bell()

    async def events(self, after: int, still: Still, regions: Regions) -> AsyncIterator[bytes]:
        """What comes after a position, and a beat now and then; ends when it may not be read.

        The ring is of what readers of all `regions` are told; those of some read pages.
        """
        await self._begin()
        checked = time.monotonic()
        while not self._ended:
            bell = self._bell
            if after < self._at:
                ring = self._of_ring(after) if regions is None else []
                sent = ring or await self._of_log(after, regions)
                overdue = time.monotonic() - checked > BEAT_S
                if overdue or any(one.law for one in sent):
                    if not await still():
                        return
                    checked = time.monotonic()
                yield b"".join(one.data for one in sent)
                after = sent[-1].position
                continue
            try:
                await asyncio.wait_for(bell.wait(), BEAT_S)
            except TimeoutError:
                if not await still():
                    return
                checked = time.monotonic()
                yield BEAT

    async def _begin(self) -> None:
        """Starts following, unless somebody does already."""
        if self._follower is not None and not self._follower.done():
            return
        self._ring.clear()
        self._follower = asyncio.create_task(self._follow(), name="follow-trail")

    async def _follow(self) -> None:
        begun = False
        while self._people.total() and not self._ended:
            try:
                if not begun:
                    self._at = await to_thread.run_sync(self._reached, limiter=self._thread)
                    self._ring_bell()
                    begun = True
                came = await to_thread.run_sync(
                    self._next, limiter=self._thread, abandon_on_cancel=True
                )
            except Exception:
                logging.getLogger(__name__).warning("not following for now", exc_info=True)
                await asyncio.sleep(_PATIENCE_S)
                continue
            if came:
                self._ring.extend(came)
                self._at = came[-1].position
                self._ring_bell()

    def _ring_bell(self) -> None:
        rung, self._bell = self._bell, asyncio.Event()
        rung.set()

    def _of_ring(self, after: int) -> list[Sent]:
        """The next events from the ring; none where it begins later."""
        begin = self._ring[0].position if self._ring else after + 2
        skipped = after + 1 - begin
        return [] if skipped < 0 else list(islice(self._ring, skipped, skipped + _PAGE))

    async def _of_log(self, after: int, regions: Regions) -> list[Sent]:
        return await to_thread.run_sync(self._page, self._at, after, regions, limiter=self._pages)

    def _reached(self) -> int:
        readers = self._system.readers
        return readers.reached((readers.trail, readers.deposits, readers.lots))

    def _next(self) -> list[Sent]:
        """What came since; waits a little for it."""
        waker = self._system.readers.waker
        reached = waker.wait(PROJECTED, self._reached, self._at, _PATIENCE_S)
        return self._page(reached, self._at) if reached > self._at else []

    def _page(self, position: int, after: int, regions: Regions = None) -> list[Sent]:
        rows = told(self._system, regions, position, after, _PAGE)
        return [_sent(row) for row in rows]


def _sent(row: dict[str, Any]) -> Sent:
    data = json.dumps(row, ensure_ascii=False, default=_written, separators=(",", ":"))
    position = row["position"]
    return Sent(
        position, f"id: {position}\ndata: {data}\n\n".encode(), row.get("kind") == "governance"
    )


def _written(value: Any) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
