"""Samples of disputes: what is filed, what becomes of it, and what stands still for it."""

from typing import Any

from domain.calendar import Unit
from domain.dispute.events import (
    CaseClockResumed,
    CaseClockStopped,
    CaseDueReckoned,
    CaseHoldOrdered,
    CaseWarningReckoned,
    ComplaintAccepted,
    ComplaintDecided,
    ComplaintForwarded,
    ComplaintReceived,
    ComplaintRejected,
    ComplaintWithdrawn,
    ObjectionAnswered,
    QueryAnswered,
    WithdrawalRefused,
    WithdrawalRequested,
)
from domain.dispute.filed import (
    AskedFirst,
    ComplaintFiled,
    Filer,
    ObjectionFiled,
    QueryFiled,
    Within,
)
from domain.dispute.words import Conclusion, Ground, Matter
from domain.kernel import Command, Event
from domain.lot.stopped import (
    ProcedureResumed,
    ProcedureSuspended,
    Suspending,
    SuspensionReckoned,
    TimesExtended,
)
from domain.lot.suspend import SuspendProcedure
from domain.timing import Stop, Term
from domain.trade.accept import (
    AcceptComplaint,
    ForwardComplaint,
    ReceiveComplaint,
    RejectComplaint,
)
from domain.trade.case_clock import ReckonCaseDue, ResumeCaseClock, StopCaseClock
from domain.trade.case_hold import CaseHold, OrderCaseHold
from domain.trade.complain import FileComplaint, RequestWithdrawal
from domain.trade.judge import AnswerWithdrawal, DecideComplaint
from domain.trade.object import AnswerObjection, AnswerQuery, FileObjection, FileQuery
from domain.trade.suspension import OrderSuspension, ResumeProcedure
from domain.trade.suspension_clock import ReckonSuspension
from tests.golden.facts import COMPANY, DAY, DEPOSIT, DIGEST, LOT, NOON, PRICE

_CASE, _BEFORE, _HOLD = "D00000000000000F1", "D00000000000000F2", "H-2026-001"
_TERM = Term(
    rule="CT-27 complaint.decision",
    since=DAY,
    n=30,
    unit=Unit.WORKING_DAYS,
    rolls=True,
    due=DAY,
)
_OF_A_LOT: dict[str, Any] = {
    "case": _CASE,
    "lot": LOT,
    "category": "CONSTRUCTION",
    "region": "350602",
    "matter": Matter.PREQUALIFICATION_RESULT,
    "filed_at": NOON,
    "warned": ("CT-27 complaint.filing",),
    "filer": Filer(party=COMPANY, deposit=DEPOSIT),
    "document": DIGEST,
    "within": Within(term=_TERM, stop=Stop(DAY, DAY), before=DAY),
}
_FILING: dict[str, Any] = {
    "case": _CASE,
    "lot": LOT,
    "party": COMPANY,
    "deposit": DEPOSIT,
    "matter": Matter.RESULT,
    "document": DIGEST,
}
_ON_A_LOT: dict[str, Any] = {"case": _CASE, "lot": LOT, "document": DIGEST}
_FOUND: dict[str, Any] = _ON_A_LOT | {"conclusion": Conclusion.PARTLY}
_END: dict[str, Any] = {"resume": True, "holds": (CaseHold(DEPOSIT, _HOLD),)}

DISPUTE_EVENTS: tuple[Event, ...] = (
    ObjectionFiled(**_OF_A_LOT, answer=None),
    ObjectionAnswered(case=_CASE, conclusion=Conclusion.UPHELD, answered_at=NOON, document=DIGEST),
    QueryFiled(**_OF_A_LOT, answer=_TERM, since=DAY),
    QueryAnswered(case=_CASE, conclusion=Conclusion.PARTLY, answered_at=NOON, document=DIGEST),
    ComplaintFiled(
        **_OF_A_LOT,
        to="V-WATER",
        acceptance=_TERM,
        since=DAY,
        follows=_BEFORE,
        first=AskedFirst(rule="CT-27 complaint.objection_first", answer=_TERM),
    ),
    ComplaintReceived(case=_CASE),
    ComplaintForwarded(case=_CASE, to="V-HOUSING"),
    ComplaintAccepted(case=_CASE, accepted_at=NOON, decision=_TERM, document=DIGEST),
    ComplaintRejected(case=_CASE, rejected_at=NOON, document=DIGEST),
    WithdrawalRequested(case=_CASE, document=DIGEST),
    WithdrawalRefused(case=_CASE, document=DIGEST),
    ComplaintWithdrawn(case=_CASE, consented=True, withdrawn_at=NOON),
    ComplaintDecided(case=_CASE, conclusion=Conclusion.DISMISSED, decided_at=NOON, document=DIGEST),
    CaseClockStopped(
        case=_CASE,
        rule="CT-27 complaint.appraisal",
        ground=Ground.EXPERT_REVIEW,
        since=DAY,
        document=DIGEST,
    ),
    CaseClockResumed(case=_CASE, until=DAY, due=DAY),
    CaseDueReckoned(case=_CASE, statutory=DAY, due=DAY),
    CaseWarningReckoned(case=_CASE, warned=("CT-27 complaint.filing",)),
    CaseHoldOrdered(case=_CASE, deposit=DEPOSIT, hold=_HOLD),
    ProcedureSuspended(
        lot=LOT,
        cause=Suspending.ORDER,
        case=_CASE,
        rule="CT-27 complaint.suspension",
        suspended_at=NOON,
        until=DAY,
        document=DIGEST,
        term=_TERM,
    ),
    SuspensionReckoned(lot=LOT, case=_CASE, until=DAY),
    ProcedureResumed(lot=LOT, case=_CASE, resumed_at=NOON, document=None),
    TimesExtended(
        lot=LOT,
        documents_until=NOON,
        public_until=DAY,
        contract_due=None,
        prequalification_until=NOON,
        applications_until=NOON,
    ),
)
DISPUTE_COMMANDS: tuple[Command, ...] = (
    FileObjection(**_FILING),
    AnswerObjection(**_FOUND),
    FileQuery(**_FILING, since=DAY),
    AnswerQuery(**_FOUND),
    FileComplaint(**_FILING, to="V-HOUSING", since=DAY, follows=_BEFORE),
    RequestWithdrawal(**_ON_A_LOT, party=COMPANY),
    ReceiveComplaint(case=_CASE),
    ForwardComplaint(case=_CASE, lot=LOT, to="V-WATER"),
    AcceptComplaint(**_ON_A_LOT, suspend=True, until=DAY),
    RejectComplaint(**_ON_A_LOT),
    OrderSuspension(**_ON_A_LOT, until=DAY),
    OrderCaseHold(
        case=_CASE,
        lot=LOT,
        deposit=DEPOSIT,
        hold=_HOLD,
        amount_fen=PRICE,
        document="漳建投〔2026〕1号",
    ),
    StopCaseClock(**_ON_A_LOT, ground=Ground.TEST),
    ResumeCaseClock(case=_CASE),
    ReckonCaseDue(case=_CASE),
    DecideComplaint(**_FOUND, **_END),
    AnswerWithdrawal(**_ON_A_LOT, consents=True, **_END),
    SuspendProcedure(lot=LOT, until=DAY, document=DIGEST),
    ResumeProcedure(lot=LOT, case=_CASE, document=DIGEST),
    ReckonSuspension(lot=LOT, case=_CASE),
)
