"""Terms of the law: until when, what would end too early, which were not kept; by rows alone."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from domain.calendar import Calendar, beijing_day
from domain.categories.category import Category
from domain.kernel import Rejected
from domain.lot.overlay import Suspension
from domain.lot.state import Lot
from domain.rules import Rule, Severity
from domain.timing import Stop, effective, term


def due(category: Category, lot: Lot, subject: str, today: date, calendar: Calendar) -> date | None:
    """The last day of a term that begins today, by the row that bounds it; None without one."""
    rows = (row for row in category.about(subject, today, lot.scopes) if row.at_most is not None)
    return next((row.term(today, calendar) for row in rows if row.is_term), None)


class Breach(NamedTuple):
    """A term that a lot's past does not keep: from a day to a day.

    `limit`: the first day that would have done, or the last.
    """

    row: Rule
    began: date
    limit: date
    ended: date


def breaches(
    category: Category, lot: Lot, calendar: Calendar, ends: str | None = None
) -> Iterator[Breach]:
    """Rows for lots like this one whose terms were not kept; `ends`: those that a fact ends.

    The days on which a lot stood still count for no term that bounds from above.
    """
    for row in category.rules:
        began, ended = lot.day_of(row.anchor), lot.day_of(row.ends)
        if began is None or ended is None or not _is_about(row, lot) or not row.is_term:
            continue
        if ended < began or ends not in (None, row.ends) or not row.source.in_force(began):
            continue
        limit = _limit(row, lot, began, calendar)
        if ended < limit if row.at_least is not None else ended > limit:
            yield Breach(row, began, limit, ended)


def _limit(row: Rule, lot: Lot, began: date, calendar: Calendar) -> date:
    """The last day in time; of a term without end, as it still stands still, the latest of all."""
    running = term(row, began, calendar)
    assert running is not None, "a row that bounds a term has one"
    if row.at_least is not None:
        return running.due
    stops = tuple(_stop(one) for one in lot.suspensions)
    return effective(running, stops, calendar) or date.max


def _stop(suspension: Suspension) -> Stop:
    until = suspension.ended_at and beijing_day(suspension.ended_at)
    return Stop(beijing_day(suspension.told.suspended_at), until)


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
    for row in _blocking(category, lot, today):
        began = lot.day_of(row.anchor) if row.ends == event else None
        if began is not None and today < (full := row.term(began, calendar)):
            return _refused(row, full, event)
        end = ends.get(row.ends) if row.anchor == event else None
        if end is not None and end < (full := row.term(today, calendar)):
            return _refused(row, full, row.ends)
    return None


def _is_about(row: Rule, lot: Lot) -> bool:
    """Whether a row is for all lots of the kind, or for those that this one is of."""
    return not row.scope or row.scope in lot.scopes


def _blocking(category: Category, lot: Lot, today: date) -> Iterator[Rule]:
    """Rows for lots like this one that bound a term from below, and block."""
    for row in category.rules:
        blocks = row.severity is Severity.BLOCK and row.is_term and row.at_least is not None
        if blocks and _is_about(row, lot) and row.source.in_force(today):
            yield row


def _refused(row: Rule, full: date, event: str) -> Rejected:
    bound = row.bound
    assert bound is not None, "a row that bounds a term has a bound"
    least = f"at least {bound.n} {bound.unit} from {row.anchor}"
    return Rejected("lot.term_too_short", f"{row.id} {row.zh}: {least}; {event} from {full} on")
