"""The order of things: streams, commands, keys, laws and heads as one event follows the other."""

from base64 import b64decode
from collections.abc import Set
from datetime import datetime
from hashlib import sha256
from typing import Any

from ledger.heads import HEADS_STREAM, NO_HEAD, HeadsTree
from ledger.trust import Trust
from ledger.verdict import Flaw, Problems
from ledger.verify_event import Actor, Stretch
from ledger.verify_keys import KeyHistory, moment
from ledger.verify_once import Once
from ledger.verify_shape import KEYS, LAW, OWN, REGISTRY

_FIXED = {KEYS: ("keys", "keys"), HEADS_STREAM: ("heads", "heads")}
_RESERVED = {REGISTRY, *_FIXED}
_AT_OPENING = {"LogOpened", "StreamRegistered", "KeyEnrolled"}
_OF_ITSELF = {"StreamRegistered", "HeadsSealed", "RefusalsSummarised"}
_OF_REFUSALS = {"StreamRegistered", "CommandRefused"}


class Walk:
    """Goes through all stretches once, in order; finds what does not follow."""

    def __init__(self, trust: Trust, problems: Problems, ends: Set[int]) -> None:
        """`ends`: sizes at which checkpoints end."""
        self._trust = trust
        self._problems = problems
        self._ends = ends
        self._sealed: set[int] = set()
        self._tails: dict[int, tuple[int, str | None]] = {REGISTRY: (0, None)}
        self._changed = {REGISTRY}
        self._heads = HeadsTree()
        self._names, self._commands = Once(), Once()
        self._keys = KeyHistory()
        self._opening = True
        self._law = 0
        self._recorded = ("", None)
        self._command: tuple[str | None, Any] = None, None
        self._ended: Flaw | None = None
        self._itself: Actor = False, trust.ledger_key_id, None, "", "ledger", "LEDGER"
        self.mode: str | None = None
        self.commands = 0

    @property
    def streams(self) -> int:
        """How many streams are registered, the registry included."""
        return len(self._tails)

    def take(self, stretch: Stretch) -> None:
        """Goes one stretch further."""
        for check in (self._opens, self._time, self._place, self._asker, self._tells, self._chain):
            try:
                check(stretch)
            except Flaw as flaw:
                self._problems.add(flaw.code, stretch.position, **flaw.values)
        if stretch.stream == LAW:
            self._law = stretch.position + stretch.count - 1

    def finish(self, events: int) -> None:
        """What can be told only at the end."""
        for size in sorted(self._ends - self._sealed):
            if size <= events:
                self._problems.add("checkpoint.heads", size)
        for code, once in (("command.again", self._commands), ("stream.again", self._names)):
            for position in once.again():
                self._problems.add(code, position)
