"""A postponed lot's deposits may arrive later; history keeps both."""

from dataclasses import replace

import pytest

from domain.deposit.events import DepositTermsChanged
from domain.deposit.stream import DEPOSIT
from domain.desk.restate import RESTATE_TERMS, RestateTerms
from domain.kernel import StreamId
from domain.lot.events import DeadlinePostponed
from domain.lot.stream import LOT
from tests.kit.rows import DEADLINE, LOT_ANNOUNCED, LOT_CODE, LOT_DEFINED, REQUIRED, TERMS, D
from tests.kit.story import given

LATER = DEADLINE.replace(hour=18)
POSTPONED = DeadlinePostponed(lot=LOT_CODE, deposit_deadline=LATER, opening_at=LATER)
CHANGED = DepositTermsChanged(
    deposit=D, terms=replace(TERMS, deadline=LATER, category="CONSTRUCTION")
)


def asking(deposit=D, lot=LOT_CODE):
    return RestateTerms(deposit=deposit, lot=lot)


def world(*deposit, lot=(LOT_DEFINED, LOT_ANNOUNCED, POSTPONED)):
    return given(DEPOSIT, *deposit).given(LOT, *lot)


def test_the_deposit_gets_the_deadline_that_its_lot_has_now():
    """And terms of before, the category that they did not say."""
    world(REQUIRED).when(asking(), by="PLATFORM").then(CHANGED)


def test_where_nothing_was_postponed_nothing_changes():
    same = world(REQUIRED, lot=(LOT_DEFINED, LOT_ANNOUNCED))
    same.when(asking(), by="PLATFORM").nothing_happens()
    world(REQUIRED, CHANGED).when(asking(), by="PLATFORM").nothing_happens()


@pytest.mark.parametrize(
    ("deposit", "lot", "asked"),
    [
        ((), (LOT_DEFINED, POSTPONED), asking()),
        ((replace(REQUIRED, terms=None),), (LOT_DEFINED, POSTPONED), asking()),
        ((REQUIRED,), (LOT_DEFINED, POSTPONED), asking(lot="ANOTHER-LOT")),
        ((REQUIRED,), (), asking()),
    ],
)
def test_a_deposit_of_another_lot_keeps_its_terms(deposit, lot, asked):
    world(*deposit, lot=lot).when(asked, by="PLATFORM").refused_by("deposit.other_lot")


def test_the_streams_are_named_by_the_request():
    assert RESTATE_TERMS.touches(asking()) == (StreamId("deposit", D), StreamId("lot", LOT_CODE))


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match="deposit 'D1': expected"):
        asking("D1")
    with pytest.raises(ValueError, match="lot 'x': expected"):
        asking(lot="x")
