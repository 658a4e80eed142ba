"""A bid is handed in: sealed, and in time by the door's clock.

The platform asks on the bidder's wish: whoever asks is named in clear, and nobody may know before
the opening who bids.
"""

from domain.bid.events import BidReceived
from domain.bid.state import Bid, Standing
from domain.identifiers import digest, lot_code
from domain.invitation.state import Invitation
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.party.state import Party
from domain.party_codes import party_code
from domain.phases import Phase
from domain.trade_codes import bid_code

HEARD = (Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED)
"""While bids come in, until their deadline: in the short order a lot is never open, and closed when
deposits are over.
"""


@command("SubmitBid", zh="投标")
class SubmitBid(Command):
    """A party hands in a bid for a lot; the bid's id is random, and the asker's.

    Fields as in BidReceived.
    """

    bid: str
    lot: str
    party: str
    file: str
    price_fen: int | None

    def __post_init__(self) -> None:
        bid_code(self.bid)
        lot_code(self.lot)
        party_code(self.party)
        digest(self.file)
        if self.price_fen is not None and self.price_fen < 1:
            raise ValueError(f"price_fen {self.price_fen}: expected one or more, or none")


def submit(
    states: tuple[Bid, Lot, Party, Invitation], asked: SubmitBid, context: Context
) -> Decision:
    """Until the deadline, which is the opening (法 34); another in its place replaces it whole."""
    bid, lot, party, invitation = states
    if lot.defined is None or lot.opening_at is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    if party.registered is None:
        return Rejected("party.unknown", f"nobody registered {asked.party}")
    if not invitation.lets(asked.party):
        return Rejected("invitation.not_invited", f"{asked.party} was not invited for {asked.lot}")
    if bid.standing is not Standing.NONE and (bid.lot, bid.party) != (asked.lot, asked.party):
        return Rejected("bid.another", f"{asked.bid} is another bid")
    if lot.opened or lot.phase not in HEARD:
        return Rejected("lot.wrong_phase", f"{asked.lot} is {lot.phase}: no bids come in")
    if context.received_at >= lot.opening_at:
        return Rejected("lot.too_late", f"bids were due at {lot.opening_at.isoformat()}")
    same = (bid.standing, bid.file, bid.price_fen)
    if same == (Standing.RECEIVED, asked.file, asked.price_fen):
        return ()
    received = BidReceived(
        bid=asked.bid,
        received_at=context.received_at,
        lot=asked.lot,
        party=asked.party,
        file=asked.file,
        price_fen=asked.price_fen,
    )
    return (received,)


SUBMIT_BID = Decider(
    handles=SubmitBid,
    touches=lambda asked: (
        StreamId("bid", asked.bid),
        StreamId("lot", asked.lot),
        StreamId("party", asked.party),
        StreamId("invitation", asked.lot),
    ),
    decide=submit,
)
