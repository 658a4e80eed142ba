"""Bids are handed in sealed and in time; taken back before the deadline, their deposits go back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.bid.events import BidReceived, BidRevoked, BidWithdrawn
from domain.bid.state import Standing
from domain.bid.stream import BID as BIDS
from domain.categories.category import Cause
from domain.deposit.events import DepositRequired
from domain.deposit.owed import RefundObligationCancelled, RefundObligationCreated
from domain.deposit.refund import Standing as Refunding
from domain.deposit.stream import DEPOSIT
from domain.desk.require import RequireDeposit
from domain.desk.withdraw_bid import RevokeBid, WithdrawBid
from domain.kernel import Rejected, StreamId
from domain.lot.compete import OpenBids
from domain.lot.stream import LOT
from domain.lot.suspend import SuspendProcedure
from domain.money import yuan
from domain.trade.submit_bid import SubmitBid
from tests.golden.facts import TERMS
from tests.kit.lots import ANNOUNCED, CODE, DEFINED
from tests.kit.sentences import hear
from tests.kit.story import given
from tests.kit.till import OWNER, Till, at

B5, D5 = "N00000000000000B5", "P00000000000000D5"
A3 = "A3506000001000001001003"
BID, OTHER = "B00000000000000A1", "B00000000000000A2"
FILE = "cd" * 32
OPENING = at(date(2026, 3, 25), 9, 30)
LAST, LEFT = OPENING - timedelta(microseconds=1), at(date(2026, 3, 20), 16)
SUBMITTED = SubmitBid(
    bid=BID, lot=A3, party=B5, file=FILE, price_fen=yuan("11,800,000.00"), deposit=D5
)
NOTICE = {"document": "撤回函", "evidence": "ee" * 32}
WITHDRAWING = WithdrawBid(bid=BID, lot=A3, party=B5, deposit=D5, **NOTICE)
REVOKING = RevokeBid(bid=BID, lot=A3, party=B5, **NOTICE)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


@pytest.fixture
def till():
    """B5 owes and has paid the deposit of lot A3 (scenario A, row 25)."""
    told = Till()
    told.lot(A3, "240,000.00")
    told.bidder(D5, A3, B5)
    told.pays(D5, B5, "240,000.00", date(2026, 3, 18))
    return told


EARLY = at(date(2026, 3, 19))


def ask(till, asked, when=EARLY):
    return till.ask(asked, "PLATFORM", when=when)


def standing(till):
    return till.memory.of(StreamId("bid", BID)).standing


def test_a_bid_is_received_by_the_doors_clock_and_says_nothing_in_the_open(till):
    (received,) = till.do(SUBMITTED, "PLATFORM", when=LAST)
    assert received == BidReceived(
        bid=BID, received_at=LAST, lot=A3, party=B5, file=FILE, price_fen=SUBMITTED.price_fen
    )
    assert standing(till) is Standing.RECEIVED


def test_the_same_again_is_nothing_and_another_takes_its_place(till):
    till.do(SUBMITTED, "PLATFORM")
    assert ask(till, SUBMITTED) == ()
    (again,) = till.do(replace(SUBMITTED, file="ce" * 32), "PLATFORM")
    assert again.file == "ce" * 32


def test_no_bid_comes_in_at_the_deadline_nor_before_the_announcement_nor_for_an_open_lot(till):
    refused(ask(till, SUBMITTED, OPENING), "lot.too_late")
    refused(ask(till, replace(SUBMITTED, lot="A-9")), "lot.unknown")
    refused(ask(till, replace(SUBMITTED, party="N00000000000000B9")), "party.unknown")
    till.do(OpenBids(lot=A3, bidders=3), "PLATFORM", when=OPENING)
    refused(ask(till, SUBMITTED, OPENING), "lot.wrong_phase")


def test_one_that_came_in_time_and_stands_behind_the_opening_in_the_log_hears_that(till):
    """The door waits for such before it opens; of another process it cannot know."""
    till.do(OpenBids(lot=A3, bidders=3), "PLATFORM", when=OPENING)
    refused(ask(till, SUBMITTED, LAST), "bid.opened_before")


def test_a_bids_id_is_one_partys_for_one_lot(till):
    till.do(SUBMITTED, "PLATFORM")
    till.lot("A-2", "240,000.00")
    refused(ask(till, replace(SUBMITTED, lot="A-2")), "bid.another")


def test_withdrawn_before_the_deadline_its_deposit_goes_back_with_interest_in_five_days(till):
    """Scenario A, row 28: withdrawn on 03-20, due on 03-25 (CT-21)."""
    till.do(SUBMITTED, "PLATFORM")
    withdrawn, owed = till.do(WITHDRAWING, "PLATFORM", when=LEFT)
    assert withdrawn == BidWithdrawn(bid=BID, withdrawn_at=LEFT, **NOTICE)
    assert isinstance(owed, RefundObligationCreated)
    assert (owed.cause, owed.rule, owed.due) == (Cause.WITHDRAWN, "CT-21", date(2026, 3, 25))
    assert (owed.deposit, owed.amount_fen, owed.interest) == (D5, yuan("240,000.00"), True)
    assert ask(till, WITHDRAWING) == ()
    with pytest.raises(ValueError, match=r"^document: expected the notice's reference"):
        replace(WITHDRAWING, document=" ")


def test_who_owes_no_deposit_withdraws_without_one(till):
    """Of a lot that asks for none nobody could leave else; of another's none goes back."""
    till.do(SUBMITTED, "PLATFORM")
    refused(ask(till, replace(WITHDRAWING, deposit="P00000000000000D9")), "deposit.other_lot")
    (withdrawn,) = till.do(replace(WITHDRAWING, deposit=None), "PLATFORM")
    assert (withdrawn.NAME, till.deposit(D5).refunds) == ("BidWithdrawn", ())


@pytest.mark.parametrize("bid", [BID, OTHER])
def test_after_it_was_withdrawn_it_may_be_handed_in_again_and_its_deposit_stands(till, bid):
    """As long as nobody approved to pay it back; under whatever id it comes."""
    till.do(SUBMITTED, "PLATFORM")
    till.do(WITHDRAWING, "PLATFORM")
    received, cancelled = till.do(replace(SUBMITTED, bid=bid), "PLATFORM")
    assert (received.bid, cancelled) == (bid, RefundObligationCancelled(deposit=D5, number=1))
    assert [one.standing for one in till.deposit(D5).refunds] == [Refunding.VOID]
    assert till.memory.of(StreamId("bid", bid)).standing is Standing.RECEIVED
    till.do(WITHDRAWING if bid == BID else replace(WITHDRAWING, bid=OTHER), "PLATFORM")
    assert till.deposit(D5).refunds[-1].standing is Refunding.OWED


def test_once_its_deposit_is_on_its_way_back_no_bid_stands_on_it(till):
    till.do(SUBMITTED, "PLATFORM")
    till.do(WITHDRAWING, "PLATFORM")
    till.interest(D5, "9.33", date(2026, 3, 22))
    till.approve(D5, 1)
    refused(ask(till, SUBMITTED), "bid.deposit_goes_back")
    refused(ask(till, replace(SUBMITTED, bid=OTHER)), "bid.deposit_goes_back")


def refunded(till):
    """Its bid was withdrawn, and all that was paid for it went back."""
    till.do(SUBMITTED, "PLATFORM")
    till.do(WITHDRAWING, "PLATFORM")
    till.interest(D5, "9.33", date(2026, 3, 22))
    till.refund(D5, 1, date(2026, 3, 22))


def test_whoever_pays_again_in_time_bids_again(till):
    """The money that went back counts no more; what comes anew does, and is no second payment."""
    refunded(till)
    assert (till.deposit(D5).missing_fen, till.deposit(D5).whole) == (yuan("240,000.00"), False)
    till.pays(D5, B5, "100,000.00", date(2026, 3, 23))
    refused(ask(till, SUBMITTED, LAST), "bid.deposit_goes_back")
    till.pays(D5, B5, "140,000.00", date(2026, 3, 23))
    assert (till.deposit(D5).held_fen, till.deposit(D5).whole) == (yuan("240,000.00"), True)
    (received,) = till.do(SUBMITTED, "PLATFORM", when=LAST)
    assert isinstance(received, BidReceived)
    assert [one.standing for one in till.deposit(D5).refunds] == [Refunding.PAID]


def test_what_was_paid_again_goes_back_again_and_no_more_than_that(till):
    refunded(till)
    till.pays(D5, B5, "240,000.00", date(2026, 3, 23))
    till.do(SUBMITTED, "PLATFORM", when=LAST)
    _, owed = till.do(WITHDRAWING, "PLATFORM", when=LAST)
    assert (owed.number, owed.amount_fen) == (2, yuan("240,000.00"))
    _, cancelled = till.do(SUBMITTED, "PLATFORM", when=LAST)
    assert cancelled == RefundObligationCancelled(deposit=D5, number=2)


def test_whoever_pays_twice_before_anything_went_back_has_paid_twice(till):
    till.do(SUBMITTED, "PLATFORM")
    till.do(WITHDRAWING, "PLATFORM")
    till.pays(D5, B5, "240,000.00", date(2026, 3, 20))
    assert till.deposit(D5).refunds[-1].cause == Cause.DUPLICATE


def test_a_bid_may_come_before_its_deposit_is_asked_for_and_names_no_other_s(till):
    assert till.do(replace(SUBMITTED, deposit=None), "PLATFORM")
    till.bidder("P00000000000000D6", A3, "N00000000000000B6")
    anothers = replace(SUBMITTED, bid=OTHER, deposit="P00000000000000D6")
    refused(ask(till, anothers), "deposit.other_lot")


def test_while_the_lot_stands_still_no_bid_comes_in_but_one_is_withdrawn(till):
    """By the door's clock: what was there before it did, counts."""
    till.do(SUBMITTED, "PLATFORM")
    paused = SuspendProcedure(lot=A3, until=None, document=FILE)
    till.do(paused, OWNER, when=EARLY)
    refused(ask(till, replace(SUBMITTED, file="ce" * 32)), "lot.suspended")
    assert ask(till, replace(SUBMITTED, file="ce" * 32), EARLY - timedelta(seconds=1))
    asking = RequireDeposit(deposit="P00000000000000D7", lot=A3, party=B5)
    refused(ask(till, asking), "lot.suspended")
    refused(ask(till, REVOKING, OPENING), "bid.too_early")
    assert ask(till, WITHDRAWING, OPENING), "its deadline has not passed"


def test_from_the_deadline_on_it_is_revoked_and_nothing_goes_back_by_itself(till):
    till.do(SUBMITTED, "PLATFORM")
    refused(ask(till, REVOKING, LAST), "bid.too_early")
    refused(ask(till, WITHDRAWING, OPENING), "bid.too_late")
    (revoked,) = till.do(REVOKING, "PLATFORM", when=OPENING)
    assert isinstance(revoked, BidRevoked)
    assert ask(till, REVOKING, OPENING) == ()
    assert not till.deposit(D5).refunds


def test_what_was_not_handed_in_is_not_taken_back_nor_with_anothers_deposit(till):
    refused(ask(till, WITHDRAWING), "bid.unknown")
    refused(ask(till, REVOKING, OPENING), "bid.unknown")
    till.do(SUBMITTED, "PLATFORM")
    till.bidder("P00000000000000D6", A3, "N00000000000000B6")
    refused(ask(till, replace(WITHDRAWING, deposit="P00000000000000D6")), "deposit.other_lot")
    refused(ask(till, replace(REVOKING, bid=OTHER), OPENING), "bid.unknown")


def test_nobody_takes_anothers_bid_back_and_hears_the_same_as_of_none(till):
    till.do(SUBMITTED, "PLATFORM")
    stranger = "N00000000000000B6"
    refused(ask(till, replace(WITHDRAWING, party=stranger)), "bid.unknown")
    refused(ask(till, replace(REVOKING, party=stranger), OPENING), "bid.unknown")
    till.do(WITHDRAWING, "PLATFORM")
    refused(ask(till, replace(WITHDRAWING, party=stranger)), "bid.unknown")
    refused(ask(till, REVOKING, OPENING), "bid.unknown")


def test_where_no_row_says_when_a_deposit_goes_back_nothing_is_withdrawn():
    """As of carbon credits, which no lot of ours is about."""
    received = BidReceived(bid=BID, received_at=EARLY, lot=CODE, party=B5, file=FILE)
    terms = replace(TERMS, lot=CODE, party=B5, category="FOREST_CARBON")
    story = given(BIDS, received).given(LOT, replace(DEFINED, category="FOREST_CARBON"), ANNOUNCED)
    story = story.given(DEPOSIT, DepositRequired(deposit=D5, terms=terms))
    taking = replace(WITHDRAWING, lot=CODE)
    story.when(taking, by="PLATFORM", at=EARLY).refused_by("bid.no_rule")
