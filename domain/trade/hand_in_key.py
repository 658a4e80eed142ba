"""At the opening a bidder hands in the key to the file that it encrypted itself.

The platform asks on its wish, as of the bid: that the key opens the file is the platform's word,
which anybody may try who has both.
"""

from domain.bid.events import BidKeyHandedIn
from domain.bid.state import Bid, Standing
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.key_time import keys_are_over, keys_until
from domain.lot.state import Lot
from domain.party_codes import party_code
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
    """From the opening on, as long as a row of the lot's rules gives, however soon the panel is
    done; for a bid that stands. The same again is nothing.

    Not before: what lies here earlier, somebody may read earlier.
    """
    bid, lot = states
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    if not lot.opened:
        detail = f"{asked.lot} is {lot.phase}: keys are handed in once its bids are open"
        return Rejected("lot.wrong_phase", detail)
    if bid.standing is not Standing.RECEIVED or (bid.lot, bid.party) != (asked.lot, asked.party):
        return Rejected("bid.unknown", f"{asked.bid} is no bid for {asked.lot} that stands")
    if bid.secret == asked.secret:
        return ()
    if bid.secret is not None:
        return Rejected("bid.has_key", f"the key of {asked.bid} was handed in: it has one alone")
    until = keys_until(lot, context.law)
    if until is None:
        return Rejected("bid.no_rule", f"no row says until when keys to bids for {asked.lot} come")
    if keys_are_over(lot, until, context.received_at):
        detail = f"keys to bids for {asked.lot} were taken until {until.isoformat()}"
        return Rejected("bid.key_too_late", detail)
    return (BidKeyHandedIn(bid=asked.bid, handed_in_at=context.received_at, secret=asked.secret),)


HAND_IN_BID_KEY = Decider(
    handles=HandInBidKey,
    touches=lambda asked: (StreamId("bid", asked.bid), StreamId("lot", asked.lot)),
    decide=handed_in,
)
