"""What happens to a deposit besides its money: guarantees, holds, conversion, price, interest."""

import secrets
from typing import Literal

from fastapi import APIRouter

from api.http.asking import ASKED, Asks
from api.http.grounds import bids_on, lapsed_of
from api.http.receipts import ReceiptOut
from api.http.shapes import (
    AccountCode,
    Day,
    DepositCode,
    Digest,
    Fen,
    GuaranteeCode,
    HoldCode,
    LotCode,
    Name,
    Number,
    Sentence,
)
from api.http.shapes import Wanted as Body
from domain.categories.category import Ground
from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import LiftHold, PlaceHold
from domain.desk.claim import ClaimGuarantee, RecordGuaranteePaid, RefuseGuaranteeClaim
from domain.desk.convert import ConvertDeposit
from domain.desk.extend import ExtendGuarantee
from domain.desk.interest import AllocateInterest
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.owe_interest import OweInterest
from domain.desk.performance import LodgePerformanceGuarantee, ReleasePerformanceGuarantee
from domain.desk.price import ReleasePrice

router = APIRouter(prefix="/v1", tags=["deposits"])


class GuaranteeIn(Body):
    """A guarantee in place of cash, as its guarantor gave it."""

    deposit: DepositCode
    number: Name
    guarantor: Name
    amount_fen: Fen
    valid_until: Day


class GuaranteeOut(ReceiptOut):
    """The guarantee's own opaque id."""

    guarantee: str


class OfLot(Body):
    """The lot of the deposit, whose bids are open."""

    lot: LotCode


class PerformanceIn(OfLot):
    """A guarantee of what the winner of the lot is to perform, as its guarantor gave it."""

    number: Name
    guarantor: Name
    amount_fen: Fen
    valid_until: Day


class OnAccount(OfLot):
    """And the account of ours that the bank paid its interest on."""

    account: AccountCode


class ReleaseIn(OfLot):
    """What the guarantee stood in for."""

    deposit: DepositCode


class HoldIn(Body):
    """An order to hold so much back, with the reference of its document.

    `account`: where it stands: 2002 as the deposit, 2003 as a bond, 2004 as a price, 2005 as what
    refund `number` owes back, 2012 as what came back of it from the bank. Who supervises names the
    lot of the deposit, whose bids are open; a court need not.
    """

    hold: HoldCode
    amount_fen: Fen
    cause: Sentence
    document: Sentence
    lot: LotCode | None = None
    account: Literal["2002", "2003", "2004", "2005", "2012"] = "2002"
    number: Number | None = None


class EnforcementIn(Body):
    """How much is taken; the order's reference, and the SHA-256 of its document."""

    amount_fen: Fen
    document: Sentence
    evidence: Digest


class ClaimIn(ReleaseIn):
    """How much is claimed for what the bidder did; the decision, and its document's SHA-256."""

    ground: Ground
    amount_fen: Fen
    document: Sentence
    evidence: Digest


class PaidIn(Body):
    """How much the guarantor paid, and the SHA-256 of what shows it."""

    amount_fen: Fen
    evidence: Digest


class RefusedIn(PaidIn):
    """The same that the guarantor refuses, and why."""

    reason: Sentence


class ExtendedIn(Body):
    """The new last day, and the SHA-256 of what the guarantor wrote.

    `deposit`: what it stands in for; none of a guarantee of performance.
    """

    deposit: DepositCode | None = None
    valid_until: Day
    evidence: Digest


class PriceIn(OfLot):
    """The fee that is withheld; what says that the price may go, and its SHA-256."""

    fee_fen: Fen = 0
    document: Sentence
    evidence: Digest


@router.post("/guarantees", **ASKED)
async def lodge(ask: Asks, wanted: GuaranteeIn) -> GuaranteeOut:
    """Lodges a guarantee for a deposit; GUARANTOR."""
    guarantee = f"G{secrets.token_hex(8).upper()}"
    receipt = await ask(LodgeGuarantee, guarantee=guarantee, **dict(wanted))
    return GuaranteeOut(**receipt.model_dump(), guarantee=guarantee)


@router.post("/guarantees/{guarantee}/release", **ASKED)
async def release(ask: Asks, guarantee: GuaranteeCode, wanted: ReleaseIn) -> ReceiptOut:
    """Gives a guarantee back at its lot's end, or of a bid that lapsed, which is found here;
    OWNER or AGENCY of the lot."""
    bid = await lapsed_of(ask, wanted.lot, wanted.deposit)
    return await ask(ReleaseGuarantee, guarantee=guarantee, bid=bid, **dict(wanted))


@router.post("/guarantees/{guarantee}/claim", **ASKED)
async def claim(ask: Asks, guarantee: GuaranteeCode, wanted: ClaimIn) -> ReceiptOut:
    """Claims so much of a guarantee; OWNER of the lot. The bid that was revoked is found here."""
    bids = await bids_on(ask, wanted.ground, wanted.lot, wanted.deposit)
    return await ask(ClaimGuarantee, guarantee=guarantee, bids=bids, **dict(wanted))


@router.post("/guarantees/{guarantee}/payment", **ASKED)
async def guarantee_paid(ask: Asks, guarantee: GuaranteeCode, wanted: PaidIn) -> ReceiptOut:
    """Tells what was paid of the claim; GUARANTOR."""
    return await ask(RecordGuaranteePaid, guarantee=guarantee, **dict(wanted))


@router.post("/guarantees/{guarantee}/refusal", **ASKED)
async def guarantee_refused(ask: Asks, guarantee: GuaranteeCode, wanted: RefusedIn) -> ReceiptOut:
    """Disputes so much of the claim; GUARANTOR."""
    return await ask(RefuseGuaranteeClaim, guarantee=guarantee, **dict(wanted))


@router.post("/guarantees/{guarantee}/extension", **ASKED)
async def extend(ask: Asks, guarantee: GuaranteeCode, wanted: ExtendedIn) -> ReceiptOut:
    """Lets a guarantee stand longer; GUARANTOR."""
    return await ask(ExtendGuarantee, guarantee=guarantee, **dict(wanted))


@router.post("/performance-guarantees", **ASKED)
async def lodge_performance(ask: Asks, wanted: PerformanceIn) -> GuaranteeOut:
    """Lodges a guarantee of the winner's performance; GUARANTOR."""
    guarantee = f"G{secrets.token_hex(8).upper()}"
    receipt = await ask(LodgePerformanceGuarantee, guarantee=guarantee, **dict(wanted))
    return GuaranteeOut(**receipt.model_dump(), guarantee=guarantee)


@router.post("/performance-guarantees/{guarantee}/release", **ASKED)
async def release_performance(ask: Asks, guarantee: GuaranteeCode, wanted: OfLot) -> ReceiptOut:
    """Gives it back; OWNER or AGENCY of the lot."""
    return await ask(ReleasePerformanceGuarantee, guarantee=guarantee, lot=wanted.lot)


@router.post("/deposits/{deposit}/holds", **ASKED)
async def hold(ask: Asks, deposit: DepositCode, wanted: HoldIn) -> ReceiptOut:
    """Holds so much of a deposit back; who supervises its kind of trade, where its lot lies, or
    COURT.
    """
    return await ask(PlaceHold, deposit=deposit, **dict(wanted))


@router.post("/deposits/{deposit}/holds/{hold}/enforcement", **ASKED)
async def enforce(
    ask: Asks, deposit: DepositCode, hold: HoldCode, wanted: EnforcementIn
) -> ReceiptOut:
    """Takes so much of what a court had frozen; COURT, the one that froze it."""
    return await ask(ExecuteEnforcement, deposit=deposit, hold=hold, **dict(wanted))


@router.delete("/deposits/{deposit}/holds/{hold}", **ASKED)
async def lift(
    ask: Asks, deposit: DepositCode, hold: HoldCode, lot: LotCode | None = None
) -> ReceiptOut:
    """Lifts a hold; whoever ordered it. Who supervises names the lot, as for the hold itself."""
    return await ask(LiftHold, deposit=deposit, hold=hold, lot=lot)


@router.post("/deposits/{deposit}/conversion", **ASKED)
async def convert(ask: Asks, deposit: DepositCode, wanted: OfLot) -> ReceiptOut:
    """Turns the buyer's deposit into earnest and price; C-SET2."""
    return await ask(ConvertDeposit, deposit=deposit, lot=wanted.lot)


@router.post("/deposits/{deposit}/price", **ASKED)
async def release_price(ask: Asks, deposit: DepositCode, wanted: PriceIn) -> ReceiptOut:
    """Gives the price of a sale on to whose it is; C-SET2."""
    return await ask(ReleasePrice, deposit=deposit, **dict(wanted))


@router.post("/deposits/{deposit}/interest", **ASKED)
async def allocate(ask: Asks, deposit: DepositCode, wanted: OfLot) -> ReceiptOut:
    """Gives on what is left of the bank's interest; C-SET2."""
    return await ask(AllocateInterest, deposit=deposit, lot=wanted.lot)


@router.post("/deposits/{deposit}/interest/obligation", **ASKED)
async def owe_interest(ask: Asks, deposit: DepositCode, wanted: OnAccount) -> ReceiptOut:
    """Owes the interest of a deposit that became a bond to who paid it; C-SET2."""
    return await ask(OweInterest, deposit=deposit, **dict(wanted))
