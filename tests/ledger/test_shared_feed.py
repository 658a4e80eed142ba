"""A shared feed tells what the feed tells, and asks the database once for all its readers."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from ledger.feed import COMMITTED, Feed, Hole, Recorded
from ledger.keys import DestroyKey
from ledger.shared_feed import SharedFeed
from ledger.store import Store, datastore
from ledger.waker import Waker
from tests.kit.house import House, house
from tests.kit.lamp import BuildRoom, GuestCame, SwitchLamp, Welcome


class Counted(Feed):
    """Counts how often the database is asked, and can be held up there."""

    asked = 0
    before: Callable[[], object] = staticmethod(lambda: None)

    def read(self, after: int, limit: int) -> list[Recorded]:
        self.asked += 1
        self.before()
        return super().read(after, limit)


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        yield made


@pytest.fixture
def feed(database: Any, home: House) -> Iterator[Counted]:
    with (
        Store(datastore(database.matcher)) as store,
        Waker(database.read, (COMMITTED,)) as waker,
    ):
        yield Counted(home.log, store, waker, home.vault)


def positions(events: list[Recorded]) -> list[int]:
    return [one.position for one in events]


def test_what_one_reader_read_the_next_takes_as_it_is(home: House, feed: Counted) -> None:
    last = home.do(SwitchLamp(lamp="l", on=True, times=5)).last
    shared = SharedFeed(feed)
    first, second = shared.read(last - 4, 100), shared.read(last - 4, 100)
    assert positions(first) == positions(second) == list(range(last - 3, last + 1))
    assert all(one is other for one, other in zip(first, second, strict=True))
    assert feed.asked == 1


def test_readers_that_wait_for_the_same_event_ask_once(home: House, feed: Counted) -> None:
    last = home.do(SwitchLamp(lamp="l", on=True)).last
    shared, found, began = SharedFeed(feed), [], threading.Barrier(4)
    feed.before = lambda: threading.Event().wait(0.1)

    def follow() -> None:
        began.wait()
        found.append(positions(shared.read(last - 1, 100)))

    threads = [threading.Thread(target=follow) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, feed.asked) == ([[last]] * 4, 1)


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_each_reader_misses_nothing_and_hears_nothing_twice(
    home: House, feed: Counted, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr("ledger.shared_feed._KEPT", 5)
    shared = SharedFeed(feed)
    at, seen = [0, 0, 0], [[], [], []]
    for turn in range(60):  # readers of different pace, while more is written
        if turn % 10 == 0:
            home.do(SwitchLamp(lamp="l", on=True, times=3))
        for reader in range(3):
            if turn % (reader + 1) == 0 and (batch := shared.read(at[reader], limit)):
                assert len(batch) <= limit
                seen[reader] += positions(batch)
                at[reader] = batch[-1].position
    for reader in range(3):
        while batch := shared.read(at[reader], limit):
            seen[reader] += positions(batch)
            at[reader] = batch[-1].position
        assert seen[reader] == list(range(1, feed.head() + 1))


def test_who_is_far_behind_or_ahead_reads_alone(home: House, feed: Counted) -> None:
    last = home.do(SwitchLamp(lamp="l", on=True, times=9)).last
    shared = SharedFeed(feed)
    assert positions(shared.read(last - 3, 1)) == [last - 2]
    assert positions(shared.read(2, 2)) == [3, 4]
    assert positions(shared.read(last - 1, 9)) == [last]  # ahead: remembered from here on
    assert positions(shared.read(last - 3, 1)) == [last - 2]
    assert shared.read(last, 9) == []


def test_a_missing_event_is_noticed_by_every_reader(
    home: House, feed: Counted, database: Any
) -> None:
    gone = home.do(SwitchLamp(lamp="l", on=True, times=5)).last - 2
    shared = SharedFeed(feed)
    shared.read(gone - 3, 2)
    with psycopg.connect(database.owner) as conn:
        conn.execute("DELETE FROM ledger.stored_events WHERE notification_id = %s", (gone,))
    for _ in range(2):
        with pytest.raises(Hole, match=f"position {gone} is missing"):
            shared.read(gone - 1, 10)


def test_what_was_opened_with_a_key_is_forgotten_with_the_key(home: House, feed: Counted) -> None:
    home.do(BuildRoom(room="r"))
    came = home.do(Welcome(guest="g", room="r", name="王小明")).last
    shared = SharedFeed(feed)
    assert shared.read(came - 1, 1)[0].event == GuestCame(guest="g", room="r", name="王小明")
    home.do(DestroyKey(key="room/r", reason="asked"))
    shared.read(came, 100)
    assert shared.read(came - 1, 1)[0].event == GuestCame(guest="g", room=None, name=None)


def test_nor_is_what_was_read_together_with_the_end_of_its_key(home: House, feed: Counted) -> None:
    home.do(BuildRoom(room="r"))
    came = home.do(Welcome(guest="g", room="r", name="王小明")).last
    shared = SharedFeed(feed)
    gone = home.do(DestroyKey(key="room/r", reason="asked")).last
    last = home.do(SwitchLamp(lamp="l", on=True)).last
    batch = shared.read(came - 1, 100)
    assert positions(batch) == list(range(came, last + 1))
    assert shared.read(came - 1, 100)[0] is not batch[0], "before the key went: read anew"
    assert shared.read(gone - 1, 100)[0] is not batch[gone - came]
    assert shared.read(gone, 100)[0] is batch[gone - came + 1], "after it: remembered"
