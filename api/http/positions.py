"""`as_of`, `min_position`, and what every answer says of itself: data, position, checkpoint."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, NamedTuple

from anyio import CapacityLimiter, WouldBlock, to_thread
from fastapi import Depends, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool

from api.http.identity import METERED
from api.http.lasting import named, written
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
MOMENT_MAX = 60
"""Signs of a moment, `36961@2026-05-18T02:20:00.123456Z`, and more."""
Limit = Annotated[int, Query(ge=1, le=1_000)]
"""Rows of a page."""

type Needed = Callable[[Readers], tuple[Reader, ...]]
"""The readers that a query reads."""


@dataclass(frozen=True, slots=True)
class When:
    """The moment that an answer stands for; all that it says was read at this one position.

    `day`: the legal day that was asked for, where a day means more than its last position.
    `instant`: by what is late or not: the clock; of a moment what `judged_by` says. Read once.
    `moment`: as an address under `AT` writes it; None of now.
    """

    request: Request
    position: int
    day: date | None
    instant: datetime
    moment: str | None

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
        return self.moment is not None

    @property
    def law(self) -> Any:
        """The governance state in force at the moment."""
        system = self.system
        law = system.log.charter.law
        return system.replay.state(law, self.position) if self.past else system.law()

    @property
    def today(self) -> date:
        """The legal day from which terms are reckoned, of that instant."""
        return beijing_day(self.instant)

    def there(self, path: str) -> str:
        """The address of another page as of the same moment."""
        return f"/at/{self.moment}{path}" if self.past else path

    def for_ever(self, path: str) -> str:
        """Where a page stays as it is seen now, day and terms included."""
        return f"/at/{written(self.position, self.instant)}{path}"

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
            url = url.include_query_params(as_of=written(self.position, self.instant))
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
        as_of: Annotated[str | None, Query(max_length=MOMENT_MAX)] = None,
        min_position: Annotated[int | None, Query(ge=0, le=2**53)] = None,
        _once: Annotated[None, METERED] = None,
    ) -> When:
        system: System = request.app.state.system
        at, clock = named(request), system.clock()
        if at and at.seen_at and at.seen_at > clock:
            raise HTTPException(404, f"{at.text}: nobody saw what is still to come")
        wanted = as_of if at is None else at.text
        found = await run_in_threadpool(moment, system, wanted, by_day)
        reached = await _reached(request, needed, max(found.position or 0, min_position or 0))
        position = reached if found.position is None else found.position
        if wanted is None:
            return When(request, position, None, clock, None)
        instant = await run_in_threadpool(judged_by, system, position, found.seen_at)
        text = str(position) if found.seen_at is None else written(position, instant)
        return When(request, position, found.day, instant, at.text if at else text)

    return Depends(when)


async def now(request: Request, needed: Needed, at_least: int) -> When:
    """The newest moment, for whom no address asks; its readers have come to a position at least."""
    return newest(request, await _reached(request, needed, at_least))


def newest(request: Request, position: int | None = None) -> When:
    """The moment that it is, at the position that is known; None: where the log ends."""
    system: System = request.app.state.system
    at = system.store.tail().position if position is None else position
    return When(request, at, None, system.clock(), None)


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


class Moment(NamedTuple):
    """What is asked for. `position` None: the newest; `day`: where it means more than its last
    position; `seen_at`: the instant that is named, a day's last.
    """

    position: int | None = None
    day: date | None = None
    seen_at: datetime | None = None


def moment(system: System, as_of: str | None, by_day: bool) -> Moment:
    """The moment asked for: a position, as it was seen at an instant or not; a day, an instant."""
    if as_of is None:
        return Moment()
    first, seen, instant = as_of.partition("@")
    if first.isascii() and first.isdecimal():
        position, head = int(first), system.store.tail().position
        if position > head:
            raise HTTPException(404, f"as_of {position}: the log has {head} events")
        return Moment(position, seen_at=_time(instant)[1] if seen else None)
    day, at = _time(as_of)
    if day is not None and by_day:
        return Moment(day=day)
    return Moment(at_instant(system.store, at), seen_at=at)


def judged_by(system: System, position: int, seen_at: datetime | None) -> datetime:
    """The instant by which a moment is judged: when its position was recorded, else the one that
    is named, if that is later; never one that is still to come. Before anything was recorded, the
    log's first event tells.
    """
    clock = system.clock()
    recorded = recorded_at(system.store, max(1, position)) or clock
    # A clock that went back may have shown a position before it was recorded.
    return max(recorded, min(seen_at or recorded, clock))


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
