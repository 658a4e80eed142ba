"""What is asked for from 今日对账: each act a form, answered by the page it came from."""

import asyncio
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import Field

from api.desk.outcome import giving_back, matching, taking_back
from api.desk.whose import Candidates
from api.desk.window import some
from api.http.opaque import of_a_stray
from api.http.pages.acting import against, made
from api.http.pages.failing import Drawn
from api.http.pages.today_acting import (
    Acting,
    Acts,
    Asked,
    Sent,
    Ticked,
    did,
    kept,
    to_desk,
)
from api.http.problems import Changed
from api.http.receipts import ReceiptOut
from domain.bankpage.care import AssignLine, NoteLine
from domain.desk.stray import GiveStrayBack
from domain.kernel import Command
from ledger.tickets import Refused

router = APIRouter(route_class=Drawn, include_in_schema=False)


@router.post("/desk/match")
async def match(act: Acts, form: Sent) -> Response:
    """The line is this deposit's, or this payment."""
    line = await run_in_threadpool(act.line, form.line)
    found = await run_in_threadpool(act.candidate, line, form.subject)
    if found is None:
        return await act.against(form, "desk.line_changed")
    wanted = await run_in_threadpool(matching, act.system, line, found, form.seen)
    return await act.answered(form, wanted)


@router.post("/desk/return")
async def give_back(act: Acts, form: Sent) -> Response:
    """The line goes back to whoever paid it; that it cannot count is recorded first."""
    line = await run_in_threadpool(act.line, form.line)
    found = await run_in_threadpool(act.candidate, line, form.subject)
    if found is None or found.kind != "receipt":
        return await act.against(form, "desk.line_changed")
    if not found.recorded and found.evidence.failed not in ("name", "account"):
        return await act.against(form, "deposit.not_refused")
    if not found.recorded:
        wanted = await run_in_threadpool(matching, act.system, line, found, form.seen)
        try:
            await act.ask(f"{form.id}-found", wanted)
        except (Changed, Refused) as refusal:
            return await act.refused(form, refusal)
    return await act.answered(form, giving_back(line, found, form.seen))


class OfStray(Asked):
    """What the payer says that the line was meant for; '' where nobody knows."""

    category: str = Field("", pattern=r"^[A-Z_]{0,40}$")

    @property
    def typed(self) -> dict[str, str]:
        """The kind too, beside the reason."""
        filled = super().typed
        return filled | {"category": self.category} if self.category else filled


@router.post("/desk/stray-return")
async def give_stray_back(act: Acts, form: Annotated[OfStray, Form()]) -> Response:
    """The line, which is nobody's, goes back to whoever paid it: by the rows of the kind of trade
    that it was meant for, where the payer says one.
    """
    await run_in_threadpool(act.line, form.line)
    if not form.reason.strip():
        return await act.against(form, "desk.no_reason")
    of = {"line": form.line, "line_seen": form.seen, "reason": form.reason}
    deposit = of_a_stray(act.system, form.line)
    wanted = made(GiveStrayBack, **of, deposit=deposit, category=form.category or None)
    return await act.answered(form, wanted)


@router.post("/desk/undo")
async def undo(act: Acts, form: Sent) -> Response:
    """The line is nobody's again."""
    line = await run_in_threadpool(act.line, form.line)
    found = await run_in_threadpool(act.candidate, line, line.whose or "")
    if found is None or found.kind not in ("receipt", "bond", "price", "repaid"):
        return await act.against(form, "desk.line_changed")
    wanted = taking_back(line, found.lot, form.seen, form.reason)
    return await act.answered(form, wanted, stay=True)


@router.post("/desk/note")
async def note(act: Acts, form: Sent) -> Response:
    """Something is written down; with `suspense` the line waits, and the next one is looked at."""
    line = await run_in_threadpool(act.line, form.line)
    suspense = bool(form.suspense)
    wanted = made(NoteLine, line=form.line, text=form.text, suspense=suspense)
    return await act.answered(form, wanted, stay=not suspense or line.suspense)


@router.post("/desk/assign")
async def assign(act: Acts, form: Sent) -> Response:
    """The line is looked after by a person, or by nobody."""
    await run_in_threadpool(act.line, form.line)
    wanted = AssignLine(line=form.line, assignee=form.assignee, seen=form.had)
    return await act.answered(form, wanted, stay=True)


@router.post("/desk/bulk")
async def bulk(act: Acts, form: Annotated[Ticked, Form()]) -> Response:
    """Each of these lines is what it was shown to be; what changed since is left out."""
    ticked = [one.split("@") for one in form.tick]
    if not all(len(one) == 3 and one[1].isdecimal() for one in ticked):
        raise HTTPException(422, "tick: CODE@VERSION@SUBJECT is expected")
    wanted = await run_in_threadpool(_wanted, act, ticked)

    async def ask(code: str, command: Command | None) -> ReceiptOut | None:
        if command is None:
            return None
        digest = sha256(f"{form.id} {code}".encode()).hexdigest()[:32]
        try:
            return await act.ask(digest, command)
        except (Changed, Refused) as refusal:
            if against(refusal).rejected.rule.startswith("permission."):
                raise refusal from None
            return None

    answers = await asyncio.gather(*(ask(code, command) for code, command in wanted.items()))
    told = [one for one in answers if one is not None]
    left = [code for code, one in zip(wanted, answers, strict=True) if not (one and one.last)]
    return to_desk({**kept(form.back), **did(told), "left": ",".join(left[:_LEFT])})


_LEFT = 20
"""So many of the lines that were left out are named."""


def _wanted(act: Acting, ticked: list[list[str]]) -> dict[str, Command | None]:
    """The command for each line; None for what may not be seen, or is no candidate's any more."""
    at = act.at()
    lines = some(act.system.readers, at, [code for code, _, _ in ticked])
    best = Candidates(act.system, at).best(list(lines.values()))
    return {
        code: matching(act.system, lines[code], best[code], int(version))
        if code in lines and code in best and best[code].subject == subject
        else None
        for code, version, subject in ticked
    }
