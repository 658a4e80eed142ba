"""Disputes of scenario A: B4 objects to the result of a lot, then complains (REFERENCE 8.1)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from domain.calendar import BEIJING, Unit
from domain.deposit.events import DepositRequired
from domain.dispute.events import (
    CaseHoldOrdered,
    ComplaintAccepted,
    ComplaintDecided,
    ComplaintReceived,
    ObjectionAnswered,
)
from domain.dispute.filed import ComplaintFiled, Filer, ObjectionFiled
from domain.dispute.words import Conclusion, Matter
from domain.governance.assigned import Assignment
from domain.governance.state import Law
from domain.kernel import Post
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended, Suspending
from domain.party.events import PartyRegistered
from domain.timing import Term
from domain.trade.accept import AcceptComplaint
from domain.trade.case_hold import CaseHold, OrderCaseHold
from domain.trade.complain import FileComplaint
from domain.trade.judge import DecideComplaint
from domain.trade.object import AnswerObjection, FileObjection
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import CODE, TENDER, WINNER
from tests.kit.rows import TERMS, D

LAW = Law(FIXTURE)
CASE, COMPLAINT = "D00000000000000A1", "D00000000000000A2"
B4 = WINNER
"""Who objects: any company; here the one whose code the other kits know."""
ITS, STRANGER = Post("BIDDER", B4), Post("BIDDER", "9135010000000000XX")
HOUSING = Post("V-HOUSING", "住建局", "350602")
PAPER, ANSWER, ORDER, DECISION = ("a1" * 32, "a2" * 32, "a3" * 32, "a4" * 32)
PARTY = PartyRegistered(party=B4, name="漳州市丁建设有限公司")
REQUIRED = DepositRequired(deposit=D, terms=replace(TERMS, lot=CODE, party=B4))
HOLD = "H1"


def at(text: str) -> datetime:
    """`03-29 11:00` of 2026, in Beijing."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=BEIJING)


def day(text: str) -> date:
    """A day of 2026."""
    return date.fromisoformat(f"2026-{text}")


def served(side: Post, person: str) -> tuple[Assignment, ...]:
    """That a person acted for a lot's owner or agency, the year before."""
    since, until = (datetime(2025, month, 1, tzinfo=BEIJING) for month in (1, 2))
    return (Assignment(person, side, since, until),)


def term(rule: str, since: str, n: int, unit: Unit, due: str) -> Term:
    """A term that begins on a day, which rolls."""
    return Term(rule=rule, since=day(since), n=n, unit=unit, rolls=True, due=day(due))


FILED_AT, ANSWERED_AT = at("03-29 11:00"), at("04-01 15:00")
COMPLAINED_AT, ACCEPTED_AT = at("04-03 10:00"), at("04-08 10:00")
HELD_AT, DECIDED_AT, RESUMED_AT = at("04-08 10:05"), at("04-28 16:00"), at("04-29 09:00")
SINCE = day("03-27")
"""When the candidates stood in public: from then on one should have known."""

OPEN = TENDER[:4]
"""A tender whose bids are open, and which has no winner yet."""
OF_A_LOT: dict[str, Any] = {"lot": CODE, "category": "CONSTRUCTION", "region": "350602"}
BY = Filer(party=B4, deposit=D)

OBJECTED = ObjectionFiled(
    case=CASE,
    **OF_A_LOT,
    matter=Matter.RESULT,
    filed_at=FILED_AT,
    warned=(),
    answer=term("CT-16 result.objection_answer", "03-29", 3, Unit.DAYS, "04-01"),
    filer=BY,
    document=PAPER,
)
PAUSED = ProcedureSuspended(
    lot=CODE,
    cause=Suspending.OBJECTION,
    case=CASE,
    rule="CT-16 result.objection_pause",
    suspended_at=FILED_AT,
    until=None,
    document=None,
)
ANSWERED = ObjectionAnswered(
    case=CASE, conclusion=Conclusion.DISMISSED, answered_at=ANSWERED_AT, document=ANSWER
)
WENT_ON = ProcedureResumed(lot=CODE, case=CASE, resumed_at=ANSWERED_AT, document=None)
COMPLAINED = ComplaintFiled(
    case=COMPLAINT,
    **OF_A_LOT,
    matter=Matter.RESULT,
    to="V-HOUSING",
    filed_at=COMPLAINED_AT,
    warned=(),
    acceptance=term("CT-27 complaint.acceptance", "04-03", 3, Unit.WORKING_DAYS, "04-09"),
    filer=BY,
    since=SINCE,
    follows=CASE,
    document=PAPER,
)
RECEIVED = ComplaintReceived(case=COMPLAINT)
ACCEPTED = ComplaintAccepted(
    case=COMPLAINT,
    accepted_at=ACCEPTED_AT,
    decision=term("CT-27 complaint.decision", "04-08", 30, Unit.WORKING_DAYS, "05-22"),
    document=ORDER,
)
ORDERED = ProcedureSuspended(
    lot=CODE,
    cause=Suspending.ORDER,
    case=COMPLAINT,
    rule="CT-27 complaint.suspension",
    suspended_at=ACCEPTED_AT,
    until=None,
    document=ORDER,
)
HELD = CaseHoldOrdered(case=COMPLAINT, deposit=D, hold=HOLD)
DECIDED = ComplaintDecided(
    case=COMPLAINT, conclusion=Conclusion.DISMISSED, decided_at=DECIDED_AT, document=DECISION
)


def objecting(**other: Any) -> FileObjection:
    """Row 45."""
    facts = {"case": CASE, "lot": CODE, "party": B4, "deposit": D}
    return FileObjection(**(facts | {"matter": Matter.RESULT, "document": PAPER} | other))


def answering(**other: Any) -> AnswerObjection:
    """Row 48."""
    facts = {"case": CASE, "lot": CODE, "conclusion": Conclusion.DISMISSED, "document": ANSWER}
    return AnswerObjection(**(facts | other))


def complaining(**other: Any) -> FileComplaint:
    """Row 51."""
    facts = {
        "case": COMPLAINT,
        "lot": CODE,
        "party": B4,
        "deposit": D,
        "matter": Matter.RESULT,
        "to": "V-HOUSING",
        "since": SINCE,
        "follows": CASE,
        "document": PAPER,
    }
    return FileComplaint(**(facts | other))


def accepting(**other: Any) -> AcceptComplaint:
    """Row 52."""
    facts = {"case": COMPLAINT, "lot": CODE, "document": ORDER, "suspend": True, "until": None}
    return AcceptComplaint(**(facts | other))


def holding(**other: Any) -> OrderCaseHold:
    """Row 53."""
    facts = {"case": COMPLAINT, "lot": CODE, "deposit": D, "hold": HOLD, "amount_fen": 30}
    return OrderCaseHold(**(facts | {"document": "漳建投〔2026〕1号"} | other))


def deciding(**other: Any) -> DecideComplaint:
    """Row 60."""
    facts = {
        "case": COMPLAINT,
        "lot": CODE,
        "conclusion": Conclusion.DISMISSED,
        "document": DECISION,
        "resume": False,
        "holds": (CaseHold(D, HOLD),),
    }
    return DecideComplaint(**(facts | other))
