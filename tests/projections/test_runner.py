"""The runner: nothing lost, nothing twice, whatever dies and whoever else is at it."""

import multiprocessing
import threading
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from ledger.log import log_of
from ledger.signing import new_key
from ledger.vault import Vault
from projections.projection import Change, Erase, Projection, Put
from projections.reader import NotBuilt
from tests.kit.house import MASTER, House
from tests.kit.lamp import HOUSE, SwitchLamp
from tests.kit.patience import until
from tests.projections.kit import (
    LAMPS,
    SWITCHES,
    VISITS,
    Shelf,
    project_lamps,
    shelf,
    standing,
    switch,
    times,
)


def test_rows_and_position_arrive_together(home: House, made: Shelf) -> None:
    last = switch(home, 4)
    assert made.runner.catch_up() == last
    assert times(made) == {"l0": 4, "l1": 4, "l2": 4}
    last = switch(home, 1)
    assert made.runner.catch_up() == last
    assert times(made) == {"l0": 5, "l1": 5, "l2": 5}


def test_a_row_is_there_as_it_ever_stood(home: House, made: Shelf) -> None:
    first, last = switch(home, 2), switch(home, 3)
    made.runner.catch_up()
    assert times(made, first) == {"l0": 2, "l1": 2, "l2": 2}
    assert times(made, last - 1) == {"l0": 5, "l1": 5, "l2": 4}
    assert times(made, last - 3) == {"l0": 5, "l1": 5, "l2": 2}
    assert times(made, last - 4) == {"l0": 5, "l1": 4, "l2": 2}
    assert times(made, first - 2) == {"l0": 2, "l1": 2}


def test_what_is_put_only_where_a_key_is_known_makes_no_row(home: House, database: Any) -> None:
    """Where there is one, it is changed as ever: in its batch, and in a later one."""
    seen: set[Any] = set()

    def project(recorded: Any) -> Iterator[Change]:
        for change in project_lamps(recorded):
            assert isinstance(change, Put)
            yield change._replace(known=change.key != ("l0",) or change.key in seen)
            seen.add(change.key)

    with shelf(database, home.log, home.vault, [replace(LAMPS, project=project)]) as made:
        made.runner.prepare()
        for _ in range(2):
            switch(home, 2)
            made.runner.catch_up()
        assert times(made) == {"l0": 4}


def test_before_it_is_built_a_reader_is_told_so(made: Shelf) -> None:
    with pytest.raises(NotBuilt, match="lamps is not built yet"):
        times(made)


def test_several_readers_are_as_far_as_the_last_of_them(home: House, made: Shelf) -> None:
    lamps, visits = made.reader(LAMPS), made.reader(VISITS)
    behind = made.runner.catch_up()
    switch(home, 1)
    made.runner.rebuild("lamps")
    assert lamps.position() > behind
    assert lamps.position_with([visits]) == visits.position_with([lamps]) == behind


def test_one_that_is_not_built_is_named(made: Shelf) -> None:
    made.runner.catch_up()
    other = replace(VISITS, version=2)
    with pytest.raises(NotBuilt, match="visits is not built yet"):
        made.reader(LAMPS).position_with([made.reader(other)])


def test_more_than_a_batch_is_taken_in_batches(
    home: House, made: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.convoy.BATCH", 3)
    taken: list[int] = []
    reads = made.feed.read
    monkeypatch.setattr(made.feed, "read", lambda *at: taken.append(len(reads(*at))) or reads(*at))
    made.runner.prepare()
    switch(home, 5)
    made.runner.catch_up()
    assert times(made) == {"l0": 5, "l1": 5, "l2": 5}
    assert max(taken[-6:]) == 3


def test_a_batch_that_fails_leaves_nothing_and_is_taken_again(home: House, database: Any) -> None:
    fails = [True]

    def project(recorded: Any) -> Iterator[Change]:
        yield from project_lamps(recorded)
        if recorded.body.name == "LampSwitched" and recorded.sequence == 3 and fails[0]:
            raise RuntimeError("a defect in a projection")

    defective = replace(LAMPS, project=project)
    with shelf(database, home.log, home.vault, (defective,)) as made:
        made.runner.catch_up()
        before = standing(made.runner).position
        switch(home, 4)
        with pytest.raises(RuntimeError, match="a defect"):
            made.runner.catch_up()
        assert standing(made.runner).position == before
        assert times(made) == {}
        fails[0] = False
        made.runner.catch_up()
        assert times(made) == {"l0": 4, "l1": 4, "l2": 4}


def test_a_defect_stops_its_own_projection_only_and_is_told(home: House, database: Any) -> None:
    def project(recorded: Any) -> Iterator[Change]:
        if recorded.body.name == "LampSwitched":
            raise RuntimeError("a defect in a projection")
        yield from ()

    defective = Projection("defective", 1, (SWITCHES,), project)
    with shelf(database, home.log, home.vault, (defective, LAMPS)) as made, made.runner:
        last = switch(home, 1)
        assert made.waker.wait("projected", made.reader(LAMPS).position, last - 1, 20) == last
        problem = until(lambda: standing(made.runner, "defective").problem)
        assert "a defect" in problem
        assert standing(made.runner, "lamps").problem is None


def test_what_is_put_after_an_erasure_begins_anew(home: House, database: Any) -> None:
    def project(recorded: Any) -> Iterator[Change]:
        if recorded.body.name == "LampSwitched" and not recorded.event.on:
            yield Erase(SWITCHES, {"lamp": recorded.event.lamp})
        else:
            yield from project_lamps(recorded)

    erasing = replace(LAMPS, project=project)
    with shelf(database, home.log, home.vault, (erasing,)) as made:
        made.runner.prepare()
        switch(home, 3)
        home.do(SwitchLamp(lamp="l1", on=False))
        switch(home, 1)
        made.runner.catch_up()
        assert times(made) == {"l0": 4, "l1": 1, "l2": 4}
        assert not made.runner.rebuild("lamps").differs


def test_what_was_written_is_read_as_soon_as_it_is_projected(home: House, made: Shelf) -> None:
    with made.runner:
        for n in range(1, 6):
            last = switch(home, 1)
            reached = made.waker.wait("projected", made.reader(LAMPS).position, last - 1, 20)
            assert reached == last
            assert times(made) == {"l0": n, "l1": n, "l2": n}


def test_two_runners_on_one_projection_do_no_harm(home: House, database: Any) -> None:
    with (
        shelf(database, home.log, home.vault, (LAMPS,)) as one,
        shelf(database, home.log, home.vault, (LAMPS,)) as two,
        one.runner,
        two.runner,
    ):
        last = 0
        for _ in range(20):
            last = switch(home, 2)
        assert one.waker.wait("projected", one.reader(LAMPS).position, last - 1, 20) == last
        assert times(two) == {"l0": 40, "l1": 40, "l2": 40}
        assert not two.runner.rebuild("lamps").differs


def reached(admin: psycopg.Connection[Any]) -> int:
    """How far the lamps are, whatever became of the connections of their runner."""
    row = admin.execute(
        "SELECT notification_id FROM work.notification_tracking WHERE application_name = 'lamps@1'"
    ).fetchone()
    return row[0] if row else 0


def all_counted(database: Any, home: House, count: int) -> None:
    """Each lamp so often, in the rows and by the log."""
    with shelf(database, home.log, home.vault, (LAMPS,)) as fresh:
        fresh.runner.catch_up()
        assert times(fresh) == {"l0": count, "l1": count, "l2": count}
        assert not fresh.runner.rebuild("lamps").differs


def test_a_lost_connection_loses_nothing_and_doubles_nothing(home: House, database: Any) -> None:
    with (
        shelf(database, home.log, home.vault, (LAMPS,)) as made,
        psycopg.connect(database.owner, autocommit=True) as admin,
        made.runner,
    ):
        for _ in range(15):
            last = switch(home, 2)
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE usename = 'zhangben_matcher' AND datname = current_database()"
            )
        assert made.waker.wait("projected", lambda: reached(admin), last - 1, 30) == last
    all_counted(database, home, 30)


def follow(database: Any, origin: str) -> None:
    """What a process does until it is killed."""
    log = log_of(origin, HOUSE, new_key("ed25519"))
    with shelf(database, log, Vault(database.matcher, MASTER), (LAMPS,)) as made:
        made.runner.start()
        threading.Event().wait()


def test_a_killed_process_loses_nothing_and_doubles_nothing(
    home: House, made: Shelf, database: Any
) -> None:
    made.runner.prepare()
    spawn, plain = multiprocessing.get_context("spawn"), SimpleNamespace(**vars(database))
    rounds = 0
    with psycopg.connect(database.owner, autocommit=True) as admin:
        for _ in range(2):
            child = spawn.Process(target=follow, args=(plain, home.log.origin), daemon=True)
            child.start()
            at_work = reached(admin)
            while reached(admin) == at_work:
                assert child.exitcode is None
                switch(home, 1)
                rounds += 1
            child.kill()
            child.join()
    all_counted(database, home, rounds)
