"""A bank day as it stands."""

from dataclasses import dataclass

from domain.bankday.events import BankDayEvent


@dataclass(frozen=True, slots=True)
class BankDay:
    """The files that came, and where the last one closed (minor units)."""

    files: tuple[str, ...] = ()
    closing: int | None = None


def evolve(day: BankDay, event: BankDayEvent) -> BankDay:
    """The day after an event."""
    return BankDay(files=(*day.files, event.sha256), closing=event.closing)
