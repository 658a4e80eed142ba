"""`/close`: 日终关账, a day's two balances, every difference by name, the checks, who signs."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.closing.figures import figures
from api.closing.reading import NotFollowed
from api.closing.signing import asked_close, asked_signature
from api.http.pages.acting import acted, made
from api.http.pages.close_view import view_of
from api.http.pages.desk_sheets import CLOSE
from api.http.pages.drawing import draw
from api.http.pages.dues import Reader
from api.http.pages.failing import Drawn
from api.http.pages.last_act import last_act
from api.http.pages.speech import speech
from api.http.positions import When, asked
from api.readers import Readers
from domain.bankday.close import ReturnClose
from projections.bankdays import ACCOUNTS, CLOSES, DAYS
from projections.reader import Reader as Rows

router = APIRouter(route_class=Drawn, include_in_schema=False)

Account = Annotated[str, Path(pattern="^[A-Z0-9-]{2,32}$")]
CommandId = Annotated[str, Form(max_length=64)]
_RULES = tuple(f"R{n:02}" for n in range(1, 21))


def _needed(readers: Readers) -> tuple[Rows, ...]:
    return (readers.bankdays, readers.balances.reader, readers.refunds, readers.payments)


Asked = Annotated[When, asked(_needed)]


@router.get("/close")
def first_open(_reader: Reader, when: Asked) -> Response:
    """Leads to the first day that is not closed, custody in CNY before all else."""
    read = when.system.readers.bankdays
    closed = {
        (row["account"], row["day"])
        for row in read.rows(CLOSES, {"stage": "CLOSED"}, as_of=when.position).rows
    }
    accounts = {row["account"]: row for row in read.rows(ACCOUNTS, as_of=when.position).rows}
    days = [
        (accounts[row["account"]]["currency"] != "CNY", row["day"], row["account"])
        for row in read.rows(DAYS, as_of=when.position).rows
        if row["account"] in accounts
    ]
    left = sorted(one for one in days if (one[2], one[1]) not in closed) or sorted(days)[-1:]
    if not left:
        raise HTTPException(404, "no statement has come yet: there is no day to close")
    _, day, account = left[0]
    return RedirectResponse(f"/close/{account}/{day}", 303)


@router.get("/close/{account}/{day}", response_class=HTMLResponse)
def close(request: Request, reader: Reader, when: Asked, account: Account, day: date) -> Response:
    """For the desk. Lines are told by counts and sums while a lot waits for its opening."""
    wish = speech(request)
    try:
        found = figures(when.system, account, day, when.position)
    except NotFollowed as unknown:
        raise HTTPException(404, str(unknown)) from None
    told, refused = last_act(request, wish)
    view = view_of(found, wish, reader, _beside(when, account, day), (told, refused))
    return draw(request, reader, CLOSE, view, when)


@router.post("/close/{account}/{day}/preparation")
async def prepare(
    request: Request, reader: Reader, account: Account, day: date, command_id: CommandId
) -> Response:
    """Prepares the close as the newest figures have it, with the sentences that were typed."""
    form = await request.form()
    notes = {rule: str(form[rule])[:500] for rule in _RULES if form.get(rule)}
    system = request.app.state.system
    wanted = await run_in_threadpool(_wanted, asked_close, system, account, day, notes)
    return await acted(request, reader, wanted, f"/close/{account}/{day}", command_id=command_id)


@router.post("/close/{account}/{day}/signature")
async def sign(
    request: Request, reader: Reader, account: Account, day: date, command_id: CommandId
) -> Response:
    """Signs what was prepared: the same position, the same balances."""
    system = request.app.state.system
    wanted, maker = await run_in_threadpool(_wanted, asked_signature, system, account, day)
    back = f"/close/{account}/{day}"
    return await acted(request, reader, wanted, back, command_id=command_id, maker=maker)


@router.post("/close/{account}/{day}/return")
async def give_back(
    request: Request,
    reader: Reader,
    account: Account,
    day: date,
    command_id: CommandId,
    reason: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Gives it back to whoever prepared it, with a reason."""
    wanted = made(ReturnClose, account=account, day=day, reason=reason)
    return await acted(request, reader, wanted, f"/close/{account}/{day}", command_id=command_id)


def _wanted(make: Any, *told: Any) -> Any:
    """What would be asked. 422 where the figures do not bear it."""
    try:
        return make(*told)
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None


def _beside(when: When, account: str, day: date) -> tuple[str | None, str | None]:
    """Addresses of the days before and after."""
    rows = when.system.readers.bankdays.rows(DAYS, {"account": account}, as_of=when.position).rows
    days = sorted(row["day"] for row in rows)
    before = [one for one in days if one < day][-1:]
    after = [one for one in days if one > day][:1]
    earlier, later = (f"/close/{account}/{one[0]}" if one else None for one in (before, after))
    return earlier, later
