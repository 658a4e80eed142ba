"""The record of the stream: `decision/CODE`."""

from typing import get_args

from domain.kernel import Stream
from domain.resolution.events import DecisionEvent
from domain.resolution.record import DESIGNATE_SYSTEM_OWNER, RECORD_DECISION
from domain.resolution.state import Resolution, evolve

RESOLUTION = Stream(
    name="resolution",
    events=get_args(DecisionEvent.__value__),
    initial=Resolution(),
    evolve=evolve,
    deciders=(RECORD_DECISION, DESIGNATE_SYSTEM_OWNER),
)
