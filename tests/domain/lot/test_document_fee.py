"""An owner who ends a tender says what comes back for the documents, from whose own book (E18)."""

from dataclasses import replace

import pytest

from domain.lot.concluded import DocumentFeeOwed
from domain.lot.document_fee import OweDocumentFee
from domain.lot.stream import LOT
from domain.postings import MoneyEvent
from tests.kit.lots import AGENCY, ANNOUNCED, CODE, DEFINED, FAILED, OWNER, STRANGERS, TERMINATED
from tests.kit.story import given

FACTS = {"lot": CODE, "fee_fen": 50_000, "document": "退费函1号", "evidence": "ee" * 32}
TOLD = DocumentFeeOwed(**FACTS, owed_by=AGENCY.organisation)
ENDED = (DEFINED, ANNOUNCED, TERMINATED)


def owe(*facts, by=AGENCY, **other):
    return given(LOT, *facts).when(OweDocumentFee(**(FACTS | other)), by=by)


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_the_agency_that_sold_them_owes_it_back(by):
    owe(*ENDED, by=by).then(TOLD)


def test_without_an_agency_the_owner_does():
    own = (replace(DEFINED, agency=None), ANNOUNCED, TERMINATED)
    owe(*own, by=OWNER).then(replace(TOLD, owed_by=OWNER.organisation))


def test_it_moves_nothing_in_any_book():
    assert not isinstance(TOLD, MoneyEvent)


def test_of_a_lot_that_its_owner_ended_alone():
    owe(DEFINED, ANNOUNCED).refused_by("lot.wrong_phase")
    owe(DEFINED, ANNOUNCED, FAILED).refused_by("lot.wrong_phase")
    owe().refused_by("lot.unknown")


@pytest.mark.parametrize("by", STRANGERS)
def test_by_whoever_speaks_for_it(by):
    owe(*ENDED, by=by).refused_by("lot.not_yours")


def test_the_last_word_counts_and_the_same_again_is_nothing():
    owe(*ENDED, TOLD).nothing_happens()
    owe(*ENDED, replace(TOLD, fee_fen=1)).then(TOLD)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fee_fen": 0}, "fee_fen 0: expected one or more"),
        ({"document": " "}, "document: expected its reference"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=said):
        OweDocumentFee(**(FACTS | wrong))
