"""Of sealed offers, one of each, the highest has the lot; the platform alone compares them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.categories.state_property import STATE_PROPERTY
from domain.desk.withdraw_bid import RevokeBid
from domain.kernel import Post
from domain.lot.award import ConfirmTransaction
from domain.lot.compete import OpenBids
from domain.lot.disclose import CloseDisclosure
from domain.lot.evaluation import RecordEvaluation
from domain.party.enrol import RegisterParty
from domain.permissions import may
from domain.phases import Phase
from domain.trade.compare import BELOW, CompareOffers
from tests.kit import purchase
from tests.kit.ordering import (
    ANNOUNCES,
    BEGINS,
    CANDIDATES,
    CLOCK,
    DEADLINE,
    FIRST,
    OPENING,
    SECOND,
    UNKNOWN,
    bid,
    refused,
    registered,
)
from tests.kit.story import asked as asked_by
from tests.kit.tendering import AGENCY, B1, B2, B3, LOT, OWNER, TEXT

THIRD = "B00000000000000A3"
BIDS = {FIRST: (B1, 0), SECOND: (B2, 7), THIRD: (B3, 7)}
"""What each offers beyond the base price: two the same, the second before the third."""
COMPARES = CompareOffers(lot=LOT, bids=tuple(BIDS))


def offered(**terms):
    """Property for which three made one offer each; they are open."""
    tender = registered(STATE_PROPERTY, "网络竞价", "ONE_SHOT_SEALED", **terms)
    tender.do(*ANNOUNCES)
    for n, (code, (party, more)) in enumerate(BIDS.items()):
        when = BEGINS + timedelta(hours=n)
        tender.do(RegisterParty(party=party, name=party, **UNKNOWN), Post("C-OPS"), when)
        tender.do(bid(code, party, purchase.BUDGET + more), CLOCK, when)
    tender.do(CloseDisclosure(lot=LOT, ends_at=DEADLINE), Post("C-OPS"), DEADLINE)
    refused(tender.ask(COMPARES, CLOCK, OPENING), "lot.wrong_phase")
    tender.do(OpenBids(lot=LOT, bidders=3, bids=tuple(BIDS)), OWNER, OPENING)
    return tender


def test_of_one_offer_each_the_highest_has_the_lot_and_of_equal_ones_the_first():
    tender = offered()
    sold = ConfirmTransaction(lot=LOT, winner=B2, price_fen=purchase.BUDGET + 7)
    refused(tender.ask(sold, OWNER, OPENING), "lot.wrong_phase")
    (told,) = tender.do(COMPARES, CLOCK, OPENING)
    assert (told.winner, told.price_fen) == (B2, purchase.BUDGET + 7)
    refused(tender.ask(replace(sold, winner=B3), OWNER, OPENING), "lot.no_candidate")
    refused(tender.ask(replace(sold, price_fen=purchase.BUDGET), OWNER, OPENING), "lot.other_price")
    tender.do(sold, OWNER, OPENING)
    assert tender.lot.phase is Phase.AWARDED


def test_who_revoked_and_who_offers_for_another_lot_is_not_compared():
    tender = offered()
    gone = RevokeBid(bid=SECOND, lot=LOT, party=B2, document="函", evidence=TEXT)
    tender.do(gone, CLOCK, OPENING)
    refused(tender.ask(COMPARES, CLOCK, OPENING), "bid.another")
    (told,) = tender.do(replace(COMPARES, bids=(FIRST, THIRD)), CLOCK, OPENING)
    assert told.winner == B3
    other = replace(COMPARES, bids=("B00000000000000A9",))
    refused(offered().ask(other, CLOCK, OPENING), "bid.another")


def test_where_no_offer_reaches_the_base_price_the_lot_fails():
    tender = offered(estimate_fen=purchase.BUDGET + 8)
    (failed,) = tender.do(COMPARES, CLOCK, OPENING)
    assert (failed.reason, tender.lot.phase) == (BELOW, Phase.FAILED)
    (failed,) = offered().do(replace(COMPARES, bids=()), CLOCK, OPENING)
    assert failed.reason == BELOW


def test_no_panel_judges_where_the_highest_offer_has_it():
    report = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES)
    refused(offered().ask(report, CLOCK, OPENING), "lot.wrong_procedure")
    with pytest.raises(ValueError, match=r"^bids: expected each once$"):
        replace(COMPARES, bids=(FIRST, FIRST))


def test_the_platform_alone_compares():
    assert may(asked_by(CLOCK), COMPARES) == CLOCK
    for post in (OWNER, AGENCY, Post("EXPERT", "专家库"), Post("C-OPS")):
        assert may(asked_by(post), COMPARES).rule == "permission.missing"
