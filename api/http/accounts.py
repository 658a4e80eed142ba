"""Bank accounts of ours, as the books follow them; what comes to the centre's own, or past us."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from api.http.asking import ASKED, Asks
from api.http.receipts import ReceiptOut
from api.http.shapes import (
    AccountCode,
    Day,
    DepositCode,
    Digest,
    Fen,
    LotCode,
    Minor,
    Name,
    Sentence,
    Wanted,
)
from domain.account.open import OpenAccount
from domain.desk.external import ConfirmExternalPayment
from domain.desk.fee import RecordServiceFee
from domain.own.charge import RecordBankCharge

router = APIRouter(prefix="/v1", tags=["accounts"])


class AccountIn(Wanted):
    """An account to follow, from its balance at the start of a day."""

    account: AccountCode
    bank: Name
    number: Annotated[Name, Field(description="The bank's own number of it.")]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    holds: Annotated[Literal["1001", "1002"], Field(description="The cash account it mirrors.")]
    opening: Annotated[Minor, Field(description="In minor units; negative: overdrawn.")]
    day: Day
    statement: Annotated[
        str | None,
        Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of what shows the balance."),
    ] = None


class Shown(Wanted):
    """How much, and what shows it: its reference, and its SHA-256."""

    amount_fen: Annotated[Fen, Field(ge=1)]
    document: Sentence
    evidence: Digest


class ChargedIn(Shown):
    """What a bank charged on a day."""

    day: Day


class FeeIn(Shown):
    """What came of an assessed fee, to which account; `deposit` is the winner's."""

    deposit: DepositCode
    of: Literal["SELLER", "BUYER", "DEFAULT"]
    account: AccountCode


class PaidOutsideIn(Shown):
    """What of a price was paid to its collector, on which day; `deposit` is the buyer's, none where
    its lot asks for none.
    """

    deposit: DepositCode | None = None
    paid_on: Day


@router.post("/accounts", **ASKED)
async def open_account(ask: Asks, wanted: AccountIn) -> ReceiptOut:
    """Follows a bank account from now on, under a number that no other has in its currency;
    C-CASH."""
    return await ask(OpenAccount, **dict(wanted))


@router.post("/own-accounts/{account}/charges", **ASKED)
async def charged(ask: Asks, account: AccountCode, wanted: ChargedIn) -> ReceiptOut:
    """Tells what the bank charged on an account of the centre's own; C-CASH."""
    return await ask(RecordBankCharge, account=account, **dict(wanted))


@router.post("/lots/{lot}/fees", **ASKED)
async def fee_came(ask: Asks, lot: LotCode, wanted: FeeIn) -> ReceiptOut:
    """Tells what of a lot's fees came straight to the centre's own account; C-CASH."""
    return await ask(RecordServiceFee, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/external-payments", **ASKED)
async def paid_outside(ask: Asks, lot: LotCode, wanted: PaidOutsideIn) -> ReceiptOut:
    """Tells what of a lot's price was paid past our custody, to the treasury; UP or FIN."""
    return await ask(ConfirmExternalPayment, lot=lot, **dict(wanted))
