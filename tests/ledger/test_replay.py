"""Many streams read together are what each is by itself; what is destroyed stays destroyed."""

from typing import Any

import pytest

from domain.kernel import StreamId
from ledger import snapshots
from ledger.keys import DestroyKey
from ledger.replay import Replay
from tests.kit.house import House, house, rooms
from tests.kit.lamp import BuildRoom, Lamp, SwitchLamp, Welcome

LAMPS = tuple(StreamId("lamp", f"l{number}") for number in range(5))
GUESTS = tuple(StreamId("guest", f"g{number}") for number in range(3))


@pytest.fixture
def home(database: Any) -> Any:
    with house(database) as made:
        for number, lamp in enumerate(LAMPS[:4], 1):
            made.do(SwitchLamp(lamp=lamp.code, on=bool(number % 2), times=3 * number))
        for number, guest in enumerate(GUESTS):
            made.do(BuildRoom(room=f"r{number}"))
            made.do(Welcome(guest=guest.code, room=f"r{number}", name="x" * (number + 1)))
        yield made


def cold(home: House, database: Any) -> Any:
    return rooms(database, home.log, home.clock)


def test_together_they_are_what_each_is_alone(home: House, database: Any) -> None:
    wanted = (*reversed(LAMPS), *GUESTS, LAMPS[0])
    with cold(home, database) as (_, store, vault):
        together = Replay(home.log, store, vault).states(wanted)
    with cold(home, database) as (_, store, vault):
        replay = Replay(home.log, store, vault)
        assert together == {stream: replay.state(stream) for stream in wanted}
    assert together[LAMPS[4]] == home.log.kinds["lamp"].initial, "nobody has switched it"
    assert together[GUESTS[2]] != home.log.kinds["guest"].initial, "sealed facts are read"


def test_places_of_events_are_told_in_the_order_of_the_log_and_each_can_be_read_by_its_place(
    home: House,
) -> None:
    store, wanted = home.store, [("lamp", LAMPS[1].code), ("lamp", LAMPS[2].code)]
    numbers = store.numbers(wanted).values()
    forms = {at: form for number in numbers for at, form in store.events(number)}
    assert store.positions_of(numbers, max(forms)) == sorted(forms)
    assert store.positions_of(numbers, max(forms) - 1) == sorted(forms)[:-1]
    assert store.at([*forms, store.tail().position + 1]) == forms
    assert store.positions_of([], max(forms)) == []


def test_what_the_book_remembers_is_read_on_from_there(
    home: House, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process goes on with a lamp that this one's Book remembers."""
    with cold(home, database) as (book, _, _vault):
        book.execute(home.signed(SwitchLamp(lamp=LAMPS[0].code, on=True)))
    asked_for: list[dict[int, int]] = []
    events_of = home.store.events_of

    def seen(after: Any, until: Any = None) -> Any:
        asked_for.append(dict(after))
        return events_of(after, until)

    monkeypatch.setattr(home.store, "events_of", seen)
    replay = Replay(home.log, home.store, home.vault, home.book.memory)
    assert replay.state(LAMPS[0]) == Lamp(True, 4)
    held = home.book.memory.get(LAMPS[0])
    assert held is not None
    assert asked_for == [{held.number: held.sequence}]
    assert held.state.switched == 3, "what is read so is not put into the Book's own memory"


def test_at_every_position_a_remembered_stream_is_what_it_was(home: House, database: Any) -> None:
    lamp = LAMPS[0]
    for _ in range(3):
        home.do(SwitchLamp(lamp=lamp.code, on=True))
    remembering = Replay(home.log, home.store, home.vault, home.book.memory)
    ends = range(home.store.tail().position + 2)
    with cold(home, database) as (_, store, vault):
        folding = Replay(home.log, store, vault)
        assert [remembering.state(lamp, end) for end in ends] == [
            folding.state(lamp, end) for end in ends
        ]
    assert remembering.state(lamp, ends[-1]).switched == 6


def test_many_at_a_position_are_what_each_was(home: House) -> None:
    replay = Replay(home.log, home.store, home.vault)
    for end in range(0, home.store.tail().position, 3):
        wanted = (*LAMPS, *GUESTS)
        assert replay.states(wanted, end) == {one: replay.state(one, end) for one in wanted}


def test_what_lay_under_a_destroyed_key_the_book_forgets(home: House) -> None:
    """It decided on the guests, so that their names are in its memory."""
    assert all(home.book.memory.get(guest) for guest in GUESTS)
    home.do(DestroyKey(key="room/r0", reason="over"))
    home.book.refresh()
    assert [bool(home.book.memory.get(guest)) for guest in GUESTS] == [False, True, True]


def test_nothing_is_asked_for_and_nothing_comes(home: House) -> None:
    assert Replay(home.log, home.store, home.vault).states(()) == {}


def test_long_ones_are_kept_and_read_from_what_was_kept(
    home: House, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "LONG", 10)
    for _ in range(2):
        with cold(home, database) as (_, store, vault):
            found = Replay(home.log, store, vault).states(LAMPS)
            assert found[LAMPS[3]] == Lamp(False, 12)
            numbers = store.numbers([(lamp.kind, lamp.code) for lamp in LAMPS])
            kept = snapshots.among(vault, list(numbers.values()))
            assert kept == {numbers["lamp", LAMPS[3].code]}


def test_what_lies_under_a_destroyed_key_holds_up_no_other(home: House, database: Any) -> None:
    home.do(DestroyKey(key="room/r0", reason="over"))
    with cold(home, database) as (_, store, vault):
        found = Replay(home.log, store, vault).states(GUESTS)
        replay = Replay(home.log, store, vault)
        assert found == {guest: replay.state(guest) for guest in GUESTS}


def test_a_book_that_remembers_nothing_decides_on_what_it_reads_together(
    home: House, database: Any
) -> None:
    """Lamp, keys and rules are all cold at the first command of a process."""
    with cold(home, database) as (book, _, _vault):
        book.execute(home.signed(SwitchLamp(lamp=LAMPS[0].code, on=True)))
        book.refresh()
        held = book.memory.get(LAMPS[0])
        assert held is not None
        assert held.state == Lamp(True, 4)
