"""An account is opened once, at its balance of a day, and alone under the bank's number of it."""

from datetime import date, datetime

import pytest

from domain.account.events import AccountOpened
from domain.account.open import OpenAccount
from domain.account.stream import ACCOUNT
from domain.accountnumber.events import AccountNumbered
from domain.accountnumber.stream import ACCOUNT_NUMBER
from domain.calendar import BEIJING
from domain.desk.open_account import NumberAccount
from domain.kernel import Placed, StreamId
from domain.permissions import PERMITTED
from domain.postings import Entry, Leg
from tests.kit.story import given, streams_of


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


def numbered(account="ZZ-1", currency="CNY"):
    return AccountNumbered(account=account, number="35001234567890123456", currency=currency)


def placed(**other):
    """The number is this account's, in the stream that its asking names."""
    facts = asking(**other)
    return Placed(streams_of(facts)[1], numbered(facts.account, facts.currency))


def test_the_opening_balance_is_what_was_there_before():  # posting P00
    given(ACCOUNT).when(asking()).then(opened(entry("1001", 12_345)), placed())


def test_the_stream_of_its_number_follows_from_number_and_currency():
    """As `sha256sum` says of them, one a line; logs name it so for ever."""
    assert placed().stream == StreamId("accountnumber", "N90AA9AB3DD1B85F7")


def test_a_settlement_account_in_euros_is_mirrored_by_1002():
    euros = {"holds": "1002", "currency": "EUR"}
    given(ACCOUNT).when(asking(**euros)).then(
        opened(entry("1002", 12_345, "EUR"), **euros), placed(**euros)
    )


def test_an_overdrawn_account_opens_below_zero():
    given(ACCOUNT).when(asking(opening=-1)).then(opened(entry("1001", -1)), placed())


def test_an_empty_account_moves_nothing():
    asked = asking(opening=0, statement=None)
    given(ACCOUNT).when(asked).then(opened(statement=None), placed())


OPEN = given(ACCOUNT, opened(entry("1001", 12_345))).given(ACCOUNT_NUMBER, numbered())


def test_asked_twice_it_is_open_once():
    OPEN.when(asking()).nothing_happens()


@pytest.mark.parametrize("other", [{"opening": 12_346}, {"currency": "EUR"}, {"bank": "ICBC"}])
def test_an_open_account_keeps_its_terms(other):
    OPEN.when(asking(**other)).refused_by("account.already_open")


def test_no_second_account_is_opened_under_a_number():
    """Its files would be of two accounts: none of them could be banked, and no close be read."""
    taken = given(ACCOUNT).given(ACCOUNT_NUMBER, numbered())
    taken.when(asking(account="ZZ-2")).refused_by("account.number_taken")


def test_one_number_may_be_that_of_several_currencies():
    streams = {streams_of(asking(**other))[1] for other in ({}, {"currency": "EUR"}, {"bank": "B"})}
    assert len(streams) == 2, "a number in a currency, whatever the account and its bank"


def test_an_account_of_before_numbers_were_kept_has_its_own_by_its_terms_again():
    before = given(ACCOUNT, opened(entry("1001", 12_345)))
    before.when(asking()).then(placed())
    before.when(asking(number="36")).refused_by("account.already_open")
    before.given(ACCOUNT_NUMBER, numbered("ZZ-2")).when(asking()).refused_by("account.number_taken")


def numbering(**other):
    facts = {"account": "ZZ-1", "number": "35001234567890123456", "currency": "CNY"}
    return NumberAccount(**(facts | other))


def test_the_number_of_an_account_of_before_is_said_once_by_the_platform():
    before = given(ACCOUNT, opened())
    before.when(numbering()).then(placed())
    OPEN.when(numbering()).nothing_happens()
    before.given(ACCOUNT_NUMBER, numbered("ZZ-2")).when(numbering()).nothing_happens()
    assert dict(PERMITTED)["NumberAccount"] == ("PLATFORM",)


@pytest.mark.parametrize("other", [{"number": "36"}, {"currency": "EUR"}])
def test_it_is_the_number_that_it_was_opened_by(other):
    given(ACCOUNT, opened()).when(numbering(**other)).refused_by("account.other_number")
    given(ACCOUNT).when(numbering(**other)).refused_by("account.not_open")


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
