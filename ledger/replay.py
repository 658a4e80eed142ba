"""A stream's state as it was at any position: folded from stored events, outside the Book."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any

from domain.kernel import KeyName, StreamId
from ledger.folding import fold_many, grow
from ledger.log import Log
from ledger.memory import Held, Memory
from ledger.store import Store
from ledger.vault import Vault


class Replay:
    """Reads and folds. Sees sealed facts as far as its vault's keys reach."""

    def __init__(self, log: Log, store: Store, vault: Vault, memory: Memory | None = None) -> None:
        """`memory`: what the Book remembers is not folded again; what came since is read."""
        self._log = log
        self._store = store
        self._vault = vault
        self._memory = memory or Memory(())

    def state(self, stream: StreamId, until: int | None = None) -> Any:
        """The state after the events up to a position (None: all); the initial one if none."""
        return self.states([stream], until)[stream]

    def states(self, streams: Iterable[StreamId], until: int | None = None) -> dict[StreamId, Any]:
        """The states of many streams, read together."""
        wanted = dict.fromkeys(streams)
        held = {stream: one for stream in wanted if (one := self._remembered(stream, until))}
        cold = [stream for stream in wanted if stream not in held]
        begun = held | self._begun(cold) if until is not None else held
        by_number = {one.number: stream for stream, one in begun.items()}
        after = {one.number: one.sequence for one in begun.values()}
        for number, stored in self._store.events_of(after, until) if after else ():
            stream = by_number[number]
            begun[stream] = grow(self._log, self._vault, stream, begun[stream], stored)
        found = begun if until is not None else begun | self._whole(cold)
        return {
            stream: found[stream].state if stream in found else self._initial(stream)
            for stream in wanted
        }

    def _remembered(self, stream: StreamId, until: int | None) -> Held | None:
        """The stream as the Book has it, unless that is later than what is asked for, or a key
        that it was read with is gone."""
        held = self._memory.get(stream)
        if held is None or (until is not None and held.last > until):
            return None
        return held if self._vault.opens(held.names) else None

    def _begun(self, streams: Iterable[StreamId]) -> dict[StreamId, Held]:
        """Streams before their first event; those that are not registered are left out."""
        numbers = self._numbers(streams)
        names = self._vault.names_of_many(list(numbers.values()))
        return {
            stream: Held(number, 0, None, self._initial(stream), names.get(number, ()))
            for stream, number in numbers.items()
        }

    def _initial(self, stream: StreamId) -> Any:
        return self._log.kinds[stream.kind].initial

    def _whole(self, streams: Iterable[StreamId]) -> dict[StreamId, Held]:
        """Streams to their ends; snapshots help with long ones."""
        numbers, store = self._numbers(streams), self._store
        if not numbers:
            return {}
        return fold_many(self._log, self._vault, numbers, store.events, store.events_of)

    def _numbers(self, streams: Iterable[StreamId]) -> dict[StreamId, int]:
        wanted = {(stream.kind, stream.code): stream for stream in streams}
        known = self._store.numbers(list(wanted)) if wanted else {}
        return {wanted[key]: number for key, number in known.items()}

    def alone(
        self, names: Iterable[str], *, within: float
    ) -> AbstractContextManager[Callable[[], None]]:
        """As `Store.alone`: what is read inside stays so, if whoever writes asks for them, too."""
        return self._store.alone(names, within=within)

    def under(self, kind: str, key: KeyName) -> list[str]:
        """The codes of all streams of a kind that lie under a key, alone or with another."""
        numbers = self._vault.streams_under(str(key))
        with self._store.reading() as curs:
            rows = curs.execute(
                "SELECT code FROM ledger.stream WHERE kind = %s AND number = ANY(%s) ORDER BY code",
                (kind, numbers),
            )
            return [str(row[0]) for row in rows]

    def codes(self, kind: str) -> list[str]:
        """The codes of all streams of a kind, in the order of their registration."""
        with self._store.reading() as curs:
            rows = curs.execute(
                "SELECT code FROM ledger.stream WHERE kind = %s ORDER BY number", (kind,)
            )
            return [str(row[0]) for row in rows]
