"""An account is opened once, at its balance of a day."""

from datetime import date, datetime

import pytest

from domain.account.events import AccountOpened
from domain.account.open import OpenAccount
from domain.account.stream import ACCOUNT
from domain.calendar import BEIJING
from domain.postings import Entry, Leg
from tests.kit.story import given


def asking(**other):
    terms = {
        "account": "ZZ-1",
        "bank": "CCB",
        "number": "35001234567890123456",
        "currency": "CNY",
        "holds": "1001",
        "opening": 12_345,
        "day": date(2026, 3, 16),
        "statement": "cd" * 32,
    }
    return OpenAccount(**(terms | other))


def opened(*entries, **other):
    facts = {
        "account": "ZZ-1",
        "bank": "CCB",
        "number": "35001234567890123456",
        "currency": "CNY",
        "holds": "1001",
        "day": date(2026, 3, 16),
        "statement": "cd" * 32,
        "entries": entries,
    }
    return AccountOpened(**(facts | other))


def entry(cash, amount, currency="CNY"):
    legs = (Leg(cash, "ZZ-1", amount, "P00"), Leg("2015", "ZZ-1", -amount, "P00"))
    return Entry("CUST", currency, legs)


def test_the_opening_balance_is_what_was_there_before():  # posting P00
    given(ACCOUNT).when(asking()).then(opened(entry("1001", 12_345)))


def test_a_settlement_account_in_euros_is_mirrored_by_1002():
    given(ACCOUNT).when(asking(holds="1002", currency="EUR")).then(
        opened(entry("1002", 12_345, "EUR"), holds="1002", currency="EUR")
    )


def test_an_overdrawn_account_opens_below_zero():
    given(ACCOUNT).when(asking(opening=-1)).then(opened(entry("1001", -1)))


def test_an_empty_account_moves_nothing():
    given(ACCOUNT).when(asking(opening=0, statement=None)).then(opened(statement=None))


def test_asked_twice_it_is_open_once():
    given(ACCOUNT, opened(entry("1001", 12_345))).when(asking()).nothing_happens()


@pytest.mark.parametrize("other", [{"opening": 12_346}, {"currency": "EUR"}, {"bank": "ICBC"}])
def test_an_open_account_keeps_its_terms(other):
    given(ACCOUNT, opened(entry("1001", 12_345))).when(asking(**other)).refused_by(
        "account.already_open"
    )


def test_it_happened_at_the_start_of_its_day():
    assert opened().happened_at() == datetime(2026, 3, 16, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("other", "right"),
    [
        ({"account": "zz"}, "account 'zz': expected"),
        ({"currency": "yuan"}, "currency 'yuan': expected"),
        ({"holds": "2001"}, "holds '2001': expected one of 1001, 1002"),
        ({"statement": "x"}, "sha256 'x': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(other, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        asking(**other)
