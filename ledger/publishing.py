"""Checkpoints: the heads sealed as the last leaf, the root signed, never a step back."""

from ledger.appender import Appender
from ledger.book import Book
from ledger.checkpoint import Checkpoint, parse, sign
from ledger.signing import Signer
from ledger.store import Store


class Behind(RuntimeError):
    """The log is shorter than a checkpoint it gave out: a restored backup, or a fork. Stop."""


class Publisher:
    """Signs checkpoints with a key of its own, one at a time, on the appender's thread."""

    def __init__(self, book: Book, store: Store, origin: str, signer: Signer) -> None:
        self._book = book
        self._store = store
        self._origin = origin
        self._signer = signer

    def publish(self) -> str:
        """The checkpoint over all that is committed now; the last one when nothing was added.

        Raises Behind.
        """
        note = self._book.run(self._seal)
        assert isinstance(note, str)
        return note

    def _seal(self, appender: Appender) -> str:
        last = self._last()
        size, root = appender.seal_heads()
        if last and parse(last).checkpoint.size >= size:
            if parse(last).checkpoint == Checkpoint(self._origin, size, root):
                return last
            raise Behind(
                f"a checkpoint of size {parse(last).checkpoint.size} was given out, the log has "
                f"{size} events or other ones: is this a restored backup?"
            )
        note = sign(Checkpoint(self._origin, size, root), self._origin, self._signer)
        with self._store.datastore.transaction(commit=True) as curs:
            curs.execute(
                "INSERT INTO ledger.checkpoint (size, note) VALUES (%s, %s) "
                "ON CONFLICT (size) DO NOTHING",
                (size, note),
            )
        return self._last() or note

    def _last(self) -> str | None:
        with self._store.reading() as curs:
            row = curs.execute(
                "SELECT note FROM ledger.checkpoint ORDER BY size DESC LIMIT 1"
            ).fetchone()
        return str(row[0]) if row else None
