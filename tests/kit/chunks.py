"""A file that is written while it is read."""

from collections.abc import Iterator


class Chunks:
    """A source that gives these pieces, one a time, however many bytes are asked for."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, _size: int, /) -> bytes:
        """The next piece."""
        return next(self._chunks, b"")
