"""`/v1/statements/uploads`: a statement that comes in parts, and goes on where a line broke.

The protocol is tus 1.0.0 (https://tus.io): its core, creation, expiration, termination. What is
here in parts is read by nobody: once whole it is imported as a file that came at once.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.banks.quarantining import InQuarantine
from api.banks.statements.saying import Sentence
from api.http import statements
from api.http.file_problems import SpokenError
from api.http.identity import METERED, Identity
from api.http.language import ReadIn
from api.http.limits import pass_through, turnstile
from api.http.problem import AGAIN_S
from api.http.seeing import BRING, holding
from api.http.statements import Banked, StatementsOut, bank, hear, room_for, statements_out
from api.upload_file import InUse, NoRoom, NoUpload, TooMuch, UploadError, UploadFile
from api.uploads import NotAsAnnounced, OtherOffset, TooMany, Upload, Uploads
from api.wiring import System
from domain.identifiers import digest

router = APIRouter(prefix="/v1/statements/uploads", tags=["statements"])

BELOW = ("/v1/statements/uploads/",)
"""Here bodies are read by the route: parts that may break off, and are kept as far as they came."""

VERSION = "1.0.0"
_PART = "application/offset+octet-stream"
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {_PART: {"schema": {"type": "string", "format": "binary"}}},
    }
}


def _of_tus(
    tus_resumable: Annotated[str, Header(json_schema_extra={"enum": [VERSION]})],
) -> None:
    """412 for a version of the protocol that is not ours."""
    if tus_resumable != VERSION:
        raise SpokenError(412, Sentence("bring.tus", right=VERSION), {"Tus-Version": VERSION})


_TUS = Depends(_of_tus)
_Reader = Annotated[Identity, holding(*BRING)]
_Offset = Annotated[int, Header(ge=0)]


@router.post("", status_code=201, response_class=Response, dependencies=[_TUS])
async def begin(
    request: Request,
    reader: _Reader,
    upload_length: _Offset,
    upload_metadata: Annotated[str, Header()],
) -> Response:
    """Begins an upload; `Location` says where its bytes go, `Upload-Expires` until when.

    `Upload-Metadata`: `sha256` and the base64 of the file's SHA-256 in hex; other pairs are passed
    over. Who began it goes on with it, nobody else. C-CASH or BANK.
    """
    pass_through(turnstile(request).asked, reader.person)
    said = _sha256(upload_metadata)
    if upload_length > statements.STATEMENT_MAX:
        most = statements.STATEMENT_MAX
        told = Sentence("bring.length", said=upload_length, most=most)
        raise SpokenError(413, told, {"Tus-Max-Size": f"{most}"})
    begun = await _done(lambda: _uploads(request).begin(reader.person, upload_length, said))
    there = {"Location": f"{router.prefix}/{begun.id}"}
    return Response(None, 201, headers=_standing(begun) | there)


@router.head("/{upload}", response_class=Response, dependencies=[_TUS, METERED])
async def standing(request: Request, reader: _Reader, upload: str) -> Response:
    """`Upload-Offset`: how many bytes are here; go on from there. C-CASH or BANK."""
    found = await _done(lambda: _uploads(request).of(reader.person, upload))
    return Response(None, 200, headers=_standing(found))


@router.patch(
    "/{upload}",
    status_code=204,
    response_class=Response,
    dependencies=[_TUS],
    openapi_extra=_BODY,
)
async def go_on(
    request: Request,
    reader: _Reader,
    upload: str,
    upload_offset: _Offset,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """The bytes from `Upload-Offset` on; what came is kept, even where the rest does not come.

    409 for another offset than is here; its `Upload-Offset` is the right one. C-CASH or BANK.
    """
    if content_type.partition(";")[0].strip().lower() != _PART:
        raise SpokenError(415, Sentence("bring.part", right=_PART))
    pass_through(turnstile(request).asked, reader.person)
    uploads = _uploads(request)
    file = await _done(lambda: uploads.going_on(reader.person, upload, upload_offset))
    try:
        await _kept(request, file)
    finally:
        await _done(file.close)
    now = Upload(upload, file.told, file.offset)
    return Response(None, 204, headers=_standing(now))


@router.delete("/{upload}", status_code=204, response_class=Response, dependencies=[_TUS])
async def end(request: Request, reader: _Reader, upload: str) -> Response:
    """Forgets an upload, whatever came of it. C-CASH or BANK."""
    pass_through(turnstile(request).asked, reader.person)
    await _done(lambda: _uploads(request).end(reader.person, upload))
    return Response(None, 204, headers={"Tus-Resumable": VERSION})


@router.post("/{upload}/import", status_code=201)
async def bring(
    request: Request,
    reader: _Reader,
    language: ReadIn,
    upload: str,
    whole_day: Annotated[bool, Query()] = False,
) -> StatementsOut:
    """Imports a whole upload just as `POST /v1/statements` imports a file; then it is forgotten.

    A file that is not the one that was announced (SHA-256) is forgotten too, and nothing of it
    read. One that is refused for another reason waits: ask again once the reason is gone. C-CASH
    or BANK.
    """
    found = await banked(request, reader, upload, whole_day=whole_day)
    return statements_out(found, language)


async def banked(
    request: Request, reader: Identity, upload: str, *, whole_day: bool = False
) -> Banked:
    """Banks a whole upload of this person's, which is then forgotten. Raises what `bank` raises."""
    async with room_for(request, reader):
        uploads = _uploads(request)
        data = await _done(lambda: uploads.whole(reader.person, upload))
        try:
            found = await run_in_threadpool(bank, request, reader, data, whole_day=whole_day)
        except InQuarantine:  # there it is kept
            await run_in_threadpool(_forget, uploads, reader, upload)
            raise
        await run_in_threadpool(_forget, uploads, reader, upload)
    return found


def _forget(uploads: Uploads, reader: Identity, upload: str) -> None:
    """It is banked; whoever forgets it at the same time does no harm."""
    with suppress(NoUpload, InUse):
        uploads.end(reader.person, upload)


async def _kept(request: Request, file: UploadFile) -> None:
    async def take(chunk: bytes) -> None:
        with _told():
            await run_in_threadpool(file.take, chunk)

    await hear(request, take)


async def _done[T](asked: Callable[[], T]) -> T:
    with _told():
        return await run_in_threadpool(asked)


_STATUS: dict[type[UploadError], int] = {
    NoUpload: 404,
    OtherOffset: 409,
    TooMany: 409,
    TooMuch: 413,
    NotAsAnnounced: 422,
    InUse: 423,
    NoRoom: 507,
}
"""What may be wrong with an upload, and the status of the answer."""


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong with an upload, as HTTP says it."""
    try:
        yield
    except UploadError as wrong:
        told = {"Tus-Resumable": VERSION}
        if isinstance(wrong, OtherOffset):
            told["Upload-Offset"] = f"{wrong.offset}"
        if isinstance(wrong, InUse):
            told["Retry-After"] = AGAIN_S
        said = Sentence(wrong.key, **wrong.values)
        raise SpokenError(_STATUS[type(wrong)], said, told) from None


def _sha256(metadata: str) -> str:
    """What an upload's metadata say of its bytes. 400 where they do not."""
    pairs = (pair.strip().partition(" ") for pair in metadata.split(","))
    said = next((value for name, _, value in pairs if name == "sha256"), "")
    try:
        return digest(b64decode(said, validate=True).decode("ascii"))
    except ValueError:
        raise SpokenError(400, Sentence("bring.metadata")) from None


def _standing(upload: Upload) -> dict[str, str]:
    until = datetime.fromtimestamp(upload.told.until, UTC)
    return {
        "Tus-Resumable": VERSION,
        "Upload-Length": f"{upload.told.length}",
        "Upload-Offset": f"{upload.offset}",
        "Upload-Expires": format_datetime(until, usegmt=True),
    }


def _uploads(request: Request) -> Uploads:
    system: System = request.app.state.system
    return Uploads(system.home)
