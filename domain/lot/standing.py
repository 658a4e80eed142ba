"""Who speaks for a lot, in which phases it hears what, and what kind of trade it is."""

from domain.categories.category import Category
from domain.categories.register import of
from domain.kernel import Context, Event, Rejected
from domain.lot.events import LotDefined
from domain.lot.state import Lot, Phase
from domain.lot.suspended import suspended
from domain.permissions import acts_for


def speaks_for_owner(context: Context, owner: str, agency: str | None) -> bool:
    """True for the owner, and for the agency that the owner charged."""
    return acts_for(context, "OWNER", owner) or acts_for(context, "AGENCY", agency)


def owned(
    lot: Lot, code: str, context: Context, *phases: Phase, event: type[Event]
) -> LotDefined | Rejected:
    """The lot as defined, where its owner asks in one of these phases; else the refusal.

    `event`: what is to be; while the procedure is suspended little may.
    """
    known = standing(lot, code, *phases)
    if isinstance(known, Rejected) and lot.defined is None:
        return known
    assert lot.defined is not None
    if not speaks_for_owner(context, lot.defined.owner, lot.defined.agency):
        return Rejected("lot.not_yours", f"{code} belongs to {lot.defined.owner}")
    return suspended(lot, code, event) or known


def standing(lot: Lot, code: str, *phases: Phase) -> LotDefined | Rejected:
    """The lot as defined, where it is in one of these phases; else the refusal."""
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {code}")
    if lot.phase not in phases:
        right = " or ".join(phases)
        return Rejected("lot.wrong_phase", f"{code} is {lot.phase}; this is asked when {right}")
    return lot.defined


def category_of(known: LotDefined) -> Category | Rejected:
    """The category of a lot; lots were once defined in any words, and such a one has none."""
    try:
        return of(known.category)
    except ValueError as unknown:
        return Rejected("category.unknown", str(unknown))
