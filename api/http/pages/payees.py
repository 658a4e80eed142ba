"""Another account for a refund that the bank refused or returned: proposed with its evidence."""

from typing import Annotated

from fastapi import APIRouter, File, Form, HTTPException, Path, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.http.pages.acting import acted, refusal
from api.http.pages.dues import DESK, Asked, CommandId, Reader
from api.http.pages.failing import Drawn
from api.http.positions import When
from api.http.seeing import demand, holding, may_see_owner
from domain.deposit.redirect import ProposePayee
from domain.deposit.refund import Refund
from domain.kernel import StreamId
from domain.payee import Payee
from ledger.blobs import NoBlob
from ledger.replay import Replay
from projections.deposits import DEPOSITS

router = APIRouter(route_class=Drawn, include_in_schema=False)

Deposit = Annotated[str, Path(pattern=r"^P[0-9A-F]{16}$")]
Number = Annotated[int, Path(ge=1, le=99)]
_KINDS = {b"%PDF": "application/pdf", b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""What a file is, by its first bytes; everything else is kept as bytes without a kind."""


@router.post("/dues/{deposit}/{number}/payee")
async def propose_payee(
    request: Request,
    reader: Reader,
    when: Asked,
    deposit: Deposit,
    number: Number,
    name: Annotated[str, Form(max_length=140)],
    payee_account: Annotated[str, Form(max_length=34)],
    evidence: Annotated[UploadFile, File()],
    command_id: CommandId,
) -> Response:
    """C-SET1. The file is kept under its SHA-256 before the command names it; the checker reads it.

    Of a deposit whose lot is not open every answer is the same.
    """
    demand(reader, "C-SET1")
    if not await run_in_threadpool(_is_open, when, deposit):
        raise HTTPException(404, f"{deposit} is no deposit of a lot whose bids are open")
    data = await evidence.read()
    if not data:
        return refusal("/dues", "payee.no_evidence")
    kind = next((kind for first, kind in _KINDS.items() if data.startswith(first)), "")
    system = when.system
    media = kind or "application/octet-stream"
    key = f"refund/{deposit}/{number}"
    digest = await run_in_threadpool(system.blobs.put, data, media, key)
    payee = Payee(name=name.strip(), account=payee_account.replace(" ", ""))
    try:
        wanted = ProposePayee(deposit=deposit, number=number, payee=payee, evidence=digest)
    except ValueError:
        return refusal("/dues", "payee.unreadable")
    return await acted(request, reader, wanted, "/dues", command_id=command_id)


@router.get("/dues/{deposit}/{number}/evidence", dependencies=[holding(*DESK)])
def evidence(when: Asked, deposit: Deposit, number: Number) -> Response:
    """The file that shows a changed account, to be kept and opened elsewhere; never drawn here."""
    refund = _refund(when, deposit, number)
    if refund is None or refund.proposed is None or refund.proposed.evidence is None:
        raise HTTPException(404, f"no other account was proposed for {deposit}/{number}")
    digest = refund.proposed.evidence
    try:
        data = when.system.blobs.get(digest)
    except NoBlob:
        raise HTTPException(404, f"file {digest} is not kept here") from None
    headers = {"Content-Disposition": f'attachment; filename="{digest[:16]}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _is_open(when: When, deposit: str) -> bool:
    found = when.system.readers.deposits.rows(DEPOSITS, {"deposit": deposit}).rows
    return may_see_owner(deposit, frozenset(row["deposit"] for row in found))


def _refund(when: When, deposit: str, number: int) -> Refund | None:
    """The refund of an open lot's deposit; None of any other."""
    if not _is_open(when, deposit):
        return None
    system = when.system
    found = Replay(system.log, system.store, system.vault).state(StreamId("deposit", deposit))
    refund = found.refund(number)
    return refund if isinstance(refund, Refund) else None
