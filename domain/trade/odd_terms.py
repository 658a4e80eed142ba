"""What of the terms of a lot's deposit no law blocks, and somebody has to look at (5.2)."""

from collections.abc import Iterator
from datetime import date

from domain.alert.kinds import DEPOSIT_DUE_EARLY, DEPOSIT_OUT_OF_BOUNDS, Kind
from domain.calendar import Calendar, Unit, beijing_day
from domain.categories.category import Category
from domain.lot.state import Lot
from domain.terms import deposit_bound

EARLY_WORKING_DAYS = 1
"""A deposit may be due so long before bids are: what is earlier shuts bidders out (evidence A)."""


def odd_terms(
    lot: Lot, category: Category, calendar: Calendar, defined_on: date | None
) -> Iterator[Kind]:
    """Kinds of alerts: of a lot that was defined on a day, or (None) postponed since."""
    terms, due, opening = lot.defined, lot.deposit_deadline, lot.opening_at
    if terms is None or due is None or opening is None or not terms.deposit_fen:
        return
    estimate = terms.estimate_fen if defined_on is not None else None
    if estimate and defined_on and deposit_bound(category, estimate, terms.deposit_fen, defined_on):
        yield DEPOSIT_OUT_OF_BOUNDS
    if category.awarded_by != "AwardNoticeIssued":
        return  # who is listed or disclosed pays long before the end
    if calendar.add(beijing_day(due), EARLY_WORKING_DAYS, Unit.WORKING_DAYS) < beijing_day(opening):
        yield DEPOSIT_DUE_EARLY
