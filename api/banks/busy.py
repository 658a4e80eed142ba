"""One file of an account at a time: whoever waits for another waits so long and no longer."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from api.banks.planning import CannotImport
from ledger.replay import Replay
from ledger.store import Occupied

PATIENCE_S = 60.0
"""Seconds in which most files are banked: for whoever has nothing else to do."""
MOMENT_S = 2.0
"""Where others wait behind who waits: a place for a file over HTTP, the rounds of other banks."""

_LOCK = "import/"


class Busy(CannotImport):
    """Another file of an account is being imported, and was for as long as we wait. It may be
    brought again at any time."""


@contextmanager
def one_at_a_time(replay: Replay, accounts: Iterable[str], *, within: float) -> Iterator[None]:
    """While inside, nobody else banks lines of these accounts. Raises Busy before it is entered,
    where somebody does for so many seconds."""
    try:
        with replay.alone((f"{_LOCK}{one}" for one in accounts), within=within):
            yield
    except Occupied as other:
        raise Busy("unbanked.busy", account=other.name.removeprefix(_LOCK)) from None
