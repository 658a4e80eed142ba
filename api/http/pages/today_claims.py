"""What is asked for of a bidder's claim beside a line (认领): that it is no payment for it.

There is no other answer: what fits is matched, and that fulfils its claim.
"""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import Field

from api.desk.open_deposits import OpenDeposits
from api.http.pages.acting import made
from api.http.pages.failing import Drawn
from api.http.pages.today_acting import Acts, Asked
from domain.desk.refuse_claim import RefuseReceiptClaim

router = APIRouter(route_class=Drawn, include_in_schema=False)


class OfClaim(Asked):
    """A claim of the deposit that is the form's subject, by its number."""

    claim: int = Field(ge=1, le=99)


@router.post("/desk/refuse-claim")
async def refuse(act: Acts, form: Annotated[OfClaim, Form()]) -> Response:
    """The claim is refused with a reason, which its bidder reads; the line stays where it is."""
    await run_in_threadpool(act.line, form.line)
    if not form.reason.strip():
        return await act.against(form, "desk.no_reason")
    deposits = OpenDeposits(act.system.readers, act.at())
    found = (await run_in_threadpool(deposits.about, {form.subject})).get(form.subject)
    if found is None:
        return await act.against(form, "desk.line_changed")
    of = {"deposit": form.subject, "lot": found["lot"], "claim": form.claim}
    wanted = made(RefuseReceiptClaim, **of, reason=form.reason)
    return await act.answered(form, wanted, stay=True)
