"""`POST /v1/commands`: the signed envelope of any command, answered with its receipt."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from api.http.bodies import json_only
from api.http.limits import by_address, pass_through, turnstile
from api.http.metrics import metrics
from api.wiring import System
from ledger.asking import COMMAND_MAX
from ledger.envelope import Signature, SignedCommand

router = APIRouter(prefix="/v1", tags=["commands"])


class SignatureIn(BaseModel):
    """One signature over domain tag ‖ SHA-256 of the body."""

    model_config = ConfigDict(extra="forbid")
    alg: Literal["ed25519", "p256"]
    key: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    sig: Annotated[Base64Bytes, Field(min_length=4, max_length=256)]


class CommandIn(BaseModel):
    """The exact bytes that were signed, as text, and their signature."""

    model_config = ConfigDict(extra="forbid")
    body: Annotated[str, Field(max_length=COMMAND_MAX)]
    """Canonical JSON (RFC 8785 profile) of the command."""
    signatures: Annotated[list[SignatureIn], Field(min_length=1, max_length=1)]


class ReceiptOut(BaseModel):
    """The answer of a command id, once and for ever. 0 and 0: there was nothing left to do."""

    id: str
    first: int
    last: int
    repeated: bool


class _Named(BaseModel):
    id: str


def _often(request: Request) -> None:
    pass_through(turnstile(request).signed, by_address(request))


@router.post("/commands", status_code=201, dependencies=[Depends(_often), Depends(json_only)])
async def ask(
    command: CommandIn,
    request: Request,
    idempotency_key: Annotated[str | None, Header(max_length=64)] = None,
) -> ReceiptOut:
    """Asks the Book. The command's own id is the idempotency key; a header must agree with it."""
    system: System = request.app.state.system
    if idempotency_key is not None and idempotency_key != _id(command.body):
        raise HTTPException(400, "Idempotency-Key is not the id of the command")
    signed = SignedCommand(
        command.body.encode(),
        tuple(Signature(one.alg, one.key, bytes(one.sig)) for one in command.signatures),
    )
    with metrics(request).asked():
        receipt = await system.book.ask(signed)
    return ReceiptOut(
        id=receipt.id, first=receipt.first, last=receipt.last, repeated=receipt.repeated
    )


def _id(body: str) -> str | None:
    """The id in a command's body, which nobody has read strictly yet."""
    try:
        return _Named.model_validate_json(body).id
    except ValidationError:
        return None
