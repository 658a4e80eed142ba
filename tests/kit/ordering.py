"""Lots by the orders of their methods, in memory: registered, bid for, negotiated, judged."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.categories.category import Category
from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.governance.state import Law, Pack
from domain.kernel import Command, Decision, Post, Rejected, StreamId
from domain.lot.announce import AnnounceLot
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import OpenBids
from domain.lot.documents import CloseDocumentSale, IssueDocuments, PassBidDeadline
from domain.lot.evaluation import RecordEvaluation
from domain.lowest import Judged
from domain.packs.written import written
from domain.trade.draw_panel import DrawPanel
from domain.trade.evaluate_prices import EvaluatePrices
from domain.trade.negotiate import StartNegotiation
from domain.trade.submit_bid import SubmitBid
from tests.kit import purchase
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.sentences import hear
from tests.kit.tendering import AGENCY, B1, B2, B3, LAW, LOT, TEXT, Tender
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
    ("竞争性谈判", "NEGOTIATED_ROUNDS"),
    ("竞争性磋商", "NEGOTIATED_ROUNDS"),
    ("单一来源", "SINGLE_SOURCE"),
)
PURCHASES = (("询价", "SEALED_LOWEST"), *NEGOTIATED)
"""What is no tender: its method, its protocol. That too few offer warns alone (74号令, unread)."""


def law_of(category: Category) -> Law:
    """The rules of a kind, and the experts who may be drawn."""
    pack = Pack(written(category), 1, date(2026, 1, 1))
    return Law(FIXTURE, packs=(pack,), assignments=LAW.assignments)


def disclosed_all(category: Category) -> Category:
    """As packs were published, whose row extended the disclosure of all lots of their kind."""
    rows = (
        replace(row, scope="") if row.subject == "disclosure.extension" else row
        for row in category.rules
    )
    return replace(category, rules=tuple(rows))


ANNOUNCES = (AnnounceLot(lot=LOT, media=("省平台",), text=TEXT), AGENCY, BEGINS)


def registered(category: Category, method: str, protocol: str, **lot: Any) -> Tender:
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


def asks_for_none(tender: Tender) -> Tender:
    """Its lot asks for no deposit: of property, it was defined before decision 72."""
    lot = tender.lot
    none = replace(lot, defined=replace(lot.defined, deposit_fen=0))
    tender.memory.states[StreamId("lot", LOT)] = none
    return tender


def till_bids_are_in(tender: Tender) -> Tender:
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


def negotiated(method: str, protocol: str) -> Tender:
    """A panel negotiates with whoever responded, for two days."""
    tender = till_bids_are_in(registered(GOVERNMENT_PROCUREMENT, method, protocol))
    tender.do(draws(5), CLOCK, OPENING)
    tender.do(STARTS, AGENCY, OPENING)
    return tender


def competing(method: str, protocol: str) -> Tender:
    """What came is about to be opened."""
    if protocol != "SEALED_LOWEST":
        return negotiated(method, protocol)
    tender = till_bids_are_in(registered(GOVERNMENT_PROCUREMENT, method, protocol))
    tender.do(draws(5), CLOCK, OPENING)
    return tender


def judged(tender: Tender, bidders: int = 3) -> Tender:
    """Opened at its time, and the panel put candidates forward."""
    opening = tender.lot.opening_at
    assert opening is not None, "a lot that is open has its times"
    tender.do(OpenBids(lot=LOT, bidders=bidders), CLOCK, opening)
    names = CANDIDATES[:bidders]
    report: Command = RecordEvaluation(lot=LOT, report=TEXT, candidates=names, on_paper=names)
    if "LOWEST" in tender.lot.scopes:
        found = tuple(counts(party, PRICE + n) for n, party in enumerate(names))
        report = EvaluatePrices(lot=LOT, report=TEXT, judged=found, on_paper=names)
    tender.do(report, CLOCK, opening + timedelta(hours=2))
    return tender


def counts(party: str, fen: int, worth: int | None = None) -> Judged:
    """A bid that is not rejected, worth what it names unless told."""
    evaluated = fen if worth is None else worth
    return Judged(party=party, price_fen=fen, evaluated_fen=evaluated, ground=None, reasons=None)


def draws(experts: int) -> DrawPanel:
    """A panel of so many."""
    return DrawPanel(lot=LOT, experts=experts, representatives=(), avoid=(), seed="5e" * 32)


def refused(decision: Decision, rule: str) -> None:
    """By this rule, in a sentence that is known of it."""
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


UNKNOWN = {"basic_account": None, "basic_bank": None}
FIRST, SECOND = "B00000000000000A1", "B00000000000000A2"


def bid(code: str, party: str, price: int) -> SubmitBid:
    """What a party hands in."""
    return SubmitBid(bid=code, lot=LOT, party=party, file=TEXT, price_fen=price, deposit=None)
