"""What runs beside a served log: readers follow, all jobs are done, and it ends when told."""

import threading
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from api import upkeep as kept
from api.embedded import Server
from api.jobs.looking import LOOKS
from api.jobs.register import jobs_of
from api.upkeep import settle, upkeep
from api.wiring import System
from domain.governance.publish import SetRateTable
from ledger.checkpoint import parse
from ledger.clockwork import Due
from ledger.publishing import Behind
from tests.kit import bidding
from tests.kit.city import city
from tests.kit.databases import fresh

PATIENCE_S = 60.0


@dataclass
class Publisher:
    """Fails as it is told, a beat after the other, then publishes; rings at each."""

    inner: Any
    fails: list[Exception] = field(default_factory=list)
    beat: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def publish(self) -> None:
        try:
            if self.fails:
                raise self.fails.pop(0)
            self.inner.publish()
        finally:
            self.beat.release()

    def beats(self, times: int) -> bool:
        return all(self.beat.acquire(timeout=PATIENCE_S) for _ in range(times))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short beat."""

    def quick_jobs(system: System, stop: threading.Event) -> list[Any]:
        return [replace(job, every=timedelta(milliseconds=10)) for job in jobs_of(system, stop)]

    monkeypatch.setattr(kept, "jobs_of", quick_jobs)


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with city(fresh(server), tmp_path_factory.mktemp("kept"), cast=False) as running:
        yield running


class Still(nullcontext[None]):
    """A runner that does not."""

    def catch_up(self) -> int:
        raise AssertionError("beside a door it has its own threads")


def watched(system: System, *fails: Exception) -> tuple[System, Publisher]:
    """The installation without readers that follow it; its checkpoints are watched."""
    publisher: Any = Publisher(system.publisher, list(fails))
    still: Any = Still()
    readers = replace(system.readers, runner=still)
    return replace(system, publisher=publisher, readers=readers), publisher


def beating() -> bool:
    return any(thread.name == "upkeep" for thread in threading.enumerate())


def test_what_is_written_is_soon_read_and_covered_by_a_checkpoint(system: System):
    publisher: Any = Publisher(system.publisher)
    with upkeep(replace(system, publisher=publisher)):
        asked = SetRateTable(bank="mock-bank", since=bidding.DAY, rate_ppm=1)
        last = system.ask("office", asked).last
        assert publisher.beats(2), "one of them began after the command was answered"
        assert system.readers.wait((system.readers.trail,), last, PATIENCE_S) >= last
    assert parse(system.tree.checkpoint()).checkpoint.size >= last


def test_when_nothing_is_added_no_checkpoint_is(system: System):
    system.publisher.publish()
    before = system.tree.checkpoints()
    quiet, publisher = watched(system)
    with upkeep(quiet):
        assert publisher.beats(3)
    assert system.tree.checkpoints() == before


def test_one_that_fails_is_tried_again(system: System, caplog):
    failing, publisher = watched(system, OSError("no"))
    with upkeep(failing):
        assert publisher.beats(2)
    assert "no checkpoint this time" in caplog.text


def test_a_log_that_is_behind_gets_no_more_and_the_other_jobs_go_on(
    system: System, caplog, monkeypatch: pytest.MonkeyPatch
):
    ticks = threading.Semaphore(0)
    behind, publisher = watched(system, Behind("a fork"), *[AssertionError("again")] * 3)
    monkeypatch.setattr("api.jobs.register.DEADLINES", (lambda *_: ticks.release() or (),))
    with upkeep(behind):
        assert publisher.beats(1)
        while ticks.acquire(blocking=False):
            pass
        assert all(ticks.acquire(timeout=PATIENCE_S) for _ in range(5))
    assert "checkpoint is stopped" in caplog.text
    assert len(publisher.fails) == 3


def test_no_deadline_waits_for_a_look(system: System, monkeypatch: pytest.MonkeyPatch):
    """What is overdue is looked for in much that there is; a deadline is of this second."""
    looking, seen, ticks = threading.Event(), threading.Event(), threading.Semaphore(0)

    def slowly(*_: Any) -> tuple[Due, ...]:
        looking.set()
        seen.wait(PATIENCE_S)
        return ()

    system.readers.runner.catch_up()
    looks = tuple(replace(one, find=slowly) for one in LOOKS)
    monkeypatch.setattr("api.jobs.looking.LOOKS", looks)
    monkeypatch.setattr("api.jobs.register.DEADLINES", (lambda *_: ticks.release() or (),))
    running, _ = watched(system)
    with upkeep(running):
        assert looking.wait(PATIENCE_S)
        while ticks.acquire(blocking=False):
            pass
        assert all(ticks.acquire(timeout=PATIENCE_S) for _ in range(5))
        seen.set()


def test_it_ends_with_its_body(system: System):
    running, _ = watched(system)
    with upkeep(running):
        assert beating()
    assert not beating()


# -- the same at once


def calendar(year: int) -> SetRateTable:
    return SetRateTable(bank="mock-bank", since=bidding.DAY.replace(year=year), rate_ppm=1)


def test_settling_does_what_is_due_until_nothing_more_follows(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    """What a deadline brings, and what is sent because of it."""
    sent: list[int] = []

    def send(running: System) -> None:
        if running.acting.feed.head() > head and not sent:
            sent.append(system.ask("office", calendar(2031)).last)

    deadline = Due("rates", system.clock(), "mock-bank", calendar(2030))
    monkeypatch.setattr("api.jobs.register.DEADLINES", (lambda *_: [deadline],))
    monkeypatch.setattr("api.jobs.register.SENDINGS", (send,))
    head = system.acting.feed.head()
    reached = settle(system)
    assert sent
    assert sent[0] <= reached == system.acting.feed.head() == system.reactor.position()
    assert system.readers.reached((system.readers.trail,)) == reached
    (refused,) = system.reactor.pending()
    assert (refused.asker, refused.rule) == ("rates", "permission.missing")
