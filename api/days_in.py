"""Whether all that came to our accounts up to a day is in: what is not there yet may still come."""

from collections.abc import Iterator
from datetime import date, datetime

from api.wiring import System
from domain.accounts import CUSTODY_BANK
from domain.bankday.state import BankDay
from domain.calendar import beijing_day
from domain.identifiers import DayId
from domain.kernel import StreamId
from projections.balance_reader import End
from projections.bankdays import ACCOUNTS, DAYS


class DaysMissing(RuntimeError):
    """Who has paid is not known yet: these days of our accounts, each `ACCOUNT/2026-03-17`, are not
    in, or not whole.
    """

    def __init__(self, days: tuple[str, ...]) -> None:
        super().__init__(f"not in, or not whole: {', '.join(days)}")
        self.days = days


def demand_days(system: System, until: datetime) -> None:
    """Raises DaysMissing where some of the days up to an instant are not in."""
    if days := missing_days(system, until):
        raise DaysMissing(days)


def missing_days(system: System, until: datetime) -> tuple[str, ...]:
    """The day of an instant, of each account that deposits come to, where it is not in whole.

    It is once two persons closed it. Or else, nothing of it lying in quarantine, once the books
    hold what the bank says: where it closes, if who reconciles said of a statement that it is all
    of the day (decision 38); or where its next day opens. The days before are in with it, as the
    books began with the bank's balance.
    """
    day = beijing_day(until)
    system.readers.runner.catch_up()
    return tuple(_missing(system, day))


def _missing(system: System, day: date) -> Iterator[str]:
    read = system.readers
    at = read.reached((read.bankdays, read.balances.reader))
    where, order = {"holds": CUSTODY_BANK.code, "currency": "CNY"}, ("account",)
    ours = read.bankdays.rows(ACCOUNTS, where, as_of=at, order=order).rows
    for row in ours:
        of = DayId(str(row["account"]), day)
        if row["since"] <= day and not _is_in(system, of, at):
            yield str(of)


def _is_in(system: System, of: DayId, at: int) -> bool:
    told = _told(system, of)
    if told.unbanked:
        return False
    if told.closed is not None:
        return True
    end = End(CUSTODY_BANK.book, "CNY", CUSTODY_BANK.code, of.account, of.day)
    booked = system.readers.balances.ends([end], at).get(end, 0)
    if told.said_whole and told.closing == booked:
        return True
    next_one = _next(system, of, at)
    return next_one is not None and any(one.opening == booked for one in next_one.statements)


def _next(system: System, of: DayId, at: int) -> BankDay | None:
    """The first day after it of which the bank stated anything."""
    where, after = {"account": of.account}, {"day": of.day}
    later = system.readers.bankdays.rows(DAYS, where, as_of=at, order=("day",), after=after).rows
    found = (DayId(of.account, row["day"]) for row in later if row["statements"])
    first = next(found, None)
    return None if first is None else _told(system, first)


def _told(system: System, of: DayId) -> BankDay:
    found: BankDay = system.replay.state(StreamId("bankday", str(of)))
    return found
