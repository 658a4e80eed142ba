"""The log read again up to a position, as far as a day's close can: places, leaves, posting rows.

Full proof is `verify`'s: this sees what was added since the last close, and the newest checkpoint.
"""

import json
import re
from collections.abc import Iterator

from api.closing.books import Whole
from api.wiring import System
from ledger.checkpoint import CheckpointRefused, verify
from ledger.codec import read_body
from ledger.merkle import HASH_SIZE, leaf_hash, tree_root
from ledger.tiles import TILE_WIDTH, TileReader
from ledger.tree import NotInLog, Row, Tree
from ledger.trust import Trust

MOST = 50_000
"""Events that are read again at most; what lies before them `verify` reads."""
_TOLD = 20
"""Findings of a kind that are named."""
_ROW = re.compile(r"P(0[0-9]|[12][0-9]|3[0-2])")


def whole(system: System, since: int, position: int) -> Whole:
    """Reads what was added after a position, up to another; and holds the checkpoint to the tiles.

    Begins at a tile's first leaf. A checkpoint that covers more than the position is held too.
    """
    begins = max(since, position - MOST)
    begins -= begins % TILE_WIDTH
    missing: list[int] = []
    unnamed: list[int] = []
    hashes: list[bytes] = []
    expected = begins + 1
    for row in _upto(system.tree, begins, position):
        missing += range(expected, min(row.position, expected + _TOLD))
        expected = row.position + 1
        hashes.append(leaf_hash(row.state))
        if not all(map(_ROW.fullmatch, _posting_rows(row.state))):
            unnamed.append(row.position)
    missing += range(expected, min(position, expected + _TOLD) + 1)
    size, agrees = _checkpoint(system)
    return Whole(
        begins,
        position,
        tuple(missing[:_TOLD]),
        () if missing else tuple(_changed(system.tree, begins, hashes))[:_TOLD],
        tuple(unnamed[:_TOLD]),
        size,
        agrees,
    )


def _upto(tree: Tree, after: int, position: int) -> Iterator[Row]:
    for rows in tree.rows(after):
        for row in rows:
            if row.position > position:
                return
            yield row


def _posting_rows(stored: bytes) -> list[str]:
    """The posting row of every leg of an event; "" where a leg names none."""
    entries = json.loads(bytes(read_body(stored.partition(b"\n")[0]).entries))
    return [str(leg.get("p", "")) for entry in entries or () for leg in entry["legs"]]


def _changed(tree: Tree, begins: int, hashes: list[bytes]) -> Iterator[int]:
    """Positions whose stored event is not the leaf that its full tile holds."""
    for first in range(0, len(hashes) - TILE_WIDTH + 1, TILE_WIDTH):
        stored = tree.tile(0, (begins + first) // TILE_WIDTH)
        for n in range(TILE_WIDTH):
            if stored[n * HASH_SIZE : (n + 1) * HASH_SIZE] != hashes[first + n]:
                yield begins + first + n + 1


def _checkpoint(system: System) -> tuple[int | None, bool]:
    """The newest checkpoint's size; whether it is signed, and its root that of the stored tiles."""
    note = system.latest_checkpoint()
    if note is None:
        return None, False
    name, public = Trust.load(system.home.trust).checkpoint_key
    try:
        said = verify(note, name, public)
        root = tree_root(said.size, TileReader(said.size, system.tree.tile))
    except (CheckpointRefused, NotInLog, ValueError):
        return 0, False
    return said.size, said.root == root and said.origin == system.log.origin
