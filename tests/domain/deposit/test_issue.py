"""A deposit has one number to pay to."""

from datetime import date

import pytest

from domain.deposit.events import DepositRequired, SubAccountIssued
from domain.deposit.issue import IssueSubAccount
from domain.deposit.stream import DEPOSIT
from domain.kernel import KeyName
from tests.kit.rows import PERSON, REQUIRED, TERMS, D
from tests.kit.story import given

NUMBER, UNTIL = "3500123456001", date(2026, 3, 20)
ISSUED = SubAccountIssued(deposit=D, sub_account=NUMBER, valid_until=UNTIL)


def asking(number=NUMBER, until=UNTIL, deposit=D):
    return IssueSubAccount(deposit=deposit, sub_account=number, valid_until=until)


def test_a_required_deposit_gets_its_number():  # P01: nothing moves
    given(DEPOSIT, REQUIRED).when(asking()).then(ISSUED)


def test_a_deposit_nobody_asked_for_gets_none():
    given(DEPOSIT).when(asking()).refused_by("deposit.not_required")


def test_asked_twice_it_is_issued_once():
    given(DEPOSIT, REQUIRED, ISSUED).when(asking()).nothing_happens()


@pytest.mark.parametrize("other", [asking("3500123456002"), asking(until=date(2026, 3, 21))])
def test_a_number_once_issued_stays(other):
    given(DEPOSIT, REQUIRED, ISSUED).when(other).refused_by("deposit.has_sub_account")


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: asking("12"), "sub-account '12': expected"),
        (lambda: asking(deposit="D1"), "deposit 'D1': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()


def test_what_stands_in_a_deposit_is_sealed_for_the_lot_and_for_the_person():
    lot = KeyName("lot", TERMS.lot)
    assert DEPOSIT.keys(REQUIRED) == (lot,)
    person = DepositRequired(deposit=D, terms=type(TERMS)(**_terms() | {"party": PERSON}))
    assert DEPOSIT.keys(person) == (lot, KeyName("party", PERSON))
    assert DEPOSIT.keys(DepositRequired(deposit=D)) == ()
    assert DEPOSIT.owns(REQUIRED) is None


def _terms():
    return {name: getattr(TERMS, name) for name in TERMS.__slots__}
