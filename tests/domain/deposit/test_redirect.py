"""Another account is proposed with evidence, while nobody has approved where it goes (R09)."""

from dataclasses import replace

import pytest

from domain.deposit.redirect import ProposePayee
from domain.deposit.stream import DEPOSIT
from domain.payee import Payee
from tests.kit.owing import (
    EVIDENCE,
    OTHER_PAYEE,
    approved,
    cancelled,
    confirmed,
    elsewhere,
    failed,
    instructed,
    matched,
    owed,
    returned,
)
from tests.kit.rows import REQUIRED, D
from tests.kit.story import CHECKER, given

PAID = (owed(), approved(), instructed(), confirmed())


def proposing(payee=OTHER_PAYEE, number=1, evidence=EVIDENCE, deposit=D):
    return ProposePayee(deposit=deposit, number=number, payee=payee, evidence=evidence)


def having(*facts):
    return given(DEPOSIT, REQUIRED, matched(), *facts)


@pytest.mark.parametrize("facts", [PAID[:1], (*PAID[:3], failed()), (*PAID, returned())])
def test_while_it_may_be_proposed_another_account_may(facts):
    having(*facts).when(proposing(), by="C-SET1").then(elsewhere())


def test_who_proposed_it_is_remembered():
    having(owed()).when(proposing(), by="C-SET1", person=CHECKER).then(elsewhere(by=CHECKER))


def test_the_same_again_changes_nothing_and_nobody_hides_behind_another():
    again = having(owed(), elsewhere())
    again.when(proposing(), by="C-SET1").nothing_happens()
    again.when(proposing(), by="C-SET1", person=CHECKER).nothing_happens()


def test_a_third_account_or_other_evidence_is_another_proposal():
    third = replace(OTHER_PAYEE, account="1")
    having(owed(), elsewhere()).when(proposing(third), by="C-SET1").then(elsewhere(payee=third))
    shown = having(owed(), elsewhere()).when(proposing(evidence="ff" * 32), by="C-SET1")
    shown.then(replace(elsewhere(), evidence="ff" * 32))


@pytest.mark.parametrize("facts", [PAID[:2], PAID[:3], PAID, (owed(), cancelled())])
def test_what_is_approved_paid_or_void_keeps_its_account(facts):
    having(*facts).when(proposing(), by="C-SET1").refused_by("refund.not_payable")


@pytest.mark.parametrize("number", [0, 2])
def test_what_is_not_owed_goes_nowhere(number):
    having(owed()).when(proposing(number=number), by="C-SET1").refused_by("refund.unknown")


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: proposing(deposit="D1"), "deposit 'D1': expected"),
        (lambda: proposing(evidence="x"), "sha256 'x': expected"),
        (lambda: proposing(Payee(name=" ", account="1")), "payee: expected a name and an account"),
        (lambda: proposing(Payee(name="甲", account=" ")), "payee: expected a name and an account"),
        (
            lambda: proposing(Payee(name="甲", account="6228\xa04804")),
            "payee: expected an account n",
        ),
        (
            lambda: proposing(Payee(name="甲", account="6222****1234")),
            "payee: expected an account n",
        ),
        (lambda: proposing(Payee(name="甲\n乙", account="1")), "payee: expected names of 1 to 140"),
        (lambda: proposing(Payee(name="甲", account="1", bank="x" * 141)), "payee: expected names"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()
