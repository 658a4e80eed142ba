"""A performance guarantee: a guarantor promises what the winner is to do (CT-25, P29)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.accounts import GUARANTEE_DUTY, GUARANTEES
from domain.desk.performance import (
    LODGE_PERFORMANCE_GUARANTEE,
    LodgePerformanceGuarantee,
    ReleasePerformanceGuarantee,
)
from domain.guarantee.events import GuaranteeAccepted, GuaranteeReleased
from domain.guarantee.stream import GUARANTEE
from domain.kernel import Post, StreamId
from domain.lot.stream import LOT
from domain.postings import moved, reversed_entry
from tests.kit.lots import AUCTION, CODE, TENDER, WINNER
from tests.kit.lots import PRICE as AGREED
from tests.kit.passing import TENDERER
from tests.kit.rows import D
from tests.kit.story import NOON, given

G = "G00000000000000C1"
MOST = AGREED // 10
"""A tenth of the contract's price."""
OPEN, AWARDED = TENDER[:4], TENDER[:6]
OWNERS, GUARANTOR = Post("OWNER", TENDERER), Post("GUARANTOR", "甲担保")
UNTIL = date(2027, 5, 12)


def promised(fen=MOST):
    return GuaranteeAccepted(
        guarantee=G,
        deposit=None,
        lot=CODE,
        party=WINNER,
        number="LY-1",
        guarantor="甲担保",
        valid_until=UNTIL,
        entries=(moved("P29", (GUARANTEES, G), (GUARANTEE_DUTY, G), fen),),
    )


def lodge(*before, lot=TENDER, by=GUARANTOR, fen=MOST, until=UNTIL):
    asked = LodgePerformanceGuarantee(
        guarantee=G,
        lot=CODE,
        number="LY-1",
        guarantor="甲担保",
        amount_fen=fen,
        valid_until=until,
    )
    return given(GUARANTEE, *before, code=G).given(LOT, *lot).when(asked, by=by)


def test_a_guarantor_promises_the_winners_performance():
    lodge().then(promised())
    lodge(promised()).nothing_happens()
    lodge(by="PLATFORM").then(promised())
    lodge(fen=1).then(promised(1))
    today = NOON.date()
    lodge(until=today).then(replace(promised(), valid_until=today))


def test_the_streams_are_named_by_the_request():
    asked = LodgePerformanceGuarantee(
        guarantee=G, lot=CODE, number="LY-1", guarantor="甲担保", amount_fen=1, valid_until=UNTIL
    )
    touched = (StreamId("guarantee", G), StreamId("lot", CODE))
    assert LODGE_PERFORMANCE_GUARANTEE.touches(asked) == touched


def test_there_is_none_before_the_award_or_in_other_kinds_of_trade():
    lodge(lot=AWARDED).then(promised())
    lodge(lot=OPEN).refused_by("lot.wrong_phase")
    lodge(lot=AUCTION).refused_by("guarantee.no_bond")


def test_a_promise_is_bound_as_money_is():
    lodge(fen=MOST + 1).refused_by("guarantee.too_much")
    lodge(until=date(2025, 5, 12)).refused_by("guarantee.too_short")
    lodge(by=Post("GUARANTOR", "乙担保")).refused_by("guarantee.not_yours")
    lodge(promised(1)).refused_by("guarantee.exists")


@pytest.mark.parametrize(
    ("facts", "right"),
    [
        ({"number": " "}, "number, guarantor: expected both"),
        ({"amount_fen": 0}, "amount_fen 0: expected one or more"),
        ({"valid_until": date(1899, 5, 12)}, "valid_until 1899-05-12: expected a year"),
    ],
)
def test_a_promise_that_cannot_be_says_what_would_be_right(facts, right):
    told = {"number": "LY-1", "guarantor": "甲担保", "amount_fen": 1, "valid_until": UNTIL}
    with pytest.raises(ValueError, match=f"^{right}"):
        LodgePerformanceGuarantee(guarantee=G, lot=CODE, **(told | facts))


def release(*before, by=OWNERS, lot=TENDER):
    asked = ReleasePerformanceGuarantee(guarantee=G, lot=CODE)
    return given(GUARANTEE, *before, code=G).given(LOT, *lot).when(asked, by=by)


def test_its_owner_gives_it_back_once():
    entries = tuple(map(reversed_entry, promised().entries))
    back = GuaranteeReleased(guarantee=G, entries=entries)
    release(promised()).then(back)
    release(promised(), back).nothing_happens()


def test_nobody_else_gives_it_back_and_none_that_stands_for_a_deposit():
    release(promised(), by=Post("OWNER", "别的单位")).refused_by("lot.not_yours")
    release().refused_by("guarantee.unknown")
    release(replace(promised(), deposit=D)).refused_by("guarantee.unknown")
    release(promised(), lot=()).refused_by("lot.unknown")
