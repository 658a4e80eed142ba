"""Offers are compared, where each made one: the highest has the lot, and no panel judges."""

from typing import Any

from domain.bid.state import Bid
from domain.calendar import beijing_day
from domain.kernel import Context, Decider, Decision, Rejected, command
from domain.lot.bidding import OffersCompared
from domain.lot.counted import BidsNotCounted, parts
from domain.lot.events import LotFailed
from domain.lot.standing import hears
from domain.one_shot import Offer, best
from domain.trade.handed_in import AllThatCame, counted, touches

BELOW = "无有效报价或报价均低于底价"
"""Why a lot failed."""


@command("CompareOffers", version=2, zh="比较报价")
class CompareOffers(AllThatCame):
    """Compare what was offered for a lot. `bids`: all that were handed in here and stand;
    `deposits`: what those who handed them in owe for it, as far as they were asked for any.
    """


def compare(states: Any, asked: CompareOffers, context: Context) -> Decision:
    """Once they are open: the highest has it, at its price, or the lot fails.

    That all bids are named is the platform's word, as no public stream counts them: it alone asks.
    An offer whose deposit is not here is not compared, so that whoever has it can be held to it.
    """
    lot, *others = states if isinstance(states, tuple) else (states,)
    known = hears(lot, asked.lot, context.law, OffersCompared)
    if isinstance(known, Rejected):
        return known
    came = counted(lot, asked, others)
    if isinstance(came, Rejected):
        return came
    offers = [offer for _, bid in came.bids for offer in _offered(bid)]
    won = best(offers, known.estimate_fen or 1)
    if won is None:
        failed_on = beijing_day(context.received_at)
        return (LotFailed(lot=asked.lot, reason=BELOW, failed_on=failed_on),)
    *before, (_, rest) = parts((), came.unsecured)
    compared = OffersCompared(lot=asked.lot, winner=won.party, price_fen=won.fen, unsecured=rest)
    named = (BidsNotCounted(lot=asked.lot, passed_over=(), unsecured=some) for _, some in before)
    return (*named, compared)


def _offered(bid: Bid) -> list[Offer]:
    """What a bid offers; nothing where it names no price, or nobody can read it any more."""
    if bid.party is None or bid.price_fen is None or bid.received_at is None:
        return []
    return [Offer(bid.party, bid.price_fen, bid.received_at)]


COMPARE_OFFERS = Decider(handles=CompareOffers, touches=touches, decide=compare)
