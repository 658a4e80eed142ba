"""The tree cut into tiles of 256 hashes as C2SP tlog-tiles serves it; arithmetic, no storage.

Tile `index` of `level` holds nodes of height 8·level; a full tile's root is one hash above it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from ledger.canonical import MAX_EVENT
from ledger.merkle import HASH_SIZE, join_pairs

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
TILE_BYTES = TILE_WIDTH * HASH_SIZE

type TileFetch = Callable[[int, int, int], bytes]
"""`fetch(level, index, width)`: the first `width` hashes of a tile, concatenated."""


@dataclass(frozen=True, slots=True)
class FullTile:
    """A tile that will never change: 8,192 bytes of hashes and the root over them."""

    level: int
    index: int
    hashes: bytes
    root: bytes


def tile_width(level: int, index: int, size: int) -> int:
    """How many hashes the tile has in a tree of `size` leaves: 0 (no such tile) to 256."""
    return max(0, min(TILE_WIDTH, (size >> TILE_HEIGHT * level) - index * TILE_WIDTH))


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """Where a tile is served, below the log's prefix: `tile/0/x001/x234/067.p/112`."""
    return f"tile/{level}/{_index_path(index)}{_partial(width)}"


def entries_path(index: int, width: int = TILE_WIDTH) -> str:
    """Where the entries under a tile of level 0 are served."""
    return f"tile/entries/{_index_path(index)}{_partial(width)}"


class TileReader:
    """Reads nodes of a tree of `size` leaves out of its tiles: a `merkle.NodeReader`.

    Keeps the last few tiles: a proof asks each of them several times.
    """

    def __init__(self, size: int, fetch: TileFetch) -> None:
        self._size = size
        self._fetch = lru_cache(maxsize=32)(fetch)

    def __call__(self, height: int, index: int) -> bytes:
        """The node's hash. Raises ValueError when the tree has no such node or the tile is cut."""
        level, within = divmod(height, TILE_HEIGHT)
        tile, first = divmod(index << within, TILE_WIDTH)
        width = tile_width(level, tile, self._size)
        end = first + (1 << within)
        if end > width:
            raise ValueError(f"no node {index} of height {height} in {self._size} leaves")
        hashes = self._fetch(level, tile, width)
        if len(hashes) != width * HASH_SIZE:
            path = tile_path(level, tile, width)
            raise ValueError(f"{path} has {len(hashes)} bytes, not {width * HASH_SIZE}")
        return _root(hashes[first * HASH_SIZE : end * HASH_SIZE])


@dataclass(frozen=True, slots=True)
class OpenTiles:
    """The unfinished tile of each level, from the leaves up; enough to go on after a restart."""

    size: int = 0
    partial: tuple[bytes, ...] = ()
    """Per level the hashes of the tile that is not full yet, concatenated; may be empty."""

    def __post_init__(self) -> None:
        """Raises ValueError when the partial tiles do not belong to a tree of this size."""
        lengths = [len(hashes) for hashes in self.partial]
        expected = [width * HASH_SIZE for width in partial_widths(self.size)]
        if lengths != expected:
            raise ValueError(
                f"the open tiles of {self.size} leaves have {expected} bytes, not {lengths}"
            )

    def extend(self, leaf_hashes: Iterable[bytes]) -> "tuple[OpenTiles, list[FullTile]]":
        """What is open after these leaves, and the tiles they filled; this one stays as it is."""
        row = list(leaf_hashes)
        grown = self.size + len(row)
        opened: list[bytes] = []
        filled: list[FullTile] = []
        for level, width in enumerate(partial_widths(grown)):
            before = self.partial[level] if level < len(self.partial) else b""
            hashes = before + b"".join(row)
            cut = len(hashes) - width * HASH_SIZE
            first = self.size >> TILE_HEIGHT * (level + 1)
            tiles = [
                FullTile(level, first + n, tile, _root(tile))
                for n, tile in enumerate(_chunks(hashes[:cut], TILE_BYTES))
            ]
            row = [tile.root for tile in tiles]
            filled += tiles
            opened.append(hashes[cut:])
        return OpenTiles(grown, tuple(opened)), filled


def partial_widths(size: int) -> tuple[int, ...]:
    """Hashes in the unfinished tile of each level, from the leaves up; 0 where all are full."""
    widths = []
    while size:
        widths.append(size % TILE_WIDTH)
        size //= TILE_WIDTH
    return tuple(widths)


def bundle(entries: Iterable[bytes]) -> bytes:
    """An entry bundle: each entry behind its length as big-endian uint16.

    Raises ValueError for an entry of more than 65,535 bytes.
    """
    parts: list[bytes] = []
    for number, entry in enumerate(entries):
        if len(entry) > MAX_EVENT:
            raise ValueError(f"entry {number} has {len(entry)} bytes; at most {MAX_EVENT}")
        parts += (len(entry).to_bytes(2), entry)
    return b"".join(parts)


def unbundle(data: bytes) -> list[bytes]:
    """The entries of a bundle. Raises ValueError when it ends within an entry."""
    entries, at = list[bytes](), 0
    while at < len(data):
        start = at + 2
        at = start + int.from_bytes(data[at:start])
        if start > len(data) or at > len(data):
            raise ValueError(f"the bundle ends within entry {len(entries)}")
        entries.append(data[start:at])
    return entries


def _chunks(data: bytes, width: int) -> list[bytes]:
    return [data[at : at + width] for at in range(0, len(data), width)]


def _root(hashes: bytes) -> bytes:
    row = _chunks(hashes, HASH_SIZE)
    while len(row) > 1:
        row = join_pairs(row)
    return row[0]


def _index_path(index: int) -> str:
    """Groups of three digits, all but the last marked x, so that no folder is also a file."""
    *upper, last = f"{index:,}".split(",")
    return "".join(f"x{int(group):03}/" for group in upper) + f"{int(last):03}"


def _partial(width: int) -> str:
    if not 1 <= width <= TILE_WIDTH:
        raise ValueError(f"a tile has 1 to {TILE_WIDTH} hashes, not {width}")
    return "" if width == TILE_WIDTH else f".p/{width}"
