"""The record of the stream: `bid/B0123456789ABCDEF`."""

from typing import get_args

from domain.bid.events import BidEvent, BidReceived
from domain.bid.state import Bid, evolve
from domain.kernel import KeyName, Stream
from domain.keys import keys_of


def _keys(first: BidReceived) -> tuple[KeyName, ...]:
    return keys_of(first.lot, first.party)


BID = Stream(
    name="bid",
    events=get_args(BidEvent.__value__),
    initial=Bid(),
    evolve=evolve,
    keys=_keys,
)
