"""The runner: nothing lost, nothing twice, whatever dies and whoever else is at it."""

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from ledger.log import log_of
from ledger.signing import new_key
from ledger.vault import Vault
from projections.projection import Change, Column, Erase, Projection, Put, Table
from projections.reader import NotBuilt
from projections.runner import Runner
from tests.kit.house import MASTER, House, house
from tests.kit.lamp import HOUSE, BuildRoom, SwitchLamp, Welcome
from tests.projections.kit import LAMPS, SWITCHES, VISITS, Shelf, project_lamps, shelf


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        yield made


@pytest.fixture
def made(database: Any, home: House) -> Iterator[Shelf]:
    with shelf(database, home.log, home.vault, (LAMPS, VISITS)) as opened:
        yield opened


def switch(home: House, times: int, lamps: int = 3) -> int:
    """Switches each lamp so often; the last position."""
    done = [home.do(SwitchLamp(lamp=f"l{n}", on=True, times=times)) for n in range(lamps)]
    return done[-1].last


def times(made: Shelf, as_of: int | None = None) -> dict[str, int]:
    rows = made.reader(LAMPS).rows(SWITCHES, as_of=as_of).rows
    return {row["lamp"]: row["times"] for row in rows}


def standing(runner: Runner, name: str = "lamps") -> Any:
    return next(one for one in runner.status() if one.name == name)


def tables(database: Any) -> set[str]:
    with psycopg.connect(database.owner) as conn:
        return {
            row[0]
            for row in conn.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname IN ('work', 'sealed') "
                "AND tablename LIKE '%\\_\\_%'"
            )
        }


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


def test_before_it_is_built_a_reader_is_told_so(made: Shelf) -> None:
    with pytest.raises(NotBuilt, match="lamps is not built yet"):
        times(made)


def test_more_than_a_batch_is_taken_in_batches(
    home: House, made: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.follower.Follower.step.__defaults__", (3,))
    made.runner.prepare()
    switch(home, 5)
    made.runner.catch_up()
    assert times(made) == {"l0": 5, "l1": 5, "l2": 5}


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
        reached = made.waker.wait(
            "projected", lambda: int(standing(made.runner, "defective").problem is not None), 0, 20
        )
        assert reached
        assert "a defect" in standing(made.runner, "defective").problem
        assert standing(made.runner, "lamps").problem is None


def test_two_programs_that_start_at_once_build_once(home: House, database: Any) -> None:
    with (
        shelf(database, home.log, home.vault, (LAMPS,)) as one,
        shelf(database, home.log, home.vault, (LAMPS,)) as two,
        psycopg.connect(database.owner, autocommit=True) as admin,
    ):
        starts = [threading.Thread(target=made.runner.prepare) for made in (one, two)]
        with one.runner._generations.building(LAMPS):
            for start in starts:
                start.start()
            waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while admin.execute(waiting).fetchone() != (2,):
                pass
        for start in starts:
            start.join()
        assert standing(one.runner).generation == standing(two.runner).generation == 1


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
                switch(home, 1)
                rounds += 1
            child.kill()
            child.join()
    all_counted(database, home, rounds)


@contextmanager
def writing(home: House) -> Iterator[None]:
    """Somebody switches lamps all the while."""
    done = threading.Event()

    def run() -> None:
        while not done.is_set():
            switch(home, 1)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_a_rebuild_beside_the_writers_comes_to_the_same(home: House, made: Shelf) -> None:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="x"))
    with made.runner, writing(home):
        seen = 0
        for _ in range(3):
            for name in ("lamps", "visits"):
                rebuilt = made.runner.rebuild(name)
                assert not rebuilt.differs
                assert rebuilt.was == rebuilt.digest
            now = made.reader(LAMPS).position()
            assert now >= seen, "a reader went back"
            seen = now
    assert standing(made.runner).generation == 4


def test_readers_go_on_through_every_switch(home: House, made: Shelf) -> None:
    switch(home, 2)
    made.runner.catch_up()
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                assert times(made) == {"l0": 2, "l1": 2, "l2": 2}
            except Exception as problem:
                wrong.append(problem)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(5):
        made.runner.rebuild("lamps")
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_a_changed_row_is_found_and_put_right(home: House, made: Shelf, database: Any) -> None:
    switch(home, 2)
    made.runner.catch_up()
    with psycopg.connect(database.owner) as conn:
        conn.execute("UPDATE work.lamps__1__switches SET times = 7 WHERE times = 2 AND id = 1")
    assert times(made)["l0"] == 7
    assert made.runner.rebuild("lamps").differs
    assert times(made)["l0"] == 2


def test_the_old_generation_is_dropped_and_so_is_an_abandoned_one(
    home: House, made: Shelf, database: Any
) -> None:
    switch(home, 1)
    made.runner.catch_up()
    abandoned = made.runner._generations.create(LAMPS)
    assert "lamps__2__switches" in tables(database)
    made.runner.rebuild("lamps")
    assert standing(made.runner).generation == abandoned.number + 1
    assert {name for name in tables(database) if name.startswith("lamps")} == {
        "lamps__3__switches",
        "lamps__3__switches__key",
    }
    with psycopg.connect(database.owner) as conn:
        tracked = conn.execute(
            "SELECT application_name FROM work.notification_tracking ORDER BY 1"
        ).fetchall()
    assert tracked == [("lamps@3",), ("visits@1",)]


def test_another_shape_is_built_anew_and_the_old_program_stands_aside(
    home: House, made: Shelf, database: Any
) -> None:
    switch(home, 2)
    wider = Table("switches", SWITCHES.key, (*SWITCHES.columns, Column("watts", "integer")))

    def project(recorded: Any) -> Iterator[Change]:
        for put in project_lamps(recorded):
            more = {**put.values, "watts": recorded.event.watts}
            yield Put(wider, put.key, more)

    with made.runner:
        newer = replace(LAMPS, tables=(wider,), project=project)
        with shelf(database, home.log, home.vault, (newer,)) as other:
            other.runner.catch_up()
            rows = other.reader(newer).rows(wider).rows
            assert [(row["lamp"], row["watts"]) for row in rows] == [(f"l{n}", 0) for n in range(3)]
            switch(home, 1)
            told = made.waker.wait(
                "projected", lambda: int(standing(made.runner).problem is not None), 0, 20
            )
            assert told
            assert "another shape" in standing(made.runner).problem
            assert standing(other.runner).generation == 2
    with pytest.raises(NotBuilt):
        times(made)


def test_a_reader_who_stays_does_not_hold_up_the_new_generation(
    home: House, made: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.generations._DROP_WAIT_S", 0.1)
    switch(home, 1)
    made.runner.catch_up()
    with made.runner:
        with made.reader(LAMPS).look() as look:
            before = look.position
            made.runner.rebuild("lamps")
            last = switch(home, 1)
            assert made.waker.wait("projected", made.reader(LAMPS).position, last - 1, 20) == last
            (row, *_) = look.rows(SWITCHES, {}, before, (), {}, None)
            assert row["times"] == 1
        made.runner.rebuild("lamps")
    assert standing(made.runner).generation == 3


def test_who_looked_just_before_the_switch_looks_again(home: House, made: Shelf) -> None:
    switch(home, 2)
    made.runner.catch_up()
    reader = made.reader(LAMPS)
    live, looks = reader._live, []

    def look_and_be_overtaken(conn: Any) -> tuple[int, int]:
        found = live(conn)
        looks.append(found)
        if len(looks) == 1:
            made.runner.rebuild("lamps")
        return found

    reader._live = look_and_be_overtaken  # type: ignore[method-assign]
    assert {row["times"] for row in reader.rows(SWITCHES).rows} == {2}
    assert [number for number, _ in looks] == [1, 2]


def test_no_generation_goes_live_behind_the_one_that_is(home: House, made: Shelf) -> None:
    switch(home, 1)
    made.runner.catch_up()
    empty = made.runner._generations.create(LAMPS)
    assert not made.runner._generations.switch(empty)
    assert standing(made.runner).generation == 1


def test_a_rebuild_that_was_overtaken_catches_up_before_it_goes_live(
    home: House, made: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.runner.catch_up()
    compared = Runner._compared

    def and_meanwhile(*arguments: Any) -> Any:
        rebuilt = compared(*arguments)
        switch(home, 2)
        made.runner.catch_up()
        return rebuilt

    monkeypatch.setattr(Runner, "_compared", and_meanwhile)
    made.runner.rebuild("lamps")
    assert standing(made.runner).generation == 2
    assert times(made) == {"l0": 2, "l1": 2, "l2": 2}
