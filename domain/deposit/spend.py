"""What becomes others' comes out of what came: which receipts bear it, what is still owed back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.deposit.owed import RefundObligationCancelled
from domain.deposit.receipt import Receipt
from domain.deposit.refund import Refund, Standing, owed_still
from domain.kernel import Event

type Taken = tuple[tuple[int, int], ...]
"""Of which receipts, by their places, how much was taken; fen."""


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
                found.append((receipt.place, some))
                free, left = free - some, left - some
    return tuple(found)


def lowered(receipts: Sequence[Receipt], of: Taken) -> tuple[Receipt, ...]:
    """The receipts when so much of each goes back no more; with negative amounts, does again."""
    borne = dict(of)
    return tuple(
        replace(one, back_fen=one.back_fen - borne[one.place]) if one.place in borne else one
        for one in receipts
    )


def restored(receipts: Sequence[Receipt], of: Taken, fen: int) -> Taken:
    """What `lowered` gives back of it, as far as `fen` reaches: the first that was taken, first.

    What the bank took back meanwhile is given back to nobody.
    """
    lasting = {one.place for one in receipts if not one.reversed}
    found, left = [], fen
    for place, some in of:
        if place in lasting and (back := min(some, left)):
            found.append((place, -back))
            left -= back
    return tuple(found)


def owed_less(
    code: str, receipts: Sequence[Receipt], refunds: Sequence[Refund], fen: int
) -> Iterator[Event]:
    """What was owed back of it and nobody approved is owed no more; what is left of it, anew."""
    borne = dict(taken(receipts, refunds, fen))
    number = len(refunds)
    for payers in _accounts(receipts):
        spent = sum(borne.get(one.place, 0) for one in payers)
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
