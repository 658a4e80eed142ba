"""One kind of trade, several orders: each method of it has its own, by the rules' data alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.ascending import Rung
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.categories.land import LAND
from domain.categories.state_property import STATE_PROPERTY
from domain.desk.arrange import ArrangeSession
from domain.desk.withdraw_bid import RevokeBid
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
from domain.party.enrol import RegisterParty
from domain.permissions import may
from domain.phases import Phase
from domain.trade.compare import BELOW, CompareOffers
from domain.trade.draw_panel import DrawPanel
from domain.trade.invite import METHOD, IssueInvitations
from domain.trade.negotiate import CloseRound, StartNegotiation
from domain.trade.register_lot import RegisterLot
from domain.trade.submit_bid import SubmitBid
from tests.kit import purchase
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.sentences import hear
from tests.kit.story import asked as asked_by
from tests.kit.tendering import AGENCY, B1, B2, B3, B4, LAW, LOT, OWNER, PROCEDURE, TEXT, Tender
from tests.kit.till import at

CLOCK = Post("PLATFORM")
BEGINS = purchase.BEGINS
UNTIL, DEADLINE, OPENING = (at(date(2026, 3, day), 17) for day in (20, 25, 26))
PRICE = purchase.PRICE
A_DAY = timedelta(days=1)
ROUND = OPENING + 2 * A_DAY
STARTS = StartNegotiation(lot=LOT, until=ROUND)
CANDIDATES = (B2, B1, B3)
OPEN = "公开招标"
NEGOTIATED = (
    ("竞争性谈判", "NEGOTIATED_ROUNDS", 3),
    ("竞争性磋商", "NEGOTIATED_ROUNDS", 3),
    ("单一来源", "SINGLE_SOURCE", 1),
)
PURCHASES = (("询价", "SEALED_LOWEST", 3), *NEGOTIATED)
"""What is no tender: its method, its protocol, how many must compete."""


def law_of(category):
    """The rules of a kind, and the experts who may be drawn."""
    pack = Pack(written(category), 1, date(2026, 1, 1))
    return Law(FIXTURE, packs=(pack,), assignments=LAW.assignments)


ANNOUNCES = (AnnounceLot(lot=LOT, media=("省平台",), text=TEXT), AGENCY, BEGINS)


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
        ANNOUNCES,
        (IssueDocuments(lot=LOT, until=UNTIL, text=TEXT), AGENCY, BEGINS),
        (CloseDocumentSale(lot=LOT, deadline=UNTIL), CLOCK, UNTIL),
        (PassDepositDeadline(lot=LOT, deadline=DEADLINE), CLOCK, DEADLINE),
        (PassBidDeadline(lot=LOT, deadline=OPENING), CLOCK, OPENING),
    ):
        tender.do(asked, by, when)
    return tender


def negotiated(method, protocol):
    """A panel negotiates with whoever responded, for two days."""
    tender = till_bids_are_in(registered(GOVERNMENT_PROCUREMENT, method, protocol))
    tender.do(draws(5), CLOCK, OPENING)
    tender.do(STARTS, AGENCY, OPENING)
    return tender


def competing(method, protocol):
    """What came is about to be opened."""
    if protocol != "SEALED_LOWEST":
        return negotiated(method, protocol)
    tender = till_bids_are_in(registered(GOVERNMENT_PROCUREMENT, method, protocol))
    tender.do(draws(5), CLOCK, OPENING)
    return tender


def judged(tender, bidders=3):
    """Opened at its time, and the panel put candidates forward."""
    opening = tender.lot.opening_at
    tender.do(OpenBids(lot=LOT, bidders=bidders), OWNER, opening)
    report = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES[:bidders])
    tender.do(report, CLOCK, opening + timedelta(hours=2))
    return tender


def draws(experts):
    return DrawPanel(lot=LOT, experts=experts, representatives=(), avoid=(), seed="5e" * 32)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


@pytest.mark.parametrize(("method", "protocol", "least"), PURCHASES)
def test_what_is_no_tender_goes_from_its_documents_to_its_award(method, protocol, least):
    """In days, where a tender takes twenty; opened with as many as its order asks for."""
    tender = competing(method, protocol)
    few, opening = OpenBids(lot=LOT, bidders=least - 1), tender.lot.opening_at
    refused(tender.ask(few, OWNER, opening), "lot.too_few_bidders")
    judged(tender, bidders=least)
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
    for method, protocol, least in PURCHASES:
        tender = competing(method, protocol)
        early = tender.lot.opening_at - timedelta(seconds=1)
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
    refused(tender.ask(draws(experts), CLOCK, OPENING), rule)
    if protocol == "NEGOTIATED_ROUNDS":
        refused(tender.ask(STARTS, AGENCY, OPENING), "panel.not_drawn")
        return
    tender.do(OpenBids(lot=LOT, bidders=3), OWNER, OPENING)
    report = RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES)
    refused(tender.ask(report, CLOCK, OPENING), "panel.not_drawn")


def test_land_by_tender_is_judged_and_sold_to_a_candidate():
    tender = registered(LAND, OPEN, "SEALED_SCORED")
    till_bids_are_in(tender).do(draws(5), CLOCK, OPENING)
    judged(tender)
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
    refused(tender.ask(opens, OWNER, OPENING), "lot.not_yet_done")
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


UNKNOWN = {"basic_account": None, "basic_bank": None}
FIRST, SECOND = "B00000000000000A1", "B00000000000000A2"


def bid(code, party, price):
    return SubmitBid(bid=code, lot=LOT, party=party, file=TEXT, price_fen=price, deposit=None)


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


def test_a_purchase_by_invitation_is_a_tender_to_which_some_are_invited():
    tender = registered(GOVERNMENT_PROCUREMENT, METHOD, "SEALED_SCORED")
    assert tender.lot.scopes == ("INVITED", "TENDER")
    invited = IssueInvitations(lot=LOT, procedure=PROCEDURE, invitees=CANDIDATES, text=TEXT)
    tender.do(invited, AGENCY, BEGINS)
    assert tender.lot.phase is Phase.ANNOUNCED
    other = registered(GOVERNMENT_PROCUREMENT, "竞争性谈判", "NEGOTIATED_ROUNDS")
    refused(other.ask(invited, AGENCY, BEGINS), "lot.wrong_procedure")
