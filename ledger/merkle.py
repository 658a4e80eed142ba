"""The Merkle tree of RFC 6962: frontier, root, inclusion and consistency. Standard library only.

A *node* is the hash of a perfect subtree: height h and index i cover leaves i·2^h to (i+1)·2^h.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_SIZE = 32

EMPTY_ROOT = sha256(b"").digest()
"""Root of the tree without leaves (RFC 6962 §2.1)."""

type NodeReader = Callable[[int, int], bytes]
"""`node(height, index)`: the hash of a perfect subtree; fed by tiles, a list, a database."""

type _Span = tuple[int, int]  # leaves lo to hi, hi not included


def leaf_hash(entry: bytes) -> bytes:
    """Hash of one leaf's bytes."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of two neighbouring subtrees."""
    return sha256(b"\x01" + left + right).digest()


def join_pairs(row: Sequence[bytes]) -> list[bytes]:
    """One row up: the hash of each pair; a last one without partner is left out."""
    pairs = zip(row[::2], row[1::2], strict=False)
    return [sha256(b"\x01" + left + right).digest() for left, right in pairs]


@dataclass(frozen=True, slots=True)
class Frontier:
    """All one needs to append and to know the root: size and perfect subtrees, left to right."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> "Frontier":
        """The frontier with one more leaf hash."""
        return self.extend((leaf,))

    def extend(self, leaf_hashes: Iterable[bytes]) -> "Frontier":
        """The frontier with these leaf hashes appended; this one stays as it is."""
        row, waiting, peaks = list(leaf_hashes), list(self.peaks), []
        size, grown = self.size, self.size + len(row)
        while row or size:
            if size & 1:
                row.insert(0, waiting.pop())
            if len(row) & 1:
                peaks.append(row.pop())
            row = join_pairs(row)
            size >>= 1
        return Frontier(grown, tuple(reversed(peaks)))

    def root(self) -> bytes:
        """Root hash of the tree."""
        if not self.peaks:
            return EMPTY_ROOT
        *left, root = self.peaks
        for peak in reversed(left):
            root = node_hash(peak, root)
        return root

    def to_bytes(self) -> bytes:
        """The peaks, left to right, 32 bytes each: what a commit row keeps beside the size."""
        return b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> "Frontier":
        """The frontier kept by `to_bytes`. Raises ValueError when the length does not fit."""
        if size < 0 or len(data) != size.bit_count() * HASH_SIZE:
            raise ValueError(
                f"a frontier of size {size} has {size.bit_count()} hashes of {HASH_SIZE} bytes, "
                f"not {len(data)} bytes"
            )
        return cls(size, tuple(data[i : i + HASH_SIZE] for i in range(0, len(data), HASH_SIZE)))


def tree_root(size: int, node: NodeReader) -> bytes:
    """Root of the first `size` leaves."""
    return _span_hash((0, size), node) if size else EMPTY_ROOT


def inclusion_path(index: int, size: int, node: NodeReader) -> list[bytes]:
    """Audit path of leaf `index` in the tree of `size` leaves, lowest sibling first.

    Raises ValueError unless 0 ≤ index < size.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size} leaves")
    return [_span_hash(span, node) for span in _inclusion_spans(index, size)]


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether the leaf hash stands at `index` in the tree of this size and root."""
    if not 0 <= index < size:
        return False
    spans = _inclusion_spans(index, size)
    if len(path) != len(spans) or not _are_hashes((leaf, *path)):
        return False
    for (lo, _), sibling in zip(spans, path, strict=True):
        leaf = node_hash(sibling, leaf) if lo < index else node_hash(leaf, sibling)
    return leaf == root


def consistency_path(old: int, new: int, node: NodeReader) -> list[bytes]:
    """Proof that the first `old` of `new` leaves are the old tree, lowest first (RFC 6962 §2.1.2).

    Raises ValueError unless 1 ≤ old ≤ new.
    """
    if not 1 <= old <= new:
        raise ValueError(f"consistency needs 1 ≤ old ≤ new, not old {old} and new {new}")
    return [_span_hash(span, node) for span in _consistency_spans(old, new)]


def verify_consistency(
    old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the new tree begins with exactly the leaves of the old one."""
    if not 1 <= old <= new:
        return False
    spans = _consistency_spans(old, new)
    if len(path) != len(spans) or not _are_hashes((old_root, *path)):
        return False
    was = now = old_root
    if spans and spans[0][1] == old:  # the old tree is no perfect subtree: its last peak leads
        was = now = path[0]
        spans, path = spans[1:], path[1:]
    for (lo, _), sibling in zip(spans, path, strict=True):
        if lo < old:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
        else:
            now = node_hash(now, sibling)
    return was == old_root and now == new_root


def _are_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_SIZE for value in values)


def _middle(lo: int, hi: int) -> int:
    """Where a span divides: after the largest power of two below its width."""
    return lo + (1 << (hi - lo - 1).bit_length() - 1)


def _inclusion_spans(index: int, size: int) -> list[_Span]:
    """What stands beside the way from leaf `index` up to the root."""
    spans, lo, hi = list[_Span](), 0, size
    while hi - lo > 1:
        middle = _middle(lo, hi)
        if index < middle:
            spans.append((middle, hi))
            hi = middle
        else:
            spans.append((lo, middle))
            lo = middle
    return spans[::-1]


def _consistency_spans(old: int, new: int) -> list[_Span]:
    """What stands beside the way from the old tree's last peak up; that peak first, if not all."""
    spans, lo, hi = list[_Span](), 0, new
    while hi != old:
        middle = _middle(lo, hi)
        if old <= middle:
            spans.append((middle, hi))
            hi = middle
        else:
            spans.append((lo, middle))
            lo = middle
    if lo:
        spans.append((lo, hi))
    return spans[::-1]


def _span_hash(span: _Span, node: NodeReader) -> bytes:
    lo, hi = span
    width = hi - lo
    if width & (width - 1) == 0:
        height = width.bit_length() - 1
        return node(height, lo >> height)
    middle = _middle(lo, hi)
    return node_hash(_span_hash((lo, middle), node), _span_hash((middle, hi), node))
