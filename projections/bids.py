"""Bids as they are handed in, sealed until they are opened; and the openings themselves.

What was withdrawn before that is not opened, and stays sealed; so does a natural person's bid.
"""

from collections.abc import Iterator

from domain.bid.events import (
    BidReceived,
    BidRevoked,
    BidWithdrawn,
    DecryptionFailed,
    ExtensionRefused,
)
from domain.lot.events import BidOpened
from domain.party_codes import is_natural
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import Change, Column, Erase, Index, Projection, Put, Release, Table

BIDS = Table(
    "bids",
    (Column("bid", "text"),),
    (
        Column("lot", "text"),
        Column("party", "text"),
        Column("natural", "boolean"),
        Column("received_at", "timestamptz"),
        Column("file", "text"),
        Column("price_fen", "bigint"),
        Column("stands", "boolean"),
        Column("fault", "text"),
    ),
    sealed=True,
    indexes=(Index(("lot",)), Index(("party",))),
)
"""Each bid as it was handed in last. `stands`: it was neither withdrawn nor revoked since, nor has
lapsed, nor counts as that, as it could not be deciphered: then `fault` says by whose fault.
"""

OPENINGS = Table(
    "openings",
    (Column("lot", "text"),),
    (Column("opened_at", "timestamptz"), Column("bidders", "integer")),
)
"""When the bids for a lot were opened, and how many were said to be there; a row's position is
that of its opening.
"""


def project(recorded: Recorded) -> Iterator[Change]:
    """Bids as they come; the opening of a lot releases those that stand then."""
    match recorded.event:
        case BidOpened(lot=lot, opened_at=at, bidders=bidders):
            yield Put(OPENINGS, (lot,), {"opened_at": at, "bidders": bidders})
            yield Release(BIDS, {"lot": lot, "natural": False, "stands": True})
        case BidReceived(lot=lot, party=party) as received if lot and party:
            told = {
                "lot": lot,
                "party": party,
                "natural": is_natural(party),
                "received_at": received.received_at,
                "file": received.file,
                "price_fen": received.price_fen,
                "stands": True,
                "fault": None,
            }
            yield Put(BIDS, (received.bid,), told)
        case BidWithdrawn(bid=bid) | BidRevoked(bid=bid) | ExtensionRefused(bid=bid):
            yield Put(BIDS, (bid,), {"stands": False}, known=True)
        case DecryptionFailed(bid=bid, fault=fault):
            yield Put(BIDS, (bid,), {"stands": False, "fault": fault}, known=True)
        case KeyDestroyed(key=key):
            kind, _, code = key.partition("/")
            if kind in ("lot", "party"):
                yield Erase(BIDS, {kind: code})


BID_BOOK = Projection("bids", 3, (BIDS, OPENINGS), project)
