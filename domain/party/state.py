"""A market subject as it stands."""

from dataclasses import dataclass

from domain.party.events import PartyEvent, PartyRegistered


@dataclass(frozen=True, slots=True)
class Party:
    """Not registered: no fact. Registered: the fact that registered it."""

    registered: PartyRegistered | None = None


def evolve(_party: Party, event: PartyEvent) -> Party:
    """The party after an event."""
    return Party(registered=event)
