"""`/close`: 日终关账, a day's two balances, every difference by name, the checks, who signs."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from api.closing.figures import Close, figures
from api.closing.reading import NotFollowed, needed
from api.closing.rechecking import ChangedSince, PreparedOtherwise, otherwise
from api.closing.signing import asked_close, asked_signature
from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.acting import Asker, acted, made, refusal
from api.http.pages.close_asks import asking, list_forms
from api.http.pages.close_links import accounts, beside, papers
from api.http.pages.close_view import view_of
from api.http.pages.desk_sheets import CLOSE, CLOSE_NONE
from api.http.pages.drawing import draw
from api.http.pages.dues import CommandId, Reader
from api.http.pages.failing import Drawn
from api.http.pages.last_act import last_act
from api.http.pages.speech import Speech, speech
from api.http.pages.views.close import Close as View
from api.http.pages.views.close import NothingToClose
from api.http.positions import When, asked
from api.http.seeing import BRING
from api.http.shapes import Day
from domain.bankday.checks import CODES
from domain.bankday.close import ReturnClose
from projections.bankdays import ACCOUNTS, DAYS

router = APIRouter(route_class=Drawn, include_in_schema=False)

CODE = "^[A-Z0-9-]{2,32}$"
Account = Annotated[str, Path(pattern=CODE)]
_NOTE_MAX = 300
OTHERWISE = "bankday.prepared_otherwise"
"""Refused: a check was prepared with another result than the record has."""


Asked = Annotated[When, asked(needed)]


@router.get("/close")
def first_open(
    request: Request,
    reader: Reader,
    when: Asked,
    account: Annotated[str, Query(pattern=CODE)] = "",
    day: Day | None = None,
) -> Response:
    """Leads to the first day that is not closed, custody in CNY before all else.

    `account`: to the first of its own; with `day`, to that day. Before the first statement there is
    none: the page says so, and how one comes.
    """
    if account and day:
        return RedirectResponse(f"/close/{account}/{day}", 303)
    days = [one for one in _first_open(when) if account in ("", one.account)]
    if not days:
        return draw(request, reader, CLOSE_NONE, NothingToClose(reader.holds(*BRING)), when)
    first = next((one for one in days if not one.closed), days[-1])
    return RedirectResponse(f"/close/{first.account}/{first.day}", 303)


@shown(router, "/close/{account}/{day}")
def close(request: Request, reader: Reader, when: Asked, account: Account, day: Day) -> Response:
    """For the desk. Lines are told by counts and sums on a blind day."""
    return draw(request, reader, CLOSE, close_view(request, reader, when, account, day), when)


def close_view(request: Request, reader: Identity, when: When, account: str, day: date) -> View:
    """The record of the page. 404 for an account that is not followed."""
    wish = speech(request)
    try:
        found = figures(when.system, account, day, when.position)
    except NotFollowed as unknown:
        raise HTTPException(404, str(unknown)) from None
    typed = {rule: request.query_params.get(rule, "")[:_NOTE_MAX] for rule in CODES}
    reason = request.query_params.get("reason", "")[:_NOTE_MAX]
    view = view_of(found, wish, reader, typed)
    earlier, later = beside(when, account, day)
    told, refused = _otherwise(when, found, wish) or last_act(when, reader, wish)
    if when.past:
        view = replace(view, act=None, explain=(), give_back=None, reopen=None)
    else:
        view = replace(
            view,
            checks=asking(view.checks, found, wish, reader),
            lists=list_forms(found, wish, reader),
        )
    return replace(
        view,
        earlier=earlier,
        later=later,
        last=told,
        refused=refused,
        typed=reason,
        accounts=accounts(when, account),
        papers=papers(when, wish, reader, account, day),
    )


@router.post("/close/{account}/{day}/preparation")
async def prepare(
    request: Request,
    reader: Asker,
    account: Account,
    day: Day,
    command_id: CommandId,
    position: Annotated[int, Form(ge=1, le=2**53)],
) -> Response:
    """Prepares the close as its page had it, with the sentences that were typed."""
    form = await request.form()
    notes = {rule: str(form[rule]).strip()[:_NOTE_MAX] for rule in CODES if form.get(rule)}
    system, back = request.app.state.system, f"/close/{account}/{day}"
    try:
        wanted = await run_in_threadpool(asked_close, system, account, day, notes, position)
    except ChangedSince:
        return refusal(back, "bankday.not_as_seen", notes)
    except NotFollowed:
        return refusal(back, "bankday.no_statement", notes)
    return await acted(request, reader, wanted, back, command_id=command_id, kept=notes)


@router.post("/close/{account}/{day}/signature")
async def sign(
    request: Request,
    reader: Asker,
    account: Account,
    day: Day,
    command_id: CommandId,
    proposal: Annotated[str, Form(pattern=r"^[0-9a-f]{64}$")],
) -> Response:
    """Signs the preparation that its page showed: the same position, the same balances."""
    system, back = request.app.state.system, f"/close/{account}/{day}"
    try:
        wanted, _ = await run_in_threadpool(asked_signature, system, account, day)
    except PreparedOtherwise:
        return refusal(back, OTHERWISE)
    except ChangedSince:
        return refusal(back, "bankday.changed_since")
    return await acted(request, reader, wanted, back, command_id=command_id, maker=proposal)


@router.post("/close/{account}/{day}/return")
async def give_back(
    request: Request,
    reader: Asker,
    account: Account,
    day: Day,
    command_id: CommandId,
    reason: Annotated[str, Form(max_length=_NOTE_MAX)] = "",
) -> Response:
    """Gives it back to whoever prepared it, with a reason."""
    back, kept = f"/close/{account}/{day}", {"reason": reason}
    if not reason.strip():
        return refusal(back, "batches.no_reason")
    wanted = made(ReturnClose, account=account, day=day, reason=reason.strip())
    return await acted(request, reader, wanted, back, command_id=command_id, kept=kept)


def _otherwise(when: When, found: Close, wish: Speech) -> tuple[str, bool] | None:
    """The rule and both its results, where that is why it was not signed: found once more, for an
    address may say anything."""
    if when.request.query_params.get("refused") != OTHERWISE:
        return None
    waiting = found.progress.waiting
    other = otherwise(when.system, waiting) if waiting else None
    words = wish.say("last.refused", rule=OTHERWISE, why=other.words(wish.lang)) if other else ""
    return words, bool(other)


@dataclass(frozen=True, slots=True)
class _Day:
    account: str
    day: date
    foreign: bool
    closed: bool


def _first_open(when: When) -> list[_Day]:
    """Of each account that has days its first open one, else its newest; accounts in CNY first."""
    readers, at = when.system.readers, when.position
    read = readers.bankdays
    accounts = read.rows(ACCOUNTS, as_of=at).rows
    first: dict[str, date] = {}
    for row in read.rows(DAYS, {"closed": 0}, as_of=at, order=("day",)).rows:
        first.setdefault(row["account"], row["day"])
    newest = {
        one.account: one.day
        for currency in sorted({row["currency"] for row in accounts})
        for one in readers.newest_days(at, currency)
    }
    found = [
        _Day(
            row["account"],
            first.get(row["account"], newest[row["account"]]),
            row["currency"] != "CNY",
            row["account"] not in first,
        )
        for row in accounts
        if row["account"] in newest
    ]
    return sorted(found, key=lambda one: (one.foreign, one.day, one.account))
