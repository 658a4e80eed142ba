"""A key that the log calls destroyed is destroyed, whatever failed at the moment of doing it."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from ledger.asking import admit
from ledger.committed import Committed
from ledger.keys import KEYS, DestroyKey
from ledger.vault import KeysAway, NoKey, Vault
from tests.faults.lamplight import failing_once, verdict
from tests.kit.house import House, house, rooms
from tests.kit.lamp import BuildRoom, SwitchLamp, Welcome


class Died(BaseException):
    """The process ends here."""


@pytest.fixture
def home(database):
    with house(database) as made:
        made.do(BuildRoom(room="r"))
        made.do(Welcome(guest="g", room="r", name="x"))
        yield made


def destroy(home: House) -> Callable[[Any], Any]:
    """As a job of the appender: the Book's own thread does not survive a death."""
    signed = home.signed(DestroyKey(key="room/r", reason="erasure"))
    held = home.book.memory.get(KEYS)
    assert held is not None
    asked = admit(home.log, held.state, signed, home.clock())
    return lambda appender: appender.append([asked])


def test_a_process_that_died_after_commit_left_the_key_for_the_next_to_destroy(
    home, database, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(Committed, "settle", failing_once(Committed.settle, Died()))
        with pytest.raises(Died):
            home.book.run(destroy(home))
    with rooms(database, home.log, home.clock) as (book, _, vault):
        book.execute(home.signed(SwitchLamp(lamp="l", on=True)))
        with pytest.raises(NoKey):
            vault.secret("room/r")


def test_a_key_that_could_not_be_destroyed_at_once_is_destroyed_all_the_same(
    home, database, monkeypatch
):
    away = KeysAway("the connection was lost")
    monkeypatch.setattr(Vault, "destroy", failing_once(Vault.destroy, away))
    assert home.do(DestroyKey(key="room/r", reason="erasure")).last
    with psycopg.connect(database.matcher) as matcher:
        kept = matcher.execute("SELECT 1 FROM sealed.key WHERE name = 'room/r'").fetchone()
    assert kept is None
    assert verdict(home).ok
