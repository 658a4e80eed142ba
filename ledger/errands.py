"""Commands that the platform itself asks for: each once, its id follows from its reason."""

import hmac
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

from domain.kernel import Command
from ledger.append import StoredReceipt
from ledger.asking import NotAccepted, ask
from ledger.book import Book
from ledger.signing import Signer
from ledger.store import Store
from ledger.tickets import Closed, NotWritten, OutcomeUnknown, Refused

type Key = tuple[str, int, str]

NOT_ACCEPTED = "command.not_accepted"
"""In the place of a rule: the door could not read the command, or a stream's name in it."""
FAILED = "command.failed"
"""In the place of a rule: deciding failed, for a defect of ours."""
_VALID = timedelta(hours=1)
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Errand:
    """One command to ask, and the reason that names it for ever."""

    asker: str
    """A policy's name, or that of a kind of deadline."""
    cause: int
    """The position of the event that a policy heard; 0: the clock."""
    mark: str
    """Which command of this cause (its ordinal), or which deadline (instant/subject)."""
    wanted: Command = field(repr=False)

    @property
    def key(self) -> Key:
        """The reason alone."""
        return self.asker, self.cause, self.mark


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an errand at its last attempt.

    `rule`: None when it was accepted; `position`: of its last event, or of the refusal (0: none).
    """

    attempt: int
    rule: str | None
    position: int


class Errands:
    """Asks in the platform's name. Whoever asks again, whenever and wherever, gets the receipt.

    An id is an HMAC of reason and attempt: nobody outside can use it up beforehand.
    """

    def __init__(
        self,
        book: Book,
        store: Store,
        *,
        origin: str,
        signer: Callable[[], Signer],
        secret: bytes,
        clock: Callable[[], datetime],
    ) -> None:
        """`signer`: gives the platform's key; `secret`: the same as long as the log lives."""
        self._book = book
        self._store = store
        self._origin = origin
        self._signer = cache(signer)
        self._secret = secret
        self._clock = clock

    def id_of(self, errand: Errand, attempt: int) -> str:
        """The command id of an attempt."""
        reason = json.dumps(["errand", self._origin, *errand.key, attempt]).encode()
        return hmac.new(self._secret, reason, sha256).digest()[:_ID_BYTES].hex()

    def first(self, errands: Sequence[Errand]) -> list[Answer]:
        """The answers to first attempts, in order; asks what was never asked.

        Raises OutcomeUnknown, NotWritten, Closed: then ask all of them again later.
        """
        ids = [self.id_of(errand, 0) for errand in errands]
        known = self._store.receipts(ids) if ids else {}
        return [
            _told(0, known[identity]) if identity in known else self._ask(errand, 0, identity)
            for errand, identity in zip(errands, ids, strict=True)
        ]

    def again(self, errand: Errand, attempt: int) -> Answer:
        """The first attempt, from this one on, that was not refused yet. Raises as `first`."""
        while True:
            identity = self.id_of(errand, attempt)
            known = self._store.receipts([identity]).get(identity)
            if known is None:
                return self._ask(errand, attempt, identity)
            if known.rule is None:
                return _told(attempt, known)
            attempt += 1

    def last(self, errands: Sequence[Errand]) -> list[Answer | None]:
        """How errands stand by their receipts; None: never asked, or never decided."""
        first = {self.id_of(errand, 0): errand for errand in errands}
        known = self._store.receipts(list(first)) if first else {}
        return [self._last(errand, known.get(identity)) for identity, errand in first.items()]

    def _last(self, errand: Errand, receipt: StoredReceipt | None) -> Answer | None:
        if receipt is None:
            return None
        answer = _told(0, receipt)
        while answer.rule is not None:
            identity = self.id_of(errand, answer.attempt + 1)
            later = self._store.receipts([identity]).get(identity)
            if later is None:
                return answer
            answer = _told(answer.attempt + 1, later)
        return answer

    def _ask(self, errand: Errand, attempt: int, identity: str) -> Answer:
        signed = ask(
            errand.wanted,
            origin=self._origin,
            signer=self._signer(),
            not_after=self._clock() + _VALID,
            command_id=identity,
            cause=errand.cause or None,
        )
        try:
            return Answer(attempt, None, self._book.execute(signed).last)
        except Refused as refused:
            if refused.rejected.rule == "command.id_reused":  # a rival was faster
                return _told(attempt, self._store.receipts([identity])[identity])
            return Answer(attempt, refused.rejected.rule, refused.position)
        except (OutcomeUnknown, NotWritten, Closed):
            raise
        except Exception as problem:  # no receipt: this attempt comes again, it is never two
            logging.getLogger(__name__).error(
                "%s (%s, %s): %s was not decided", *errand.key, errand.wanted.NAME, exc_info=problem
            )
            return Answer(attempt, NOT_ACCEPTED if isinstance(problem, NotAccepted) else FAILED, 0)


def _told(attempt: int, receipt: StoredReceipt) -> Answer:
    return Answer(attempt, receipt.rule, receipt.last)
