"""Facts of an alert. Of a lot whose bids are not open a secret one stands in a sealed part only.

An alert names events and deposits, and no party: whose a deposit is, is told where deposits are,
and can be erased there.
"""

from dataclasses import dataclass
from datetime import date, datetime

from domain.alert.kinds import Level
from domain.kernel import Event, event, restricted, sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A term of law that was not kept: from a day on, it was to end by `limit` and did on `ended`.

    Of a term that bounds from below `limit` is the first day that would do. `ended`: None where it
    is over and nothing has ended it.
    """

    rule: str
    began: date
    limit: date
    ended: date | None

    def __str__(self) -> str:
        return f"{self.began} {self.limit} {self.ended} {self.rule}"


def missed(told: str) -> Missed:
    """What `str` of a term that has ended was. Raises ValueError for any other text."""
    *days, rule = told.split(" ", 3)
    began, limit, ended = map(date.fromisoformat, days)
    return Missed(rule=rule, began=began, limit=limit, ended=ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found: of which kind and version, how grave, of which lots and deposits.

    `causes`: positions of the events that show it, in their order. `missed`: of a row of law.
    """

    kind: str
    version: int
    level: Level
    lots: tuple[str, ...]
    deposits: tuple[str, ...]
    causes: tuple[int, ...]
    missed: Missed | None = None


@event("AlertRaised", zh="预警")
class AlertRaised(Event):
    """Something is to be looked at. It stands for ever; what is said of it comes beside it.

    `arose_at`: the legal instant of what it was raised for, however late that was noticed.
    """

    alert: str
    arose_at: datetime
    finding: Finding = restricted()

    def happened_at(self) -> datetime:
        """When it arose."""
        return self.arose_at


@event("SealedAlertRaised", zh="密封预警")
class SealedAlertRaised(Event):
    """The same of a lot whose bids are not open: nobody knows of what kind, or of which lot."""

    alert: str
    arose_at: datetime
    finding: Finding | None = sealed()

    def happened_at(self) -> datetime:
        """When it arose."""
        return self.arose_at


@event("AlertExplained", zh="预警说明")
class AlertExplained(Event):
    """Whoever supervises the lot says what there is to it. The alert stays.

    `document`: the SHA-256 of what was written besides, if anything was.
    """

    alert: str
    explained_at: datetime
    reason: str = restricted()
    document: str | None = restricted()

    def happened_at(self) -> datetime:
        """When it was said."""
        return self.explained_at


@event("AlertAcknowledged", zh="预警签收")
class AlertAcknowledged(Event):
    """Whoever supervises the lot has seen it as it stands.

    `explained`: how often it had been explained by then. None: it is taken up; else what was said
    has been read.
    """

    alert: str
    acknowledged_at: datetime
    explained: int
    reason: str = restricted()
    document: str | None = restricted()

    def happened_at(self) -> datetime:
        """When it was seen."""
        return self.acknowledged_at


@event("AlertEscalated", zh="预警升级")
class AlertEscalated(Event):
    """It is more than whoever has it can end; or nobody took it up.

    `due`: the last day on which that would have been in time, as the clock found; None where a
    person says it.
    """

    alert: str
    escalated_at: datetime
    due: date | None
    reason: str = restricted()
    document: str | None = restricted()

    def happened_at(self) -> datetime:
        """When it was said, or the time was over."""
        return self.escalated_at


@event("AlertClosed", zh="预警办结")
class AlertClosed(Event):
    """Nothing more is to be done about it, for this reason. The alert stays."""

    alert: str
    closed_at: datetime
    reason: str = restricted()
    document: str | None = restricted()

    def happened_at(self) -> datetime:
        """When it was said."""
        return self.closed_at


type AlertEvent = (
    AlertRaised
    | SealedAlertRaised
    | AlertExplained
    | AlertAcknowledged
    | AlertEscalated
    | AlertClosed
)
