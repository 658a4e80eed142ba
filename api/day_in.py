"""Whether all that came to an account of ours up to the end of a day is in the books."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from api.wiring import System
from domain.accounts import CUSTODY_BANK
from domain.bankday.state import BankDay
from domain.identifiers import DayId
from domain.kernel import StreamId
from projections.balance_reader import End
from projections.bankdays import DAYS

AT_REST = timedelta(days=30)
"""How long the bank stated nothing of an account that was never used, or is used no more. Our own
term.
"""
_LOOKED_AT = 31
"""Days after it by which a day may be found to be in: more than any statement is of."""


def is_in(system: System, of: DayId, at: int) -> bool:
    """Once two persons closed it. Or else, nothing of it lying in quarantine, once the books hold
    what the bank says of it, or of a day after it: where that closes, if who reconciles said of a
    statement that it is all of the day (decision 38); or where what comes next opens. The days
    before are in with it, as the books began with the bank's balance.

    `at`: as of a position.
    """
    days = (of, *_stated_after(system, of, at))
    told = _told(system, days)
    if told[of].closed is not None:
        return True
    if told[of].unbanked:
        return False
    booked = _booked(system, days, at)
    for one, after in zip(days, (*days[1:], None), strict=True):
        says = (_closing(told[one]), _opening(told[after], after, one) if after else None)
        if booked[one] in says:
            return True
    return False


def is_at_rest(system: System, of: DayId, at: int) -> bool:
    """Whether an account that is not in is empty, and was silent for long by then: as long as
    another account is in use, nobody waits for it.
    """
    return not _booked(system, (of,), at)[of] and _is_silent(system, of, at)


def _closing(told: BankDay) -> int | None:
    """Where a day closes at the bank, once that is said to be all of it."""
    return told.closing if told.said_whole and not told.unbanked else None


def _opening(told: BankDay, of: DayId, before: DayId) -> int | None:
    """Where a day opens by the first of its statements; None where that began on a day before."""
    first = told.first
    if first is None or (first.since or of.day) <= before.day:
        return None
    return first.opening


def _stated_after(system: System, of: DayId, at: int) -> Sequence[DayId]:
    """The first days after it of which the bank stated anything, in their order."""
    rows = _days_after(system, of.account, of.day, at)
    return [DayId(of.account, row["day"]) for row in rows if row["statements"]][:_LOOKED_AT]


def _is_silent(system: System, of: DayId, at: int) -> bool:
    """Whether the bank has stated nothing of an account for long; of a new one, that tells none."""
    opened, since = system.replay.state(StreamId("account", of.account)).opened, of.day - AT_REST
    return opened.day <= since and not _days_after(system, of.account, since, at)


def _days_after(system: System, account: str, day: date, at: int) -> Sequence[Mapping[str, date]]:
    where, after = {"account": account}, {"day": day}
    return system.readers.bankdays.rows(DAYS, where, as_of=at, order=("day",), after=after).rows


def _booked(system: System, days: Sequence[DayId], at: int) -> Mapping[DayId, int]:
    """What the books hold at the end of each day; minor units."""
    ends = {of: End(CUSTODY_BANK.book, "CNY", CUSTODY_BANK.code, of.account, of.day) for of in days}
    found = system.readers.balances.ends(list(ends.values()), at)
    return {of: found.get(end, 0) for of, end in ends.items()}


def _told(system: System, days: Sequence[DayId]) -> Mapping[DayId, BankDay]:
    streams = {of: StreamId("bankday", str(of)) for of in days}
    states = system.replay.states(streams.values())
    return {of: states[stream] for of, stream in streams.items()}
