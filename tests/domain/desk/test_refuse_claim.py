"""A clerk says of a bidder's claim that it is no payment for the deposit, once bids are open."""

from dataclasses import replace

import pytest

from domain.bankpage.care import NOTE_MOST
from domain.deposit.stream import DEPOSIT
from domain.desk.refuse_claim import RefuseReceiptClaim
from domain.lot.stream import LOT
from tests.kit.claiming import claimed, refused, withdrawn
from tests.kit.owing import matched
from tests.kit.rows import BIDS_OPENED, LOT_CODE, LOT_DEFINED, REQUIRED, TERMS, D
from tests.kit.story import given

ASKED = RefuseReceiptClaim(deposit=D, lot=LOT_CODE, claim=1, reason="查无此款")
CLERK = {"by": "C-SET1"}


def desk(*facts, lot=(LOT_DEFINED, BIDS_OPENED)):
    return given(DEPOSIT, REQUIRED, *facts).given(LOT, *lot)


def test_an_open_claim_is_refused_with_its_reason():
    desk(claimed()).when(ASKED, **CLERK).then(refused())


def test_refused_again_it_changes_nothing_for_another_reason_it_is_answered():
    said = desk(claimed(), refused())
    said.when(ASKED, **CLERK).nothing_happens()
    said.when(replace(ASKED, reason="金额不符"), **CLERK).refused_by("claim.answered")


@pytest.mark.parametrize("answer", [withdrawn(), matched()])
def test_what_was_withdrawn_or_came_true_is_not_refused(answer):
    desk(claimed(), answer).when(ASKED, **CLERK).refused_by("claim.answered")


@pytest.mark.parametrize("number", [0, 2])
def test_what_was_not_claimed_is_not_refused(number):
    desk(claimed()).when(replace(ASKED, claim=number), **CLERK).refused_by("claim.unknown")


@pytest.mark.parametrize("facts", [(), (claimed(),), (claimed(), refused())])
def test_before_the_opening_a_person_hears_the_same_whatever_was_claimed(facts):
    answer = desk(*facts, lot=(LOT_DEFINED,)).when(ASKED, **CLERK)
    answer.refused_by("desk.not_open")
    assert answer.decision.detail == f"{D} is no deposit of a lot whose bids are open"


def test_a_deposit_of_another_lot_than_the_one_named_is_not_spoken_of():
    other = REQUIRED.terms and replace(
        REQUIRED, terms=replace(TERMS, lot="E3506000001000009009009")
    )
    story = given(DEPOSIT, other, claimed()).given(LOT, LOT_DEFINED, BIDS_OPENED)
    story.when(ASKED, **CLERK).refused_by("desk.not_open")


def test_a_reason_is_as_long_as_a_note_may_be():
    assert len(replace(ASKED, reason="x" * NOTE_MOST).reason) == NOTE_MOST


@pytest.mark.parametrize(
    ("other", "right"),
    [
        ({"reason": " "}, "reason: expected 1 to"),
        ({"reason": "x" * (NOTE_MOST + 1)}, "reason: expected 1 to"),
        ({"deposit": "D1"}, "deposit 'D1': expected"),
        ({"lot": "x"}, "lot 'x': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(other, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        replace(ASKED, **other)
