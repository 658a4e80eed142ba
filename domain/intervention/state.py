"""What was recorded; None of what nobody can read any more, and before."""

from dataclasses import dataclass

from domain.intervention.events import InterventionRecorded


@dataclass(frozen=True, slots=True)
class Intervention:
    """What was recorded, if it was; it stands for ever."""

    recorded: InterventionRecorded | None = None


def evolve(_before: Intervention, event: InterventionRecorded) -> Intervention:
    """As it was recorded."""
    return Intervention(event)
