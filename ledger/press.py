"""Signs the bodies of a group: few of them here, many in a process beside ours meanwhile."""

import logging
from collections.abc import Sequence

from ledger.beside import Beside, Gone
from ledger.envelope import Signature, join
from ledger.signing import EVENT_TAG, FileSigner, Signer
from ledger.step import Draft

_CHUNK = 32
"""So many bodies are handed to the other process at a time."""
_MANY = 1_000
"""After so many signatures made here, the next are worth a process of their own."""


class Press:
    """The ledger's key at work, for one thread. Signed bodies leave a sheet by `finish` only."""

    def __init__(self, signer: Signer, key: str) -> None:
        self._signer = signer
        self._key = key
        self._made_here = 0
        self._beside: Beside | None = None

    def close(self) -> None:
        """Ends the other process."""
        if self._beside is not None:
            self._beside.close()
            self._beside = None

    def sheet(self) -> "Sheet":
        """An empty sheet for one group.

        The other process is begun here alone: a sheet that it failed is signed by us to its end.
        What was sent for a sheet that was dropped is forgotten.
        """
        self._from_beside()
        many = self._made_here >= _MANY
        if self._beside is None and many and isinstance(self._signer, FileSigner):
            self._begin(self._signer)  # a key in a token could not be handed over
        return Sheet(self)

    def _begin(self, signer: FileSigner) -> None:
        try:
            self._beside = Beside(signer)
        except Gone as problem:
            self._lost(problem)

    def sent(self, drafts: Sequence[Draft]) -> bool:
        """Whether the other process has these now."""
        try:
            if self._beside is None or not self._beside.ready():
                return False
            self._beside.send([draft.body for draft in drafts])
        except Gone as problem:
            self._lost(problem)
            return False
        return True

    def finished(self, drafts: Sequence[Draft]) -> list[bytes]:
        """Stored forms of a whole sheet: the first signed by the other process, the rest here."""
        signatures = self._from_beside()
        here = drafts[len(signatures) :]
        self._made_here += len(here)
        signatures += [self._signer.sign(EVENT_TAG + draft.body) for draft in here]
        algorithm, key = self._signer.algorithm, self._key
        return [
            join(draft.body, Signature(algorithm, key, signature))
            for draft, signature in zip(drafts, signatures, strict=True)
        ]

    def _from_beside(self) -> list[bytes]:
        try:
            return self._beside.signatures() if self._beside is not None else []
        except Gone as problem:
            self._lost(problem)
            return []

    def _lost(self, problem: Gone) -> None:
        """From here on we sign ourselves again, until it is worth another process."""
        logging.getLogger(__name__).warning("the signing process is gone: %s", problem)
        self.close()
        self._made_here = 0


class Sheet:
    """The drafts of one group, in order. A group that fails just drops its sheet."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._drafts: list[Draft] = []
        self._sent = 0

    @property
    def length(self) -> int:
        """How many drafts were added."""
        return len(self._drafts)

    def add(self, drafts: Sequence[Draft]) -> None:
        """The next drafts of the group."""
        self._drafts += drafts
        while self.length - self._sent >= _CHUNK:
            if not self._press.sent(self._drafts[self._sent : self._sent + _CHUNK]):
                break
            self._sent += _CHUNK

    def finish(self) -> list[bytes]:
        """All stored forms, in order."""
        return self._press.finished(self._drafts)
