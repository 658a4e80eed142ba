"""The record of the stream: `lot/CODE`."""

from typing import get_args

from domain.kernel import KeyName, Stream
from domain.lot.announce import DEFINE_LOT
from domain.lot.compete import OPEN_BIDS
from domain.lot.events import LotEvent
from domain.lot.state import Lot, evolve

LOT = Stream(
    name="lot",
    events=get_args(LotEvent.__value__),
    initial=Lot(),
    evolve=evolve,
    deciders=(DEFINE_LOT, OPEN_BIDS),
    owns=lambda first: KeyName("lot", first.lot),
)
