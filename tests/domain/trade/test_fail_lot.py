"""The platform says that a lot has failed where it counts too few bids for it, and nowhere else."""

from dataclasses import replace
from datetime import date

import pytest

from domain.desk.withdraw_bid import WithdrawBid
from domain.lot.bidding import SessionArranged
from domain.lot.close import FailLot
from domain.lot.stopped import ProcedureSuspended, Suspending
from domain.lot.stream import LOT
from tests.domain.trade.test_open_bids import (
    ALL,
    B1,
    B2,
    BIDS,
    OPENING,
    PLATFORM,
    WHEN,
    due,
    refused,
)
from tests.golden.session_samples import SESSION_EVENTS
from tests.kit.lots import AUCTION, CODE, FAILED, SECOND, TENDER
from tests.kit.story import given
from tests.kit.tendering import LOT as TENDERED
from tests.kit.tendering import TEXT

TOO_FEW = FailLot(lot=CODE, reason=FAILED.reason, bidders=2)
SAID = replace(FAILED, failed_on=date(2026, 3, 25))


def ask(story, asked=TOO_FEW, when=OPENING):
    return story.when(asked, by="PLATFORM", at=OPENING, received_at=when)


def test_of_too_few_bids_the_platform_says_it_from_their_opening_on():
    """Row 35 of scenario A: it alone knows how many there are; nothing but that is its to say."""
    closed = given(LOT, *TENDER[:3])
    ask(closed).then(SAID)
    ask(closed, when=OPENING - SECOND).refused_by("lot.not_yours")
    ask(closed, replace(TOO_FEW, bidders=None)).refused_by("lot.not_yours")
    one_is_enough = given(LOT, *AUCTION[:3])
    for story in (given(LOT, *TENDER[:4]), one_is_enough):
        ask(story).refused_by("lot.not_yours")
    ask(given(LOT)).refused_by("lot.unknown")
    ask(closed, replace(TOO_FEW, bidders=3)).refused_by("lot.enough_bidders")


def test_a_session_ends_by_itself():
    arranged = next(one for one in SESSION_EVENTS if type(one) is SessionArranged)
    ask(given(LOT, *TENDER[:3], replace(arranged, lot=CODE))).refused_by("lot.not_yours")


@pytest.mark.parametrize("before", [SECOND, 0 * SECOND])
def test_while_a_lot_stands_still_its_opening_has_not_come_and_the_platform_fails_nothing(before):
    """Unless it had come before: then too few bids were there already."""
    since = OPENING - before
    told = {"lot": CODE, "case": None, "rule": "", "until": None, "document": None}
    halted = ProcedureSuspended(**told, cause=Suspending.OWNER, suspended_at=since)
    asked = ask(given(LOT, *TENDER[:3], halted), when=OPENING + SECOND)
    if before:
        asked.refused_by("lot.not_yours")
    else:
        asked.then(SAID)


def test_it_names_the_bids_and_whichever_stands_counts_whatever_it_says():
    """Four have bid, and two take theirs back in time."""
    asked = FailLot(lot=TENDERED, reason="投标人少于三个", bidders=0, bids=ALL)
    refused(due().ask(asked, PLATFORM, OPENING), "lot.enough_bidders")
    strange = replace(asked, bids=(*ALL, "B00000000000000B9"))
    refused(due().ask(strange, PLATFORM, OPENING), "bid.another")
    left, told = due(), {"lot": TENDERED, "document": "撤回函", "evidence": TEXT, "deposit": None}
    for party in (B1, B2):
        left.do(WithdrawBid(bid=BIDS[party], party=party, **told), PLATFORM, WHEN)
    refused(left.ask(replace(asked, bidders=3), PLATFORM, OPENING), "lot.enough_bidders")
    left.do(replace(asked, bidders=2), PLATFORM, OPENING)
