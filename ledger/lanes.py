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
_BYTES_MAX = 400_000
"""Command bytes in a group: about a thousand events of bulk commands."""


class Lanes:
    """Two queues, each in the order of its coming. Not for several threads: the Book locks."""

    def __init__(self) -> None:
        self._small: deque[Ticket] = deque()
        self._large: deque[Ticket] = deque()
        self._small_went = False
        self._small_came = -_LATELY_S

    def __len__(self) -> int:
        return len(self._small) + len(self._large)

    def put(self, tickets: Iterable[Ticket]) -> None:
        """Each into its lane."""
        for ticket in tickets:
            if len(ticket.signed.body) >= LARGE_BYTES:
                self._large.append(ticket)
            else:
                self._small.append(ticket)
                self._small_came = monotonic()

    @property
    def lately(self) -> bool:
        """Whether a small one came within the last second; any thread may look."""
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
