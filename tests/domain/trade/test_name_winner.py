"""A candidate whose bid was revoked after the panel's report is passed over; the next one wins."""

from dataclasses import replace

import pytest

from domain.bid.state import Bid, Standing
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.desk.withdraw_bid import RevokeBid
from domain.kernel import StreamId
from domain.lot.award import AwardLot, ConfirmTransaction
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.evaluation import RecordEvaluation
from domain.lot.tendered import CandidatePassedOver
from domain.lowest import Ground
from tests.domain.trade.test_evaluate_prices import (
    HIGH,
    LATER,
    LOW,
    MIDDLE,
    competing,
    found,
    opened,
    rejected,
)
from tests.kit import purchase
from tests.kit.ordering import (
    A_DAY,
    CANDIDATES,
    CLOCK,
    FIRST,
    OPEN,
    OPENING,
    PRICE,
    SECOND,
    draws,
    judged,
    refused,
    registered,
    till_bids_are_in,
)
from tests.kit.tendering import B1, B2, B3, LOT, OWNER, TEXT


def revokes(tender, code, when):
    party = tender.memory.of(StreamId("bid", code)).party
    notice = {"lot": LOT, "party": party, "document": "撤销函", "evidence": TEXT}
    return tender.do(RevokeBid(bid=code, **notice), CLOCK, when)[1:]


def test_who_revoked_its_bid_after_the_report_is_passed_over_and_the_next_wins():
    tender, then = opened(), LATER + A_DAY
    tender.do(found(LOW, MIDDLE, HIGH), CLOCK, LATER)
    award = AwardLot(lot=LOT, winner=B1, price_fen=PRICE + 1, revoked=(SECOND,))
    refused(tender.ask(award, OWNER, then), "lot.not_revoked")
    alone = replace(award, revoked=())
    refused(tender.ask(alone, OWNER, then), "lot.not_the_lowest")
    said = revokes(tender, SECOND, then)
    assert said == (CandidatePassedOver(lot=LOT, party=B2, bid=SECOND),)
    lowest = replace(alone, winner=B2, price_fen=PRICE)
    refused(tender.ask(lowest, OWNER, then), "lot.no_candidate")
    won, _ = tender.do(award, OWNER, then)
    assert (won.winner, tender.lot.passed_over) == (B1, (B2,))


def test_who_leaves_while_another_has_won_does_not_come_next():
    """Whoever won and leaves before the contract defaults: that is its owner's to find."""
    tender, then = opened(), LATER + A_DAY
    tender.do(found(LOW, MIDDLE, HIGH), CLOCK, LATER)
    tender.do(AwardLot(lot=LOT, winner=B2, price_fen=PRICE), OWNER, then)
    assert revokes(tender, SECOND, then) == ()
    assert revokes(tender, FIRST, then) == (CandidatePassedOver(lot=LOT, party=B1, bid=FIRST),)
    tender.do(RecordDefault(lot=LOT, document="认定书", evidence=TEXT), OWNER, then)
    alone = ConfirmNextCandidate(lot=LOT, price_fen=PRICE + 2)
    told, _ = tender.do(alone, OWNER, then)
    assert told.winner == B3


def test_land_is_not_sold_to_a_candidate_that_left():
    """A sale is confirmed by a command that names no bid at all."""
    tender, then = registered(LAND, OPEN, "SEALED_SCORED"), OPENING + A_DAY
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    judged(tender, bidders=2)
    tender.memory.states[StreamId("bid", FIRST)] = Bid(Standing.RECEIVED, LOT, B1)
    revokes(tender, FIRST, then)
    sold = ConfirmTransaction(lot=LOT, winner=B1, price_fen=purchase.BUDGET)
    refused(tender.ask(sold, OWNER, then), "lot.no_candidate")
    tender.do(replace(sold, winner=B2), OWNER, then)


def test_before_its_report_the_lot_hears_nothing_of_it():
    assert revokes(opened(), SECOND, LATER) == ()


def test_whose_bid_nobody_revoked_and_who_is_no_candidate_is_not_passed_over():
    tender, then = opened(), LATER + A_DAY
    tender.do(found(rejected(LOW, Ground.OTHER), MIDDLE, HIGH), CLOCK, LATER)
    assert revokes(tender, SECOND, then) == ()
    award = AwardLot(lot=LOT, winner=B1, price_fen=PRICE + 1, revoked=(SECOND,))
    refused(tender.ask(award, OWNER, then), "lot.no_candidate")
    strange = replace(award, revoked=("B00000000000000A9",))
    refused(tender.ask(strange, OWNER, then), "lot.not_revoked")
    tender.do(replace(award, revoked=()), OWNER, then)


def test_a_bid_that_was_revoked_before_its_lot_was_told_is_named_and_passed_over_then():
    """In a log of before; also where scores decide."""
    tender = registered(GOVERNMENT_PROCUREMENT, OPEN, "SEALED_SCORED")
    competing(tender)
    tender.memory.states[StreamId("bid", SECOND)] = Bid(Standing.REVOKED, LOT, B2)
    report = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES, on_paper=CANDIDATES)
    tender.do(report, CLOCK, LATER)
    award = AwardLot(lot=LOT, winner=B2, price_fen=PRICE, revoked=(SECOND,))
    refused(tender.ask(award, OWNER, LATER + A_DAY), "lot.no_candidate")
    passed, *_ = tender.do(replace(award, winner=B1), OWNER, LATER + A_DAY)
    assert passed == CandidatePassedOver(lot=LOT, party=B2, bid=SECOND)


def test_each_bid_is_named_once():
    with pytest.raises(ValueError, match=r"^revoked: expected each bid once$"):
        AwardLot(lot=LOT, winner=B1, price_fen=1, revoked=(FIRST, FIRST))
    with pytest.raises(ValueError, match=r"^bid 'x': expected"):
        AwardLot(lot=LOT, winner=B1, price_fen=1, revoked=("x",))
