"""At the opening a bidder hands in the key to the file that it encrypted itself.

The platform asks on its wish, as of the bid: that the key opens the file is the platform's word,
which anybody may try who has both.
"""

from domain.bid.events import BidKeyHandedIn
from domain.bid.state import Bid, Standing
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import standing
from domain.lot.state import Lot
from domain.party_codes import party_code
from domain.phases import Phase
from domain.trade_codes import bid_code


@command("HandInBidKey", zh="提交解密密钥")
class HandInBidKey(Command):
    """What opens the file of a bid: `secret`, 32 bytes in hex."""

    bid: str
    lot: str
    party: str
    secret: str

    def __post_init__(self) -> None:
        bid_code(self.bid)
        lot_code(self.lot)
        party_code(self.party)
        digest(self.secret)


def handed_in(states: tuple[Bid, Lot], asked: HandInBidKey, context: Context) -> Decision:
    """From the opening to the panel's report, for a bid that stands; the same again is nothing.

    Not before: what lies here earlier, somebody may read earlier.
    """
    bid, lot = states
    known = standing(lot, asked.lot, Phase.COMPETITION)
    if isinstance(known, Rejected):
        return known
    if bid.standing is not Standing.RECEIVED or (bid.lot, bid.party) != (asked.lot, asked.party):
        return Rejected("bid.unknown", f"{asked.bid} is no bid for {asked.lot} that stands")
    if bid.secret == asked.secret:
        return ()
    if bid.secret is not None:
        return Rejected("bid.has_key", f"the key of {asked.bid} was handed in: it has one alone")
    return (BidKeyHandedIn(bid=asked.bid, handed_in_at=context.received_at, secret=asked.secret),)


HAND_IN_BID_KEY = Decider(
    handles=HandInBidKey,
    touches=lambda asked: (StreamId("bid", asked.bid), StreamId("lot", asked.lot)),
    decide=handed_in,
)
