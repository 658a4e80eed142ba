"""What a lot hears in its phase, asked by whom, and by which rules it is traded."""

from domain.categories.category import Category
from domain.categories.register import unknown
from domain.kernel import Context, Event, Rejected
from domain.lifecycle import DIRECT, Lifecycle, lacking, phases_for
from domain.lot.allotment import QuotaAllotted
from domain.lot.bidding import OffersCompared
from domain.lot.events import LotDefined
from domain.lot.prequalified import QualifiedInvited
from domain.lot.speaking import not_for_owner
from domain.lot.state import Lot
from domain.lot.suspended import suspended
from domain.mandates import of_lot
from domain.packs.rulebook import Rulebook
from domain.phases import Phase


def owned(lot: Lot, code: str, context: Context, event: type[Event]) -> LotDefined | Rejected:
    """The lot as defined, where its owner asks for what it hears now; else the refusal."""
    return asked_by_owner(lot, context) or hears(lot, code, context.law, event)


def owned_in(lot: Lot, code: str, context: Context, *phases: Phase) -> LotDefined | Rejected:
    """The lot as defined, where its owner asks in one of these phases; else the refusal."""
    return asked_by_owner(lot, context) or standing(lot, code, *phases)


def hears(lot: Lot, code: str, law: Rulebook, event: type[Event]) -> LotDefined | Rejected:
    """The lot as defined, where its rules let this fact be now; else the refusal."""
    known = heard(lot, code, law, event)
    return known if isinstance(known, Rejected) else suspended(lot, code, event) or known


def heard(lot: Lot, code: str, law: Rulebook, event: type[Event]) -> LotDefined | Rejected:
    """The same, whether or not the lot stands still by now: for what was at the door before."""
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {code}")
    lifecycle = _lifecycle(lot.defined, law)
    if isinstance(lifecycle, Rejected):
        return lifecycle
    phases = phases_for(lifecycle, event.NAME)
    if not phases:
        detail = f"no lot of {_kind(lot.defined, law)} has {event.NAME}"
        return Rejected("lot.wrong_procedure", detail)
    if isinstance(known := standing(lot, code, *phases), Rejected):
        return known
    happened = (name for name, _ in lot.happened)
    if missing := lacking(lifecycle, lot.phase, event.NAME, happened):
        needed = ", ".join(missing)
        return Rejected("lot.not_yet_done", f"{code}: before {event.NAME} comes {needed}")
    return known


def standing(lot: Lot, code: str, *phases: Phase) -> LotDefined | Rejected:
    """The lot as defined, where it is in one of these phases; else the refusal."""
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {code}")
    if lot.phase not in phases:
        right = " or ".join(phases)
        return Rejected("lot.wrong_phase", f"{code} is {lot.phase}; this is asked when {right}")
    return lot.defined


def category_of(known: LotDefined, law: Rulebook) -> Category | Rejected:
    """The rules that a lot was born under; of lots that were once defined in any words, none.

    `law`: the governance state in force, which keeps all packs that were ever published.
    """
    found = law.rules(known.category, known.pack)
    return found or unknown(known.category)


def may_hear(lot: Lot, law: Rulebook, event: type[Event]) -> bool:
    """Whether the order of the lot's rules knows this fact at all, in whatever phase."""
    if lot.defined is None:
        return False
    lifecycle = _lifecycle(lot.defined, law)
    return not isinstance(lifecycle, Rejected) and bool(phases_for(lifecycle, event.NAME))


def binds(lot: Lot, law: Rulebook) -> bool:
    """Whether what is handed in says by itself who has the lot, as its order has it: it binds once
    it is due, and all of it is named.
    """
    return any(may_hear(lot, law, event) for event in (OffersCompared, QuotaAllotted))


def to_be_invited(lot: Lot, law: Rulebook) -> bool:
    """Whether those who were found qualified wait for their invitation, as the order of the lot's
    rules has it; in an order that knows none they bid without.
    """
    first = lot.prequalification
    if first is None or first.invited is not None:
        return False
    return may_hear(lot, law, QualifiedInvited)


def _lifecycle(known: LotDefined, law: Rulebook) -> Lifecycle | Rejected:
    """What a lot hears in which phase; of whatever kind, the short order without a pack."""
    if not known.pack:
        return DIRECT
    category = category_of(known, law)
    return category if isinstance(category, Rejected) else category.order(known.scopes).lifecycle


def _kind(known: LotDefined, law: Rulebook) -> str:
    """Of which kind it is; and of which scopes, where these tell its order."""
    category = category_of(known, law) if known.pack else None
    several = isinstance(category, Category) and category.orders
    return " ".join((known.category, *known.scopes)) if several else known.category


def asked_by_owner(lot: Lot, context: Context) -> Rejected | None:
    """Why it is not the owner who asks; an unknown lot has none to ask for it."""
    known = lot.defined
    if known is None:
        return None
    of = of_lot(known.lot, known.procedure)
    return not_for_owner(context, known.lot, known.owner, known.agency, of)
