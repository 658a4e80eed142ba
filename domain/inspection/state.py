"""What of a lot was looked into."""

from dataclasses import dataclass

from domain.inspection.events import BreakGlassRead


@dataclass(frozen=True, slots=True)
class Inspections:
    """How often it was."""

    reads: int = 0


def evolve(inspections: Inspections, event: BreakGlassRead) -> Inspections:
    """One more."""
    return Inspections(max(inspections.reads, event.number))
