"""Facts of an invitation; that there is one, the lot says, and who got one lies under its key."""

from domain.kernel import Event, event, sealed


@event("InviteesNamed", zh="确定受邀人")
class InviteesNamed(Event):
    """These alone may bid for the lot (法 17, 22): neither names nor number are public."""

    lot: str
    invitees: tuple[str, ...] | None = sealed()


type InvitationEvent = InviteesNamed
