"""Refused attempts are evidence: which become events one by one, and which only a summary.

Above the rate an actor's refusals of a minute are counted and their digests hashed together.
"""

import secrets
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from domain.kernel import Rejected, StreamId
from ledger.append import Append, StoredReceipt, Write
from ledger.asking import Asked
from ledger.events import CommandRefused, RefusalsSummarised

REFUSALS = "refusals"
RATE = 30
"""Refusals of one actor in one minute that are recorded singly."""
_MINUTE = timedelta(minutes=1)
_RULE_MAX, _DETAIL_MAX = 60, 80
"""Characters; a refusal must fit its sealed part whatever the detail quotes."""


@dataclass(frozen=True, slots=True)
class _Window:
    """`above`: SHA-256 over the digests above the rate so far; copied before it grows."""

    since: datetime
    count: int
    above: Any


class Refusals:
    """Counts per actor and minute, and says where a refusal goes.

    What a group counts is real only when the group is: between `begin` and `settle` it stands
    beside what is committed, and a group that fails leaves no trace.
    """

    def __init__(self) -> None:
        self._committed: dict[str, _Window] = {}
        self._windows: dict[str, _Window] = {}
        self._unheard: tuple[Write, dict[str, _Window]] | None = None

    def begin(self, append: Append) -> None:
        """A group begins. If COMMIT of an earlier one went unheard, the log knows how it ended."""
        if self._unheard:
            rows, windows = self._unheard
            if _stands(append, rows):
                self._committed = windows
            self._unheard = None
        self._windows = dict(self._committed)

    def written(self, rows: Write) -> None:
        """The group is written and COMMIT comes next; its answer may be lost on the way."""
        self._unheard = rows, self._windows

    def settle(self) -> None:
        """After COMMIT: what was counted counts."""
        self._committed, self._unheard = self._windows, None

    def pending(self) -> bool:
        """Whether anything is left for a summary."""
        unheard = self._unheard[1] if self._unheard else {}
        return any(w.count > RATE for w in (*self._committed.values(), *unheard.values()))

    def singly(self, actor: str, digest: bytes, at: datetime) -> bool:
        """Whether this refusal becomes an event of its own; if not, it is kept for the summary."""
        window = self._windows.get(actor)
        if window is None or (at - window.since >= _MINUTE and window.count <= RATE):
            window = _Window(at, 0, sha256())
        count, above = window.count + 1, window.above
        if count > RATE:
            above = above.copy()
            above.update(digest)
        self._windows[actor] = _Window(window.since, count, above)
        return count <= RATE

    def event(
        self, actor: str, apart: bool, asked: Asked, rejected: Rejected
    ) -> tuple[StreamId, CommandRefused]:
        """The refusal and its stream: the actor's of the day, or for a sealed target (`apart`) one
        of its own, lest two of them show that they concern the same lot.
        """
        day = asked.received_at.date().isoformat()
        code = secrets.token_hex(16) if apart else f"{actor}/{day}"
        refused = CommandRefused(
            day=day,
            command=asked.body.name[:_RULE_MAX],
            rule=rejected.rule[:_RULE_MAX],
            detail=rejected.detail[:_DETAIL_MAX],
        )
        return StreamId(REFUSALS, code), refused

    def due(
        self, until: datetime | None, now: datetime, destroyed: Container[str]
    ) -> Iterator[tuple[StreamId, RefusalsSummarised]]:
        """Summaries of the minutes that are over by then (None: of all); each is given once.

        One stands with its day's refusals, or with today's when the key of its day is gone.
        """
        windows = self._windows.items()
        over = [a for a, w in windows if until is None or until - w.since >= _MINUTE]
        for actor in over:
            window = self._windows.pop(actor)
            if window.count > RATE:
                day = window.since.date().isoformat()
                if f"{REFUSALS}/{day}" in destroyed:
                    day = now.astimezone(window.since.tzinfo).date().isoformat()
                count, digest = window.count - RATE, window.above.hexdigest()
                summary = RefusalsSummarised(day=day, count=count, digest=digest)
                yield StreamId(REFUSALS, f"{actor}/{day}"), summary


def _stands(append: Append, rows: Write) -> bool:
    """Whether this write was committed: all of it was, or nothing."""
    for command, digest, first, last, rule in rows.receipts[:1]:
        answer = StoredReceipt(digest, first, last, rule)
        return append.receipts([command]).get(command) == answer
    for stream, sequence, _, form, _ in rows.events[:1]:
        _, found = next(append.events(int(stream), sequence - 1), (0, b""))
        return found == form
    return False
