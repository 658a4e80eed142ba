"""A bank day as it stands."""

from dataclasses import dataclass, replace
from typing import assert_never

from domain.bankday.events import (
    BankDayEvent,
    DayClosed,
    DayClosePrepared,
    DayCloseReturned,
    StatementImported,
)


@dataclass(frozen=True, slots=True)
class BankDay:
    """The statements that came, as (SHA-256 of the file, the bank's id), and where the last one
    closed (minor units); its close as it was prepared, and as it was signed.
    """

    statements: tuple[tuple[str, str | None], ...] = ()
    closing: int | None = None
    prepared: DayClosePrepared | None = None
    closed: DayClosed | None = None


def evolve(day: BankDay, event: BankDayEvent) -> BankDay:
    """The day after an event. Another statement makes a prepared close stale."""
    match event:
        case StatementImported(sha256=sha256, statement=statement, closing=closing):
            came = (sha256, statement)
            return replace(day, statements=(*day.statements, came), closing=closing, prepared=None)
        case DayClosePrepared():
            return replace(day, prepared=event)
        case DayCloseReturned():
            return replace(day, prepared=None)
        case DayClosed():
            return replace(day, closed=event)
        case _:
            assert_never(event)
