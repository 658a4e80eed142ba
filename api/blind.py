"""Which bank days are blind: what of their lines is nobody's may be told by counts and sums alone.

REFERENCE 4.4: before the opening the desk knows account totals, no lot's arrivals. A lot that ended
unopened was never opened to anybody: its days stay blind.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from api.readers import Readers
from domain.calendar import beijing_day
from projections.lots import LOTS

STRAY = timedelta(days=10)
"""So long after a lot's deadline money without a number may still have been meant for it."""


def blind_days(readers: Readers, at: int, days: Iterable[date]) -> set[date]:
    """Of these days, those on which money may have been meant for a lot that is still sealed."""
    rows = readers.lots.rows(LOTS, as_of=at).rows
    spans = [
        (beijing_day(row["announced_at"]), beijing_day(row["deposit_deadline"]) + STRAY)
        for row in rows
        if row["announced_at"] and row["deposit_deadline"] and row["opened_at"] is None
    ]
    return {day for day in days if any(first <= day <= last for first, last in spans)}
