"""Fills a log with bank lines through the Book itself, as many at once as it takes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise

from api.readers import Readers
from bench.callers import ask_all
from bench.ground import Ledger
from bench.world import page
from domain.identifiers import PAGE_LINES
from ledger.checkpoint import parse
from ledger.envelope import SignedCommand
from projections.balance_reader import BalanceReader
from projections.reader import NotBuilt

_CALLERS = 16
_CHECKPOINTS = 10


@dataclass(frozen=True, slots=True)
class Loaded:
    """A filled log and what reads it. `pages` numbers the pages that are still empty."""

    ledger: Ledger
    readers: Readers
    pages: Iterator[int] = field(default_factory=count)
    sizes: list[int] = field(default_factory=list)
    """Where checkpoints were given out, at each tenth of the log."""

    def built(self) -> BalanceReader:
        """The balances; built now if they never were."""
        try:
            self.readers.balances.reader.position()
        except NotBuilt:
            self.readers.runner.rebuild("balances")
        return self.readers.balances

    def commands(self, lines: int) -> Iterator[SignedCommand]:
        """Commands that go on where the log ends, of so many lines each."""
        for number in self.pages:
            for asked in page(number, lines):
                yield self.ledger.signed(asked)


def load(ledger: Ledger, readers: Readers, events: int, advance: Callable[[int], None]) -> Loaded:
    """Writes about so many events, a checkpoint at each tenth; every page is one more stream."""
    loaded = Loaded(ledger, readers)
    pages = max(events // (PAGE_LINES + 1), 1)
    ends = sorted({pages * n // _CHECKPOINTS for n in range(_CHECKPOINTS + 1)})
    for first, end in pairwise(ends):
        numbers = iter([next(loaded.pages) for _ in range(first, end)])
        ask_all(ledger.book, [_lane(ledger, numbers, advance) for _ in range(_CALLERS)])
        loaded.sizes.append(parse(ledger.publisher.publish()).checkpoint.size)
    return loaded


def _lane(
    ledger: Ledger, pages: Iterator[int], advance: Callable[[int], None]
) -> Iterator[SignedCommand]:
    for number in pages:
        for asked in page(number):
            yield ledger.signed(asked)
            advance(len(asked.lines))
