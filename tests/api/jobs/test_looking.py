"""The clock's looks: once a day, when what they read is there; one that fails stops no other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from api.jobs import looking
from api.jobs.job import Turns
from api.jobs.looking import LOOKS, NAMES, Look, Looking, looks
from api.jobs.register import jobs_of
from domain.calendar import BEIJING
from ledger.clockwork import Due

MIDNIGHT = datetime(2026, 4, 2, tzinfo=BEIJING)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@dataclass
class Place:
    """A log, how far it is read, what the clock says; and every look that was asked for;
    of which looks something was refused and is tried `again` now."""

    head: int = 10
    read: int = 10
    now: datetime = MIDNIGHT
    asked: list[tuple[str, list[Any]]] = field(default_factory=list)
    again: set[str] = field(default_factory=set)

    @property
    def system(self) -> Any:
        reader = SimpleNamespace(position=lambda: self.read)
        feed = SimpleNamespace(head=lambda: self.head)
        clockwork = SimpleNamespace(tick=self._tick, again=self.again.__contains__)
        return SimpleNamespace(
            clock=lambda: self.now,
            readers=SimpleNamespace(
                refunds=reader,
                lots=reader,
                disputes=reader,
                alerts=reader,
                sealed_deposits=reader,
            ),
            acting=SimpleNamespace(feed=feed, clockwork=clockwork),
        )

    def _tick(self, due: Any, *, kinds: tuple[str, ...]) -> int:
        found = list(due)
        self.asked += [(kind, found) for kind in kinds]
        return len(found)


def look(*found: str, name: str = "one") -> Look:
    return Look(
        name, lambda r: (r.lots,), lambda _, day: (Due(name, MIDNIGHT, one, None) for one in found)
    )


def test_it_looks_once_a_day():
    place = Place()
    one = Looking(place.system, look("a", "b"))
    assert (one.needed(), one.look(), one.needed()) == (True, 2, False)
    place.now += DAY - SECOND
    assert not one.needed()
    place.now += SECOND
    assert (one.needed(), one.look(), one.needed()) == (True, 2, False)


def test_asked_for_a_second_time_on_a_day_it_does_not_look():
    """Whoever asked whether it is needed may have been overtaken."""
    place = Place()
    one = Looking(place.system, look("a"))
    assert (one.look(), one.look(), len(place.asked)) == (1, 0, 1)


def test_what_was_refused_is_looked_for_again_when_it_is_to_be_tried_again():
    """Not only on the next day."""
    place = Place()
    one = Looking(place.system, look("a", name="one"))
    one.look()
    place.again.add("other")
    assert not one.needed()
    place.again.add("one")
    assert (one.needed(), one.look(), len(place.asked)) == (True, 1, 2)
    place.again.clear()
    assert not one.needed()


def test_it_waits_for_what_it_reads_and_that_is_no_look():
    """At midnight the rows may be behind: what they do not know would be found a day later."""
    place = Place(read=8)
    one = Looking(place.system, look("a"))
    assert (one.look(), one.needed(), place.asked) == (0, True, [])
    place.read = 10
    assert (one.look(), one.needed()) == (1, False)


def test_what_comes_meanwhile_holds_it_up_no_longer():
    """The log never stands still: as far as it was when the day was first asked for is enough."""
    place = Place(read=8)
    one = Looking(place.system, look("a"))
    one.look()
    place.head, place.read = 30, 10
    assert one.look() == 1
    place.now += DAY
    assert (one.look(), one.needed()) == (0, True)


def test_one_that_fails_stops_no_other_and_comes_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    fails = [True, True]

    def odd(*_: Any) -> Iterator[Due]:
        if fails and fails.pop():
            raise LookupError("more than it can read")
        yield Due("odd", MIDNIGHT, "late", None)

    broken = Look("odd", lambda r: (r.lots,), odd)
    monkeypatch.setattr(looking, "LOOKS", (broken, look("a")))
    place = Place()
    turns = Turns(looks(place.system))

    def beat() -> list[str]:
        for job in turns.jobs:
            if turns.wanted(job):
                turns.run(job)
        return [name for name, _ in place.asked]

    assert [beat(), beat(), beat(), beat()] == [["one"], ["one"], ["one", "odd"], ["one", "odd"]]
    assert caplog.text.count("no odd this time") == 1


def test_every_look_is_a_job_under_a_name_of_its_own():
    """What it finds is asked for, and kept while it is refused, under that name."""
    assert len(set(NAMES)) == len(LOOKS)
    system: Any = Place().system
    system.reactor = system.publisher = system.strays = SimpleNamespace(
        behind=None, retry=None, publish=None
    )
    system.readers.runner = SimpleNamespace(catch_up=None)
    named = [job.name for job in jobs_of(system, Event())]
    assert tuple(named[-len(NAMES) :]) == NAMES
