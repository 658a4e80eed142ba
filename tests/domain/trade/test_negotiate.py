"""A negotiation: offers take the place of first responses, sealed until the last round is over."""

import re
from dataclasses import replace

from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.desk.withdraw_bid import RevokeBid
from domain.governance.state import Assignment
from domain.kernel import Post, StreamId
from domain.lot.compete import OpenBids
from domain.lot.suspend import SuspendProcedure
from domain.party.enrol import RegisterParty
from domain.trade.negotiate import CloseRound
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
from tests.kit.tendering import AGENCY, B1, B2, LOT, OWNER, TEXT


def test_offers_take_the_place_of_first_responses_and_nobody_joins_late():
    """Sealed all the time; the owner may close a round and let another go on."""
    tender = registered(GOVERNMENT_PROCUREMENT, "竞争性谈判", "NEGOTIATED_ROUNDS")
    for party in (B1, B2):
        tender.do(RegisterParty(party=party, name=party, **UNKNOWN), Post("C-OPS"), BEGINS)
    tender.do(*ANNOUNCES)
    tender.do(bid(FIRST, B1, PRICE), CLOCK, BEGINS)
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    refused(tender.ask(bid(FIRST, B1, PRICE - 1), CLOCK, OPENING), "lot.too_late")
    refused(tender.ask(OpenBids(lot=LOT, bidders=3), OWNER, OPENING), "lot.not_yet_done")
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


def test_who_leaves_before_the_round_is_over_withdraws_and_does_not_revoke():
    """A supplier may leave until its last offer is due, and has its deposit back (74号令 34)."""
    tender = registered(GOVERNMENT_PROCUREMENT, "竞争性谈判", "NEGOTIATED_ROUNDS")
    tender.do(RegisterParty(party=B1, name=B1, **UNKNOWN), Post("C-OPS"), BEGINS)
    tender.do(*ANNOUNCES)
    tender.do(bid(FIRST, B1, PRICE), CLOCK, BEGINS)
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    tender.do(STARTS, AGENCY, OPENING)
    leaves = RevokeBid(bid=FIRST, lot=LOT, party=B1, document="退出函", evidence=TEXT)
    refused(tender.ask(leaves, CLOCK, ROUND - A_DAY), "bid.too_early")
    assert tender.do(leaves, CLOCK, ROUND)


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
