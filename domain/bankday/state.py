"""A bank day as it stands."""

from dataclasses import dataclass

from domain.bankday.events import BankDayEvent


@dataclass(frozen=True, slots=True)
class BankDay:
    """The statements that came, as (SHA-256 of the file, the bank's id), and where the last one
    closed (minor units).
    """

    statements: tuple[tuple[str, str | None], ...] = ()
    closing: int | None = None


def evolve(day: BankDay, event: BankDayEvent) -> BankDay:
    """The day after an event."""
    came = (event.sha256, event.statement)
    return BankDay(statements=(*day.statements, came), closing=event.closing)
