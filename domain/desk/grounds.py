"""Whether a bidder did what its deposit is kept, or its guarantee claimed, for."""

from collections.abc import Sequence
from typing import Protocol

from domain.bid.state import Bid, Standing
from domain.categories.category import Cause, Ground
from domain.deposit.refund import Standing as Refunding
from domain.deposit.state import Deposit
from domain.kernel import Rejected, StreamId
from domain.lot.state import Lot
from domain.trade_codes import bid_code


class OnAGround(Protocol):
    """A decision about a deposit for what its bidder did."""

    @property
    def deposit(self) -> str:
        """The deposit's code."""

    @property
    def lot(self) -> str:
        """The lot's code."""

    @property
    def ground(self) -> str:
        """What the bidder did, of `Ground`."""

    @property
    def bid(self) -> str | None:
        """The bid that it revoked; None of one on paper, and of a winner that defaulted."""


def check(asked: OnAGround) -> None:
    """Raises ValueError for a ground that there is not, or a bid that it is not about."""
    if asked.ground not in [ground.value for ground in Ground]:
        right = ", ".join(Ground)
        raise ValueError(f"ground {asked.ground!r}: expected one of {right}")
    if asked.bid is None:
        return
    bid_code(asked.bid)
    if asked.ground != Ground.REVOKED:
        raise ValueError(f"bid {asked.bid}: expected none where it is {asked.ground}")


def bids_of(asked: OnAGround) -> tuple[StreamId, ...]:
    """The bid, where one is named."""
    return () if asked.bid is None else (StreamId("bid", asked.bid),)


def unfounded(
    asked: OnAGround, party: str | None, deposit: Deposit, lot: Lot, bids: Sequence[Bid]
) -> Rejected | None:
    """Why a party did not do that. `bids`: the one that is named, if one is."""
    if asked.ground != Ground.REVOKED:
        if lot.has_defaulted(party):
            return None
        return Rejected("forfeiture.not_the_winner", f"{asked.deposit} is no defaulted winner's")
    if bids:
        its = party is not None and (bids[0].lot, bids[0].party) == (asked.lot, party)
        if its and bids[0].standing is Standing.REVOKED:
            return None
        return Rejected("forfeiture.not_revoked", f"{asked.bid} is no bid that was revoked")
    return _not_on_paper(asked, deposit, lot)


def _not_on_paper(asked: OnAGround, deposit: Deposit, lot: Lot) -> Rejected | None:
    """Why it is no bid on paper that was revoked.

    That it is one is the owner's word, as their number was; that it was withdrawn in time, its
    deposit tells, which goes back since (条例 35).
    """
    if not lot.on_paper:
        detail = f"no bid for {asked.lot} is on paper: expected the one that was revoked"
        return Rejected("forfeiture.not_revoked", detail)
    if goes_back(deposit):
        detail = f"{asked.deposit} goes back: its bid was withdrawn in time"
        return Rejected("forfeiture.not_revoked", detail)
    return None


def goes_back(deposit: Deposit) -> bool:
    """Whether it goes back, or went, since its bid was withdrawn in time."""
    back = (one for one in deposit.refunds if one.cause == Cause.WITHDRAWN)
    return any(one.standing is not Refunding.VOID for one in back)
