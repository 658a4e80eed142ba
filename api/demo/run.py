"""The main job on real input: play the story, bring readers up to date, compare, verify, tamper."""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg

from api.demo.story import Played, Story, Tell
from api.home import Home
from api.wiring import System, opened
from ledger.checkpoint import parse
from ledger.trust import Trust
from ledger.verify import verify

ORIGIN = "demo.zhangben.example/log"
STARTS = "2024-05-01T08:00:00+08:00"


@dataclass(frozen=True, slots=True)
class Booked:
    """Booked lines of one currency, in minor units."""

    entries: int
    credits: int
    debits: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What the demonstration came to; amounts in minor units, maps by currency."""

    lines: int
    booked: dict[str, Booked]
    matched: int
    unmatched: int
    days: int
    differences: dict[str, int]
    """Statement closing − ledger balance, over all accounts; the days' differences, added up."""
    events: int
    position: int
    checkpoint: str
    verified: bool
    tamper_detected: bool

    @property
    def passed(self) -> bool:
        """Whether everything balanced and verified."""
        return self.verified and self.tamper_detected and not any(self.differences.values())

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)


@contextmanager
def demo_home(keep: Path | None) -> Iterator[Home]:
    """A fresh installation in the folder given, or in one that is gone afterwards."""
    if keep is not None:
        home = Home(keep.resolve())
        home.make(ORIGIN, "simulated", STARTS)
        yield home
        return
    folder = Path(tempfile.mkdtemp(prefix="zhangben-demo-"))
    folder.chmod(0o755)  # the database's user has to reach its data below
    try:
        home = Home(folder / "books")
        home.make(ORIGIN, "simulated", STARTS)
        yield home
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def demo(keep: Path | None, tell: Tell) -> Iterator[tuple[System, Summary]]:
    """Runs the demonstration; the system is still open for who wants to look."""
    with demo_home(keep) as home:
        tell("demo.database", 0, 1)
        with opened(home) as system:
            played = Story(system, tell).play()
            yield system, _summary(system, played, tell)


def _summary(system: System, played: Played, tell: Tell) -> Summary:
    note = system.publisher.publish()
    tell("demo.projections", 0, 1)
    system.readers.runner.catch_up()
    _, days = system.readers.days()
    currencies = {day.currency for day in days}
    booked = {
        currency: Booked(
            entries=sum(day.lines for day in days if day.currency == currency),
            credits=sum(day.credits for day in days if day.currency == currency),
            debits=sum(day.debits for day in days if day.currency == currency),
        )
        for currency in sorted(currencies)
    }
    differences: dict[str, int] = defaultdict(int)
    for day in days:
        differences[day.currency] += abs(day.difference or 0)
    size = system.tree.size()
    tell("demo.verify", 0, size)
    trust = Trust.load(system.home.trust)
    verdict = verify(
        system.tree.stored(),
        system.tree.checkpoints(),
        trust,
        progress=lambda done: tell("demo.verify", done, size),
    )
    tell("demo.tamper", 0, 1)
    return Summary(
        lines=sum(one.booked for one in played.imported),
        booked=booked,
        matched=sum(one.matched for one in played.proposals),
        unmatched=sum(not one.matched for one in played.proposals),
        days=len(days),
        differences=dict(differences),
        events=verdict.events,
        position=parse(note).checkpoint.size,
        checkpoint=note,
        verified=verdict.ok,
        tamper_detected=_tamper_is_detected(system, trust),
    )


def _tamper_is_detected(system: System, trust: Trust) -> bool:
    """Changes one stored byte by SQL in a copy of the events, and verifies the copy."""
    target = system.tree.size() // 2
    with psycopg.connect(system.databases.owner, autocommit=True) as owner:
        owner.execute("CREATE TEMP TABLE copied AS SELECT * FROM ledger.stored_events")
        owner.execute(
            "UPDATE copied SET state = set_byte(state, 40, get_byte(state, 40) # 1) "
            "WHERE notification_id = %s",
            (target,),
        )
        rows = owner.execute("SELECT state FROM copied ORDER BY notification_id")
        verdict = verify((row[0] for row in rows), system.tree.checkpoints(), trust)
    return not verdict.ok and verdict.first_bad == target
