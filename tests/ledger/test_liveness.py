"""A pooled connection is asked whether it lives once in a while, and never handed out dead."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from ledger import liveness
from ledger.store import Store, datastore


@pytest.fixture
def store(database: Any) -> Iterator[Store]:
    made = Store(datastore(database.app))
    yield made
    made.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The connections that were asked whether they live."""
    some: list[Any] = []
    ask = ConnectionPool.check_connection

    def noting(conn: Any) -> None:
        some.append(conn)
        ask(conn)

    monkeypatch.setattr(ConnectionPool, "check_connection", staticmethod(noting))
    return some


def test_one_that_answered_a_moment_ago_is_only_looked_at(
    store: Store, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(liveness, "MOMENT_S", 600)
    for _ in range(5):
        store.tail()
    assert len(asked) == len({*map(id, asked)}) < 5, "none of them twice"


def test_one_that_was_silent_for_longer_is_asked_again(
    store: Store, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(liveness, "MOMENT_S", 0)
    for _ in range(5):
        store.tail()
    assert len(asked) == 5


def test_one_that_was_ended_since_is_never_handed_out(
    store: Store, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However lately it answered: its end is heard."""
    monkeypatch.setattr(liveness, "MOMENT_S", 600)
    with store.reading(), store.reading(), store.reading():
        pass
    ended = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = %s"
    with psycopg.connect(database.owner) as owner:
        owner.execute(f"{ended} AND datname = current_database()", ("zhangben_app",))
    assert store.tail().position == 0
