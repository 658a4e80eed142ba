"""One file of an account at a time: whoever waits for another waits so long and no longer."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from threading import local

from api.banks.paging import Ask
from api.banks.planning import CannotImport
from domain.kernel import Command
from ledger.replay import Replay
from ledger.store import Lost, Occupied
from ledger.tickets import Receipt

PATIENCE_S = 60.0
"""Seconds in which most files are banked: for whoever has nothing else to do."""
MOMENT_S = 2.0
"""Where others wait behind who waits: a place for a file over HTTP, the rounds of other banks."""

_LOCK = "import/"


class Busy(CannotImport):
    """Another file of an account is being imported, and was for as long as we wait. It may be
    brought again at any time."""


class Interrupted(Busy):
    """Another file of an account may have been imported in the middle of this one: what had kept
    it out broke. A part may be written; the same file finishes it."""


class OneAtATime:
    """Asks for whoever imports; what is asked inside `alone`, while nobody else is inside: looked
    at before each command, so that one which is under way as this ends may still be written."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._here = local()  # each thread has a file of its own

    def __call__(self, wanted: Command, /) -> Receipt:
        """Raises Interrupted, and what the door raises."""
        stands: Callable[[], None] | None = getattr(self._here, "stands", None)
        if stands is not None:
            stands()
        return self._ask(wanted)

    @contextmanager
    def alone(self, replay: Replay, accounts: Collection[str], *, within: float) -> Iterator[None]:
        """While inside, nobody else banks lines of these accounts. Raises Busy before it is
        entered, where somebody does for so many seconds; Interrupted where it did not last."""
        try:
            with replay.alone((f"{_LOCK}{one}" for one in accounts), within=within) as stands:
                self._here.stands = stands
                yield
                stands()
        except Occupied as other:
            raise Busy("unbanked.busy", account=other.name.removeprefix(_LOCK)) from None
        except Lost:
            raise Interrupted("unbanked.lost", account=", ".join(sorted(accounts))) from None
        finally:
            self._here.stands = None
