"""A filing as it stands."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from domain.calendar import beijing_day
from domain.filing.events import DocumentFiled, FilingAcknowledged, FilingEvent


@dataclass(frozen=True, slots=True)
class Filing:
    """What was filed, and what the office said of it, last."""

    filed: DocumentFiled | None = None
    acknowledged: FilingAcknowledged | None = None


def is_late(due: date, said: datetime | None, today: date) -> bool:
    """Whether the office said so after its last day, or has not, and that is over."""
    return (today if said is None else beijing_day(said)) > due


def evolve(filing: Filing, event: FilingEvent) -> Filing:
    """The filing after an event."""
    match event:
        case DocumentFiled():
            return replace(filing, filed=event)
        case FilingAcknowledged():
            return replace(filing, acknowledged=event)
        case _:
            assert_never(event)
