"""The log read again at a close: what is missing, changed, unnamed, or not what was signed."""

from dataclasses import replace

import psycopg
import pytest

from api.closing import proof
from api.closing.proof import whole
from tests.kit.statement_files import Row


@pytest.fixture
def long(office):
    """More than a tile of events, and a checkpoint over them."""
    rows = [Row(n, str(n)) for n in range(1, 300)]
    office.statement(*rows, day="2026-03-18", opening=101_200)
    office.publish()
    return office.system


def change(system, *statements):
    with psycopg.connect(system.databases.owner, autocommit=True) as owner:
        for statement in statements:
            owner.execute(statement)


def read(system, since=0, position=None):
    return whole(system, since, position or system.tree.size())


def test_a_whole_log_is_whole(long):
    size = long.tree.size()
    found = read(long)
    assert (found.since, found.position, found.checkpoint, found.agrees) == (0, size, size, True)
    assert (found.missing, found.changed, found.unnamed) == ((), (), ())


def test_reading_begins_at_a_tile_after_the_last_close(long):
    assert [read(long, since).since for since in (255, 256, 300)] == [0, 256, 256]


def test_of_a_long_log_the_end_is_read(long, monkeypatch):
    monkeypatch.setattr(proof, "MOST", 10)
    assert read(long).since == (long.tree.size() - 10) // 256 * 256


def test_an_event_that_is_gone_is_named(long):
    change(long, "DELETE FROM ledger.stored_events WHERE notification_id IN (40, 41)")
    assert read(long).missing == (40, 41)
    change(long, "DELETE FROM ledger.stored_events WHERE notification_id > 300")
    assert read(long, position=303).missing == (40, 41, 301, 302, 303)


def test_an_event_that_was_changed_is_named(long):
    change(
        long,
        "UPDATE ledger.stored_events SET state = state || '\\x0a'::bytea "
        "WHERE notification_id = 77",
    )
    found = read(long)
    assert (found.changed, found.missing) == ((77,), ())


def test_an_event_of_the_open_tile_that_was_changed_gives_another_root(long):
    change(
        long,
        "UPDATE ledger.stored_events SET state = state || '\\x0a'::bytea "
        "WHERE notification_id = 300",
    )
    found = read(long)
    assert (found.changed, found.agrees) == ((), False)


def test_a_checkpoint_that_nobody_signed_does_not_hold(long):
    change(long, "UPDATE ledger.checkpoint SET note = replace(note, '\n—', 'x\n—')")
    assert not read(long).agrees


def test_before_the_first_checkpoint_none_is_claimed(long):
    change(long, "DELETE FROM ledger.checkpoint")
    found = read(long)
    assert (found.checkpoint, found.agrees) == (None, False)


@pytest.mark.parametrize("row", ['"P33"', '"by hand"', '""'])
def test_a_leg_without_a_row_of_the_posting_table_is_named(long, monkeypatch, row):
    """No such event can be written; a stored one is read as if it had been."""
    position = next(n for n, stored in enumerate(long.tree.stored(), 1) if b'"p":"P02"' in stored)
    change(
        long,
        "UPDATE ledger.stored_events SET state = convert_to(replace(convert_from(state, 'UTF8'),"
        f"""'"p":"P02"', '"p":{row}'), 'UTF8') WHERE notification_id = {position}""",
    )
    assert read(long).unnamed == (position,)
    assert replace(read(long), unnamed=()).changed == (position,)
