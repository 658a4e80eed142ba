"""Two states of a year, day by day: what becomes of which day where one takes the other's place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from api.calendars.days import Days
from domain.calendar import is_weekend

type Kind = Literal["holiday", "makeup", "weekend", "weekday"]
"""What a day is: named as off, named as worked; else as its day of the week has it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A day that is named otherwise: what it was, and what it comes to be."""

    day: date
    before: Kind
    after: Kind


def differences(before: Days | None, after: Days) -> Iterator[Change]:
    """Every day that is named otherwise, in order. `before` None: weekends alone were known."""
    was = before or Days(after.year, (), ())
    for day in sorted({*was.holidays, *was.workdays, *after.holidays, *after.workdays}):
        kinds = kind(was, day), kind(after, day)
        if kinds[0] != kinds[1]:
            yield Change(day, *kinds)


def kind(days: Days, day: date) -> Kind:
    """What a day is by these."""
    if day in days.workdays:
        return "makeup"
    if day in days.holidays:
        return "holiday"
    return "weekend" if is_weekend(day) else "weekday"
