"""How an act from 今日对账 is asked for, and how it leads back to the page.

A line that may not be seen is no line here, whatever a form says of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Form, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field, ValidationError

from api.desk.candidate import Candidate
from api.desk.seen_line import SeenLine
from api.desk.whose import Candidates
from api.desk.window import one
from api.http.asking import Asking
from api.http.identity import Identity
from api.http.pages.acting import Asker, against
from api.http.pages.again import page_of
from api.http.pages.desk_sheets import TODAY
from api.http.pages.drawing import draw
from api.http.pages.speech import speech
from api.http.pages.today_division import Dividing, Tried
from api.http.pages.today_page import Page, needed
from api.http.pages.today_wish import SUBJECT, Wanted
from api.http.positions import When, now
from api.http.problems import Changed
from api.http.receipts import ReceiptOut
from api.readers import Readers
from api.wiring import System
from domain.bankpage.care import NOTE_MOST
from domain.kernel import Command
from ledger.tickets import Receipt, Refused

_KEPT = frozenset({"account", "day", "tab", "side", "mine"})
_AT_ONCE = 200
_LINE = r"^[A-Z0-9-]{2,32}/\d{4}-\d\d-\d\d/\d{1,3}#\d{1,3}$"


class Asked(BaseModel):
    """What every form carries: its own id, the line as it was seen, where to go afterwards."""

    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    line: str = Field(pattern=_LINE)
    seen: int = Field(ge=0, le=1_000_000)
    next: str = Field("", max_length=64)
    back: str = Field("", max_length=500)
    subject: str = Field("", max_length=64, pattern=SUBJECT)
    text: str = Field("", max_length=NOTE_MOST)
    suspense: str = Field("", pattern=r"^1?$")
    assignee: str = Field("", max_length=64)
    had: str = Field("", max_length=64)
    reason: str = Field("", max_length=200)

    @property
    def tried(self) -> Tried | None:
        """A division as it was typed."""
        return None

    @property
    def typed(self) -> dict[str, str]:
        """What was filled in, by field."""
        filled = {"text": self.text, "reason": self.reason, "assignee": self.assignee}
        return {name: value for name, value in filled.items() if value}


class Ticked(BaseModel):
    """Exactly these lines, as they were seen: `CODE@VERSION@SUBJECT` each."""

    id: str = Field(pattern=r"^[0-9a-f]{32}$")
    back: str = Field("", max_length=500)
    tick: list[str] = Field(default=[], max_length=_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Acting:
    """One request of somebody at the desk."""

    request: Request
    reader: Identity

    @property
    def system(self) -> System:
        """The installation."""
        found: System = self.request.app.state.system
        return found

    def at(self) -> int:
        """How far everything that says what may be seen has been read."""
        found: Readers = self.system.readers
        sealed = (found.sealed_care, found.sealed_claims)
        money = (found.balances.reader, found.payouts)
        return found.reached((found.bankdays, *sealed, found.deposits, found.lots, *money))

    def line(self, code: str) -> SeenLine:
        """The line, if it may be seen; 404 for all others alike."""
        found = one(self.system.readers, self.at(), code)
        if found is None:
            raise HTTPException(404, f"there is no line {code} to be seen")
        return found

    @property
    def dividing(self) -> Dividing:
        """What is told of a line's parts."""
        return Dividing(self.system, self.reader, self.at(), speech(self.request))

    def candidate(self, line: SeenLine, subject: str) -> Candidate | None:
        """What the line is to be given to, if it still may be."""
        found = Candidates(self.system, self.at()).all(line)
        return next((one for one in found if one.subject == subject), None)

    async def ask(self, command_id: str, wanted: Command) -> ReceiptOut:
        """Asks in this person's name. Raises what asking raises."""
        return await Asking(self.request, self.reader, command_id)(lambda: wanted)

    async def answered(self, form: Asked, wanted: Command, *, stay: bool = False) -> Response:
        """Asks, and leads back: to the next row, or to what was refused of this one."""
        try:
            receipt = await self.ask(form.id, wanted)
        except (Changed, Refused) as refusal:
            return await self.refused(form, refusal)
        if not receipt.last and not stay:
            return await self.against(form, "desk.done_before")
        there = form.line if stay else form.next
        return self.lead(form, there, **did((receipt,)))

    async def refused(self, form: Asked, refusal: Changed | Refused) -> Response:
        """Back to the line, with what stands against it. What one's post forbids is a page."""
        found = against(refusal)
        if found.rejected.rule.startswith("permission."):
            raise refusal
        return await self.against(form, found.rejected.rule, found.position)

    async def against(self, form: Asked, rule: str, position: int | None = None) -> Response:
        """Back to the line, with the rule that refused; what was typed is drawn, not addressed.

        `position`: how far the log was then; the page waits for it.
        """
        at_least = position or self.system.store.tail().position
        told = {"refused": rule, "meant": form.subject, "min_position": at_least}
        if not form.typed and not form.tried:
            return self.lead(form, form.line, **told)
        return await self.again(form, told, at_least)

    async def again(
        self,
        form: Asked,
        told: Mapping[str, object] | None = None,
        at_least: int = 0,
        status: int = 422,
    ) -> Response:
        """The page of the line, filled in as the form was; `told`: of what was refused of it."""
        of = {"of": form.line, **told} if told else {}
        query = {**kept(form.back), "line": form.line, **of}
        page = page_of(self.request, _address(query))
        when = await now(page, needed, at_least)
        return await run_in_threadpool(self._again, page, when, form, status)

    def _again(self, page: Request, when: When, form: Asked, status: int) -> Response:
        try:
            wanted = Wanted.model_validate(dict(page.query_params))
        except ValidationError as wrong:
            raise HTTPException(422, str(wrong)) from None
        asked = Page(page, self.reader, when, wanted, speech(page), form.typed, form.tried)
        return draw(page, self.reader, TODAY, asked.view(), when, status=status)

    def lead(self, form: Asked, there: str, **told: object) -> Response:
        """To the page, at a line, with what is told of the act."""
        return to_desk({**kept(form.back), "line": there, "of": form.line, **told})


def did(receipts: Iterable[ReceiptOut | Receipt]) -> dict[str, object]:
    """What an address tells of commands that were granted: the positions of each."""
    spans = [(one.first, one.last) for one in receipts if one.last]
    if not spans:
        return {}
    told = ",".join(f"{first}-{last}" for first, last in sorted(spans))
    return {"did": told, "min_position": max(last for _, last in spans)}


def kept(back: str) -> dict[str, str]:
    """What of an address is kept after an act: nothing that was not chosen here."""
    return {name: value for name, value in parse_qsl(back) if name in _KEPT}


def to_desk(query: dict[str, object] | dict[str, str]) -> Response:
    """To the page."""
    return RedirectResponse(_address(query), 303)


def _address(query: Mapping[str, object]) -> str:
    return f"/desk?{urlencode({name: str(value) for name, value in query.items() if value})}"


async def acting(request: Request, reader: Asker) -> Acting:
    """Somebody at the desk, with a request."""
    return Acting(request, reader)


Acts = Annotated[Acting, Depends(acting)]
Sent = Annotated[Asked, Form()]
