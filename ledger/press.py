"""Signs the bodies of a group: few of them here, many in a process beside ours meanwhile."""

import logging
from collections.abc import Iterable, Sequence

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

    def sent(self, bodies: Sequence[bytes]) -> bool:
        """Whether the other process has these now."""
        try:
            if self._beside is None or not self._beside.ready():
                return False
            self._beside.send(bodies)
        except Gone as problem:
            self._lost(problem)
            return False
        return True

    def finished(self, bodies: Sequence[bytes], sent: Sequence[bytes]) -> list[bytes]:
        """Stored forms of a whole sheet. `sent`: what the other process has, in that order; what it
        has not is signed here, meanwhile.
        """
        there = frozenset(sent)
        signed = self._signed_here(body for body in bodies if body not in there)
        signed |= zip(sent, self._from_beside(), strict=False)  # none at all where it is gone
        signed |= self._signed_here(body for body in bodies if body not in signed)
        algorithm, key = self._signer.algorithm, self._key
        return [join(body, Signature(algorithm, key, signed[body])) for body in bodies]

    def _signed_here(self, bodies: Iterable[bytes]) -> dict[bytes, bytes]:
        signed = {body: self._signer.sign(EVENT_TAG + body) for body in bodies}
        self._made_here += len(signed)
        return signed

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
    """The drafts of one group, in order. A group that fails just drops its sheet.

    A signature belongs to a body and to nothing else: what was sent `ahead` for a command that then
    came to nothing is in no stored form, though another body stands at its position.
    """

    def __init__(self, press: Press) -> None:
        self._press = press
        self._drafts: list[Draft] = []
        self._waiting: list[bytes] = []
        """Bodies of drafts that were not sent."""
        self._sent: dict[bytes, None] = {}
        """Those that were, in that order."""

    @property
    def length(self) -> int:
        """How many drafts were added."""
        return len(self._drafts)

    def ahead(self, drafts: Sequence[Draft]) -> None:
        """Drafts of a command that is still being drafted: at every `_CHUNK`, so many are sent."""
        if len(drafts) % _CHUNK == 0:
            self._send([draft.body for draft in drafts[-_CHUNK:]])

    def add(self, drafts: Sequence[Draft]) -> None:
        """The next drafts of the group, sent ahead or not."""
        self._drafts += drafts
        self._waiting += [draft.body for draft in drafts if draft.body not in self._sent]
        while len(self._waiting) >= _CHUNK and self._send(self._waiting[:_CHUNK]):
            del self._waiting[:_CHUNK]

    def _send(self, bodies: Sequence[bytes]) -> bool:
        new = [body for body in bodies if body not in self._sent]  # one body, one signature
        sent = not new or self._press.sent(new)
        if sent:
            self._sent |= dict.fromkeys(new)
        return sent

    def finish(self) -> list[bytes]:
        """All stored forms, in order."""
        return self._press.finished([draft.body for draft in self._drafts], list(self._sent))
