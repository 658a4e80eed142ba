"""Least terms of the law: what would end too early is refused when it is planned, or when asked."""

from collections.abc import Iterator
from datetime import date, datetime

from domain.calendar import Calendar, beijing_day
from domain.categories.category import Category
from domain.kernel import Rejected
from domain.lot.state import Lot
from domain.rules import Rule, Severity


def too_early(
    category: Category,
    lot: Lot,
    event: str,
    today: date,
    calendar: Calendar,
    planned: dict[str, datetime | None] | None = None,
) -> Rejected | None:
    """Why a fact may not be today; None where no row that blocks says so.

    Either a term that it ends is not full yet, or one that begins with it would not be by the time
    that is planned: of facts that the clock brings, by name.
    """
    ends = {name: beijing_day(at) for name, at in (planned or {}).items() if at is not None}
    for row in _blocking(category, today):
        began = lot.day_of(row.anchor) if row.ends == event else None
        if began is not None and today < (full := row.term(began, calendar)):
            return _refused(row, full, event)
        end = ends.get(row.ends) if row.anchor == event else None
        if end is not None and end < (full := row.term(today, calendar)):
            return _refused(row, full, row.ends)
    return None


def _blocking(category: Category, today: date) -> Iterator[Rule]:
    """Rows for all lots of the kind that bound a term from below, and block."""
    for row in category.rules:
        blocks = row.severity is Severity.BLOCK and row.is_term and row.at_least is not None
        if blocks and not row.scope and row.source.in_force(today):
            yield row


def _refused(row: Rule, full: date, event: str) -> Rejected:
    bound = row.bound
    assert bound is not None, "a row that bounds a term has a bound"
    least = f"at least {bound.n} {bound.unit} from {row.anchor}"
    return Rejected("lot.term_too_short", f"{row.id} {row.zh}: {least}; {event} from {full} on")
