"""A candidate whose bid was revoked after the panel's report is passed over; the next one wins."""

from dataclasses import replace

import pytest

from domain.bid.state import Bid, Standing
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.desk.withdraw_bid import RevokeBid
from domain.kernel import StreamId
from domain.lot.award import AwardLot
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
from tests.kit.ordering import (
    A_DAY,
    CANDIDATES,
    CLOCK,
    FIRST,
    OPEN,
    PRICE,
    SECOND,
    refused,
    registered,
)
from tests.kit.tendering import B1, B2, B3, LOT, OWNER, TEXT


def revokes(tender, code, when):
    party = tender.memory.of(StreamId("bid", code)).party
    notice = {"lot": LOT, "party": party, "document": "撤销函", "evidence": TEXT}
    tender.do(RevokeBid(bid=code, **notice), CLOCK, when)


def test_who_revoked_its_bid_after_the_report_is_passed_over_and_the_next_wins():
    tender, then = opened(), LATER + A_DAY
    tender.do(found(LOW, MIDDLE, HIGH), CLOCK, LATER)
    award = AwardLot(lot=LOT, winner=B1, price_fen=PRICE + 1, revoked=(SECOND,))
    refused(tender.ask(award, OWNER, then), "lot.not_revoked")
    revokes(tender, SECOND, then)
    refused(tender.ask(replace(award, revoked=()), OWNER, then), "lot.not_the_lowest")
    lowest = replace(award, winner=B2, price_fen=PRICE)
    refused(tender.ask(lowest, OWNER, then), "lot.not_the_lowest")
    passed, won, _ = tender.do(award, OWNER, then)
    assert passed == CandidatePassedOver(lot=LOT, party=B2, bid=SECOND)
    assert (won.winner, tender.lot.passed_over) == (B1, (B2,))


def test_the_next_candidate_is_not_one_who_revoked_its_bid():
    tender, then = opened(), LATER + A_DAY
    tender.do(found(LOW, MIDDLE, HIGH), CLOCK, LATER)
    tender.do(AwardLot(lot=LOT, winner=B2, price_fen=PRICE), OWNER, then)
    tender.do(RecordDefault(lot=LOT, document="认定书", evidence=TEXT), OWNER, then)
    for code in (FIRST, SECOND):
        revokes(tender, code, then)
    following = ConfirmNextCandidate(lot=LOT, price_fen=PRICE + 2, revoked=(SECOND, FIRST))
    passed, told, _ = tender.do(following, OWNER, then)
    assert (passed.party, told.winner) == (B1, B3), "of who did not sign that was said before"


def test_whose_bid_nobody_revoked_and_who_is_no_candidate_is_not_passed_over():
    tender, then = opened(), LATER + A_DAY
    tender.do(found(rejected(LOW, Ground.OTHER), MIDDLE, HIGH), CLOCK, LATER)
    revokes(tender, SECOND, then)
    award = AwardLot(lot=LOT, winner=B1, price_fen=PRICE + 1, revoked=(SECOND,))
    refused(tender.ask(award, OWNER, then), "lot.no_candidate")
    strange = replace(award, revoked=("B00000000000000A9",))
    refused(tender.ask(strange, OWNER, then), "lot.not_revoked")
    tender.do(replace(award, revoked=()), OWNER, then)


def test_where_scores_decide_who_revoked_its_bid_is_not_awarded_either():
    tender = registered(GOVERNMENT_PROCUREMENT, OPEN, "SEALED_SCORED")
    competing(tender)
    tender.memory.states[StreamId("bid", SECOND)] = Bid(Standing.REVOKED, LOT, B2)
    report = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES, on_paper=CANDIDATES)
    tender.do(report, CLOCK, LATER)
    award = AwardLot(lot=LOT, winner=B2, price_fen=PRICE, revoked=(SECOND,))
    refused(tender.ask(award, OWNER, LATER + A_DAY), "lot.no_candidate")
    tender.do(replace(award, winner=B1), OWNER, LATER + A_DAY)


def test_each_bid_is_named_once():
    with pytest.raises(ValueError, match=r"^revoked: expected each bid once$"):
        AwardLot(lot=LOT, winner=B1, price_fen=1, revoked=(FIRST, FIRST))
    with pytest.raises(ValueError, match=r"^bid 'x': expected"):
        AwardLot(lot=LOT, winner=B1, price_fen=1, revoked=("x",))
