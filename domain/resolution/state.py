"""A decision as it stands."""

from dataclasses import dataclass, replace
from typing import assert_never

from domain.resolution.events import DecisionEvent, DecisionRecorded, SystemOwnerDesignated


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was decided, if it was; and which systems it gave to whom."""

    recorded: DecisionRecorded | None = None
    builders: tuple[tuple[str, str], ...] = ()
    """Systems with who builds them, each as it was said last."""


def evolve(decided: Resolution, event: DecisionEvent) -> Resolution:
    """The decision after an event."""
    match event:
        case DecisionRecorded():
            return Resolution(event)
        case SystemOwnerDesignated(system=system, builder=builder):
            others = tuple(one for one in decided.builders if one[0] != system)
            return replace(decided, builders=(*others, (system, builder)))
        case _:
            assert_never(event)
