"""One file of an account at a time: whoever waits for another waits so long and no longer."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import local

from api.banks.paging import Ask
from api.banks.planning import CannotImport
from domain.bankpage.import_lines import ImportLines
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


@dataclass(slots=True)
class Written:
    """How much of a file was written: lines banked; statements recorded, or put in quarantine."""

    lines: int = 0
    statements: int = 0

    def add(self, done: Command) -> None:
        """One more command that was carried out for it."""
        if isinstance(done, ImportLines):
            self.lines += len(done.lines)
        else:
            self.statements += 1


class Interrupted(Busy):
    """Another file of an account may have been imported in the middle of this one: what had kept
    it out broke. It says what of it was written by then; the same file writes the rest."""

    def __init__(self, accounts: Collection[str], written: Written) -> None:
        something = written.lines or written.statements
        key = "unbanked.lost" if something else "unbanked.lost.nothing"
        told = {"lines": written.lines, "statements": written.statements}
        super().__init__(key, account=", ".join(sorted(accounts)), **told)
        self.partly = bool(something)


class OneAtATime:
    """Asks for whoever imports; what is asked inside `alone`, while nobody else is inside: looked
    at before each command, so that one which is under way as this ends may still be written."""

    def __init__(self, ask: Ask, *, waits_once: bool = False) -> None:
        """`waits_once`: for an account that was held so long, the next file does not wait again,
        until it comes free: who has many files of it would wait for each."""
        self._ask = ask
        self._waits_once = waits_once
        self._held = set[str]()
        self._here = local()  # each thread has a file of its own

    def __call__(self, wanted: Command, /) -> Receipt:
        """Raises Interrupted, and what the door raises."""
        stands: Callable[[], None] | None = getattr(self._here, "stands", None)
        if stands is None:
            return self._ask(wanted)
        stands()
        receipt = self._ask(wanted)
        self._here.written.add(wanted)
        return receipt

    @contextmanager
    def alone(self, replay: Replay, accounts: Collection[str], *, within: float) -> Iterator[None]:
        """While inside, nobody else banks lines of these accounts. Raises Busy before it is
        entered, where somebody does for so many seconds; Interrupted where it did not last."""
        written = Written()
        if self._waits_once and not self._held.isdisjoint(accounts):
            within = 0
        try:
            with replay.alone((f"{_LOCK}{one}" for one in accounts), within=within) as stands:
                self._held -= {*accounts}
                self._here.stands, self._here.written = stands, written
                yield
                stands()
        except Occupied as other:
            account = other.name.removeprefix(_LOCK)
            self._held.add(account)
            raise Busy("unbanked.busy", account=account) from None
        except Lost:
            raise Interrupted(accounts, written) from None
        finally:
            self._here.stands = None
