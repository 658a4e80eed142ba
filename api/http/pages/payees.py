"""Another account for a refund that the bank refused or returned: proposed with its evidence."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, HTTPException, Path, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.http.asking import Asking
from api.http.identity import Identity
from api.http.pages.acting import Asker, against, done
from api.http.pages.again import page_of
from api.http.pages.desk_sheets import DUES
from api.http.pages.drawing import draw
from api.http.pages.dues import Asked, CommandId, dues_view, needed
from api.http.pages.failing import Drawn
from api.http.pages.last_act import refused_words
from api.http.pages.speech import speech
from api.http.pages.views.refunds import Typed
from api.http.positions import When, now
from api.http.problems import Changed
from api.http.receipts import ReceiptOut
from api.http.seeing import DESK, demand, holding, may_see_owner
from domain.deposit.redirect import ProposePayee
from domain.deposit.refund import Refund
from domain.kernel import StreamId
from domain.payee import Payee
from ledger.blobs import NoBlob
from ledger.sealing import CannotOpen
from ledger.tickets import Refused
from ledger.vault import NoKey
from projections.deposits import DEPOSITS

router = APIRouter(route_class=Drawn, include_in_schema=False)

Deposit = Annotated[str, Path(pattern=r"^P[0-9A-F]{16}$")]
Number = Annotated[int, Path(ge=1, le=99)]
_KINDS = {
    b"%PDF": ("application/pdf", ".pdf"),
    b"\x89PNG": ("image/png", ".png"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
}
"""What a file is and how its name ends, by its first bytes; all else is bytes without a kind."""


@router.post("/dues/{deposit}/{number}/payee")
async def propose_payee(
    request: Request,
    reader: Asker,
    when: Asked,
    deposit: Deposit,
    number: Number,
    name: Annotated[str, Form(max_length=140)],
    payee_account: Annotated[str, Form(max_length=34)],
    evidence: Annotated[UploadFile, File()],
    command_id: CommandId,
) -> Response:
    """C-SET1. The file is kept under its SHA-256 before the command names it; the checker reads it.

    Of a deposit whose lot is not open every answer is the same. After a refusal the page is drawn
    again with what was typed: 422.
    """
    demand(reader, "C-SET1")
    if not await run_in_threadpool(_is_open, when, deposit):
        raise HTTPException(404, f"{deposit} is no deposit of a lot whose bids are open")
    payee = Payee(name=name.strip(), account="".join(payee_account.split()))
    ask, data = Asking(request, reader, command_id), await evidence.read()
    found = await _asked(ask, deposit, number, payee, data)
    if isinstance(found, ReceiptOut):
        return done("/dues", found)
    page = page_of(request, "/dues?" + urlencode({"refused": found}))
    moment = await now(page, needed, when.system.store.tail().position)
    typed = {f"{deposit}/{number}": Typed(name, payee_account, refused_words(found, speech(page)))}
    return await run_in_threadpool(_again, page, reader, moment, typed)


async def _asked(
    ask: Asking, deposit: str, number: int, payee: Payee, data: bytes
) -> ReceiptOut | str:
    """The receipt, or the rule that refused. No file is kept of what cannot be asked for."""
    if not data:
        return "payee.no_evidence"
    digest = sha256(data).hexdigest()
    try:
        wanted = ProposePayee(deposit=deposit, number=number, payee=payee, evidence=digest)
    except ValueError:
        return "payee.unreadable"
    key = f"refund/{deposit}/{number}"
    await run_in_threadpool(ask.system.blobs.put, data, kind_of(data)[0], key)
    try:
        return await ask(lambda: wanted)
    except (Changed, Refused) as refused:
        return against(refused).rejected.rule


def _again(page: Request, reader: Identity, when: When, typed: Mapping[str, Typed]) -> Response:
    """The page, with the dialog of this refund as it was filled in."""
    view = dues_view(page, reader, when, typed=typed)
    return draw(page, reader, DUES, view, when, status=422)


def kind_of(data: bytes) -> tuple[str, str]:
    """Media type of a file, and how its name ends."""
    known = (kind for first, kind in _KINDS.items() if data.startswith(first))
    return next(known, ("application/octet-stream", ""))


@router.get("/dues/{deposit}/{number}/evidence", dependencies=[holding(*DESK)])
def evidence(when: Asked, deposit: Deposit, number: Number) -> Response:
    """The file that shows a changed account, to be kept and opened elsewhere; never drawn here."""
    refund = _refund(when, deposit, number)
    if refund is None or refund.proposed is None or refund.proposed.evidence is None:
        raise HTTPException(404, f"no other account was proposed for {deposit}/{number}")
    digest = refund.proposed.evidence
    try:
        data = when.system.blobs.get(digest)
    except (NoBlob, NoKey, CannotOpen):
        raise HTTPException(404, f"file {digest} is not kept here") from None
    name = f"{digest[:16]}{kind_of(data)[1]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


def _is_open(when: When, deposit: str) -> bool:
    """Of an open lot; or of none, as what gives a stray back, which was told to the desk before."""
    found = when.system.readers.deposits.rows(DEPOSITS, {"deposit": deposit}).rows
    opened = may_see_owner(deposit, frozenset(row["deposit"] for row in found))
    return opened or bool(when.system.replay.state(StreamId("deposit", deposit)).of_nobody)


def _refund(when: When, deposit: str, number: int) -> Refund | None:
    """The refund of an open lot's deposit, or of a stray; None of any other."""
    if not _is_open(when, deposit):
        return None
    system = when.system
    found = system.replay.state(StreamId("deposit", deposit))
    refund = found.refund(number)
    return refund if isinstance(refund, Refund) else None
