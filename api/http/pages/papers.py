"""The file of a decision: kept under its SHA-256 before any command names it, read by who signs."""

from hashlib import sha256

from fastapi import HTTPException, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.http.pages.payees import kind_of
from api.wiring import System
from ledger.blobs import NoBlob
from ledger.sealing import CannotOpen
from ledger.vault import NoKey

NO_PAPER = "paper.wrong.none"
GONE = "paper.wrong.gone"
"""What may be wrong with the file: none came, or it may be kept no more."""


def paper_key(digest: str) -> str:
    """The key under which the file of a decision lies: its own."""
    return f"decision/{digest}"


def is_kept(system: System, digest: str) -> bool:
    """Whether the file of a decision is kept here, and was brought as such."""
    key = paper_key(digest)
    return system.blobs.lies_under(digest, key) and not system.blobs.is_destroyed(key)


async def brought(system: System, file: UploadFile | None, before: str) -> tuple[str, str]:
    """SHA-256 of the file that comes now, else of the one that came `before`; and the key of what
    is wrong with it, '' where nothing. What lies here for other business already is named by it,
    and read where it was brought, not here."""
    if data := await file.read() if file else b"":
        digest = sha256(data).hexdigest()
        try:
            kind, key = kind_of(data)[0], paper_key(digest)
            await run_in_threadpool(system.blobs.put, data, kind, key)
        except NoKey:
            return "", GONE
        return digest, ""
    return (before, "") if before else ("", NO_PAPER)


def attachment(system: System, digest: str) -> Response:
    """The file, to be kept and opened elsewhere; never drawn here. 404 for what is no file of a
    decision, so that nobody reads another by naming it."""
    try:
        data = system.blobs.get(digest) if is_kept(system, digest) else b""
    except (NoBlob, NoKey, CannotOpen):
        data = b""
    if not data:
        raise HTTPException(404, f"no file {digest} of a decision is kept here")
    name = f"{digest[:16]}{kind_of(data)[1]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)
