"""Bids are open, or a session is over, and there was one bidder (RF-16): it is told, no more.

How many there were is public by the very event. A lot is opened once, though two events may say
so: one alert a lot.
"""

from domain.alert.cause import cause
from domain.alert.codes import code_for
from domain.alert.kinds import SINGLE_BIDDER as KIND
from domain.kernel import Command, Policy
from domain.lot.bidding import SessionEnded, TimedBiddingClosed
from domain.lot.events import BidOpened
from domain.trade.raise_alert import RaiseAlert

_NAME = "single_bidder"


type Opening = BidOpened | TimedBiddingClosed | SessionEnded


def react(ended: Opening, told: tuple[str, ...]) -> tuple[Command, ...]:
    """`told`: the cause."""
    if ended.bidders != 1:
        return ()
    why = cause(told[0])
    return (
        RaiseAlert(
            alert=code_for(_NAME, ended.lot),
            kind=KIND.code,
            lots=(ended.lot,),
            deposits=(),
            causes=(why.position,),
            arose_at=why.at,
        ),
    )


SINGLE_BIDDER = Policy(
    name=_NAME,
    hears=(BidOpened, TimedBiddingClosed, SessionEnded),
    asks=(RaiseAlert,),
    react=react,
    reads="cause",
)
