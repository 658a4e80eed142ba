"""Each snapshot is held against its events: a wrong one is named and dropped, others stay."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from domain.kernel import StreamId
from ledger import snapshots
from ledger.memory import Held
from ledger.refolding import Refolded, refold
from ledger.replay import Replay
from tests.kit.house import House, house
from tests.kit.lamp import BuildRoom, Lamp, SwitchLamp, Welcome

LAMP, GUEST = StreamId("lamp", "l"), StreamId("guest", "g")


@pytest.fixture
def home(database: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A long stream of lamps and a sealed one of a guest, both kept, and both gone on since."""
    monkeypatch.setattr(snapshots, "LONG", 3)
    with house(database) as made:
        made.do(BuildRoom(room="r"))
        for _ in range(2):
            made.do(SwitchLamp(lamp="l", on=True, times=6))
            made.do(Welcome(guest="g", room="r", name="x", times=5))
            if not snapshots.numbers(made.vault):
                for stream in (LAMP, GUEST):
                    Replay(made.log, made.store, made.vault).state(stream)
        assert len(snapshots.numbers(made.vault)) == 2
        yield made


def number(home: House, stream: StreamId) -> int:
    return home.store.numbers([(stream.kind, stream.code)])[stream.kind, stream.code]


def refolded(home: House) -> Refolded | None:
    return refold(home.log, home.store, home.vault, lambda _: False)


def forge(home: House, stream: StreamId, state: Any, sequence: int | None = None) -> None:
    """Another state is kept in the place of the right one, on the same event."""
    at, kind = number(home, stream), home.log.kinds[stream.kind]
    names = home.vault.names_of(at)
    known = snapshots.load(home.vault, kind, at, names)
    assert known is not None
    held = Held(at, sequence or known.sequence, known.head, state, names)
    snapshots.keep(home.vault, kind, held)


def test_those_that_are_right_stay(home: House) -> None:
    assert refolded(home) == Refolded(2, ())
    assert len(snapshots.numbers(home.vault)) == 2


@pytest.mark.parametrize(
    ("stream", "state", "sequence"),
    [(LAMP, Lamp(False, 6), None), (LAMP, Lamp(True, 6), 99), (GUEST, 7, None)],
    ids=["another state", "beyond the end", "sealed"],
)
def test_a_wrong_one_is_named_and_dropped_and_the_stream_folds_right_again(
    home: House, stream: StreamId, state: Any, sequence: int | None
) -> None:
    forge(home, stream, state, sequence)
    assert refolded(home) == Refolded(2, (number(home, stream),))
    assert refolded(home) == Refolded(1, ())
    folded = Replay(home.log, home.store, home.vault).state(stream)
    assert folded == (Lamp(True, 12) if stream == LAMP else 10)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sealed.snapshot SET number = 99 WHERE number = {0}",
        "UPDATE sealed.snapshot SET head = repeat('0', 64) WHERE number = {0}",
        "UPDATE ledger.stored_events SET originator_version = 98 "
        "WHERE originator_id = '{0}' AND originator_version = 2",
        "UPDATE ledger.stream SET kind = 'nothing we know' WHERE number = {0}",
    ],
)
def test_so_is_one_whose_stream_or_events_are_not_there(
    home: House, database: Any, statement: str
) -> None:
    with psycopg.connect(database.owner) as owner:
        owner.execute(statement.format(number(home, LAMP)).encode())
    found = refolded(home)
    assert found is not None
    assert (found.count, len(found.wrong)) == (2, 1)


def test_one_of_another_shape_is_nobodys_business(home: House, database: Any) -> None:
    with psycopg.connect(database.owner) as owner:
        owner.execute("UPDATE sealed.snapshot SET shape = 'older', locked = 'x'")
    assert refolded(home) == Refolded(2, ())


def test_it_rests_after_each_and_ends_when_told(home: House) -> None:
    rests: list[float] = []

    def rest(seconds: float) -> bool:
        rests.append(seconds)
        return True

    assert refold(home.log, home.store, home.vault, rest) is None
    assert len(rests) == 1
