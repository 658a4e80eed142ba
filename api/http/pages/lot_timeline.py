"""A page of a timeline, newest first: of all events of a lot or a project what it shows is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.http.lot_seen import Seen, Together
from api.http.pages.lot_story import event_rows
from api.http.pages.speech import Speech
from api.http.pages.views.lot import EventRow
from api.http.positions import When
from api.lots.story import places, told_at

PAGE = 100

type Place = tuple[int | None, int | None]
"""Before, or after which position: None where neither was asked for."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows of the page, of so many in all; where newer ones and older ones stand."""

    events: tuple[EventRow, ...]
    total: int
    newer: str | None
    older: str | None


def timeline(
    when: When,
    found: Seen | Together,
    called: Mapping[str, str],
    wish: Speech,
    place: Place,
    page: str,
) -> Timeline:
    """The newest events, or those `before` or `after` a position. `called`: of what those of a
    stream are, by its code; `page`: where neighbouring ones stand, at the same moment.
    """

    def go(side: str, position: int) -> str:
        return when.there(f"{page}?{side}={position}")

    before, after = place
    every = places(when.system, found.streams, when.position)
    if after is not None:
        some = [one for one in every if one > after][:PAGE]
    else:
        some = [one for one in every if before is None or one < before][-PAGE:]
    told = told_at(when.system, found.streams, some, money=found.money)
    return Timeline(
        events=event_rows(when.system, wish, told[::-1], called),
        total=len(every),
        newer=go("after", some[-1]) if some and some[-1] != every[-1] else None,
        older=go("before", some[0]) if some and some[0] != every[0] else None,
    )


def replayed_at(when: When, page: str) -> str:
    """Where a lot or a project is replayed; of an earlier moment the cursor stands there."""
    return f"{page}/replay?at={when.position}" if when.past else f"{page}/replay"
