"""The record of the stream: `participation/P0123456789ABCDEF`, its deposit's id."""

from domain.kernel import Stream
from domain.keys import keys_of
from domain.participation.events import QualificationConfirmed
from domain.participation.state import Participation, evolve

PARTICIPATION = Stream(
    name="participation",
    events=(QualificationConfirmed,),
    initial=Participation(),
    evolve=evolve,
    keys=lambda first: keys_of(first.lot, first.party),
)
