"""A deposit is held back by order of a supervisor or a court, and let go again by the same.

Who supervises names the lot, whose bids are open: so that its order is bound by the kind of trade,
by where the lot lies and by sides, as all it does in a case is. Before that nobody may know which
deposits are a lot's, and an answer by any of them would tell. A court's order stands wherever the
money lies: it needs name no lot.
"""

from dataclasses import replace
from typing import Any

from domain.calendar import beijing_day
from domain.deposit.hold import LiftHold, PlaceHold, is_of, lift, placed, standing
from domain.deposit.state import Deposit
from domain.kernel import Context, Decider, Decision, Post, Rejected, StreamId
from domain.lot.sides import on_both_sides
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.phases import OVER
from domain.roles import AUTHORITIES
from domain.supervision import in_charge


def place(states: Any, asked: PlaceHold, context: Context) -> Decision:
    """At most what is held, of what has not gone on (P26)."""
    deposit, lot = states if isinstance(states, tuple) else (states, None)
    bound = _bound(deposit, lot, asked, context)
    if isinstance(bound, Rejected):
        return bound
    authority = _authority(lot, bound)
    if isinstance(authority, Rejected):
        return authority
    hold = placed(deposit, asked, authority, beijing_day(context.received_at))
    return hold if isinstance(hold, Rejected) else (hold,)


def _authority(lot: Lot | None, context: Context) -> Post | Rejected:
    """By which post it is ordered: a court's, or of whoever supervises lots of this one's kind."""
    if lot is None:
        courts = (one for one in context.posts if one.role == "COURT")
        no = Rejected("hold.no_authority", "a supervisor or a court orders a hold")
        return next(courts, no)
    assert lot.defined is not None, "a lot that was opened was defined"
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected):
        return category
    return in_charge(category, lot.defined.region, beijing_day(context.received_at), context)


def let_go(states: Any, asked: LiftHold, context: Context) -> Decision:
    """All of it, by the authority that ordered it; what was lifted before stays lifted."""
    deposit, lot = states if isinstance(states, tuple) else (states, None)
    bound = _bound(deposit, lot, asked, context)
    return bound if isinstance(bound, Rejected) else lift(deposit, asked, bound)


def _bound(
    deposit: Deposit, lot: Lot | None, asked: PlaceHold | LiftHold, context: Context
) -> Context | Rejected:
    """The asking with those posts alone that count for it, or why none does: where no lot is named,
    a court's.
    """
    if lot is None:
        courts = tuple(post for post in context.posts if post.role == "COURT")
        if courts or not context.holds(*AUTHORITIES):
            return replace(context, posts=courts)
        detail = f"who supervises names the lot of {asked.deposit}, whose bids are open"
        return Rejected("hold.which_lot", detail)
    if not lot.opened and not _may_be_let_go(deposit, lot, asked, context):
        return Rejected("desk.not_open", f"the bids of {asked.lot} are not open")
    if deposit.terms is None or deposit.terms.lot != asked.lot:
        return Rejected("deposit.other_lot", f"{asked.deposit} is no deposit of {asked.lot}")
    return on_both_sides(lot, context) or context


def _may_be_let_go(
    deposit: Deposit, lot: Lot, asked: PlaceHold | LiftHold, context: Context
) -> bool:
    """Whether it is let go of a lot that ended unopened: what was held before a supervisor named
    the lot. Whoever did not order it hears the same as of any lot that is not open.
    """
    hold = standing(deposit, asked.hold)
    its = hold is not None and is_of(hold, context)
    return isinstance(asked, LiftHold) and lot.phase in OVER and its


def _touches(asked: PlaceHold | LiftHold) -> tuple[StreamId, ...]:
    """The deposit; and the lot, which says where it lies: posts for elsewhere do not count."""
    lot = (StreamId("lot", asked.lot),) if asked.lot is not None else ()
    return (StreamId("deposit", asked.deposit), *lot)


PLACE_HOLD = Decider(handles=PlaceHold, touches=_touches, decide=place)
LIFT_HOLD = Decider(handles=LiftHold, touches=_touches, decide=let_go)
