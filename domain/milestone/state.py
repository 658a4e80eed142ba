"""A milestone as it stands."""

from dataclasses import dataclass, replace
from typing import assert_never

from domain.milestone.events import MilestoneEvent, TargetReviewed, TargetSet


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is to be reached, as it was set last; how it was found last."""

    set: TargetSet | None = None
    reviewed: TargetReviewed | None = None

    @property
    def reached(self) -> bool:
        """Whether it was found reached."""
        return self.reviewed is not None and self.reviewed.reached


def evolve(milestone: Milestone, event: MilestoneEvent) -> Milestone:
    """The milestone after an event."""
    match event:
        case TargetSet():
            return replace(milestone, set=event)
        case TargetReviewed():
            return replace(milestone, reviewed=event)
        case _:
            assert_never(event)
