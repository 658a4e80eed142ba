"""Every row of the posting table stands in one set of books that others' bookkeepers read too.

Told at the door; `export journal` writes it; hledger and beancount find what we say at each day's
end, and the vouchers of a month add up to its statement.
"""

import re
from collections import Counter
from datetime import date

import pytest

from api.appointing import appoint
from api.closing.reading import reach
from api.reports.period import month_of, period_report
from api.reports.vouchers import vouchers
from domain.accounts import BY_CODE
from domain.governance.own import RegisterOwnAccount
from domain.governance.publish import SetRateTable
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.door_till import DoorTill
from tests.kit.every_posting import COURT, GUARANTOR, OTHERS, Story
from tests.kit.till import ACCOUNT, ACCOUNTS, OURS, OWNER
from tests.oracle.bookkeepers import agreed, written

PEOPLE = {
    "C-CASH": "cash",
    "C-OPS": "ops",
    "C-SET1": "clerk",
    "C-SET2": "reviewer",
    "BANK": "bank",
    "MATCHER": "matcher",
    "PLATFORM": "platform",
    "OWNER": "owner",
    "COURT": "court",
    "GUARANTOR": "guarantor",
}
ROWS = {f"P{number:02}" for number in range(33)}
"""REFERENCE 3.7."""
NOT_POSTED = {
    "P01": "a number at the bank is given: nothing moves",
    "P08": "what came without a number is posted as any receipt is once it has one: P02",
}
"""Rows that no entry names, and why."""


class Told(DoorTill):
    """With an account in each kind of currency."""

    accounts = ACCOUNTS | OTHERS


@pytest.fixture(scope="module")
def system(server, tmp_path_factory):
    """An installation at which all of it was asked, its projections at the head."""
    with city(fresh(server), tmp_path_factory.mktemp("every")) as running:
        for post in (OWNER, COURT, GUARANTOR):
            appoint(running, PEOPLE[post.role], post.role, post.organisation)
        for bank, ppm in (("CCB", 3_500), ("PBOC-LOAN", 43_500)):
            running.ask("office", SetRateTable(bank=bank, since=date(2025, 1, 1), rate_ppm=ppm))
        own = {"account": OURS.account, "name": OURS.name, "number": OURS.number}
        running.ask("office", RegisterOwnAccount(**own, bank=OURS.bank, evidence="ee" * 32))
        Story(Told(running, PEOPLE, opening=500)).tell()
        running.readers.runner.catch_up()
        yield running


@pytest.fixture(scope="module")
def journals(system, tmp_path_factory):
    return written(system, tmp_path_factory.mktemp("journal"))


def test_every_row_of_the_table_stands_in_the_journal(journals):
    """As its words say: `#12 ReceiptMatched P02`. What no entry names is known, and why."""
    text = journals["hledger"].read_text("utf-8")
    rows = Counter(re.findall(r'^\d{4}-\d\d-\d\d \* "#\d+ \w+ (\w+)"$', text, re.MULTILINE))
    assert rows.total() == text.count(" * ")
    assert ROWS - set(rows) == set(NOT_POSTED)
    assert set(rows) <= ROWS


def test_every_account_of_the_chart_stands_in_the_journal(journals):
    text = journals["hledger"].read_text("utf-8")
    names = re.findall(r"^  \w+:(\w+):(\d{4}):", text, re.MULTILINE)
    assert set(names) == {(one.book, one.code) for one in BY_CODE.values()}


def test_hledger_and_beancount_find_our_balances_at_the_end_of_each_day(system, journals):
    theirs = agreed(system, journals)
    assert min(theirs) == "2026-03-01"
    assert max(theirs) == "2026-04-20"
    ended = {currency for _, currency in theirs[max(theirs)]}
    assert ended == {"CNY", *(currency for _, _, currency in OTHERS.values())}


@pytest.mark.parametrize(
    ("account", "month"), [*((one, "2026-03") for one in (ACCOUNT, *OTHERS)), (ACCOUNT, "2026-04")]
)
def test_the_vouchers_of_a_month_add_up_to_its_statement(system, account, month):
    """By account of the chart, debits and credits."""
    (first, last), at = month_of(month), reach(system)
    told = period_report(system, account, first, last, at)
    stated, exported = Counter(), Counter()
    for kind in told.kinds:
        stated.update({(kind.account, "Dr"): kind.debit, (kind.account, "Cr"): kind.credit})
    of = "CUST", told.account.currency
    every = vouchers(system, first, last, "", at).vouchers
    found = [one for one in every if (one.book, one.currency) == of]
    for line in (line for one in found for line in one.lines):
        exported.update({(line.account, "Dr"): line.debit, (line.account, "Cr"): line.credit})
    assert +exported == +stated != Counter()
    assert any(one.position is None for one in found), "of what is sealed a sum is there too"
