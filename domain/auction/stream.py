"""The record of the stream: `auction/LOT/1`. Its deciders sit at the desk: they look at the lot."""

from typing import get_args

from domain.auction.events import AuctionEvent
from domain.auction.state import Auction, evolve
from domain.kernel import Stream
from domain.keys import key_of_lot

AUCTION = Stream(
    name="auction",
    events=get_args(AuctionEvent.__value__),
    initial=Auction(),
    evolve=evolve,
    keys=lambda first: key_of_lot(first.lot),
)
