"""The feed: every event once, in order, whoever writes; and where its readers stand."""

import multiprocessing
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.feed import COMMITTED, PROJECTED, Feed, Hole, Moved, Tracking
from ledger.log import log_of
from ledger.signing import FileSigner
from ledger.store import Store, datastore
from ledger.waker import Waker
from tests.kit.house import House, house, rooms
from tests.kit.lamp import HOUSE, BuildRoom, Clock, GuestCame, LampSwitched, SwitchLamp, Welcome
from tests.kit.patience import until


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        yield made


@pytest.fixture
def waker(database: Any) -> Iterator[Waker]:
    with Waker(database.read, (COMMITTED, PROJECTED)) as made:
        yield made


@pytest.fixture
def feed(database: Any, home: House, waker: Waker) -> Iterator[Feed]:
    with Store(datastore(database.matcher)) as store:
        yield Feed(home.log, store, waker, home.vault)


def test_everything_is_there_in_the_order_of_its_positions(home: House, feed: Feed) -> None:
    last = home.do(SwitchLamp(lamp="l", on=True, times=5)).last
    found = feed.read(0, 1000)
    assert [event.position for event in found] == list(range(1, last + 1))
    assert feed.head() == last
    assert [(e.stream.kind, e.stream.code, e.sequence) for e in found[-5:]] == [
        ("lamp", "l", n) for n in range(1, 6)
    ]
    assert found[-1].event == LampSwitched(lamp="l", on=True)
    assert found[-1].recorded_at == home.clock()


def test_one_goes_on_where_one_was(home: House, feed: Feed) -> None:
    home.do(SwitchLamp(lamp="l", on=True, times=5))
    whole = [event.position for event in feed.read(0, 1000)]
    at, seen = 0, []
    while batch := feed.read(at, 3):
        assert len(batch) <= 3
        seen += [event.position for event in batch]
        at = seen[-1]
    assert seen == whole


def test_sealed_fields_are_open_to_the_feed_with_the_vault_only(
    home: House, feed: Feed, database: Any, waker: Waker
) -> None:
    home.do(BuildRoom(room="r"))
    last = home.do(Welcome(guest="g", room="r", name="王小明")).last
    (found,) = feed.read(last - 1, 1)
    assert found.event == GuestCame(guest="g", room="r", name="王小明")
    assert found.event is found.event
    with Store(datastore(database.read)) as store:
        (blind,) = Feed(home.log, store, waker).read(last - 1, 1)
    assert blind.event == GuestCame(guest="g", room=None, name=None)
    assert blind == found


@pytest.mark.parametrize("from_the_end", [0, 2])
def test_a_missing_event_is_noticed(
    home: House, feed: Feed, database: Any, from_the_end: int
) -> None:
    gone = home.do(SwitchLamp(lamp="l", on=True, times=5)).last - from_the_end
    with psycopg.connect(database.owner) as conn:
        conn.execute("DELETE FROM ledger.stored_events WHERE notification_id = %s", (gone,))
    before = feed.read(0, gone - 1)
    assert len(before) == gone - 1
    with pytest.raises(Hole, match=f"position {gone} is missing"):
        feed.read(gone - 1, 10)


def test_a_feed_needs_one_connection_at_a_time(home: House, database: Any, waker: Waker) -> None:
    with Store(datastore(database.matcher, pool=1)) as store:
        feed = Feed(home.log, store, waker, home.vault)
        last = home.do(SwitchLamp(lamp="l", on=True)).last
        assert len(feed.read(0, 1000)) == last
        assert feed.read(last, 1) == []


def test_waiting_ends_with_the_event(home: House, feed: Feed) -> None:
    head, found = feed.head(), []
    threading.Thread(target=lambda: found.append(feed.wait(head, 20)), daemon=True).start()
    last = home.do(SwitchLamp(lamp="l", on=True)).last
    until(lambda: found)
    assert head < found[0] <= last
    assert feed.wait(last, 0.01) == last


def test_a_lost_notification_costs_time_only(
    home: House, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Waker, "_ring", lambda *_: None)
    test_waiting_ends_with_the_event(home, feed)


def test_closing_ends_the_listener_though_a_copy_of_its_end_is_open_elsewhere(
    database: Any,
) -> None:
    """As in a process that was forked meanwhile: what it holds is no reason to wait for ever."""
    waker = Waker(database.read, (COMMITTED,))
    with waker._end.dup(), psycopg.connect(database.owner, autocommit=True) as other:
        until(lambda: waker._rung[COMMITTED] == 1)
        other.execute("SELECT pg_notify(%s, '')", (COMMITTED,))
        until(lambda: waker._rung[COMMITTED] == 2)
        closing = threading.Thread(target=waker.close, daemon=True)
        closing.start()
        closing.join(5)
        assert not closing.is_alive()


def test_the_waker_listens_again_after_its_connection_was_lost(
    home: House, waker: Waker, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.waker.POLL_S", 0.05)
    listening = "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
    with psycopg.connect(database.owner, autocommit=True) as admin:
        first = until(lambda: admin.execute(listening).fetchall())
        admin.execute("SELECT pg_terminate_backend(%s)", first[0])
        until(lambda: admin.execute(listening).fetchall() not in ([], first))
        heard = waker._rung[COMMITTED]
        home.do(SwitchLamp(lamp="l", on=True))
        until(lambda: waker._rung[COMMITTED] > heard)


# -- where readers stand


@pytest.fixture
def tracking(database: Any) -> Iterator[Tracking]:
    with datastore(database.matcher, schema="work") as made:
        tracker = Tracking(made)
        with made.get_connection() as conn:
            tracker.begin(conn, "reader")
        yield tracker


def test_a_reader_stands_where_it_was_moved(tracking: Tracking) -> None:
    with tracking.advance(["reader"], 0, 7):
        assert tracking.max_tracking_id("reader") == 0
    assert tracking.max_tracking_id("reader") == 7


def test_its_commit_waits_for_no_flush_and_the_next_one_does(tracking: Tracking) -> None:
    with tracking.advance(["reader"], 0, 7) as conn:
        row = conn.execute("SELECT current_setting('synchronous_commit') AS told").fetchone()
        assert row == {"told": "off"}
    with tracking.datastore.get_connection() as conn:
        row = conn.execute("SELECT current_setting('synchronous_commit') AS told").fetchone()
        assert row == {"told": "on"}


def test_who_listens_hears_that_a_reader_has_moved(
    tracking: Tracking, waker: Waker, database: Any
) -> None:
    listening = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
    with psycopg.connect(database.owner, autocommit=True) as admin:
        until(lambda: admin.execute(listening).fetchall())
    heard = waker._rung[PROJECTED]
    with tracking.advance(["reader"], 0, 7):
        pass
    until(lambda: waker._rung[PROJECTED] > heard)


def test_a_transaction_that_fails_moves_nobody(tracking: Tracking) -> None:
    with pytest.raises(RuntimeError, match="half-way"), tracking.advance(["reader"], 0, 7):
        raise RuntimeError("half-way")
    assert tracking.max_tracking_id("reader") == 0


@pytest.mark.parametrize(("name", "after"), [("reader", 3), ("reader", 9), ("nobody", 0)])
def test_who_is_not_where_he_thinks_has_lost(tracking: Tracking, name: str, after: int) -> None:
    with pytest.raises(Moved), tracking.advance([name], after, 10):
        pass
    assert tracking.max_tracking_id("reader") == 0


@pytest.mark.parametrize("further", [5, 7, 9])
def test_a_rival_waits_and_then_has_lost_however_far_the_winner_went(
    tracking: Tracking, further: int
) -> None:
    lost: list[BaseException] = []

    def rival() -> None:
        try:
            with tracking.advance(["reader"], 0, further):
                lost.append(AssertionError("two winners"))
        except Moved as moved:
            lost.append(moved)

    thread = threading.Thread(target=rival)
    with tracking.advance(["reader"], 0, 7) as conn:
        thread.start()
        until(lambda: conn.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchall())
        assert lost == []
    thread.join()
    assert [type(problem) for problem in lost] == [Moved]
    assert tracking.max_tracking_id("reader") == 7


# -- many writers


def write(database: Any, secret: bytes, asker: bytes, number: int, commands: int) -> None:
    """One writer process: its own Book on the same log."""
    key, ann = (FileSigner(Ed25519PrivateKey.from_private_bytes(raw)) for raw in (secret, asker))
    log = log_of("house.example/log", HOUSE, key)
    with rooms(database, log, Clock()) as (book, store, vault):
        me = House(log, book, store, vault, Clock(), ann, ann, ann)
        for n in range(commands):
            me.do(SwitchLamp(lamp=f"w{number}", on=True, watts=n, times=1 + n % 3))


def test_a_follower_misses_nothing_of_what_several_processes_write(
    home: House, feed: Feed, database: Any
) -> None:
    plain, spawn = SimpleNamespace(**vars(database)), multiprocessing.get_context("spawn")
    secrets = [signer._key.private_bytes_raw() for signer in (home.log.signer, home.ann)]
    children = [
        spawn.Process(target=write, args=(plain, *secrets, number, 25), daemon=True)
        for number in range(3)
    ]
    for child in children:
        child.start()
    seen: list[Any] = []
    each = sum(1 + n % 3 for n in range(25))
    while sum(event.body.name == "LampSwitched" for event in seen) < len(children) * each:
        batch = feed.read(seen[-1].position if seen else 0, 7)
        if not batch:
            assert all(child.exitcode in (None, 0) for child in children)
            feed.wait(seen[-1].position, 1)
        seen += batch
    for child in children:
        child.join()
        assert child.exitcode == 0
    assert [event.position for event in seen] == list(range(1, feed.head() + 1))
    for number in range(len(children)):
        mine = [event for event in seen if event.stream.code == f"w{number}"]
        assert [event.sequence for event in mine] == list(range(1, each + 1))
        watts = [event.event.watts for event in mine]
        assert watts == [n for n in range(25) for _ in range(1 + n % 3)]
