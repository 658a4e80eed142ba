"""What no signature covers: a row moved, a stream renamed, an end cut off by SQL is found."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger.columns import SENTENCES, Columns
from ledger.publishing import Publisher
from ledger.tree import Tree
from ledger.verdict import PER_KIND, Verdict
from ledger.verify import verify
from tests.faults.lamplight import trust, verdict
from tests.kit.house import House, house
from tests.kit.lamp import SwitchLamp

OPENING = 7
"""Events before the first command."""
A, B = OPENING + 1, OPENING + 3
"""Positions at which the lamps a and b get their numbers, 4 and 5; each is switched right after."""


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        for lamp in ("a", "b"):
            made.do(SwitchLamp(lamp=lamp, on=True))
        assert verdict(made).ok
        yield made


def judged(home: House, **how: Any) -> Verdict:
    columns, notes = Columns(home.store), Tree(home.store).checkpoints()
    return columns.added_to(verify(columns.stored(), notes, trust(home), processes=1, **how))


def found(verdict: Verdict) -> list[tuple[str, int | None]]:
    assert not verdict.ok
    assert all(problem.sentence.isprintable() for problem in verdict.problems)
    return [(problem.code, problem.position) for problem in verdict.problems]


def change(database: Any, *statements: str) -> None:
    with psycopg.connect(database.owner) as owner:
        for statement in statements:
            owner.execute(statement.encode())


def test_an_untouched_database_says_what_the_bodies_say(home):
    verdict = judged(home)
    assert (verdict.ok, verdict.problems, verdict.streams) == (True, (), 6)


@pytest.mark.parametrize("full", [True, False], ids=["full", "fast"])
def test_two_streams_that_changed_places_are_found(home, database, full):
    change(
        database,
        "UPDATE ledger.stream SET code = 'c' WHERE kind = 'lamp' AND code = 'a'",
        "UPDATE ledger.stream SET code = 'a' WHERE kind = 'lamp' AND code = 'b'",
        "UPDATE ledger.stream SET code = 'b' WHERE kind = 'lamp' AND code = 'c'",
    )
    verdict = judged(home, full=full)
    assert found(verdict) == [("columns.name", A), ("columns.name", B)]
    assert (verdict.first_bad, verdict.problem_count) == (A, 2)
    assert "stream 4 'lamp/b', registered was 'lamp/a'" in verdict.problems[0].sentence


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("DELETE FROM ledger.stream WHERE number = 5", ("columns.name", B)),
        ("UPDATE ledger.stream SET kind = 'x' WHERE number = 0", ("columns.name", 1)),
        ("UPDATE ledger.stream SET code = E'b\\n' WHERE number = 5", ("columns.name", B)),
        ("INSERT INTO ledger.stream VALUES (6, 'lamp', E'c\\n')", ("columns.stranger", None)),
        ("INSERT INTO ledger.stream VALUES (-9, 'lamp', 'c')", ("columns.stranger", None)),
    ],
)
def test_a_stream_that_is_not_as_it_was_registered_is_found(home, database, statement, finding):
    change(database, statement)
    assert found(judged(home)) == [finding]


def test_a_number_changed_is_a_stream_missing_and_a_stranger(home, database):
    change(database, "UPDATE ledger.stream SET number = 9 WHERE number = 5")
    assert found(judged(home)) == [("columns.name", B), ("columns.stranger", None)]


@pytest.mark.parametrize(
    "column",
    [
        "originator_id = '4', originator_version = 2",
        "originator_id = '05'",
        "originator_version = 2",
    ],
)
def test_an_event_that_was_moved_to_another_stream_or_number_is_found(home, database, column):
    change(database, f"UPDATE ledger.stored_events SET {column} WHERE notification_id = {B + 1}")
    assert found(judged(home)) == [("columns.place", B + 1)]


def test_positions_moved_all_together_are_found(home, database):
    events = home.store.tail().position
    change(database, "UPDATE ledger.stored_events SET notification_id = notification_id + 1000")
    verdict = judged(home)
    assert (verdict.first_bad, verdict.problem_count) == (1, events)
    assert len(verdict.problems) == PER_KIND


def test_what_is_wrong_with_the_bytes_is_said_besides(home, database):
    change(
        database,
        "DELETE FROM ledger.stream WHERE number = 4",
        f"UPDATE ledger.stored_events SET state = NULL WHERE notification_id = {A - 1}",
    )
    kinds = {code for code, _ in found(judged(home))}
    assert {"columns.name", "event.form", "checkpoint.root"} <= kinds
    assert judged(home).first_bad == A - 1


def test_a_log_is_read_on_from_where_the_batch_before_ended(home, database):
    tree, events = Tree(home.store), home.store.tail().position
    for at_once in (1, 2, events, events + 1):
        assert sum(1 for _ in tree.stored(at_once=at_once)) == events
    change(database, "UPDATE ledger.stored_events SET notification_id = notification_id + 1000")
    assert sum(1 for _ in tree.stored(at_once=2)) == events


@pytest.fixture
def longer(home: House) -> int:
    """Five events that no checkpoint covers; returns the position of the last one that one does."""
    Publisher(home.book, home.store, home.log.origin, home.checkpoints).publish()
    covered = Tree(home.store).size()
    for _ in range(5):
        home.do(SwitchLamp(lamp="a", on=True))
    return covered


CUT = "DELETE FROM ledger.stored_events WHERE notification_id > {}"
UNCOMMITTED = "DELETE FROM ledger.commit WHERE position > {}"
UNPROMISED = "DELETE FROM ledger.receipt WHERE last > {}"


@pytest.mark.parametrize("full", [True, False], ids=["full", "fast"])
def test_an_end_that_was_cut_off_behind_every_checkpoint_is_missed(home, database, longer, full):
    change(database, CUT.format(longer + 2))
    verdict = judged(home, full=full)
    where = longer + 3
    assert found(verdict) == [("columns.receipt", where), ("columns.end", where)]
    assert verdict.first_bad == where
    assert f"committed {longer + 5} events, only {longer + 2} are here" in str(verdict.problems[1])


def test_so_it_is_when_only_receipts_or_only_commits_tell(home, database, longer):
    change(database, CUT.format(longer + 2), UNCOMMITTED.format(longer + 2))
    assert found(judged(home)) == [("columns.receipt", longer + 3)]
    change(database, UNPROMISED.format(longer + 2))
    change(database, "INSERT INTO ledger.commit VALUES (99, '', '', now())")
    assert found(judged(home)) == [("columns.end", longer + 3)]


def test_a_receipt_that_begins_beyond_the_end_is_found(home, database, longer):
    change(database, f"UPDATE ledger.receipt SET first = 99 WHERE last = {longer + 5}")
    assert found(judged(home)) == [("columns.receipt", longer + 6)]


def test_events_whose_commits_are_gone_are_found_from_the_first_on(home, database, longer):
    change(database, UNCOMMITTED.format(longer + 2))
    verdict = judged(home)
    assert found(verdict) == [("columns.commit", longer + 3)]
    change(database, "DELETE FROM ledger.commit")
    assert found(judged(home)) == [("columns.commit", 1)]


@pytest.mark.parametrize("column", ["root", "frontier"])
def test_a_last_commit_that_is_of_other_events_is_found(home, database, longer, column):
    other = f"(SELECT c.{column} FROM ledger.commit c ORDER BY position LIMIT 1)"
    change(database, f"UPDATE ledger.commit SET {column} = {other} WHERE position = {longer + 5}")
    assert found(judged(home)) == [("columns.root", longer + 5)]


def test_an_end_cut_off_with_all_that_tells_of_it_is_told_by_a_kept_checkpoint_alone(
    home, database, longer
):
    mine = Publisher(home.book, home.store, home.log.origin, home.checkpoints).publish()
    home.do(SwitchLamp(lamp="a", on=True))
    cut = [one.format(longer + 2) for one in (CUT, UNCOMMITTED, UNPROMISED)]
    change(database, *cut, f"DELETE FROM ledger.checkpoint WHERE size > {longer}")
    assert judged(home).ok
    assert found(judged(home, held=[mine])) == [("checkpoint.beyond", longer + 3)]


def test_what_is_committed_while_the_events_are_read_is_no_finding(home):
    columns, read = Columns(home.store), []
    for form in columns.stored():
        read.append(form)
        if len(read) == 1:
            home.do(SwitchLamp(lamp="b", on=False))
    notes = Tree(home.store).checkpoints()
    verdict = columns.added_to(verify(iter(read), notes, trust(home), processes=1))
    assert (verdict.ok, verdict.events) == (True, home.store.tail().position - 1)


def test_every_kind_of_finding_has_a_test_that_hears_it():
    tests = Path(__file__).read_text()
    assert [code for code in SENTENCES if f'"{code}"' not in tests] == []
