"""The bank account a report is about, and what went in and out of it by the books."""

from dataclasses import dataclass
from datetime import date, timedelta

from api.closing.reading import NotFollowed, row_of
from api.wiring import System
from domain.account.state import BankAccount
from domain.accounts import BY_CODE
from domain.kernel import StreamId
from projections.balance_reader import Balance
from projections.bankdays import ACCOUNTS

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Account:
    """As it was opened: our code, the bank's number, what of the chart it mirrors; `since` when.

    `brought` is the balance that the books began with, in minor units.
    """

    code: str
    bank: str
    number: str
    currency: str
    holds: str
    since: date
    brought: int


@dataclass(frozen=True, slots=True)
class Turnover:
    """Days of an account by the books, in minor units: what it held before, got, gave, and held."""

    opening: int
    credits: int
    debits: int
    closing: int


def account_of(system: System, code: str, at: int) -> Account:
    """The account as known at a position. Raises NotFollowed."""
    row = row_of(system, ACCOUNTS, {"account": code}, at)
    state = system.replay.state(StreamId("account", code), at)
    if row is None or not isinstance(state, BankAccount) or state.opened is None:
        raise NotFollowed(f"account {code!r} is not opened in the books")
    told = {name: row[name] for name in ("bank", "number", "currency", "holds", "since")}
    legs = [leg for entry in state.opened.entries for leg in entry.legs]
    brought = sum(leg.amount for leg in legs if leg.account == row["holds"])
    return Account(code, **told, brought=brought)


def turnover(system: System, of: Account, first: date, last: date, at: int) -> Turnover:
    """From one day to another, both included. The balance the books began with is an opening."""
    before, after = _held(system, of, first - _DAY, at), _held(system, of, last, at)
    brought = of.brought if first <= of.since <= last else 0
    return Turnover(
        opening=before.amount + brought,
        credits=after.debit - before.debit - max(brought, 0),
        debits=after.credit - before.credit - max(-brought, 0),
        closing=after.amount,
    )


def _held(system: System, of: Account, day: date, at: int) -> Balance:
    cash = BY_CODE[of.holds]
    return system.readers.balances.one(cash.book, of.currency, cash.code, of.code, at, day)
