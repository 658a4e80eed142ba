"""The fees of a sale are assessed by the centre, apart from whoever pays them or keeps them."""

from dataclasses import replace

import pytest

from domain.kernel import StreamId
from domain.lot.events import FeesAssessed
from domain.lot.fees import ASSESS_FEES, AssessFees
from domain.lot.stream import LOT
from domain.permissions import PERMITTED
from tests.kit.lots import AUCTION, CODE, FAILED
from tests.kit.story import given

FACTS = {
    "lot": CODE,
    "seller_fen": 7,
    "buyer_fen": 6,
    "default_fen": 5,
    "document": "核费1号",
    "evidence": "ee" * 32,
}
ASKED, SAID = AssessFees(**FACTS), FeesAssessed(**FACTS)


def assess(*facts, asked=ASKED):
    return given(LOT, *facts).when(asked, by="C-OPS")


@pytest.mark.parametrize("facts", [AUCTION[:5], AUCTION, (*AUCTION[:3], FAILED)])
def test_once_the_sale_has_ended_somehow(facts):
    assess(*facts).then(SAID)


def test_not_before():
    assess(*AUCTION[:3]).refused_by("lot.wrong_phase")
    assess().refused_by("lot.unknown")


def test_the_last_word_counts_and_the_same_again_is_nothing():
    assess(*AUCTION, SAID).nothing_happens()
    other = replace(ASKED, seller_fen=8)
    assess(*AUCTION, SAID, asked=other).then(replace(SAID, seller_fen=8))


def test_by_none_of_those_who_pay_or_keep():
    assert dict(PERMITTED)["AssessFees"] == ("C-OPS",)


def test_the_stream_is_named_by_the_request():
    assert ASSESS_FEES.touches(ASKED) == (StreamId("lot", CODE),)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("lot", "x", "lot 'x': expected"),
        ("seller_fen", -1, "seller_fen -1: expected zero"),
        ("buyer_fen", -1, "buyer_fen -1: expected zero"),
        ("default_fen", -1, "default_fen -1: expected zero"),
        ("document", " ", "document: expected its reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(ASKED, **{field: value})
