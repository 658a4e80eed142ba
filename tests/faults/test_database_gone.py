"""The database is killed and stays away: a sentence, no hang; when it is back, all goes on."""

import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from eventsourcing.persistence import PersistenceError

from api.cli.exits import NO_SERVICE, guarded
from ledger import book
from ledger.tickets import OutcomeUnknown
from tests.faults.lamplight import answered, lamps, verdict
from tests.faults.own_database import OwnDatabase
from tests.kit.house import House, house
from tests.kit.lamp import SwitchLamp

TRIES, WAIT_S = 2, 0.5
"""The patience of Book and pool is cut short: what is tested is what comes after it."""


@pytest.fixture
def away(folder: Path, request: pytest.FixtureRequest) -> Iterator[OwnDatabase]:
    with closing(OwnDatabase(folder / request.node.name)) as made:
        yield made


@pytest.fixture
def home(away: OwnDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
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


def test_without_it_every_command_ends_with_5_and_a_sentence(home, away, capsys):
    away.kill()
    refused_for_now(home, home.signed(SwitchLamp(lamp="l", on=True)))
    doings = (
        home.store.tail,
        lambda: home.vault.names_of(1),
        lambda: home.do(SwitchLamp(lamp="l", on=True)),
    )
    for doing in doings:
        assert guarded(doing) == NO_SERVICE
        assert len(capsys.readouterr().err.splitlines()) == 1


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
