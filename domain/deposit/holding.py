"""What orders keep back of a deposit's money, and where on the chart it was taken from (P26)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.accounts import BONDS_HELD, DEPOSITS_HELD, PRICE_HELD, REFUNDS_PAYABLE, RETURNED
from domain.deposit.events import HoldPlaced
from domain.identifiers import refund_id
from domain.kernel import Post, Rejected

OF_A_REFUND = (REFUNDS_PAYABLE.code, RETURNED.code)
"""Where what is owed back stands, in its refund's name: payable, or come back from the bank."""
TAKEN_FROM = (DEPOSITS_HELD.code, BONDS_HELD.code, PRICE_HELD.code, *OF_A_REFUND)
"""The accounts that P26 takes from; what came back is payable again as soon as two sign."""


@dataclass(frozen=True, slots=True)
class Hold:
    """An order that so much may not go on; `authority` gave it, and alone may lift it.

    `account`: where it was taken from and goes back to, of which refund (`number`) where that was
    owed back; `executed`: by which orders of a court some of it was taken; `since`: the day on
    which it was ordered, as far as that was written down.
    """

    code: str
    amount_fen: int
    authority: Post
    executed: tuple[str, ...] = ()
    account: str = DEPOSITS_HELD.code
    number: int | None = None
    since: date | None = None


def placed(event: HoldPlaced) -> Hold:
    """The hold that a fact placed: from where, its entry says."""
    (entry,) = event.entries
    source = next(leg for leg in entry.legs if leg.amount > 0)
    number = refund_id(source.owner).number if source.account in OF_A_REFUND else None
    return Hold(
        event.hold,
        entry.amount,
        event.authority,
        account=source.account,
        number=number,
        since=event.day,
    )


def frozen_fen(holds: Iterable[Hold], account: str, number: int | None = None) -> int:
    """What stands on 2010 that was taken from there; fen."""
    return sum(one.amount_fen for one in holds if (one.account, one.number) == (account, number))


def keeping(
    holds: Iterable[Hold], accounts: Iterable[str], number: int | None = None
) -> Hold | None:
    """The first order that keeps back what stood there, or a part of it."""
    wanted = [(account, number) for account in accounts]
    return next((one for one in holds if (one.account, one.number) in wanted), None)


def held_back(code: str, holds: Iterable[Hold], accounts: Iterable[str]) -> Rejected | None:
    """Why what stands there may not go on now, `code` being what would take it."""
    found = keeping(holds, accounts)
    return Rejected("refund.held", f"{code} is held back: {found.code}") if found else None


def frozen(
    line: str | None, holds: Iterable[Hold], account: str, number: int | None = None
) -> Rejected | None:
    """Why the bank's debit of a line's money cannot be told of yet."""
    found = keeping(holds, (account,), number)
    if found is None:
        return None
    return Rejected("deposit.frozen", f"of {line} an order keeps money back: {found.code}")
