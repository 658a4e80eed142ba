"""`/desk/import`: a statement file brought from the page, at once or in parts."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api.banks.busy import Busy
from api.banks.planning import CannotImport
from api.banks.statements.format import StatementError
from api.banks.waiting import InPart, Waiting, Waits
from api.http.drawn_for import check
from api.http.identity import Identity
from api.http.pages.again import page_of
from api.http.pages.desk_sheets import TODAY
from api.http.pages.drawing import draw
from api.http.pages.failing import Drawn
from api.http.pages.speech import Speech, speech
from api.http.pages.today import Asked
from api.http.pages.today_acting import did, to_desk
from api.http.pages.today_page import Page
from api.http.pages.today_wish import Wanted
from api.http.pages.views.today import Conflict
from api.http.positions import When
from api.http.problem import AGAIN_S
from api.http.seeing import BRING, holding
from api.http.statements import Banked, bank, reading
from api.http.uploads import banked
from api.texts import Say

router = APIRouter(route_class=Drawn, include_in_schema=False)

_YES = "yes"
"""What the tick says by which a person takes a file for the whole day."""


@router.get("/desk/import")
def looked_at() -> RedirectResponse:
    """Nothing to look at here: the form stands on the page."""
    return RedirectResponse("/desk", 303)


@router.post("/desk/import", response_class=HTMLResponse)
async def bring(
    request: Request, reader: Annotated[Identity, holding(*BRING)], when: Asked
) -> Response:
    """Banks the file; leads to the newest of its days."""
    async with reading(request, reader) as body:
        data, name, whole = await _file(request, reader, body)
        try:
            found = await run_in_threadpool(bank, request, reader, data, name, whole_day=whole)
        except (StatementError, CannotImport) as wrong:
            return await run_in_threadpool(_failed, request, reader, when, wrong)
    return _led(found)


@router.post("/desk/import/{upload}", response_class=HTMLResponse)
async def bring_whole(
    request: Request,
    reader: Annotated[Identity, holding(*BRING)],
    when: Asked,
    upload: str,
    whole_day: Annotated[Literal["", "yes"], Form()] = "",
) -> Response:
    """Banks a file that came in parts (`static/js/upload.js`), and leads as one that came at once.

    The address says which it was: who kept in mind how far it had come forgets it.
    """
    try:
        found = await banked(request, reader, upload, whole_day=whole_day == _YES)
    except (StatementError, CannotImport) as wrong:
        return await run_in_threadpool(_failed, request, reader, when, wrong)
    return _led(found, brought=upload)


def _led(found: Banked, **told: str) -> Response:
    """To the newest of its days."""
    newest = max(found.imported, key=lambda one: one.day)
    there = {"account": newest.account, "day": newest.day.isoformat()}
    return to_desk({**there, **did(found.receipts), **told})


async def _file(request: Request, reader: Identity, body: bytes) -> tuple[bytes, str, bool]:
    """The file of a form, its name, and whether it is said to be the whole day. 422 for a form
    without a file. Raises DrawnForAnother."""

    async def stream() -> AsyncGenerator[bytes]:
        yield body

    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise HTTPException(415, "Content-Type: multipart/form-data is expected")
    try:
        form = await MultiPartParser(request.headers, stream(), max_files=1, max_fields=4).parse()
    except MultiPartException as wrong:
        raise HTTPException(400, wrong.message) from None
    found, whole = form.get("file"), form.get("whole_day") == _YES
    data, name = b"", ""
    if isinstance(found, UploadFile):
        data, name = await found.read(), found.filename or ""
    await form.close()
    check(request, reader, form)
    if not data:
        raise HTTPException(422, "file: a statement file is expected")
    return data, name, whole


def _failed(
    request: Request, reader: Identity, when: When, wrong: StatementError | CannotImport
) -> Response:
    page = page_of(request, "/desk")
    view = Page(page, reader, when, Wanted.model_validate({}), speech(page)).view()
    busy = isinstance(wrong, Busy)
    shown = replace(view, conflict=_conflict(wrong, speech(page)))
    answer = draw(page, reader, TODAY, shown, when, status=503 if busy else 422)
    if busy:
        answer.headers["Retry-After"] = AGAIN_S
    return answer


def _conflict(wrong: StatementError | CannotImport, wish: Speech) -> Conflict:
    """Why a file was not banked, and the way on."""
    partly = isinstance(wrong, CannotImport) and wrong.partly
    failed = wish.say("today.import.partly" if partly else "today.import.failed")
    if isinstance(wrong, Waits):
        return Conflict(failed, *_waits(wrong.waiting, wish.say), aside=True)
    return Conflict(failed, wrong.said(wish.lang), _again(wrong, wish.say), aside=True)


def _again(wrong: StatementError | CannotImport, say: Say) -> str:
    """The way on, where the sentence itself does not end with it."""
    if isinstance(wrong, Busy):
        return ""
    return say("in_part.page" if isinstance(wrong, InPart) else "today.import.again")


def _waits(one: Waiting, say: Say) -> tuple[str, str]:
    """Why it waits, and what would decide."""
    if one.whole_day:
        return say("waits.not_whole", **one.told), say("waits.not_whole.next")
    return say("waits", **one.told), say("waits.page")
