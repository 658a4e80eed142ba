"""Whether all that came to our accounts for a lot is in: what is not there yet may still come."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from api.day_in import is_at_rest, is_in
from api.found_at import Answers
from api.wiring import System
from domain.accounts import CUSTODY_BANK
from domain.calendar import beijing_day
from domain.identifiers import DayId, sub_account_in
from domain.kernel import StreamId
from domain.lot.state import Lot
from domain.regions import reaches
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
    """The day of a lot's deadline, of each account that its deposits come to, where it is not in
    whole; and each of any account of ours since the lot was out with an open line that names a
    deposit of the lot.

    An account is for the region it was placed in; where none is for the lot's, its deposits come to
    any. The clock asks each second, for each disclosure that waits: what was found is remembered
    until the log goes on.
    """
    due = lot.deposit_deadline
    if due is None or lot.defined is None:
        return ()
    found = system.found.at(system.store.tail().position)
    return found.of((lot.defined.lot, due), lambda: _missing(system, lot, due, found))


def _missing(system: System, lot: Lot, due: datetime, found: Answers) -> tuple[str, ...]:
    """The same, as it is now. `found`: what is known of our accounts at this position."""
    assert lot.defined is not None, "who asks looked"
    at = found.of("position", lambda: _reached(system))
    day, region = beijing_day(due), lot.defined.region
    accounts = found.of("accounts", lambda: _accounts(system, at))
    ours = [code for code, since in accounts if since <= day]
    every = [DayId(code, day) for code in ours]
    days = [of for of in every if _is_for(system, of.account, region)] or every
    absent = [of for of in days if not found.of(of, partial(is_in, system, of, at))]
    if len(absent) < len(days):  # where no account is in use, the first to come may be this lot's
        absent = [of for of in absent if not is_at_rest(system, of, at)]
    return tuple(dict.fromkeys(map(str, (*absent, *_unmatched(system, lot, ours, at)))))


def _reached(system: System) -> int:
    """Up to where all that is read here has come: the head of the log, or more."""
    read = system.readers
    read.runner.catch_up()
    return read.reached(
        (read.bankdays, read.balances.reader, read.sealed_bankdays, read.sealed_deposits)
    )


def _accounts(system: System, at: int) -> Sequence[tuple[str, date]]:
    """Our accounts that hold deposits, each with the day since which the books follow it."""
    where, order = {"holds": CUSTODY_BANK.code, "currency": "CNY"}, ("account",)
    rows = system.readers.bankdays.rows(ACCOUNTS, where, as_of=at, order=order).rows
    return [(str(row["account"]), row["since"]) for row in rows]


def _is_for(system: System, account: str, region: str) -> bool:
    """Whether deposits of what lies in a region come to an account."""
    return reaches(system.replay.state(StreamId("account", account)).region, region)


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
