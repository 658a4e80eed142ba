"""Signs the bodies of a group, a second thread at work while later commands are still decided."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from ledger.envelope import Signature, join
from ledger.signing import EVENT_TAG, Signer
from ledger.step import Draft

_CHUNK = 32
"""So many bodies are handed to the second thread at a time."""


class Press:
    """The ledger's key at work. Signed bodies leave a sheet by `finish` only."""

    def __init__(self, signer: Signer, key: str) -> None:
        self._signer = signer
        self._key = key
        self._pool = ThreadPoolExecutor(1, "sign")

    def close(self) -> None:
        """Ends the second thread."""
        self._pool.shutdown(cancel_futures=True)

    def sheet(self) -> "Sheet":
        """An empty sheet for one group."""
        return Sheet(self, self._pool)

    def signed(self, drafts: Sequence[Draft]) -> list[bytes]:
        """Stored forms of some drafts."""
        sign, key, algorithm = self._signer.sign, self._key, self._signer.algorithm
        return [join(d.body, Signature(algorithm, key, sign(EVENT_TAG + d.body))) for d in drafts]


class Sheet:
    """The drafts of one group, in order. A group that fails just drops its sheet."""

    def __init__(self, press: Press, pool: ThreadPoolExecutor) -> None:
        self._press = press
        self._pool = pool
        self.length = 0
        """How many drafts were added."""
        self._waiting: list[Draft] = []
        self._chunks: list[tuple[Sequence[Draft], Future[list[bytes]]]] = []

    def add(self, drafts: Sequence[Draft]) -> None:
        """The next drafts of the group."""
        self.length += len(drafts)
        self._waiting += drafts
        self._start()

    def finish(self) -> list[bytes]:
        """All stored forms in order; this thread signs, from the end, what the other has not."""
        last = self._press.signed(self._waiting)
        done = [
            self._press.signed(drafts) if future.cancel() else future
            for drafts, future in reversed(self._chunks)
        ]
        forms: list[bytes] = []
        for chunk in reversed(done):
            forms += chunk.result() if isinstance(chunk, Future) else chunk
        return forms + last

    def _start(self) -> None:
        while len(self._waiting) >= _CHUNK:
            chunk, self._waiting = self._waiting[:_CHUNK], self._waiting[_CHUNK:]
            self._chunks.append((chunk, self._pool.submit(self._press.signed, chunk)))
