"""Of which receipts a refund gives back how much; and so, on which accounts of ours it lay."""

from collections.abc import Iterator

from domain.categories.category import Cause
from domain.deposit.price import accounts_of
from domain.deposit.receipt import Receipt
from domain.deposit.refund import Refund
from domain.deposit.shares import shares
from domain.deposit.state import Deposit
from domain.identifiers import line_id


def covered(deposit: Deposit, refund: Refund) -> Iterator[tuple[Receipt, int]]:
    """Receipts and fen of each; of one that is owed no more, those of its approval."""
    found = shares(deposit.receipts, deposit.refunds, refund.payee)
    parts = found.of.get(refund.number) or dict(refund.of)
    for receipt in deposit.receipts:
        if fen := parts.get(receipt.place):
            yield receipt, fen


def came_to(deposit: Deposit, refund: Refund) -> frozenset[str]:
    """The accounts of ours that its money came to; none where nobody can tell.

    Of a deposit that became price, and of a void sale goes back: where that was transferred to.
    """
    moved_to = deposit.price.moved_to
    if moved_to and refund.cause == Cause.VOIDED and deposit.receipt(refund.line or ""):
        return frozenset((moved_to,))
    if refund.line:
        return frozenset((line_id(refund.line).page.of.account,))
    return accounts_of(receipt for receipt, _ in covered(deposit, refund))


def is_of(deposit: Deposit, refund: Refund, account: str) -> bool:
    """Whether its money came to this account of ours; or may have, where nobody can tell."""
    return account in (came_to(deposit, refund) or {account})
