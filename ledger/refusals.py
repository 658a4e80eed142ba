"""Refused attempts are evidence: which become events one by one, and which only a summary.

Above the rate an actor's refusals of a minute are counted and their digests hashed together.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from domain.kernel import Rejected, StreamId
from ledger.asking import Asked
from ledger.events import CommandRefused, RefusalsSummarised

REFUSALS = "refusals"
RATE = 30
"""Refusals of one actor in one minute that are recorded singly."""
_MINUTE = timedelta(minutes=1)
_RULE_MAX, _DETAIL_MAX = 60, 80
"""Characters; a refusal must fit its sealed part whatever the detail quotes."""


@dataclass(slots=True)
class _Window:
    since: datetime
    count: int = 0
    above: list[bytes] = field(default_factory=list)


class Refusals:
    """Counts per actor and minute, and says where a refusal goes."""

    def __init__(self) -> None:
        self._windows: dict[str, _Window] = {}

    def singly(self, actor: str, digest: bytes, at: datetime) -> bool:
        """Whether this refusal becomes an event of its own; if not, it is kept for the summary."""
        window = self._windows.get(actor)
        if window is None or (at - window.since >= _MINUTE and not window.above):
            window = self._windows[actor] = _Window(at)
        window.count += 1
        if window.count <= RATE:
            return True
        window.above.append(digest)
        return False

    def event(
        self, actor: str, names: tuple[str, ...], asked: Asked, rejected: Rejected
    ) -> tuple[StreamId, CommandRefused]:
        """The refusal and its stream: the actor's of the day, or for a sealed target (`names`) one
        of its own, lest two of them show that they concern the same lot.
        """
        day = asked.received_at.date().isoformat()
        code = secrets.token_hex(16) if names else f"{actor}/{day}"
        refused = CommandRefused(
            day=day,
            command=asked.body.name[:_RULE_MAX],
            rule=rejected.rule[:_RULE_MAX],
            detail=rejected.detail[:_DETAIL_MAX],
        )
        return StreamId(REFUSALS, code), refused

    def due(self, at: datetime) -> Iterator[tuple[StreamId, RefusalsSummarised]]:
        """Summaries of the minutes that are over; each is given once."""
        over = [a for a, w in self._windows.items() if at - w.since >= _MINUTE]
        for actor in over:
            window = self._windows.pop(actor)
            if window.above:
                day = window.since.date().isoformat()
                yield (
                    StreamId(REFUSALS, f"{actor}/{day}"),
                    RefusalsSummarised(
                        day=day,
                        count=len(window.above),
                        digest=sha256(b"".join(window.above)).hexdigest(),
                    ),
                )
