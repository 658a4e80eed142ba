"""How a deposit's row stands after facts of it, without a log or a database."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from domain.deposit.state import Deposit
from domain.deposit.stream import DEPOSIT
from domain.kernel import Event, StreamId
from projections.deposits import DEPOSITS, project
from projections.lacking import missing_fen
from projections.projection import Put


def told(deposit: str, facts: Iterable[Event]) -> Iterator[tuple[Event, dict[str, Any]]]:
    """Each fact, and the deposit's row after it."""
    row: dict[str, Any] = {column.name: column.start for column in DEPOSITS.columns}
    merges = {column.name: column.merge for column in DEPOSITS.columns}
    for fact in facts:
        recorded: Any = SimpleNamespace(event=fact, stream=StreamId("deposit", deposit), position=1)
        for change in project(recorded):
            assert isinstance(change, Put), change
            row |= {name: merges[name](row[name], new) for name, new in change.values.items()}
        yield fact, row


def misread(deposit: str, facts: Iterable[Event]) -> Iterator[str]:
    """Where the read model and the domain do not miss the same, fact by fact."""
    state: Deposit = DEPOSIT.initial
    for fact, row in told(deposit, facts):
        state = DEPOSIT.evolve(state, fact)
        if missing_fen(row) != state.awaited_fen:
            differs = f"{missing_fen(row)} is told as missing, {state.awaited_fen} is"
            yield f"{deposit} after {type(fact).__name__}: {differs}"
