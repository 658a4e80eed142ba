"""Which last days are estimates (预估): the days off of a year they run through are not published.

As of a moment: once the calendar is there the mark is gone, and the day moves if it must.
"""

from collections.abc import Mapping
from typing import Any

from api.wiring import System
from domain.calendar import Calendar, beijing_day
from domain.deposit.refund import Refund
from domain.timing import is_estimate


def calendar_at(system: System, position: int) -> Calendar:
    """The published years, as they were known at a position."""
    found: Calendar = system.replay.state(system.log.charter.law, position).calendar
    return found


def is_refund_estimated(row: Mapping[str, Any], calendar: Calendar) -> bool:
    """Of a row of `projections.refunds`."""
    return is_estimate(row["counts_from"], row["due"], calendar)


def is_owed_by_estimate(refund: Refund, calendar: Calendar) -> bool:
    """Of a refund as its deposit has it."""
    return is_estimate(refund.counts_from, refund.due, calendar)


def is_case_estimated(row: Mapping[str, Any], calendar: Calendar) -> bool:
    """Of a row of `projections.disputes`; a case whose clock stands still has no last day."""
    due = row["due"]
    return due is not None and is_estimate(row["since"] or due, due, calendar)


def is_suspension_estimated(row: Mapping[str, Any], calendar: Calendar) -> bool:
    """Of a suspension's row of `projections.disputes`; what was named is none."""
    if not row["reckoned"]:
        return False
    return is_estimate(beijing_day(row["suspended_at"]), row["until"], calendar)
