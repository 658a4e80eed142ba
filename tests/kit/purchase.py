"""A purchase by open tender (政府采购): the steps of its lot, and the rules that came as a file."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.categories.government_procurement import GOVERNMENT_PROCUREMENT
from domain.governance.state import Law, Pack
from domain.kernel import Command, Post
from domain.lot.announce import AnnounceLot
from domain.lot.award import AwardLot, SignContract
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import OpenBids
from domain.lot.documents import CloseDocumentSale, IssueDocuments, PassBidDeadline
from domain.lot.evaluation import RecordEvaluation
from domain.lot.publish import PublishResult
from domain.money import yuan
from domain.packs.written import written
from tests.kit import tendering
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.tendering import AGENCY, B1, B2, B3, LOT, OWNER, TEXT, Steps, Tender
from tests.kit.till import at

PACK = Pack(written(GOVERNMENT_PROCUREMENT), 1, date(2026, 1, 1))
LAW = Law(FIXTURE, packs=(PACK,))
BUDGET, DEPOSIT, PRICE = yuan("8,000,000.00"), yuan("160,000.00"), yuan("7,650,000.00")
CANDIDATES = (B2, B1, B3)
BEGINS = at(date(2026, 3, 17), 10)
UNTIL = at(date(2026, 3, 24), 17)
DEADLINE, OPENING = at(date(2026, 4, 7), 17), at(date(2026, 4, 8), 9, 30)
AWARDED, SIGNED = at(date(2026, 4, 10), 10), at(date(2026, 4, 20), 10)

_PROJECT, _PROCEDURE, _LOT = (asked for asked, _, _ in tendering.REGISTERED)
_OWN: dict[str, Any] = {
    "estimate_fen": BUDGET,
    "deposit_fen": DEPOSIT,
    "deposit_deadline": DEADLINE,
    "opening_at": OPENING,
    "basic_account": False,
}
REGISTERED: Steps = (
    (replace(_PROJECT, title="医疗设备采购"), OWNER, at(date(2026, 3, 17), 9)),
    (replace(_PROCEDURE, category="GOV_PROCUREMENT"), AGENCY, at(date(2026, 3, 17), 9, 5)),
    (replace(_LOT, title="包1", **_OWN), AGENCY, at(date(2026, 3, 17), 9, 10)),
)
STEPS: Steps = (
    (AnnounceLot(lot=LOT, media=("中国政府采购网",), text=TEXT), AGENCY, BEGINS),
    (IssueDocuments(lot=LOT, until=UNTIL, text=TEXT), AGENCY, BEGINS),
    (CloseDocumentSale(lot=LOT, deadline=UNTIL), Post("PLATFORM"), UNTIL),
    (PassDepositDeadline(lot=LOT, deadline=DEADLINE), Post("PLATFORM"), DEADLINE),
    (PassBidDeadline(lot=LOT, deadline=OPENING), Post("PLATFORM"), OPENING),
    (OpenBids(lot=LOT, bidders=3), Post("PLATFORM"), OPENING),
    (
        RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES, on_paper=CANDIDATES),
        Post("PLATFORM"),
        at(date(2026, 4, 9), 16),
    ),
    (AwardLot(lot=LOT, winner=B2, price_fen=PRICE), OWNER, AWARDED),
    (PublishResult(lot=LOT, media=("中国政府采购网",), text=TEXT), AGENCY, AWARDED),
    (SignContract(lot=LOT, signed_on=SIGNED.date(), price_fen=PRICE), OWNER, SIGNED),
)


def purchase(steps: int = 0) -> Tender:
    """A purchase of which so many steps are done."""
    return Tender(steps, LAW, REGISTERED, STEPS)


def asked_at(command: type[Command]) -> int:
    """How many steps come before this one."""
    return next(n for n, (asked, _, _) in enumerate(STEPS) if type(asked) is command)
