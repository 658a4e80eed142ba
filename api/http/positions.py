"""`as_of`, `min_position`, and what every answer says of itself: data, position, checkpoint."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from anyio import CapacityLimiter, WouldBlock, to_thread
from fastapi import Depends, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool

from api.http.identity import METERED
from api.http.lasting import address, named
from api.instants import around, at_instant, recorded_at
from api.readers import Readers
from api.wiring import System
from domain.calendar import beijing_day, midnight, plausible, zoned
from ledger.tree import NotInLog
from projections.reader import Reader

_WAIT_S = 5.0
_WAITING_MAX = 32
"""So many may wait for a position at once; each holds a thread, none of those that answer."""

After = Annotated[str | None, Query(max_length=200, pattern=r"^[^\x00]+$")]
"""Where the page before ended: its `links.next` has it."""
Limit = Annotated[int, Query(ge=1, le=1_000)]
"""Rows of a page."""

type Needed = Callable[[Readers], tuple[Reader, ...]]
"""The readers that a query reads."""


@dataclass(frozen=True, slots=True)
class When:
    """The moment that an answer stands for; all that it says was read at this one position.

    `day`: the legal day that was asked for, where a day means more than its last position.
    `asked_at`: what the clock said, read once.
    """

    request: Request
    position: int
    day: date | None
    asked_at: datetime

    @property
    def system(self) -> System:
        """The installation that is asked."""
        found: System = self.request.app.state.system
        return found

    @property
    def named(self) -> bool:
        """Whether the address itself names the position, under `AT`."""
        return named(self.request) is not None

    @property
    def past(self) -> bool:
        """Whether the reader asked for a moment: what is shown stays, and nobody acts on it."""
        return self.named or bool(self.request.query_params.get("as_of"))

    @property
    def law(self) -> Any:
        """The governance state in force at the moment."""
        system = self.system
        law = system.log.charter.law
        return system.replay.state(law, self.position) if self.past else system.law()

    @property
    def instant(self) -> datetime:
        """By what is late or not: the clock; of a moment, the instant that its address names, else
        when its position was recorded. Before anything was, the log's first event tells.
        """
        if not self.past:
            return self.asked_at
        recorded = recorded_at(self.system.store, max(1, self.position)) or self.asked_at
        at = named(self.request)
        # A clock that went back may have shown a position before it was recorded.
        return max(recorded, at.seen_at) if at and at.seen_at else recorded

    @property
    def today(self) -> date:
        """The legal day from which terms are reckoned, of that instant."""
        return beijing_day(self.instant)

    def there(self, path: str) -> str:
        """The address of another page as of the same moment."""
        if not self.past:
            return path
        at = named(self.request)
        return f"/at/{at.text if at else self.position}{path}"

    def for_ever(self, path: str) -> str:
        """Where a page stays as it is seen now, day and terms included."""
        return f"{address(self.position, self.instant)}{path}"

    def answer(self, data: Any, after: object = None) -> dict[str, Any]:
        """The data with their position and checkpoint; links to just this, and to what follows.

        `after`: where the page ends, if there is more.
        """
        tail, recorded, unseen = around(self.system.store, self.position)
        lag = tail.recorded_at - unseen if tail.recorded_at and unseen else timedelta()
        return {
            "data": data,
            "as_of": {
                "position": self.position,
                "recorded_at": recorded,
                "checkpoint": self._checkpoint(),
                "lag_ms": max(lag, timedelta()) // timedelta(milliseconds=1),
                "head": tail.position,
                "day": self.day,
                "mode": self.system.home.mode,
            },
            "links": self._links(after),
        }

    def _checkpoint(self) -> str | None:
        """The newest one, if it covers the position; there is none yet for a moment."""
        try:
            return self.system.tree.checkpoint(self.position) if self.position else None
        except NotInLog:
            return None

    def _links(self, after: object) -> dict[str, str]:
        url = self.request.url.remove_query_params("min_position")
        if self.day is None:
            url = url.include_query_params(as_of=self.position)
        links = {"self": f"{url.path}?{url.query}"}
        if after is not None:
            more = url.include_query_params(after=after)
            links["next"] = f"{more.path}?{more.query}"
        return links


def waiting_room() -> CapacityLimiter:
    """Where an application's askers wait."""
    return CapacityLimiter(_WAITING_MAX)


def asked(needed: Needed, *, by_day: bool = False) -> Any:
    """The moment that a query asks about, as a route's parameter; its readers have come so far.

    An address under `AT` has said it already. `by_day`: a day means what is of that legal day or
    before, as known now; else it means what was known at its end.
    """

    async def when(
        request: Request,
        as_of: Annotated[str | None, Query(max_length=40)] = None,
        min_position: Annotated[int | None, Query(ge=0, le=2**53)] = None,
        _once: Annotated[None, METERED] = None,
    ) -> When:
        system: System = request.app.state.system
        at = named(request)
        if at and at.seen_at and at.seen_at > system.clock():
            raise HTTPException(404, f"{at.text}: nobody saw what is still to come")
        wanted = as_of if at is None else str(at.position)
        position, day = await run_in_threadpool(moment, system, wanted, by_day)
        reached = await _reached(request, needed, max(position or 0, min_position or 0))
        return When(request, reached if position is None else position, day, system.clock())

    return Depends(when)


async def now(request: Request, needed: Needed, at_least: int) -> When:
    """The newest moment, for whom no address asks; its readers have come to a position at least."""
    return newest(request, await _reached(request, needed, at_least))


def newest(request: Request, position: int | None = None) -> When:
    """The moment that it is, at the position that is known; None: where the log ends."""
    system: System = request.app.state.system
    at = system.store.tail().position if position is None else position
    return When(request, at, None, system.clock())


async def _reached(request: Request, needed: Needed, wanted: int) -> int:
    """How far the readers have come; waits for them to come so far."""
    system: System = request.app.state.system
    readers = needed(system.readers)
    reached = await run_in_threadpool(system.readers.reached, readers)
    return reached if reached >= wanted else await _come(request, readers, wanted)


async def _come(request: Request, readers: tuple[Reader, ...], wanted: int) -> int:
    """Waits for the readers, in a thread of its own. Raises NotReached; 503 when too many wait."""
    room: CapacityLimiter = request.app.state.waiting
    wait = request.app.state.system.readers.wait
    try:
        room.acquire_on_behalf_of_nowait(request)
    except WouldBlock:
        raise HTTPException(503, "too many wait for a position", {"Retry-After": "1"}) from None
    try:
        alone = CapacityLimiter(1)
        return await to_thread.run_sync(wait, readers, wanted, _WAIT_S, limiter=alone)
    finally:
        room.release_on_behalf_of(request)


def moment(system: System, as_of: str | None, by_day: bool) -> tuple[int | None, date | None]:
    """The position asked for, None: the newest; and the day, where it means more."""
    if as_of is None:
        return None, None
    if as_of.isascii() and as_of.isdecimal():
        position, head = int(as_of), system.store.tail().position
        if position > head:
            raise HTTPException(404, f"as_of {position}: the log has {head} events")
        return position, None
    day, instant = _time(as_of)
    if day is not None and by_day:
        return None, day
    return at_instant(system.store, instant), None


def _time(as_of: str) -> tuple[date | None, datetime]:
    """A day with its last instant, or an instant."""
    try:
        if len(as_of) == len("2024-05-15"):
            day = plausible("as_of", date.fromisoformat(as_of))
            return day, midnight(day + timedelta(days=1)) - timedelta(microseconds=1)
        return None, zoned("as_of", datetime.fromisoformat(as_of.replace(" ", "+")))
    except ValueError:
        right = "a position, a day, or an instant with its offset (years 1900 to 2999) is right"
        raise HTTPException(422, f"as_of {as_of!r}: {right}") from None
