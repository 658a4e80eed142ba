"""beancount, another bookkeeper of other people's making, reads our journal and finds our balances.

It runs as a separate program (GPL-2): nothing of it is imported or shipped.
"""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from api.journal import path
from tests.oracle.bookkeepers import beancount, ends
from tests.oracle.books import CURRENCIES, MONTHS, at_end_of, books, month_of_account, zhangben

ONE = timedelta(days=1)


@pytest.fixture(scope="module")
def journal(kept, tmp_path_factory):
    """The whole demonstration as `export journal --format beancount` prints it."""
    file = tmp_path_factory.mktemp("books") / "books.beancount"
    file.write_text(zhangben(kept, "export", "journal", "--format", "beancount"), "utf-8")
    return file


@pytest.fixture(scope="module")
def days(journal):
    """At each day's end: every balance that is not zero."""
    changes, complaints = beancount(journal)
    assert complaints == ""
    return ends(changes)


def test_balances_agree_account_by_account_at_the_end_of_each_day(days, kept):
    with books(kept) as system:
        for day, theirs in days.items():
            assert at_end_of(system, day) == theirs, day
        assert at_end_of(system, "2030-01-01") == days[max(days)]
    assert len(days) > 25, "a month of real statements, and the days of the invented lots"


@pytest.mark.parametrize(("account", "month"), MONTHS)
def test_a_month_statement_says_what_beancount_says(days, kept, account, month):
    """Every day's closing, and what moved over the month by kind of money."""
    with books(kept) as system:
        told = month_of_account(system, account, month)
    cash = path("CUST", told.account.holds, account), told.account.currency
    for span in told.spans:
        theirs = _at(days, str(span.first))
        assert span.books.closing == theirs.get(cash, 0), span.first
    end, before = _kinds(days, told.through, told), _kinds(days, told.first - ONE, told)
    ours = {one.account: 0 for one in told.kinds}
    for one in told.kinds:
        ours[one.account] += one.closing - one.opening
    assert {code: end[code] - before[code] for code in ours} == ours
    assert any(ours.values())


def _at(days, day):
    """Their balances at a day's end: of the last day before it that moved anything."""
    return days[max(known)] if (known := [one for one in days if one <= day]) else {}


def _kinds(days, day, told):
    sums = Counter()
    for (name, currency), fen in _at(days, str(day)).items():
        _, book, code, *_ = name.split(":")
        if (book, currency) == ("CUST", told.account.currency):
            sums[code] += fen
    return sums


@pytest.mark.parametrize("book", CURRENCIES)
def test_each_book_sums_to_zero_in_each_currency_at_each_days_end(days, book):
    seen = set()
    for day, balances in days.items():
        for currency in ("CNY", "EUR"):
            of_book = [f for (n, c), f in balances.items() if f":{book}:" in n and c == currency]
            assert sum(of_book) == 0, (day, currency)
            seen |= {currency} if of_book else set()
    assert seen == CURRENCIES[book]


def test_both_bookkeepers_read_the_same_body(journal, kept):
    other = zhangben(kept, "export", "journal", "--format", "hledger")
    assert other.split("\n\n", 1)[1] == journal.read_text("utf-8").split("\n\n", 1)[1]


def test_nothing_is_left_beside_the_journal(journal, days):
    assert days
    assert [path.name for path in Path(journal).parent.iterdir()] == ["books.beancount"]


# The judge is awake: a journal that is not ours any more is found out.


def bent(text, pattern, to):
    """The first match changed; the text must have one."""
    changed = re.sub(pattern, to, text, count=1, flags=re.MULTILINE)
    assert changed != text
    return changed


@pytest.mark.parametrize(
    ("pattern", "to", "said"),
    [
        (r"^  (Liabilities:CUST:2002):", r"  \1:X:", "unknown account"),  # nobody opened it
        (r"^(  Liabilities:CUST:2002:\S+  -?)", r"\g<1>1", "does not balance"),  # more by much
        (r"^(  Liabilities:CUST:2002:\S+  \S+) CNY", r"\1 EUR", "urrency"),
        (r"^.* open Liabilities:CUST:2002.*\n", "", "unknown account"),
    ],
)
def test_a_bent_journal_is_refused(journal, tmp_path, pattern, to, said):
    file = tmp_path / "bent.beancount"
    file.write_text(bent(journal.read_text("utf-8"), pattern, to), "utf-8")
    assert said in beancount(file)[1]


def test_a_transaction_more_is_another_balance(journal, kept, tmp_path):
    """The comparison is no mirror: balanced, and still not ours."""
    more = '\n2026-03-20 * "more"\n'
    accounts = re.findall(r"open (Liabilities:CUST:2002:\S+) CNY", journal.read_text("utf-8"))[:2]
    legs = [f"  {name}  {sign}1.00 CNY\n" for name, sign in zip(accounts, ("", "-"), strict=True)]
    file = tmp_path / "more.beancount"
    file.write_text(journal.read_text("utf-8") + more + "".join(legs), "utf-8")
    changes, complaints = beancount(file)
    assert complaints == ""
    with books(kept) as system:
        theirs = changes["2026-03-20"]
        ours = {f"{name} {c}": fen for (name, c), fen in at_end_of(system, "2026-03-20").items()}
        assert any(theirs.get(f"{name} CNY") != ours.get(f"{name} CNY") for name in accounts)
