"""The record of the stream: `invitation/LOT`. Its decider sits with the trade: it asks the lot."""

from domain.invitation.events import InviteesNamed
from domain.invitation.state import Invitation, evolve
from domain.kernel import Stream
from domain.keys import key_of_lot

INVITATION = Stream(
    name="invitation",
    events=(InviteesNamed,),
    initial=Invitation(),
    evolve=evolve,
    keys=lambda first: key_of_lot(first.lot),
)
