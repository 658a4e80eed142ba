"""hledger, a bookkeeper of other people's making, reads our journal and finds our balances.

It runs as a separate program (GPL-3): nothing of it is imported or shipped.
"""

import json
import re
import shutil
from datetime import date, timedelta

import pytest

from api.journal import path
from tests.kit.needs import not_run
from tests.oracle.bookkeepers import balances_in, days_of_hledger, hledger, table
from tests.oracle.books import (
    CURRENCIES,
    MONTHS,
    at_end_of,
    books,
    minor,
    month_of_account,
    nonzero,
    zhangben,
)


@pytest.fixture(scope="module")
def journal(kept, tmp_path_factory):
    """The whole demonstration as `export journal --format hledger` prints it."""
    if shutil.which("hledger") is None:
        not_run("hledger is not installed (Debian: apt-get install hledger)")
    file = tmp_path_factory.mktemp("books") / "books.journal"
    file.write_text(zhangben(kept, "export", "journal", "--format", "hledger"), "utf-8")
    return file


def test_it_is_strictly_well_formed(journal):
    run = hledger(journal, "check", "-s", "ordereddates")
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("book", CURRENCIES)
def test_each_book_sums_to_zero_in_each_currency(journal, book):
    for currency in ("CNY", "EUR"):
        rows = table(journal, f"^[^:]+:{book}:", f"cur:{currency}")
        assert sum(minor(row["balance"], currency) for row in rows) == 0
        assert bool(rows) is (currency in CURRENCIES[book])


def test_balances_agree_account_by_account_at_the_end_of_each_day(journal, kept):
    """Every day from the first to the last; what we say of it as the reader behind the command."""
    days = list(days_of_hledger(journal))
    with books(kept) as system:
        for day, theirs in days:
            assert at_end_of(system, day) == nonzero(theirs), day
        assert at_end_of(system, "2030-01-01") == at_end_of(system, days[-1][0])
    assert days[0][0] == "2024-05-02"
    assert len(theirs) == len(json.loads(zhangben(kept, "balances", "--json"))["balances"])


@pytest.mark.parametrize(
    "day", ["2024-05-01", "2024-05-15", "2024-05-31", "2026-03-16", "2026-03-18", "2026-03-25"]
)
def test_the_command_itself_says_what_hledger_says(journal, kept, day):
    rows = table(journal, "--historical", "-e", str(date.fromisoformat(day) + timedelta(days=1)))
    said = json.loads(zhangben(kept, "balances", "--as-of", day, "--json"))
    ours = {
        (path(b["book"], b["account"], b["owner"]), b["currency"]): b["amount"]
        for b in said["balances"]
    }
    theirs = balances_in(rows)
    assert nonzero(ours) == nonzero(theirs)
    assert bool(ours) is (day > "2024-05-01")


@pytest.mark.parametrize(("account", "month"), MONTHS)
def test_a_month_statement_says_what_hledger_says(journal, kept, account, month):
    """Every day's closing of the account, and every kind of money at the month's end."""
    rows = table(journal, "--daily", "--historical", f":{account}$")
    with books(kept) as system:
        told = month_of_account(system, account, month)
    (cash,) = [r for r in rows if r["account"] == path("CUST", told.account.holds, account)]
    known = [name for name in cash if name[:2] == "20"]
    for span in told.spans:
        day = max((name for name in known if name <= str(span.first)), default=None)
        assert span.books.closing == (minor(cash[day], cash["commodity"]) if day else 0), span.first
    assert len(told.spans) > 10
    ended = table(journal, "--historical", "-e", str(told.through + timedelta(days=1)), "CUST")
    theirs: dict[tuple[str, str], int] = {}
    for row in ended:
        _, book, code, *owner = row["account"].split(":")
        if (book, row["commodity"]) == ("CUST", told.account.currency):
            key = code, owner[0] if code in ("1001", "1002") else ""
            theirs[key] = theirs.get(key, 0) + minor(row["balance"], row["commodity"])
    ours = {(one.account, one.owner): one.closing for one in told.kinds}
    assert nonzero(ours) == nonzero(theirs) != {}


# The judge is awake: a journal that is not ours any more is found out.


@pytest.mark.parametrize(
    ("pattern", "to"),
    [
        (r"^  Liabilities:CUST:2002", "  Liabilities:CUST:2003"),  # an account nobody declared
        (r"^(  Liabilities:CUST:2002:\S+  -?)", r"\g<1>1"),  # more by much
        (r"^commodity 1000.00 CNY\n", ""),
    ],
)
def test_a_bent_journal_is_refused(journal, tmp_path, pattern, to):
    text = journal.read_text("utf-8")
    changed = re.sub(pattern, to, text, count=1, flags=re.MULTILINE)
    assert changed != text
    bent = tmp_path / "bent.journal"
    bent.write_text(changed, "utf-8")
    assert hledger(bent, "check", "-s", "ordereddates").returncode != 0
