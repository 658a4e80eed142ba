"""Bids are open, and fewer than a row that warns asks for (GP-12, LD-05): supervisors are alerted.

What blocks was refused. How many there were is public by the very event.
"""

from domain.alert.cause import cause
from domain.alert.codes import code_for
from domain.alert.kinds import FEW_BIDDERS as KIND
from domain.kernel import Command, Policy
from domain.lot.events import BidOpened
from domain.trade.raise_alert import RaiseAlert

_NAME = "few_bidders"


def react(opened: BidOpened, told: tuple[str, ...]) -> tuple[Command, ...]:
    """`told`: the cause, where there were too few; else nothing. A lot is opened once."""
    if not told:
        return ()
    why = cause(told[0])
    return (
        RaiseAlert(
            alert=code_for(_NAME, opened.lot),
            kind=KIND.code,
            lots=(opened.lot,),
            deposits=(),
            causes=(why.position,),
            arose_at=why.at,
        ),
    )


FEW_BIDDERS = Policy(
    name=_NAME, hears=(BidOpened,), asks=(RaiseAlert,), react=react, reads="few_bidders"
)
