"""Snapshots: long streams load from where they were kept, and a wrong one is never believed."""

from typing import Any

import psycopg
import pytest

from domain.kernel import StreamId
from ledger import snapshots
from ledger.keys import DestroyKey
from ledger.replay import Replay
from ledger.tickets import Refused
from tests.kit.house import house, rooms
from tests.kit.lamp import BuildRoom, Lamp, SwitchLamp, Welcome

LAMP = StreamId("lamp", "l")


@pytest.fixture
def long_lamp(database: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(snapshots, "LONG", 10)
    with house(database) as home:
        home.do(SwitchLamp(lamp="l", on=True, times=12))
        yield home


def folded(home: Any, database: Any) -> Lamp:
    with rooms(database, home.log, home.clock) as (_, store, vault):
        state = Replay(home.log, store, vault).state(LAMP)
        assert isinstance(state, Lamp)
        return state


def stored(database: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(database.owner) as conn:
        return conn.execute("SELECT number, sequence, head FROM sealed.snapshot").fetchall()


def test_a_long_stream_is_kept_when_it_was_folded_cold(long_lamp: Any, database: Any) -> None:
    assert stored(database) == []
    assert folded(long_lamp, database) == Lamp(True, 12)
    assert [row[1] for row in stored(database)] == [12]


def test_a_snapshot_is_grown_by_what_came_after(long_lamp: Any, database: Any) -> None:
    folded(long_lamp, database)
    long_lamp.do(SwitchLamp(lamp="l", on=False))
    assert folded(long_lamp, database) == Lamp(False, 13)
    assert [row[1] for row in stored(database)] == [12]


def test_a_snapshot_that_stands_on_another_event_is_not_believed(
    long_lamp: Any, database: Any
) -> None:
    folded(long_lamp, database)
    with psycopg.connect(database.owner, autocommit=True) as conn:
        conn.execute("UPDATE sealed.snapshot SET sequence = 5")
    assert folded(long_lamp, database) == Lamp(True, 12)


def test_a_book_goes_on_from_a_snapshot(long_lamp: Any, database: Any) -> None:
    folded(long_lamp, database)
    with rooms(database, long_lamp.log, long_lamp.clock) as (book, _, _vault):
        book.execute(long_lamp.signed(SwitchLamp(lamp="l", on=False)))
        held = book.memory.get(LAMP)
        assert held is not None
        assert (held.sequence, held.state) == (13, Lamp(False, 13))


def test_the_snapshot_of_a_sealed_stream_goes_with_its_key(database: Any) -> None:
    with house(database) as home, pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshots, "LONG", 3)
        home.do(BuildRoom(room="r"))
        home.do(Welcome(guest="g", room="r", name="x", times=5))
        guest = StreamId("guest", "g")
        assert Replay(home.log, home.store, home.vault).state(guest) == 5
        number = home.store.numbers([("guest", "g")])["guest", "g"]
        kind = home.log.kinds["guest"]
        assert snapshots.load(home.vault, kind, number, ("room/r",)) is not None
        home.do(DestroyKey(key="room/r", reason="erasure"))
        assert snapshots.load(home.vault, kind, number, ("room/r",)) is None
        with pytest.raises(Refused):
            home.do(Welcome(guest="g", room="r", name="x"))
