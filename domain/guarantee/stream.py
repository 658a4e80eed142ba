"""The record of the stream: `guarantee/G0123456789ABCDEF`. Most of its deciders sit at the desk."""

from typing import get_args

from domain.guarantee.events import GuaranteeEvent
from domain.guarantee.reopen import REOPEN_GUARANTEE
from domain.guarantee.state import Guarantee, evolve
from domain.kernel import Stream
from domain.keys import keys_of

GUARANTEE = Stream(
    name="guarantee",
    events=get_args(GuaranteeEvent.__value__),
    initial=Guarantee(),
    evolve=evolve,
    deciders=(REOPEN_GUARANTEE,),
    keys=lambda first: keys_of(first.lot, first.party),
)
