"""Whether so many bids are fewer than a row that warns asks for: what blocks was refused."""

from datetime import date

from domain.categories.category import Category
from domain.lot.state import Lot
from domain.rules import Severity


def too_few(lot: Lot, category: Category, bidders: int, day: date) -> bool:
    """By the rows for lots like this one that are in force on the day of its opening."""
    rows = category.about("bids.received", day, lot.scopes)
    return any(row.severity is Severity.WARN and not row.allows(bidders) for row in rows)
