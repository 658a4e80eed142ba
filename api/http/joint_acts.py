"""Joint acts: one person proposes, another signs the same command, and only then is it asked.

Whoever keeps a key of their own signs `body` as it stands (domain tag ‖ its SHA-256), and sends
that signature alone. What the first one signed is told, the first signature is not: with it anybody
could ask, after it was withdrawn too.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from api.http.asking import ASKED, Asking, Asks
from api.http.commands import CommandIn, SignatureIn, signed_of
from api.http.custody import principal_of, signer_of
from api.http.glass import GLASS, KEEPS_KEYS, inspections_waiting
from api.http.identity import Identity
from api.http.language import ReadIn
from api.http.metrics import metrics
from api.http.receipts import ReceiptOut, receipt_of
from api.http.regional import near_acts
from api.http.seeing import REASONS, demand, holding
from api.http.shapes import Digest, Wanted
from api.http.statements import ImportedOut, imported_out
from api.joint import Done, by_key, propose, said_of, sign_too, withdraw
from api.joint import bring as keep
from api.quarantine import released_by
from api.wiring import System
from domain.kernel import Command
from domain.permissions import PERMITTED
from ledger.asking import NotAccepted
from ledger.envelope import Signature
from ledger.joint import Proposed

router = APIRouter(prefix="/v1/joint-acts", tags=["joint acts"])

_PROPOSE = dict(PERMITTED)


class NothingIn(Wanted):
    """Nothing is to be said: `{}`. What is withdrawn is named by its digest."""


class SecondIn(Wanted):
    """`{}` where the platform keeps the signer's key; else the second signature, over `body`."""

    signature: SignatureIn | None = None


class DifferenceOut(BaseModel):
    """By how much a statement that is released is off; amounts in minor units, null for no sum."""

    account: str
    day: date
    statement: str | None
    rule: str
    expected: int | None
    found: int | None
    difference: int | None


class JointActOut(BaseModel):
    """A joint act that waits for its second signature; `digest` names it."""

    digest: str
    command: str
    person: str = Field(description="Who proposed it, and signed it first.")
    on_behalf_of: str | None = Field(description="In whose name, where not in its own.")
    proposed_at: datetime
    not_after: datetime
    body: str = Field(description="The exact bytes that were signed, as text.")
    differences: list[DifferenceOut] = Field(
        description="Of a release: what is off in each statement of the file."
    )


class JointReceiptOut(ReceiptOut):
    """The receipt of a joint act, and what was banked because of it."""

    imported: list[ImportedOut] = Field(default_factory=list)


@router.get("")
def waiting(
    request: Request, reader: Annotated[Identity, holding(*REASONS, *GLASS, *KEEPS_KEYS)]
) -> list[JointActOut]:
    """What waits for its second signature, oldest first, of lots and accounts that the reader's
    posts are for: of money to C-SET1, C-SET2, C-CASH, AUD; of what is to be read under a seal to
    KEY, AUD, and who asked for it.
    """
    system: System = request.app.state.system
    those = near_acts(system, reader) if reader.holds(*REASONS) else []
    those += inspections_waiting(system, reader)
    return [told(system, one) for one in sorted(those, key=lambda one: one.proposed_at)]


@router.post("", **ASKED)
async def bring(ask: Asks, wanted: CommandIn) -> JointActOut:
    """Keeps a joint act that was signed with a key of one's own, until a second person signs.

    403 without the post to ask for it, or with a key that is not the asker's or signs no more; 409
    where it was signed in another name than the request says.
    """
    signed = signed_of(wanted)
    said = await run_in_threadpool(said_of, ask.system, signed)
    _demand_name(ask.reader, said.on_behalf_of or ask.reader.person, "what you signed")
    demand(ask.reader, *_PROPOSE.get(said.name, ()))
    try:
        kept = await run_in_threadpool(keep, ask.system, ask.reader.person, signed)
    except NotAccepted:
        raise
    except ValueError as other:
        raise HTTPException(409, str(other)) from None
    return await run_in_threadpool(told, ask.system, kept)


@router.post("/{digest}/signature", **ASKED)
async def sign(ask: Asks, digest: Digest, wanted: SecondIn, language: ReadIn) -> JointReceiptOut:
    """Signs the same, as another person, and asks; what was released is banked at once. C-SET2;
    KEY of what is read under a seal.

    The same again answers the same, and banks what could not be banked then.
    """
    one = wanted.signature
    done = await signed_too(
        ask, digest, Signature(one.alg, one.key, bytes(one.sig)) if one else None
    )
    receipt = await run_in_threadpool(receipt_of, ask.system, done.receipt)
    imported = [imported_out(one, language) for one in done.imported]
    return JointReceiptOut(**receipt.model_dump(), imported=imported)


@router.post("/{digest}/withdrawal", status_code=204)
async def take_back(ask: Asks, digest: Digest, _wanted: NothingIn) -> Response:
    """Withdraws one's own proposal, or one that nobody can sign any more, as its proposer could not
    propose it today, and that one could have proposed oneself.
    """
    await run_in_threadpool(withdraw, ask.system, ask.reader.person, digest)
    return Response(status_code=204)


async def proposed(ask: Asking, make: Callable[[], Command]) -> Proposed:
    """Keeps what `make` makes, signed by whoever asks, in the name that it asks in. 403 without the
    post to ask for it where it lies, 409 where the command id proposes something else; 422 as
    `Asking`. Raises WhoseName.
    """
    wanted = await made(make)
    demand(ask.reader, *_PROPOSE[wanted.NAME])
    signer = await run_in_threadpool(signer_of, ask.system, ask.reader)
    name = await run_in_threadpool(principal_of, ask.system, ask.reader, wanted)
    try:
        return await run_in_threadpool(propose, ask.system, signer, wanted, ask.command_id, name)
    except NotAccepted:
        raise
    except ValueError as other:
        raise HTTPException(409, str(other)) from None


async def made(make: Callable[[], Command]) -> Command:
    """What `make` makes of what is read. 422 where the domain cannot read one of its fields."""
    try:
        return await run_in_threadpool(make)
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None


async def signed_too(ask: Asking, digest: str, own: Signature | None = None) -> Done:
    """Asks for a joint act, as its second person; `own`: the signature of a key of one's own. 403
    without the post for that, in the name that the door takes and where it lies.
    """
    system, person = ask.system, ask.reader.person
    sign_with = partial(_second, system, ask.reader, own)
    with metrics(ask.request).asked():
        return await run_in_threadpool(sign_too, system, person, digest, sign_with)


def _second(
    system: System, reader: Identity, own: Signature | None, one: Proposed, name: str
) -> Signature:
    """The second person's, in no other name than it said."""
    _demand_name(reader, name, "a second signature of yours")
    return own or by_key(signer_of(system, reader))(one, name)


def _demand_name(reader: Identity, name: str, what: str) -> None:
    """409 where the reader said that it acts in another name than this is in."""
    if reader.name not in ("", name):
        raise HTTPException(409, f"{what} is in the name of {name}")


def told(system: System, one: Proposed) -> JointActOut:
    """A proposal as it is told: never the first signature, which is given to nobody."""
    return JointActOut(
        digest=one.digest,
        command=one.wanted.NAME,
        person=one.person,
        on_behalf_of=one.on_behalf_of,
        proposed_at=one.proposed_at,
        not_after=one.not_after,
        body=one.signed.body.decode(),
        differences=[
            DifferenceOut(
                account=came.account,
                day=came.day,
                statement=came.statement,
                rule=came.rule,
                expected=came.expected,
                found=came.found,
                difference=came.difference,
            )
            for came in released_by(system, one.wanted)
        ],
    )
