"""Terms of the law: until when, what would end too early, which were not kept; by rows alone."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from domain.calendar import Calendar, beijing_day
from domain.categories.category import Category
from domain.kernel import Rejected
from domain.lifecycle import Lifecycle, phases_for
from domain.lot.state import Lot
from domain.phases import Phase
from domain.rules import Rule, Severity
from domain.timing import effective, is_estimate, term

_ORDER = {phase: n for n, phase in enumerate(Phase)}


def due(category: Category, lot: Lot, subject: str, began: date, calendar: Calendar) -> date | None:
    """The last day of a term from a day on, by the row that bounds it; None without one.

    The days on which the lot stood still do not count.
    """
    rows = (row for row in category.about(subject, began, lot.scopes) if row.at_most is not None)
    return next((last_day(row, lot, began, calendar) for row in rows if row.is_term), None)


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
        limit = last_day(row, lot, began, calendar) or date.max
        if ended < limit if row.at_least is not None else ended > limit:
            yield Breach(row, began, limit, ended)


def overdue(
    category: Category, lot: Lot, lifecycle: Lifecycle, calendar: Calendar, day: date
) -> Iterator[Breach]:
    """Rows that warn whose terms were over before a day, and which a fact may still end that has
    not been; `ended` is the day. Nothing is overdue by an estimate.
    """
    for row in category.rules:
        began = runs_from(row, lot, lifecycle)
        if began is None or row.at_most is None or row.severity is not Severity.WARN:
            continue
        last = last_day(row, lot, began, calendar)
        if last is None or last >= day or is_estimate(began, last, calendar):
            continue
        if phases_for(lifecycle, row.ends):
            yield Breach(row, began, last, day)


def runs_from(row: Rule, lot: Lot, lifecycle: Lifecycle) -> date | None:
    """From which day on the term of a row counts which no fact has ended, and one still may; None
    where none runs. Nobody waits for the contract of a winner who defaulted.
    """
    if row.ends == "ContractSigned" and lot.defaulted and lot.awarded_on is None:
        return None
    began = lot.day_of(row.anchor)
    if began is None or not row.is_term or not _is_about(row, lot):
        return None
    if not row.source.in_force(began):
        return None
    ended = lot.day_of(row.ends)
    if lot.was(row.ends) and (ended is None or ended >= began):
        return None
    phases = phases_for(lifecycle, row.ends)
    if phases and all(_ORDER[phase] < _ORDER[lot.phase] for phase in phases):
        return None
    return began


def last_day(row: Rule, lot: Lot, began: date, calendar: Calendar) -> date | None:
    """The last day in time, of a term from below the first one that does; None of a term from above
    while the lot stands still.
    """
    running = term(row, began, calendar)
    assert running is not None, "a row that bounds a term has one"
    if row.at_least is not None:
        return running.due
    return effective(running, [one.days for one in lot.suspensions], calendar)


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
