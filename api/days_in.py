"""Whether all that came to our accounts for a lot is in: what is not there yet may still come."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from api.wiring import System
from domain.accounts import CUSTODY_BANK
from domain.bankday.state import BankDay
from domain.calendar import beijing_day
from domain.identifiers import DayId, sub_account_in
from domain.kernel import StreamId
from domain.lot.state import Lot
from projections.balance_reader import End
from projections.bankdays import ACCOUNTS, DAYS, LINES
from projections.deposits import DEPOSITS


class DaysMissing(RuntimeError):
    """Who has paid is not known yet: these days of our accounts, each `ACCOUNT/2026-03-17`, are not
    in, or not whole, or not matched.
    """

    def __init__(self, days: tuple[str, ...]) -> None:
        super().__init__(f"not in, not whole, or not matched: {', '.join(days)}")
        self.days = days


def demand_days(system: System, lot: Lot) -> None:
    """Raises DaysMissing where some of the days are, up to the deadline of a lot's deposits."""
    if days := missing_days(system, lot):
        raise DaysMissing(days)


def missing_days(system: System, lot: Lot) -> tuple[str, ...]:
    """The day of a lot's deadline, of each account that deposits come to, where it is not in whole;
    and each since the lot was out with an open line that names a deposit of the lot.

    It is in once two persons closed it. Or else, nothing of it lying in quarantine, once the books
    hold what the bank says: where it closes, if who reconciles said of a statement that it is all
    of the day (decision 38); or where its next day opens. The days before are in with it, as the
    books began with the bank's balance.
    """
    if lot.deposit_deadline is None:
        return ()
    read = system.readers
    read.runner.catch_up()
    needed = read.bankdays, read.balances.reader, read.sealed_bankdays, read.sealed_deposits
    at, day = read.reached(needed), beijing_day(lot.deposit_deadline)
    where, order = {"holds": CUSTODY_BANK.code, "currency": "CNY"}, ("account",)
    ours = read.bankdays.rows(ACCOUNTS, where, as_of=at, order=order).rows
    accounts = [str(row["account"]) for row in ours if row["since"] <= day]
    absent = [of for of in (DayId(one, day) for one in accounts) if not _is_in(system, of, at)]
    return tuple(dict.fromkeys(map(str, (*absent, *_unmatched(system, lot, accounts, at)))))


def _is_in(system: System, of: DayId, at: int) -> bool:
    told = _told(system, of)
    if told.closed is not None:
        return True
    if told.unbanked:
        return False
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


def _unmatched(system: System, lot: Lot, accounts: list[str], at: int) -> Iterator[DayId]:
    """Days with money that names a deposit of the lot, came in time, and is nobody's yet."""
    read, due = system.readers, lot.deposit_deadline
    assert lot.defined is not None, "a lot that has a deadline was defined"
    assert due is not None, "who asks looked"
    owed = read.sealed_deposits.rows(DEPOSITS, {"lot": lot.defined.lot}, as_of=at).rows
    numbers = {row["sub_account"] for row in owed} - {None}
    if not numbers:
        return
    judged = [said for row in owed for said in row["evidence"] or ()]
    for of in _open_days(system, accounts, _out_since(lot), beijing_day(due), at):
        where = {"account": of.account, "day": of.day, "credit": True}
        lines = read.sealed_bankdays.every(LINES, where, at)
        if any(_names(row, numbers, due) and not _came_to(row, judged) for row in lines):
            yield of


def _open_days(
    system: System, accounts: list[str], since: date, until: date, at: int
) -> Iterator[DayId]:
    """Days of these accounts with lines that are nobody's yet, from a day to a day."""
    for account in accounts:
        where, after = {"account": account}, {"day": since - timedelta(days=1)}
        told = system.readers.bankdays.rows(DAYS, where, as_of=at, order=("day",), after=after).rows
        for row in told:
            if row["day"] <= until and row["lines"] > row["matched"]:
                yield DayId(account, row["day"])


def _out_since(lot: Lot) -> date:
    """Since when somebody may have paid for it."""
    told, due = lot.announced or lot.invited, lot.deposit_deadline
    at = told.happened_at() if told else due
    assert at is not None, "what was announced says when, and is due"
    return beijing_day(at)


def _came_to(row: dict[str, object], judged: list[str]) -> bool:
    """Whether a line is none of the lot: by what it is, or as it was judged by now."""
    if row["returned"] or row["kind"] == "INTEREST":
        return True
    return any(f" {row['line']}: " in said for said in judged)


def _names(row: dict[str, object], numbers: set[str], due: datetime) -> bool:
    booked, reference = row["booked_at"], row["reference"]
    assert isinstance(booked, datetime), "each line has its instant"
    number = sub_account_in(reference if isinstance(reference, str) else None)
    return not row["allocated"] and booked <= due and number in numbers
