"""The files of the lists that came for a day; what cannot be read any more is told by its kind."""

from collections.abc import Callable

from api.closing.outside.lists import anchored, listed
from api.closing.outside.refused import ListRefused
from api.closing.said import Listed
from domain.outside.state import Outside
from ledger.blobs import Blobs, NoBlob
from ledger.sealing import CannotOpen
from ledger.vault import NoKey


class Files:
    """Reads them. `unread`: kinds of which one that came cannot be read."""

    def __init__(self, blobs: Blobs, said: Outside) -> None:
        self._blobs = blobs
        self._said = said
        self.unread: set[str] = set()

    def each[T: Listed](self, kind: str, record: type[T]) -> dict[str, tuple[T, ...]]:
        """The lists of a kind, by whose they are."""

        def rows(data: bytes) -> tuple[T, ...]:
            return tuple(one for one in listed(kind, data) if isinstance(one, record))

        return self._read(kind, rows)

    def one[T: Listed](self, kind: str, record: type[T]) -> tuple[T, ...] | None:
        """The list of a kind of which there is one."""
        return self.each(kind, record).get("")

    def anchor(self) -> str | None:
        """The checkpoint that somebody keeps outside."""
        return self._read("ANCHOR", anchored).get("")

    def _read[R](self, kind: str, read: Callable[[bytes], R]) -> dict[str, R]:
        found: dict[str, R] = {}
        for whose, sha256 in self._said.files(kind).items():
            try:
                found[whose] = read(self._blobs.get(sha256))
            except (NoBlob, NoKey, CannotOpen, ListRefused):
                self.unread.add(kind)
        return found
