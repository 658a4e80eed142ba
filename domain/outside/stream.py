"""The record of the stream: `outside/ACCOUNT/2026-03-17`. Lists are recorded at the desk."""

from domain.kernel import Stream
from domain.outside.events import OutsideListRecorded
from domain.outside.former import FORMER
from domain.outside.state import Outside, evolve

OUTSIDE = Stream(
    name="outside",
    events=(OutsideListRecorded,),
    initial=Outside(),
    evolve=evolve,
    deciders=(),
    former=FORMER,
)
