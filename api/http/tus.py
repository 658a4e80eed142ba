"""tus 1.0.0 (https://tus.io): a file that comes in parts, and goes on where a line broke.

Its core, creation, expiration, termination; the same for every kind of file that comes so. What is
here in parts is read by nobody: what becomes of a whole one says the room that has its way.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.banks.statements.saying import Sentence
from api.http.file_problems import SpokenError
from api.http.identity import METERED, Identity, Reading, described
from api.http.limits import pass_through, turnstile
from api.http.problem import AGAIN_S
from api.http.seeing import demand
from api.http.statements import hear
from api.upload_file import InUse, NoRoom, NoUpload, TooMuch, UploadError, UploadFile
from api.uploads import NotAsAnnounced, OtherOffset, Shelf, TooMany, Upload, Uploads
from api.wiring import System
from domain.identifiers import digest

VERSION = "1.0.0"
_PART = "application/offset+octet-stream"
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {_PART: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@dataclass(frozen=True, slots=True)
class Way:
    """A path that files of one kind come by: who may bring them, how many bytes one has at most,
    and where they lie until they are whole. Every request is asked by it first.
    """

    prefix: str
    roles: tuple[str, ...]
    most: Callable[[], int]
    shelf: Shelf

    async def __call__(
        self, request: Request, reader: Reading, _how: Annotated[None, Depends(described)]
    ) -> None:
        """403 for who may not bring such a file."""
        demand(reader, *self.roles)
        request.state.way = self

    @property
    def below(self) -> str:
        """Here bodies are read by the route: parts that may break off, and are kept so far."""
        return f"{self.prefix}/"

    async def done[T](self, request: Request, asked: Callable[[Uploads], T]) -> T:
        """What the uploads of this way answer; what is wrong with one, as HTTP says it."""
        system: System = request.app.state.system
        with told():
            return await run_in_threadpool(asked, Uploads(system.home, of=self.shelf))

    async def whole(self, request: Request, reader: Identity, upload: str) -> bytes:
        """All bytes of this person's upload. 404, 409 while some are missing, 422, 423."""
        return await self.done(request, lambda all_: all_.whole(reader.person, upload))

    async def forget(self, request: Request, reader: Identity, upload: str) -> None:
        """It became what it was for; whoever forgets it at the same time does no harm."""

        def ended(uploads: Uploads) -> None:
            with suppress(NoUpload, InUse):
                uploads.end(reader.person, upload)

        await self.done(request, ended)


@dataclass(frozen=True, slots=True)
class Bringing:
    """One request by a way, and by whom."""

    request: Request
    reader: Identity
    way: Way

    async def done[T](self, asked: Callable[[Uploads], T]) -> T:
        """What the uploads of its way answer."""
        return await self.way.done(self.request, asked)

    def counted(self) -> None:
        """429 for who asks too often."""
        pass_through(turnstile(self.request).asked, self.reader.person)


async def _bringing(request: Request, reader: Reading) -> Bringing:
    return Bringing(request, reader, request.state.way)


def _of_tus(
    tus_resumable: Annotated[str, Header(json_schema_extra={"enum": [VERSION]})],
) -> None:
    """412 for a version of the protocol that is not ours."""
    if tus_resumable != VERSION:
        raise SpokenError(412, Sentence("bring.tus", right=VERSION), {"Tus-Version": VERSION})


_Bringing = Annotated[Bringing, Depends(_bringing)]
_Offset = Annotated[int, Header(ge=0)]
_TUS = Depends(_of_tus)


async def begin(
    by: _Bringing,
    upload_length: _Offset,
    upload_metadata: Annotated[str, Header()],
) -> Response:
    """Begins an upload; `Location` says where its bytes go, `Upload-Expires` until when.

    `Upload-Metadata`: `sha256` and the base64 of the file's SHA-256 in hex; other pairs are passed
    over. Who began it goes on with it, nobody else.
    """
    by.counted()
    said = _sha256(upload_metadata)
    most = by.way.most()
    if upload_length > most:
        wrong = Sentence("bring.length", said=upload_length, most=most)
        raise SpokenError(413, wrong, {"Tus-Max-Size": f"{most}"})
    begun = await by.done(lambda all_: all_.begin(by.reader.person, upload_length, said))
    there = {"Location": f"{by.way.prefix}/{begun.id}"}
    return Response(None, 201, headers=_standing(begun) | there)


async def standing(by: _Bringing, upload: str) -> Response:
    """`Upload-Offset`: how many bytes are here; go on from there."""
    found = await by.done(lambda all_: all_.of(by.reader.person, upload))
    return Response(None, 200, headers=_standing(found))


async def go_on(
    by: _Bringing,
    upload: str,
    upload_offset: _Offset,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """The bytes from `Upload-Offset` on; what came is kept, even where the rest does not come.

    409 for another offset than is here; its `Upload-Offset` is the right one.
    """
    if content_type.partition(";")[0].strip().lower() != _PART:
        raise SpokenError(415, Sentence("bring.part", right=_PART))
    by.counted()
    file = await by.done(lambda all_: all_.going_on(by.reader.person, upload, upload_offset))
    try:
        await _kept(by.request, file)
    finally:
        await by.done(lambda _: file.close())
    now = Upload(upload, file.told, file.offset)
    return Response(None, 204, headers=_standing(now))


async def end(by: _Bringing, upload: str) -> Response:
    """Forgets an upload, whatever came of it."""
    by.counted()
    await by.done(lambda all_: all_.end(by.reader.person, upload))
    return Response(None, 204, headers={"Tus-Resumable": VERSION})


def routes(way: Way, tag: str, *conditions: Any) -> APIRouter:
    """The routes of a way; `conditions`: what else every request on it is put to."""
    router = APIRouter(prefix=way.prefix, tags=[tag], dependencies=[*conditions, Depends(way)])
    plain: dict[str, Any] = {"response_class": Response, "dependencies": [_TUS]}
    one = "/{upload}"
    metered = plain | {"dependencies": [_TUS, METERED]}
    router.add_api_route("", begin, methods=["POST"], status_code=201, **plain)
    router.add_api_route(one, standing, methods=["HEAD"], **metered)
    router.add_api_route(
        one, go_on, methods=["PATCH"], status_code=204, openapi_extra=_BODY, **plain
    )
    router.add_api_route(one, end, methods=["DELETE"], status_code=204, **plain)
    return router


async def _kept(request: Request, file: UploadFile) -> None:
    async def take(chunk: bytes) -> None:
        with told():
            await run_in_threadpool(file.take, chunk)

    await hear(request, take)


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
def told() -> Iterator[None]:
    """What is wrong with an upload, as HTTP says it."""
    try:
        yield
    except UploadError as wrong:
        ours = {"Tus-Resumable": VERSION}
        if isinstance(wrong, OtherOffset):
            ours["Upload-Offset"] = f"{wrong.offset}"
        if isinstance(wrong, InUse):
            ours["Retry-After"] = AGAIN_S
        said = Sentence(wrong.key, **wrong.values)
        raise SpokenError(_STATUS[type(wrong)], said, ours) from None


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
