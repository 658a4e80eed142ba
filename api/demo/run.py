"""The main job on real input: play the story, then compare with the bank, verify, and tamper."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from api.demo.bank import Bank
from api.demo.draw import Draw, drawn
from api.demo.outcome import Outcome, outcome
from api.demo.story import Chapter, Story, Tell
from api.demo.tomorrow import Tomorrow
from api.home import Home
from api.wiring import System, opened
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verify import verify

ORIGIN = "demo.zhangben.example/log"
STARTS = "2024-05-01T08:00:00+08:00"
BANK_STARTS = "2026-03-13T08:00"
SEED = 20260313
"""Of the demonstration, unless another is asked for."""


@contextmanager
def demo_home(keep: Path | None) -> Iterator[Home]:
    """A fresh installation in the folder given, or in one that is gone afterwards.

    Raises HomeProblem for a folder that holds a log. The keys are new, and no database opens to
    keys that did not sign it: the demonstration's invented facts never enter another log.
    """
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
def demo(
    keep: Path | None, seed: int, tell: Tell, read: Callable[[Chapter], None]
) -> Iterator[tuple[System, Outcome]]:
    """Runs the demonstration; the system is still open for who wants to look. As `playing`."""
    with playing(keep, seed, tell, read) as (system, outcome, _):
        yield system, outcome


@contextmanager
def playing(
    keep: Path | None, seed: int, tell: Tell, read: Callable[[Chapter], None]
) -> Iterator[tuple[System, Outcome, Tomorrow]]:
    """Runs the demonstration; its bank is still there, and its days can go on.

    `seed` draws the fates of the deposits; `tell` hears of progress, `read` of every chapter as it
    ends.
    """
    with demo_home(keep) as home:
        tell("demo.database", 0, 1)
        with opened(home) as system, Bank(BANK_STARTS) as bank:
            story = Story(system, drawn(seed), bank, tell)
            outcome_of_it = _played(system, story, tell, read)
            yield system, outcome_of_it, Tomorrow(story.staff, bank, story.draw)


def played(system: System, draw: Draw, tell: Tell, read: Callable[[Chapter], None]) -> Outcome:
    """Plays the story on a fresh, simulated installation, and judges what came of it."""
    with Bank(BANK_STARTS) as bank:
        return _played(system, Story(system, draw, bank, tell), tell, read)


def _played(system: System, story: Story, tell: Tell, read: Callable[[Chapter], None]) -> Outcome:
    for chapter in story.play():
        read(chapter)
    note = system.publisher.publish()
    tell("demo.projections", 0, 1)
    system.readers.runner.catch_up()
    verdict = _verified(system, tell)
    tell("demo.tamper", 0, 1)
    tampered = system.tree.size() // 2
    found = _verdict_on_tampered(system, tampered)
    detected = not found.ok and found.first_bad == tampered
    return outcome(system, story, note, verdict, tampered if detected else None)


def _verified(system: System, tell: Tell) -> Verdict:
    size = system.tree.size()
    tell("demo.verify", 0, size)
    return verify(
        system.tree.stored(),
        system.tree.checkpoints(),
        Trust.load(system.home.trust),
        progress=lambda done: tell("demo.verify", done, size),
    )


def _verdict_on_tampered(system: System, position: int) -> Verdict:
    """Changes one stored byte by SQL in a copy of the events, and verifies the copy."""
    with psycopg.connect(system.databases.owner, autocommit=True) as owner:
        owner.execute("CREATE TEMP TABLE copied AS SELECT * FROM ledger.stored_events")
        owner.execute(
            "UPDATE copied SET state = set_byte(state, 40, get_byte(state, 40) # 1) "
            "WHERE notification_id = %s",
            (position,),
        )
        rows = owner.execute("SELECT state FROM copied ORDER BY notification_id")
        trust = Trust.load(system.home.trust)
        return verify((row[0] for row in rows), system.tree.checkpoints(), trust)
