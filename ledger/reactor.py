"""What follows by itself: the feed tells, policies react, the Book is asked; each event once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.kernel import Policy
from ledger.errands import Answer, Errand, Errands
from ledger.feed import Feed, Moved, Recorded, Tracking
from ledger.pending import Pending, PendingList

type Index = Callable[[Any, int], tuple[str, ...]]
"""index(event, position): the ids that it holds for an event, as they stood at a position."""

READER = "reactor"
"""Its name among the readers."""
BATCH = 500


class Reactor:
    """Takes every event to the policies that hear it. Any number may run: each command is asked
    once, whoever is first, for its id follows from its reason.
    """

    def __init__(
        self,
        policies: Sequence[Policy],
        feed: Feed,
        tracking: Tracking,
        errands: Errands,
        pending: PendingList,
        clock: Callable[[], datetime],
        indexes: Mapping[str, Index] | None = None,
    ) -> None:
        """`tracking`: as the application's role. Raises KeyError for an index that is not there."""
        self._feed = feed
        self._tracking = tracking
        self._errands = errands
        self._pending = pending
        self._clock = clock
        self._hearing: dict[str, list[tuple[Policy, Index | None]]] = {}
        for policy in policies:
            index = (indexes or {})[policy.reads] if policy.reads else None
            for name in dict.fromkeys(shape.NAME for shape in policy.hears):
                self._hearing.setdefault(name, []).append((policy, index))

    def position(self) -> int:
        """How far it has come: everything up to here was asked for, and answered."""
        return self._tracking.max_tracking_id(READER) or 0

    def behind(self) -> bool:
        """Whether there is something to hear."""
        return self._feed.head() > self.position()

    def step(self, limit: int = BATCH) -> bool:
        """Takes the next batch to the policies; False when there is nothing left to take.

        It moves on when every command has an answer; the refused ones wait on the pending list.
        Raises what stands in its way (a policy's or an index's problem, OutcomeUnknown, NotWritten,
        Closed); then nothing is skipped: the same batch comes again.
        """
        after = self.position() or self._tracking.enter(READER)
        batch = self._feed.read(after, limit)
        if not batch:
            return False
        to, errands = self._heard(batch)
        refused = [pair for pair in self._first(errands) if pair[1].rule is not None]
        try:
            with self._tracking.advance([READER], after, to) as conn:
                self._pending.write(conn, refused, self._clock())
        except Moved:
            pass  # a rival took it: the receipts were the same
        return True

    def run(self) -> int:
        """Takes everything that there is, what follows from it included; returns the position."""
        while self.step():
            pass
        return self.position()

    def retry(self) -> int:
        """Asks again for what was refused and is due by now; returns how many are accepted."""
        accepted = 0
        for row in self._pending.rows(due=self._clock()):
            if row.cause == 0:
                continue  # the clock's own, see clockwork.py
            errand = self._asked_still(row)
            if errand is None:
                self._pending.strike([row])
                continue
            answer = self._errands.again(errand, row.attempt)
            self._pending.settle([(errand, answer)], self._clock())
            accepted += answer.rule is None
        return accepted

    def pending(self) -> list[Pending]:
        """What was refused and waits, oldest first."""
        return self._pending.rows()

    def errands(self, recorded: Recorded) -> Iterator[Errand]:
        """What the policies ask for because of one event."""
        for policy, index in self._hearing.get(recorded.body.name, ()):
            event = recorded.event
            asked = (
                policy.react(event, index(event, recorded.position))
                if index
                else (policy.react(event))
            )
            for ordinal, wanted in enumerate(asked):
                yield Errand(policy.name, recorded.position, str(ordinal), wanted)

    def _heard(self, batch: list[Recorded]) -> tuple[int, list[Errand]]:
        """What a batch leads to, and up to which position; it ends before an event that fails."""
        errands: list[Errand] = []
        for recorded in batch:
            try:
                errands += list(self.errands(recorded))
            except Exception:
                if recorded is batch[0]:
                    raise
                return recorded.position - 1, errands
        return batch[-1].position, errands

    def _first(self, errands: list[Errand]) -> Iterator[tuple[Errand, Answer]]:
        return zip(errands, self._errands.first(errands), strict=True)

    def _asked_still(self, row: Pending) -> Errand | None:
        (recorded,) = self._feed.read(row.cause - 1, 1)
        return next((e for e in self.errands(recorded) if e.key == row.key), None)
