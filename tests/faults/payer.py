"""Lives of a worker that pays: `python -m tests.faults.payer`, a life a line of JSON on stdin.

Each life is a fork of this process: it opens the installation as any worker does, makes rounds over
its channels, and may be struck. For each a line is printed: its end, and what it passed if it could
say so.
"""

import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from api.banking.round import Pauses
from api.banking.rounds import rounds
from api.banks.channels.channel import NoAnswer
from api.banks.channels.line import Line
from api.banks.channels.mock_bank import MockBank
from api.banks.importing import Importer
from api.banks.matching import Matcher
from api.banks.paying import Payer
from api.banks.reporting import Reporting
from api.clock import SimulatedClock
from api.database import Databases
from api.embedded.process import postmaster
from api.home import Home
from api.wiring import assembled

BEFORE_RECORD = "before-the-message-is-recorded"
RECORDED = "recorded-not-sent"
SENT = "sent-not-answered"
HEARING = "hearing"
IMPORTED = "imported-not-matched"
MATCHING = "matching"
BEFORE_DONE = "before-done"
HANDING = "handing-the-file-over"
ASKING = "asking-the-bank"
"""Requests to the bank, for cuts alone: the one with the file, any other."""
PAYING, SETTLING = (
    (BEFORE_RECORD, RECORDED, SENT, HEARING, BEFORE_DONE),
    (
        IMPORTED,
        MATCHING,
        BEFORE_DONE,
    ),
)
"""What is passed on a day of payments, and on the morning after."""
POINTS = (*PAYING, IMPORTED, MATCHING, HANDING, ASKING)
KILL, DATABASE, UNSENT, UNHEARD, MOMENT = "kill", "database", "unsent", "unheard", "any-moment"
"""How: the process dies; PostgreSQL does; a request does not reach the bank; its answer does not
reach us; the process dies at any moment."""


@dataclass(frozen=True)
class Blow:
    """What happens when a point is passed for the n-th time; at any moment: after milliseconds.

    A database dies a bit later: that reaches into the COMMIT of what is being recorded.
    """

    how: str
    point: str
    nth: int
    after_us: int = 0

    def struck(self, code: int, passed: dict[str, int]) -> bool:
        """Whether it fell in a life that ended so. Who was killed passed nothing more."""
        if self.how in (KILL, MOMENT):
            return code == -signal.SIGKILL
        return passed.get(self.point, 0) >= self.nth


class Striker:
    """Counts how often each point is passed, and strikes once."""

    def __init__(self, blow: Blow | None, data: Path | None) -> None:
        """`data`: of the server that may be killed."""
        self.passed: Counter[str] = Counter()
        self._blow, self._data = blow, data
        self._lock = threading.Lock()

    def arm(self) -> None:
        """Wraps the points, in this process."""
        self._wrap(Payer, "_send_new", before=BEFORE_RECORD)
        self._wrap(Payer, "_handed_over", before=RECORDED)
        self._wrap(MockBank, "send", after=SENT)
        self._wrap(Reporting, "reported", before=HEARING)
        self._wrap(Importer, "file", after=IMPORTED)
        self._wrap(Matcher, "_propose", before=MATCHING)
        self._wrap(MockBank, "done", before=BEFORE_DONE)
        self._cut()

    def _due(self, point: str) -> str | None:
        """How it strikes now, if it does."""
        with self._lock:
            self.passed[point] += 1
            blow = self._blow
            due = blow is not None and (blow.point, blow.nth) == (point, self.passed[point])
            return blow.how if blow and due else None

    def _pass(self, point: str | None) -> None:
        how = self._due(point) if point else None
        if how == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        if how == DATABASE:
            threading.Thread(target=self._kill_database, daemon=True).start()

    def _kill_database(self) -> None:
        assert self._blow is not None
        assert self._data is not None
        pid = postmaster(self._data)
        time.sleep(self._blow.after_us / 1_000_000)
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def _wrap(
        self, owner: type, name: str, *, before: str | None = None, after: str | None = None
    ) -> None:
        wrapped: Callable[..., Any] = getattr(owner, name)

        def around(*args: Any, **options: Any) -> Any:
            self._pass(before)
            result = wrapped(*args, **options)
            self._pass(after)
            return result

        setattr(owner, name, around)

    def _cut(self) -> None:
        wrapped = Line.ask

        def cut(line: Line, method: str, path: str, *args: Any) -> tuple[int, bytes]:
            how = self._due(HANDING if path == "/payments" else ASKING)
            if how == UNSENT:
                raise NoAnswer(f"{path}: the line was cut")
            answer = wrapped(line, method, path, *args)
            if how == UNHEARD:
                raise NoAnswer(f"{path}: the answer was lost")
            return answer

        Line.ask = cut  # type: ignore[method-assign]


def live(given: dict[str, Any]) -> dict[str, int]:
    """So many rounds at an hour of the simulated clock; what was passed."""
    struck = given["blow"]
    data = given.get("data")
    striker = Striker(Blow(**struck) if struck else None, Path(data) if data else None)
    home = Home(Path(given["home"]))
    with assembled(home, Databases(**given["databases"])) as system:
        assert isinstance(system.clock, SimulatedClock)
        system.clock.move_to(datetime.fromisoformat(given["now"]))
        striker.arm()
        pauses = Pauses(
            answer=timedelta(seconds=given["pause_s"]), look=timedelta(0), retry=timedelta(0)
        )
        for _ in range(given["rounds"]):
            rounds(system, pauses)
    return dict(striker.passed)


def born(given: dict[str, Any]) -> tuple[int, dict[str, int]]:
    """A life in a process of its own: how it ended, and what it passed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            told = json.dumps(live(given)).encode()
            os.write(writing, told)
            code = 0
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    struck = given["blow"]
    if struck and struck["how"] == MOMENT:
        time.sleep(struck["nth"] / 1_000)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    with open(reading, "rb") as said:
        told = said.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), json.loads(told) if told else {}


def main() -> None:
    """A life for each line."""
    for line in sys.stdin:
        print(json.dumps(born(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
