"""What the desk's forms ask for: in the person's name, once, and then back to the page again.

Where it was refused the page says so in place; what was typed or ticked is in its address.
"""

import secrets
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Request
from fastapi.responses import RedirectResponse

from api.http.asking import Asking
from api.http.identity import Identity, Reading
from api.http.limits import pass_through, turnstile
from api.http.problems import Changed
from api.http.receipts import ReceiptOut, receipt_of
from api.http.seeing import DESK, demand
from api.wiring import System
from domain.kernel import Command
from ledger.kept import kept as kept_before
from ledger.tickets import Receipt, Refused

SEE_OTHER = 303
_KEPT_MAX = 4_000
"""Signs of what was typed that an address carries back."""


def asking_as(*roles: str) -> Any:
    """Who asks, as a route's parameter: 401 for the public, 403 without one of these posts, 429 for
    too often.
    """

    async def asker(request: Request, reader: Reading) -> Identity:
        if not reader.person:
            raise HTTPException(401, "sign in to ask for this")
        demand(reader, *roles)
        pass_through(turnstile(request).asked, reader.person)
        return reader

    return Depends(asker)


Asker = Annotated[Identity, asking_as(*DESK)]
"""Who asks at the desk."""


def against(refusal: Changed | Refused) -> Refused:
    """The refusal itself, where it came as a change since."""
    return refusal.refused if isinstance(refusal, Changed) else refusal


async def acted(
    request: Request,
    reader: Identity,
    wanted: Command,
    back: str,
    *,
    command_id: str,
    maker: str | None = None,
    refused_to: str | None = None,
    kept: Mapping[str, Any] | None = None,
) -> RedirectResponse:
    """Asks, and leads back: with the positions of what was written, or with the rule that refused.

    The page that follows waits for them, and holds them against the log. `refused_to`: where a
    refusal leads, if not back; `kept`: fields that a refusal gives back.
    """
    try:
        receipt = await Asking(request, reader, command_id, maker=maker)(lambda: wanted)
    except (Changed, Refused) as refused:
        return refusal(refused_to or back, against(refused).rejected.rule, kept)
    return done(back, receipt)


def done(back: str, receipt: ReceiptOut) -> RedirectResponse:
    """Back to the page, which waits for what was written and says what it was."""
    told = {"did": f"{receipt.first}-{receipt.last}", "min_position": receipt.last}
    return RedirectResponse(_with(back, told), SEE_OTHER)


def refusal(back: str, rule: str, kept: Mapping[str, Any] | None = None) -> RedirectResponse:
    """Back to the page, which says that nothing was written, and why by the rule's own sentence."""
    mine = urlencode(kept or {}, doseq=True)
    told = {"refused": rule, **(kept if kept and len(mine) <= _KEPT_MAX else {})}
    return RedirectResponse(_with(back, told), SEE_OTHER)


def once() -> str:
    """A command id for a form: the same form sent twice asks once, a page drawn anew asks anew."""
    return secrets.token_hex(16)


def made[T](shape: type[T], **said: Any) -> T:
    """A command of these fields. 422 where the domain cannot read one of them."""
    try:
        return shape(**said)
    except ValueError as wrong:
        raise HTTPException(422, str(wrong)) from None


def answered(system: System, command_id: str) -> bool:
    """Whether a form of this id was answered by the Book before: it is then answered the same."""
    return bool(system.store.receipts([command_id]))


def told_again(
    system: System, reader: Identity, wanted: Command, back: str, command_id: str
) -> RedirectResponse:
    """What `acted` answers to a form that was answered before: of a joint act, which is not asked
    again by its proposer. Raises KeyError for an id that was never answered.
    """
    found = system.store.receipts([command_id])[command_id]
    then = kept_before(system.vault, command_id)
    if (
        then is None
        or then.person != reader.person
        or system.log.codec.command(then.body)[1] != wanted
    ):
        return refusal(back, "command.id_reused")
    if found.rule is not None:
        return refusal(back, found.rule)
    receipt = Receipt(command_id, found.first, found.last, repeated=True)
    return done(back, receipt_of(system, receipt))


def _with(back: str, told: Mapping[str, Any]) -> str:
    return f"{back}{'&' if '?' in back else '?'}{urlencode(told, doseq=True)}"
