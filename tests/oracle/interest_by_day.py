"""Interest on a sub-account, day after day in exact fractions, from rate rows and movements.

Independent of the project: standard library only, no import of ours. ACT/360; the day of a credit
counts, the day of settlement does not; rounded half up to the fen, once.
"""

from datetime import timedelta
from fractions import Fraction
from math import floor


def interest_by_day(movements, settled, rates):
    """Fen. `movements`: (day, fen); `rates`: (from a day on, percent a year as text)."""
    owed = Fraction(0)
    day = min(on for on, _ in movements)
    while day < settled:
        balance = sum(fen for on, fen in movements if on <= day)
        (_, percent) = max(row for row in rates if row[0] <= day)
        owed += balance * Fraction(percent) / 100 / 360
        day += timedelta(days=1)
    return floor(owed + Fraction(1, 2))
