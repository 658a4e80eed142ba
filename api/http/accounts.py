"""Bank accounts of ours, as the books follow them."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from api.http.asking import ASKED, Asks
from api.http.receipts import ReceiptOut
from api.http.shapes import AccountCode, Day, Minor, Name, Wanted
from domain.account.open import OpenAccount

router = APIRouter(prefix="/v1", tags=["accounts"])


class AccountIn(Wanted):
    """An account to follow, from its balance at the start of a day."""

    account: AccountCode
    bank: Name
    number: Annotated[Name, Field(description="The bank's own number of it.")]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    holds: Annotated[Literal["1001", "1002"], Field(description="The cash account it mirrors.")]
    opening: Annotated[Minor, Field(description="In minor units; negative: overdrawn.")]
    day: Day
    statement: Annotated[
        str | None,
        Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of what shows the balance."),
    ] = None


@router.post("/accounts", **ASKED)
async def open_account(ask: Asks, wanted: AccountIn) -> ReceiptOut:
    """Follows a bank account from now on; C-CASH."""
    return await ask(OpenAccount, **dict(wanted))
