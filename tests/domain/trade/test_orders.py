"""One kind of trade, several orders: each method of it has its own, by the rules' data alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ascending import Rung
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.desk.arrange import ArrangeSession
from domain.kernel import Post
from domain.lot.award import AwardLot, ConfirmTransaction
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import OpenBids
from domain.lot.disclose import CloseDisclosure
from domain.lot.documents import IssueDocuments
from domain.lot.evaluation import RecordEvaluation
from domain.phases import Phase
from domain.trade.invite import METHOD, IssueInvitations
from domain.trade.register_lot import RegisterLot
from tests.kit import purchase
from tests.kit.ordering import (
    A_DAY,
    ANNOUNCES,
    BEGINS,
    CANDIDATES,
    CLOCK,
    DEADLINE,
    OPEN,
    OPENING,
    PRICE,
    PURCHASES,
    STARTS,
    UNTIL,
    competing,
    draws,
    judged,
    refused,
    registered,
    till_bids_are_in,
)
from tests.kit.tendering import AGENCY, B1, B2, B4, LOT, OWNER, PROCEDURE, TEXT


@pytest.mark.parametrize(("method", "protocol"), PURCHASES)
def test_what_is_no_tender_goes_from_its_documents_to_its_award(method, protocol):
    """In days, where a tender takes twenty; opened with one, as no verified text asks for more."""
    tender = competing(method, protocol)
    few, opening = OpenBids(lot=LOT, bidders=0), tender.lot.opening_at
    refused(tender.ask(few, CLOCK, opening), "lot.too_few_bidders")
    judged(tender, bidders=1)
    award = AwardLot(lot=LOT, winner=B2, price_fen=PRICE)
    tender.do(award, OWNER, opening + A_DAY)
    assert tender.lot.phase is Phase.AWARDED


def test_a_tender_keeps_the_terms_of_a_tender():
    """Four days of documents are too few (GP-03)."""
    tender = registered(GOVERNMENT_PROCUREMENT, OPEN, "SEALED_SCORED")
    tender.do(*ANNOUNCES)
    short = IssueDocuments(lot=LOT, until=UNTIL, text=TEXT)
    refused(tender.ask(short, AGENCY, BEGINS), "lot.term_too_short")


def test_before_their_time_nobody_opens_what_was_handed_in_by_whatever_method():
    for method, protocol in PURCHASES:
        tender = competing(method, protocol)
        early = tender.lot.opening_at - timedelta(seconds=1)
        opens = OpenBids(lot=LOT, bidders=3)
        refused(tender.ask(opens, CLOCK, early), "lot.too_early")


@pytest.mark.parametrize(
    ("method", "protocol", "experts", "rule"),
    [
        ("询价", "SEALED_LOWEST", 2, "panel.too_small"),
        ("竞争性谈判", "NEGOTIATED_ROUNDS", 4, "panel.even"),
    ],
)
def test_a_panel_is_as_the_row_of_its_method_has_it(method, protocol, experts, rule):
    tender = till_bids_are_in(registered(GOVERNMENT_PROCUREMENT, method, protocol))
    refused(tender.ask(draws(experts), CLOCK, OPENING), rule)
    if protocol == "NEGOTIATED_ROUNDS":
        refused(tender.ask(STARTS, AGENCY, OPENING), "panel.not_drawn")
        return
    tender.do(OpenBids(lot=LOT, bidders=3), CLOCK, OPENING)
    report = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES, on_paper=CANDIDATES)
    refused(tender.ask(report, CLOCK, OPENING), "panel.not_drawn")


def test_land_by_tender_is_judged_and_sold_to_a_candidate():
    tender = registered(LAND, OPEN, "SEALED_SCORED")
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    judged(tender, bidders=2)
    sold = ConfirmTransaction(lot=LOT, winner=B4, price_fen=purchase.BUDGET)
    later = OPENING + A_DAY
    refused(tender.ask(sold, OWNER, later), "lot.no_candidate")
    tender.do(replace(sold, winner=B1), OWNER, later)
    assert tender.lot.phase is Phase.AWARDED


def test_property_by_sealed_bids_is_opened_once_its_disclosure_is_over_and_never_agreed():
    tender = registered(STATE_PROPERTY, "网络竞价", "SEALED_SCORED")
    tender.do(*ANNOUNCES)
    tender.do(PassDepositDeadline(lot=LOT, deadline=DEADLINE), CLOCK, DEADLINE)
    opens = OpenBids(lot=LOT, bidders=1)
    refused(tender.ask(opens, CLOCK, OPENING), "lot.not_yet_done")
    tender.do(CloseDisclosure(lot=LOT, ends_at=DEADLINE), Post("C-OPS"), DEADLINE)
    sold = ConfirmTransaction(lot=LOT, winner=B2, price_fen=purchase.BUDGET)
    refused(tender.ask(sold, OWNER, OPENING), "lot.wrong_phase")
    tender.do(draws(5), CLOCK, OPENING)
    judged(tender, bidders=1)
    tender.do(sold, OWNER, OPENING + A_DAY)
    assert tender.lot.phase is Phase.AWARDED


def test_a_lot_has_its_order_by_its_method_and_not_by_its_registrars_word():
    """Else a tender with one bidder would be opened as a purchase from a single source."""
    tender = registered(GOVERNMENT_PROCUREMENT, OPEN, "SEALED_SCORED")
    asked = next(one for one, _, _ in purchase.REGISTERED if isinstance(one, RegisterLot))
    other = replace(asked, lot="A-2", scopes=("SINGLE_SOURCE",))
    refused(tender.ask(other, AGENCY, BEGINS), "lot.unknown_scope")


def test_a_refusal_says_of_which_order_the_lot_is():
    tender = registered(LAND, OPEN, "SEALED_SCORED")
    arranged = ArrangeSession(
        lot=LOT,
        session=1,
        protocol="ASCENDING",
        start_fen=purchase.BUDGET,
        steps=(Rung(from_fen=0, step_fen=1),),
        listing_from=None,
        free_s=0,
        countdown_s=240,
        reserve_fen=None,
    )
    answer = tender.ask(arranged, OWNER, BEGINS)
    refused(answer, "lot.wrong_procedure")
    assert answer.detail == "no lot of LAND TENDER has SessionArranged"


def test_a_purchase_by_invitation_is_a_tender_to_which_some_are_invited():
    tender = registered(GOVERNMENT_PROCUREMENT, METHOD, "SEALED_SCORED")
    assert tender.lot.scopes == ("INVITED", "TENDER")
    invited = IssueInvitations(lot=LOT, procedure=PROCEDURE, invitees=CANDIDATES, text=TEXT)
    tender.do(invited, AGENCY, BEGINS)
    assert tender.lot.phase is Phase.ANNOUNCED
    other = registered(GOVERNMENT_PROCUREMENT, "竞争性谈判", "NEGOTIATED_ROUNDS")
    refused(other.ask(invited, AGENCY, BEGINS), "lot.wrong_procedure")
