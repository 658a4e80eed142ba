"""Money that goes over from one owner to another: of which line each part is, and so since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPart:
    """So much of what a line brought; fen. Who paid it and its value date travel along (E15).

    `line`, `value_date`: None where nobody can read them any more, or the bank gives no date.
    """

    line: str | None
    payer: str | None
    payer_account: str | None
    value_date: date | None
    amount_fen: int


type Parts = tuple[CarriedPart, ...]


def total(parts: Iterable[CarriedPart]) -> int:
    """What they come to; fen."""
    return sum(part.amount_fen for part in parts)


def split(parts: Sequence[CarriedPart], fen: int) -> tuple[Parts, Parts]:
    """The first `fen` of them, in their order, and what is left."""
    first, left = [], []
    for part in parts:
        some = min(part.amount_fen, fen)
        fen -= some
        if some:
            first.append(replace(part, amount_fen=some))
        if rest := part.amount_fen - some:
            left.append(replace(part, amount_fen=rest))
    return tuple(first), tuple(left)
