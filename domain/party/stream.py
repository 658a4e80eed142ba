"""The record of the stream: `party/USCC`."""

from domain.kernel import KeyName, Stream
from domain.party.enrol import REGISTER_PARTY
from domain.party.events import PartyRegistered
from domain.party.state import Party, evolve

PARTY = Stream(
    name="party",
    events=(PartyRegistered,),
    initial=Party(),
    evolve=evolve,
    deciders=(REGISTER_PARTY,),
    keys=lambda first: (KeyName("party", first.party),),
    owns=lambda first: KeyName("party", first.party),
)
