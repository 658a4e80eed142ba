"""The reconciliation of a day (余额调节表): what stands on one side only, each for itself.

Differences are never netted: two faults that nearly cancel are two findings (E16).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from api.closing.books import Books, Line, total


@dataclass(frozen=True, slots=True)
class Sum:
    """How many lines, and what they come to; minor units, never negative."""

    count: int
    amount: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Both balances, and what either side lacks. Minor units; no `closing` without a statement.

    `bank_only`: lines of the bank's that the books lack; `books_only`: lines of the books' that
    the bank's statement of the day lacks, or has once only. `carried` is what no line of the day
    explains: a difference that was there before. `compared`: whether there was a file to compare.
    """

    closing: int | None
    ledger: int
    bank_only: tuple[Line, ...]
    books_only: tuple[Line, ...]
    compared: bool

    @property
    def difference(self) -> int | None:
        """Statement closing − ledger balance."""
        return None if self.closing is None else self.closing - self.ledger

    @property
    def carried(self) -> int | None:
        """The difference less what the lines explain of it."""
        if self.difference is None:
            return None
        return self.difference - total(self.bank_only) + total(self.books_only)

    @property
    def adjusted_books(self) -> int:
        """The books' balance with what only the bank has."""
        return self.ledger + total(self.bank_only)

    @property
    def adjusted_bank(self) -> int | None:
        """The bank's balance with what only the books have."""
        return None if self.closing is None else self.closing + total(self.books_only)


def reconciled(books: Books) -> Reconciliation:
    """Pairs the bank's lines and the books' by fingerprint: one with one."""
    compared = books.bank_lines is not None and books.book_lines is not None
    bank, ours = (books.bank_lines or (), books.book_lines or ()) if compared else ((), ())
    return Reconciliation(
        closing=books.closing,
        ledger=books.ledger,
        bank_only=_beyond(bank, ours),
        books_only=_beyond(ours, bank),
        compared=compared,
    )


def summed(lines: Iterable[Line], *, credit: bool) -> Sum:
    """The credits, or the debits, among some lines."""
    amounts = [line.amount for line in lines if line.credit is credit]
    return Sum(len(amounts), sum(amounts))


def _beyond(lines: Iterable[Line], others: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that have no partner among the others; each of these is a partner once."""
    free = Counter((line.key, line.signed) for line in others)
    alone: list[Line] = []
    for line in lines:
        pair = line.key, line.signed
        if free[pair]:
            free[pair] -= 1
        else:
            alone.append(line)
    return tuple(alone)
