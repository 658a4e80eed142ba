"""A full disk: writes are refused in a sentence, reads go on, and what was refused works later.

Where there is no room even for the database's own log, it ends, as at a power cut; the outcome of
what was asked is then unknown, and is found at the next start, once there is room.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from eventsourcing.persistence import PersistenceError

from api.embedded import DatabaseUnavailable
from ledger import book
from ledger.blobs import Blobs
from ledger.envelope import SignedCommand
from ledger.tickets import NotWritten, OutcomeUnknown
from tests.bad_input.stored import rows
from tests.faults.lamplight import answered, lamps, verdict
from tests.faults.own_database import OwnDatabase
from tests.kit.house import House, house, rooms
from tests.kit.lamp import SwitchLamp

DISK = "200m"
LOG_RESERVED = {"min_wal_size": "80MB", "max_wal_size": "80MB"}
SEGMENTS = 5
"""Of 16 MB: the database's log is that large from the start, and goes round."""
MB = 1 << 20
TIMES = 100
MOST = 1_500
"""Commands of 100 events: more than any room that is left here takes."""


@pytest.fixture
def disk(folder: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A small disk of one's own."""
    place = folder / request.node.name
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=755", "tmpfs", str(place)]
    if os.geteuid() != 0:
        pytest.skip("NOT RUN: a full disk (only root may mount a small one)")
    if (told := subprocess.run(mount, capture_output=True, text=True)).returncode:
        pytest.skip(f"NOT RUN: a full disk (no tmpfs here: {told.stderr.strip()})")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def filled(disk: Path, left_mb: int, name: str = "filler") -> Path:
    """A file that takes all room but so much."""
    found, path = os.statvfs(disk), disk / name
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, found.f_bavail * found.f_frsize - left_mb * MB)
    return path


def filled_up(disk: Path) -> Path:
    """All room taken, also what a starting database would clear up: its unfinished log files."""
    for unfinished in disk.glob("postgres/**/xlogtemp.*"):
        unfinished.unlink()
    return filled(disk, left_mb=0, name="rest")


def until_refused(home: House) -> tuple[int, SignedCommand, Exception]:
    """Asks until there is no room: how many were taken, what was refused, and how."""
    for taken in range(MOST):
        signed = home.signed(SwitchLamp(lamp=f"l{taken % 5}", on=True, times=TIMES))
        try:
            home.book.execute(signed)
        except Exception as problem:
            return taken, signed, problem
    raise AssertionError("the disk never was full")


def reserve_log(own: OwnDatabase) -> None:
    """Goes once round the database's log, so that all its room is taken."""
    with psycopg.connect(own.owner, autocommit=True) as owner:
        for _ in range(SEGMENTS):
            owner.execute("SELECT pg_logical_emit_message(false, 'round', '')")
            owner.execute("SELECT pg_switch_wal()")
        owner.execute("CHECKPOINT")


def test_on_a_full_disk_writes_are_refused_and_reads_go_on(disk):
    with closing(OwnDatabase(disk / "postgres", LOG_RESERVED)) as own, house(own.databases) as home:
        reserve_log(own)
        filler = filled(disk, left_mb=2)
        taken, refused, problem = until_refused(home)
        assert isinstance(problem, NotWritten)
        assert "disk is full; nothing was written" in str(problem)
        before = rows(own.owner)
        for _ in range(3):
            with pytest.raises(NotWritten):
                home.book.execute(refused)
        with pytest.raises(PersistenceError, match="No space left"):
            Blobs(home.store, home.vault).put(os.urandom(MB), "application/xml", "day/x")
        assert rows(own.owner) == before
        assert lamps(home) == taken * TIMES
        filler.unlink()
        assert not home.book.execute(refused).repeated
        assert lamps(home) == (taken + 1) * TIMES
        assert verdict(home).ok


def test_without_room_for_its_log_the_database_ends_and_nothing_is_claimed(disk, monkeypatch):
    monkeypatch.setattr(book, "_TRIES", 2)
    with closing(OwnDatabase(disk / "postgres")) as own:
        with house(own.databases) as home:
            home.store.datastore.pool.timeout = 0.5
            filler = filled(disk, left_mb=14)
            taken, unknown, problem = until_refused(home)
            assert "PANIC" in own.said
            assert isinstance(problem, OutcomeUnknown), f"the server ended, yet it says: {problem}"
            with pytest.raises(PersistenceError):
                home.store.tail()
        own.ended()
        rest = filled_up(disk)
        with pytest.raises(DatabaseUnavailable, match="No space left on device"):
            own.back()
        filler.unlink()
        rest.unlink()
        own.back()
        with rooms(own.databases, home.log, home.clock) as (again, store, vault):
            home = replace(home, book=again, store=store, vault=vault)
            assert answered(home, unknown).last == store.tail().position
            assert lamps(home) == (taken + 1) * TIMES
            assert verdict(home).ok
