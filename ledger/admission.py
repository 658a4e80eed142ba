"""The doorstep: worker threads that read and verify commands, some at a time, and hand them on."""

import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from ledger.tickets import Closed, Ticket

_AT_ONCE = 16


class Admission:
    """Takes tickets from any thread; hands on those that are admitted, in small lists."""

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
        self._lock = threading.Lock()
        self._closing = False
        self._threads = [
            threading.Thread(target=self._run, name=f"verify-{n}", daemon=True)
            for n in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, ticket: Ticket) -> None:
        """A command at the door. Raises Closed."""
        with self._lock:
            if self._closing:
                raise Closed("the book is closing")
            self._inbox.put(ticket)

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
