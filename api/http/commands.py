"""`POST /v1/commands`: the signed envelope of any command, answered with its receipt.

The one route that many ask at once. FastAPI describes it; what it does for other routes with
every request (dependencies, the body read into Python and then into a model) is left out here.
"""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from api.http.bodies import json_only
from api.http.limits import by_address, pass_through, turnstile
from api.http.metrics import metrics
from api.http.receipts import CommandReceiptOut
from api.wiring import System
from ledger.asking import COMMAND_MAX
from ledger.envelope import Signature, SignedCommand


class SignatureIn(BaseModel):
    """One signature over domain tag ‖ SHA-256 of the body."""

    model_config = ConfigDict(extra="forbid")
    alg: Literal["ed25519", "p256"]
    key: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    sig: Annotated[Base64Bytes, Field(min_length=4, max_length=256)]


class CommandIn(BaseModel):
    """The exact bytes that were signed, as text, and their signature; two of a joint act."""

    model_config = ConfigDict(extra="forbid")
    body: Annotated[str, Field(max_length=COMMAND_MAX)]
    """Canonical JSON (RFC 8785 profile) of the command."""
    signatures: Annotated[list[SignatureIn], Field(min_length=1, max_length=2)]


class _Named(BaseModel):
    id: str


async def _answer(request: Request) -> Response:
    """Raises what FastAPI would, with the same places of what is wrong."""
    pass_through(turnstile(request).signed, by_address(request))
    json_only(request.headers.get("content-type", ""))
    try:
        command = CommandIn.model_validate_json(await request.body())
    except ValidationError as wrong:
        found = wrong.errors(include_url=False)
        raise RequestValidationError([{**e, "loc": ("body", *e["loc"])} for e in found]) from None
    receipt = await ask(command, request, request.headers.get("idempotency-key"))
    return Response(receipt.model_dump_json(), 201, media_type="application/json")


class _Direct(APIRoute):
    """Answers as `ask` says, with nothing between the request and it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        return _answer


router = APIRouter(prefix="/v1", tags=["commands"], route_class=_Direct)


@router.post("/commands", status_code=201)
async def ask(
    command: CommandIn,
    request: Request,
    idempotency_key: Annotated[str | None, Header(max_length=64)] = None,
) -> CommandReceiptOut:
    """Asks the Book. The command's own id is the idempotency key; a header must agree with it."""
    system: System = request.app.state.system
    if idempotency_key is not None and idempotency_key != _id(command.body):
        raise HTTPException(400, "Idempotency-Key is not the id of the command")
    with metrics(request).asked():
        receipt = await system.book.ask(signed_of(command))
    return CommandReceiptOut(
        id=receipt.id, first=receipt.first, last=receipt.last, repeated=receipt.repeated
    )


def signed_of(command: CommandIn) -> SignedCommand:
    """The bytes and signatures of an envelope."""
    signatures = (Signature(one.alg, one.key, bytes(one.sig)) for one in command.signatures)
    return SignedCommand(command.body.encode(), tuple(signatures))


def _id(body: str) -> str | None:
    """The id in a command's body, which nobody has read strictly yet."""
    try:
        return _Named.model_validate_json(body).id
    except ValidationError:
        return None
