"""The desk, beyond receipts: interest, charges, payments out and back, between our accounts.

`If-Match` is the line's version; of a transfer it is the debit's.
"""

from typing import Annotated, Self

from fastapi import APIRouter
from pydantic import Field, model_validator

from api.http.asking import ASKED, Asks, Edits
from api.http.receipts import ReceiptOut
from api.http.shapes import (
    DepositCode,
    Flag,
    GuaranteeCode,
    LineCode,
    LotCode,
    Name,
    PaymentCode,
    PayoutCode,
    PoolCode,
    Sentence,
    Version,
    Wanted,
)
from domain.bankpage.care import PERSON_MOST, AssignLine, NoteLine
from domain.desk.bond import MatchBond
from domain.desk.charge import MatchCharge, MatchChargeRepaid
from domain.desk.guaranteed import MatchGuaranteePaid
from domain.desk.interest import MatchInterest
from domain.desk.pool import MatchPool
from domain.desk.price import MatchPrice
from domain.desk.price_transfer import TransferPrice
from domain.desk.reject import RejectReceipt
from domain.desk.repay import MatchForfeitureRepaid
from domain.desk.reverse import MatchReversal
from domain.desk.settle import MatchDebit, MatchReturn
from domain.desk.transfer import MatchTransfer

router = APIRouter(prefix="/v1/desk", tags=["desk"])


class OfDepositIn(Wanted):
    """A line and a deposit; `lot` is left out while its bids are not open."""

    line: LineCode
    deposit: DepositCode
    lot: LotCode | None = None


class OfLotIn(Wanted):
    """A line, a buyer's or winner's deposit, and the lot whose price or bond it is."""

    line: LineCode
    deposit: DepositCode
    lot: LotCode


class OfGuaranteeIn(OfLotIn):
    """A line, the guarantee whose claim it pays, and what the guarantee stands in for."""

    guarantee: GuaranteeCode


class OfPayoutIn(OfLotIn):
    """A line, the payout whose beneficiary pays back, and the deposit that is kept no more."""

    payout: PayoutCode


class OfPoolIn(Wanted):
    """A line and an annual pool."""

    line: LineCode
    pool: PoolCode


class OfPaymentIn(Wanted):
    """A line and a payment of ours."""

    line: LineCode
    payment: PaymentCode


class ReversalIn(Wanted):
    """A debit that the bank calls a reversal, and the credit that it takes back.

    `deposit`: whose the credit is, or whose number it names; left out where it names nobody.
    """

    line: LineCode
    reversed: LineCode
    deposit: DepositCode | None = None
    lot: LotCode | None = None


class ReturnIn(OfPaymentIn):
    """The same come back, and the bank's code for why."""

    code: Name | None = None


class TransferIn(Wanted):
    """Money of ours from one account to another: both lines, and the credit's version.

    `deposit` and its `lot`: where it is what of a deposit became price, that goes to the price's.
    """

    debit: LineCode
    credit: LineCode
    credit_seen: Version
    deposit: DepositCode | None = None
    lot: LotCode | None = None

    @model_validator(mode="after")
    def both(self) -> Self:
        """A deposit is named with its lot. Raises ValueError where one of them is missing."""
        if (self.deposit is None) != (self.lot is None):
            raise ValueError("deposit and lot: expected both, or neither")
        return self


class ChargeIn(Wanted):
    """A debit that the bank calls a charge."""

    line: LineCode


class ChargeRepaidIn(ChargeIn):
    """A credit, and the line of the charge that it gives back."""

    charge: LineCode


class NoteIn(Wanted):
    """What to remember of a line; `suspense`: it stays unidentified for now, for this reason."""

    line: LineCode
    text: Sentence
    suspense: Flag = False


class AssignmentIn(Wanted):
    """Who looks after a line, '' for nobody; and who had it, as the asker saw."""

    line: LineCode
    assignee: Annotated[str, Field(max_length=PERSON_MOST, pattern=r"^[^\x00]*$")]
    seen: Annotated[str, Field(max_length=PERSON_MOST, pattern=r"^[^\x00]*$")]


@router.post("/reject", **ASKED)
async def reject(ask: Edits, wanted: OfDepositIn) -> ReceiptOut:
    """Gives a receipt that was found wrong back to whoever paid it; C-SET1."""
    return await ask(RejectReceipt, line_seen=ask.seen, **dict(wanted))


@router.post("/interest", **ASKED)
async def interest(ask: Edits, wanted: OfDepositIn) -> ReceiptOut:
    """Gives a line of the bank's interest to a deposit; C-SET1."""
    return await ask(MatchInterest, line_seen=ask.seen, **dict(wanted))


@router.post("/price", **ASKED)
async def price(ask: Edits, wanted: OfLotIn) -> ReceiptOut:
    """Gives a line of the price to the buyer's deposit; C-SET1."""
    return await ask(MatchPrice, line_seen=ask.seen, **dict(wanted))


@router.post("/bond", **ASKED)
async def bond(ask: Edits, wanted: OfLotIn) -> ReceiptOut:
    """Gives a line of a winner's bond to its deposit; C-SET1."""
    return await ask(MatchBond, line_seen=ask.seen, **dict(wanted))


@router.post("/guarantee", **ASKED)
async def guarantee(ask: Edits, wanted: OfGuaranteeIn) -> ReceiptOut:
    """Knows a credit as what a guarantor paid of a claim; C-SET1."""
    return await ask(MatchGuaranteePaid, line_seen=ask.seen, **dict(wanted))


@router.post("/forfeiture-repayment", **ASKED)
async def forfeiture_repaid(ask: Edits, wanted: OfPayoutIn) -> ReceiptOut:
    """Knows a credit as what a beneficiary pays back of a deposit; C-SET1."""
    return await ask(MatchForfeitureRepaid, line_seen=ask.seen, **dict(wanted))


@router.post("/pool", **ASKED)
async def pool(ask: Edits, wanted: OfPoolIn) -> ReceiptOut:
    """Gives a line to a bidder's annual pool; C-SET1."""
    return await ask(MatchPool, line_seen=ask.seen, **dict(wanted))


@router.post("/debit", **ASKED)
async def debit(ask: Edits, wanted: OfPaymentIn) -> ReceiptOut:
    """Knows a debit as a payment of ours; C-SET1."""
    return await ask(MatchDebit, line_seen=ask.seen, **dict(wanted))


@router.post("/return", **ASKED)
async def returned(ask: Edits, wanted: ReturnIn) -> ReceiptOut:
    """Knows a credit as a payment of ours that came back; C-SET1."""
    return await ask(MatchReturn, line_seen=ask.seen, **dict(wanted))


@router.post("/reversal", **ASKED)
async def reversal(ask: Edits, wanted: ReversalIn) -> ReceiptOut:
    """Knows which credit the bank took back; C-SET1."""
    return await ask(MatchReversal, line_seen=ask.seen, **dict(wanted))


@router.post("/transfer", **ASKED)
async def transfer(ask: Edits, wanted: TransferIn) -> ReceiptOut:
    """Knows two lines as one transfer between accounts of ours; C-SET1."""
    if wanted.deposit is not None:
        return await ask(TransferPrice, debit_seen=ask.seen, **dict(wanted))
    lines = wanted.model_dump(exclude={"deposit", "lot"})
    return await ask(MatchTransfer, debit_seen=ask.seen, **lines)


@router.post("/charge", **ASKED)
async def charge(ask: Edits, wanted: ChargeIn) -> ReceiptOut:
    """Knows a debit as a charge that the bank owes to us; C-SET1."""
    return await ask(MatchCharge, line_seen=ask.seen, **dict(wanted))


@router.post("/charge/repayment", **ASKED)
async def charge_repaid(ask: Edits, wanted: ChargeRepaidIn) -> ReceiptOut:
    """Knows a credit as the bank's, who gives a charge back; C-SET1."""
    return await ask(MatchChargeRepaid, line_seen=ask.seen, **dict(wanted))


@router.post("/note", **ASKED)
async def note(ask: Asks, wanted: NoteIn) -> ReceiptOut:
    """Writes something down about a line; C-SET1 or C-CASH."""
    return await ask(NoteLine, **dict(wanted))


@router.post("/assignment", **ASKED)
async def assign(ask: Asks, wanted: AssignmentIn) -> ReceiptOut:
    """Gives a line to somebody to look after; C-SET1 or C-CASH."""
    return await ask(AssignLine, **dict(wanted))
