"""A participation as it stands."""

from dataclasses import dataclass

from domain.participation.events import ParticipationEvent


@dataclass(frozen=True, slots=True)
class Participation:
    """Of which lot, whose, under which number; all None until it is qualified."""

    lot: str | None = None
    party: str | None = None
    number: str | None = None

    def is_of(self, lot: str, party: str) -> bool:
        """Whether this party may offer for this lot by it."""
        return (self.lot, self.party) == (lot, party) and self.number is not None


def evolve(_before: Participation, event: ParticipationEvent) -> Participation:
    """The participation after an event."""
    return Participation(lot=event.lot, party=event.party, number=event.number)
