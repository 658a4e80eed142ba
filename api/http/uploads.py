"""`/v1/statements/uploads`: a statement that comes in parts, and is imported once it is whole."""

from typing import Annotated

from fastapi import Query, Request
from fastapi.concurrency import run_in_threadpool

from api.banks.quarantining import InQuarantine
from api.http import statements, tus
from api.http.identity import Identity
from api.http.language import ReadIn
from api.http.seeing import BRING, holding
from api.http.statements import Banked, StatementsOut, bank, room_for, statements_out
from api.uploads import STATEMENTS

WAY = tus.Way("/v1/statements/uploads", BRING, lambda: statements.STATEMENT_MAX, STATEMENTS)

router = tus.routes(WAY, "statements")


@router.post("/{upload}/import", status_code=201)
async def bring(
    request: Request,
    reader: Annotated[Identity, holding(*BRING)],
    language: ReadIn,
    upload: str,
    whole_day: Annotated[bool, Query()] = False,
) -> StatementsOut:
    """Imports a whole upload just as `POST /v1/statements` imports a file; then it is forgotten.

    A file that is not the one that was announced (SHA-256) is forgotten too, and nothing of it
    read. One that is refused for another reason waits: ask again once the reason is gone. C-CASH
    or BANK.
    """
    found = await banked(request, reader, upload, whole_day=whole_day)
    return statements_out(found, language)


async def banked(
    request: Request, reader: Identity, upload: str, *, whole_day: bool = False
) -> Banked:
    """Banks a whole upload of this person's, which is then forgotten. Raises what `bank` raises."""
    async with room_for(request, reader):
        data = await WAY.whole(request, reader, upload)
        try:
            found = await run_in_threadpool(bank, request, reader, data, whole_day=whole_day)
        except InQuarantine:  # there it is kept
            await WAY.forget(request, reader, upload)
            raise
        await WAY.forget(request, reader, upload)
    return found
