"""The record of the stream: `intervention/V0123456789ABCDEF`, each under a key of its own.

No opening of a lot releases it.
"""

from domain.intervention.events import InterventionRecorded
from domain.intervention.record import RECORD_INTERVENTION
from domain.intervention.state import Intervention, evolve
from domain.kernel import KeyName, Stream


def _key(first: InterventionRecorded) -> KeyName:
    return KeyName("intervention", first.intervention)


INTERVENTION = Stream(
    name="intervention",
    events=(InterventionRecorded,),
    initial=Intervention(),
    evolve=evolve,
    deciders=(RECORD_INTERVENTION,),
    keys=lambda first: (_key(first),),
    owns=_key,
)
