"""What the rows of a category come to for one deposit: when it goes back, whether it is too large.

Pure helpers for whoever decides; what they find out is data, nothing is refused here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.calendar import Calendar, Unit
from domain.categories.category import Category, Cause
from domain.money import Fen, show
from domain.rules import Rule, Severity


class Due(NamedTuple):
    """The last day on which money goes back in time, the unit of the term, and the row; `since`:
    the day that it counts from.
    """

    day: date
    unit: Unit
    rule: str
    since: date


@dataclass(frozen=True, slots=True)
class Finding:
    """A deposit beyond its row: what was asked, and the limit, in fen; as text, a sentence."""

    rule: Rule
    found_fen: int
    limit_fen: int

    def __str__(self) -> str:
        found, limit = show(Fen(self.found_fen)), show(Fen(self.limit_fen))
        side = "at most" if self.rule.at_most is not None else "at least"
        return f"{self.rule.id}: a deposit of {found}, {side} {limit} ({self.rule.source.text})"


def refund_row(category: Category, cause: Cause, day: date) -> Rule | None:
    """The row that says from which event on, and how soon, money goes back for a cause.

    None when the category pays nothing back for it (a winner's deposit that becomes the price), or
    when no row is in force on that day.
    """
    refund = category.refund(cause)
    rows = () if refund is None else category.about(refund.due, day)
    return rows[0] if rows else None


def refund_due(
    category: Category, cause: Cause, anchor_day: date, calendar: Calendar
) -> Due | None:
    """When money is due back whose anchor event (`refund_row(…).anchor`) was on a day.

    None where `refund_row` has none. 203: a last day off moves to the next working day.
    """
    row = refund_row(category, cause, anchor_day)
    if row is None or row.bound is None or not isinstance(row.bound.unit, Unit):
        return None
    return Due(row.term(anchor_day, calendar), row.bound.unit, row.id, anchor_day)


BACK_RULE, BACK_WORKING_DAYS = "DEP-BACK", 5
"""Where no row of a category says when: five working days.

No statute names a term for it; the centre's own, as in REFERENCE 3.3 (evidence A).
"""


def back_due(day: date, calendar: Calendar) -> Due:
    """When money is due back that no row of a category speaks of: by the centre's own term."""
    last = calendar.add(day, BACK_WORKING_DAYS, Unit.WORKING_DAYS)
    return Due(last, Unit.WORKING_DAYS, BACK_RULE, day)


def due_again(
    category: Category | None, cause: str, rule: str, since: date, calendar: Calendar
) -> date | None:
    """What the term of a rule that ran from a day comes to by this calendar; None where nobody can
    tell: its row is not the deposit's category's.
    """
    if rule == BACK_RULE:
        return back_due(since, calendar).day
    if category is None or cause not in set(Cause):
        return None
    due = refund_due(category, Cause(cause), since, calendar)
    return due.day if due is not None and due.rule == rule else None


DORMANT_MONTHS = 12
"""Months after which what nobody claims is published (R20, evidence A)."""


def is_dormant(since: date, day: date, calendar: Calendar) -> bool:
    """Whether on a day what is unclaimed since another has been so for longer than that."""
    return calendar.add(since, DORMANT_MONTHS, Unit.MONTHS, roll=False) < day


def pays_interest(category: Category, cause: Cause) -> bool:
    """True when the bank's interest goes to the payer too (REFERENCE 3.3); then a row says so."""
    refund = category.refund(cause)
    return refund is not None and refund.interest != ""


def deposit_bound(
    category: Category,
    estimate_fen: int,
    deposit_fen: int,
    day: date,
    *,
    scopes: Sequence[str] = (),
) -> Finding | None:
    """The gravest breach of what a deposit may be on the day it is asked for; None when in bounds.

    `estimate_fen` is the whole of a share: the lot's estimate, or its base price. `scopes` are
    what else the lot is (`DESIGN`). No deposit at all is in bounds. Raises ValueError, naming the
    field, for a negative amount.
    """
    for field, fen in (("estimate_fen", estimate_fen), ("deposit_fen", deposit_fen)):
        if fen < 0:
            raise ValueError(f"{field} {fen}: expected zero or more")
    rows = (
        *category.about("deposit.share", day, scopes),
        *category.about("deposit.amount", day, scopes),
    )
    broken = [
        Finding(row, deposit_fen, row.limit(estimate_fen))
        for row in rows
        if deposit_fen and not row.allows(deposit_fen, estimate_fen)
    ]
    return min(broken, key=_weight, default=None)


def _weight(finding: Finding) -> tuple[int, int]:
    """The gravest first; of equals the one that is missed by most."""
    gravest = list(Severity).index(finding.rule.severity)
    return gravest, -abs(finding.found_fen - finding.limit_fen)
