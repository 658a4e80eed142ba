"""`/close/…/lists`: what others say of a day, brought from the page beside the check that asks."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.closing.outside.refused import ListRefused
from api.closing.reading import NotFollowed
from api.http.identity import Identity
from api.http.outside import recorded
from api.http.pages.acting import Asker, done, refusal
from api.http.pages.again import page_of
from api.http.pages.closing import Account, Asked, close_view
from api.http.pages.desk_sheets import CLOSE
from api.http.pages.drawing import draw
from api.http.pages.failing import Drawn
from api.http.pages.speech import speech
from api.http.positions import When
from api.http.shapes import Day
from ledger.tickets import Refused

router = APIRouter(route_class=Drawn, include_in_schema=False)

type Kind = Literal["SUB_ACCOUNTS", "GUARANTEES", "REPORTED", "ANCHOR"]


@router.post("/close/{account}/{day}/lists")
async def bring(
    request: Request,
    reader: Asker,
    when: Asked,
    account: Account,
    day: Day,
    kind: Annotated[Kind, Form()],
    file: Annotated[UploadFile, File()],
) -> Response:
    """Records the list, and leads back: the checks compare with it from then on.

    What is wrong with a file is said on the page, which is drawn again: 422. Nothing of it is kept.
    """
    back, data = f"/close/{account}/{day}", await file.read()
    try:
        receipt = await run_in_threadpool(recorded, request, reader, account, day, kind, data)
    except ListRefused as wrong:
        page = page_of(request, back)
        return await run_in_threadpool(_again, page, reader, when, account, day, wrong)
    except NotFollowed:
        return refusal(back, "bankday.no_statement")
    except Refused as refused:
        return refusal(back, refused.rejected.rule)
    return done(back, receipt) if receipt.last else refusal(back, "outside.same")


def _again(
    page: Request, reader: Identity, when: When, account: str, day: date, wrong: ListRefused
) -> Response:
    wish = speech(page)
    view = replace(
        close_view(page, reader, when, account, day),
        last=wish.say("lists.refused", why=wrong.words(wish.lang)),
        refused=True,
    )
    return draw(page, reader, CLOSE, view, when, status=422)
