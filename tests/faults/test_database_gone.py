"""The database is killed and stays away: a sentence, no hang; when it is back, all goes on."""

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from eventsourcing.persistence import PersistenceError
from psycopg.conninfo import make_conninfo

from api.embedded import Server, running
from api.embedded.process import postmaster
from api.wiring import Databases
from ledger import book
from ledger.migrate import ROLES, ensure_roles, migrate
from ledger.tickets import OutcomeUnknown
from tests.faults.lamplight import answered, lamps, verdict
from tests.kit.house import House, house
from tests.kit.lamp import SwitchLamp
from tests.kit.patience import until

TRIES, WAIT_S = 2, 0.5
"""The patience of Book and pool is cut short: what is tested is what comes after it."""


class Away:
    """A database of one's own, and the means to kill it and to bring it back."""

    def __init__(self, place: Path) -> None:
        self._place, self._users = place, ExitStack()
        self.server = self.back()
        with psycopg.connect(self.server.superuser_dsn, autocommit=True) as owner:
            ensure_roles(owner, {role: role for role in ROLES})
            owner.execute("CREATE DATABASE ledger")
        self.owner = make_conninfo(self.server.superuser_dsn, dbname="ledger")
        with psycopg.connect(self.owner, autocommit=True) as owner:
            migrate(owner)

    @property
    def databases(self) -> Databases:
        app, read, matcher = (self.server.dsn(role, role, "ledger") for role in ROLES)
        return Databases(self.owner, app, read, matcher)

    def back(self) -> Server:
        return self._users.enter_context(running(self._place))

    def kill(self) -> None:
        pid = postmaster(self._place / "data")
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        until(lambda: not self._serving())

    def _serving(self) -> bool:
        """A session may outlive its server for a moment; a new one does not come into being."""
        try:
            psycopg.connect(self.server.superuser_dsn, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def close(self) -> None:
        self._users.close()


@pytest.fixture
def away(folder: Path, request: pytest.FixtureRequest) -> Iterator[Away]:
    made = Away(folder / request.node.name)
    yield made
    made.close()


@pytest.fixture
def home(away: Away, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(book, "_TRIES", TRIES)
    with house(away.databases) as made:
        made.store.datastore.pool.timeout = WAIT_S
        yield made


def refused_for_now(home, signed) -> str:
    """What is said once the last session of the killed server has noticed."""
    while True:
        try:
            home.book.execute(signed)
        except OutcomeUnknown as problem:
            return str(problem)


def test_a_killed_database_is_told_in_a_sentence_and_answers_when_it_is_back(home, away):
    signed = home.signed(SwitchLamp(lamp="l", on=True))
    away.kill()
    assert "ask again with the same command id" in refused_for_now(home, signed)
    with pytest.raises(PersistenceError):
        home.store.tail()
    away.back()
    receipt = answered(home, signed)
    assert home.store.tail().position == receipt.last
    assert home.book.execute(signed).repeated
    assert lamps(home) == 1
    assert verdict(home).ok


def test_while_it_is_away_nobody_waits_for_it_all_over_again(home, away, caplog):
    caplog.set_level(logging.WARNING, "ledger.book")
    away.kill()
    refused_for_now(home, home.signed(SwitchLamp(lamp="l", on=True)))
    caplog.clear()
    with pytest.raises(OutcomeUnknown):
        home.do(SwitchLamp(lamp="l", on=True))
    assert len(caplog.records) == 1
    away.back()
    answered(home, home.signed(SwitchLamp(lamp="l", on=True)))
    assert verdict(home).ok
