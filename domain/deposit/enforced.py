"""On which accounts of ours lies what a court takes: from there it is paid out to it."""

from collections.abc import Iterator

from domain.accounts import BONDS_HELD, DEPOSITS_HELD, PRICE_HELD
from domain.deposit.covering import came_to
from domain.deposit.holding import frozen_fen
from domain.deposit.price import accounts_of
from domain.deposit.receipt import Receipt
from domain.deposit.state import Deposit
from domain.deposit.void_money import brought_fen


def taken_on(
    before: Deposit, after: Deposit, account: str, number: int | None, fen: int
) -> frozenset[str]:
    """Where `fen` lay that were taken; `account`: of the chart, that its hold had taken it from,
    `number`: of which refund, where that was owed back.
    """
    if refund := before.refund(number or 0):
        return came_to(before, refund)
    match account:
        case DEPOSITS_HELD.code:
            return accounts_of(bore(before.receipts, after.receipts))
        case PRICE_HELD.code:
            return before.price.gone_on(after.price, before.receipts)
        case _:
            return accounts_of(_of_a_bond(before, fen))


def bore(before: tuple[Receipt, ...], after: tuple[Receipt, ...]) -> Iterator[Receipt]:
    """Of which receipts less goes back than did."""
    for one, now in zip(before, after, strict=True):
        if now.back_fen < one.back_fen:
            yield one


def _of_a_bond(deposit: Deposit, fen: int) -> Iterator[Receipt]:
    """The lines that brought it: what came first is taken first, and what is there came last."""
    there = deposit.balance(BONDS_HELD.code) + frozen_fen(deposit.holds, BONDS_HELD.code)
    came = [(one, brought_fen(one)) for one in deposit.receipts]
    gone = max(0, sum(brought for _, brought in came) - there)
    for one, brought in came:
        left = brought - min(brought, gone)
        gone -= brought - left
        if some := min(left, fen):
            fen -= some
            yield one
