"""What is asked for of a line of several deposits: divided, or taken back from all of them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import Field

from api.desk.division import TypedPart
from api.desk.outcome import of_all
from api.http.pages.failing import Drawn
from api.http.pages.today_acting import Acts, Asked, Sent
from api.http.pages.today_division import Tried
from domain.desk.divided import MOST
from domain.desk.undivide import UndivideReceipt

router = APIRouter(route_class=Drawn, include_in_schema=False)

_LONG = 40
type _Short = Annotated[str, Field(max_length=_LONG)]


class Divided(Asked):
    """A division, row by row: each deposit's code or number, and its amount, both in order.

    `do`: `look` says what it would come to, `more` adds rows; neither writes anything.
    """

    deposit: list[_Short] = Field(default=[], max_length=MOST)
    part: list[_Short] = Field(default=[], max_length=MOST)
    do: Literal["", "look", "more"] = ""

    @property
    def tried(self) -> Tried:
        """The rows as they were typed, but for those without anything."""
        rows = zip(self.deposit, self.part, strict=False)
        typed = tuple(TypedPart(*row) for row in rows if any(row))
        return Tried(typed, told=self.do != "more")


@router.post("/desk/divide")
async def divide(act: Acts, form: Annotated[Divided, Form()]) -> Response:
    """The line is these deposits', in these parts, once they come to all of it."""
    line = await run_in_threadpool(act.line, form.line)
    found = await run_in_threadpool(act.dividing.read, line, form.tried.rows)
    if form.do or found.against:
        return await act.again(form, status=200 if form.do else 422)
    return await act.answered(form, found.command(form.seen))


@router.post("/desk/undivide")
async def undivide(act: Acts, form: Sent) -> Response:
    """The line is nobody's again: none of its deposits keeps its part."""
    line = await run_in_threadpool(act.line, form.line)
    if not line.among:
        return await act.against(form, "desk.line_changed")
    among = await run_in_threadpool(act.dividing.among, line)
    wanted = UndivideReceipt(
        line=form.line, line_seen=form.seen, parts=of_all(among), reason=form.reason
    )
    return await act.answered(form, wanted, stay=True)
