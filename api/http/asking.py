"""How a friendly route asks: one command, in the name of who is signed in, answered by a receipt.

    @router.post("/lots/{lot}/failure", **ASKED)
    async def fail(ask: Edits, lot: LotCode, wanted: ReasonIn) -> ReceiptOut:
        return await ask.seen_of("lot", lot)(FailLot, lot=lot, reason=wanted.reason)

`Asks` for what comes into being, `Edits` for what a person has looked at: `If-Match` says in which
version, 428 without it, 412 when it has changed since. `Idempotency-Key` is the command's id.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from fastapi import Depends, Header, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.http.bodies import said_json
from api.http.custody import PLATFORM, ask_as
from api.http.identity import Identity, Reading, described
from api.http.limits import pass_through, turnstile
from api.http.metrics import metrics
from api.http.problems import Changed
from api.http.receipts import ReceiptOut, receipt_of
from api.wiring import System
from domain.kernel import Command
from ledger.tickets import Refused

ASKED: dict[str, Any] = {"status_code": 201}
"""What every route that asks says to FastAPI."""

_STALE = frozenset({"desk.line_changed", "stream.changed"})
"""Rules of refusals that mean: not what you saw."""
_TAG = re.compile(r'"([0-9]{1,15})"', re.ASCII)

CommandId = Annotated[
    str | None, Header(alias="Idempotency-Key", pattern=r"^[0-9A-Za-z._:-]{8,64}$")
]
IfMatch = Annotated[str | None, Header(max_length=100)]


def etag(version: int) -> str:
    """The entity tag of a thing that has had so many changes."""
    return f'"{version}"'


@dataclass(frozen=True, slots=True)
class Asking:
    """One request's way to the Book. `seen`: the version that the asker looked at, of an edit.

    `maker`: the digest of the command that this one confirms.
    """

    request: Request
    reader: Identity
    command_id: str
    seen: int = 0
    expects: dict[str, int] = field(default_factory=dict)
    maker: str | None = None

    @property
    def system(self) -> System:
        """The installation that is asked."""
        found: System = self.request.app.state.system
        return found

    def seen_of(self, kind: str, code: str) -> "Asking":
        """The same, refused if this stream is not as the asker saw it."""
        return replace(self, expects={f"{kind}/{code}": self.seen})

    def confirming(self, proposal: str | None) -> "Asking":
        """The same, naming the command of a maker's that it confirms by its digest."""
        return replace(self, maker=proposal)

    def as_platform(self) -> "Asking":
        """The same in the platform's name, where it alone may ask, on this person's wish."""
        return replace(self, reader=PLATFORM)

    async def __call__[**P](
        self, command: Callable[P, Command], *args: P.args, **said: P.kwargs
    ) -> ReceiptOut:
        """Asks for a command of these fields. 422 where the domain cannot read one of them.

        Raises Changed (412), NotInCustody, and what the Book raises.
        """
        try:
            wanted = command(*args, **said)
        except ValueError as wrong:
            raise HTTPException(422, str(wrong)) from None
        with metrics(self.request).asked():
            try:
                receipt = await ask_as(
                    self.system,
                    self.reader,
                    wanted,
                    self.command_id,
                    self.expects,
                    self.maker,
                )
            except Refused as refused:
                if refused.rejected.rule in _STALE:
                    raise Changed(refused) from None
                raise
        return await run_in_threadpool(receipt_of, self.system, receipt)


async def asking(
    request: Request,
    response: Response,
    reader: Reading,
    idempotency_key: CommandId = None,
    _json: None = Depends(said_json),
    _how: None = Depends(described),
) -> Asking:
    """Who is signed in asks. 401 for the public, 429 for who asks too often."""
    if not reader.person:
        raise HTTPException(401, "sign in to ask for this", {"WWW-Authenticate": "Bearer"})
    pass_through(turnstile(request).asked, reader.person)
    command_id = request.state.command_id = idempotency_key or secrets.token_hex(16)
    response.headers["Idempotency-Key"] = command_id
    return Asking(request, reader, command_id)


Asks = Annotated[Asking, Depends(asking)]


async def editing(ask: Asks, if_match: IfMatch = None) -> Asking:
    """The same for a thing that was looked at: 428 without the version that was seen."""
    if if_match is None:
        raise HTTPException(428, 'If-Match: the ETag of what you saw, as "3"')
    found = _TAG.fullmatch(if_match)
    if found is None:
        raise HTTPException(400, f'If-Match {if_match!r}: one ETag as we gave it, as "3"')
    return replace(ask, seen=int(found[1]))


Edits = Annotated[Asking, Depends(editing)]
