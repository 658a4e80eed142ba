"""One life of a reactor, and where it ends: `python -m tests.faults.reacting`, its work as JSON.

Reacts and retries until nothing is left; kills itself (-9) when a point is passed for the n-th
time. Prints how often each point was passed.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ledger.book import Book
from ledger.feed import Tracking
from ledger.log import log_of
from ledger.pending import PendingList
from ledger.signing import FileSigner
from tests.kit.acting import parts
from tests.kit.house import House, rooms
from tests.kit.lamp import HOUSE, Clock

ASKED, ANSWERED, MOVING, MOVED, NOTED = "asked", "answered", "moving", "moved", "noted"
POINTS = (ASKED, ANSWERED, MOVING, MOVED, NOTED)
"""Before and after a command is written; before and after the reactor moves on; after a retry."""


class Blows:
    """Counts the points, and strikes at one of them."""

    def __init__(self, point: str | None, nth: int) -> None:
        self.passed: Counter[str] = Counter()
        self._point, self._nth = point, nth

    def at(self, point: str) -> None:
        """A point is passed."""
        self.passed[point] += 1
        if point == self._point and self.passed[point] == self._nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def arm(self) -> None:
        """Wraps the points, in this process."""
        execute, advance, settle = Book.execute, Tracking.advance, PendingList.settle

        def executing(book: Book, signed: Any) -> Any:
            self.at(ASKED)
            try:
                return execute(book, signed)
            finally:
                self.at(ANSWERED)

        @contextmanager
        def advancing(tracking: Tracking, *where: Any) -> Iterator[Any]:
            with advance(tracking, *where) as conn:
                yield conn
                self.at(MOVING)
            self.at(MOVED)

        Book.execute = executing  # type: ignore[method-assign]
        Tracking.advance = advancing  # type: ignore[method-assign]
        PendingList.settle = self._after(settle)  # type: ignore[method-assign]

    def _after(self, wrapped: Callable[..., Any]) -> Callable[..., Any]:
        def noting(*told: Any) -> None:
            wrapped(*told)
            self.at(NOTED)

        return noting


def main() -> None:
    """Lives."""
    work = json.load(sys.stdin)
    database = SimpleNamespace(**work["database"])
    keys, clock = Path(work["keys"]), Clock()
    clock.advance(hours=work["hours"])
    log = log_of(work["origin"], HOUSE, FileSigner.load(keys / "ledger.pem"))
    key = FileSigner.load(keys / "platform.pem")
    blows = Blows(work["point"], work["nth"])
    blows.arm()
    with rooms(database, log, clock) as (book, store, vault):
        home = House(log, book, store, vault, clock, key, key, key)
        with parts(database, home, key) as acting:
            while acting.reactor.step(work["limit"]):
                pass
            acting.reactor.retry()
    print(json.dumps(blows.passed))


if __name__ == "__main__":
    main()
