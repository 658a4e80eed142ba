"""The nightly audit: of every projection, once a night by the platform's clock; ends when told."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest

from api.jobs.job import Job
from api.jobs.nightly import audit, night_of, unaudited
from api.jobs.register import AUDIT, jobs_of
from api.readers import SNAPSHOTS
from api.wiring import System
from projections.register import PROJECTIONS
from tests.kit.city import move_to
from tests.kit.closing import office

EVENING, NIGHT, NEXT = (f"2026-03-{day}:00+08:00" for day in ("18T01:59", "18T02:00", "19T02:30"))


@pytest.fixture
def system(database: Any, tmp_path: Path) -> Iterator[System]:
    """A day's work in the books, still to be looked at in the night that comes."""
    with office(database, tmp_path) as made:
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
    system: System, database: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with psycopg.connect(database.owner) as owner:
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
    system: System, database: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with psycopg.connect(database.owner) as owner:
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
