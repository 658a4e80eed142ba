"""Was anything missed? Derives from the log again what should have been asked, and looks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from ledger.errands import Answer, Errand, Errands
from ledger.feed import Feed
from ledger.pending import PendingList
from ledger.reactor import Reactor

MISSED = "reactor.missed"
"""In the place of a rule, on the pending list: it was never asked, and will be."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Missed:
    """A command that follows from the log, and is neither accepted nor on the pending list."""

    policy: str
    cause: int
    ordinal: int
    command: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of positions found: how many commands follow, how they stand, which do not."""

    first: int
    last: int
    follow: int
    accepted: int
    pending: int
    missed: tuple[Missed, ...]


class Monitor:
    """Reads receipts and the pending list only; does not believe the reactor's position."""

    def __init__(
        self,
        feed: Feed,
        reactor: Reactor,
        errands: Errands,
        pending: PendingList,
        clock: Callable[[], datetime],
    ) -> None:
        self._feed = feed
        self._reactor = reactor
        self._errands = errands
        self._pending = pending
        self._clock = clock

    def check(self, first: int = 1, last: int | None = None, *, mend: bool = False) -> Checked:
        """Checks the events at these positions; without `last`, as far as the reactor has come.

        `mend` puts what was missed on the pending list, from where it is asked for.
        """
        upto = self._reactor.position() if last is None else last
        follow = accepted = waiting = 0
        missed: list[Errand] = []
        at = first - 1
        while at < upto and (batch := self._feed.read(at, min(_BATCH, upto - at))):
            at = batch[-1].position
            errands = [errand for recorded in batch for errand in self._reactor.errands(recorded)]
            listed = {row.key for row in self._pending.rows()} if errands else set()
            for errand, answer in zip(errands, self._errands.last(errands), strict=True):
                follow += 1
                if answer is not None and answer.rule is None:
                    accepted += 1
                elif errand.key in listed:
                    waiting += 1
                else:
                    missed.append(errand)
        if mend:
            self._pending.settle([(one, Answer(0, MISSED, 0)) for one in missed], self._clock())
        told = tuple(map(_missed, missed))
        return Checked(first, max(at, first - 1), follow, accepted, waiting, told)


def _missed(errand: Errand) -> Missed:
    return Missed(errand.asker, errand.cause, int(errand.mark), errand.wanted.NAME)
