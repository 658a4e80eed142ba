"""What the money is, by accounts of the chart: opening, debits, credits, closing of a period.

The books do not divide what is owed by bank account: this is the whole book in one currency, in
which each bank account has a row of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from api.reports.account import Account
from api.wiring import System
from domain.accounts import BY_CODE, CASH
from projections.balance_reader import Balance, Where

_CASH = tuple(one.code for one in CASH)


@dataclass(frozen=True, slots=True)
class Kind:
    """An account of the chart in a period; minor units, debit positive. `owner`: a bank account."""

    account: str
    owner: str
    opening: int
    debit: int
    credit: int
    closing: int


def kinds(system: System, of: Account, first: date, last: date, at: int) -> tuple[Kind, ...]:
    """All that ever moved in the account's book and currency; its openings sum to zero, as all."""
    before, after = (_standing(system, of, day, at) for day in (first - timedelta(days=1), last))
    return tuple(_kind(key, before.get(key), one) for key, one in sorted(after.items()))


def _kind(key: tuple[str, str], before: Balance | None, after: Balance) -> Kind:
    debit, credit = (before.debit, before.credit) if before else (0, 0)
    return Kind(*key, debit - credit, after.debit - debit, after.credit - credit, after.amount)


def _standing(system: System, of: Account, day: date, at: int) -> dict[tuple[str, str], Balance]:
    """Totals of the chart; of cash, each bank account's own balance."""
    read, book = system.readers.balances, BY_CODE[of.holds].book
    cash: Where = {"book": book, "currency": of.currency, "account": list(_CASH)}
    rows = [one for one in read.totals(at, day).rows if one.account not in _CASH]
    return _keyed(book, of.currency, [*rows, *read.owned(at, day, cash).rows])


def _keyed(book: str, currency: str, rows: Iterable[Balance]) -> dict[tuple[str, str], Balance]:
    return {
        (one.account, one.owner or ""): one
        for one in rows
        if (one.book, one.currency) == (book, currency)
    }
