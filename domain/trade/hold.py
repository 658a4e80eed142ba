"""A deposit is held back by order of a supervisor or a court, and let go again by the same.

Who supervises names the lot, whose bids are open: so that its order is bound by where the lot lies
and by sides, as all it does in a case is. Before that nobody may know which deposits are a lot's,
and an answer by region or side would tell. A court's order stands wherever the money lies: it needs
name no lot.
"""

from dataclasses import replace
from typing import Any

from domain.deposit.hold import LiftHold, PlaceHold, lift, placed
from domain.deposit.state import Deposit
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.sides import on_both_sides
from domain.lot.state import Lot
from domain.roles import SUPERVISORS


def place(states: Any, asked: PlaceHold, context: Context) -> Decision:
    """At most what is held, of what has not gone on (P26)."""
    deposit, lot = states if isinstance(states, tuple) else (states, None)
    bound = _bound(deposit, lot, asked, context)
    if isinstance(bound, Rejected):
        return bound
    authority = next((one for one in bound.posts if one.role in (*SUPERVISORS, "COURT")), None)
    if authority is None:
        return Rejected("hold.no_authority", "a supervisor or a court orders a hold")
    hold = placed(deposit, asked, authority)
    return hold if isinstance(hold, Rejected) else (hold,)


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
        if courts or not context.holds(*SUPERVISORS):
            return replace(context, posts=courts)
        detail = f"who supervises names the lot of {asked.deposit}, whose bids are open"
        return Rejected("hold.which_lot", detail)
    if not lot.opened:
        return Rejected("desk.not_open", f"the bids of {asked.lot} are not open")
    if deposit.terms is None or deposit.terms.lot != asked.lot:
        return Rejected("deposit.other_lot", f"{asked.deposit} is no deposit of {asked.lot}")
    return on_both_sides(lot, context) or context


def _touches(asked: PlaceHold | LiftHold) -> tuple[StreamId, ...]:
    """The deposit; and the lot, which says where it lies: posts for elsewhere do not count."""
    lot = (StreamId("lot", asked.lot),) if asked.lot is not None else ()
    return (StreamId("deposit", asked.deposit), *lot)


PLACE_HOLD = Decider(handles=PlaceHold, touches=_touches, decide=place)
LIFT_HOLD = Decider(handles=LiftHold, touches=_touches, decide=let_go)
