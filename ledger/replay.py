"""A stream's state as it was at any position: folded from stored events, outside the Book."""

from typing import Any

from domain.kernel import StreamId
from ledger.folding import fold
from ledger.log import Log
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
            return self._log.kinds[stream.kind].initial
        rows = (row for row in self._store.events(number) if until is None or row[0] <= until)
        return fold(self._log, self._vault, stream, number, rows).state

    def codes(self, kind: str) -> list[str]:
        """The codes of all streams of a kind, in the order of their registration."""
        with self._store.reading() as curs:
            rows = curs.execute(
                "SELECT code FROM ledger.stream WHERE kind = %s ORDER BY number", (kind,)
            )
            return [str(row[0]) for row in rows]
