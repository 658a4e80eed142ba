"""A pool as it stands: what is free of it, and for which deposits it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from domain.accounts import POOL
from domain.carried import CarriedPart, Parts, split, total
from domain.pool.events import (
    PoolClosed,
    PoolCreditReversed,
    PoolDepositReceived,
    PoolEvent,
    PoolNumberIssued,
    PoolOpened,
    PoolReceiptUnmatched,
    PoolReleased,
    PoolReserved,
)
from domain.postings import MoneyEvent


@dataclass(frozen=True, slots=True)
class Pool:
    """Free are its `parts`, by the lines that brought them, in their order; fen.

    `reserved`: by deposit, what stands for it. `closed`: its rest was given back, by the deposit
    `back`, which is None too where nobody can read it any more. `taken_back`: lines of it that the
    bank took back; `given_back`: lines of which the deposit `back` has what was free.
    """

    opened: PoolOpened | None = None
    sub_account: str | None = None
    parts: Parts = ()
    reserved: Mapping[str | None, int] = field(default_factory=dict)
    closed: bool = False
    back: str | None = None
    taken_back: frozenset[str] = frozenset()
    given_back: frozenset[str] = frozenset()

    @property
    def free_fen(self) -> int:
        """The headroom: what may still be reserved."""
        return total(self.parts)

    def free_of(self, line: str) -> int:
        """What is free of what this line brought; fen."""
        return total(part for part in self.parts if part.line == line)


def evolve(pool: Pool, event: PoolEvent) -> Pool:
    """The pool after an event."""
    match event:
        case PoolOpened():
            return replace(pool, opened=event)
        case PoolNumberIssued(sub_account=number):
            return replace(pool, sub_account=number)
        case PoolDepositReceived():
            return replace(pool, parts=_with(pool.parts, (_came(event),)))
        case PoolReceiptUnmatched(line=line):
            return replace(pool, parts=_without(pool.parts, line, _moved(event)))
        case PoolCreditReversed(line=line):
            gone = pool.taken_back | ({line} if line else set())
            left = _without(pool.parts, line, _moved(event))
            return replace(pool, parts=left, taken_back=gone)
        case PoolReserved(deposit=deposit):
            fen = _moved(event)
            reserved = {**pool.reserved, deposit: pool.reserved.get(deposit, 0) + fen}
            return replace(pool, parts=split(pool.parts, fen)[1], reserved=reserved)
        case PoolReleased(deposit=deposit):
            stands = {one: fen for one, fen in pool.reserved.items() if one != deposit}
            return replace(pool, parts=_with(pool.parts, _back(event)), reserved=stands)
        case PoolClosed(deposit=deposit):
            given, rest = split(pool.parts, _moved(event))
            lines = frozenset(part.line for part in given if part.line)
            return replace(pool, parts=rest, closed=True, back=deposit, given_back=lines)
        case _:
            assert_never(event)


def _came(event: PoolDepositReceived) -> CarriedPart:
    return CarriedPart(
        line=event.line,
        payer=event.payer,
        payer_account=event.payer_account,
        value_date=event.value_date,
        amount_fen=_moved(event),
    )


def _back(event: PoolReleased) -> Parts:
    """What is free again; of what nobody can read any more, the sum."""
    if event.parts is not None or not event.entries:
        return event.parts or ()
    unknown = CarriedPart(
        line=None, payer=None, payer_account=None, value_date=None, amount_fen=_moved(event)
    )
    return (unknown,)


def _without(parts: Parts, line: str | None, fen: int) -> Parts:
    """All of a line is gone; of one that nobody can read any more, as much of what is there."""
    if line is None:
        return split(parts, fen)[1]
    return tuple(part for part in parts if part.line != line)


def _with(parts: Sequence[CarriedPart], more: Parts) -> Parts:
    """Each line once, where it first stood."""
    return tuple(_merged([*parts, *more]))


def _merged(parts: Sequence[CarriedPart]) -> Iterator[CarriedPart]:
    by_line: dict[str | None, CarriedPart] = {}
    for part in parts:
        there = by_line.get(part.line)
        fen = part.amount_fen + (there.amount_fen if there else 0)
        by_line[part.line] = replace(there or part, amount_fen=fen)
    yield from by_line.values()


def _moved(event: MoneyEvent) -> int:
    """What it moves of 2014, either way."""
    return abs(sum(leg.amount for e in event.entries for leg in e.legs if leg.account == POOL.code))
