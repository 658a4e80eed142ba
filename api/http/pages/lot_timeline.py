"""A page of a lot's timeline, newest first: of all its events only those that it shows are read."""

from collections.abc import Callable
from dataclasses import dataclass

from api.http.pages.lot_story import Seen, event_rows
from api.http.pages.speech import Speech
from api.http.pages.views.lot import EventRow
from api.http.positions import When
from api.lots.story import places, told_at

PAGE = 100

type Address = Callable[[str, int], str]
"""Where a neighbouring page is: `before` or `after`, and the position."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows of the page, of so many in all; where newer ones and older ones stand."""

    events: tuple[EventRow, ...]
    total: int
    newer: str | None
    older: str | None


def timeline(
    when: When, found: Seen, wish: Speech, place: tuple[int | None, int | None], go: Address
) -> Timeline:
    """The newest events, or those `before` or `after` a position."""
    before, after = place
    every = places(when.system, found.streams, when.position)
    if after is not None:
        some = [one for one in every if one > after][:PAGE]
    else:
        some = [one for one in every if before is None or one < before][-PAGE:]
    told = told_at(when.system, found.streams, some, money=found.money)
    return Timeline(
        events=event_rows(when.system, wish, told[::-1], found.payers),
        total=len(every),
        newer=go("after", some[-1]) if some and some[-1] != every[-1] else None,
        older=go("before", some[0]) if some and some[0] != every[0] else None,
    )
