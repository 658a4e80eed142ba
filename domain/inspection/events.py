"""Facts of an inspection. Each is the reading itself: what was there at its position was read."""

from datetime import datetime
from enum import StrEnum

from domain.kernel import Event, event, restricted


class Inspected(StrEnum):
    """What is read: before the opening who registered, with what they paid; from it on by which
    accounts they did (REFERENCE 4.4, rows 1 to 3).
    """

    REGISTRANTS = "REGISTRANTS"
    PAYERS = "PAYERS"


@event("BreakGlassRead", zh="应急查阅")
class BreakGlassRead(Event):
    """Two persons opened, on this ground, what nobody else is told of a lot; it is told to the one
    who asked, until `until`. `number`: of this lot's, from 1; `case`: of the file that asks for it.
    """

    lot: str
    number: int
    what: Inspected
    read_at: datetime
    until: datetime
    role: str = restricted()
    read_by: str = restricted()
    beside: str = restricted()
    case: str = restricted()
    reason: str = restricted()

    def happened_at(self) -> datetime:
        """When it was read."""
        return self.read_at
