"""The record of the stream: `refund/RB-2026-05-11-0A1F`. Its deciders sit at the desk."""

from typing import get_args

from domain.kernel import Stream
from domain.refund.events import RefundEvent
from domain.refund.state import Batch, evolve

REFUND = Stream(
    name="refund", events=get_args(RefundEvent.__value__), initial=Batch(), evolve=evolve
)
