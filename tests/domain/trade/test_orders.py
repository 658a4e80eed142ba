"""One kind of trade, several orders: each method of it has its own, by the rules' data alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.ascending import Rung
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.desk.arrange import ArrangeSession
from domain.governance.state import Law, Pack
from domain.kernel import Post, Rejected
from domain.lot.announce import AnnounceLot
from domain.lot.award import AwardLot, ConfirmTransaction
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import OpenBids
from domain.lot.disclose import CloseDisclosure
from domain.lot.documents import CloseDocumentSale, IssueDocuments, PassBidDeadline
from domain.lot.evaluation import RecordEvaluation
from domain.packs.written import written
from domain.phases import Phase
from domain.trade.draw_panel import DrawPanel
from domain.trade.register_lot import RegisterLot
from tests.kit import purchase
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.sentences import hear
from tests.kit.tendering import AGENCY, B1, B2, B3, B4, LAW, LOT, OWNER, TEXT, Tender
from tests.kit.till import at

CLOCK = Post("PLATFORM")
BEGINS = purchase.BEGINS
UNTIL, DEADLINE, OPENING = (at(date(2026, 3, day), 17) for day in (20, 25, 26))
PRICE = purchase.PRICE
CANDIDATES = (B2, B1, B3)
OPEN = "公开招标"
PURCHASES = (
    ("询价", "SEALED_LOWEST", 3),
    ("竞争性谈判", "NEGOTIATED_ROUNDS", 3),
    ("竞争性磋商", "NEGOTIATED_ROUNDS", 3),
    ("单一来源", "SINGLE_SOURCE", 1),
)
"""What is no tender: its method, its protocol, how many must compete."""


def law_of(category):
    """The rules of a kind, and the experts who may be drawn."""
    pack = Pack(written(category), 1, date(2026, 1, 1))
    return Law(FIXTURE, packs=(pack,), assignments=LAW.assignments)


def registered(category, method, protocol, **lot):
    """A lot of a procedure of this method."""
    (project, *first), (procedure, *then), (asked, *last) = purchase.REGISTERED
    how = {"category": category.code, "method": method, "protocol": protocol}
    times = {"deposit_deadline": DEADLINE, "opening_at": OPENING}
    steps = (
        (project, *first),
        (replace(procedure, **how), *then),
        (replace(asked, **times | lot), *last),
    )
    return Tender(law=law_of(category), registered=steps)


def till_bids_are_in(tender):
    """Announced, its documents issued for four days; then the clock."""
    for asked, by, when in (
        (AnnounceLot(lot=LOT, media=("省平台",), text=TEXT), AGENCY, BEGINS),
        (IssueDocuments(lot=LOT, until=UNTIL, text=TEXT), AGENCY, BEGINS),
        (CloseDocumentSale(lot=LOT, deadline=UNTIL), CLOCK, UNTIL),
        (PassDepositDeadline(lot=LOT, deadline=DEADLINE), CLOCK, DEADLINE),
        (PassBidDeadline(lot=LOT, deadline=OPENING), CLOCK, OPENING),
    ):
        tender.do(asked, by, when)
    return tender


def judged(tender, bidders=3, experts=5):
    """Opened, and a panel put candidates forward."""
    tender.do(OpenBids(lot=LOT, bidders=bidders), OWNER, OPENING)
    draws = DrawPanel(lot=LOT, experts=experts, representatives=(), avoid=(), seed="5e" * 32)
    tender.do(draws, CLOCK, OPENING)
    report = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES[:bidders])
    tender.do(report, CLOCK, OPENING + timedelta(hours=2))
    return tender


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


@pytest.mark.parametrize(("method", "protocol", "least"), PURCHASES)
def test_what_is_no_tender_goes_from_its_documents_to_its_award(method, protocol, least):
    """In days, where a tender takes twenty; opened with as many as its order asks for."""
    tender = till_bids_are_in(registered(GOVERNMENT_PROCUREMENT, method, protocol))
    few = OpenBids(lot=LOT, bidders=least - 1)
    refused(tender.ask(few, OWNER, OPENING), "lot.too_few_bidders")
    judged(tender, bidders=least)
    award = AwardLot(lot=LOT, winner=B2, price_fen=PRICE)
    tender.do(award, OWNER, OPENING + timedelta(days=1))
    assert tender.lot.phase is Phase.AWARDED


def test_a_tender_keeps_the_terms_of_a_tender():
    """Four days of documents are too few (GP-03)."""
    tender = registered(GOVERNMENT_PROCUREMENT, OPEN, "SEALED_SCORED")
    tender.do(AnnounceLot(lot=LOT, media=("省平台",), text=TEXT), AGENCY, BEGINS)
    short = IssueDocuments(lot=LOT, until=UNTIL, text=TEXT)
    refused(tender.ask(short, AGENCY, BEGINS), "lot.term_too_short")


def test_before_their_time_nobody_opens_what_was_handed_in_by_whatever_method():
    for method, protocol, least in PURCHASES:
        tender = till_bids_are_in(registered(GOVERNMENT_PROCUREMENT, method, protocol))
        early = OPENING - timedelta(seconds=1)
        refused(tender.ask(OpenBids(lot=LOT, bidders=least), OWNER, early), "lot.too_early")


@pytest.mark.parametrize(
    ("method", "protocol", "experts", "rule"),
    [
        ("询价", "SEALED_LOWEST", 2, "panel.too_small"),
        ("竞争性谈判", "NEGOTIATED_ROUNDS", 4, "panel.even"),
    ],
)
def test_a_panel_is_as_the_row_of_its_method_has_it(method, protocol, experts, rule):
    tender = till_bids_are_in(registered(GOVERNMENT_PROCUREMENT, method, protocol))
    tender.do(OpenBids(lot=LOT, bidders=3), OWNER, OPENING)
    draws = DrawPanel(lot=LOT, experts=experts, representatives=(), avoid=(), seed="5e" * 32)
    refused(tender.ask(draws, CLOCK, OPENING), rule)
    report = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES)
    refused(tender.ask(report, CLOCK, OPENING), "panel.not_drawn")


def test_land_by_tender_is_judged_and_sold_to_a_candidate():
    tender = registered(LAND, OPEN, "SEALED_SCORED")
    judged(till_bids_are_in(tender))
    sold = ConfirmTransaction(lot=LOT, winner=B4, price_fen=purchase.BUDGET)
    later = OPENING + timedelta(days=1)
    refused(tender.ask(sold, OWNER, later), "lot.no_candidate")
    tender.do(replace(sold, winner=B1), OWNER, later)
    assert tender.lot.phase is Phase.AWARDED


def test_property_by_sealed_bids_is_opened_once_its_disclosure_is_over_and_never_agreed():
    tender = registered(STATE_PROPERTY, "网络竞价", "SEALED_SCORED")
    tender.do(AnnounceLot(lot=LOT, media=("省平台",), text=TEXT), AGENCY, BEGINS)
    tender.do(PassDepositDeadline(lot=LOT, deadline=DEADLINE), CLOCK, DEADLINE)
    opens = OpenBids(lot=LOT, bidders=1)
    refused(tender.ask(opens, OWNER, OPENING), "lot.not_yet_done")
    tender.do(CloseDisclosure(lot=LOT, ends_at=DEADLINE), Post("C-OPS"), DEADLINE)
    sold = ConfirmTransaction(lot=LOT, winner=B2, price_fen=purchase.BUDGET)
    refused(tender.ask(sold, OWNER, OPENING), "lot.wrong_phase")
    judged(tender, bidders=1)
    tender.do(sold, OWNER, OPENING + timedelta(days=1))
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
