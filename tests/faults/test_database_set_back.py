"""The database is set back under a running Book: it goes on from what is there, not from memory."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from eventsourcing.persistence import OperationalError

from ledger import committed
from ledger.folding import Misplaced
from tests.faults.lamplight import lamps, verdict
from tests.kit.house import House, house, rooms
from tests.kit.lamp import SwitchLamp

TILE = 256


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    with house(database) as made:
        made.do(SwitchLamp(lamp="l", on=True))
        yield made


def switch(home: House, times: int = 1) -> int:
    return home.do(SwitchLamp(lamp="l", on=True, times=times)).last


def set_back(database: Any, position: int) -> None:
    """What a backup of that moment brings back."""
    with psycopg.connect(database.owner) as owner:
        for statement in (
            "DELETE FROM ledger.stored_events WHERE notification_id > %s",
            "DELETE FROM ledger.commit WHERE position > %s",
            "DELETE FROM ledger.receipt WHERE last > %s",
            "DELETE FROM ledger.checkpoint WHERE size > %s",
            "DELETE FROM ledger.tile WHERE (index + 1) * 256 ^ (level + 1) > %s",
        ):
            owner.execute(statement, (position,))


def rival(home: House, database: Any, times: int) -> int:
    """Another process writes something else there, and makes it as long as it likes."""
    with rooms(database, home.log, home.clock) as (book, _, _):
        return book.execute(home.signed(SwitchLamp(lamp="l", on=False, times=times))).last


def test_after_a_restore_the_chain_goes_on_from_what_is_there(home, database):
    there = switch(home, times=TILE)
    switch(home, times=TILE)
    assert verdict(home).ok
    set_back(database, there)
    assert switch(home) == there + 1
    assert lamps(home) == TILE + 2
    assert verdict(home).ok


@pytest.mark.parametrize("times", [2, 3], ids=["as long as before", "longer"])
def test_another_history_is_not_taken_for_the_one_that_was_known(home, database, times):
    there = home.store.tail().position
    switch(home, times=2)
    set_back(database, there)
    assert rival(home, database, times) == there + times
    assert switch(home) == there + times + 1
    assert verdict(home).ok


def test_following_that_failed_half_way_is_done_again_from_its_beginning(
    home, database, monkeypatch
):
    there = rival(home, database, times=3)
    wrapped, calls = committed.grow, []

    def grow(*told: Any) -> Any:
        calls.append(told)
        if len(calls) == 2:
            raise OperationalError("the keys were away for a moment")
        return wrapped(*told)

    monkeypatch.setattr(committed, "grow", grow)
    assert switch(home) == there + 1
    assert verdict(home).ok


def test_an_event_that_was_moved_to_another_stream_is_not_folded(home, database):
    moved = home.do(SwitchLamp(lamp="other", on=True)).last
    with psycopg.connect(database.owner) as owner:
        number = "(SELECT number::text FROM ledger.stream WHERE kind = 'lamp' AND code = %s)"
        owner.execute(
            "UPDATE ledger.stored_events SET originator_version = originator_version + 1, "
            f"originator_id = {number} WHERE originator_id = {number}",
            ("l", "other"),
        )
    found = pytest.raises(Misplaced, match=f"position {moved} ")
    with rooms(database, home.log, home.clock) as (book, _, _), found:
        book.execute(home.signed(SwitchLamp(lamp="l", on=True)))
