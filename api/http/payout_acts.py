"""What is kept of deposits and paid to others: decided by owners, paid by two persons."""

import secrets
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.http.answers import Answer
from api.http.asking import ASKED, Asks
from api.http.grounds import bids_on
from api.http.identity import Identity
from api.http.joint_acts import JointActOut, proposed
from api.http.joint_acts import told as joint_act
from api.http.paging import page
from api.http.payout_answers import PayoutOut, PayoutReceipt
from api.http.payout_near import near_payouts
from api.http.payout_told import told
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import REASONS, holding
from api.http.shapes import (
    AccountCode,
    DepositCode,
    Digest,
    Fen,
    LotCode,
    Name,
    PayoutCode,
    Sentence,
    Wanted,
)
from domain.categories.category import Ground
from domain.desk.approve_payout import ApprovePayout, RejectPayout
from domain.desk.award_void import AwardVoidMoney
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.give_up import GiveUpPayout
from domain.desk.payouts import MOST
from domain.desk.propose_payout import ProposePayout
from domain.desk.unforfeit import ReverseForfeiture
from domain.desk.waive import WaiveForfeiture
from domain.payee import Payee
from domain.payout.events import Part
from domain.payout.state import Stage
from projections.payouts import PAYOUTS

router = APIRouter(prefix="/v1", tags=["payouts"])


class Decided(Wanted):
    """The lot, and the decision: its reference, and the SHA-256 of its document."""

    lot: LotCode
    document: Sentence
    evidence: Digest


class ForfeitIn(Decided):
    """How much is kept for what the bidder did; `fees_fen` of it are fees."""

    ground: Ground
    amount_fen: Annotated[Fen, Field(ge=1)]
    fees_fen: Fen = 0


class UnforfeitIn(Decided):
    """The payouts that took along what was kept, if any did."""

    payouts: tuple[PayoutCode, ...] = ()


class AwardIn(Decided):
    """How much goes back to who paid it, is the owner's, is the treasury's: all that waits."""

    party_fen: Fen = 0
    owner_fen: Fen = 0
    treasury_fen: Fen = 0


class PartIn(Wanted):
    """All that one deposit gave on, as it was seen."""

    deposit: DepositCode
    amount_fen: Annotated[Fen, Field(ge=1)]


class PayeeIn(Wanted):
    """Whom it goes to."""

    name: Name
    account: Name
    bank: Name | None = None


class PayoutIn(Wanted):
    """One sum to one beneficiary: from which account, of which lot's deposits how much.

    `chart` is the account of the chart that it lies on, `owner` the beneficiary there; `document`
    the SHA-256 of what shows that the payee is right.
    """

    lot: LotCode
    account: AccountCode
    chart: Annotated[str, Field(pattern=r"^(2008|2009|2011|2013)$")]
    owner: Name
    payee: PayeeIn
    document: Digest
    parts: Annotated[tuple[PartIn, ...], Field(min_length=1, max_length=MOST)]

    def seen(self) -> dict[str, Any]:
        """The same, as the domain reads it."""
        return {
            "lot": self.lot,
            "account": self.account,
            "to": self.chart,
            "owner": self.owner,
            "payee": Payee(**dict(self.payee)),
            "document": self.document,
            "parts": tuple(Part(**dict(one)) for one in self.parts),
        }


class ApprovalIn(PayoutIn):
    """The same as the maker's, whose command is named by its digest."""

    proposal: Digest


class ReasonIn(Wanted):
    """Why."""

    reason: Sentence


class GiveUpIn(ReasonIn):
    """The deposits of its parts, in their order."""

    deposits: Annotated[tuple[DepositCode, ...], Field(min_length=1, max_length=MOST)]


@router.post("/deposits/{deposit}/forfeiture", **ASKED)
async def forfeit(ask: Asks, deposit: DepositCode, wanted: ForfeitIn) -> ReceiptOut:
    """Keeps so much of a deposit; OWNER of its lot. The bid that was revoked is found here."""
    bids = await bids_on(ask, wanted.ground, wanted.lot, deposit)
    return await ask(ForfeitDeposit, deposit=deposit, bids=bids, **dict(wanted))


@router.post("/deposits/{deposit}/forfeiture/waiver", **ASKED)
async def waive(ask: Asks, deposit: DepositCode, wanted: Decided) -> ReceiptOut:
    """Keeps nothing of a deposit whose bidder won and did not sign; OWNER of its lot."""
    return await ask(WaiveForfeiture, deposit=deposit, **dict(wanted))


@router.post("/deposits/{deposit}/forfeiture/reversal", **ASKED)
async def unforfeit(ask: Asks, deposit: DepositCode, wanted: UnforfeitIn) -> ReceiptOut:
    """Keeps it no more; OWNER of its lot, who supervises its kind of trade there, or COURT."""
    return await ask(ReverseForfeiture, deposit=deposit, **dict(wanted))


@router.post("/deposits/{deposit}/void-award", **ASKED)
async def award(ask: Asks, deposit: DepositCode, wanted: AwardIn) -> JointActOut:
    """Proposes whose is what had become bond or price of a void result; C-SET1. C-SET2 signs it
    too: a joint act."""
    make = partial(AwardVoidMoney, deposit=deposit, **dict(wanted))
    return await run_in_threadpool(joint_act, ask.system, await proposed(ask, make))


@router.get("/payouts", response_model=Answer[list[PayoutOut]])
def payouts(
    reader: Annotated[Identity, holding(*REASONS)],
    when: Annotated[When, asked(lambda r: (r.payouts, r.lots, r.deposits))],
    after: After = None,
    limit: Limit = 100,
) -> dict[str, object]:
    """What is paid to others, with all that its checker signs; `proposal` is what he names. Who
    holds a post of a county sees those of lots that lie there.
    """
    read, near = when.system.readers.payouts, near_payouts(when, reader)
    where = {} if near is None else {"payout": near}
    rows, more = page(when, read, PAYOUTS, {"payout": str}, after, limit, where)
    shown = [{**row, "stage": Stage(row["stage"]).name} for row in told(when, reader, rows)]
    return when.answer(shown, more)


@router.post("/payouts", **ASKED)
async def propose(ask: Asks, wanted: PayoutIn) -> PayoutReceipt:
    """Proposes to pay a beneficiary in one sum; C-SET1."""
    payout = f"Q{secrets.token_hex(8).upper()}"
    receipt = await ask(ProposePayout, payout=payout, **wanted.seen())
    return PayoutReceipt(**receipt.model_dump(), payout=payout)


@router.post("/payouts/{payout}/approval", **ASKED)
async def approve(ask: Asks, payout: PayoutCode, wanted: ApprovalIn) -> ReceiptOut:
    """Approves a payout as it was proposed; C-SET2, another person than its maker."""
    return await ask.confirming(wanted.proposal)(ApprovePayout, payout=payout, **wanted.seen())


@router.post("/payouts/{payout}/return", **ASKED)
async def reject(ask: Asks, payout: PayoutCode, wanted: ReasonIn) -> ReceiptOut:
    """Gives a payout back to its maker; C-SET2."""
    return await ask(RejectPayout, payout=payout, reason=wanted.reason)


@router.post("/payouts/{payout}/abandonment", **ASKED)
async def give_up(ask: Asks, payout: PayoutCode, wanted: GiveUpIn) -> ReceiptOut:
    """Gives up a payout that failed or came back; C-SET1."""
    return await ask(GiveUpPayout, payout=payout, **dict(wanted))
