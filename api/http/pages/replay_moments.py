"""The two instants of a replay: which events they are, and where the keys lead then."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from api.http.pages.views.replay import Steps
from api.http.positions import When, moment
from api.lots.story import Told
from domain.calendar import beijing_day

_KEPT = ("as_of", "lot")
"""What addresses keep while the cursor moves."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Places among the events, from 1; 0: before the first of them. `path`: where they are
    replayed; `pinned`: the other one was asked for, and stays where it is while the cursor moves;
    `kept`: what addresses keep.
    """

    path: str
    events: Sequence[Told]
    here: int
    other: int
    pinned: bool
    kept: tuple[tuple[str, str], ...] = ()

    def position(self, place: int) -> int:
        """The position of an event; 0 before the first."""
        return self.events[place - 1].position if place else 0

    def address(self, place: int, other: int | None = None) -> str:
        """The replay with its cursor at another event; what is pinned stays, or is this one."""
        held = self.other if other is None and self.pinned else other
        said = [("at", self.position(place))]
        said += [("with", self.position(held))] if held is not None else []
        return f"{self.path}?{urlencode([*said, *self.kept])}"


def moments(
    when: When, path: str, events: Sequence[Told], at: str, held: str, minute: int | None
) -> Moments:
    """The instants asked for: a position, a day (its end), an instant, or a minute of the slider.

    Without one the cursor is at the newest event, and held against the one before it. 404 or 422
    for what is no instant of the log.
    """
    here = len(events)
    if at:
        here = _place(when, events, at)
    elif minute is not None and events:
        begins = events[0].recorded_at
        places = [(one.recorded_at - begins) // timedelta(minutes=1) for one in events]
        here = bisect_right(places, minute)
    other = _place(when, events, held) if held else max(0, here - 1)
    kept = tuple((n, v) for n, v in when.request.query_params.items() if n in _KEPT and v)
    return Moments(path, events, here, other, bool(held), kept)


def _place(when: When, events: Sequence[Told], asked: str) -> int:
    position = moment(when.system, asked, by_day=False).position
    return bisect_right([one.position for one in events], position or 0)


def steps(of: Moments) -> Steps:
    """Where the keys lead."""
    last = len(of.events)
    here, day, to = of.here, _day(of, of.here), of.address
    days = [beijing_day(one.recorded_at) for one in of.events]
    earlier = bisect_right(days, day - timedelta(days=1)) if day else 0
    later = next((n for n, one in enumerate(days, 1) if day is None or one > day), None)
    return Steps(
        first=to(1) if here > 1 else None,
        previous=to(here - 1) if here > 0 else None,
        next=to(here + 1) if here < last else None,
        last=to(last) if here < last else None,
        day_before=to(earlier) if here and earlier < here else None,
        day_after=to(_end_of(days, later)) if later else None,
        pin=to(here, here),
        swap=to(of.other, here),
        now=f"{of.path}?{urlencode(of.kept)}".rstrip("?"),
    )


def _day(of: Moments, place: int) -> date | None:
    return beijing_day(of.events[place - 1].recorded_at) if place else None


def _end_of(days: Sequence[date], place: int) -> int:
    """The last event of the day of this one."""
    return bisect_right(days, days[place - 1])
