"""What a rule allows at least or at most: so many days, months, hours, fen, parts, pieces."""

from dataclasses import dataclass
from enum import StrEnum

from domain.calendar import Unit
from domain.money import yuan

PPM = 1_000_000
"""Parts of a whole."""


class Quantity(StrEnum):
    """What a bound counts, if not a term that ends on a day."""

    HOURS = "小时"
    FEN = "分"
    PPM = "百万分比"
    COUNT = "个"


@dataclass(frozen=True, slots=True)
class Bound:
    """So many of a unit. Raises ValueError when negative, or for a term of none."""

    n: int
    unit: Unit | Quantity

    def __post_init__(self) -> None:
        if self.n < (1 if isinstance(self.unit, Unit) else 0):
            raise ValueError(f"a bound of {self.n} {self.unit}: expected more")


def days(n: int) -> Bound:
    """Calendar days (日)."""
    return Bound(n, Unit.DAYS)


def working_days(n: int) -> Bound:
    """Working days (工作日)."""
    return Bound(n, Unit.WORKING_DAYS)


def months(n: int) -> Bound:
    """Months (月); a year is twelve."""
    return Bound(n, Unit.MONTHS)


def hours(n: int) -> Bound:
    """Clock hours, for `calendar.add_hours`."""
    return Bound(n, Quantity.HOURS)


def amount(text: str) -> Bound:
    """An amount of yuan such as `800,000.00`, held in fen."""
    return Bound(yuan(text), Quantity.FEN)


def percent(n: int) -> Bound:
    """A share of a whole, held in parts per million."""
    return Bound(n * PPM // 100, Quantity.PPM)


def count(n: int) -> Bound:
    """Pieces, persons, bids."""
    return Bound(n, Quantity.COUNT)
