"""What a step of a story moved, against the posting table (REFERENCE 3.7)."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from domain.postings import MoneyEvent
from tests.kit.till import ACCOUNT, Till


@dataclass
class Moved:
    """What a step of a story moved: altogether, and by each row's own legs."""

    altogether: dict[Any, int] = field(default_factory=dict)
    by_row: dict[str, Any] = field(default_factory=dict)


@contextmanager
def moving(till: Till) -> Iterator[Moved]:
    """Looks at what is moved meanwhile, debit positive."""
    before, heard = Counter(till.books), len(till.memory.said)
    found = Moved()
    yield found
    found.altogether = {
        key: fen - before[key] for key, fen in sorted(till.books.items()) if fen != before[key]
    }
    for event in till.memory.said[heard:]:
        for entry in event.entries if isinstance(event, MoneyEvent) else ():
            for leg in entry.legs:
                row = found.by_row.setdefault(leg.p, Counter())
                row[leg.account, leg.owner] += leg.amount
    found.by_row = {
        row: {key: fen for key, fen in sorted(legs.items()) if fen}
        for row, legs in found.by_row.items()
    }


def at_bank(fen: int, account: str = ACCOUNT, code: str = "1001") -> dict[Any, int]:
    """So much more lies at the bank."""
    return {(code, account): fen}
