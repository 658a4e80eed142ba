"""A negotiation: offers take the place of first responses, sealed until the last round is over."""

import re
from dataclasses import replace

from domain.bid.state import Bid, Standing
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.desk.withdraw_bid import RevokeBid, WithdrawBid
from domain.governance.assigned import Assignment
from domain.kernel import Post, Rejected, StreamId
from domain.lot.close import FailLot
from domain.lot.compete import OpenBids
from domain.lot.suspend import SuspendProcedure
from domain.party.enrol import RegisterParty
from domain.trade.negotiate import LONGEST, CloseRound
from domain.trade.suspension import ResumeProcedure
from tests.kit.ordering import (
    A_DAY,
    ANNOUNCES,
    BEGINS,
    CLOCK,
    FIRST,
    OPENING,
    PRICE,
    ROUND,
    SECOND,
    STARTS,
    UNKNOWN,
    bid,
    draws,
    negotiated,
    refused,
    registered,
    till_bids_are_in,
)
from tests.kit.tendering import AGENCY, B1, B2, B3, LOT, OWNER, TEXT


def test_offers_take_the_place_of_first_responses_and_nobody_joins_late():
    """Sealed all the time; the owner may close a round and let another go on."""
    tender = registered(GOVERNMENT_PROCUREMENT, "竞争性谈判", "NEGOTIATED_ROUNDS")
    for party in (B1, B2):
        tender.do(RegisterParty(party=party, name=party, **UNKNOWN), Post("C-OPS"), BEGINS)
    tender.do(*ANNOUNCES)
    tender.do(bid(FIRST, B1, PRICE), CLOCK, BEGINS)
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    refused(tender.ask(bid(FIRST, B1, PRICE - 1), CLOCK, OPENING), "lot.too_late")
    opens = OpenBids(lot=LOT, bidders=3, bids=(FIRST,))
    refused(tender.ask(opens, CLOCK, OPENING), "lot.not_yet_done")
    tender.do(STARTS, AGENCY, OPENING)
    tender.do(bid(FIRST, B1, PRICE - 1), CLOCK, OPENING)
    refused(tender.ask(bid(SECOND, B2, PRICE - 2), CLOCK, OPENING), "lot.too_late")
    refused(tender.ask(bid(FIRST, B1, PRICE - 2), CLOCK, ROUND), "lot.too_late")
    tender.do(CloseRound(lot=LOT, until=ROUND + A_DAY), AGENCY, ROUND)
    (last,) = tender.do(bid(FIRST, B1, PRICE - 3), CLOCK, ROUND)
    assert (last.party, last.price_fen, tender.lot.rounds) == (B1, PRICE - 3, 1)
    assert not tender.lot.opened


def test_a_negotiation_starts_once_and_each_round_has_its_time():
    tender = negotiated("竞争性磋商", "NEGOTIATED_ROUNDS")
    assert tender.ask(STARTS, AGENCY, OPENING) == ()
    again = replace(STARTS, until=ROUND + A_DAY)
    refused(tender.ask(again, AGENCY, ROUND), "negotiation.begun")
    closes = CloseRound(lot=LOT, until=ROUND + A_DAY)
    refused(tender.ask(closes, AGENCY, OPENING + A_DAY), "lot.too_early")
    refused(tender.ask(replace(closes, until=ROUND), AGENCY, ROUND), "negotiation.no_time")
    (over,) = tender.do(closes, AGENCY, ROUND)
    assert (over.round, tender.lot.opening_at) == (1, ROUND + A_DAY)
    assert tender.ask(closes, AGENCY, ROUND) == ()
    for_ever = replace(closes, until=ROUND + A_DAY + LONGEST + A_DAY)
    refused(tender.ask(for_ever, AGENCY, ROUND + A_DAY), "negotiation.too_long")
    longest = tender.memory.decide(
        replace(for_ever, until=ROUND + A_DAY + LONGEST), AGENCY, at=ROUND + A_DAY, law=tender.law
    )
    assert not isinstance(longest, Rejected)
    (over,) = tender.do(replace(closes, until=ROUND + 2 * A_DAY), AGENCY, ROUND + A_DAY)
    assert over.round == 2


def test_whom_a_panel_waits_for_its_owner_and_agency_do_not_hear():
    """Who is on it is a secret until there is a result, and they ask for themselves."""
    tender = registered(GOVERNMENT_PROCUREMENT, "竞争性谈判", "NEGOTIATED_ROUNDS")
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    member = tender.memory.of(StreamId("panel", LOT)).members[0]
    own = Assignment(member, Post("EXPERT", OWNER.organisation), BEGINS, None)
    tender.law = replace(tender.law, assignments=(*tender.law.assignments, own))
    for by in (OWNER, AGENCY):
        decision = tender.ask(STARTS, by, OPENING)
        refused(decision, "panel.own_side")
        assert not re.search("N[0-9]", decision.detail)
        assert OWNER.organisation not in decision.detail


def test_no_round_is_closed_before_a_negotiation_and_none_begins_before_responses_are_due():
    tender = registered(GOVERNMENT_PROCUREMENT, "竞争性谈判", "NEGOTIATED_ROUNDS")
    till_bids_are_in(tender)
    closes = CloseRound(lot=LOT, until=ROUND)
    refused(tender.ask(closes, AGENCY, OPENING), "lot.not_yet_done")
    refused(tender.ask(STARTS, Post("AGENCY", "乙代理"), OPENING), "lot.not_yours")
    quotation = till_bids_are_in(registered(GOVERNMENT_PROCUREMENT, "询价", "SEALED_LOWEST"))
    refused(quotation.ask(STARTS, AGENCY, OPENING), "lot.wrong_procedure")


def test_who_leaves_before_offers_are_opened_withdraws_and_does_not_revoke():
    """A supplier may leave until its last offer is due, and has its deposit back (74号令 34):
    before it is negotiated, in a round, and between two.
    """
    tender = registered(GOVERNMENT_PROCUREMENT, "竞争性谈判", "NEGOTIATED_ROUNDS")
    tender.do(RegisterParty(party=B1, name=B1, **UNKNOWN), Post("C-OPS"), BEGINS)
    tender.do(*ANNOUNCES)
    tender.do(bid(FIRST, B1, PRICE), CLOCK, BEGINS)
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    how = {"bid": FIRST, "lot": LOT, "party": B1, "document": "退出函", "evidence": TEXT}
    leaves, revokes = WithdrawBid(**how, deposit=None), RevokeBid(**how)
    assert tender.memory.decide(leaves, CLOCK, at=OPENING, law=tender.law)[0].NAME == "BidWithdrawn"
    tender.do(STARTS, AGENCY, OPENING)
    refused(tender.ask(revokes, CLOCK, ROUND - A_DAY), "bid.too_early")
    refused(tender.ask(revokes, CLOCK, ROUND), "bid.too_early")
    assert tender.memory.decide(leaves, CLOCK, at=ROUND, law=tender.law)[0].NAME == "BidWithdrawn"
    tender.do(OpenBids(lot=LOT, bidders=3, bids=(FIRST,)), CLOCK, ROUND)
    refused(tender.ask(leaves, CLOCK, ROUND), "bid.too_late")
    tender.do(revokes, CLOCK, ROUND)


def test_once_it_came_to_nothing_nobody_withdraws_from_it_any_more():
    """What it owes back it owes to all."""
    tender = negotiated("竞争性谈判", "NEGOTIATED_ROUNDS")
    tender.memory.states[StreamId("bid", FIRST)] = Bid(Standing.RECEIVED, LOT, B1)
    tender.do(FailLot(lot=LOT, reason="废标"), OWNER, ROUND)
    leaves = WithdrawBid(
        bid=FIRST, lot=LOT, party=B1, document="退出函", evidence=TEXT, deposit=None
    )
    refused(tender.ask(leaves, CLOCK, ROUND), "bid.too_late")


CODES = tuple(f"B00000000000000A{n}" for n in "123")


def with_three_offers():
    """In the first round of their negotiation."""
    tender = registered(GOVERNMENT_PROCUREMENT, "竞争性谈判", "NEGOTIATED_ROUNDS")
    tender.do(*ANNOUNCES)
    for code, party in zip(CODES, (B1, B2, B3), strict=True):
        tender.do(RegisterParty(party=party, name=party, **UNKNOWN), Post("C-OPS"), BEGINS)
        tender.do(bid(code, party, PRICE), CLOCK, BEGINS)
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    tender.do(STARTS, AGENCY, OPENING)
    return tender


def test_what_an_opening_answers_never_tells_how_many_offered_when_a_round_could_still_follow():
    """Said two, and three were handed in: it is opened, with all of them."""
    tender = with_three_offers()
    (opened,) = tender.do(OpenBids(lot=LOT, bidders=2, bids=CODES), CLOCK, ROUND)
    assert (opened.bidders, opened.counted) == (3, 3)


def test_who_left_since_its_bid_was_looked_up_is_not_opened_and_named_by_no_answer():
    tender = with_three_offers()
    leaves = WithdrawBid(
        bid=CODES[1], lot=LOT, party=B2, document="退出函", evidence=TEXT, deposit=None
    )
    tender.do(leaves, CLOCK, ROUND)
    (opened,) = tender.do(OpenBids(lot=LOT, bidders=1, bids=CODES), CLOCK, ROUND)
    assert (opened.bidders, opened.counted) == (2, 2)
    assert opened.bids == (CODES[0], CODES[2])


def test_while_it_stands_still_no_round_ends_and_then_the_rest_of_its_time_runs():
    tender = negotiated("竞争性谈判", "NEGOTIATED_ROUNDS")
    stops = SuspendProcedure(lot=LOT, until=None, document=TEXT)
    tender.do(stops, OWNER, OPENING + A_DAY)
    closes = CloseRound(lot=LOT, until=ROUND + 9 * A_DAY)
    refused(tender.ask(closes, AGENCY, ROUND), "lot.suspended")
    goes_on = ResumeProcedure(lot=LOT, case=None, document=TEXT)
    tender.do(goes_on, OWNER, OPENING + 4 * A_DAY)
    assert tender.lot.opening_at == ROUND + 3 * A_DAY
    refused(tender.ask(closes, AGENCY, ROUND), "lot.too_early")
