"""A connection cut anywhere around COMMIT loses nothing, doubles nothing, answers nobody."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from typing import Any

import psycopg
import pytest

from ledger.store import datastore
from ledger.vault import KeysAway, Vault
from projections.balances import BALANCES
from projections.reader import Reader, connections
from tests.faults.cutting import UNHEARD, Cutter
from tests.faults.lamplight import answered, failing_once, lamps, verdict
from tests.kit.house import House, house, rooms
from tests.kit.lamp import BuildRoom, SwitchLamp, Welcome

COMMANDS, ASKERS, CUT = 300, 3, 0.3
IDLE = 6
"""Connections of a pool that had much to do. Left to itself it passes over dead ones singly."""


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        yield made


def test_commands_cut_at_commit_are_neither_lost_nor_doubled(home, database, monkeypatch):
    def ask(number):
        times = 1 + number % 3
        wanted = SwitchLamp(lamp=f"l{number % 5}", on=True, times=times)
        return answered(home, home.signed(wanted)), times

    cutter = Cutter(database.owner, seed=20260316, share=CUT)
    cutter.install(monkeypatch)
    with ThreadPoolExecutor(ASKERS) as askers:
        answers = list(askers.map(ask, range(COMMANDS)))
    monkeypatch.undo()
    cutter.close()
    assert sum(receipt.repeated for receipt, _ in answers) >= cutter.cuts[UNHEARD] > 0
    spans = sorted((receipt.first, receipt.last) for receipt, _ in answers)
    assert all(receipt.last - receipt.first + 1 >= times for receipt, times in answers)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
    assert lamps(home) == sum(times for _, times in answers)
    assert verdict(home).ok


def test_a_cut_connection_to_the_keys_is_no_answer(home, database):
    home.do(BuildRoom(room="r"))
    with rooms(database, home.log, home.clock) as (book, _, vault):
        vault.names_of(0)  # the connection is there
        cut(database, "zhangben_matcher")
        receipt = book.execute(home.signed(Welcome(guest="g", room="r", name="x")))
    assert receipt.last == home.store.tail().position


def test_keys_that_are_away_for_a_moment_are_waited_for(home, monkeypatch):
    home.do(BuildRoom(room="r"))
    away = KeysAway("the connection was lost")
    monkeypatch.setattr(Vault, "seal", failing_once(Vault.seal, away))
    assert not home.do(Welcome(guest="g", room="r", name="x")).repeated


def test_who_reads_hears_nothing_of_connections_that_were_cut(home, database):
    with ExitStack() as many:
        for _ in range(IDLE):
            many.enter_context(home.store.reading())
    cut(database, "zhangben_app")
    assert home.store.tail().position


def test_no_pool_waits_longer_than_the_outage(database):
    pool = datastore(database.app).pool
    assert pool.reconnect_timeout <= pool.timeout


def cut(database: Any, role: str) -> None:
    """Ends all connections of a role to the test's database, and waits until they are gone."""
    ended = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = %s"
    with psycopg.connect(database.owner) as owner:
        owner.execute(ended + " AND datname = current_database()", (role,))


def test_who_queries_projections_hears_nothing_either(database):
    with connections(database.read) as queries:
        with ExitStack() as many:
            for _ in range(IDLE):
                many.enter_context(queries.connection())
        cut(database, "zhangben_read")
        assert Reader(queries, BALANCES).position() == 0
