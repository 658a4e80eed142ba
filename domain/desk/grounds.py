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
    def bids(self) -> tuple[str, ...]:
        """The bid that it revoked; of one on paper all that were ever handed in here."""


def check(asked: OnAGround) -> None:
    """Raises ValueError for a ground that there is not, or bids that it is not about."""
    if asked.ground not in [ground.value for ground in Ground]:
        right = ", ".join(Ground)
        raise ValueError(f"ground {asked.ground!r}: expected one of {right}")
    for bid in asked.bids:
        bid_code(bid)
    if len(set(asked.bids)) < len(asked.bids):
        raise ValueError("bids: expected each once")
    if asked.bids and asked.ground != Ground.REVOKED:
        named = ", ".join(asked.bids)
        raise ValueError(f"bids {named}: expected none where it is {asked.ground}")


def bids_of(asked: OnAGround) -> tuple[StreamId, ...]:
    """The bids that are named."""
    return tuple(StreamId("bid", bid) for bid in asked.bids)


def unfounded(
    asked: OnAGround, party: str | None, deposit: Deposit, lot: Lot, bids: Sequence[Bid]
) -> Rejected | None:
    """Why a party did not do that. `bids`: those that are named."""
    if asked.ground != Ground.REVOKED:
        if lot.has_defaulted(party):
            return None
        return Rejected("forfeiture.not_the_winner", f"{asked.deposit} is no defaulted winner's")
    for code, bid in zip(asked.bids, bids, strict=True):
        if party is not None and (bid.lot, bid.party) == (asked.lot, party):
            if bid.standing is Standing.REVOKED:
                return None
            return Rejected("forfeiture.not_revoked", f"{code} is no bid that was revoked")
    return _not_on_paper(asked, party, deposit, lot)


def _not_on_paper(
    asked: OnAGround, party: str | None, deposit: Deposit, lot: Lot
) -> Rejected | None:
    """Why it is no bid on paper that was revoked: none is, or not all are named that were ever
    handed in here, of which its party's could be one. Which these are its opening says, whatever
    became of them since: one that nobody can read any more is no bid of a party that can still be
    read, and who withdrew in time is named too, whether anything of its deposit goes back or not.

    That one on paper was revoked is the owner's word, as their number was. Of a deposit that goes
    back since its bid was withdrawn nothing is kept by it either (条例 35).
    """
    here = lot.bids_opened.bids if lot.bids_opened is not None else None
    if party is None or here is None or not lot.on_paper:
        detail = f"no bid for {asked.lot} is on paper: expected the one that was revoked"
        return Rejected("forfeiture.not_revoked", detail)
    if set(asked.bids) != set(lot.not_on_paper):
        all_here = f"all that were handed in here ({len(lot.not_on_paper)})"
        detail = f"expected the bid that was revoked, or of one on paper {all_here}"
        return Rejected("forfeiture.not_revoked", detail)
    if is_withdrawn(deposit):
        detail = f"{asked.deposit} goes back: its bid was withdrawn in time"
        return Rejected("forfeiture.not_revoked", detail)
    return None


def is_withdrawn(deposit: Deposit) -> bool:
    """Whether it goes back, or went, since its bid was withdrawn in time."""
    back = (one for one in deposit.refunds if one.cause == Cause.WITHDRAWN)
    return any(one.standing is not Refunding.VOID for one in back)
