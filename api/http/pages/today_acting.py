"""How an act from 今日对账 is asked for, and how it leads back to the page.

A line that may not be seen is no line here, whatever a form says of it.
"""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from api.desk.seen_line import SeenLine
from api.desk.whose import Candidate, Candidates
from api.desk.window import one
from api.http.asking import Asking
from api.http.identity import Identity, Reading
from api.http.limits import pass_through, turnstile
from api.http.problems import Changed
from api.http.receipts import ReceiptOut
from api.http.seeing import DESK, demand
from api.readers import Readers
from api.wiring import System
from domain.bankpage.care import NOTE_MOST
from domain.kernel import Command
from ledger.tickets import Refused

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
    subject: str = Field("", pattern=r"^[P0-9A-F/]{0,32}$")
    text: str = Field("", max_length=NOTE_MOST)
    suspense: str = Field("", pattern=r"^1?$")
    assignee: str = Field("", max_length=64)
    had: str = Field("", max_length=64)
    reason: str = Field("", max_length=200)


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
        return found.reached((found.bankdays, found.sealed_care, found.deposits, found.lots))

    def line(self, code: str) -> SeenLine:
        """The line, if it may be seen; 404 for all others alike."""
        found = one(self.system.readers, self.at(), code)
        if found is None:
            raise HTTPException(404, f"there is no line {code} to be seen")
        return found

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
            return self.refused(form, refusal)
        if not receipt.last and not stay:
            return self.lead(form, form.line, refused="desk.done_before", meant=form.subject)
        there = form.line if stay else form.next
        return self.done(form, there, receipt.first, receipt.last)

    def done(self, form: Asked, there: str, first: int, last: int) -> Response:
        """Back, with what was done."""
        if not last:
            return self.lead(form, there)
        return self.lead(form, there, did=f"{first}-{last}", min_position=last)

    def refused(self, form: Asked, refusal: Changed | Refused) -> Response:
        """Back to the line, with what stands against it. What one's post forbids is a page."""
        found = refusal.refused if isinstance(refusal, Changed) else refusal
        rule = found.rejected.rule
        if rule.startswith("permission."):
            raise refusal
        return self.lead(
            form,
            form.line,
            refused=rule,
            meant=form.subject,
            min_position=found.position or self.system.store.tail().position,
        )

    def lead(self, form: Asked, there: str, **told: object) -> Response:
        """To the page, at a line, with what is told of the act."""
        query = {**kept(form.back), "line": there, "of": form.line, **told}
        return to_desk(query)


def kept(back: str) -> dict[str, str]:
    """What of an address is kept after an act: nothing that was not chosen here."""
    return {name: value for name, value in parse_qsl(back) if name in _KEPT}


def to_desk(query: dict[str, object] | dict[str, str]) -> Response:
    """To the page."""
    said = urlencode({name: str(value) for name, value in query.items() if value})
    return RedirectResponse(f"/desk?{said}", 303)


async def acting(request: Request, reader: Reading) -> Acting:
    """Who is at the desk: 401 for the public, 403 without a post there, 429 for too often."""
    if not reader.person:
        raise HTTPException(401, "sign in to ask for this")
    demand(reader, *DESK)
    pass_through(turnstile(request).asked, reader.person)
    return Acting(request, reader)


Acts = Annotated[Acting, Depends(acting)]
Sent = Annotated[Asked, Form()]
