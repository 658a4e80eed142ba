"""Of sealed offers, one of each, the highest has the lot; the platform alone compares them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.categories.state_property import STATE_PROPERTY
from domain.deposit.events import DepositRequired, DepositSecured, Terms
from domain.deposit.stream import DEPOSIT
from domain.desk.withdraw_bid import RevokeBid
from domain.kernel import Post, StreamId
from domain.lot.award import ConfirmTransaction
from domain.lot.compete import OpenBids
from domain.lot.disclose import CloseDisclosure
from domain.lot.evaluation import RecordEvaluation
from domain.party.enrol import RegisterParty
from domain.permissions import may
from domain.phases import Phase
from domain.trade.compare import BELOW, CompareOffers
from tests.golden.facts import COMPANY
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
    asks_for_none,
    bid,
    refused,
    registered,
)
from tests.kit.story import asked as asked_by
from tests.kit.story import fold
from tests.kit.tendering import AGENCY, B1, B2, B3, LOT, OWNER, TEXT

THIRD = "B00000000000000A3"
BIDS = {FIRST: (B1, 0), SECOND: (B2, 7), THIRD: (B3, 7)}
"""What each offers beyond the base price: two the same, the second before the third."""
BIDDERS = (B1, B2, B3)
OWED = {B1: "P00000000000000D1", B2: "P00000000000000D2", B3: "P00000000000000D3"}
OPENS = OpenBids(lot=LOT, bidders=3, bids=tuple(BIDS))
COMPARES = CompareOffers(lot=LOT, bids=tuple(BIDS), deposits=tuple(OWED.values()))


LONG = DEADLINE.date() + timedelta(days=90)


def owes(party, *promised, lot=LOT, until=LONG):
    """A deposit that was asked for; guaranteed for so much, if it is."""
    code, fen = OWED[party], purchase.DEPOSIT
    due = {"amount_fen": fen, "deadline": DEADLINE, "basic_account": None}
    terms = Terms(lot=lot, party=party, payer=party, **due)
    told = {"guarantee": "G-1", "valid_until": until}
    secured = (DepositSecured(deposit=code, amount_fen=one, **told) for one in promised)
    return fold(DEPOSIT, DepositRequired(deposit=code, terms=terms), *secured)


def closed(*, unpaid=(), **terms):
    """Property for which three made one offer each, all but the unpaid on a paid deposit."""
    tender = registered(STATE_PROPERTY, "网络竞价", "ONE_SHOT_SEALED", **terms)
    tender.do(*ANNOUNCES)
    for n, (code, (party, more)) in enumerate(BIDS.items()):
        when = BEGINS + timedelta(hours=n)
        tender.do(RegisterParty(party=party, name=party, **UNKNOWN), Post("C-OPS"), when)
        tender.do(bid(code, party, purchase.BUDGET + more), CLOCK, when)
        promised = () if party in unpaid else (purchase.DEPOSIT,)
        tender.memory.states[StreamId("deposit", OWED[party])] = owes(party, *promised)
    tender.do(CloseDisclosure(lot=LOT, ends_at=DEADLINE), Post("C-OPS"), DEADLINE)
    refused(tender.ask(COMPARES, CLOCK, OPENING), "lot.wrong_phase")
    return tender


def offered(**terms):
    """The same; they are open."""
    tender = closed(**terms)
    tender.do(OPENS, CLOCK, OPENING)
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


def test_once_offers_are_due_nobody_leaves_who_may_have_seen_the_others():
    """Neither opened nor compared; who has it and does not sign defaults."""
    leaves = RevokeBid(bid=SECOND, lot=LOT, party=B2, document="函", evidence=TEXT)
    refused(closed().ask(leaves, CLOCK, OPENING - timedelta(seconds=1)), "bid.too_early")
    refused(closed().ask(leaves, CLOCK, OPENING), "bid.binding")
    tender = offered()
    refused(tender.ask(leaves, CLOCK, OPENING), "bid.binding")
    tender.do(COMPARES, CLOCK, OPENING)
    refused(tender.ask(leaves, CLOCK, OPENING), "bid.binding")


@pytest.mark.parametrize("bidders", [1, 2, 4, 5])
def test_offers_on_paper_are_none_that_could_be_compared_and_no_answer_counts_them(bidders):
    """More or fewer is answered alike: else who asks again and again would count them."""
    decision = closed().ask(replace(OPENS, bidders=bidders), CLOCK, OPENING)
    refused(decision, "lot.offers_on_paper")
    told = f"not {bidders} offers were handed in here, and none is compared on paper"
    assert decision.detail == told


def test_what_is_named_is_an_offer_for_this_lot():
    left = replace(OPENS, bids=("B00000000000000A9", *OPENS.bids[1:]))
    refused(closed().ask(left, CLOCK, OPENING), "bid.another")


def test_who_offers_for_another_lot_is_not_compared():
    other = replace(COMPARES, bids=("B00000000000000A9",))
    refused(offered().ask(other, CLOCK, OPENING), "bid.another")


def test_who_never_paid_its_deposit_has_nothing_to_lose_and_is_not_compared():
    (told,) = offered(unpaid=(B2,)).do(COMPARES, CLOCK, OPENING)
    assert told.winner == B3
    (failed,) = offered(unpaid=BIDDERS).do(COMPARES, CLOCK, OPENING)
    assert failed.reason == BELOW
    unasked = replace(COMPARES, deposits=())
    (failed,) = offered().do(unasked, CLOCK, OPENING)
    assert failed.reason == BELOW
    none = asks_for_none(offered(unpaid=BIDDERS))
    (told,) = none.do(unasked, CLOCK, OPENING)
    assert told.winner == B2


@pytest.mark.parametrize(("party", "told_of"), [(COMPANY, (SECOND,)), (B2, ())])
def test_whose_offer_was_left_out_is_told_but_of_a_natural_person(party, told_of):
    tender, stream = offered(unpaid=(B2,)), StreamId("bid", SECOND)
    tender.memory.states[stream] = replace(tender.memory.of(stream), party=party)
    (told,) = tender.do(COMPARES, CLOCK, OPENING)
    assert (told.winner, told.unsecured) == (B3, told_of)


@pytest.mark.parametrize("there", [owes(B2, purchase.DEPOSIT - 1), owes(B2, 10**9, lot="A-2")])
def test_a_deposit_counts_whole_and_for_its_own_lot(there):
    tender = offered()
    tender.memory.states[StreamId("deposit", OWED[B2])] = there
    (told,) = tender.do(COMPARES, CLOCK, OPENING)
    assert told.winner == B3


@pytest.mark.parametrize("compared", [0, 1, 9])
@pytest.mark.parametrize(("before", "winner"), [(0, B2), (1, B3)])
def test_a_guarantee_counts_that_lasts_to_the_opening_whenever_offers_are_compared(
    before, winner, compared
):
    """Who compares does not choose whom that leaves out, by the day on which it is asked."""
    tender = offered()
    there = owes(B2, purchase.DEPOSIT, until=OPENING.date() - timedelta(days=before))
    tender.memory.states[StreamId("deposit", OWED[B2])] = there
    (told,) = tender.do(COMPARES, CLOCK, OPENING + timedelta(days=compared))
    assert told.winner == winner


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
    with pytest.raises(ValueError, match=r"^deposits: expected each once$"):
        replace(COMPARES, deposits=(OWED[B1], OWED[B1]))
    with pytest.raises(ValueError, match=r"^deposit 'x': expected"):
        replace(COMPARES, deposits=("x",))


def test_the_platform_alone_compares():
    assert may(asked_by(CLOCK), COMPARES) == CLOCK
    for post in (OWNER, AGENCY, Post("EXPERT", "专家库"), Post("C-OPS")):
        assert may(asked_by(post), COMPARES).rule == "permission.missing"
