"""Which refund of an account gives back which fen of what came: the one reading of it.

By it a refund has its interest and the account of ours that pays it; and what a court, an owner or
a pool takes is of what nobody has approved to pay back. Amounts in fen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from domain.deposit.receipt import Receipt
from domain.deposit.refund import Refund, Standing
from domain.payee import Payee


class Shares(NamedTuple):
    """`of`: by a refund's number, what it gives back of which receipts, by their places; `free`:
    what of each receipt no refund does that was approved.
    """

    of: Mapping[int, Mapping[int, int]]
    free: Mapping[int, int]


def shares(receipts: Sequence[Receipt], refunds: Sequence[Refund], payee: Payee | None) -> Shares:
    """An account's refunds give back what it paid in turn; what was approved, for good what it did
    then (`Refund.of`), whatever comes or is taken later. Where the bank took that back, another
    receipt of the account bears it.
    """
    left = {one.place: one.back_fen for one in receipts if one.is_of(payee)}
    theirs = [one for one in refunds if one.is_of(payee)]
    signed = [one for one in theirs if one.standing is not Standing.OWED]
    of: dict[int, dict[int, int]] = {}
    for one in signed:
        of[one.number] = dict(_given(left, one.of, one.amount_fen))
    for one in signed:
        lacks = one.amount_fen - sum(of[one.number].values())
        for place, fen in _given(left, tuple(left.items()), lacks):
            of[one.number][place] = of[one.number].get(place, 0) + fen
    free = dict(left)
    for one in theirs:
        if one.standing is Standing.OWED:
            of[one.number] = dict(_given(left, tuple(left.items()), one.amount_fen))
    return Shares(of, free)


def _given(
    left: dict[int, int], wanted: Iterable[tuple[int, int]], fen: int
) -> Iterator[tuple[int, int]]:
    """So much of what is `wanted`, as far as that is `left`; then it is no more."""
    for place, most in wanted:
        some = min(most, left.get(place, 0), fen)
        if some > 0:
            left[place] -= some
            fen -= some
            yield place, some
