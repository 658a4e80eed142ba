"""Days as two persons close them: prepared from the newest figures, signed as prepared.

And as two persons open one again: then every close that was signed stays readable.
"""

from dataclasses import fields
from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from api.closing.reading import NotFollowed
from api.closing.rechecking import ChangedSince
from api.closing.signing import asked_close, asked_signature
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.joint_acts import JointActOut, proposed, told
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import REASONS, holding
from api.http.shapes import AccountCode, Day, Digest, Sentence, Wanted
from api.quarantine import asked_reopening
from domain.bankday.close import ReturnClose
from domain.bankday.events import DayClosed
from domain.bankday.state import BankDay
from domain.identifiers import DayId
from domain.kernel import StreamId

router = APIRouter(prefix="/v1/closes/{account}/{day}", tags=["closes"])

type Rule = Annotated[str, Field(pattern=r"^R(0[1-9]|1[0-9]|20)$")]


class NotesIn(Wanted):
    """A sentence for each check that failed."""

    notes: Annotated[dict[Rule, Sentence], Field(default_factory=dict, max_length=20)]


class SignatureIn(Wanted):
    """The digest of the command that prepared what is signed."""

    proposal: Digest


class ReasonIn(Wanted):
    """Why."""

    reason: Sentence


class CheckOut(BaseModel):
    """One of R01 to R20 as it was signed."""

    rule: str
    result: str
    figure: int | None
    note: str


class ReopenedOut(BaseModel):
    """By whom a close was taken back, and why."""

    proposed_by: str
    reopened_by: str
    reason: str


class SignedCloseOut(Told):
    """A close as two persons signed it; `reopened` null: it stands. Amounts in minor units."""

    account: str
    day: date
    prepared_by: str
    closed_by: str
    position: int
    snapshot: str
    statement: str
    closing: int
    ledger: int
    checks: list[CheckOut]
    reopened: ReopenedOut | None


@router.get("", response_model=Answer[list[SignedCloseOut]], dependencies=[holding(*REASONS)])
def signed(
    when: Annotated[When, asked(lambda r: (r.bankdays,))], account: AccountCode, day: Day
) -> dict[str, Any]:
    """Every close of a day that was signed, oldest first: those that were taken back, too."""
    stream = StreamId("bankday", str(DayId(account, day)))
    state = when.system.replay.state(stream, when.position)
    assert isinstance(state, BankDay)
    rows = [_signed(one.closed) | {"reopened": one.reopened} for one in state.earlier]
    if state.closed is not None:
        rows.append(_signed(state.closed) | {"reopened": None})
    return when.answer(rows)


def _signed(closed: DayClosed) -> dict[str, Any]:
    return {field.name: getattr(closed, field.name) for field in fields(closed)}


@router.post("/reopening", **ASKED)
async def reopen(ask: Asks, account: AccountCode, day: Day, wanted: ReasonIn) -> JointActOut:
    """Proposes that a closed day, the account's newest, is opened again; C-CASH. C-SET2 signs it
    too: a joint act."""
    make = partial(asked_reopening, ask.system, account, day, wanted.reason)
    return await run_in_threadpool(told, ask.system, await proposed(ask, make))


@router.post("/preparation", **ASKED)
async def prepare(ask: Asks, account: AccountCode, day: Day, wanted: NotesIn) -> ReceiptOut:
    """Prepares the close as the newest figures have it; C-CASH."""
    try:
        command = await run_in_threadpool(asked_close, ask.system, account, day, wanted.notes)
    except NotFollowed as unknown:
        raise HTTPException(404, str(unknown)) from None
    return await ask(lambda: command)


@router.post("/signature", **ASKED)
async def sign(ask: Asks, account: AccountCode, day: Day, wanted: SignatureIn) -> ReceiptOut:
    """Closes the day as it was prepared; C-SET2, another person than who prepared it."""
    try:
        command, _ = await run_in_threadpool(asked_signature, ask.system, account, day)
    except ChangedSince as changed:
        raise HTTPException(409, str(changed)) from None
    return await ask.confirming(wanted.proposal)(lambda: command)


@router.post("/return", **ASKED)
async def give_back(ask: Asks, account: AccountCode, day: Day, wanted: ReasonIn) -> ReceiptOut:
    """Gives a prepared close back to whoever prepared it; C-SET2."""
    return await ask(ReturnClose, account=account, day=day, reason=wanted.reason)
