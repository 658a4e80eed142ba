"""The two moments of a page of balances: as of when, and since when; of one kind, never mixed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Query, Request

from api.http.identity import METERED
from api.http.pages.shown import Shown, last_of
from api.http.pages.speech import speech
from api.http.positions import MOMENT_MAX, When, asked, moment
from api.instants import at_instant, recorded_at
from api.readers import Readers
from domain.calendar import beijing_day
from projections.reader import Reader


def _needed(readers: Readers) -> tuple[Reader, ...]:
    return (
        readers.balances.reader,
        readers.deposits,
        readers.bankdays,
        readers.lots,
        readers.trail,
    )


_ASKED: Any = asked(_needed, by_day=True)


async def _asked(
    request: Request,
    as_of: Annotated[str, Query(max_length=MOMENT_MAX)] = "",
    day: Annotated[date | None, Query()] = None,
    _once: Annotated[None, METERED] = None,
) -> When:
    """The moment of the address; an empty field of a form means now.

    `day`: of what an address names as known at a position, what is of that legal day or before.
    """
    when: When = await _ASKED.dependency(request, as_of=as_of.strip() or None, min_position=None)
    return replace(when, day=day) if when.named else when


Asked = Annotated[When, Depends(_asked)]
"""The moment a page of balances is asked for."""


@dataclass(frozen=True, slots=True)
class Since:
    """The opening: a position, or the end of a legal day; and how it is said."""

    position: int
    day: date | None
    words: str


def since(request: Request, when: When, asked_for: str) -> Since:
    """The opening that was asked for, else the end of the month before.

    Raises 422 for an opening of another kind than the closing, or after it: figures known at a
    position and figures true at a day have no difference that means anything.
    """
    shown, store = Shown(speech(request)), when.system.store
    if not asked_for:
        recorded = recorded_at(store, when.position)
        last = when.day or (beijing_day(recorded) if recorded else None)
        if last is None:
            return Since(0, None, "")
        before = last.replace(day=1) - timedelta(days=1)
        if when.day:
            return Since(when.position, before, shown.end_of(before))
        return Since(at_instant(store, last_of(before)), None, shown.end_of(before))
    position, day, _ = moment(when.system, asked_for, by_day=when.day is not None)
    if (day is None) != (when.day is None):
        raise HTTPException(422, "since: a day goes with a day, a position with a position")
    if (day and when.day and day > when.day) or (position or 0) > when.position:
        raise HTTPException(422, f"since {asked_for}: the opening lies after the closing")
    if day is not None:
        return Since(when.position, day, shown.end_of(day))
    return Since(position or 0, None, asked_for)
