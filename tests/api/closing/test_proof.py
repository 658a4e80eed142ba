"""The log read again at a close: what is missing, changed, unnamed, or not what was signed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import psycopg
import pytest

from api import rereading
from api.closing.proof import whole
from api.rereading import Rereading
from tests.kit.city import move_to
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


def read(system, position=None):
    return whole(system, position or system.tree.size())


def later(system):
    """What a process finds that has not read anything yet."""
    anew = Rereading(system.tree, system.log.origin, system.home.trust, system.clock)
    return anew.upto(system.tree.size())


@pytest.fixture
def asked(long, monkeypatch):
    """From where on events were read, each time they were."""
    found, rows = [], type(long.tree).rows

    def seen(tree, after=0, at_once=5_000):
        found.append(after)
        return rows(tree, after, at_once)

    monkeypatch.setattr(type(long.tree), "rows", seen)
    return found


def test_a_whole_log_is_whole(long):
    size = long.tree.size()
    found = read(long)
    assert (found.since, found.position, found.checkpoint, found.agrees) == (0, size, size, True)
    assert (found.missing, found.changed, found.unnamed) == ((), (), ())


def test_what_was_read_once_is_not_read_again(office, long, asked):
    size = long.tree.size()
    first = read(long)
    assert (read(long), read(long, size - 1).position, asked) == (first, size - 1, [0])
    move_to(long, "2026-03-17T19:00:00+08:00")
    office.statement(Row(7, "new"), day="2026-03-19", opening=146_050)
    more = read(long)
    assert (more.since, more.began, asked) == (0, first.began, [0, size])
    assert more.ended > first.ended


def test_findings_stay_and_are_told_of_the_positions_that_have_them(office, long):
    change(long, "DELETE FROM ledger.stored_events WHERE notification_id IN (40, 280)")
    assert read(long).missing == (40, 280)
    assert [read(long, position).missing for position in (39, 40, 279)] == [(), (40,), (40,)]
    office.statement(Row(7, "new"), day="2026-03-19", opening=146_050)
    assert read(long).missing == (40, 280)


def test_a_tile_that_fills_between_two_looks_is_compared(office, long, asked):
    """Its first leaves are those that were read when it was open still."""
    read(long)
    office.statement(*(Row(n, f"m{n}") for n in range(1, 300)), day="2026-03-19", opening=146_050)
    size = long.tree.size()
    assert size // 256 > asked[-1] // 256
    change(long, "UPDATE ledger.tile SET hashes = '' WHERE level = 0 AND index = 1")
    assert read(long).changed == tuple(range(257, 277))
    assert len(asked) == 2


def test_of_a_long_log_the_end_is_read(long, monkeypatch, asked):
    monkeypatch.setattr(rereading, "MOST", 10)
    size = long.tree.size()
    assert read(long).since == (size - 10) // 256 * 256
    assert read(long, 30).since == 0
    assert read(long).since == (size - 10) // 256 * 256
    assert len(asked) == 2


def test_nobody_waits_for_what_another_reads_of_long_ago(long, monkeypatch, asked):
    """Who asks for the same once more is told what was found; it is not read again."""
    monkeypatch.setattr(rereading, "MOST", 10)
    newest, rows = read(long), type(long.tree).rows
    begun, go_on = Event(), Event()

    def slow(tree, after=0, at_once=5_000):
        begun.set()
        assert go_on.wait(10)
        return rows(tree, after, at_once)

    monkeypatch.setattr(type(long.tree), "rows", slow)
    with ThreadPoolExecutor(2) as others:
        old = others.submit(read, long, 30)
        assert begun.wait(10)
        meanwhile = others.submit(read, long)
        try:
            assert meanwhile.result(timeout=5) == newest
        finally:
            go_on.set()
        assert old.result().position == 30
    assert (read(long, 30), len(asked)) == (old.result(), 2)


def test_after_many_that_nobody_asked_for_it_begins_anew_and_forgets_no_finding(
    office, long, monkeypatch
):
    change(long, "DELETE FROM ledger.stored_events WHERE notification_id = 280")
    read(long)
    monkeypatch.setattr(rereading, "MOST", 10)
    office.statement(*(Row(n, f"m{n}") for n in range(1, 300)), day="2026-03-19", opening=146_050)
    found = read(long)
    assert found.since == (long.tree.size() - 10) // 256 * 256 > 280
    assert found.missing == (280,)


def test_an_event_that_is_gone_is_named(long):
    change(long, "DELETE FROM ledger.stored_events WHERE notification_id IN (40, 41)")
    change(long, "DELETE FROM ledger.stored_events WHERE notification_id > 300")
    assert read(long, position=303).missing == (40, 41, 301, 302, 303)


def test_what_lies_beyond_the_position_is_not_read(long):
    change(long, "DELETE FROM ledger.stored_events WHERE notification_id = 300")
    assert read(long, position=299).missing == ()
    assert read(long).missing == (300,)


def test_the_next_process_sees_what_was_changed_since(long):
    read(long)
    change(long, "DELETE FROM ledger.stored_events WHERE notification_id = 77")
    assert (read(long).missing, later(long).missing) == ((), (77,))


def test_an_event_that_was_changed_is_named(long):
    change(
        long,
        "UPDATE ledger.stored_events SET state = state || '\\x0a'::bytea "
        "WHERE notification_id = 77",
    )
    change(long, "DELETE FROM ledger.stored_events WHERE notification_id = 70")
    found = read(long)
    assert (found.changed, found.missing) == ((77,), (70,))


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


def test_a_checkpoint_is_judged_once(office, long, monkeypatch):
    judged, judge = [], Rereading._judge
    monkeypatch.setattr(
        Rereading, "_judge", lambda self, note: judged.append(1) or judge(self, note)
    )
    assert (read(long).agrees, read(long).agrees, len(judged)) == (True, True, 1)
    office.statement(Row(7, "new"), day="2026-03-19", opening=146_050)
    office.publish()
    assert (read(long).checkpoint, len(judged)) == (long.tree.size(), 2)


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
    found = read(long)
    assert (found.unnamed, found.changed) == ((position,), (position,))
