"""Which bank days are blind: what of their lines is nobody's may be told by counts and sums alone.

REFERENCE 4.4: before the opening the desk knows account totals, no lot's arrivals. A lot that ended
unopened was never opened to anybody: its days stay blind. As blind is a day that received a late
line of one (3.9): what was meant for the lot lies there.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from api.readers import Readers
from domain.calendar import beijing_day, midnight
from domain.phases import Phase
from projections.bankdays import LINES
from projections.disputes import SUSPENSIONS
from projections.lots import LOTS

STRAY = timedelta(days=10)
"""So long after a lot's deadline money without a number may still have been meant for it."""
_RUNNING = [Phase.ANNOUNCED.value, Phase.OPEN.value]
_A_MOMENT = timedelta(microseconds=1)

type Row = Mapping[str, Any]


def blind_days(
    readers: Readers,
    at: int,
    account: str,
    days: Collection[date],
    lines: Iterable[Row] | None = None,
) -> set[date]:
    """Of an account's days, those with money that may have been meant for a lot still sealed.

    `lines`: all of these days, where they were read already. Lots whose deadline is long past are
    not looked at.
    """
    if not days:
        return set()
    own = {(day, day) for day in days}
    for row in _late(readers, at, account, days) if lines is None else lines:
        if row["booked_at"] is not None:
            own.add((row["day"], beijing_day(row["booked_at"])))
    blind = _meant(readers, at, {came for _, came in own})
    return {day for day, came in own if came in blind}


def _late(readers: Readers, at: int, account: str, days: Iterable[date]) -> Iterable[Row]:
    """Lines that the bank booked before the day that received them."""
    for day in days:
        where, before = {"account": account, "day": day}, {"booked_at": midnight(day)}
        yield from readers.sealed_bankdays.rows(LINES, where, as_of=at, before=before).rows


def _meant(readers: Readers, at: int, days: Collection[date]) -> set[date]:
    """Those of the days on which money may have come for a lot that is still sealed."""
    begins = midnight(min(days)) - STRAY - _A_MOMENT
    rows = readers.lots.rows(LOTS, as_of=at, after={"deposit_deadline": begins}).rows
    spans = [
        (beijing_day(row["announced_at"]), beijing_day(row["deposit_deadline"]) + STRAY)
        for row in rows
        if row["announced_at"] and row["opened_at"] is None
    ]
    spans += _stopped(readers, at)
    return {day for day in days if any(first <= day <= last for first, last in spans)}


def _stopped(readers: Readers, at: int) -> Iterator[tuple[date, date]]:
    """Of lots that stand still before their deadline: it does not pass, so all days to come."""
    waiting = readers.disputes.rows(SUSPENSIONS, {"open": True}, as_of=at).rows
    where = {"lot": sorted({row["lot"] for row in waiting}), "phase": _RUNNING}
    rows = readers.lots.rows(LOTS, where, as_of=at).rows if waiting else []
    for row in rows:
        if row["announced_at"] and not row["deposits_over"]:
            yield beijing_day(row["announced_at"]), date.max
