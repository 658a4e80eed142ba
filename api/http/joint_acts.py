"""Joint acts: one person proposes, another signs the same command, and only then is it asked.

Whoever keeps a key of their own signs `body` as it stands (domain tag ‖ its SHA-256) and sends it
with both signatures to `/v1/commands`, or proposes it here with one.
"""

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from api.http.asking import ASKED, Asking, Asks
from api.http.commands import CommandIn, signed_of
from api.http.custody import signer_of
from api.http.metrics import metrics
from api.http.receipts import ReceiptOut, receipt_of
from api.http.seeing import REASONS, demand, holding
from api.http.shapes import Digest, Wanted
from api.http.statements import ImportedOut, imported_out
from api.joint import Done, found, propose, sign_too, withdraw
from api.wiring import System
from domain.kernel import Command
from domain.permissions import COSIGNED, PERMITTED
from ledger.joint import Proposed

router = APIRouter(prefix="/v1/joint-acts", tags=["joint acts"])

_PROPOSE, _COSIGN = dict(PERMITTED), dict(COSIGNED)


class NothingIn(Wanted):
    """Nothing is to be said: `{}`. What is signed is named by its digest."""


class FirstSignatureOut(BaseModel):
    """The first person's signature."""

    alg: str
    key: str
    sig: str


class JointActOut(BaseModel):
    """A joint act that waits for its second signature; `digest` names it."""

    digest: str
    command: str
    person: str = Field(description="Who proposed it, and signed it first.")
    proposed_at: datetime
    not_after: datetime
    body: str = Field(description="The exact bytes that were signed, as text.")
    signature: FirstSignatureOut


class JointReceiptOut(ReceiptOut):
    """The receipt of a joint act, and what was banked because of it."""

    imported: list[ImportedOut] = Field(default_factory=list)


@router.get("", dependencies=[holding(*REASONS)])
def waiting(request: Request) -> list[JointActOut]:
    """What waits for its second signature, oldest first."""
    system: System = request.app.state.system
    return [told(one) for one in system.joint.waiting()]


@router.post("", **ASKED)
async def bring(ask: Asks, wanted: CommandIn) -> JointActOut:
    """Keeps a joint act that was signed with a key of one's own, until a second person signs."""
    kept = await run_in_threadpool(ask.system.joint.propose, signed_of(wanted))
    return told(kept)


@router.post("/{digest}/signature", **ASKED)
async def sign(ask: Asks, digest: Digest, _wanted: NothingIn) -> JointReceiptOut:
    """Signs the same, as another person, and asks; what was released is banked at once. C-SET2."""
    done = await signed_too(ask, digest)
    receipt = await run_in_threadpool(receipt_of, ask.system, done.receipt)
    imported = [imported_out(one) for one in done.imported]
    return JointReceiptOut(**receipt.model_dump(), imported=imported)


@router.post("/{digest}/withdrawal", status_code=204)
async def take_back(ask: Asks, digest: Digest, _wanted: NothingIn) -> Response:
    """Withdraws one's own proposal."""
    await run_in_threadpool(withdraw, ask.system, ask.reader.person, digest)
    return Response(status_code=204)


async def proposed(ask: Asking, make: Callable[[], Command]) -> Proposed:
    """Keeps what `make` makes, signed by whoever asks. 403 without the post to ask for it, 409
    where the command id proposes something else; 422 as `Asking`.
    """
    try:
        wanted = await run_in_threadpool(make)
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None
    demand(ask.reader, *_PROPOSE[wanted.NAME])
    signer = await run_in_threadpool(signer_of, ask.system, ask.reader)
    try:
        return await run_in_threadpool(propose, ask.system, signer, wanted, ask.command_id)
    except ValueError as other:
        raise HTTPException(409, str(other)) from None


async def signed_too(ask: Asking, digest: str) -> Done:
    """Asks for a joint act, as its second person. 403 without the post for that."""
    system = ask.system
    one = await run_in_threadpool(found, system, digest)
    demand(ask.reader, *_COSIGN[one.wanted.NAME])
    signer = await run_in_threadpool(signer_of, system, ask.reader)
    with metrics(ask.request).asked():
        return await run_in_threadpool(sign_too, system, ask.reader.person, signer, digest)


def told(one: Proposed) -> JointActOut:
    """A proposal as it is told."""
    (first,) = one.signed.signatures
    return JointActOut(
        digest=one.digest,
        command=one.wanted.NAME,
        person=one.person,
        proposed_at=one.proposed_at,
        not_after=one.not_after,
        body=one.signed.body.decode(),
        signature=FirstSignatureOut(
            alg=first.alg, key=first.key, sig=b64encode(first.sig).decode()
        ),
    )
