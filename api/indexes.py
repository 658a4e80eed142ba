"""The indexes that policies may read: ids by what an event says, as they stood at its position."""

from collections.abc import Callable, Mapping
from typing import Any

from api.readers import Readers
from domain.phases import Phase
from domain.pool_codes import is_pool
from ledger.reactor import Index
from projections.deposits import DEPOSITS
from projections.lots import LOTS
from projections.projection import Table
from projections.reader import NotBuilt, Reader

_ENDED = (
    Phase.AWARDED,
    Phase.CONTRACTED,
    Phase.SETTLED,
    Phase.ARCHIVED,
    Phase.FAILED,
    Phase.TERMINATED,
    Phase.VOIDED,
)


def indexes(readers: Readers) -> dict[str, Index]:
    """Every index by the name that policies know it by (`Policy.reads`).

    `deposits_of_lot`: in the order of their random ids, sealed or not. `ended_lot_of_deposit`: its
    lot, once somebody has won it, or it failed or was ended; none before. `went_over_to`: the
    deposit that its money went over to. `reserved_of`: deposits of a lot, or this one, that a pool
    stands for or stood, with their lot and pool.
    """
    sealed = readers.sealed_deposits
    return {
        "deposits_of_lot": looked_up(
            readers, sealed, DEPOSITS, "deposit", lambda event: {"lot": event.lot}
        ),
        "went_over_to": looked_up(
            readers, sealed, DEPOSITS, "deposit", lambda event: {"source": event.deposit}
        ),
        "reserved_of": reserved_of(readers),
        "ended_lot_of_deposit": ended_lot_of_deposit(readers),
    }


def ended_lot_of_deposit(readers: Readers) -> Index:
    """The lot of the deposit that an event is about, where deposits of it go back."""
    of = {"lot": "", "phase": [phase.value for phase in _ENDED]}
    lots_of = looked_up(
        readers,
        readers.sealed_deposits,
        DEPOSITS,
        "lot",
        lambda event: {"deposit": event.deposit},
    )

    def index(event: Any, position: int) -> tuple[str, ...]:
        _bring(readers, readers.lots, position)
        return tuple(
            lot
            for lot in lots_of(event, position)
            if readers.lots.rows(LOTS, of | {"lot": lot}, as_of=position).rows
        )

    return index


def reserved_of(readers: Readers) -> Index:
    """What a pool stands for, of a lot or of one deposit: deposit, lot and pool."""

    def index(event: Any, position: int) -> tuple[str, ...]:
        _bring(readers, readers.sealed_deposits, position)
        lot = getattr(event, "lot", None)
        where = {"lot": lot} if lot is not None else {"deposit": event.deposit}
        found = readers.sealed_deposits.rows(DEPOSITS, where, as_of=position, order=("deposit",))
        return tuple(
            f"{row['deposit']} {row['lot']} {row['source']}"
            for row in found.rows
            if is_pool(row["source"]) and row["source"] != row["lot"]
        )

    return index


def looked_up(
    readers: Readers,
    reader: Reader,
    table: Table,
    column: str,
    where: Callable[[Any], Mapping[str, Any]],
) -> Index:
    """An index that is a column of a projection's table, sorted; `where(event)` picks the rows.

    A projection that is not at the position yet is brought there first.
    """

    def index(event: Any, position: int) -> tuple[str, ...]:
        _bring(readers, reader, position)
        found = reader.rows(table, where(event), as_of=position, order=(column,))
        return tuple(str(row[column]) for row in found.rows)

    return index


def _bring(readers: Readers, reader: Reader, position: int) -> None:
    try:
        behind = reader.position() < position
    except NotBuilt:
        behind = True
    if behind:
        readers.runner.catch_up()
