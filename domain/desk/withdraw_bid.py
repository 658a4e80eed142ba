"""A bid is taken back: before the deadline its deposit goes back; after it, it may be kept.

The platform asks on the bidder's wish, as of the bid itself.
"""

from typing import Any

from domain.bid.events import BidRevoked, BidWithdrawn
from domain.bid.state import Bid, Standing
from domain.calendar import beijing_day
from domain.categories.category import Cause
from domain.deposit.state import Deposit
from domain.desk.owe import Back, owed_back
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
from domain.lot.negotiated import NegotiationStarted
from domain.lot.standing import binds, category_of, may_hear
from domain.lot.standstill import is_stopped
from domain.lot.state import Lot
from domain.lot.tendered import CandidatePassedOver
from domain.lot.validity import lapsed
from domain.party_codes import party_code
from domain.phases import Phase
from domain.terms import pays_interest, refund_due
from domain.trade_codes import bid_code

_TO_BE_AWARDED = (Phase.RESULT_PROPOSED, Phase.RESULT_PUBLICITY, Phase.AWARDED)
"""Once candidates are put forward, until a contract: one of them may win, or come next."""


@command("RevokeBid", zh="撤销投标")
class RevokeBid(Command):
    """The party takes its bid back in writing after the deadline; `document`: the notice."""

    bid: str
    lot: str
    party: str
    document: str
    evidence: str

    def __post_init__(self) -> None:
        bid_code(self.bid)
        lot_code(self.lot)
        party_code(self.party)
        digest(self.evidence)
        if not self.document.strip():
            raise ValueError("document: expected the notice's reference")


@command("WithdrawBid", zh="撤回投标")
class WithdrawBid(RevokeBid):
    """The party takes its bid back in writing before the deadline.

    `deposit`: what it owes for it; None where nobody asked it for any.
    """

    deposit: str | None

    def __post_init__(self) -> None:
        # `super()` cannot be asked: the class is made anew with slots.
        RevokeBid.__post_init__(self)
        if self.deposit is not None:
            deposit_code(self.deposit)


def withdraw(states: tuple[Any, ...], asked: WithdrawBid, context: Context) -> Decision:
    """Once, and what came for its deposit is owed back from that day (CT-21).

    That it owes none is the platform's word, as when it was handed in.
    """
    bid, lot, *owing = states
    if refused := _not_theirs(bid, asked):
        return refused
    if bid.standing is Standing.WITHDRAWN:
        return ()
    if lot.defined is None or _were_due(lot, context):
        return Rejected("bid.too_late", f"bids for {asked.lot} were due: it is withdrawn no more")
    back = () if asked.deposit is None else given_back(asked.deposit, owing[0], bid, lot, context)
    if isinstance(back, Rejected):
        return back
    withdrawn = BidWithdrawn(
        bid=asked.bid,
        withdrawn_at=context.received_at,
        document=asked.document,
        evidence=asked.evidence,
    )
    return (withdrawn, *back)


def given_back(
    code: str,
    deposit: Deposit,
    bid: Bid,
    lot: Lot,
    context: Context,
    cause: Cause = Cause.WITHDRAWN,
) -> tuple[Placed, ...] | Rejected:
    """What is owed back from that day of the deposit of a bid that was withdrawn, or has lapsed."""
    if other := not_its_own(code, deposit, bid):
        return other
    assert lot.defined is not None, "a lot with bids was defined"
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    due = refund_due(category, cause, today, context.law.calendar)
    if due is None:
        return Rejected("bid.no_rule", f"no row of {category.code} says when its deposit goes back")
    back = Back(cause, due, pays_interest(category, cause))
    at = StreamId("deposit", code)
    return tuple(Placed(at, one) for one in owed_back(code, deposit, back))


def not_its_own(code: str, deposit: Deposit, bid: Bid) -> Rejected | None:
    """Why this is not what is owed for the bid: another's, for another lot, or nobody's."""
    terms = deposit.terms
    if terms is not None and (terms.lot, terms.party) == (bid.lot, bid.party):
        return None
    return Rejected("deposit.other_lot", f"{code} is no deposit of this bid")


def revoke(states: tuple[Bid, Lot], asked: RevokeBid, context: Context) -> Decision:
    """Once, after the deadline; whether its deposit is kept is another act (CT-22). A candidate is
    passed over by the same decision, so that nobody awards it the lot, whoever asks and how.

    Never where offers say by themselves who has the lot: whoever made one would see the others and
    leave for nothing. It is held to it, and defaults where it does not sign. Nor once bids bind no
    more: nobody is awarded it then, and nothing may be kept for it.
    """
    bid, lot = states
    if refused := _not_theirs(bid, asked):
        return refused
    if bid.standing is Standing.REVOKED:
        return ()
    if not _were_due(lot, context):
        return Rejected("bid.too_early", f"bids for {asked.lot} still come in: it can be withdrawn")
    if binds(lot, context.law):
        return Rejected("bid.binding", f"offers for {asked.lot} are due and bind who made them")
    if refused := lapsed(lot, asked.lot, beijing_day(context.received_at)):
        return refused
    revoked = BidRevoked(
        bid=asked.bid,
        revoked_at=context.received_at,
        document=asked.document,
        evidence=asked.evidence,
    )
    return (revoked, *passed_over(lot, asked))


def passed_over(lot: Lot, asked: RevokeBid) -> tuple[Placed, ...]:
    """What its lot is told of a candidate that leaves while another may still win instead; whoever
    has won by then defaults, if it does not sign.
    """
    left = [party for party in lot.candidates if party not in lot.out]
    if lot.phase not in _TO_BE_AWARDED or asked.party not in left or asked.party == lot.winner:
        return ()
    passed = CandidatePassedOver(lot=asked.lot, party=asked.party, bid=asked.bid)
    return (Placed(StreamId("lot", asked.lot), passed),)


def _were_due(lot: Lot, context: Context) -> bool:
    """Whether the time to bid was over when it was asked; it is not while the lot stands still.

    Nor while it is negotiated: whoever does not go on leaves between two rounds, too.
    """
    if lot.opening_at is None:
        return False
    if not lot.is_over and may_hear(lot, context.law, NegotiationStarted):
        return lot.opened
    return lot.opening_at <= context.received_at and not is_stopped(lot, lot.opening_at)


def _not_theirs(bid: Bid, asked: RevokeBid) -> Rejected | None:
    """Of another's bid one hears the same as of none, or of one taken back in the other way."""
    ended = Standing.WITHDRAWN if isinstance(asked, WithdrawBid) else Standing.REVOKED
    stands = bid.standing in (Standing.RECEIVED, ended)
    if stands and (bid.lot, bid.party) == (asked.lot, asked.party):
        return None
    return Rejected("bid.unknown", f"{asked.bid} is no bid for {asked.lot} that stands")


WITHDRAW_BID = Decider(
    handles=WithdrawBid,
    touches=lambda asked: (
        StreamId("bid", asked.bid),
        StreamId("lot", asked.lot),
        *((StreamId("deposit", asked.deposit),) if asked.deposit is not None else ()),
    ),
    decide=withdraw,
)
REVOKE_BID = Decider(
    handles=RevokeBid,
    touches=lambda asked: (StreamId("bid", asked.bid), StreamId("lot", asked.lot)),
    decide=revoke,
)
