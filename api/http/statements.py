"""`POST /v1/statements`: a bank's statement file into the books, by whoever reconciles."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from anyio import CapacityLimiter, WouldBlock
from fastapi import APIRouter, Header, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel
from starlette.requests import ClientDisconnect

from api.banks.busy import MOMENT_S
from api.banks.importing import Imported, Importer
from api.banks.statements.archive import documents
from api.banks.statements.saying import Sentence
from api.http.custody import sign_as
from api.http.file_problems import SpokenError
from api.http.identity import Identity
from api.http.language import ReadIn
from api.http.limits import pass_through, turnstile
from api.http.metrics import metrics
from api.http.problem import AGAIN_S
from api.http.seeing import BRING, demand, holding
from api.wiring import System
from domain.bankday.quarantine import QuarantineStatement
from domain.desk.record import SAYS_WHOLE_DAY
from domain.kernel import Command
from ledger.tickets import Receipt

router = APIRouter(prefix="/v1", tags=["statements"])

PATHS = ("/v1/statements", "/desk/import")
"""Here bodies are read by the route: larger ones, and only of who may import."""
STATEMENT_MAX = 67_108_864
"""Bytes of a statement file, or of all in a zip: a day of 100,000 lines has some 45 MB."""
_ZIP = "archive.zip"
"""What a zip is called that comes without a name."""
_WAIT_S = 60.0
_AT_ONCE = 2
"""So many files are read and banked at once: each stands in memory whole."""
_KINDS = (
    "application/xml",
    "text/xml",
    "text/csv",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/zip",
    "application/x-zip-compressed",
    "application/octet-stream",
)
"""What a file is called on its way; what it is, its bytes tell. No type that a form of another site
can send without being asked: MT940 comes as octets.
"""


class ImportedOut(BaseModel):
    """What one statement of a file brought; `file`: which of a zip it stood in."""

    file: str | None
    account: str
    day: date
    booked: int
    new: int
    closing: int | None
    warnings: list[str]


class StatementsOut(BaseModel):
    """What a file brought, and the last position of it; 0: nothing was new."""

    imported: list[ImportedOut]
    last: int


_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in _KINDS},
    }
}


@router.post("/statements", status_code=201, openapi_extra=_BODY)
async def bring(
    request: Request,
    reader: Annotated[Identity, holding(*BRING)],
    language: ReadIn,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
    whole_day: Annotated[bool, Query()] = False,
) -> StatementsOut:
    """Banks a statement, each line once: the same file again, or an overlap, adds nothing.

    `whole_day`: C-CASH says, and signs, that each statement in the file is all of its day. Where
    balances do not tell which of its lines came before, and it was refused for that, this does.

    camt.053, MT940, or a bank's table (CSV, XLS, XLSX) that a bank profile fits; a zip is read as
    its files, and refused whole if one of them is. C-CASH or BANK.
    A file that is wrong anywhere, or that would change a closed day, is refused whole, before
    anything is written; one that does not add up goes into quarantine whole. A line that comes
    after its day was closed is banked on the day of the statement that brings it; `warnings` name
    it.
    """
    if content_type.partition(";")[0].strip().lower() not in _KINDS:
        raise SpokenError(415, Sentence("bring.kind", right=", ".join(_KINDS)))
    async with reading(request, reader) as data:
        found = await run_in_threadpool(bank, request, reader, data, whole_day=whole_day)
    return statements_out(found, language)


@asynccontextmanager
async def reading(request: Request, reader: Identity) -> AsyncIterator[bytes]:
    """The whole body, while there is room for it. 503 when others are being read, 408, 413."""
    async with room_for(request, reader):
        yield await _whole(request)


@asynccontextmanager
async def room_for(request: Request, reader: Identity) -> AsyncIterator[None]:
    """There is room for one more whole file until it is read and banked. 503 when there is none."""
    pass_through(turnstile(request).asked, reader.person)
    async with room_in(request.app.state.importing, request):
        yield


@asynccontextmanager
async def room_in(room: CapacityLimiter, request: Request) -> AsyncIterator[None]:
    """There is room in it for what this request reads whole. 503 when there is none."""
    try:
        room.acquire_on_behalf_of_nowait(request)
    except WouldBlock:
        raise SpokenError(503, Sentence("bring.others"), {"Retry-After": AGAIN_S}) from None
    try:
        yield
    finally:
        room.release_on_behalf_of(request)


def importing_room() -> CapacityLimiter:
    """Where an application's files are read."""
    return CapacityLimiter(_AT_ONCE)


async def _whole(request: Request) -> bytes:
    body = bytearray()

    async def take(chunk: bytes) -> None:
        body.extend(chunk)
        if len(body) > STATEMENT_MAX:
            raise SpokenError(413, Sentence("bring.large", most=STATEMENT_MAX))

    await hear(request, take)
    return bytes(body)


async def hear(request: Request, take: Callable[[bytes], Awaitable[None]]) -> None:
    """Hands on a body as it comes in. 400 where it ends before its end, 408."""
    try:
        async with asyncio.timeout(_WAIT_S):
            async for chunk in request.stream():
                await take(chunk)
    except ClientDisconnect:
        raise SpokenError(400, Sentence("bring.cut")) from None
    except TimeoutError:
        raise SpokenError(408, Sentence("bring.slow", seconds=f"{_WAIT_S:.0f}")) from None


@dataclass(frozen=True, slots=True)
class Banked:
    """What a file brought, and the receipts of what was asked for it."""

    imported: list[Imported]
    receipts: list[Receipt]

    @property
    def last(self) -> int:
        """The last position; 0: nothing was new."""
        return max((one.last for one in self.receipts), default=0)


def bank(
    request: Request, reader: Identity, data: bytes, name: str = _ZIP, *, whole_day: bool = False
) -> Banked:
    """Banks a file, or those of a zip called `name`, in a person's name, who may say that each
    statement is all of its day; that one does not add up is the bank connector's word, who read it.

    403 for whoever may not say that. Raises what `Importer.files` raises.
    """
    if whole_day:
        demand(reader, *SAYS_WHOLE_DAY)
    system: System = request.app.state.system
    receipts: list[Receipt] = []

    def ask(wanted: Command, /) -> Receipt:
        if isinstance(wanted, QuarantineStatement):
            return system.ask("bank", wanted)
        signed = sign_as(system, reader, wanted)
        with metrics(request).asked():
            receipt = system.book.execute(signed)
        receipts.append(receipt)
        return receipt

    importer = Importer(
        system.replay,
        system.blobs,
        ask,
        reader.person,
        whole_day=whole_day,
        known=system.known_files,
        patience=MOMENT_S,
        others=lambda: system.book.asked_lately,
    )
    found = importer.files(documents(data, name, STATEMENT_MAX))
    return Banked(found, receipts)


def statements_out(found: Banked, language: str) -> StatementsOut:
    """What a file brought, as it is told in a language."""
    imported = [imported_out(one, language) for one in found.imported]
    return StatementsOut(imported=imported, last=found.last)


def imported_out(one: Imported, language: str) -> ImportedOut:
    """What a statement brought, as it is told; warnings in a language."""
    return ImportedOut(
        file=one.file,
        account=one.account,
        day=one.day,
        booked=one.booked,
        new=one.new,
        closing=one.closing,
        warnings=[warning.said(language) for warning in one.warnings],
    )
