"""Finds what occurs twice among any number of digests, in memory that does not grow with them."""

from collections.abc import Iterator
from heapq import merge
from itertools import pairwise
from tempfile import TemporaryFile
from typing import BinaryIO

RUN = 200_000
"""So many digests are kept in memory; more are sorted and laid aside in a file without a name."""

_DIGEST, _PLACE = 32, 8
_RECORD = _DIGEST + _PLACE
_AT_ONCE = 1024


class Once:
    """Digests of 32 bytes, each with the position where it stood."""

    def __init__(self) -> None:
        self._recent: list[bytes] = []
        self._runs: list[BinaryIO] = []

    def add(self, digest: bytes, position: int) -> None:
        """Notes a digest."""
        self._recent.append(digest + position.to_bytes(_PLACE))
        if len(self._recent) == RUN:
            file = TemporaryFile()  # noqa: SIM115  # lives as long as this object
            file.write(b"".join(sorted(self._recent)))
            self._runs.append(file)
            self._recent = []

    def again(self) -> Iterator[int]:
        """The positions of digests that had stood at an earlier position."""
        records = merge(sorted(self._recent), *map(_records, self._runs))
        for one, other in pairwise(records):
            if one[:_DIGEST] == other[:_DIGEST]:
                yield int.from_bytes(other[_DIGEST:])


def _records(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while block := file.read(_RECORD * _AT_ONCE):
        yield from (block[at : at + _RECORD] for at in range(0, len(block), _RECORD))
