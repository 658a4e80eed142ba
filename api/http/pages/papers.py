"""The file of a decision: kept under its SHA-256 before any command names it, read by who signs.

That it was brought for a lot is kept beside it: whoever only names a file by its digest neither
reads it nor hears whether it lies here.
"""

from hashlib import sha256
from typing import Annotated

from fastapi import Form, HTTPException, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import AfterValidator

from api.http.pages.payees import kind_of
from api.http.shapes import NO_NUL, nfc
from api.wiring import System
from ledger.blobs import NoBlob
from ledger.sealing import CannotOpen
from ledger.vault import NoKey

NO_PAPER = "paper.wrong.none"
GONE = "paper.wrong.gone"
"""What may be wrong with the file: none came, or it may be kept no more."""

Document = Annotated[str, Form(max_length=200, pattern=NO_NUL), AfterValidator(nfc)]
"""The reference of a decision, as a form says it; empty while it is not said yet."""
Seen = Annotated[str, Form(pattern="^[0-9A-Z ]{0,4000}$")]
"""Figures that nobody typed, as they were looked at; empty where none were."""


def paper_key(lot: str, digest: str) -> str:
    """The key of what was brought for a decision about a lot, and the text that says it was."""
    return f"decision/{lot}/{digest}"


def is_kept(system: System, lot: str, digest: str) -> bool:
    """Whether the file of a decision was brought for this lot, and may be kept still."""
    key = paper_key(lot, digest)
    said = sha256(key.encode()).hexdigest()
    return system.blobs.lies_under(said, key) and not system.blobs.is_destroyed(key)


async def brought(
    system: System, lot: str, file: UploadFile | None, before: str
) -> tuple[str, str]:
    """SHA-256 of the file that comes now, else of the one that came `before` for this lot; and the
    key of what is wrong with it, '' where nothing. The same file may come for several lots, and for
    other business: it is stored once, and read wherever it was brought."""
    if data := await file.read() if file else b"":
        digest = sha256(data).hexdigest()
        try:
            await run_in_threadpool(_keep, system, lot, digest, data)
        except NoKey:
            return "", GONE
        return digest, ""
    kept = bool(before) and await run_in_threadpool(is_kept, system, lot, before)
    return (before, "") if kept else ("", NO_PAPER)


def _keep(system: System, lot: str, digest: str, data: bytes) -> None:
    """The file, and then that it was brought. Raises NoKey."""
    key = paper_key(lot, digest)
    system.blobs.put(data, kind_of(data)[0], key)
    system.blobs.put(key.encode(), "text/plain", key)


def attachment(system: System, lot: str, digest: str) -> Response:
    """The file, to be kept and opened elsewhere; never drawn here. 404 for what was not brought for
    a decision about this lot, so that nobody reads another by naming it."""
    try:
        data = system.blobs.get(digest) if is_kept(system, lot, digest) else b""
    except (NoBlob, NoKey, CannotOpen):
        data = b""
    if not data:
        raise HTTPException(404, f"no file {digest} of a decision is kept here")
    name = f"{digest[:16]}{kind_of(data)[1]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)
