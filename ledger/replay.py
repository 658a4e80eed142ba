"""A stream's state as it was at any position: folded from stored events, outside the Book."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from domain.kernel import StreamId
from ledger.folding import fold, fold_many, grow
from ledger.log import Log
from ledger.memory import Held
from ledger.store import Store
from ledger.vault import Vault


class Replay:
    """Reads and folds. Sees sealed facts as far as its vault's keys reach."""

    def __init__(self, log: Log, store: Store, vault: Vault) -> None:
        self._log = log
        self._store = store
        self._vault = vault

    def state(self, stream: StreamId, until: int | None = None) -> Any:
        """The state after the events up to a position (None: all); the initial one if none."""
        number = self._store.numbers([(stream.kind, stream.code)]).get((stream.kind, stream.code))
        if number is None:
            return self._initial(stream)
        if until is None:
            read = partial(self._store.events, number)
            return fold(self._log, self._vault, stream, number, read).state
        initial, names = self._initial(stream), self._vault.names_of(number)
        held = Held(number, 0, None, initial, names)
        for position, stored in self._store.events(number):
            if position > until:
                break
            held = grow(self._log, self._vault, stream, held, stored)
        return held.state

    def states(self, streams: Iterable[StreamId]) -> dict[StreamId, Any]:
        """The states of many streams, read together."""
        wanted = {(stream.kind, stream.code): stream for stream in streams}
        known = self._store.numbers(list(wanted))
        numbers = {wanted[key]: number for key, number in known.items()}
        read, read_many = self._store.events, self._store.events_of
        held = fold_many(self._log, self._vault, numbers, read, read_many)
        return {
            stream: held[stream].state if stream in held else self._initial(stream)
            for stream in wanted.values()
        }

    def _initial(self, stream: StreamId) -> Any:
        return self._log.kinds[stream.kind].initial

    def codes(self, kind: str) -> list[str]:
        """The codes of all streams of a kind, in the order of their registration."""
        with self._store.reading() as curs:
            rows = curs.execute(
                "SELECT code FROM ledger.stream WHERE kind = %s ORDER BY number", (kind,)
            )
            return [str(row[0]) for row in rows]
