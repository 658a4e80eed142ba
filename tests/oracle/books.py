"""The kept demonstration's books, for the bookkeepers of other people's making that read them."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from api.cli.__main__ import main
from api.closing.reading import reach
from api.home import Home
from api.journal import path
from api.reports.period import PeriodReport, month_of, period_report
from api.wiring import System, opened
from tests.oracle.sums_of_statements import DECIMALS

type Balances = dict[tuple[str, str], int]
"""Minor units, by the account's path and the currency."""

CURRENCIES = {"CUST": {"CNY", "EUR"}, "OWN": set(), "MEMO": {"CNY"}}
"""By book: in which the demonstration moves money. Guarantees are what MEMO holds."""

MONTHS = (("EUR-MAIN", "2024-05"), ("CNY-DEPOSITS", "2026-03"))
"""The demonstration's accounts, each in the month of its story."""


def zhangben(kept: Any, *arguments: str) -> str:
    """What a command prints, asked in this process."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", printed)
        patch.setenv("ZHANGBEN_DATA", str(kept.folder))
        assert main(arguments) == 0
    return printed.getvalue()


@contextmanager
def books(kept: Any) -> Iterator[System]:
    """The installation, its projections at the head."""
    with opened(Home(kept.folder)) as system:
        system.readers.runner.catch_up()
        yield system


def at_end_of(system: System, day: str) -> Balances:
    """What we say of the end of a legal day: every balance that is not zero."""
    rows = system.readers.balances.owned(None, date.fromisoformat(day)).rows
    return {
        (path(row.book, row.account, row.owner or ""), row.currency): row.amount
        for row in rows
        if row.amount
    }


def minor(text: str, currency: str) -> int:
    """Exactly: as many decimals as the currency has, none dropped and none invented; or a bare 0.

    How many that are another program's table says, not ours.
    """
    whole, _, decimals = text.partition(".")
    digits = DECIMALS.get(currency, 2)
    assert len(decimals) == digits or text == "0", f"{text} {currency}"
    return int(whole + decimals) if text != "0" else 0


def nonzero(balances: Balances) -> Balances:
    """Without what has come to nothing."""
    return {key: amount for key, amount in balances.items() if amount}


def month_of_account(system: System, account: str, month: str) -> PeriodReport:
    """The month statement of a bank account, as the newest position tells it."""
    return period_report(system, account, *month_of(month), reach(system))
