"""Files behind events: stored once, encrypted, checked when read, gone with their key."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from ledger.blobs import PIECE, Blobs, NameTaken, NoBlob, NoPlace
from ledger.sealing import CannotOpen
from ledger.vault import NoKey
from tests.kit.house import House, house

FILE = "对账单：王小明".encode() * 50


@pytest.fixture
def home(database: Any) -> Any:
    with house(database) as made:
        yield made


def test_a_file_comes_back_by_its_hash(home: House) -> None:
    blobs = Blobs(home.store, home.vault)
    name = blobs.put(FILE, "application/xml", "day/A/2026-03-17")
    assert name == hashlib.sha256(FILE).hexdigest()
    assert blobs.get(name) == FILE


def test_a_file_of_many_pieces_comes_back_whole(home: House) -> None:
    blobs, data = Blobs(home.store, home.vault), FILE * 1_000
    assert len(data) > 2 * PIECE
    assert blobs.get(blobs.put(data, "a/b", "day/A/1")) == data


def test_the_same_file_is_stored_once_and_its_bytes_are_unreadable(
    home: House, database: Any
) -> None:
    blobs = Blobs(home.store, home.vault)
    assert blobs.put(FILE, "a/b", "day/A/1") == blobs.put(FILE, "a/b", "day/A/2")
    with psycopg.connect(database.owner) as conn:
        rows = conn.execute("SELECT locked, length FROM ledger.blob").fetchall()
    assert [row[1] for row in rows] == [len(FILE)]
    assert "王小明".encode() not in rows[0][0]


def test_under_which_key_a_file_lies_is_known(home: House) -> None:
    blobs = Blobs(home.store, home.vault)
    name = blobs.put(FILE, "a/b", "day/A/1")
    assert blobs.put(FILE, "a/b", "day/A/2") == name
    assert [blobs.lies_under(name, key) for key in ("day/A/1", "day/A/2")] == [True, False]
    assert not blobs.lies_under("00" * 32, "day/A/1")


def test_two_files_may_lie_under_one_key(home: House) -> None:
    blobs = Blobs(home.store, home.vault)
    names = [blobs.put(data, "a/b", "day/A/1") for data in (b"one", b"two")]
    assert [blobs.get(name) for name in names] == [b"one", b"two"]


def test_a_changed_byte_is_noticed(home: House, database: Any) -> None:
    blobs = Blobs(home.store, home.vault)
    name = blobs.put(FILE, "a/b", "day/A/1")
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("UPDATE ledger.blob SET locked = set_byte(locked, 99, 7)")
    with pytest.raises(CannotOpen):
        blobs.get(name)


def test_what_was_never_stored_is_not_found(home: House) -> None:
    with pytest.raises(NoBlob):
        Blobs(home.store, home.vault).get("00" * 32)
    with pytest.raises(NoBlob):
        Blobs(home.store, home.vault).pieces("00" * 32)


def test_a_file_is_read_in_pieces_each_when_it_is_asked_for(
    home: House, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a file that is changed while it is read; then its last piece never comes."""
    monkeypatch.setattr("ledger.blobs.PIECE", 100)
    blobs = Blobs(home.store, home.vault)
    name = blobs.put(FILE, "a/b", "day/A/1")
    pieces = [*blobs.pieces(name)]
    assert b"".join(pieces) == FILE
    assert len(pieces) >= len(FILE) // 100
    assert max(map(len, pieces)) <= 200, "the last is held back until all is as it was kept"
    reading = blobs.pieces(name)
    next(reading)
    with psycopg.connect(database.owner, autocommit=True) as owner:
        other = "set_byte(locked, length::int, get_byte(locked, length::int) # 1)"
        owner.execute(f"UPDATE ledger.blob SET locked = {other}")
    with pytest.raises(CannotOpen):
        list(reading)


def test_without_its_key_a_file_is_gone(home: House) -> None:
    blobs = Blobs(home.store, home.vault)
    name = blobs.put(FILE, "a/b", "day/A/1")
    assert home.vault.destroy("day/A/1")
    assert not home.vault.destroy("day/A/1")
    with pytest.raises(NoKey):
        blobs.get(name)


def test_the_same_bytes_under_two_names_know_nothing_of_each_other(home: House) -> None:
    """What one party brings, another that has the same finds neither there nor taken."""
    blobs, (one, other) = Blobs(home.store, home.vault), ("11" * 32, "22" * 32)
    for key in ("lot/1", "lot/2"):
        blobs.put(key.encode(), "a/b", key)
    blobs.keep(one, FILE, "a/b", ("lot/1",))
    blobs.keep(other, FILE, "a/b", ("lot/2", "lot/1"))
    blobs.keep(one, b"later", "a/b", ("lot/1",))
    with pytest.raises(NameTaken, match=one):
        blobs.keep(one, b"later", "a/b", ("lot/2",))
    assert (blobs.kept(one), blobs.kept(other)) == (FILE, FILE)
    assert blobs.lies_under(other, "lot/2", "lot/1")
    assert not blobs.lies_under(other, "lot/2")
    for name in (hashlib.sha256(FILE).hexdigest(), one):
        with pytest.raises(NoBlob):
            blobs.get(name)  # whoever asks by a hash is shown nothing that has a name of its own


def test_of_so_many_places_each_new_file_takes_one_however_many_come_at_once(home: House) -> None:
    """Where none is free nothing is kept; the same again needs none."""
    blobs, places = Blobs(home.store, home.vault), [f"{n:02x}" * 32 for n in range(3)]
    blobs.put(b"x", "a/b", "lot/1")

    def keep(n: int) -> bool:
        try:
            blobs.keep(f"{n + 16:02x}" * 32, FILE, "a/b", ("lot/1",), places)
        except NoPlace:
            return False
        return True

    with ThreadPoolExecutor(4) as at_once:
        kept = list(at_once.map(keep, [*range(8), *range(8)]))
    assert kept[:8] == kept[8:]
    assert sum(kept[:8]) == len(places)
    there = [blobs.lies_under(f"{n + 16:02x}" * 32, "lot/1") for n in range(8)]
    assert there == kept[:8]


def test_what_lies_under_two_keys_is_gone_with_either(home: House) -> None:
    blobs = Blobs(home.store, home.vault)
    for key in ("lot/1", "party/1"):
        blobs.put(key.encode(), "a/b", key)
    blobs.keep("11" * 32, FILE, "a/b", ("lot/1", "party/1"))
    home.vault.destroy("party/1")
    with pytest.raises(NoKey):
        blobs.get("11" * 32)


def test_nothing_is_kept_under_a_key_that_is_not_there_or_is_to_be_gone(home: House) -> None:
    """A key may be there still while the log says already that it was destroyed."""
    blobs = Blobs(home.store, home.vault, lambda: {"lot/gone"})
    Blobs(home.store, home.vault).put(b"x", "a/b", "lot/gone")
    for key in ("lot/none", "lot/gone"):
        with pytest.raises(NoKey, match=key):
            blobs.keep("11" * 32, FILE, "a/b", (key,))
