"""An invitation as it stands."""

from dataclasses import dataclass

from domain.invitation.events import InvitationEvent


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whether somebody was invited, and who (None: nobody can read it any more)."""

    issued: bool = False
    invitees: tuple[str, ...] | None = None

    def lets(self, party: str) -> bool:
        """Whether a party may bid: of a lot without an invitation anybody may."""
        return not self.issued or party in (self.invitees or ())


def evolve(_before: Invitation, event: InvitationEvent) -> Invitation:
    """The invitation after an event."""
    return Invitation(issued=True, invitees=event.invitees)
