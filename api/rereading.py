"""The log read again as it grows: places, leaves, posting rows. What was read once is kept.

Events never change, so that a process reads each once; all of them are read by `verify`.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from ledger.checkpoint import Checkpoint, CheckpointRefused, verify
from ledger.codec import read_body
from ledger.merkle import HASH_SIZE, leaf_hash, tree_root
from ledger.tiles import TILE_WIDTH, TileReader
from ledger.tree import NotInLog, Row, Tree
from ledger.trust import Trust

MOST = 50_000
"""Events that are read again at once, at most; what lies before them `verify` reads."""
_TOLD = 20
"""Findings of a kind that are named."""
_ROW = re.compile(r"P(0[0-9]|[12][0-9]|3[0-2])")


@dataclass(frozen=True, slots=True)
class Reread:
    """What was read again: every event after `since` up to `position`, from `began` to `ended`.

    `missing` positions, `changed` leaves (full tiles that are not made of what is stored),
    `unnamed` legs without a posting row: as positions, in order. `open`: the leaves of the tile
    that is not full yet, None for a missing one.
    """

    since: int
    position: int
    began: datetime
    ended: datetime
    missing: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    unnamed: tuple[int, ...] = ()
    open: tuple[bytes | None, ...] = ()


class Rereading:
    """One record a process; of the newest checkpoint, what it was found to be."""

    def __init__(self, tree: Tree, origin: str, trust: Path, clock: Callable[[], datetime]) -> None:
        """`trust`: the file that names the checkpoint key."""
        self._tree, self._origin, self._trust, self._clock = tree, origin, trust, clock
        self._lock = Lock()
        self._known: Reread | None = None
        self._earlier: Reread | None = None
        self._judged: tuple[str, tuple[int, bool]] | None = None

    def upto(self, position: int) -> Reread:
        """What is known up to a position; only what was never read before is read now.

        The first time it begins MOST events earlier, at a tile's first leaf; so it does again
        after as many that nobody asked for. What lies before that beginning is read while nobody
        waits for it; only the last of it is kept.
        """
        with self._lock:
            known = self._known
            if known is None or known.since < position:
                return self._further(known, position)
        earlier = self._earlier
        if earlier is None or earlier.position != position:
            earlier = self._earlier = self._grown(self._begun(position), position)
        return earlier

    def checkpoint(self, within: int | None = None) -> tuple[int | None, bool]:
        """The newest checkpoint's size; whether it is signed, and its root that of the tiles.

        `within`: the newest over at most so many events, whatever was signed since. (None, False)
        before the first. Judged once a checkpoint.
        """
        try:
            note = (
                self._tree.checkpoint() if within is None else self._tree.checkpoint_within(within)
            )
        except NotInLog:
            return None, False
        judged = self._judged
        if judged is None or judged[0] != note:
            judged = self._judged = note, self._judge(note)
        return judged[1]

    def holds(self, note: str) -> bool:
        """Whether our checkpoint key signed it, and this log has that many leaves of that root."""
        return self._judge(note)[1]

    def _further(self, known: Reread | None, position: int) -> Reread:
        if known is not None and position <= known.position:
            return known
        begun = known or self._begun(position)
        if known is not None and position - known.position > MOST:
            found = {n: getattr(known, n) for n in ("missing", "changed", "unnamed")}
            begun = replace(self._begun(position), **found)
        self._known = self._grown(begun, position)
        return self._known

    def _begun(self, position: int) -> Reread:
        since = max(0, position - MOST)
        since -= since % TILE_WIDTH
        return Reread(since, since, self._clock(), self._clock())

    def _grown(self, known: Reread, position: int) -> Reread:
        missing, unnamed, hashes = [*known.missing], [*known.unnamed], [*known.open]
        first, expected = known.position - len(hashes), known.position + 1

        def skip(until: int) -> None:
            missing.extend(range(expected, min(until, expected + _TOLD)))
            hashes.extend([None] * (until - expected))

        for row in _upto(self._tree, known.position, position):
            skip(row.position)
            expected = row.position + 1
            hashes.append(leaf_hash(row.state))
            if not all(map(_ROW.fullmatch, _posting_rows(row.state))):
                unnamed.append(row.position)
        skip(position + 1)
        full = len(hashes) - len(hashes) % TILE_WIDTH
        changed = [*known.changed, *_changed(self._tree, first, hashes[:full])]
        return Reread(
            known.since,
            position,
            known.began,
            self._clock(),
            tuple(missing[:_TOLD]),
            tuple(changed[:_TOLD]),
            tuple(unnamed[:_TOLD]),
            tuple(hashes[full:]),
        )

    def _judge(self, note: str) -> tuple[int, bool]:
        name, public = Trust.load(self._trust).checkpoint_key
        try:
            said = verify(note, name, public)
        except (CheckpointRefused, ValueError):
            return 0, False
        return said.size, self._has(said)

    def _has(self, said: Checkpoint) -> bool:
        try:
            root = tree_root(said.size, TileReader(said.size, self._tree.tile))
        except (NotInLog, ValueError):
            return False
        return said.root == root and said.origin == self._origin


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


def _changed(tree: Tree, begins: int, hashes: Sequence[bytes | None]) -> Iterator[int]:
    """Positions whose stored event is not the leaf that its full tile holds, if there is one."""
    for first in range(0, len(hashes), TILE_WIDTH):
        stored = b""
        with suppress(NotInLog):
            stored = tree.tile(0, (begins + first) // TILE_WIDTH)
        for n, found in enumerate(hashes[first : first + TILE_WIDTH]):
            if found is not None and stored[n * HASH_SIZE : (n + 1) * HASH_SIZE] != found:
                yield begins + first + n + 1
