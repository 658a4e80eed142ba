"""While a procedure is suspended its lot hears its end, and what only gives time; nothing else."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.lot.announce import PostponeDeadline
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot, PassDepositDeadline, TerminateProcedure
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.lot.document_fee import OweDocumentFee
from domain.lot.overlay import Suspension, put_back
from domain.lot.state import Phase
from domain.lot.stream import LOT
from tests.kit.disputing import LAW, ORDERED, PAUSED, RESUMED_AT, WENT_ON
from tests.kit.lots import (
    AUCTION,
    CODE,
    CONFIRMED,
    DEADLINE,
    OPENING,
    OWNER,
    PRICE,
    SIGNED,
    TENDER,
    TERMINATED,
    TEXT,
    WINNER,
)
from tests.kit.story import fold, given

OWNS: dict[str, Any] = {"by": OWNER, "received_at": RESUMED_AT + timedelta(days=20), "law": LAW}
STOPPED = {
    "open": (TENDER[:3], OpenBids(lot=CODE, bidders=3)),
    "end the auction": (
        AUCTION[:3],
        CloseTimedBidding(lot=CODE, bidders=3, price_fen=CONFIRMED.price_fen),
    ),
    "award": (TENDER[:4], AwardLot(lot=CODE, winner=WINNER, price_fen=PRICE)),
    "confirm": (
        AUCTION[:4],
        ConfirmTransaction(lot=CODE, winner=WINNER, price_fen=CONFIRMED.price_fen),
    ),
    "sign": (TENDER[:6], SignContract(lot=CODE, signed_on=SIGNED.signed_on, price_fen=PRICE)),
}


@pytest.mark.parametrize(("past", "asked"), STOPPED.values(), ids=STOPPED)
def test_no_act_takes_a_lot_further_while_it_stands_still(past, asked):
    given(LOT, *past).when(asked, **OWNS).then(*given(LOT, *past).when(asked, **OWNS).decision)
    answer = given(LOT, *past, PAUSED).when(asked, **OWNS)
    answer.refused_by("lot.suspended")
    given(LOT, *past, PAUSED, ORDERED, WENT_ON).when(asked, **OWNS).refused_by("lot.suspended")
    assert given(LOT, *past, PAUSED, WENT_ON).when(asked, **OWNS).decision


HEARD = {
    "fail": (TENDER[:4], FailLot(lot=CODE, reason="流标"), {}),
    "terminate": (TENDER[:4], TerminateProcedure(lot=CODE, reason="终止"), {}),
    "postpone": (
        TENDER[:2],
        PostponeDeadline(lot=CODE, deposit_deadline=OPENING, opening_at=OPENING),
        {"received_at": DEADLINE},
    ),
    "pass": (TENDER[:2], PassDepositDeadline(lot=CODE, deadline=DEADLINE), {"by": "PLATFORM"}),
}


@pytest.mark.parametrize(("past", "asked", "how"), HEARD.values(), ids=HEARD)
def test_its_end_and_more_time_it_hears(past, asked, how):
    assert given(LOT, *past, PAUSED).when(asked, **(OWNS | how)).decision


def test_what_was_ended_stands_still_no_more():
    fee = OweDocumentFee(lot=CODE, fee_fen=500, document="公告", evidence=TEXT)
    assert given(LOT, *TENDER[:4], PAUSED, TERMINATED).when(fee, **OWNS).decision


def test_who_is_no_owner_hears_that_first():
    asked = AwardLot(lot=CODE, winner=WINNER, price_fen=PRICE)
    story = given(LOT, *TENDER[:4], PAUSED)
    story.when(asked, **(OWNS | {"by": "OWNER"})).refused_by("lot.not_yours")


def test_a_suspension_lies_over_the_phase_and_keeps_its_time():
    lot = fold(LOT, *TENDER[:4], PAUSED, ORDERED, WENT_ON)
    assert lot.phase is Phase.COMPETITION
    first, second = lot.suspensions
    assert (first.ended_at, second.ended_at) == (WENT_ON.resumed_at, None)
    assert lot.suspended == (second,)
    again = fold(LOT, replace(PAUSED, suspended_at=RESUMED_AT), start=lot)
    assert [one.ended_at for one in again.suspensions] == [WENT_ON.resumed_at, None, None]


HOUR = timedelta(hours=1)


def stood(*times: tuple[int, int | None]) -> list[Suspension]:
    """Suspensions from so many hours after the resumption to so many."""
    return [
        Suspension(
            replace(PAUSED, suspended_at=RESUMED_AT + since * HOUR),
            None if until is None else RESUMED_AT + until * HOUR,
        )
        for since, until in times
    ]


@pytest.mark.parametrize(
    ("times", "hours"),
    [
        ((), 0),
        (((2, 5),), 3),
        (((2, 5), (3, 4)), 3),
        (((3, 7), (2, 5)), 5),
        (((2, 5), (12, 14)), 5),
        (((2, 5), (13, 14)), 3),
        (((-3, 1),), 0),
        (((-3, 4),), 3),
        (((2, None),), 0),
        (((2, None), (3, 5)), 2),
        (((10, 11),), 0),
    ],
    ids=[
        "none", "one", "one within another", "two that overlap", "one in what the first gave back",
        "one after all", "one before", "one that lasted at the beginning", "one that lasts",
        "one that ended while another lasts", "one that began when the time was over",
    ],
)  # fmt: skip
def test_a_clock_stands_still_with_the_lot(times, hours):
    """Of ten hours that began an hour after the resumption."""
    since, ends = RESUMED_AT + HOUR, RESUMED_AT + 10 * HOUR
    assert put_back(ends, since, stood(*times)) == ends + hours * HOUR
