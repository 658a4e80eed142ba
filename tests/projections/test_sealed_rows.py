"""What is sealed stands where the matcher alone can look, until it is opened; or it is gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from ledger.keys import DestroyKey
from ledger.vault import Vault
from projections.projection import Change, Projection, Put
from tests.kit.house import MASTER, House, house
from tests.kit.lamp import BuildRoom, GuestCame, OpenRoom, Welcome
from tests.projections.kit import GUESTS, VISITS, Shelf, shelf

type Visits = dict[str, tuple[str, str, int]]


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        for room in ("red", "blue"):
            made.do(BuildRoom(room=room))
        made.do(Welcome(guest="g1", room="red", name="王小明"))
        made.do(Welcome(guest="g2", room="blue", name="李四", times=2))
        yield made


@contextmanager
def elsewhere(database: Any, home: House) -> Iterator[Shelf]:
    """In another process than the Book's: it has its own memory of the keys."""
    vault = Vault(database.matcher, MASTER)
    try:
        with shelf(database, home.log, vault, (VISITS,)) as opened:
            opened.runner.catch_up()
            yield opened
    finally:
        vault.close()


@pytest.fixture
def made(database: Any, home: House) -> Iterator[Shelf]:
    with elsewhere(database, home) as opened:
        yield opened


def visits(made: Shelf, *, sealed: bool, as_of: int | None = None) -> Visits:
    rows = made.reader(VISITS, sealed=sealed).rows(GUESTS, as_of=as_of).rows
    found = {row["guest"]: (row["room"], row["name"], row["visits"]) for row in rows}
    assert len(found) == len(rows), "one guest, one row"
    return found


def stored(database: Any) -> str:
    """Everything that stands in the tables of the projection, as text."""
    with psycopg.connect(database.owner) as conn:
        names = conn.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE tablename LIKE 'visits%'"
        ).fetchall()
        rows = (conn.execute(f"SELECT t::text FROM {s}.{t} t").fetchall() for s, t in names)
        return str(list(rows))


def test_nobody_but_the_matcher_sees_what_is_sealed(made: Shelf, database: Any) -> None:
    assert visits(made, sealed=False) == {}
    assert visits(made, sealed=True) == {"g1": ("red", "王小明", 1), "g2": ("blue", "李四", 2)}
    for dsn in (database.read, database.app):
        with psycopg.connect(dsn) as conn, pytest.raises(InsufficientPrivilege):
            conn.execute("SELECT * FROM sealed.visits__1__guests")


def _openly(recorded: Any) -> Iterator[Change]:
    event = recorded.event
    if isinstance(event, GuestCame) and event.room:
        values = {"room": event.room, "name": event.name, "visits": 1}
        yield Put(GUESTS, (event.guest,), values, opened=True)


OPENLY = Projection("openly", 1, (GUESTS,), _openly)
"""No guest of these is a secret."""


def test_what_begins_in_the_open_place_never_stands_in_the_sealed_one(
    database: Any, home: House
) -> None:
    """Nor does a runner that begins anew give its number to another."""
    for guest, name in (("g3", "赵六"), ("g4", "孙七")):
        with shelf(database, home.log, home.vault, (OPENLY,)) as made:
            made.runner.catch_up()
            home.do(Welcome(guest=guest, room="red", name=name))
            made.runner.catch_up()
            rows = made.reader(OPENLY).rows(GUESTS).rows
    assert {row["guest"] for row in rows} == {"g1", "g2", "g3", "g4"}
    with psycopg.connect(database.owner) as conn:
        assert conn.execute("SELECT * FROM sealed.openly__1__guests").fetchall() == []


def test_an_opening_releases_its_own_rows_only(home: House, made: Shelf) -> None:
    opened = home.do(OpenRoom(room="blue")).first
    made.runner.catch_up()
    assert visits(made, sealed=False) == {"g2": ("blue", "李四", 2)}
    assert visits(made, sealed=True) == {"g1": ("red", "王小明", 1), "g2": ("blue", "李四", 2)}
    assert visits(made, sealed=False, as_of=opened) == visits(made, sealed=False)


def test_what_was_shown_before_the_opening_is_shown_again(home: House, made: Shelf) -> None:
    before = home.do(OpenRoom(room="blue")).first - 1
    made.runner.catch_up()
    assert visits(made, sealed=False, as_of=before) == {}
    assert visits(made, sealed=True, as_of=before)["g2"] == ("blue", "李四", 2)


def test_later_facts_follow_the_row_to_its_open_place(home: House, made: Shelf) -> None:
    home.do(OpenRoom(room="blue"))
    home.do(Welcome(guest="g2", room="blue", name="李四"))
    made.runner.catch_up()
    assert visits(made, sealed=False) == {"g2": ("blue", "李四", 3)}
    home.do(Welcome(guest="g2", room="blue", name="李四"))
    made.runner.catch_up()
    assert visits(made, sealed=False) == {"g2": ("blue", "李四", 4)}
    assert not made.runner.rebuild("visits").differs


@pytest.mark.parametrize("opened", [False, True])
def test_with_the_key_the_rows_are_gone_and_all_that_they_ever_were(
    home: House, made: Shelf, database: Any, opened: bool
) -> None:
    if opened:
        home.do(OpenRoom(room="blue"))
    made.runner.catch_up()
    assert "李四" in stored(database)
    home.do(DestroyKey(key="room/blue", reason="asked for"))
    made.runner.catch_up()
    assert "李四" not in stored(database)
    assert visits(made, sealed=True) == {"g1": ("red", "王小明", 1)}


def test_a_rebuild_after_the_destruction_comes_to_the_same_with_or_without_the_key(
    home: House, made: Shelf, database: Any
) -> None:
    home.do(Welcome(guest="g3", room="red", name="赵六"))
    home.do(DestroyKey(key="room/blue", reason="asked for"))
    home.do(Welcome(guest="g4", room="red", name="孙七"))
    made.runner.catch_up()
    remembering = made.runner.rebuild("visits")
    with elsewhere(database, home) as other:
        knowing_nothing = other.runner.rebuild("visits")
    assert remembering.was == remembering.digest == knowing_nothing.digest
    assert set(visits(made, sealed=True)) == {"g1", "g3", "g4"}
