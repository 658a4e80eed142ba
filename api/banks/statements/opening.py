"""The bytes of a file, wherever it lies: read from its start, never more than so many."""

from contextlib import AbstractContextManager
from errno import EACCES, EISDIR, ENOENT
from io import BytesIO
from pathlib import Path
from typing import Protocol

from api.banks.statements.format import Source, StatementError
from api.banks.statements.saying import Sentence

LARGEST_FILE = 256 * 1024 * 1024
"""Of a file that is imported: it stands in memory while it is judged whole."""
LARGEST_CHECKED = 2 * 1024 * 1024 * 1024
"""Of one that is only checked, in constant memory: some five million lines."""
HEAD = 65_536
"""So many first bytes tell what a file is."""
_SAID = {
    ENOENT: "unread.cannot.none",
    EISDIR: "unread.cannot.folder",
    EACCES: "unread.cannot.may_not",
}
"""Why the machine does not hand a file out; of anything else it is told in its own words."""


class Opens(Protocol):
    """A file that lies elsewhere than on a disk."""

    def opened(self) -> AbstractContextManager[Source]:
        """Its bytes, from the start. Raises StatementError, also while they are read."""


type File = bytes | Path | Opens


def opened(file: File) -> AbstractContextManager[Source]:
    """Raises StatementError where there is nothing to open."""
    match file:
        case bytes():
            return BytesIO(file)
        case Path():
            try:
                return file.open("rb")
            except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
                raise _unreadable(error) from error
        case _:
            return file.opened()


class Bounded:
    """A source read once from its start, never beyond `largest` bytes."""

    def __init__(self, source: Source, largest: int) -> None:
        self._source, self._left, self._largest = source, largest, largest
        self.head = self._ahead = self._next(HEAD)

    def read(self, size: int, /) -> bytes:
        """The next bytes, the head first."""
        chunk, self._ahead = self._ahead or self._next(size), b""
        return chunk

    def _next(self, size: int) -> bytes:
        try:
            chunk = self._source.read(size)
        except OSError as error:
            raise _unreadable(error) from error
        self._left -= len(chunk)
        if self._left < 0:
            raise StatementError("unread.too_large", most=self._largest)
        return chunk


def whole(file: File, largest: int = LARGEST_FILE) -> bytes:
    """All bytes of a file. Raises StatementError."""
    if isinstance(file, bytes):
        return file
    with opened(file) as source:
        bounded = Bounded(source, largest)
        return b"".join(iter(lambda: bounded.read(HEAD), b""))


def _unreadable(error: OSError | ValueError) -> StatementError:
    number, reason = (error.errno, error.strerror) if isinstance(error, OSError) else (None, None)
    said = _SAID.get(number or 0)
    return StatementError("unread.cannot", why=Sentence(said) if said else reason or error)
