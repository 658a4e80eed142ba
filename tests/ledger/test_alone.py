"""One at a time by name: in this process or in another, and whoever waits hinders nobody inside."""

import threading
from typing import Any

import pytest

from ledger.store import Lost, Occupied, Store, datastore

LONG = 20.0
"""Nobody waits so long here."""


def alone(store: Store, names: list[str], within: float = LONG) -> Any:
    return store.alone(names, within=within)


@pytest.fixture
def store(database: Any) -> Any:
    """A store whose pool has two connections, fewer than there are that wait."""
    with Store(datastore(database.app, pool=2)) as made:
        yield made


def test_nobody_else_is_inside_with_the_same_name(store: Store) -> None:
    inside, seen = threading.Event(), list[str]()

    def other() -> None:
        with alone(store, ["a", "b"]):
            seen.append("other")
            inside.set()

    with alone(store, ["b"]):
        thread = threading.Thread(target=other)
        thread.start()
        assert not inside.wait(0.2)
        seen.append("first")
    thread.join(10)
    assert seen == ["first", "other"]


def test_another_name_does_not_wait(store: Store) -> None:
    with alone(store, ["a"]), alone(store, ["b"]):
        assert store.tail().position == 0


def test_those_who_wait_leave_the_pool_to_who_is_inside(store: Store) -> None:
    def wait() -> None:
        with alone(store, ["a"]):
            pass

    threads = [threading.Thread(target=wait) for _ in range(4)]
    with alone(store, ["a"]):
        for thread in threads:
            thread.start()
        threads[-1].join(0.2)
        assert store.tail().position == 0
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)


def test_what_goes_wrong_inside_lets_go(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), alone(store, ["a"]):
        _ = 1 // 0
    with alone(store, ["a"]):
        assert store.tail().position == 0


def test_who_waits_gives_up_in_time_and_hears_what_for(store: Store) -> None:
    with alone(store, ["b"]):
        with pytest.raises(Occupied) as told, alone(store, ["a", "b", "c"], within=0.1):
            pass
        assert told.value.name == "b"
        with alone(store, ["a", "c"], within=0.1):  # it holds none of them any more
            pass
    with alone(store, ["b"], within=0.1):
        assert store.tail().position == 0


def test_the_time_is_for_all_names_together(store: Store, monkeypatch: Any) -> None:
    """Else who waits for many would wait as often as they are."""
    clock, left = iter([100.0, 101.0, 103.0]), list[tuple[str, float]]()
    monkeypatch.setattr("ledger.store.monotonic", lambda: next(clock))
    monkeypatch.setattr("ledger.store._take", lambda _, name, within: left.append((name, within)))
    with alone(store, ["b", "a"], within=10):
        assert left == [("a", 9), ("b", 7)]


def cut(store: Store) -> None:
    """The server ends the connection of whoever is inside."""
    with store.reading() as curs:
        curs.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )


def test_who_was_cut_off_hears_that_another_may_be_inside(store: Store) -> None:
    with alone(store, ["a"]) as stands:
        stands()
        cut(store)
        with alone(store, ["a"]):
            pass
        with pytest.raises(Lost):
            stands()


def test_no_server_ends_it_because_it_says_nothing_for_long(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is inside asks by connections of its own."""
    options: Any = store.datastore.pool.kwargs
    monkeypatch.setitem(options, "options", "-c idle_session_timeout=50")
    with alone(store, ["a"]) as stands:
        threading.Event().wait(0.3)
        stands()


def test_the_server_hears_within_a_minute_that_who_is_inside_is_dead(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its own settings: of a machine that is gone nothing else tells it, and nobody would come
    in for hours. Over TCP, that is: on a socket these read 0."""
    held = list[Any]()
    monkeypatch.setattr("ledger.store._take", lambda conn, *_: held.append(conn))
    with alone(store, ["a"]):
        (conn,) = held
        assert conn.info.hostaddr, "this test needs a connection over TCP"
        for name, value in (
            ("tcp_keepalives_idle", "30"),
            ("tcp_keepalives_interval", "10"),
            ("tcp_keepalives_count", "3"),
            ("tcp_user_timeout", "60000"),
        ):
            (said,) = conn.execute("SELECT current_setting(%s) AS it", (name,)).fetchall()
            assert (name, said["it"]) == (name, value)
        assert conn.info.get_parameters()["tcp_user_timeout"] == "60000"
