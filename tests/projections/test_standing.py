"""What is found by how it stands now: the same rows as by looking at all, at any position."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from projections import queries, reader
from projections.projection import Change, Column, Index, Projection, Put, Table, summed
from projections.reader import TooMany
from tests.kit.house import House
from tests.kit.lamp import LampSwitched, SwitchLamp
from tests.projections.kit import Shelf, shelf

BURNING = Table(
    "burning",
    (Column("room", "text"), Column("lamp", "text")),
    (Column("lit", "boolean"), Column("times", "bigint", summed)),
    indexes=(Index(("lit", "times"), now=True),),
    orders=(("lamp", "room"),),
)


def project(recorded: Any) -> Iterator[Change]:
    """How each lamp burns; lamps of even names are in the hall."""
    match recorded.event:
        case LampSwitched(lamp=lamp, on=on):
            room = "hall" if int(lamp[1:]) % 2 == 0 else "attic"
            yield Put(BURNING, (room, lamp), {"lit": on, "times": 1})


LIT = Projection("lit", 1, (BURNING,), project)


@pytest.fixture
def made(database: Any, home: House) -> Iterator[Shelf]:
    with shelf(database, home.log, home.vault, (LIT,)) as opened:
        yield opened


def switched(home: House, turns: str) -> None:
    """`1+ 2-`: lamp 1 goes on, lamp 2 off."""
    for turn in turns.split():
        home.do(SwitchLamp(lamp=f"l{turn[0]}", on=turn[1] == "+", times=1))


def lit(made: Shelf, as_of: int | None = None, **where: Any) -> list[str]:
    rows = made.reader(LIT).rows(BURNING, {"lit": True} | where, as_of=as_of).rows
    return [row["lamp"] for row in rows]


def looked_through(made: Shelf, as_of: int) -> list[str]:
    rows = made.reader(LIT).rows(BURNING, as_of=as_of).rows
    return [row["lamp"] for row in rows if row["lit"]]


@pytest.mark.parametrize("when", ["built from the log", "followed", "both", "rebuilt"])
def test_what_stands_so_is_found_now_and_at_any_position(made: Shelf, home: House, when: str):
    made.runner.catch_up() if when == "followed" else None
    switched(home, "1+ 2+ 3+ 2- 4+")
    made.runner.catch_up() if when != "built from the log" else None
    switched(home, "1- 2+ 3- 3+ 5+ 5-")
    made.runner.catch_up()
    made.runner.rebuild("lit") if when == "rebuilt" else None
    assert lit(made) == ["l3", "l2", "l4"]
    for position in range(made.feed.head() + 1):
        assert lit(made, position) == looked_through(made, position), position


def test_a_second_column_narrows_with_the_first(made: Shelf, home: House):
    switched(home, "1+ 2+ 2- 2+ 3+")
    made.runner.catch_up()
    assert (lit(made, times=1), lit(made, times=[1, 3])) == (["l1", "l3"], ["l1", "l3", "l2"])


def test_of_what_stands_otherwise_now_nothing_is_looked_at(made: Shelf, home: House):
    """Asked for now, the plan begins at how keys stand, not at all there ever were."""
    switched(home, "1+ 2+")
    made.runner.catch_up()
    with made.reader(LIT).look() as look:
        look.conn.execute("SET LOCAL enable_seqscan = off")
        asked = queries.question((look.place(BURNING),), {"lit": True}, {}, {})
        values = {"lit": True, "as_of": look.position}
        said = look.conn.execute(b"EXPLAIN " + queries.count(asked), values)
        plan = "\n".join(row[0] for row in said)
    assert "Seq Scan" not in plan
    assert "__now" in plan


def test_a_page_goes_on_after_a_row_in_the_order_of_its_columns(made: Shelf, home: House):
    switched(home, "1+ 2+ 3+ 4+")
    made.runner.catch_up()
    read = made.reader(LIT)
    order = ("lamp", "room")
    after = {"lamp": "l2", "room": "hall"}
    rows = read.rows(BURNING, order=order, after=after, limit=1).rows
    assert [row["lamp"] for row in rows] == ["l3"]
    after = {"room": "attic", "lamp": "l1"}
    assert [row["lamp"] for row in read.rows(BURNING, after=after).rows] == ["l3", "l2", "l4"]
    before = read.rows(BURNING, before={"room": "hall", "lamp": "l2"}).rows
    assert [row["lamp"] for row in before] == ["l3", "l1"]


def test_what_changed_after_a_position_is_found(made: Shelf, home: House):
    switched(home, "1+ 2+ 3+ 2-")
    made.runner.catch_up()
    head, read = made.feed.head(), made.reader(LIT)
    for after in range(head + 1):
        rows = read.rows(BURNING, after={"position": after}).rows
        every = read.rows(BURNING).rows
        assert rows == [row for row in every if row["position"] > after], after


def test_rows_are_counted(made: Shelf, home: House):
    switched(home, "1+ 2+ 1-")
    made.runner.catch_up()
    head = made.feed.head()
    read = made.reader(LIT)
    assert [read.count(BURNING, {"lit": True}, at) for at in (head - 1, head)] == [2, 1]
    assert read.count(BURNING, {}, head) == 2


def test_what_is_wanted_whole_is_never_cut_in_silence(
    made: Shelf, home: House, monkeypatch: pytest.MonkeyPatch
):
    switched(home, "1+ 2+ 3+")
    made.runner.catch_up()
    read = made.reader(LIT)
    monkeypatch.setattr(reader, "BOUND", 2)
    with pytest.raises(TooMany, match="burning has more than 2"):
        read.rows(BURNING)
    assert len(read.rows(BURNING, limit=2).rows) == 2
    monkeypatch.setattr(reader, "BOUND", 3)
    assert len(read.rows(BURNING).rows) == 3


@pytest.mark.parametrize(
    ("statement", "differs"),
    [
        ("UPDATE work.lit__1__burning__now SET times = 1 WHERE times = 1", False),
        ("UPDATE work.lit__1__burning__now SET times = 9 WHERE times = 2", True),
        ("DELETE FROM work.lit__1__burning__now WHERE id = 3", True),
        ("INSERT INTO work.lit__1__burning__now VALUES (9, true, 1)", True),
    ],
)
def test_an_audit_finds_what_stands_now_otherwise_than_its_newest_row(
    made: Shelf, home: House, database: Any, statement: str, differs: bool
):
    switched(home, "1+ 2+ 3+ 2- 4+")
    made.runner.catch_up()
    with psycopg.connect(database.owner) as owner:
        assert owner.execute(statement.encode()).rowcount
    audit = made.runner.audit("lit", datetime.now(UTC), lambda _: False)
    assert audit is not None
    assert audit.differs == differs
