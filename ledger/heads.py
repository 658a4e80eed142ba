"""One Merkle leaf per stream: proof that nothing of a stream is missing. Standard library only.

A leaf says how long a stream is and the SHA-256 (hex) of its last body. A stream without events
has length 0 and `NO_HEAD`, and so has always the heads stream itself: the event that logs the
root cannot be under it.
"""

import re
from collections.abc import Sequence

from ledger import canonical
from ledger.merkle import EMPTY_ROOT, leaf_hash, node_hash, verify_inclusion

HEADS_STREAM = 3
"""Number of the stream that holds the `HeadsSealed` events."""

NO_HEAD = "0" * 64
"""Stands for the head of a stream of length 0."""

_HEX = re.compile(r"[0-9a-f]{64}")


def head_leaf(number: int, length: int, head: str) -> bytes:
    """Leaf hash of one stream. Raises ValueError for what no stream can be."""
    if number < 0 or length < 0 or not _HEX.fullmatch(head):
        raise ValueError(
            f"stream {number}, length {length}, head {head!r}: numbers are never negative, "
            "a head is 64 digits of lower-case hex"
        )
    if (length == 0) != (head == NO_HEAD):
        raise ValueError(f"stream {number} of length {length} cannot have head {head}")
    if number == HEADS_STREAM and length:
        raise ValueError(f"stream {number} holds the heads: its own leaf stays at length 0")
    return leaf_hash(canonical.write({"head": head, "length": length, "number": number}))


def verify_head(
    number: int, length: int, head: str, streams: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether the root over `streams` streams says that this one ends exactly here."""
    try:
        leaf = head_leaf(number, length, head)
    except ValueError:
        return False
    return verify_inclusion(leaf, number, streams, path, root)


class HeadsTree:
    """The leaves of all streams, numbered densely from 0; a change costs one way to the root.

    Rows of hashes from the leaves up; a last hash without partner goes up as it is, which gives
    the same tree as RFC 6962's splits.
    """

    def __init__(self) -> None:
        self._rows: list[list[bytes]] = [[]]
        self._changed: set[int] = set()

    def __len__(self) -> int:
        """How many streams there are."""
        return len(self._rows[0])

    def set(self, number: int, length: int, head: str) -> None:
        """The stream's new head; a new stream takes the next number.

        Raises ValueError for a number beyond the next and for what no stream can be.
        """
        leaf, leaves = head_leaf(number, length, head), self._rows[0]
        if number > len(leaves):
            raise ValueError(f"stream {number} leaves a gap: the next number is {len(leaves)}")
        _put(leaves, number, leaf)
        self._changed.add(number)

    def root(self) -> bytes:
        """Root over all streams."""
        self._settle()
        return self._rows[-1][0] if self._rows[0] else EMPTY_ROOT

    def proof(self, number: int) -> list[bytes]:
        """Inclusion path of a stream's leaf. Raises ValueError for an unknown stream."""
        if not 0 <= number < len(self):
            raise ValueError(f"stream {number} is not one of {len(self)}")
        self._settle()
        places = ((row, number >> height ^ 1) for height, row in enumerate(self._rows))
        return [row[beside] for row, beside in places if beside < len(row)]

    def _settle(self) -> None:
        """Computes the nodes above the changed leaves, each once however many changed."""
        changed, height = self._changed, 0
        while len(self._rows[height]) > 1:
            row = self._rows[height]
            height += 1
            if height == len(self._rows):
                self._rows.append([])
            changed = {place >> 1 for place in changed}
            for place in sorted(changed):  # in order, so that new places come one after another
                pair = row[2 * place : 2 * place + 2]
                _put(self._rows[height], place, node_hash(*pair) if len(pair) == 2 else pair[0])
        self._changed = set()


def _put(row: list[bytes], place: int, value: bytes) -> None:
    if place == len(row):
        row.append(value)
    else:
        row[place] = value
