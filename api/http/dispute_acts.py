"""What supervisors do with complaints, and what stands still and goes on for them.

The supervisor whose role a complaint went to, in the lot's region; OWNER or AGENCY of the lot.
"""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.http.asking import ASKED, Asks
from api.http.disputes import AnswerIn, OfLotIn
from api.http.receipts import ReceiptOut
from api.http.shapes import (
    CaseCode,
    Day,
    DepositCode,
    Digest,
    Fen,
    Flag,
    HoldCode,
    LotCode,
    Sentence,
    Wanted,
)
from domain.dispute.words import Ground
from domain.lot.suspend import SuspendProcedure
from domain.trade.accept import (
    AcceptComplaint,
    ForwardComplaint,
    ReceiveComplaint,
    RejectComplaint,
)
from domain.trade.case_clock import ResumeCaseClock, StopCaseClock
from domain.trade.case_hold import MOST, CaseHold, OrderCaseHold
from domain.trade.judge import AnswerWithdrawal, DecideComplaint
from domain.trade.suspension import OrderSuspension, ResumeProcedure

router = APIRouter(prefix="/v1", tags=["disputes"])


class ForwardingIn(Wanted):
    """The lot, and the role of the supervisor whose complaint it is."""

    lot: LotCode
    to: Annotated[str, Field(pattern="^[A-Z-]{2,20}$")]


class OrderIn(OfLotIn):
    """`until`: the last day on which all waits; none: as long as the law lets it."""

    until: Day | None = None


class AcceptanceIn(OrderIn):
    """Whether the procedure stands still for it."""

    suspend: Flag


class HoldIn(Wanted):
    """So much of this deposit of the lot; the order's reference."""

    lot: LotCode
    deposit: DepositCode
    hold: HoldCode
    amount_fen: Annotated[Fen, Field(ge=1)]
    document: Sentence


class HoldOf(Wanted):
    """A hold of the case."""

    deposit: DepositCode
    hold: HoldCode


class StopIn(OfLotIn):
    """What takes its own time."""

    ground: Ground


class EndIn(Wanted):
    """Whether the procedure goes on at once; all holds of the case, which are let go."""

    resume: Flag
    holds: Annotated[list[HoldOf], Field(max_length=MOST)]

    def held(self) -> tuple[CaseHold, ...]:
        """The holds as the command names them."""
        return tuple(CaseHold(one.deposit, one.hold) for one in self.holds)


class DecisionIn(EndIn, AnswerIn):
    """What was found, and by which document."""


class ConsentIn(EndIn, OfLotIn):
    """Whether who complained may have it back."""

    consents: Flag


class SuspensionIn(Wanted):
    """The SHA-256 of the decision; the last day on which all waits, if one is set."""

    document: Digest
    until: Day | None = None


class ResumptionIn(Wanted):
    """The case that all waited for, none of the owner's own will; the SHA-256 of what says so."""

    case: CaseCode | None = None
    document: Digest


@router.post("/disputes/{case}/receipt", **ASKED)
async def receive(ask: Asks, case: CaseCode) -> ReceiptOut:
    """Says that a complaint was received; its supervisor."""
    return await ask(ReceiveComplaint, case=case)


@router.post("/disputes/{case}/forwarding", **ASKED)
async def forward(ask: Asks, case: CaseCode, wanted: ForwardingIn) -> ReceiptOut:
    """Sends a complaint on to the supervisor whose it is; OFFICE."""
    return await ask(ForwardComplaint, case=case, **dict(wanted))


@router.post("/disputes/{case}/acceptance", **ASKED)
async def accept(ask: Asks, case: CaseCode, wanted: AcceptanceIn) -> ReceiptOut:
    """Accepts a complaint, and may let the procedure stand still; its supervisor."""
    return await ask(AcceptComplaint, case=case, **dict(wanted))


@router.post("/disputes/{case}/rejection", **ASKED)
async def reject(ask: Asks, case: CaseCode, wanted: OfLotIn) -> ReceiptOut:
    """Does not accept a complaint; its supervisor."""
    return await ask(RejectComplaint, case=case, **dict(wanted))


@router.post("/disputes/{case}/suspension", **ASKED)
async def order(ask: Asks, case: CaseCode, wanted: OrderIn) -> ReceiptOut:
    """Orders that the procedure stands still for an accepted complaint; its supervisor."""
    return await ask(OrderSuspension, case=case, **dict(wanted))


@router.post("/disputes/{case}/holds", **ASKED)
async def hold(ask: Asks, case: CaseCode, wanted: HoldIn) -> ReceiptOut:
    """Holds so much of a deposit back for an accepted complaint; its supervisor."""
    return await ask(OrderCaseHold, case=case, **dict(wanted))


@router.post("/disputes/{case}/clock-stop", **ASKED)
async def stop(ask: Asks, case: CaseCode, wanted: StopIn) -> ReceiptOut:
    """Stops the time to decide, for what takes its own; its supervisor."""
    return await ask(StopCaseClock, case=case, **dict(wanted))


@router.post("/disputes/{case}/clock-resumption", **ASKED)
async def go_on(ask: Asks, case: CaseCode) -> ReceiptOut:
    """Lets the time to decide run again; its supervisor."""
    return await ask(ResumeCaseClock, case=case)


@router.post("/disputes/{case}/decision", **ASKED)
async def decide(ask: Asks, case: CaseCode, wanted: DecisionIn) -> ReceiptOut:
    """Decides a complaint, which lets go of all that it held; its supervisor."""
    told = dict(wanted) | {"holds": wanted.held()}
    return await ask(DecideComplaint, case=case, **told)


@router.post("/disputes/{case}/withdrawal-answer", **ASKED)
async def answer_withdrawal(ask: Asks, case: CaseCode, wanted: ConsentIn) -> ReceiptOut:
    """Lets a complaint be taken back, or goes on with it; its supervisor."""
    told = dict(wanted) | {"holds": wanted.held()}
    return await ask(AnswerWithdrawal, case=case, **told)


@router.post("/lots/{lot}/suspension", **ASKED)
async def suspend(ask: Asks, lot: LotCode, wanted: SuspensionIn) -> ReceiptOut:
    """Suspends one's own procedure; OWNER, or the AGENCY that it charged."""
    return await ask(SuspendProcedure, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/resumption", **ASKED)
async def resume(ask: Asks, lot: LotCode, wanted: ResumptionIn) -> ReceiptOut:
    """Lets it go on, once its case or its time is over; its owner, or who ordered it."""
    return await ask(ResumeProcedure, lot=lot, **dict(wanted))
