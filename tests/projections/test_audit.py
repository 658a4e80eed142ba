"""An audit builds beside, compares, and leaves everything as it was; what it found is kept."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from ledger.feed import Feed
from projections.generations import Generations
from tests.kit.house import House
from tests.kit.lamp import BuildRoom, Welcome
from tests.kit.patience import until
from tests.projections.kit import LAMPS, VISITS, Shelf, standing, switch, times
from tests.projections.test_rebuild import tables

NIGHT = datetime(2026, 3, 17, 18, tzinfo=UTC)


@pytest.fixture
def lit(home: House, made: Shelf) -> Shelf:
    home.do(BuildRoom(room="r"))
    home.do(Welcome(guest="g", room="r", name="x"))
    switch(home, 2)
    made.runner.catch_up()
    return made


def on(_seconds: float) -> bool:
    return False


def change(database: Any, statement: str) -> int:
    with psycopg.connect(database.owner) as conn:
        return conn.execute(statement.encode()).rowcount


def test_rows_that_follow_from_the_log_pass_and_nothing_is_left_behind(
    lit: Shelf, database: Any, caplog: pytest.LogCaptureFixture
) -> None:
    before = tables(database)
    assert standing(lit.runner).audit is None
    for name in ("lamps", "visits"):
        made = lit.runner.audit(name, NIGHT, on)
        assert made is not None
        assert (made.generation, made.differs, made.at) == (1, False, NIGHT)
        assert made.position == lit.feed.head()
        assert standing(lit.runner, name).audit == made
        assert standing(lit.runner, name).differs is None
    assert tables(database) == before
    assert not caplog.records


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("lamps", "UPDATE work.lamps__1__switches SET times = 7 WHERE times = 2 AND id = 1"),
        ("lamps", "UPDATE work.lamps__1__switches SET times = 7 WHERE times = 1 AND id = 2"),
        ("lamps", "DELETE FROM work.lamps__1__switches WHERE id = 3"),
        ("lamps", "UPDATE work.lamps__1__switches__key SET lamp = 'x' WHERE id = 3"),
        ("visits", "UPDATE sealed.visits__1__guests SET name = 'y'"),
    ],
)
def test_a_row_changed_by_hand_is_found_told_and_stays_found(
    lit: Shelf,
    home: House,
    database: Any,
    caplog: pytest.LogCaptureFixture,
    name: str,
    statement: str,
) -> None:
    assert change(database, statement)
    made = lit.runner.audit(name, NIGHT, on)
    assert made is not None
    assert made.differs
    assert f"projection {name}: its rows up to position {made.position}" in caplog.text
    switch(home, 1, lamps=1)
    lit.runner.catch_up()
    assert standing(lit.runner, name).differs == made.position
    other = {"lamps": "visits", "visits": "lamps"}[name]
    assert standing(lit.runner, other).differs is None


def test_a_rebuild_puts_it_right_and_the_finding_is_over(lit: Shelf, database: Any) -> None:
    change(database, "UPDATE work.lamps__1__switches SET times = 7")
    lit.runner.audit("lamps", NIGHT, on)
    assert lit.runner.rebuild("lamps").differs
    assert standing(lit.runner).differs is None
    again = lit.runner.audit("lamps", NIGHT, on)
    assert again is not None
    assert not again.differs
    assert lit.runner.audits.all()["lamps"] == again


def test_it_rests_between_its_steps_and_ends_when_told(
    lit: Shelf, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, rests, read = tables(database), [], Feed.read
    monkeypatch.setattr(Feed, "read", lambda feed, after, _limit: read(feed, after, 2))

    def rest(seconds: float) -> bool:
        rests.append(seconds)
        return len(rests) == 2

    assert lit.runner.audit("lamps", NIGHT, rest) is None
    assert len(rests) == 2
    assert all(seconds > 0 for seconds in rests)
    assert tables(database) == before
    assert standing(lit.runner).audit is None


def test_it_waits_for_nobody_who_builds(lit: Shelf) -> None:
    with lit.runner._generations.building(LAMPS):
        assert lit.runner.audit("lamps", NIGHT, on) is None
    assert lit.runner.audit("lamps", NIGHT, on)


def test_it_gives_way_to_a_builder_that_waits(lit: Shelf, database: Any) -> None:
    before, builders = tables(database), []

    def rest(_seconds: float) -> bool:
        if not builders:
            builders.append(threading.Thread(target=lit.runner.rebuild, args=("lamps",)))
            builders[0].start()
            until(lambda: lit.runner._generations.wanted(LAMPS))
        assert not lit.runner._generations.wanted(VISITS)
        return False

    assert lit.runner.audit("lamps", NIGHT, rest) is None
    builders[0].join(10)
    assert standing(lit.runner).generation > 1
    assert not lit.runner._generations.wanted(LAMPS)
    assert len(tables(database)) == len(before)


@pytest.mark.parametrize("work", ["digest", "astray"])
def test_it_looks_between_tables_whether_to_end(
    lit: Shelf, database: Any, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    before, begun, true = tables(database), [], getattr(Generations, work)

    def noted(*args: Any) -> Any:
        begun.append(work)
        return true(*args)

    monkeypatch.setattr(Generations, work, noted)
    assert lit.runner.audit("lamps", NIGHT, lambda _: bool(begun)) is None
    assert begun == [work]
    assert tables(database) == before


def test_what_failed_is_kept_beside_what_was_found_until_one_ends_well(lit: Shelf) -> None:
    audits, late = lit.runner.audits, NIGHT + timedelta(hours=1)
    found = lit.runner.audit("lamps", NIGHT, on)
    for problem in ("first", "second"):
        audits.keep_failed("lamps", problem, late)
        audits.keep_failed("visits", problem, NIGHT)
    assert audits.failed() == {"lamps": "second", "visits": "second"}
    assert audits.tried() == {"lamps": late, "visits": NIGHT}
    assert audits.all() == {"lamps": found}
    lit.runner.audit("lamps", late, on)
    assert audits.failed() == {"visits": "second"}


def test_the_live_rows_are_read_and_followed_meanwhile(lit: Shelf, home: House) -> None:
    def rest(_seconds: float) -> bool:
        switch(home, 1, lamps=1)
        lit.runner.catch_up()
        return times(lit)["l0"] > 4

    assert lit.runner.audit("lamps", NIGHT, rest) is None
    made = lit.runner.audit("lamps", NIGHT, on)
    assert made is not None
    assert not made.differs
