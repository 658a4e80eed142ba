"""Rebuilding beside: readers and writers go on, and what comes out is the same or an alarm."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from projections.building import Builder
from projections.projection import Change, Column, Put, Table
from projections.reader import NotBuilt, Reader
from tests.kit.house import House
from tests.kit.lamp import BuildRoom, Welcome
from tests.kit.patience import until
from tests.projections.kit import (
    LAMPS,
    SWITCHES,
    Shelf,
    project_lamps,
    shelf,
    standing,
    switch,
    times,
)


def tables(database: Any) -> set[str]:
    with psycopg.connect(database.owner) as conn:
        return {
            row[0]
            for row in conn.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname IN ('work', 'sealed') "
                "AND tablename LIKE '%\\_\\_%'"
            )
        }


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
            until(lambda: admin.execute(waiting).fetchone() == (2,))
        for start in starts:
            start.join()
        assert standing(one.runner).generation == standing(two.runner).generation == 1


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


def test_tables_dropped_under_a_question_are_asked_again_where_they_stand_now(
    home: House, made: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch(home, 2)
    made.runner.catch_up()
    places, rebuilt = Reader._places, []

    def late(reader: Reader, generation: int) -> Any:
        found = places(reader, generation)
        if not rebuilt:
            rebuilt.append(made.runner.rebuild("lamps"))
            made.runner.rebuild("lamps")
        return found

    monkeypatch.setattr(Reader, "_places", late)
    assert times(made) == {"l0": 2, "l1": 2, "l2": 2}
    assert rebuilt


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
            "SELECT application_name FROM work.notification_tracking "
            "WHERE application_name LIKE 'lamps%' OR application_name LIKE 'visits%' ORDER BY 1"
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
            assert "another shape" in until(lambda: standing(made.runner).problem)
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
    compared = Builder.compared

    def and_meanwhile(*arguments: Any) -> Any:
        rebuilt = compared(*arguments)
        switch(home, 2)
        made.runner.catch_up()
        return rebuilt

    monkeypatch.setattr(Builder, "compared", and_meanwhile)
    made.runner.rebuild("lamps")
    assert standing(made.runner).generation == 2
    assert times(made) == {"l0": 2, "l1": 2, "l2": 2}
