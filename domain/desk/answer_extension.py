"""A bidder who is asked to be bound for longer is, or is not: then its bid lapses (CT-26).

The platform asks on the bidder's wish, as of the bid itself.
"""

from datetime import date
from typing import Any

from domain.bid.events import ExtensionAgreed, ExtensionRefused
from domain.bid.state import Bid, Standing
from domain.calendar import beijing_day
from domain.categories.category import Cause
from domain.deposit.state import Deposit
from domain.desk.withdraw_bid import RevokeBid, given_back, not_its_own, passed_over
from domain.identifiers import deposit_code
from domain.kernel import Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.standing import standing
from domain.lot.state import Lot
from domain.lot.tendered import BidValidityExtended
from domain.lot.validity import lapsed
from domain.phases import Phase

_UNTIL_AWARDED = (Phase.COMPETITION, Phase.RESULT_PROPOSED, Phase.RESULT_PUBLICITY)


@command("AnswerExtension", zh="答复延长投标有效期")
class AnswerExtension(RevokeBid):
    """The party says in writing whether its bid stays for as long as it was asked.

    `deposit`: what it owes for it, which stays with it, or goes back; None where nobody asked it
    for any.
    """

    deposit: str | None
    agrees: bool

    def __post_init__(self) -> None:
        # `super()` cannot be asked: the class is made anew with slots.
        RevokeBid.__post_init__(self)
        if self.deposit is not None:
            deposit_code(self.deposit)


def answer(states: tuple[Any, ...], asked: AnswerExtension, context: Context) -> Decision:
    """Once for each time that it is asked; who is silent said nothing, so that it may still refuse
    once answers were due, until a winner is told. It agrees no more then.

    Whoever agrees changes nothing else of its bid; whoever refuses is judged no more, nor does it
    win where the panel had put it forward, and what came for its deposit is owed back. Who has left
    already, or defaulted, answers no more; who agreed, leaves once that time is over too.
    """
    bid, lot, *owing = states
    if refused := _not_theirs(bid, asked):
        return refused
    extended = lot.extended
    if extended is None:
        return Rejected("extension.not_asked", f"nobody asked for more time of {asked.lot}")
    known = standing(lot, asked.lot, *_UNTIL_AWARDED)
    if isinstance(known, Rejected):
        return known
    said = _said(bid, extended)
    if said is not None and not (said and not asked.agrees and _is_over(lot, asked, context)):
        detail = f"{asked.bid} was answered for: {'agreed' if said else 'refused'}"
        return () if said is asked.agrees else Rejected("extension.answered", detail)
    if asked.party in lot.out:  # of who defaulted the owner decides what is kept, not its answer
        return _no_bid(asked)
    if asked.agrees and context.received_at > extended.answers_until:
        detail = f"answers were due at {extended.answers_until.isoformat()}"
        return Rejected("extension.too_late", detail)
    deposit = owing[0] if owing else None
    if asked.deposit is not None and (other := not_its_own(asked.deposit, owing[0], bid)):
        return other
    if asked.agrees:
        return _agreed(extended.valid_until, deposit, asked, context)
    return _refused(bid, lot, deposit, asked, context)


def _not_theirs(bid: Bid, asked: AnswerExtension) -> Rejected | None:
    """Of another's bid one hears the same as of none, or of one that was taken back."""
    stands = bid.standing in (Standing.RECEIVED, Standing.LAPSED)
    if stands and (bid.lot, bid.party) == (asked.lot, asked.party):
        return None
    return _no_bid(asked)


def _no_bid(asked: AnswerExtension) -> Rejected:
    return Rejected("bid.unknown", f"{asked.bid} is no bid for {asked.lot} that stands")


def _said(bid: Bid, extended: BidValidityExtended) -> bool | None:
    """Whether it agreed to this day, or refused this or one before; None while it did neither."""
    if bid.standing is Standing.LAPSED:
        return False
    return True if bid.agreed_until == extended.valid_until else None


def _is_over(lot: Lot, asked: AnswerExtension, context: Context) -> bool:
    """Whether bids bind no more: nobody is awarded the lot then, and nobody is held to anything."""
    return lapsed(lot, asked.lot, beijing_day(context.received_at)) is not None


def _agreed(
    until: date, deposit: Deposit | None, asked: AnswerExtension, context: Context
) -> Decision:
    """With its deposit for as long (CT-10): a guarantee in its place is extended before."""
    secured = deposit.secured if deposit is not None else None
    ends = secured.valid_until if secured is not None else None
    if ends is not None and ends < until:
        detail = f"its guarantee stands until {ends}: expected {until} or later"
        return Rejected("extension.guarantee_ends", detail)
    return (
        ExtensionAgreed(
            bid=asked.bid,
            agreed_at=context.received_at,
            until=until,
            document=asked.document,
            evidence=asked.evidence,
        ),
    )


def _refused(
    bid: Bid, lot: Lot, deposit: Deposit | None, asked: AnswerExtension, context: Context
) -> Decision:
    back: tuple[Placed, ...] | Rejected = ()
    if asked.deposit is not None and deposit is not None:
        cause = Cause.EXTENSION_REFUSED
        back = given_back(asked.deposit, deposit, bid, lot, context, cause)
    if isinstance(back, Rejected):
        return back
    refused = ExtensionRefused(
        bid=asked.bid,
        refused_at=context.received_at,
        document=asked.document,
        evidence=asked.evidence,
    )
    return (refused, *passed_over(lot, asked), *back)


ANSWER_EXTENSION = Decider(
    handles=AnswerExtension,
    touches=lambda asked: (
        StreamId("bid", asked.bid),
        StreamId("lot", asked.lot),
        *((StreamId("deposit", asked.deposit),) if asked.deposit is not None else ()),
    ),
    decide=answer,
)
