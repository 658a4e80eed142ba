"""The record of the stream: `milestone/CODE`."""

from typing import get_args

from domain.kernel import Stream
from domain.milestone.events import MilestoneEvent
from domain.milestone.review import REVIEW_TARGET, SET_TARGET
from domain.milestone.state import Milestone, evolve

MILESTONE = Stream(
    name="milestone",
    events=get_args(MilestoneEvent.__value__),
    initial=Milestone(),
    evolve=evolve,
    deciders=(SET_TARGET, REVIEW_TARGET),
)
