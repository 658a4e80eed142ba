"""One at a time by name: in this process or in another, and whoever waits hinders nobody inside."""

import threading
from typing import Any

import pytest

from ledger.store import Store, datastore


@pytest.fixture
def store(database: Any) -> Any:
    """A store whose pool has two connections, fewer than there are that wait."""
    with Store(datastore(database.app, pool=2)) as made:
        yield made


def test_nobody_else_is_inside_with_the_same_name(store: Store) -> None:
    inside, seen = threading.Event(), list[str]()

    def other() -> None:
        with store.alone(["a", "b"]):
            seen.append("other")
            inside.set()

    with store.alone(["b"]):
        thread = threading.Thread(target=other)
        thread.start()
        assert not inside.wait(0.2)
        seen.append("first")
    thread.join(10)
    assert seen == ["first", "other"]


def test_another_name_does_not_wait(store: Store) -> None:
    with store.alone(["a"]), store.alone(["b"]):
        assert store.tail().position == 0


def test_those_who_wait_leave_the_pool_to_who_is_inside(store: Store) -> None:
    def wait() -> None:
        with store.alone(["a"]):
            pass

    threads = [threading.Thread(target=wait) for _ in range(4)]
    with store.alone(["a"]):
        for thread in threads:
            thread.start()
        threads[-1].join(0.2)
        assert store.tail().position == 0
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)


def test_what_goes_wrong_inside_lets_go(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.alone(["a"]):
        _ = 1 // 0
    with store.alone(["a"]):
        assert store.tail().position == 0
