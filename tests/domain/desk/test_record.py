"""A statement must add up; each file counts once; a gap is noted, not refused."""

from datetime import date

import pytest

from domain.account.stream import ACCOUNT
from domain.bankday.events import StatementImported
from domain.bankday.record import RecordStatement
from domain.bankday.stream import BANKDAY
from domain.desk.record import RECORD_STATEMENT
from domain.kernel import StreamId
from tests.kit import rows
from tests.kit.day_close import day_closed
from tests.kit.rows import OPENED
from tests.kit.story import given

FACTS = {
    "account": rows.ACCOUNT,
    "day": date(2026, 3, 17),
    "statement": "STM-7",
    "sequence": 7,
    "sha256": "aa" * 32,
    "currency": "CNY",
    "opening": 1_000,
    "closing": 1_250,
    "lines": 3,
    "pages": 1,
}


def asking(**other):
    return RecordStatement(**(FACTS | {"credits": 300, "debits": 50} | other))


def imported(follows, **other):
    facts = FACTS | {"follows": follows, "whole_day": False} | other
    return StatementImported(**({"ends": facts["closing"]} | facts))


def kept(*past):
    return given(BANKDAY, *past).given(ACCOUNT, OPENED)


def test_the_first_statement_of_a_day_follows_nothing():
    kept().when(asking()).then(imported(None))


def test_a_second_statement_that_opens_where_the_first_closed_follows_it():
    second = {"sha256": "bb" * 32, "opening": 1_250, "closing": 1_500}
    kept(imported(None)).when(asking(**second)).then(imported(True, **second))


def test_a_gap_between_two_statements_is_noted():
    second = {"sha256": "bb" * 32, "opening": 1_249, "closing": 1_499}
    kept(imported(None)).when(asking(**second)).then(imported(False, **second))


def test_the_last_statement_is_the_one_to_follow():
    second = imported(True, sha256="bb" * 32, opening=1_250, closing=1_500)
    third = {"sha256": "cc" * 32, "opening": 1_500, "closing": 1_750}
    kept(imported(None), second).when(asking(**third)).then(imported(True, **third))


def test_a_statement_of_a_file_counts_once_whatever_it_says_the_second_time():
    again = asking(closing=0)
    kept(imported(None)).when(again).nothing_happens()
    other = imported(True, sha256="bb" * 32)
    kept(imported(None), other).when(again).nothing_happens()


def test_another_statement_of_the_same_file_counts_too():
    second = {"statement": "STM-8", "opening": 1_250, "closing": 1_500}
    kept(imported(None)).when(asking(**second)).then(imported(True, **second))


def test_who_reconciles_may_say_that_a_statement_is_all_of_its_day_and_it_is_written_down():
    kept().when(asking(whole_day=True), by="C-CASH").then(imported(None, whole_day=True))


@pytest.mark.parametrize("by", ["BANK", "PLATFORM", "MATCHER", "C-SET1"])
def test_nobody_else_says_so_least_of_all_a_machine(by):
    said = kept().when(asking(whole_day=True), by=by)
    said.refused_by("bankday.whole_day")
    assert said.decision.detail.endswith("is said to be all of it: a person who is C-CASH says so")
    kept().when(asking(), by=by).then(imported(None))


def test_an_account_that_is_not_open_has_no_days():
    given(BANKDAY).when(asking()).refused_by("account.not_open")


def test_an_account_has_days_in_its_own_currency():
    kept().when(asking(currency="EUR")).refused_by("account.other_currency")


def test_the_day_and_the_account_are_touched():
    day = StreamId("bankday", f"{rows.ACCOUNT}/2026-03-17")
    assert RECORD_STATEMENT.touches(asking()) == (day, StreamId("account", rows.ACCOUNT))


def test_a_closed_day_takes_no_other_statement():
    closed = kept(imported(None), day_closed())
    closed.when(asking()).nothing_happens()
    other = {"sha256": "bb" * 32, "opening": 1_250, "closing": 1_500}
    closed.when(asking(**other)).refused_by("bankday.closed")


@pytest.mark.parametrize(
    "other", [{"closing": 1_251}, {"closing": 1_249}, {"debits": 51}, {"credits": 299}]
)
def test_what_does_not_add_up_is_refused(other):
    kept().when(asking(**other)).refused_by("bankday.does_not_add_up")


def test_an_empty_day_adds_up():
    empty = asking(
        credits=0, debits=0, closing=1_000, lines=0, pages=0, statement=None, sequence=None
    )
    kept().when(empty).then(
        imported(None, closing=1_000, lines=0, pages=0, statement=None, sequence=None)
    )


@pytest.mark.parametrize(
    ("other", "right"),
    [
        ({"account": "zz"}, "account 'zz': expected"),
        ({"currency": "yuan"}, "currency 'yuan': expected"),
        ({"sha256": "x"}, "sha256 'x': expected"),
        ({"credits": -1}, "credits -1: expected zero or more"),
        ({"debits": -1}, "debits -1: expected zero or more"),
        ({"lines": -1}, "lines -1: expected zero or more"),
        ({"pages": -1}, "pages -1: expected zero or more"),
    ],
)
def test_a_malformed_request_cannot_be_made(other, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        asking(**other)
