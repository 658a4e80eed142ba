"""One of several workers on one log: `python -m tests.faults.worker`, its work as JSON on stdin.

Deadlines come every few milliseconds from `start` on, a bell each. Works until SIGTERM; prints
"ready" before, and "stopped" after.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from api.cli.working import told_to_stop
from api.clock import system_clock
from api.jobs.beating import commits
from api.jobs.job import Job, Turns
from api.jobs.worker import work
from ledger.clockwork import Due
from ledger.log import log_of
from ledger.signing import FileSigner
from tests.kit.acting import parts
from tests.kit.house import House, rooms
from tests.kit.lamp import HOUSE, RingBell

APART = timedelta(milliseconds=50)
OFTEN = timedelta(milliseconds=20)


def deadlines(start: datetime, count: int, now: datetime) -> Iterator[Due]:
    """Those that have come; listed for ever, as a source that never learns would do."""
    for number in range(count):
        at = start + number * APART
        if at <= now:
            yield Due("bells", at, f"b{number}", RingBell(bell=f"b{number}", at=at))


def main() -> None:
    """Works."""
    given: dict[str, Any] = json.load(sys.stdin)
    database, keys = SimpleNamespace(**given["database"]), Path(given["keys"])
    log = log_of(given["origin"], HOUSE, FileSigner.load(keys / "ledger.pem"))
    key, start = FileSigner.load(keys / "platform.pem"), datetime.fromisoformat(given["start"])
    clock: Any = system_clock
    with told_to_stop() as stop, rooms(database, log, clock) as (book, store, vault):
        home = House(log, book, store, vault, clock, key, key, key)
        with parts(database, home, key) as acting:

            def tick() -> None:
                acting.clockwork.tick(deadlines(start, given["count"], clock()))

            jobs = [
                Job("tick", OFTEN, tick),
                Job("react", OFTEN, acting.reactor.step, acting.reactor.behind),
                Job("retry", OFTEN, acting.reactor.retry),
            ]
            print("ready", flush=True)
            work(database.app, Turns(jobs), acting.beats, commits(acting.feed), stop, threads=3)
    print("stopped", flush=True)


if __name__ == "__main__":
    main()
