"""The record of the stream: `payout/Q0123456789ABCDEF`. Its deciders sit at the desk."""

from typing import get_args

from domain.kernel import Stream
from domain.keys import key_of_lot
from domain.payout.events import PayoutEvent
from domain.payout.former import FORMER
from domain.payout.state import Payout, evolve

PAYOUT = Stream(
    name="payout",
    events=get_args(PayoutEvent.__value__),
    initial=Payout(),
    evolve=evolve,
    former=FORMER,
    keys=lambda first: key_of_lot(first.lot),
)
