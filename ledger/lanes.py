"""Commands that wait to be decided: people's before those that bring many things at once.

Which lane a command is in, its length tells: nobody has to say so, and nobody can.
"""

from collections import deque
from collections.abc import Iterable
from time import monotonic

from ledger.tickets import Ticket

GROUP_MAX = 256
LARGE_BYTES = 16_000
"""A command this long brings many things: lines of a bank, a long batch."""
_LATELY_S = 1.0
_BRINGS_S = 2.0
"""So long after a large command whoever signed it asks for no one thing: what is small then is of
the same file, as its statement or its last lines, and nobody is kept waiting by that."""
_BYTES_MAX = 400_000
"""Command bytes in a group: about a thousand events of bulk commands."""


class Lanes:
    """Two queues, each in the order of its coming. Not for several threads: the Book locks."""

    def __init__(self) -> None:
        self._small: deque[Ticket] = deque()
        self._large: deque[Ticket] = deque()
        self._small_went = False
        self._small_came = -_LATELY_S
        self._brought: dict[str, float] = {}
        """When whoever brings many things did so last, by key."""

    def __len__(self) -> int:
        return len(self._small) + len(self._large)

    def put(self, tickets: Iterable[Ticket]) -> None:
        """Each into its lane."""
        for ticket in tickets:
            now, key = monotonic(), ticket.signed.signatures[0].key
            if len(ticket.signed.body) >= LARGE_BYTES:
                self._large.append(ticket)
                lately = {k: at for k, at in self._brought.items() if now - at < _BRINGS_S}
                self._brought = lately | {key: now}
                continue
            self._small.append(ticket)
            if now - self._brought.get(key, -_BRINGS_S) >= _BRINGS_S:
                self._small_came = now

    @property
    def lately(self) -> bool:
        """Whether a small one of somebody who brings no large ones came within the last second; any
        thread may look."""
        return monotonic() - self._small_came < _LATELY_S

    def take(self) -> list[Ticket]:
        """The next group: one lane's, in turn where both wait, and then of the large one alone.

        In the order in which they were at the door, whichever was read and verified first.
        """
        small = bool(self._small) and not (self._large and self._small_went)
        at_most = 1 if self._small_went else GROUP_MAX
        self._small_went = small
        taken = self._some(self._small, GROUP_MAX) if small else self._some(self._large, at_most)
        return sorted(taken, key=lambda ticket: ticket.received_at)

    @staticmethod
    def _some(lane: deque[Ticket], at_most: int) -> list[Ticket]:
        taken: list[Ticket] = []
        size = 0
        while lane and len(taken) < at_most and size < _BYTES_MAX:
            ticket = lane.popleft()
            size += len(ticket.signed.body)
            taken.append(ticket)
        return taken
