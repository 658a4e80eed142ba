"""The doorstep: worker threads that read and verify commands, some at a time, and hand them on."""

import threading
from collections.abc import Callable, Iterable, Sequence
from queue import Empty, SimpleQueue

from ledger.tickets import Closed, Ticket

_AT_ONCE = 16


class Admission:
    """Takes tickets from any thread; hands on those that are admitted, in small lists.

    Knows which have no answer yet: it answers what it does not admit, of others it is told.
    """

    def __init__(
        self,
        admit: Callable[[Ticket], bool],
        hand_on: Callable[[Sequence[Ticket]], None],
        threads: int,
    ) -> None:
        """`admit` answers what it does not admit; `hand_on` is called with no lock held."""
        self._admit = admit
        self._hand_on = hand_on
        self._inbox: SimpleQueue[Ticket | None] = SimpleQueue()
        self._in_hand = 0
        self._unanswered: set[Ticket] = set()
        self._lock = threading.Condition()
        self._closing = False
        self._threads = [
            threading.Thread(target=self._run, name=f"verify-{n}", daemon=True)
            for n in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, stamped: Callable[[], Ticket]) -> None:
        """A command at the door, stamped there. Raises Closed."""
        with self._lock:
            if self._closing:
                raise Closed("the book is closing")
            ticket = stamped()
            self._unanswered.add(ticket)
            self._inbox.put(ticket)

    def answered(self, tickets: Iterable[Ticket]) -> None:
        """These have their answers."""
        with self._lock:
            self._unanswered.difference_update(tickets)
            self._lock.notify_all()

    def settled(self, within: float) -> bool:
        """Waits until all that is at the door by now has its answer; not for more seconds."""
        with self._lock:
            now = frozenset(self._unanswered)
            return self._lock.wait_for(lambda: now.isdisjoint(self._unanswered), within)

    def coming(self) -> bool:
        """Whether more is on its way to being handed on."""
        return self._in_hand > 0 or not self._inbox.empty()

    def close(self) -> None:
        """Hands on what was put, then ends; nothing can be put any more."""
        with self._lock:
            self._closing = True
        for _ in self._threads:
            self._inbox.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        last = False
        while not last:
            tickets, last = self._some()
            admitted = [ticket for ticket in tickets if self._admit(ticket)]
            with self._lock:
                self._in_hand -= len(tickets)
            self.answered(set(tickets).difference(admitted))
            self._hand_on(admitted)

    def _some(self) -> tuple[list[Ticket], bool]:
        """The next tickets, and whether they are this thread's last."""
        tickets: list[Ticket] = []
        ticket = self._inbox.get()
        while ticket is not None:
            tickets.append(ticket)
            if len(tickets) == _AT_ONCE:
                break
            try:
                ticket = self._inbox.get_nowait()
            except Empty:
                break
        with self._lock:
            self._in_hand += len(tickets)
        return tickets, ticket is None
