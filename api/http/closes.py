"""Days as two persons close them: prepared from the newest figures, signed as prepared."""

from typing import Annotated

from fastapi import APIRouter, HTTPException
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.closing.reading import NotFollowed
from api.closing.rechecking import ChangedSince
from api.closing.signing import asked_close, asked_signature
from api.http.asking import ASKED, Asks
from api.http.receipts import ReceiptOut
from api.http.shapes import AccountCode, Day, Digest, Sentence, Wanted
from domain.bankday.close import ReturnClose

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
