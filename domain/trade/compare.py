"""Offers are compared, where each made one: the highest has the lot, and no panel judges."""

from typing import Any

from domain.bid.state import Bid, Standing
from domain.calendar import beijing_day
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.bidding import OffersCompared
from domain.lot.events import LotFailed
from domain.lot.standing import hears
from domain.one_shot import Offer, best
from domain.party_codes import is_natural
from domain.trade_codes import bid_code

BELOW = "无有效报价或报价均低于底价"
"""Why a lot failed."""


@command("CompareOffers", version=2, zh="比较报价")
class CompareOffers(Command):
    """Compare what was offered for a lot. `bids`: all that were handed in here and stand;
    `deposits`: what those who handed them in owe for it, as far as they were asked for any.
    """

    lot: str
    bids: tuple[str, ...]
    deposits: tuple[str, ...]

    def __post_init__(self) -> None:
        lot_code(self.lot)
        for bid in self.bids:
            bid_code(bid)
        if len(set(self.bids)) < len(self.bids):
            raise ValueError("bids: expected each once")
        for deposit in self.deposits:
            deposit_code(deposit)
        if len(set(self.deposits)) < len(self.deposits):
            raise ValueError("deposits: expected each once")


def compare(states: Any, asked: CompareOffers, context: Context) -> Decision:
    """Once they are open: the highest has it, at its price, or the lot fails.

    That all bids are named is the platform's word, as no public stream counts them: it alone asks.
    An offer whose deposit is not here is not compared, so that whoever has it can be held to it.
    """
    lot, *others = states if isinstance(states, tuple) else (states,)
    bids, deposits = others[: len(asked.bids)], others[len(asked.bids) :]
    known = hears(lot, asked.lot, context.law, OffersCompared)
    if isinstance(known, Rejected):
        return known
    secured = _secured(asked.lot, deposits) if known.deposit_fen else None
    offers, unsecured = [], []
    for code, bid in zip(asked.bids, bids, strict=True):
        if bid.lot != asked.lot or bid.standing is not Standing.RECEIVED:
            return Rejected("bid.another", f"{code} is no bid for {asked.lot} that stands")
        if secured is None or bid.party in secured:
            offers += _offered(bid)
        elif bid.party is not None and not is_natural(bid.party):
            unsecured.append(code)
    won = best(offers, known.estimate_fen or 1)
    if won is None:
        day = beijing_day(context.received_at)
        return (LotFailed(lot=asked.lot, reason=BELOW, failed_on=day),)
    compared = OffersCompared(
        lot=asked.lot, winner=won.party, price_fen=won.fen, unsecured=tuple(unsecured)
    )
    return (compared,)


def _secured(lot: str, deposits: list[Deposit]) -> frozenset[str]:
    """Whose deposit for the lot is here, whole and in time."""
    there = (one.terms for one in deposits if one.terms is not None and one.is_there)
    return frozenset(terms.party for terms in there if terms.lot == lot)


def _offered(bid: Bid) -> list[Offer]:
    """What a bid offers; nothing where it names no price, or nobody can read it any more."""
    if bid.party is None or bid.price_fen is None or bid.received_at is None:
        return []
    return [Offer(bid.party, bid.price_fen, bid.received_at)]


COMPARE_OFFERS = Decider(
    handles=CompareOffers,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids),
        *(StreamId("deposit", deposit) for deposit in asked.deposits),
    ),
    decide=compare,
)
