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
from tests.oracle.bookkeepers import days_of_hledger, hledger, table
from tests.oracle.books import CURRENCIES, at_end_of, books, minor, nonzero, zhangben


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
        assert sum(minor(row["balance"]) for row in rows) == 0
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
    theirs = {(row["account"], row["commodity"]): minor(row["balance"]) for row in rows}
    assert nonzero(ours) == nonzero(theirs)
    assert bool(ours) is (day > "2024-05-01")


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
