"""A sealing key is destroyed once nothing under it is needed: the charter knows what is."""

from collections.abc import Callable, Iterable
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
    of a stream, as they stand under the lock.
    """
    for said in decision:
        if isinstance(said, KeyDestroyed):
            states = {of: state(of) for of in lie_under(said.key)}
            if refused := charter.needed(said.key, states.values(), state):
                return refused
    return None
