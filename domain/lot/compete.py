"""Opening the bids of a lot, which releases its seals."""

from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.announce import speaks_for_owner
from domain.lot.events import BidOpened
from domain.lot.state import Lot


@command("OpenBids", zh="开标")
class OpenBids(Command):
    """Open the bids of a lot: `bidders` of them are there."""

    lot: str
    bidders: int

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if self.bidders < 0:
            raise ValueError(f"bidders {self.bidders}: expected zero or more")


_LEAST_BIDDERS = {"CONSTRUCTION": 3}
"""With fewer no opening, and the seals stay: the same will compete again (CT-11, 4.5 (6))."""


def decide(lot: Lot, asked: OpenBids, context: Context) -> Decision:
    """Once, by the owner or its agency, and not one second early: seals cannot be put back."""
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    if not speaks_for_owner(context, lot.defined.owner, lot.defined.agency):
        return Rejected("lot.not_yours", f"{asked.lot} belongs to {lot.defined.owner}")
    if lot.opened:
        return Rejected("lot.already_open", f"the bids of {asked.lot} are open")
    if context.received_at < lot.defined.opening_at:
        opening = lot.defined.opening_at.isoformat()
        return Rejected("lot.too_early", f"{asked.lot} opens at {opening}")
    least = _LEAST_BIDDERS.get(lot.defined.category, 0)
    if asked.bidders < least:
        return Rejected("lot.too_few_bidders", f"{asked.bidders} are there, {least} must be")
    return (BidOpened(lot=asked.lot, opened_at=context.received_at, bidders=asked.bidders),)


OPEN_BIDS = Decider(
    handles=OpenBids,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=decide,
)
