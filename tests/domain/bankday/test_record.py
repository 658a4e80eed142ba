"""A statement must add up; each file counts once; a gap is noted, not refused."""

from datetime import date

import pytest

from domain.bankday.events import StatementImported
from domain.bankday.record import RecordStatement
from domain.bankday.stream import BANKDAY
from tests.kit.story import given

FACTS = {
    "account": "ZZ-1",
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
    return StatementImported(**(FACTS | {"follows": follows} | other))


def test_the_first_statement_of_a_day_follows_nothing():
    given(BANKDAY).when(asking()).then(imported(None))


def test_a_second_statement_that_opens_where_the_first_closed_follows_it():
    second = {"sha256": "bb" * 32, "opening": 1_250, "closing": 1_500}
    given(BANKDAY, imported(None)).when(asking(**second)).then(imported(True, **second))


def test_a_gap_between_two_statements_is_noted():
    second = {"sha256": "bb" * 32, "opening": 1_249, "closing": 1_499}
    given(BANKDAY, imported(None)).when(asking(**second)).then(imported(False, **second))


def test_the_last_statement_is_the_one_to_follow():
    second = imported(True, sha256="bb" * 32, opening=1_250, closing=1_500)
    third = {"sha256": "cc" * 32, "opening": 1_500, "closing": 1_750}
    given(BANKDAY, imported(None), second).when(asking(**third)).then(imported(True, **third))


def test_the_same_file_counts_once_whatever_it_is_called():
    again = asking(statement="STM-8", closing=0)
    given(BANKDAY, imported(None)).when(again).nothing_happens()
    other = imported(True, sha256="bb" * 32)
    given(BANKDAY, imported(None), other).when(again).nothing_happens()


@pytest.mark.parametrize(
    "other", [{"closing": 1_251}, {"closing": 1_249}, {"debits": 51}, {"credits": 299}]
)
def test_what_does_not_add_up_is_refused(other):
    given(BANKDAY).when(asking(**other)).refused_by("bankday.does_not_add_up")


def test_an_empty_day_adds_up():
    empty = asking(
        credits=0, debits=0, closing=1_000, lines=0, pages=0, statement=None, sequence=None
    )
    given(BANKDAY).when(empty).then(
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
    with pytest.raises(ValueError, match=right):
        asking(**other)
