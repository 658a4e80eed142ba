"""Refunds as two persons pay them: proposed as seen, approved as proposed, or sent back."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.http.asking import ASKED, Asks
from api.http.receipts import ReceiptOut
from api.http.shapes import (
    AccountCode,
    BatchCode,
    DepositCode,
    Digest,
    Fen,
    Flag,
    Name,
    Number,
    Sentence,
    Version,
    Wanted,
)
from domain.deposit.compensate import RecogniseCompensation, RecordCompensationPaid
from domain.deposit.redirect import ProposePayee
from domain.desk.approve import ApproveRefunds, RejectRefunds
from domain.desk.batches import MOST
from domain.desk.pay_refund import PayRefund
from domain.desk.propose import ProposeRefunds
from domain.payee import Payee
from domain.refund.events import Item

router = APIRouter(prefix="/v1", tags=["refunds"])


class ItemIn(Wanted):
    """A refund as it was seen: at which version, how much, with how much interest, where to."""

    deposit: DepositCode
    number: Number
    version: Version
    amount_fen: Fen
    interest_fen: Fen
    elsewhere: Flag


class BatchIn(Wanted):
    """The account that pays, and each refund as it was seen."""

    account: AccountCode
    items: Annotated[tuple[ItemIn, ...], Field(min_length=1, max_length=MOST)]

    def seen(self) -> tuple[Item, ...]:
        """The items, as the domain reads them."""
        return tuple(Item(**dict(one)) for one in self.items)


class ProposalIn(BatchIn):
    """The same, under a new batch's code."""

    batch: BatchCode


class ApprovalIn(BatchIn):
    """The same as the maker's, whose command is named by its digest."""

    proposal: Digest


class ReasonIn(Wanted):
    """Why."""

    reason: Sentence


class PayeeIn(Wanted):
    """Another account, and the SHA-256 of what shows that it is right."""

    name: Name
    account: Name
    bank: Name | None = None
    evidence: Digest


class PayingIn(Wanted):
    """The account that pays."""

    account: AccountCode


class VoucherIn(Wanted):
    """The voucher's reference, and its SHA-256."""

    document: Sentence
    evidence: Digest


type OfDeposit = Annotated[int, Field(ge=1, le=99)]
"""The number of a refund of its deposit, in a path."""


@router.post("/refund-batches", **ASKED)
async def propose(ask: Asks, wanted: ProposalIn) -> ReceiptOut:
    """Proposes to pay these refunds from this account; C-SET1."""
    return await ask(
        ProposeRefunds, batch=wanted.batch, account=wanted.account, items=wanted.seen()
    )


@router.post("/refund-batches/{batch}/approval", **ASKED)
async def approve(ask: Asks, batch: BatchCode, wanted: ApprovalIn) -> ReceiptOut:
    """Approves a batch as it was proposed; C-SET2, another person than its maker."""
    return await ask.confirming(wanted.proposal)(
        ApproveRefunds, batch=batch, account=wanted.account, items=wanted.seen()
    )


@router.post("/refund-batches/{batch}/return", **ASKED)
async def reject(ask: Asks, batch: BatchCode, wanted: ReasonIn) -> ReceiptOut:
    """Gives a batch back to its maker; C-SET2."""
    return await ask(RejectRefunds, batch=batch, reason=wanted.reason)


@router.post("/refunds/{deposit}/{number}/payment", **ASKED)
async def pay(ask: Asks, deposit: DepositCode, number: OfDeposit, wanted: PayingIn) -> ReceiptOut:
    """Pays an approved refund with the bank's interest, or without once it is due; C-SET2."""
    return await ask(PayRefund, deposit=deposit, number=number, account=wanted.account)


@router.post("/refunds/{deposit}/{number}/compensation", **ASKED)
async def compensate(ask: Asks, deposit: DepositCode, number: OfDeposit) -> ReceiptOut:
    """Owes what a refund costs that was paid late; C-SET2."""
    return await ask(RecogniseCompensation, deposit=deposit, number=number)


@router.post("/refunds/{deposit}/{number}/compensation/payment", **ASKED)
async def compensated(
    ask: Asks, deposit: DepositCode, number: OfDeposit, wanted: VoucherIn
) -> ReceiptOut:
    """Tells that it was paid from the centre's own account; C-CASH."""
    return await ask(RecordCompensationPaid, deposit=deposit, number=number, **dict(wanted))


@router.post("/refunds/{deposit}/{number}/payee", **ASKED)
async def redirect(
    ask: Asks,
    deposit: DepositCode,
    number: OfDeposit,
    wanted: PayeeIn,
) -> ReceiptOut:
    """Proposes another account for a refund; C-SET1. Whoever approves its batch decides."""
    payee = Payee(name=wanted.name, account=wanted.account, bank=wanted.bank)
    return await ask(
        ProposePayee, deposit=deposit, number=number, payee=payee, evidence=wanted.evidence
    )
