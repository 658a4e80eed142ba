"""Who wins a tender, and who comes next: past who revoked its bid since, or did not sign.

A bid that is revoked tells its lot at once (`desk.withdraw_bid`). Of one that was before that was
so, the owner's word is not enough: the door names it, and the bid itself says it. Of one on paper
nobody here can know.
"""

from collections.abc import Sequence
from functools import reduce
from typing import Any

from domain.bid.state import Bid, Standing
from domain.calendar import beijing_day
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.award import (
    AwardLot,
    PastCandidates,
    awarded_so,
    no_candidate,
    not_by_price,
    notice,
)
from domain.lot.default import ConfirmNextCandidate
from domain.lot.events import AwardNoticeIssued, WinnerConfirmed
from domain.lot.fold import evolve
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.lot.tendered import CandidatePassedOver, NextCandidateConfirmed
from domain.lot.validity import lapsed


def award(states: Any, asked: AwardLot, context: Context) -> Decision:
    """Once its bids are open, by the owner or its agency: a tender only.

    Where candidates stand in public, one of them, when their time is over (CT-16, CT-17); nobody
    who won before and did not sign, or who revoked its bid since. Nobody once bids bind no more.
    """
    lot, *bids = states if isinstance(states, tuple) else (states,)
    category = awarded_so(lot, asked.lot, AwardNoticeIssued, context)
    if isinstance(category, Rejected):
        return category
    today = beijing_day(context.received_at)
    if refused := lapsed(lot, asked.lot, today):
        return refused
    passed = _passed_over(lot, asked, bids)
    if isinstance(passed, Rejected):
        return passed
    lot = reduce(evolve, passed, lot)
    if refused := no_candidate(lot, asked):
        return refused
    if refused := not_by_price(lot, asked.winner, asked.price_fen):
        return refused
    if asked.winner in lot.defaulted:
        return Rejected("lot.no_candidate", f"{asked.winner} won {asked.lot} and did not sign")
    if lot.public_until is not None and today <= lot.public_until:
        return Rejected("lot.not_yet", f"candidates stand in public until {lot.public_until}")
    return (
        *passed,
        WinnerConfirmed(lot=asked.lot, winner=asked.winner, price_fen=asked.price_fen),
        notice(lot, category, asked.winner, context),
    )


def next_one(states: Any, asked: ConfirmNextCandidate, context: Context) -> Decision:
    """In the panel's order (CT-17), past whoever revoked its bid since; where nobody is left, or
    bids bind no more, the lot fails, which is another act.
    """
    lot, *bids = states if isinstance(states, tuple) else (states,)
    known = owned(lot, asked.lot, context, NextCandidateConfirmed)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if refused := lapsed(lot, asked.lot, beijing_day(context.received_at)):
        return refused
    passed = _passed_over(lot, asked, bids)
    if isinstance(passed, Rejected):
        return passed
    lot = reduce(evolve, passed, lot)
    left = [party for party in lot.candidates if party not in lot.out]
    if not left:
        return Rejected("lot.no_candidate", f"of {asked.lot} no candidate is left")
    if refused := not_by_price(lot, left[0], asked.price_fen):
        return refused
    return (
        *passed,
        NextCandidateConfirmed(lot=asked.lot, winner=left[0], price_fen=asked.price_fen),
        notice(lot, category, left[0], context),
    )


def _passed_over(
    lot: Lot, asked: PastCandidates, bids: Sequence[Bid]
) -> tuple[CandidatePassedOver, ...] | Rejected:
    """Who is passed over from now on, in the panel's order; nobody who is out already."""
    found: dict[str | None, str] = {}
    for code, bid in zip(asked.revoked, bids, strict=True):
        if bid.lot != asked.lot or bid.standing is not Standing.REVOKED:
            return Rejected("lot.not_revoked", f"{code} is no bid for {asked.lot} that was revoked")
        if bid.party not in lot.candidates:
            return Rejected("lot.no_candidate", f"{code} is no candidate's of {asked.lot}")
        found[bid.party] = code
    return tuple(
        CandidatePassedOver(lot=asked.lot, party=party, bid=found[party])
        for party in lot.candidates
        if party in found and party not in lot.out
    )


def _touches(asked: PastCandidates) -> tuple[StreamId, ...]:
    return (StreamId("lot", asked.lot), *(StreamId("bid", bid) for bid in asked.revoked))


AWARD_LOT = Decider(handles=AwardLot, touches=_touches, decide=award)
CONFIRM_NEXT_CANDIDATE = Decider(handles=ConfirmNextCandidate, touches=_touches, decide=next_one)
