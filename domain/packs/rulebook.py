"""What trade asks of the law: the rules of a lot or a deposit, and how days are counted."""

from typing import Protocol

from domain.calendar import Calendar
from domain.categories.category import Category


class Rulebook(Protocol):
    """The law, as far as it is rules of trade."""

    @property
    def calendar(self) -> Calendar:
        """The published days off and make-up days."""

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        """The calendar in force, and as it was before each word of a year, the latest first."""

    def rules(self, category: str, pack: int) -> Category | None:
        """Those of a pack, repealed or not; 0: what comes with the platform. None: unknown."""
