"""Facts of a milestone; all public."""

from datetime import date, datetime

from domain.kernel import Event, event


@event("TargetSet", zh="设定目标")
class TargetSet(Event):
    """By this day a body is to reach something, in this region. The last word counts."""

    milestone: str
    set_at: datetime
    title: str
    body: str
    region: str
    due: date

    def happened_at(self) -> datetime:
        """When it was set."""
        return self.set_at


@event("TargetReviewed", zh="督促检查")
class TargetReviewed(Event):
    """The office looked how far it is. `positions`: the events of this log that show it;
    `document`: the SHA-256 of what was found.
    """

    milestone: str
    reviewed_at: datetime
    reached: bool
    positions: tuple[int, ...]
    document: str

    def happened_at(self) -> datetime:
        """When it was found."""
        return self.reviewed_at


type MilestoneEvent = TargetSet | TargetReviewed
