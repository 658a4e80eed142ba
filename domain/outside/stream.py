"""The record of the stream: `outside/ACCOUNT/2026-03-17`."""

from domain.kernel import Stream
from domain.outside.events import OutsideListRecorded
from domain.outside.record import RECORD_OUTSIDE_LIST
from domain.outside.state import Outside, evolve

OUTSIDE = Stream(
    name="outside",
    events=(OutsideListRecorded,),
    initial=Outside(),
    evolve=evolve,
    deciders=(RECORD_OUTSIDE_LIST,),
)
