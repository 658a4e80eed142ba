"""The nightly audit: of every projection, once a night by the platform's clock; ends when told."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest

from api.jobs.job import Job
from api.jobs.nightly import audit, is_night, night_of, unaudited
from api.jobs.register import AUDIT, jobs_of
from api.readers import SNAPSHOTS
from api.wiring import System
from ledger.feed import Feed, Recorded
from projections.register import PROJECTIONS
from projections.runner import Runner
from tests.kit.city import Told, move_to
from tests.kit.closing import copied

EVENING, NIGHT, NEXT, LATER = (
    f"2026-03-{day}:00+08:00" for day in ("18T01:59", "18T02:00", "19T02:30", "20T05:59")
)


@pytest.fixture
def system(evening: Told, tmp_path: Path) -> Iterator[System]:
    """A day's work in the books, still to be looked at in the night that comes."""
    with copied(evening, tmp_path) as made:
        made.system.readers.runner.catch_up()
        audit(made.system, Event())  # what the nights before left
        yield made.system


def job(system: System, stop: Event | None = None) -> Job:
    return next(one for one in jobs_of(system, stop or Event()) if one.name == AUDIT)


@pytest.mark.parametrize(
    ("now", "began"),
    [
        (NIGHT, NIGHT),
        (EVENING, "2026-03-17T02:00:00+08:00"),
        ("2026-03-17T17:59:00+00:00", "2026-03-17T02:00:00+08:00"),
        ("2026-03-18T23:59:00+08:00", NIGHT),
    ],
)
def test_a_night_begins_at_two_in_beijing(now: str, began: str) -> None:
    assert night_of(datetime.fromisoformat(now)) == datetime.fromisoformat(began)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-03-18T01:59:59+08:00", False),
        ("2026-03-18T02:00:00+08:00", True),
        ("2026-03-17T21:59:59+00:00", True),
        ("2026-03-18T06:00:00+08:00", False),
        ("2026-03-18T10:30:00+08:00", False),
    ],
)
def test_it_is_over_at_six(system: System, now: str, night: bool) -> None:
    assert is_night(datetime.fromisoformat(now)) == night
    move_to(system, now)
    assert job(system).needed() == night


def test_every_projection_is_audited_once_a_night(system: System) -> None:
    move_to(system, EVENING)
    assert not job(system).needed()
    for night in (NIGHT, NEXT):
        move_to(system, night)
        assert job(system).needed()
        job(system).run()
        assert not job(system).needed()
        standing = system.readers.runner.status()
        assert [one.name for one in standing] == [one.name for one in PROJECTIONS]
        assert {one.differs for one in standing} == {None}
        at = {one.audit.at for one in standing if one.audit}
        assert at == {datetime.fromisoformat(night)}


def test_money_moved_between_two_owners_by_hand_is_found(
    system: System, caplog: pytest.LogCaptureFixture
) -> None:
    with psycopg.connect(system.databases.owner) as owner:
        for account, fen in (("2001", 500), ("2015", -500)):
            owner.execute(
                "UPDATE work.balances__1__owned r SET credit = credit + %s "
                "FROM work.balances__1__owned__key k WHERE k.id = r.id AND k.account = %s",
                (fen, account),
            )
    move_to(system, NIGHT)
    job(system).run()
    found = {one.name: one.differs for one in system.readers.runner.status() if one.differs}
    assert found == {"balances": system.tree.size()}
    assert "projection balances: its rows up to position" in caplog.text


def test_a_snapshot_that_is_wrong_is_told_and_dropped(
    system: System, caplog: pytest.LogCaptureFixture
) -> None:
    with psycopg.connect(system.databases.owner) as owner:
        owner.execute("INSERT INTO sealed.snapshot VALUES (999, 1, '', '', '')")
    move_to(system, NIGHT)
    job(system).run()
    assert "the snapshot of stream 999 was not what its events come to" in caplog.text
    kept = system.readers.runner.audits.all()[SNAPSHOTS]
    assert (kept.differs, kept.position) == (True, system.tree.size())
    assert not unaudited(system)
    move_to(system, NEXT)
    job(system).run()
    assert not system.readers.runner.audits.all()[SNAPSHOTS].differs


def test_a_log_that_was_opened_after_the_night_began_waits_for_the_next(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_to(system, NIGHT)
    assert unaudited(system)
    monkeypatch.setattr("api.jobs.nightly.recorded_at", lambda *_: datetime.fromisoformat(NIGHT))
    assert not unaudited(system)
    monkeypatch.setattr("api.jobs.nightly.recorded_at", lambda *_: None)
    assert not unaudited(system)


def test_told_to_stop_it_goes_on_another_time(system: System) -> None:
    move_to(system, NIGHT)
    stop = Event()
    stop.set()
    job(system, stop).run()
    assert len(unaudited(system)) == len(PROJECTIONS) + 1


def test_what_a_rival_audited_meanwhile_is_left_out(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_to(system, NIGHT)
    lists = [["balances", "lots"], ["lots"], ["lots"]]
    monkeypatch.setattr("api.jobs.nightly.unaudited", lambda _: lists.pop(0))
    audit(system, Event())
    monkeypatch.undo()
    assert {one.name for one in PROJECTIONS} - {*unaudited(system)} == {"lots"}


def test_one_that_fails_is_told_once_a_night_and_hinders_no_other(
    system: System, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried, true = [], Runner.audit

    def fails(runner: Runner, name: str, *args: Any) -> Any:
        tried.append(name)
        if name == "balances":
            raise KeyError("an account")
        return true(runner, name, *args)

    monkeypatch.setattr(Runner, "audit", fails)
    names = [one.name for one in PROJECTIONS]
    for night in (NIGHT, NEXT):
        move_to(system, night)
        for _ in range(3):
            job(system).run()
        assert (sorted(tried), unaudited(system)) == (sorted(names), [])
        assert caplog.text.count("the audit of balances failed, and rests until the next") == 1
        assert system.readers.runner.audits.failed() == {"balances": "KeyError: 'an account'"}
        tried.clear()
        caplog.clear()
    monkeypatch.undo()
    move_to(system, LATER)
    job(system).run()
    assert not system.readers.runner.audits.failed()


def test_one_that_is_not_done_when_the_night_is_over_leaves_the_next_to_the_others(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_to(system, NIGHT)
    (first, *others) = unaudited(system)
    read = Feed.read

    def dawns(feed: Feed, after: int, limit: int) -> list[Recorded]:
        move_to(system, "2026-03-18T06:00:00+08:00")
        return read(feed, after, limit)

    monkeypatch.setattr(Feed, "read", dawns)
    job(system).run()
    monkeypatch.undo()
    audits = system.readers.runner.audits
    assert audits.failed() == {first: "not done when the night was over"}
    assert not audits.all()
    move_to(system, NEXT)
    assert unaudited(system) == [*others, first]


def test_what_fails_while_it_is_told_to_stop_is_tried_again(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_to(system, NIGHT)
    stop = Event()

    def closing(*_: object) -> None:
        stop.set()
        raise ConnectionError("closed")

    monkeypatch.setattr(Runner, "audit", closing)
    with pytest.raises(ConnectionError, match="closed"):
        job(system, stop).run()
    assert not system.readers.runner.audits.failed()
