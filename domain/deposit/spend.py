"""What becomes others' comes out of what came: which receipts bear it, what is still owed back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from domain.deposit.owed import RefundObligationCancelled
from domain.deposit.receipt import Receipt
from domain.deposit.refund import Refund, Standing, owed_still
from domain.kernel import Event

type Taken = tuple[tuple[str | None, int], ...]
"""Of which lines how much was taken; fen."""


def taken(receipts: Sequence[Receipt], refunds: Sequence[Refund], fen: int) -> Taken:
    """Which receipts bear `fen`: in the order they came, as far as nobody has approved to pay
    their account back.
    """
    found, left = [], fen
    for payers in _accounts(receipts):
        free = _free(payers, refunds)
        for receipt in payers:
            some = min(receipt.back_fen, free, left)
            if some > 0:
                found.append((receipt.line, some))
                free, left = free - some, left - some
    return tuple(found)


def lowered(receipts: Sequence[Receipt], of: Taken) -> tuple[Receipt, ...]:
    """The receipts when so much of each goes back no more; with negative amounts, does again."""
    by_line: Mapping[str | None, int] = dict(of)
    return tuple(
        replace(one, back_fen=one.back_fen - by_line[one.line])
        if one.line in by_line and not one.reversed
        else one
        for one in receipts
    )


def restored(receipts: Sequence[Receipt], of: Taken, fen: int) -> Taken:
    """What `lowered` gives back of it, as far as `fen` reaches: the first that was taken, first.

    What the bank took back meanwhile is given back to nobody.
    """
    lasting = {one.line for one in receipts if not one.reversed}
    found, left = [], fen
    for line, some in of:
        if line in lasting and (back := min(some, left)):
            found.append((line, -back))
            left -= back
    return tuple(found)


def owed_less(
    code: str, receipts: Sequence[Receipt], refunds: Sequence[Refund], fen: int
) -> Iterator[Event]:
    """What was owed back of it and nobody approved is owed no more; what is left of it, anew."""
    by_line = dict(taken(receipts, refunds, fen))
    number = len(refunds)
    for payers in _accounts(receipts):
        spent = sum(by_line.get(one.line, 0) for one in payers)
        waiting = [one for one in refunds if one.is_of(payers[0].payee) and _waits(one)]
        if not spent or not waiting:
            continue
        for refund in waiting:
            yield RefundObligationCancelled(deposit=code, number=refund.number)
        left = min(sum(one.amount_fen for one in waiting), _free(payers, refunds) - spent)
        if left > 0:
            number += 1
            yield owed_still(code, number, waiting, left)


def _accounts(receipts: Sequence[Receipt]) -> list[list[Receipt]]:
    """Receipts that count, by the account they came from, in the order of its first."""
    found: dict[str | None, list[Receipt]] = {}
    for receipt in receipts:
        if receipt.back_fen and not receipt.reversed:
            account = receipt.payee.account if receipt.payee else None
            found.setdefault(account, []).append(receipt)
    return list(found.values())


def _free(payers: Sequence[Receipt], refunds: Sequence[Refund]) -> int:
    """What of an account's money nobody has approved to pay back; fen."""
    gone = (one for one in refunds if one.is_of(payers[0].payee) and not _waits(one))
    return sum(one.back_fen for one in payers) - sum(one.amount_fen for one in gone)


def _waits(refund: Refund) -> bool:
    return refund.standing is Standing.OWED
