"""Whose bid lapsed has its deposit back in whatever form it was given (CT-26)."""

from collections.abc import Iterable

from domain.bid.state import Bid, Standing
from domain.deposit.state import Deposit


def has_lapsed(bids: Iterable[Bid], deposit: Deposit, lot: str) -> bool:
    """Whether one of these is the bid for a lot that a deposit was given for, and binds no more
    since its bidder would not be bound for longer. `bids`: those named; only an open one lapses.
    """
    whose = deposit.terms and (lot, deposit.terms.lot, deposit.terms.party)
    return any(
        one.standing is Standing.LAPSED and (one.lot, one.lot, one.party) == whose for one in bids
    )
