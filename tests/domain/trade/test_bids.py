"""Bids are handed in sealed and in time; taken back before the deadline, their deposits go back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.bid.events import (
    BidKeyHandedIn,
    BidReceived,
    BidRevoked,
    BidWithdrawn,
    DecryptionFailed,
)
from domain.bid.state import Standing
from domain.bid.stream import BID as BIDS
from domain.categories.category import Cause
from domain.deposit.events import DepositRequired
from domain.deposit.owed import RefundObligationCancelled, RefundObligationCreated
from domain.deposit.refund import Standing as Refunding
from domain.deposit.stream import DEPOSIT
from domain.desk.fail_decryption import RecordDecryptionFailure
from domain.desk.require import RequireDeposit
from domain.desk.withdraw_bid import RevokeBid, WithdrawBid
from domain.kernel import Post, Rejected, StreamId
from domain.lot.compete import OpenBids
from domain.lot.events import BidOpened
from domain.lot.stream import LOT
from domain.lot.suspend import SuspendProcedure
from domain.money import yuan
from domain.trade.hand_in_key import HandInBidKey
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
    till.do(OpenBids(lot=A3, bidders=3), OWNER, when=OPENING)
    refused(ask(till, SUBMITTED, OPENING), "lot.wrong_phase")


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
    assert (owed.amount_fen, owed.interest) == (yuan("240,000.00"), True)
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
    """As of emission rights, of which no rows are in force."""
    received = BidReceived(bid=BID, received_at=EARLY, lot=CODE, party=B5, file=FILE)
    terms = replace(TERMS, lot=CODE, party=B5, category="EMISSION")
    story = given(BIDS, received).given(LOT, replace(DEFINED, category="EMISSION"), ANNOUNCED)
    story = story.given(DEPOSIT, DepositRequired(deposit=D5, terms=terms))
    taking = replace(WITHDRAWING, lot=CODE)
    story.when(taking, by="PLATFORM", at=EARLY).refused_by("bid.no_rule")


# What cannot be deciphered at the opening (CT-13).

FAILED = RecordDecryptionFailure(bid=BID, lot=A3, deposit=None, fault="BIDDER", **NOTICE)
OTHERS = replace(FAILED, fault="OTHER", deposit=D5)


@pytest.fixture
def opened(till):
    """The bids of A3 are open, and B5's is one of them."""
    till.do(SUBMITTED, "PLATFORM")
    till.do(OpenBids(lot=A3, bidders=3), OWNER, when=OPENING)
    return till


def test_by_its_bidders_fault_a_bid_counts_as_revoked_and_nothing_goes_back_by_that(opened):
    (failed,) = opened.do(FAILED, OWNER, when=OPENING)
    said = {"document": NOTICE["document"], "evidence": NOTICE["evidence"]}
    assert failed == DecryptionFailed(bid=BID, failed_at=OPENING, fault="BIDDER", **said)
    assert standing(opened) is Standing.REVOKED
    assert opened.deposit(D5).refunds == ()


def test_by_any_others_fault_it_counts_as_withdrawn_and_its_deposit_goes_back(opened):
    """As if it had been withdrawn that day: within five days, with interest (CT-21)."""
    failed, owed = opened.do(OTHERS, OWNER, when=OPENING)
    assert (failed.NAME, failed.fault) == ("DecryptionFailed", "OTHER")
    assert (owed.cause, owed.rule, owed.due) == (Cause.WITHDRAWN, "CT-21", date(2026, 3, 30))
    assert (owed.amount_fen, owed.interest) == (yuan("240,000.00"), True)
    assert standing(opened) is Standing.WITHDRAWN


def test_where_no_row_says_what_such_a_bid_is_nothing_is_said_of_it():
    """CT-13 is of tenders for works alone."""
    sale = replace(DEFINED, category="STATE_PROPERTY")
    bids_open = BidOpened(lot=CODE, opened_at=OPENING, bidders=3)
    story = given(LOT, sale, ANNOUNCED, bids_open)
    answer = story.when(replace(FAILED, lot=CODE), by=OWNER, at=OPENING)
    answer.refused_by("bid.no_rule")
    told = "no row of STATE_PROPERTY says what a bid is that cannot be deciphered"
    assert answer.decision.detail == told


def test_who_owes_no_deposit_is_owed_none_and_of_anothers_none_goes_back(opened):
    other = replace(OTHERS, deposit="P00000000000000D9")
    refused(opened.ask(other, OWNER, when=OPENING), "deposit.other_lot")
    (failed,) = opened.do(replace(OTHERS, deposit=None), OWNER, when=OPENING)
    assert failed.NAME == "DecryptionFailed"


def test_it_is_said_once_and_of_a_bid_for_this_lot_that_stands(opened):
    refused(opened.ask(replace(FAILED, bid=OTHER), OWNER, when=OPENING), "bid.unknown")
    opened.do(FAILED, OWNER, when=OPENING)
    refused(opened.ask(FAILED, OWNER, when=OPENING), "bid.unknown")
    refused(opened.ask(OTHERS, OWNER, when=OPENING), "bid.unknown")


def test_while_its_lot_stands_still_nothing_is_said_of_a_bid(opened):
    opened.do(SuspendProcedure(lot=A3, until=None, document=FILE), OWNER, when=OPENING)
    refused(opened.ask(FAILED, OWNER, when=OPENING), "lot.suspended")


def test_what_its_bidder_opened_already_nobody_says_to_be_closed(opened):
    """Who handed in the key showed that it can be read: nobody keeps its deposit by a word."""
    opened.do(KEY, "PLATFORM", when=OPENING)
    refused(opened.ask(FAILED, OWNER, when=OPENING), "bid.deciphered")
    refused(opened.ask(OTHERS, OWNER, when=OPENING), "bid.deciphered")


@pytest.mark.parametrize("bid", [BID, OTHER])
def test_before_the_opening_it_is_refused_whatever_bid_is_named(till, bid):
    till.do(SUBMITTED, "PLATFORM")
    early = till.ask(replace(FAILED, bid=bid), OWNER, when=OPENING)
    refused(early, "lot.wrong_phase")
    assert bid not in early.detail


def test_it_is_its_lots_owners_to_say_and_no_other_ones(opened):
    stranger = Post("OWNER", "教育局")
    refused(opened.ask(FAILED, stranger, when=OPENING), "lot.not_yours")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"fault": "PLATFORM"}, "BIDDER or OTHER"),
        ({"document": " "}, "the record's reference"),
        ({"evidence": "ef"}, "ef"),
        ({"deposit": D5}, "expected none where the fault is the bidder's"),
        ({"bid": "B1"}, "B1"),
        ({"fault": "OTHER", "deposit": "D5"}, "D5"),
    ],
)
def test_a_failure_that_cannot_be_read_is_no_command(wrong, told):
    with pytest.raises(ValueError, match=told):
        replace(FAILED, **wrong)


# What a bidder encrypted itself, it opens at the opening.

KEY = HandInBidKey(bid=BID, lot=A3, party=B5, secret="12" * 32)


def test_at_the_opening_its_bidder_hands_in_the_key_to_its_file_once(opened):
    (handed_in,) = opened.do(KEY, "PLATFORM", when=OPENING)
    assert handed_in == BidKeyHandedIn(bid=BID, handed_in_at=OPENING, secret=KEY.secret)
    assert opened.memory.of(StreamId("bid", BID)).secret == KEY.secret
    assert opened.ask(KEY, "PLATFORM", when=OPENING) == ()
    refused(opened.ask(replace(KEY, secret="13" * 32), "PLATFORM", when=OPENING), "bid.has_key")


@pytest.mark.parametrize("secret", ["12" * 32, "13" * 32])
def test_no_key_is_taken_before_the_opening(till, secret):
    till.do(SUBMITTED, "PLATFORM")
    early = till.ask(replace(KEY, secret=secret), "PLATFORM", when=OPENING)
    refused(early, "lot.wrong_phase")


def test_nor_of_a_bid_that_is_anothers_or_stands_no_more(opened):
    refused(opened.ask(replace(KEY, bid=OTHER), "PLATFORM", when=OPENING), "bid.unknown")
    rival = replace(KEY, party="N00000000000000B1")
    refused(opened.ask(rival, "PLATFORM", when=OPENING), "bid.unknown")
    opened.do(FAILED, OWNER, when=OPENING)
    refused(opened.ask(KEY, "PLATFORM", when=OPENING), "bid.unknown")
