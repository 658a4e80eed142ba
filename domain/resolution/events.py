"""Facts of a decision of the committee's; all public."""

from datetime import date, datetime
from enum import StrEnum

from domain.kernel import Event, event


class About(StrEnum):
    """What a decision is about: what may lean on it."""

    CATEGORY = "CATEGORY"
    SYSTEM_OWNER = "SYSTEM_OWNER"
    CATALOG = "CATALOG"
    OTHER = "OTHER"


@event("DecisionRecorded", zh="重大决策")
class DecisionRecorded(Event):
    """The committee decided on a matter, by these votes of those who took part.

    `document` is the decision's reference, `evidence` the SHA-256 of its text.
    """

    resolution: str
    decided_on: date
    about: About
    title: str
    participants: tuple[str, ...]
    in_favour: int
    against: int
    document: str
    evidence: str


@event("SystemOwnerDesignated", zh="确定系统建设主体")
class SystemOwnerDesignated(Event):
    """By this decision an organisation builds and answers for a system (新事项的系统建设主体)."""

    resolution: str
    system: str
    builder: str
    designated_at: datetime

    def happened_at(self) -> datetime:
        """When it was designated."""
        return self.designated_at


type DecisionEvent = DecisionRecorded | SystemOwnerDesignated
