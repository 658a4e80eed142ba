"""What the Book remembers between two groups: committed heads and states, least used forgotten."""

from collections import OrderedDict
from threading import RLock
from typing import Any, NamedTuple

from domain.kernel import StreamId

_HELD = 50_000


class Held(NamedTuple):
    """One stream as far as it is committed: number, length, hash of the last body, folded state.

    `names`: the sealing keys it lies under. `last`: position of its last event.
    """

    number: int
    sequence: int
    head: str | None
    state: Any
    names: tuple[str, ...] = ()
    last: int = 0

    def grown(self, head: str, state: Any, position: int) -> "Held":
        """The same stream, one event longer."""
        return Held(self.number, self.sequence + 1, head, state, self.names, position)


class Memory:
    """Committed streams by id and by number. Any thread may look; the appender alone settles."""

    def __init__(self, pinned: tuple[StreamId, ...]) -> None:
        self._held: OrderedDict[StreamId, Held] = OrderedDict()
        self._ids: dict[int, StreamId] = {}
        self._pinned = frozenset(pinned)
        self._lock = RLock()

    def get(self, stream: StreamId) -> Held | None:
        """The stream, if it is remembered."""
        with self._lock:
            held = self._held.get(stream)
            if held is not None:
                self._held.move_to_end(stream)
            return held

    def by_number(self, number: int) -> StreamId | None:
        """The id of a remembered stream."""
        with self._lock:
            return self._ids.get(number)

    def put(self, stream: StreamId, held: Held) -> None:
        """Remembers a stream, unless a longer state of it is known already."""
        with self._lock:
            known = self._held.get(stream)
            if known is not None and known.sequence > held.sequence:
                return
            self._held[stream] = held
            self._held.move_to_end(stream)
            self._ids[held.number] = stream
            while len(self._held) > _HELD:
                self._forget_oldest()

    def _forget_oldest(self) -> None:
        oldest, held = self._held.popitem(last=False)
        if oldest in self._pinned:
            self._held[oldest] = held
        else:
            del self._ids[held.number]

    def forget_under(self, key: str) -> None:
        """Forgets the streams that lie under a sealing key: it is gone, and so is what it hid."""
        with self._lock:
            for stream in [stream for stream, held in self._held.items() if key in held.names]:
                del self._ids[self._held.pop(stream).number]

    def forget_all(self) -> None:
        """Forgets everything: rivals wrote more than is worth following."""
        with self._lock:
            self._held.clear()
            self._ids.clear()
