"""The stored tree: tiles, bundles and proofs of any size, checkpoints that never go back."""

from typing import Any

import psycopg
import pytest

from ledger.checkpoint import verify
from ledger.merkle import Frontier, leaf_hash, verify_consistency, verify_inclusion
from ledger.publishing import Behind, Publisher
from ledger.tiles import TILE_WIDTH, tile_width, unbundle
from ledger.tree import NotInLog, Tree
from tests.kit.house import House, house, rooms
from tests.kit.lamp import SwitchLamp


@pytest.fixture
def home(database: Any) -> Any:
    with house(database) as made:
        made.do(SwitchLamp(lamp="l", on=True, times=600))
        yield made


def publisher(home: House) -> Publisher:
    return Publisher(home.book, home.store, home.log.origin, home.checkpoints)


def test_proofs_of_every_kind_of_place_hold(home: House) -> None:
    tree = Tree(home.store)
    size = tree.size()
    stored = list(tree.stored())
    for old in (1, 2, 255, 256, 257, 512, 513, size):
        root = Frontier().extend(map(leaf_hash, stored[:old])).root()
        for position in {1, old, old // 2 + 1}:
            proof = tree.inclusion(position, old)
            assert proof.leaf == leaf_hash(stored[position - 1])
            assert verify_inclusion(proof.leaf, position - 1, old, proof.path, root)
        whole = Frontier().extend(map(leaf_hash, stored)).root()
        assert verify_consistency(old, root, size, whole, tree.consistency(old, size))


def test_the_commit_rows_carry_the_root_of_their_size(home: House) -> None:
    stored = list(Tree(home.store).stored())
    with home.store.reading() as curs:
        rows = curs.execute("SELECT position, frontier, root FROM ledger.commit").fetchall()
    for position, frontier, root in rows:
        grown = Frontier().extend(map(leaf_hash, stored[:position]))
        assert (grown.to_bytes(), grown.root()) == (bytes(frontier), bytes(root))


def test_tiles_hold_the_hashes_of_the_leaves(home: House) -> None:
    tree = Tree(home.store)
    leaves = [leaf_hash(form) for form in tree.stored()]
    for index in range(3):
        width = tile_width(0, index, tree.size())
        expected = b"".join(leaves[index * TILE_WIDTH : index * TILE_WIDTH + width])
        assert tree.tile(0, index, width) == expected
    assert len(tree.tile(1, 0, 2)) == 64


def test_a_bundle_holds_the_stored_events(home: House) -> None:
    tree = Tree(home.store)
    assert unbundle(tree.bundle(0)) == list(tree.stored())[:TILE_WIDTH]
    assert len(unbundle(tree.bundle(2, 50))) == 50


@pytest.mark.parametrize(
    "beyond",
    [
        lambda tree: tree.tile(0, 9),
        lambda tree: tree.tile(0, 2, 255),
        lambda tree: tree.tile(1, 0, 9),
        lambda tree: tree.bundle(2),
        lambda tree: tree.inclusion(0, 5),
        lambda tree: tree.inclusion(6, 5),
        lambda tree: tree.inclusion(1, 10_000),
        lambda tree: tree.consistency(0, 5),
        lambda tree: tree.consistency(5, 10_000),
        lambda tree: tree.checkpoint(),
    ],
)
def test_what_the_log_does_not_hold_is_said(home: House, beyond: Any) -> None:
    with pytest.raises(NotInLog):
        beyond(Tree(home.store))


def test_a_checkpoint_ends_with_the_heads_and_covers_all(home: House) -> None:
    note = publisher(home).publish()
    tree = Tree(home.store)
    seen = verify(note, home.log.origin, home.checkpoints.public)
    stored = list(tree.stored())
    assert seen.size == tree.size() == len(stored)
    assert seen.root == Frontier().extend(map(leaf_hash, stored)).root()
    assert b'"name":"HeadsSealed"' in stored[-1]
    assert tree.checkpoint(seen.size) == note
    with pytest.raises(NotInLog):
        tree.checkpoint(seen.size + 1)


def test_without_anything_new_the_last_checkpoint_stands(home: House) -> None:
    first = publisher(home).publish()
    assert publisher(home).publish() == first
    home.do(SwitchLamp(lamp="l", on=False))
    assert publisher(home).publish() != first
    assert len(Tree(home.store).checkpoints()) == 2


def test_a_restored_backup_stops_the_checkpoints(home: House, database: Any) -> None:
    home.do(SwitchLamp(lamp="l", on=False))
    publisher(home).publish()
    size = Tree(home.store).size()
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("DELETE FROM ledger.stored_events WHERE notification_id > %s", (size - 2,))
        owner.execute("DELETE FROM ledger.commit WHERE position > %s", (size - 2,))
    with rooms(database, home.log, home.clock) as (book, store, _):
        restored = Publisher(book, store, home.log.origin, home.checkpoints)
        with pytest.raises(Behind, match="restored backup"):
            restored.publish()


def test_another_process_goes_on_from_half_filled_tiles(home: House, database: Any) -> None:
    with rooms(database, home.log, home.clock) as (book, store, _):
        for _n in range(2):
            book.execute(home.signed(SwitchLamp(lamp="m", on=True, times=300)))
            home.do(SwitchLamp(lamp="l", on=True, times=3))
        tree = Tree(store)
        size = tree.size()
        root = Frontier().extend(map(leaf_hash, tree.stored())).root()
        proof = tree.inclusion(size // 2, size)
        assert verify_inclusion(proof.leaf, size // 2 - 1, size, proof.path, root)
        assert len(tree.tile(0, 3)) == TILE_WIDTH * 32
