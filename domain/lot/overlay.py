"""The overlay of a lot (REFERENCE 2.2): the times in which it stands still, for which cases.

A suspension is no phase: it lies over whichever the lot is in, and two may overlap.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.calendar import beijing_day
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended


@dataclass(frozen=True, slots=True)
class Suspension:
    """One, and when it ended; None while it lasts."""

    told: ProcedureSuspended
    ended_at: datetime | None = None

    def __str__(self) -> str:
        of = f" of {self.told.case}" if self.told.case else ""
        return f"{self.told.cause}{of} since {beijing_day(self.told.suspended_at)}"


def resumed(past: tuple[Suspension, ...], event: ProcedureResumed) -> tuple[Suspension, ...]:
    """The suspensions after the one of a case ended; those that ended before keep their end."""
    return tuple(
        replace(one, ended_at=event.resumed_at)
        if one.ended_at is None and one.told.case == event.case
        else one
        for one in past
    )
