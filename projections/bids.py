"""Bids by lot: which there are, and which of them stand. Sealed."""

from collections.abc import Iterator

from domain.bid.events import BidReceived, BidRevoked, BidWithdrawn
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import Change, Column, Erase, Index, Projection, Put, Table

BIDS = Table(
    "bids",
    (Column("bid", "text"),),
    (Column("lot", "text"), Column("party", "text"), Column("stands", "boolean")),
    sealed=True,
    indexes=(Index(("lot",)), Index(("party",))),
)
"""`stands`: it was handed in, and neither withdrawn nor revoked since."""


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it is handed in and taken back; a person's key takes theirs along."""
    match recorded.event:
        case BidReceived(bid=bid, lot=lot, party=party) if lot:
            yield Put(BIDS, (bid,), {"lot": lot, "party": party, "stands": True})
        case BidWithdrawn(bid=bid) | BidRevoked(bid=bid):
            yield Put(BIDS, (bid,), {"stands": False}, known=True)
        case KeyDestroyed(key=key) if key.startswith("party/"):
            yield Erase(BIDS, {"party": key.partition("/")[2]})


BID_BOOK = Projection("bids", 1, (BIDS,), project)
