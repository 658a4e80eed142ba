"""Proposing a payout: what is ticked, to whom, and the file that shows the payee; that file."""

from dataclasses import replace
from hashlib import sha256
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.http.asking import Asking
from api.http.identity import Identity
from api.http.pages.acting import Asker, against, done, made, refusal
from api.http.pages.again import page_of
from api.http.pages.desk_sheets import PAYOUTS
from api.http.pages.drawing import draw
from api.http.pages.dues import CommandId, Reader
from api.http.pages.failing import Drawn
from api.http.pages.last_act import refused_words
from api.http.pages.payees import kind_of
from api.http.pages.payout_list import first
from api.http.pages.payout_view import Wanted, payouts_view
from api.http.pages.payouts import AskedOfPayouts, Code, needed
from api.http.pages.speech import speech
from api.http.pages.views.payouts import Payee as Typed
from api.http.payout_acts import PartIn, PayeeIn, PayoutIn
from api.http.payout_told import evidence_key
from api.http.positions import When, now
from api.http.problems import Changed
from api.http.seeing import demand
from domain.desk.propose_payout import ProposePayout
from domain.payee import Payee, unfit
from ledger.blobs import NoBlob
from ledger.sealing import CannotOpen
from ledger.tickets import Refused
from ledger.vault import NoKey

router = APIRouter(route_class=Drawn, include_in_schema=False)

_ITEM_MAX = 200
"""Signs of one part as a form carries it."""
Text = Annotated[str, Form(max_length=200)]


@router.post("/payouts")
async def propose(
    request: Request,
    reader: Asker,
    payout: Annotated[str, Form(pattern=r"^Q[0-9A-F]{16}$")],
    lot: Text,
    account: Text,
    chart: Text,
    owner: Text,
    command_id: CommandId,
    evidence: Annotated[UploadFile, File()],
    name: Text = "",
    payee_account: Text = "",
    bank: Text = "",
    item: Annotated[tuple[Annotated[str, Form(max_length=_ITEM_MAX)], ...], Form()] = (),
    of: Annotated[str, Form(pattern="^([0-9a-f]{12})?$")] = "",
    begin: Annotated[str, Form(pattern="^(P[0-9A-F]{16})?$")] = "",
) -> Response:
    """C-SET1. The file is kept under its SHA-256 before the command names it; the checker reads it.

    After a refusal the page is drawn again with what was typed: 422.
    """
    demand(reader, "C-SET1")
    if not item:
        return refusal("/payouts?state=due", "refund.none_ticked")
    data = await evidence.read()
    parts = _parts(item)
    typed = Typed(name.strip(), "".join(payee_account.split()), bank.strip())
    rule = "payee.unreadable"
    if not data:
        rule = "payee.no_evidence"
    elif typed.name and unfit(Payee(name=typed.name, account=typed.account)) is None:
        digest = sha256(data).hexdigest()
        wanted = _wanted(lot, account, chart, owner, typed, digest, parts)
        ask = Asking(request, reader, command_id)
        command = made(ProposePayout, payout=payout, **wanted.seen())
        key = evidence_key(digest)
        try:
            await run_in_threadpool(ask.system.blobs.put, data, kind_of(data)[0], key)
            return done(f"/payouts/{payout}", await ask(lambda: command))
        except NoKey:
            rule = "payee.no_evidence"
        except (Changed, Refused) as refused:
            rule = against(refused).rejected.rule
    ticked = [part.deposit for part in parts]
    asked_for = {"state": "due", "of": of, "begin": begin, "refused": rule, "tick": ticked}
    page = page_of(request, "/payouts?" + urlencode(asked_for, doseq=True))
    moment = await now(page, needed, request.app.state.system.store.tail().position)
    typed = replace(typed, refused=refused_words(rule, speech(page)))
    return await run_in_threadpool(_again, page, reader, moment, Wanted(of=of, begin=begin), typed)


def _parts(item: tuple[str, ...]) -> tuple[PartIn, ...]:
    """422 for what the JSON door would not read either."""
    try:
        return tuple(PartIn.model_validate_json(one) for one in item)
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None


def _wanted(
    lot: str,
    account: str,
    chart: str,
    owner: str,
    typed: Typed,
    digest: str,
    parts: tuple[PartIn, ...],
) -> PayoutIn:
    try:
        return PayoutIn(
            lot=lot,
            account=account,
            chart=chart,
            owner=owner,
            payee=PayeeIn(name=typed.name, account=typed.account, bank=typed.bank or None),
            document=digest,
            parts=parts,
        )
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None


def _again(page: Request, reader: Identity, when: When, wanted: Wanted, typed: Typed) -> Response:
    """The page, with the payee as it was filled in."""
    view = payouts_view(page, reader, when, wanted, typed)
    return draw(page, reader, PAYOUTS, view, when, status=422)


@router.get("/payouts/{payout}/evidence")
def evidence(reader: Reader, when: AskedOfPayouts, payout: Code) -> Response:
    """The file that shows a payee, to be kept and opened elsewhere; never drawn here.

    404 alike for what is not kept here, and what may not be told.
    """
    row = first(when, reader, payout)
    if row["evidence"] is None:
        raise HTTPException(404, f"no file that shows the payee of {payout} is kept here")
    try:
        data = when.system.blobs.get(row["document"])
    except (NoBlob, NoKey, CannotOpen):
        raise HTTPException(404, f"the file of {payout} cannot be read any more") from None
    name = f"{row['document'][:16]}{kind_of(data)[1]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)
