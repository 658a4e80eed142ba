"""The reconciliation of a day (余额调节表): what stands on one side only, each for itself.

Differences are never netted: two faults that nearly cancel are two findings (E16).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from api.closing.books import Books, Line


@dataclass(frozen=True, slots=True)
class Side:
    """What one side has and the other lacks: counts and sums, and the lines themselves.

    Amounts are minor units, never negative. `lines` are empty where they may not be told yet.
    """

    credits: int
    credit_amount: int
    debits: int
    debit_amount: int
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """What they would add to the account."""
        return self.credit_amount - self.debit_amount


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Both balances, and what either side lacks. Minor units; no `closing` without a statement.

    `bank_only`: what the books lack; `books_only`: what the bank's statement of the day lacks, or
    has once only. `compared`: whether there was a file to compare with.
    """

    closing: int | None
    ledger: int
    bank_only: Side
    books_only: Side
    compared: bool

    @property
    def difference(self) -> int | None:
        """Statement closing − ledger balance."""
        return None if self.closing is None else self.closing - self.ledger

    @property
    def carried(self) -> int | None:
        """The difference that no line of the day explains: it was there before."""
        if self.difference is None:
            return None
        return self.difference - self.bank_only.total + self.books_only.total

    @property
    def adjusted_books(self) -> int:
        """The books' balance with what only the bank has."""
        return self.ledger + self.bank_only.total

    @property
    def adjusted_bank(self) -> int | None:
        """The bank's balance with what only the books have."""
        return None if self.closing is None else self.closing + self.books_only.total

    def blind(self) -> "Reconciliation":
        """The same with counts and sums alone."""
        return replace(
            self,
            bank_only=replace(self.bank_only, lines=()),
            books_only=replace(self.books_only, lines=()),
        )


def reconciled(books: Books) -> Reconciliation:
    """Pairs the bank's lines and the books' by fingerprint: one with one."""
    compared = books.bank_lines is not None and books.book_lines is not None
    bank, ours = (books.bank_lines or (), books.book_lines or ()) if compared else ((), ())
    return Reconciliation(
        closing=books.closing,
        ledger=books.ledger,
        bank_only=_side(_beyond(bank, ours)),
        books_only=_side(_beyond(ours, bank)),
        compared=compared,
    )


def _side(lines: tuple[Line, ...]) -> Side:
    credits = [line.amount for line in lines if line.credit]
    debits = [line.amount for line in lines if not line.credit]
    return Side(len(credits), sum(credits), len(debits), sum(debits), lines)


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
