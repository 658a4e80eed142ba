"""Jobs take turns: one thread at a time, failures told once, an end for good where there is one."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest

from api.jobs.beating import PERIOD_S, WAITING, beat, due_at
from api.jobs.job import Job, Turns
from ledger.publishing import Behind
from ledger.tickets import Closed
from tests.kit.patience import until

SECOND = timedelta(seconds=1)


def failing(*problems: Exception) -> Any:
    left = list(problems)

    def run() -> None:
        if left:
            raise left.pop(0)

    return run


def test_two_threads_do_not_do_the_same_job_at_once():
    inside, leave, runs = threading.Event(), threading.Event(), []

    def run() -> None:
        runs.append(1)
        inside.set()
        assert leave.wait(60)

    job = Job("slow", SECOND, run)
    turns = Turns([job])
    thread = threading.Thread(target=turns.run, args=(job,))
    thread.start()
    assert inside.wait(60)
    turns.run(job)
    assert runs == [1]
    leave.set()
    thread.join()
    turns.run(job)
    assert runs == [1, 1]


def test_the_same_failure_is_told_once_and_again_after_a_success(caplog):
    job = Job("job", SECOND, failing(*[OSError("no")] * 3, ValueError("other")))
    turns = Turns([job])
    for _ in range(3):
        turns.run(job)
    assert caplog.text.count("no job this time") == 1
    turns.run(job)
    assert caplog.text.count("no job this time") == 2
    turns.run(job)
    again = Job("job", SECOND, failing(ValueError("other")))
    turns.run(again)
    assert caplog.text.count("no job this time") == 3


@pytest.mark.parametrize(("end", "told"), [(Behind("a fork"), True), (Closed("bye"), False)])
def test_some_failures_are_the_end(caplog, end, told):
    job, other = Job("job", SECOND, failing(end)), Job("other", SECOND, failing())
    turns = Turns([job, other])
    assert turns.wanted(job)
    turns.run(job)
    assert not turns.wanted(job)
    assert turns.wanted(other)
    assert ("job is stopped" in caplog.text) == told


def test_what_cannot_be_looked_at_is_not_wanted_this_time(caplog):
    looks = [ValueError("no")]

    def needed() -> bool:
        if looks:
            raise looks.pop()
        return True

    job = Job("job", SECOND, failing(), needed)
    turns = Turns([job])
    assert not turns.wanted(job)
    assert "no job this time" in caplog.text
    assert turns.wanted(job)


@pytest.mark.parametrize(
    ("every", "now", "due"),
    [
        (SECOND, "2026-03-17T09:30:00.999+00:00", "2026-03-17T09:30:00+00:00"),
        (5 * SECOND, "2026-03-17T09:30:04+00:00", "2026-03-17T09:30:00+00:00"),
        (timedelta(days=1), "2026-03-17T09:30:04+08:00", "2026-03-17T08:00:00+08:00"),
        (SECOND / 5, "2026-03-17T09:30:00.4+00:00", "2026-03-17T09:30:00.4+00:00"),
    ],
)
def test_a_beat_is_the_same_instant_for_everybody(every, now, due):
    job = Job("job", every, failing())
    assert due_at(job, datetime.fromisoformat(now)) == datetime.fromisoformat(due)


def test_each_beat_is_started_once_and_failures_do_not_end_it(caplog):
    started: list[tuple[str, datetime]] = []
    stop = threading.Event()

    def start(job: Job, due: datetime) -> None:
        started.append((job.name, due))
        if len(started) > 6:
            stop.set()
        raise RuntimeError("no")

    jobs = (
        Job("quick", timedelta(milliseconds=10), failing()),
        Job("idle", timedelta(milliseconds=10), failing(), lambda: False),
        Job("rare", timedelta(days=40_000), failing()),
    )
    beat(Turns(jobs), start, failing(OSError("not now")), stop)
    assert len(set(started)) == len(started)
    assert [name for name, _ in started].count("rare") == 1
    assert "idle" not in {name for name, _ in started}
    assert f"no {WAITING} this time" in caplog.text
    assert "no quick this time" in caplog.text
    assert PERIOD_S > 0


def test_nothing_is_started_once_it_is_told_to_stop():
    started: list[str] = []
    stop = threading.Event()

    def start(job: Job, _due: datetime) -> None:
        started.append(job.name)
        stop.set()

    jobs = [Job(name, timedelta(milliseconds=10), failing()) for name in ("first", "second")]
    thread = threading.Thread(target=beat, args=(Turns(jobs), start, failing(), stop))
    thread.start()
    until(lambda: not thread.is_alive())
    assert started == ["first"]
