"""What lay on which account of ours in a deposit's name, day by day: as its own facts tell.

A line comes by way of 2001 of its account's day, and goes by way of 1008 (DESIGN 2); money that
goes over to another deposit passes through 2001 likewise. So the legs of a deposit's facts are its
history at the bank, whatever became of it meanwhile.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from domain.accounts import BANK_DEBITS, UNIDENTIFIED
from domain.identifiers import day_id
from domain.interest import Span
from domain.postings import Entry

type Moved = Mapping[tuple[str, date], int]
"""So much came to an account of ours on a day (fen), or went from it (negative); never zero."""

BY_WAY_OF = frozenset({UNIDENTIFIED.code, BANK_DEBITS.code})
"""Accounts of the chart whose owners are the days of our accounts."""


def moved_on(moved: Moved, entries: Iterable[Entry], value_date: date | None) -> Moved:
    """After a fact that moves this; `value_date`: from when the bank counts it, if it says so."""
    now = dict(moved)
    for entry in entries:
        for leg in entry.legs:
            if leg.account in BY_WAY_OF:
                of = day_id(leg.owner)
                key = of.account, value_date or of.day
                if left := now.pop(key, 0) + leg.amount:
                    now[key] = left
    return now


def lay(moved: Moved, others_fen: int, account: str, since: date, until: date) -> tuple[Span, ...]:
    """What lay on an account from a day on, up to but not including another.

    `others_fen`: what of it is others' by now. Nobody can tell since when, so it never counts: of
    what came first, so much is left out. What the bank took back when it had gone leaves nothing.
    """
    by_day: Counter[date] = Counter()
    for (of, day), fen in _without(moved, others_fen):
        if of == account and day < until:
            by_day[max(day, since)] += fen
    spans, balance = [], 0
    for day, next_day in pairwise((*sorted(by_day), until)):
        balance += by_day[day]
        if balance > 0:
            spans.append(Span(balance, day, next_day))
    return tuple(spans)


def _without(moved: Moved, fen: int) -> Iterator[tuple[tuple[str, date], int]]:
    for key, came in sorted(moved.items(), key=lambda one: (one[0][1], one[0][0])):
        gone = min(fen, came) if came > 0 else 0
        fen -= gone
        yield key, came - gone
