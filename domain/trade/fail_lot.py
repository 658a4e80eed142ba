"""A lot that nobody wins: as its owner says, or as the platform counts too few bids for it."""

from typing import Any

from domain.bid.state import Bid, Standing
from domain.calendar import beijing_day
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.close import FailLot
from domain.lot.events import LotDefined, LotFailed
from domain.lot.standing import category_of, hears, owned
from domain.lot.standstill import is_stopped
from domain.lot.state import Lot
from domain.trade.open_bids import not_of_it


def fail(states: Any, asked: FailLot, context: Context) -> Decision:
    """By the owner or its agency, before a contract; by the platform where too few bids came, from
    the instant on at which they could be opened: it alone has them all. Seals stay.
    """
    lot, *bids = states if isinstance(states, tuple) else (states,)
    known = _counted(lot, bids, asked, context) or owned(lot, asked.lot, context, LotFailed)
    if isinstance(known, Rejected):
        return known
    return (
        LotFailed(lot=asked.lot, reason=asked.reason, failed_on=beijing_day(context.received_at)),
    )


def _counted(
    lot: Lot, bids: list[Bid], asked: FailLot, context: Context
) -> LotDefined | Rejected | None:
    """The lot as defined, where the platform says how many bids there are and these are too few;
    None where it is not the platform's to say. As for an opening: that all are named that were
    handed in here is its word, and those on paper are the owner's, beside them.
    """
    if asked.bidders is None or not context.holds("PLATFORM"):
        return None
    least = _least(lot, context)
    if least is None:
        return None
    if refused := not_of_it(bids, asked.lot, asked.bids):
        return refused
    here = sum(bid.standing is Standing.RECEIVED for bid in bids)
    if max(here, asked.bidders) >= least:
        return Rejected("lot.enough_bidders", f"{least} are there: bids of {asked.lot} are opened")
    return hears(lot, asked.lot, context.law, LotFailed)


def _least(lot: Lot, context: Context) -> int | None:
    """How many must bid for a lot whose bids could be open by now and are not; None of any other,
    and where one is enough. A session ends by itself.

    While it stands still its opening has not come: it moves when the lot goes on.
    """
    if lot.defined is None or lot.opened or lot.opening_at is None or lot.session.arranged:
        return None
    if is_stopped(lot, lot.opening_at):
        return None
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected) or context.received_at < lot.opening_at:
        return None
    least = category.order(lot.scopes).least_bidders
    return least if least > 1 else None


FAIL_LOT = Decider(
    handles=FailLot,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids),
    ),
    decide=fail,
)
