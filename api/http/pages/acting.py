"""What the desk's forms ask for: in the person's name, once, and then back to the page again.

Where it was refused the page says so in place; what was typed or seen is in its address.
"""

from typing import Any
from urllib.parse import urlencode

from fastapi import HTTPException, Request
from fastapi.responses import RedirectResponse

from api.http.custody import ask_as
from api.http.identity import Identity
from api.http.limits import pass_through, turnstile
from api.http.metrics import metrics
from api.wiring import System
from domain.kernel import Command
from ledger.tickets import Refused

SEE_OTHER = 303


async def acted(
    request: Request,
    reader: Identity,
    wanted: Command,
    back: str,
    *,
    command_id: str,
    maker: str | None = None,
) -> RedirectResponse:
    """Asks, and leads back: with the position of what was written, or with the rule that refused.

    Waits until readers have come to the position, so that the page shows what was done.
    """
    system: System = request.app.state.system
    pass_through(turnstile(request).asked, reader.person)
    try:
        with metrics(request).asked():
            receipt = await ask_as(system, reader, wanted, command_id, maker=maker)
    except Refused as refused:
        told: dict[str, Any] = {"refused": refused.rejected.rule, "why": refused.rejected.detail}
        return RedirectResponse(_with(back, told), SEE_OTHER)
    return RedirectResponse(_with(back, {"done": receipt.last}), SEE_OTHER)


def made[T](shape: type[T], **said: Any) -> T:
    """A command of these fields. 422 where the domain cannot read one of them."""
    try:
        return shape(**said)
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None


def _with(back: str, told: dict[str, Any]) -> str:
    return f"{back}{'&' if '?' in back else '?'}{urlencode(told)}"
