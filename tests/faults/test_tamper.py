"""One byte changed by SQL in any stored event: the verifier says no, and says where."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest

from ledger import logfile
from ledger.tree import Tree
from ledger.verify import verify
from tests.faults.lamplight import trust, verdict
from tests.kit.house import House, house
from tests.kit.lamp import BuildRoom, OpenRoom, SwitchLamp, Welcome

ROOT = Path(__file__).parents[2]
NOT_VERIFIED = 3
POSITION = 6


@pytest.fixture
def home(database: Any) -> Iterator[House]:
    """A log with everything in it: money-free, but sealed parts, opened seals and refusals too."""
    with house(database) as made:
        for room in ("r", "s"):
            made.do(BuildRoom(room=room))
            made.do(Welcome(guest=f"of-{room}", room=room, name="王小明", times=4))
        made.do(OpenRoom(room="r"))
        for number in range(20):
            made.do(SwitchLamp(lamp=f"l{number % 3}", on=True, watts=number, times=2))
        with pytest.raises(Exception, match="watts_negative"):
            made.do(SwitchLamp(lamp="l", on=True, watts=-1))
        assert verdict(made).ok
        yield made


class Copy:
    """A copy of the stored events, as the database's owner may make and change one."""

    def __init__(self, owner: str) -> None:
        self._conn = psycopg.connect(owner, autocommit=True)
        self._conn.execute("CREATE TABLE copied AS SELECT * FROM ledger.stored_events")

    def change(self, position: int, byte: int) -> None:
        """Flips the lowest bit of one byte."""
        self._conn.execute(
            "UPDATE copied SET state = set_byte(state, %(byte)s, get_byte(state, %(byte)s) # 1) "
            "WHERE notification_id = %(position)s",
            {"byte": byte, "position": position},
        )

    def stored(self) -> list[bytes]:
        """All events, in order."""
        rows = self._conn.execute("SELECT state FROM copied ORDER BY notification_id")
        return [bytes(row[0]) for row in rows]

    def close(self) -> None:
        self._conn.close()


@pytest.fixture
def copy(home: House, database: Any) -> Iterator[Copy]:
    made = Copy(database.owner)
    yield made
    made.close()


def test_a_changed_byte_in_any_event_is_found_and_placed(home, copy):
    notes, expected = Tree(home.store).checkpoints(), trust(home)
    whole, rng = copy.stored(), Random(20260316)
    assert verify(whole, notes, expected, processes=1).ok
    for position, form in enumerate(whole, 1):
        byte = rng.randrange(len(form))
        copy.change(position, byte)
        found = verify(copy.stored(), notes, expected, processes=1)
        assert (found.ok, found.first_bad) == (False, position), f"byte {byte} of {position}"
        copy.change(position, byte)
    assert verify(copy.stored(), notes, expected, processes=1).ok


def test_there_is_no_byte_of_an_event_that_does_not_count(database):
    with house(database) as home:
        assert verdict(home).ok
        whole, notes = list(Tree(home.store).stored()), Tree(home.store).checkpoints()
        expected = trust(home)
    for byte in range(len(whole[POSITION - 1])):
        changed = [bytearray(form) for form in whole]
        changed[POSITION - 1][byte] ^= 1
        found = verify(map(bytes, changed), notes, expected, processes=1)
        assert (found.ok, found.first_bad) == (False, POSITION), f"byte {byte}"


def test_the_verifier_alone_ends_with_3_and_names_the_position(home, copy, tmp_path):
    exported, trusted = tmp_path / "log.txt", tmp_path / "trust.json"
    trust(home).save(trusted)
    position = len(copy.stored()) // 2
    copy.change(position, 20)
    logfile.write(exported, copy.stored(), Tree(home.store).checkpoints())
    command = [sys.executable, "-m", "ledger.verify", str(exported), "--trust", str(trusted)]
    run = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == NOT_VERIFIED, run.stderr
    said = json.loads(run.stdout)
    assert (said["ok"], said["first_bad"]) == (False, position)
