"""Projections that follow together: one transaction for all, and none that holds up another."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL

from ledger.feed import Hole
from projections.projection import Change, Projection
from projections.runner import Runner
from tests.kit.house import House
from tests.kit.patience import until
from tests.projections.kit import LAMPS, VISITS, Shelf, project_lamps, shelf, switch, times

THIRD = replace(LAMPS, name="third")
ALL = (LAMPS, VISITS, THIRD)


@pytest.fixture
def three(home: House, database: Any) -> Iterator[Shelf]:
    """Three projections of one log, built."""
    with shelf(database, home.log, home.vault, ALL) as made:
        made.runner.catch_up()
        yield made


@pytest.fixture
def admin(database: Any) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database.owner, autocommit=True) as conn:
        yield conn


def moves(admin: psycopg.Connection[Any]) -> int:
    """In how many transactions the readers came to where they stand."""
    row = admin.execute(
        "SELECT count(DISTINCT xmin::text) FROM work.notification_tracking "
        "WHERE split_part(application_name, '@', 1) = ANY(%s)",
        ([one.name for one in ALL],),
    ).fetchone()
    assert row is not None
    return int(row[0])


def positions(runner: Runner) -> dict[str, int]:
    return {one.name: one.position for one in runner.status()}


def test_a_small_piece_moves_all_in_one_transaction_a_large_one_each_by_itself(
    home: House, three: Shelf, admin: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    last = switch(home, 2)
    assert three.runner.catch_up() == last
    assert moves(admin) == 1
    monkeypatch.setattr("projections.convoy._SMALL", 5)
    last = switch(home, 2)
    assert three.runner.catch_up() == last
    assert moves(admin) == 3
    assert times(three) == {"l0": 4, "l1": 4, "l2": 4}


def test_who_was_moved_on_by_another_program_is_met_again(
    home: House, three: Shelf, database: Any
) -> None:
    """One of three is ahead: the others come after it, and then all go together again."""
    with shelf(database, home.log, home.vault, (THIRD,)) as other, three.runner:
        for n in range(1, 4):
            last = switch(home, 2)
            other.runner.catch_up()
            until(lambda last=last: set(positions(three.runner).values()) == {last})
            assert times(three) == {f"l{lamp}": 2 * n for lamp in range(3)}
    assert not three.runner.rebuild("third").differs


def test_one_that_is_built_anew_under_way_goes_on_with_the_others(
    home: House, three: Shelf, database: Any
) -> None:
    with shelf(database, home.log, home.vault, ALL) as other, three.runner:
        for _ in range(3):
            switch(home, 1)
            assert not other.runner.rebuild("lamps").differs
            last = switch(home, 1)
            until(lambda last=last: set(positions(three.runner).values()) == {last})
    assert times(three) == {"l0": 6, "l1": 6, "l2": 6}
    assert three.runner.status()[0].generation == 4
    assert [one.problem for one in three.runner.status()] == [None] * 3


def test_one_with_a_defect_stands_alone_and_rejoins_when_it_is_mended(
    home: House, database: Any
) -> None:
    broken = [True]

    def project(recorded: Any) -> Iterator[Change]:
        if broken[0] and recorded.body.name == "LampSwitched":
            raise RuntimeError("a defect in a projection")
        yield from project_lamps(recorded)

    defective = replace(LAMPS, name="defective", project=project)
    with ExitStack() as stack:
        made = stack.enter_context(shelf(database, home.log, home.vault, (*ALL, defective)))
        stack.enter_context(made.runner)
        before = positions(made.runner)["defective"]
        last = switch(home, 3)
        until(lambda: [*positions(made.runner).values()].count(last) == 3)
        told = until(lambda: made.runner.status()[3].problem)
        assert told == "RuntimeError: a defect in a projection"
        assert positions(made.runner)["defective"] == before
        broken[0] = False
        until(lambda: set(positions(made.runner).values()) == {last})
        until(lambda: made.runner.status()[3].problem is None)
        last = switch(home, 1)
        until(lambda: set(positions(made.runner).values()) == {last})
    with shelf(database, home.log, home.vault, (defective,)) as fresh:
        assert not fresh.runner.rebuild("defective").differs


def test_one_of_another_shape_is_told_of_and_the_others_go_on(
    home: House, three: Shelf, database: Any
) -> None:
    """A newer program has built one of them anew."""
    newer = Projection("third", 2, THIRD.tables, project_lamps)
    with three.runner, shelf(database, home.log, home.vault, (newer,)) as other:
        other.runner.prepare()
        last = switch(home, 1)
        until(lambda: positions(three.runner)["lamps"] == last)
        told = until(lambda: three.runner.status()[2].problem)
        assert told == "Superseded: third has another shape now; start this program again"
        assert positions(three.runner)["visits"] == last


def together(runner: Runner, last: int) -> bool:
    """Whether all have come there, and nothing hinders any of them."""
    standing = runner.status()
    return {one.position for one in standing} == {last} and not any(one.problem for one in standing)


def test_an_outage_ends_nobody_and_is_told_only_as_long_as_it_lasts(
    home: House, three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database does not answer: to who waits for more, and to who looks for it."""
    away = [True]

    def gone(there: Any) -> Any:
        def asked(*of: Any) -> Any:
            if away[0]:
                raise psycopg.OperationalError("it does not answer")
            return there(*of)

        return asked

    with three.runner:
        for name in ("head", "read"):
            away[0] = True
            with monkeypatch.context() as patched:
                patched.setattr(three.feed, name, gone(getattr(three.feed, name)))
                until(lambda: all(one.problem for one in three.runner.status()))
                away[0] = False
                head = three.feed.head()
                until(lambda head=head: together(three.runner, head))
            last = switch(home, 1)
            until(lambda last=last: together(three.runner, last))


def test_without_a_database_each_is_not_asked_alone(
    home: House, three: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the end of a server waits for as many time-outs as there are projections."""
    asked = []

    def advance(names: Any, *_: Any) -> Any:
        asked.append(len(names))
        raise psycopg.OperationalError("it does not answer")

    switch(home, 1)
    monkeypatch.setattr(three.runner._tracking, "advance", advance)
    with pytest.raises(psycopg.OperationalError):
        three.runner.catch_up()
    assert asked == [3]


def test_who_holds_one_up_does_not_hold_up_the_others(
    home: House, three: Shelf, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that was stopped in the middle of moving one; when it is gone, all is as before."""
    held = "UPDATE work.notification_tracking SET notification_id = notification_id "
    monkeypatch.setattr("ledger.feed._PATIENCE", SQL("SET LOCAL lock_timeout = '200ms'"))
    with three.runner:
        with psycopg.connect(database.matcher) as rival:
            rival.execute(SQL(held) + SQL("WHERE application_name LIKE 'visits@%'"))
            last = switch(home, 1)
            until(lambda: [*positions(three.runner).values()].count(last) == 2)
            assert "lock timeout" in until(lambda: three.runner.status()[1].problem)
            rival.rollback()
        until(lambda: together(three.runner, last))


def test_one_that_finds_a_hole_or_whose_place_is_lost_holds_up_nobody(
    home: House, three: Shelf, admin: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = positions(three.runner)["third"]
    move = "UPDATE work.notification_tracking SET notification_id = %s WHERE application_name = %s"
    reads = three.feed.read

    def read(after: int, limit: int) -> Any:
        if after == behind - 1:
            raise Hole(f"position {behind} is missing from the log")
        return reads(after, limit)

    admin.execute(move, (behind - 1, "third@1"))
    monkeypatch.setattr(three.feed, "read", read)
    with three.runner:
        last = switch(home, 1)
        until(lambda: positions(three.runner)["lamps"] == last)
        assert "is missing from the log" in until(lambda: three.runner.status()[2].problem)
        assert three.runner.status()[0].problem is None
        admin.execute(
            "DELETE FROM work.notification_tracking WHERE application_name = %s", ("third@1",)
        )
        lost = "LookupError: nobody knows how far third is; rebuild it"
        until(lambda: three.runner.status()[2].problem == lost)
        three.runner.rebuild("third")
        until(lambda: together(three.runner, last))
