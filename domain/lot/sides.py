"""Who was of a lot's own side, and so decides nothing in it for those who supervise it (4.2)."""

from domain.kernel import Context, Rejected
from domain.lot.events import LotDefined
from domain.lot.state import Lot
from domain.mandates import Mandates, of_lot


def own_side(known: LotDefined, mandates: Mandates) -> frozenset[tuple[str, str]]:
    """Whoever was ever of a lot's own side, by role and organisation: its owner, the agency it was
    registered with, and all that ever had a letter for it.
    """
    of = known.owner, *of_lot(known.lot, known.procedure)
    letters = (one.agency for one in mandates if (one.owner, one.scope, one.subject) == of)
    agencies = (("AGENCY", one) for one in (known.agency, *letters) if one is not None)
    return frozenset((("OWNER", known.owner), *agencies))


def on_both_sides(lot: Lot, context: Context) -> Rejected | None:
    """Why who supervises may not judge: the same person once acted for the lot's own side (4.2),
    its owner, the agency it was registered with, or one that ever had a letter for it.
    """
    known, person, law = lot.defined, context.actor.person, context.law
    if known is None:
        return None
    if not law.served(person, own_side(known, law.mandates), context.received_at):
        return None
    detail = f"{person} acted for the owner of {known.lot} or its agency: another person judges"
    return Rejected("dispute.own_case", detail)
