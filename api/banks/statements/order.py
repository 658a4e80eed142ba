"""The lines of a statement, oldest first, whichever way round it prints them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from api.banks.statements.format import Statement


def oldest_first(statement: Statement) -> Statement:
    """The statement with its lines in the order in which the bank booked them, as far as anything
    tells: running balances, or else days, or the times within one. `newest_first`: False where that
    is sure, None where within a day it is not."""
    lines = statement.lines
    days = [line.booking_date for line in lines]
    times = [line.booking_time for line in lines if line.booking_time is not None]
    timed = len(times) == len(lines) and len(lines) == len(set(times))
    backwards, sure = statement.newest_first, statement.newest_first is not None
    if backwards is None:
        backwards = _goes_back(days) or (timed and _goes_back(times))
    ordered = lines[::-1] if backwards else lines
    sure = sure or (timed and times in (sorted(times), sorted(times, reverse=True)))
    return replace(statement, lines=ordered, newest_first=False if sure else None)


def _goes_back(days: Sequence[date]) -> bool:
    """Whether days or instants, of which some differ, never go on from one line to the next."""
    later = any(after > before for before, after in pairwise(days))
    return not later and len(set(days)) > 1
