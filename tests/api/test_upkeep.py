"""What runs beside a served log: readers follow, checkpoints are signed, and it ends when told."""

import threading
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from api import upkeep as kept
from api.embedded import Server
from api.upkeep import upkeep
from api.wiring import System
from domain.governance.publish import SetRateTable
from ledger.checkpoint import parse
from ledger.publishing import Behind
from ledger.tickets import Closed
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
    monkeypatch.setattr(kept, "BEAT_S", 0.01)


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with city(fresh(server), tmp_path_factory.mktemp("kept"), cast=False) as running:
        yield running


def watched(system: System, *fails: Exception) -> tuple[System, Publisher]:
    """The installation with nothing but checkpoints beside it, and they are watched."""
    publisher: Any = Publisher(system.publisher, list(fails))
    still: Any = nullcontext()
    readers = replace(system.readers, runner=still)
    return replace(system, publisher=publisher, readers=readers), publisher


def beating() -> bool:
    return any(thread.name == "checkpoint" for thread in threading.enumerate())


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


@pytest.mark.parametrize(("end", "told"), [(Behind("a fork"), True), (Closed("bye"), False)])
def test_a_log_that_is_behind_or_closed_gets_no_more(system: System, caplog, end, told):
    ending, publisher = watched(system, end)
    with upkeep(ending):
        assert publisher.beats(1)
        for thread in threading.enumerate():
            if thread.name == "checkpoint":
                thread.join(PATIENCE_S)
        assert not beating()
    assert ("checkpoints are stopped" in caplog.text) == told


def test_it_ends_with_its_body(system: System):
    running, _ = watched(system)
    with upkeep(running):
        assert beating()
    assert not beating()
