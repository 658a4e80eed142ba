"""A construction tender by the engine, in memory: its rules published, one lot, its clock told."""

from datetime import date
from typing import Any

from domain.categories.construction import CONSTRUCTION
from domain.governance.assigned import Assignment
from domain.governance.state import Law, Pack
from domain.kernel import Command, Decision, Event, Post, Rejected, StreamId
from domain.lot.announce import AnnounceLot
from domain.lot.award import AwardLot, SignContract
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import OpenBids
from domain.lot.documents import CloseDocumentSale, IssueDocuments, PassBidDeadline
from domain.lot.evaluation import PubliciseCandidates, RecordEvaluation
from domain.lot.state import Lot
from domain.money import yuan
from domain.packs.written import written
from domain.project.register import RegisterProject
from domain.trade.draw_panel import DrawPanel
from domain.trade.register_lot import RegisterLot
from domain.trade.register_procedure import RegisterProcedure
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.story import MAKER, Memory
from tests.kit.till import at

OWNER, AGENCY = Post("OWNER", "住建局"), Post("AGENCY", "甲代理")
PROJECT, PROCEDURE = "A35060000000100", "A35060000000100101"
LOT = "A3506000001000001001001"
TEXT = "ab" * 32
B1, B2, B3, B4 = (f"N00000000000000B{n}" for n in "1234")
CANDIDATES = (B3, B2, B1)
PRICE = yuan("38,200,000.00")
PACK = Pack(written(CONSTRUCTION), 1, date(2026, 1, 1))
EXPERTS = (MAKER, *(f"N00000000000000E{n}" for n in "1234"))
"""Who may be drawn: just as many as a panel must have. The first asks, where nobody else does."""
LAW = Law(
    FIXTURE,
    packs=(PACK,),
    assignments=tuple(
        Assignment(one, Post("EXPERT", "专家库"), at(date(2026, 1, 1), 9), None) for one in EXPERTS
    ),
)
DEADLINE, OPENING = at(date(2026, 3, 24), 17), at(date(2026, 3, 25), 9, 30)
UNTIL = at(date(2026, 3, 9), 17)

REGISTERED: tuple[tuple[Command, Post, Any], ...] = (
    (
        RegisterProject(
            project=PROJECT,
            title="市政道路工程",
            owner=OWNER.organisation,
            region="350602",
            agencies=(AGENCY.organisation,),
            approval="漳发改〔2026〕1号",
            evidence=TEXT,
        ),
        OWNER,
        at(date(2026, 3, 2), 9),
    ),
    (
        RegisterProcedure(
            procedure=PROCEDURE,
            project=PROJECT,
            title="市政道路工程施工",
            category="CONSTRUCTION",
            method="公开招标",
            protocol="SEALED_SCORED",
            agency=AGENCY.organisation,
            validity_days=90,
        ),
        AGENCY,
        at(date(2026, 3, 2), 9, 5),
    ),
    (
        RegisterLot(
            lot=LOT,
            procedure=PROCEDURE,
            title="A1标段",
            estimate_fen=yuan("40,000,000.00"),
            deposit_fen=yuan("800,000.00"),
            deposit_deadline=DEADLINE,
            opening_at=OPENING,
            basic_account=True,
        ),
        AGENCY,
        at(date(2026, 3, 2), 9, 10),
    ),
)
"""Project, procedure and lot (scenario A, rows 1 to 3): what is asked, by whom, when."""

STEPS: tuple[tuple[Command, Post, Any], ...] = (
    (AnnounceLot(lot=LOT, media=("省平台",), text=TEXT), AGENCY, at(date(2026, 3, 2), 10)),
    (IssueDocuments(lot=LOT, until=UNTIL, text=TEXT), AGENCY, at(date(2026, 3, 2), 10)),
    (CloseDocumentSale(lot=LOT, deadline=UNTIL), Post("PLATFORM"), UNTIL),
    (PassDepositDeadline(lot=LOT, deadline=DEADLINE), Post("PLATFORM"), DEADLINE),
    (PassBidDeadline(lot=LOT, deadline=OPENING), Post("PLATFORM"), OPENING),
    (OpenBids(lot=LOT, bidders=4), Post("PLATFORM"), OPENING),
    (
        RecordEvaluation(lot=LOT, report=TEXT, candidates=CANDIDATES, on_paper=CANDIDATES),
        Post("PLATFORM"),
        at(date(2026, 3, 26), 16),
    ),
    (
        PubliciseCandidates(lot=LOT, until=date(2026, 3, 30), candidates=CANDIDATES),
        OWNER,
        at(date(2026, 3, 27), 10),
    ),
    (AwardLot(lot=LOT, winner=B3, price_fen=PRICE), OWNER, at(date(2026, 3, 31), 9)),
    (
        SignContract(lot=LOT, signed_on=date(2026, 4, 20), price_fen=PRICE),
        OWNER,
        at(date(2026, 4, 20), 10),
    ),
)
"""The lot's life to its contract, each step when it may be (scenario A)."""

DRAWS = DrawPanel(lot=LOT, experts=5, representatives=(), avoid=(), seed="5e" * 32)
OPENS = 5
"""The step by which bids are opened: the panel is drawn right after it."""


type Steps = tuple[tuple[Command, Post, Any], ...]
"""What is asked, by whom, when."""


class Tender:
    """All that is asked of one lot."""

    def __init__(
        self,
        steps: int = 0,
        law: Law = LAW,
        registered: Steps = REGISTERED,
        life: Steps = STEPS,
    ) -> None:
        """Registered, and the first so many steps done."""
        self.memory, self.law = Memory(), law
        for asked, by, when in (*registered, *life[:steps]):
            self.do(asked, by, when)
            if asked is STEPS[OPENS][0]:
                self.do(DRAWS, Post("PLATFORM"), when)

    def ask(self, asked: Command, by: Post, when: Any) -> Decision:
        """The decision."""
        return self.memory.ask(asked, by, at=when, law=self.law)

    def do(self, asked: Command, by: Post, when: Any) -> tuple[Event, ...]:
        """What was said; a refusal is an error."""
        decided = self.ask(asked, by, when)
        assert not isinstance(decided, Rejected), decided
        return tuple(getattr(said, "event", said) for said in decided)

    @property
    def lot(self) -> Lot:
        """The lot as it stands."""
        state = self.memory.of(StreamId("lot", LOT))
        assert isinstance(state, Lot)
        return state
