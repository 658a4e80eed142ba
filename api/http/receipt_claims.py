"""认领: a bidder says which payment is for its deposit, and hears what became of that.

As of deposits, the platform's key asks, and the access log names no person where a bidder asks.
"""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.desk.claims import Claims
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.deposits import demand_itself, unnamed
from api.http.identity import Identity
from api.http.pages.today_names import masked, tail
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.regional import lots_of
from api.http.seeing import DESK, demand_its_own, holding
from api.http.shapes import Day, DepositCode, Fen, LotCode, Name, Number, PartyCode, Wanted
from domain.bankpage.care import NOTE_MOST
from domain.deposit.claim_receipt import ClaimReceipt, WithdrawReceiptClaim
from domain.deposit.receipt_claim import ReceiptClaim, Stage, fulfilled
from domain.deposit.state import Deposit
from domain.desk.refuse_claim import RefuseReceiptClaim
from domain.kernel import StreamId

router = APIRouter(prefix="/v1", tags=["receipt claims"])

_ON_A_WISH = {**ASKED, "dependencies": [Depends(unnamed)]}


class OfBidder(Wanted):
    """The bidder whose deposit it is."""

    party: PartyCode


class ReceiptClaimIn(OfBidder):
    """A payment: how much, sent on which day, from whose account; the bank's serial if known."""

    amount_fen: Annotated[Fen, Field(ge=1)]
    sent_on: Day
    payer: Name
    payer_account: Annotated[str, Field(min_length=1, max_length=34)]
    serial: Annotated[str | None, Field(min_length=1, max_length=35)] = None


class ReceiptClaimOut(ReceiptOut):
    """The claim's number among the deposit's."""

    claim: int


class RefusalIn(Wanted):
    """A claim for a deposit of a lot whose bids are open, and why it is no payment for it."""

    deposit: DepositCode
    lot: LotCode
    claim: Number
    reason: Annotated[str, Field(min_length=1, max_length=NOTE_MOST, pattern=r"^[^\x00]*$")]


class ClaimTold(Told):
    """A claim as it stands; fen. `reason`: why it was refused."""

    claim: int
    stage: Stage
    amount_fen: int
    sent_on: date
    serial: str | None
    reason: str | None


class OwnClaimOut(ClaimTold):
    """One's own. Where it is fulfilled: since when the money is here, and what of it counts."""

    payer: str
    payer_account: str
    received_on: date | None = None
    counted_fen: int | None = None


class DeskClaimOut(ClaimTold):
    """A claim for a deposit that the desk may see; of the payer as much as of a bank line's."""

    deposit: str
    payer: str
    account_end: str


@router.post("/deposits/{deposit}/receipt-claims", **_ON_A_WISH)
async def claim(ask: Asks, deposit: DepositCode, wanted: ReceiptClaimIn) -> ReceiptClaimOut:
    """Says that a payment is for one's deposit: it moves and matches nothing; the BIDDER itself."""
    demand_itself(ask, wanted.party)
    receipt = await ask.as_platform()(ClaimReceipt, deposit=deposit, **dict(wanted))
    state = await run_in_threadpool(
        ask.system.replay.state, StreamId("deposit", deposit), receipt.last
    )
    return ReceiptClaimOut(**receipt.model_dump(), claim=len(state.claimed))


@router.post("/deposits/{deposit}/receipt-claims/{claim}/withdrawal", **_ON_A_WISH)
async def withdraw(
    ask: Asks, deposit: DepositCode, claim: Annotated[int, Field(ge=1, le=99)], wanted: OfBidder
) -> ReceiptOut:
    """Says so no more, while nobody has answered; the BIDDER itself."""
    demand_itself(ask, wanted.party)
    of = {"deposit": deposit, "party": wanted.party}
    return await ask.as_platform()(WithdrawReceiptClaim, claim=claim, **of)


@router.get(
    "/deposits/{deposit}/receipt-claims",
    response_model=Answer[list[OwnClaimOut]],
    dependencies=[Depends(unnamed)],
)
def own(
    reader: Annotated[Identity, holding("BIDDER")],
    when: Annotated[When, asked(lambda r: (r.sealed_deposits,))],
    deposit: DepositCode,
) -> dict[str, object]:
    """One's own claims and what became of each; of any other deposit 404, there or not."""
    state = when.system.replay.state(StreamId("deposit", deposit), when.position)
    assert isinstance(state, Deposit)
    party = state.terms.party if state.terms else None
    demand_its_own(reader, party, f"deposit {deposit}")
    done = fulfilled(state.claimed, state.receipts)
    rows = [
        _told(one) | {"payer": one.payer, "payer_account": one.payer_account}
        for one in state.told_claims
    ]
    for row in rows:
        if (came := done.get(row["claim"])) is not None:
            row |= {"received_on": came.since, "counted_fen": came.counted_fen}
    return when.answer(rows)


@router.get(
    "/lots/{lot}/receipt-claims",
    response_model=Answer[list[DeskClaimOut]],
)
def of_lot(
    reader: Annotated[Identity, holding(*DESK)],
    when: Annotated[When, asked(lambda r: (r.deposits, r.sealed_claims, r.lots))],
    lot: LotCode,
) -> dict[str, object]:
    """What is claimed for deposits of an open lot; of any other lot nothing, not even a count."""
    near = lots_of(when.system.readers, reader, when.position, lot, *DESK) or []
    rows = [
        _told(one) | {"deposit": deposit} | _as_of_a_line(one)
        for code in near
        for deposit, one in Claims(when.system, when.position).of_lot(code)
    ]
    return when.answer(rows)


@router.post("/desk/receipt-claims/refusal", **ASKED)
async def refuse(ask: Asks, wanted: RefusalIn) -> ReceiptOut:
    """Tells a bidder that there is no such payment for its deposit, and why; C-SET1."""
    return await ask(RefuseReceiptClaim, **dict(wanted))


def _told(one: ReceiptClaim) -> dict[str, Any]:
    names = ("stage", "amount_fen", "sent_on", "serial", "reason")
    return {"claim": one.number} | {name: getattr(one, name) for name in names}


def _as_of_a_line(one: ReceiptClaim) -> dict[str, str]:
    return {"payer": masked(one.payer), "account_end": tail(one.payer_account)}
