"""A sealing key is destroyed once nothing under it is needed: the charter knows what is."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from domain.kernel import Charter, Event, Placed, Rejected, StreamId
from ledger.events import KeyDestroyed


def still_needed(
    charter: Charter,
    decision: Iterable[Event | Placed],
    lie_under: Callable[[str], Iterable[StreamId]],
    state: Callable[[StreamId], Any],
) -> Rejected | None:
    """Why a key that a decision would destroy stays. `lie_under`: the streams under a key, `state`:
    of a stream, as they stand under the lock; read while the charter asks, for all wait meanwhile.
    """
    for said in decision:
        if isinstance(said, KeyDestroyed):
            states = _states(said.key, lie_under, state)
            if refused := charter.needed(said.key, states, state):
                return refused
    return None


def _states(
    key: str, lie_under: Callable[[str], Iterable[StreamId]], state: Callable[[StreamId], Any]
) -> Iterator[Any]:
    """One after the other; nothing is read before the first is asked for."""
    for of in dict.fromkeys(lie_under(key)):
        yield state(of)
