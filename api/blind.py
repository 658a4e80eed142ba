"""Which bank days are blind: what of their lines is nobody's may be told by counts and sums alone.

REFERENCE 4.4: before the opening the desk knows account totals, no lot's arrivals. A lot that ended
unopened was never opened to anybody: its days stay blind.
"""

from collections.abc import Collection
from datetime import date, timedelta

from api.readers import Readers
from domain.calendar import beijing_day, midnight
from projections.lots import LOTS

STRAY = timedelta(days=10)
"""So long after a lot's deadline money without a number may still have been meant for it."""
_A_MOMENT = timedelta(microseconds=1)


def blind_days(readers: Readers, at: int, days: Collection[date]) -> set[date]:
    """Of these days, those on which money may have been meant for a lot that is still sealed.

    Lots whose deadline is long past are not looked at.
    """
    if not days:
        return set()
    begins = midnight(min(days)) - STRAY - _A_MOMENT
    rows = readers.lots.rows(LOTS, as_of=at, after={"deposit_deadline": begins}).rows
    spans = [
        (beijing_day(row["announced_at"]), beijing_day(row["deposit_deadline"]) + STRAY)
        for row in rows
        if row["announced_at"] and row["opened_at"] is None
    ]
    return {day for day in days if any(first <= day <= last for first, last in spans)}
