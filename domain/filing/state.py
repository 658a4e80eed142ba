"""A filing as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from domain.calendar import Calendar, Unit, beijing_day
from domain.filing.events import (
    DocumentFiled,
    FilingAcknowledged,
    FilingDueReckoned,
    FilingEvent,
)
from domain.timing import certain


@dataclass(frozen=True, slots=True)
class Filing:
    """What was filed, and what the office said of it, last. `due`: until when it is to say so."""

    filed: DocumentFiled | None = None
    acknowledged: FilingAcknowledged | None = None
    due: date | None = None


WORKING_DAYS = 3
"""So soon the office says that it has it: our own term, no law has one."""


def last_day(filed: datetime, calendar: Calendar) -> date:
    """The last day on which the office says that it has it, without being late."""
    return calendar.add(beijing_day(filed), WORKING_DAYS, Unit.WORKING_DAYS)


def certain_day(due: date, filed: datetime, calendars: Sequence[Calendar]) -> date:
    """The same, as it was told, but where that was an estimate (`timing.certain`)."""
    return certain(due, beijing_day(filed), calendars, lambda days: last_day(filed, days))


def is_late(due: date, said: datetime | None, today: date) -> bool:
    """Whether the office said so after its last day, or has not, and that is over."""
    return (today if said is None else beijing_day(said)) > due


def evolve(filing: Filing, event: FilingEvent) -> Filing:
    """The filing after an event."""
    match event:
        case DocumentFiled(due=due):
            return replace(filing, filed=event, due=due)
        case FilingDueReckoned(due=due):
            return replace(filing, due=due)
        case FilingAcknowledged():
            return replace(filing, acknowledged=event)
        case _:
            assert_never(event)
