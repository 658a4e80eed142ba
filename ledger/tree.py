"""The Merkle tree as it is stored: tiles, entry bundles, proofs; and the checkpoints over it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ledger.merkle import HASH_SIZE, consistency_path, inclusion_path, leaf_hash, tree_root
from ledger.store import Store
from ledger.tiles import TILE_WIDTH, TileReader, bundle


class NotInLog(LookupError):
    """A position, tile or checkpoint beyond what the log holds; the sentence says how far it is."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That the event at `position` is a leaf of the tree of `size`: its hash and audit path."""

    position: int
    size: int
    leaf: bytes
    path: tuple[bytes, ...]


class Row(NamedTuple):
    """A stored event, and the columns by which the database finds it."""

    stream: str
    sequence: int
    position: int
    state: bytes


class Tree:
    """Reads only; every answer is a function of the log's first `size` events."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def size(self) -> int:
        """How many leaves are committed."""
        return self._store.tail().position

    def tile(self, level: int, index: int, width: int = TILE_WIDTH) -> bytes:
        """The first `width` hashes of a tile. Raises NotInLog."""
        if level == 0 and width < TILE_WIDTH:
            hashes = b"".join(map(leaf_hash, self.entries(index, width)))
        else:
            hashes = self._stored_hashes(level, index, width)
        if len(hashes) != width * HASH_SIZE:
            raise NotInLog(f"tile {level}/{index} has no {width} hashes yet")
        return hashes

    def _stored_hashes(self, level: int, index: int, width: int) -> bytes:
        """A full tile as it stands, or the roots of the full tiles below a partial one."""
        with self._store.reading() as curs:
            if width == TILE_WIDTH:
                row = curs.execute(
                    "SELECT hashes FROM ledger.tile WHERE level = %s AND index = %s",
                    (level, index),
                ).fetchone()
                return bytes(row[0]) if row else b""
            rows = curs.execute(
                "SELECT root FROM ledger.tile WHERE level = %s AND index >= %s AND index < %s "
                "ORDER BY index",
                (level - 1, index * TILE_WIDTH, index * TILE_WIDTH + width),
            )
            return b"".join(bytes(row[0]) for row in rows)

    def entries(self, index: int, width: int = TILE_WIDTH) -> list[bytes]:
        """The stored events under a tile of level 0. For readers who may see them."""
        first = index * TILE_WIDTH
        with self._store.reading() as curs:
            rows = curs.execute(
                "SELECT state FROM ledger.stored_events WHERE notification_id > %s "
                "AND notification_id <= %s ORDER BY notification_id",
                (first, first + width),
            )
            return [bytes(row[0]) for row in rows]

    def bundle(self, index: int, width: int = TILE_WIDTH) -> bytes:
        """The entry bundle of a tile of level 0. Raises NotInLog."""
        entries = self.entries(index, width)
        if len(entries) != width:
            raise NotInLog(f"entries {index} has no {width} events yet")
        return bundle(entries)

    def inclusion(self, position: int, size: int) -> Inclusion:
        """Proof that an event is in the log of `size` events. Raises NotInLog."""
        if not 1 <= position <= size <= self.size():
            raise NotInLog(f"position {position} is not within the first {size} events of the log")
        node = TileReader(size, self.tile)
        index = position - 1
        return Inclusion(position, size, node(0, index), tuple(inclusion_path(index, size, node)))

    def consistency(self, old: int, new: int) -> tuple[bytes, ...]:
        """Proof that the log of `old` events begins the log of `new` events. Raises NotInLog."""
        if not 1 <= old <= new <= self.size():
            raise NotInLog(f"sizes {old} and {new}: 1 ≤ old ≤ new ≤ {self.size()} is needed")
        return tuple(consistency_path(old, new, TileReader(new, self.tile)))

    def checkpoint(self, covering: int = 1) -> str:
        """The latest checkpoint, when it covers this position. Raises NotInLog."""
        with self._store.reading() as curs:
            row = curs.execute(
                "SELECT note, size FROM ledger.checkpoint ORDER BY size DESC LIMIT 1"
            ).fetchone()
        if row is None or row[1] < covering:
            raise NotInLog(f"no checkpoint covers position {covering} yet")
        return str(row[0])

    def checkpoint_within(self, size: int) -> str:
        """The newest checkpoint over at most so many events. Raises NotInLog."""
        with self._store.reading() as curs:
            row = curs.execute(
                "SELECT note FROM ledger.checkpoint WHERE size <= %s ORDER BY size DESC LIMIT 1",
                (size,),
            ).fetchone()
        if row is None:
            raise NotInLog(f"no checkpoint was signed over the first {size} events or fewer")
        return str(row[0])

    def root(self, size: int) -> bytes:
        """The root over the first events of the log. Raises NotInLog."""
        if not 1 <= size <= self.size():
            raise NotInLog(f"size {size}: the log has {self.size()} events")
        return tree_root(size, TileReader(size, self.tile))

    def checkpoints(self) -> list[str]:
        """All checkpoints, from the oldest on."""
        with self._store.reading() as curs:
            rows = curs.execute("SELECT note FROM ledger.checkpoint ORDER BY size")
            return [str(row[0]) for row in rows]

    def stored(self, after: int = 0, at_once: int = 5_000) -> Iterator[bytes]:
        """Every stored event from a position on, in order: what a verifier is fed."""
        for rows in self.rows(after, at_once):
            for row in rows:
                yield row.state

    def rows(self, after: int = 0, at_once: int = 5_000) -> Iterator[list[Row]]:
        """The same with the columns beside them, in batches. No state at all is read as empty."""
        while True:
            with self._store.reading() as curs:
                found = curs.execute(
                    "SELECT originator_id, originator_version, notification_id, "
                    "coalesce(state, '') FROM ledger.stored_events WHERE notification_id > %s "
                    "ORDER BY notification_id LIMIT %s",
                    (after, at_once),
                    binary=True,
                ).fetchall()
            yield [Row(row[0], row[1], row[2], bytes(row[3])) for row in found]
            if len(found) < at_once:
                return
            after = found[-1][2]
