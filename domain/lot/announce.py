"""Defining a lot."""

from datetime import datetime

from domain.calendar import zoned
from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.events import LotDefined
from domain.lot.state import Lot
from domain.permissions import acts_for


@command("DefineLot", zh="登记标段")
class DefineLot(Command):
    """Define a lot and the terms of its deposit, by its owner or the owner's agency.

    `deposit_fen` is zero when none is asked for.
    """

    lot: str
    title: str
    category: str
    region: str
    owner: str
    agency: str | None
    deposit_fen: int
    deposit_deadline: datetime
    opening_at: datetime
    basic_account: bool

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if self.deposit_fen < 0:
            raise ValueError(f"deposit_fen {self.deposit_fen}: expected zero (none) or more")
        zoned("deposit_deadline", self.deposit_deadline)
        zoned("opening_at", self.opening_at)


def decide(lot: Lot, asked: DefineLot, context: Context) -> Decision:
    """Once; the same again changes nothing, other terms are refused."""
    if not speaks_for_owner(context, asked.owner, asked.agency):
        return Rejected("lot.not_yours", f"{asked.lot} belongs to {asked.owner}")
    if asked.deposit_deadline > asked.opening_at:
        return Rejected("lot.deadline_after_opening", "deposits are due before bids are opened")
    defined = LotDefined(
        lot=asked.lot,
        title=asked.title,
        category=asked.category,
        region=asked.region,
        owner=asked.owner,
        agency=asked.agency,
        deposit_fen=asked.deposit_fen,
        deposit_deadline=asked.deposit_deadline,
        opening_at=asked.opening_at,
        basic_account=asked.basic_account,
    )
    if lot.defined is None:
        return (defined,)
    if lot.defined == defined:
        return ()
    return Rejected("lot.already_defined", f"{asked.lot} is defined otherwise")


def speaks_for_owner(context: Context, owner: str, agency: str | None) -> bool:
    """True for the owner, and for the agency that the owner charged."""
    return acts_for(context, "OWNER", owner) or acts_for(context, "AGENCY", agency)


DEFINE_LOT = Decider(
    handles=DefineLot,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=decide,
)
