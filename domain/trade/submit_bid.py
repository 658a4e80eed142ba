"""A bid is handed in: sealed, and in time by the door's clock.

The platform asks on the bidder's wish: whoever asks is named in clear, and nobody may know before
the opening who bids.
"""

from typing import Any

from domain.application.state import Application
from domain.bid.events import BidReceived
from domain.bid.state import Bid, Standing
from domain.categories.category import Cause
from domain.deposit.owed import RefundObligationCancelled
from domain.deposit.refund import Standing as Refunding
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, digest, lot_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Placed,
    Rejected,
    StreamId,
    command,
)
from domain.lot.allotment import QuotaAllotted
from domain.lot.negotiated import NegotiationStarted
from domain.lot.standing import may_hear, to_be_invited
from domain.lot.state import Lot
from domain.lot.suspended import stood_still
from domain.party_codes import party_code
from domain.phases import Phase
from domain.trade_codes import application_of, bid_code

HEARD = (Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED)
"""While bids come in, until their deadline: in the short order a lot is never open, and closed when
deposits are over.
"""


@command("SubmitBid", version=2, zh="投标")
class SubmitBid(Command):
    """A party hands in a bid for a lot; it has one id for each lot, which tells nothing.

    `deposit`: what the party owes for the lot, None where nobody asked it for any yet; the rest as
    in BidReceived.
    """

    bid: str
    lot: str
    party: str
    file: str
    price_fen: int | None
    deposit: str | None

    def __post_init__(self) -> None:
        bid_code(self.bid)
        lot_code(self.lot)
        party_code(self.party)
        digest(self.file)
        if self.price_fen is not None and self.price_fen < 1:
            raise ValueError(f"price_fen {self.price_fen}: expected one or more, or none")
        if self.deposit is not None:
            deposit_code(self.deposit)


def submit(states: tuple[Any, ...], asked: SubmitBid, context: Context) -> Decision:
    """Until the deadline, which is the opening (法 34), while the procedure goes on; another in its
    place replaces it whole. Handed in again after it was withdrawn, it stands with its deposit, or
    with what was paid again once that had gone back.
    """
    bid, lot, party, invitation, application, *owing = states
    if lot.defined is None or lot.opening_at is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    if party.registered is None:
        return Rejected("party.unknown", f"nobody registered {asked.party}")
    if not invitation.lets(asked.party):
        return Rejected("invitation.not_invited", f"{asked.party} was not invited for {asked.lot}")
    if refused := _not_let_in(lot, application, asked, context):
        return refused
    if refused := _other_price(lot, asked, context):
        return refused
    if bid.standing is not Standing.NONE and (bid.lot, bid.party) != (asked.lot, asked.party):
        return Rejected("bid.another", f"{asked.bid} is another bid")
    if refused := _not_in_time(bid, lot, asked, context):
        return refused
    same = (bid.standing, bid.file, bid.price_fen)
    if same == (Standing.RECEIVED, asked.file, asked.price_fen):
        return ()
    again = _stands_again(owing[0], asked) if asked.deposit is not None else ()
    if isinstance(again, Rejected):
        return again
    received = BidReceived(
        bid=asked.bid,
        received_at=context.received_at,
        lot=asked.lot,
        party=asked.party,
        file=asked.file,
        price_fen=asked.price_fen,
    )
    return (received, *again)


def _not_in_time(bid: Bid, lot: Lot, asked: SubmitBid, context: Context) -> Rejected | None:
    """Why no bid comes in now. One that was at the door in time, and is behind the opening in the
    log, hears just that: to what can be read already nothing is added.
    """
    assert lot.opening_at is not None, "a lot that was defined has its times"
    was_due = context.received_at >= lot.opening_at
    if lot.bids_opened is not None and not was_due:
        detail = f"{asked.lot} was opened before this bid was written, which came in time"
        return Rejected("bid.opened_before", detail)
    if lot.opened or lot.phase not in HEARD:
        return Rejected("lot.wrong_phase", f"{asked.lot} is {lot.phase}: no bids come in")
    if refused := stood_still(lot, asked.lot, context.received_at):
        return refused
    if was_due:
        return Rejected("lot.too_late", f"bids were due at {lot.opening_at.isoformat()}")
    if lot.was(NegotiationStarted.NAME) and bid.standing is not Standing.RECEIVED:
        return Rejected("lot.too_late", f"first responses for {asked.lot} were due before")
    return None


def _not_let_in(
    lot: Lot, application: Application, asked: SubmitBid, context: Context
) -> Rejected | None:
    """Why the party may not bid where who bids was qualified first: it was not, or not all have
    their result; or who was is not invited yet.
    """
    first = lot.prequalification
    if first is None:
        return None
    if not first.succeeded or not application.qualifies(asked.lot, asked.party):
        detail = f"{asked.party} was not found qualified for {asked.lot}"
        return Rejected("application.not_qualified", detail)
    if to_be_invited(lot, context.law):
        detail = f"{asked.lot}: who was found qualified is invited first"
        return Rejected("prequalification.not_invited", detail)
    return None


def _other_price(lot: Lot, asked: SubmitBid, context: Context) -> Rejected | None:
    """Why a bid may not name its price, where the lot has one for all who apply."""
    fixed = lot.defined.estimate_fen if lot.defined is not None else None
    if asked.price_fen in (None, fixed) or not may_hear(lot, context.law, QuotaAllotted):
        return None
    return Rejected(
        "bid.other_price", f"{asked.lot} has one price, {fixed} fen: expected it, or none"
    )


def _stands_again(deposit: Deposit, asked: SubmitBid) -> tuple[Placed, ...] | Rejected:
    """What was owed back of the deposit since a bid was withdrawn, is owed no more.

    Once somebody approved to pay it back there is none, and no bid, which would stand without (3.4)
    until the deposit is whole again.
    """
    assert asked.deposit is not None, "the deposit of a party that owes one"
    terms = deposit.terms
    if terms is None or (terms.lot, terms.party) != (asked.lot, asked.party):
        return Rejected("deposit.other_lot", f"{asked.deposit} is no deposit of this bid")
    going = [
        one
        for one in deposit.refunds
        if one.cause == Cause.WITHDRAWN and one.standing is not Refunding.VOID
    ]
    waiting = [one for one in going if one.standing is Refunding.OWED]
    if len(waiting) < len(going) and deposit.missing_fen:
        detail = f"the deposit for {asked.lot} goes back since its bid was withdrawn"
        return Rejected("bid.deposit_goes_back", detail)
    at = StreamId("deposit", asked.deposit)
    return tuple(
        Placed(at, RefundObligationCancelled(deposit=asked.deposit, number=one.number))
        for one in waiting
    )


def _touches(asked: SubmitBid) -> tuple[StreamId, ...]:
    deposit = (StreamId("deposit", asked.deposit),) if asked.deposit is not None else ()
    return (
        StreamId("bid", asked.bid),
        StreamId("lot", asked.lot),
        StreamId("party", asked.party),
        StreamId("invitation", asked.lot),
        StreamId("application", application_of(asked.bid)),
        *deposit,
    )


SUBMIT_BID = Decider(handles=SubmitBid, touches=_touches, decide=submit)
