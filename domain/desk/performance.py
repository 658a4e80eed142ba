"""A performance guarantee (履约保函): a guarantor promises what a winner is to do (CT-25).

It stands in for a bond in cash, and for no deposit: nothing is secured by it, nothing held.
"""

from datetime import date

from domain.accounts import GUARANTEE_DUTY, GUARANTEES
from domain.calendar import beijing_day, plausible
from domain.guarantee.events import GuaranteeAccepted, GuaranteeReleased
from domain.guarantee.state import Guarantee
from domain.identifiers import guarantee_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.events import LotDefined
from domain.lot.standing import asked_by_owner, category_of, standing
from domain.lot.state import Lot
from domain.money import show
from domain.permissions import acts_for
from domain.phases import Phase
from domain.postings import moved, reversed_entry
from domain.rules import Severity

_PHASES = (Phase.AWARDED, Phase.CONTRACTED)
"""From the award on the winner is known."""


@command("LodgePerformanceGuarantee", zh="提交履约保函")
class LodgePerformanceGuarantee(Command):
    """A guarantor promises the winner's performance. `number` is its own; the id is random."""

    guarantee: str
    lot: str
    number: str
    guarantor: str
    amount_fen: int
    valid_until: date

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        lot_code(self.lot)
        plausible("valid_until", self.valid_until)
        if not self.number.strip() or not self.guarantor.strip():
            raise ValueError("number, guarantor: expected both")
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")


@command("ReleasePerformanceGuarantee", zh="解除履约保函")
class ReleasePerformanceGuarantee(Command):
    """The contract is performed, or ended: the guarantee is given back."""

    guarantee: str
    lot: str

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        lot_code(self.lot)


def _beyond(lot: Lot, code: str, fen: int, context: Context) -> Rejected | None:
    """Why so much may not be promised: none is asked for, or it is more than a row allows."""
    known = standing(lot, code, *_PHASES)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if category.deposit_becomes != "performance_bond":
        return Rejected("guarantee.no_bond", f"a lot of {category.code} has no performance bond")
    for row in category.about("bond.share", beijing_day(context.received_at)):
        if row.severity is Severity.BLOCK and fen > (most := row.limit(lot.price_fen)):
            return Rejected("guarantee.too_much", f"{row.id}: {show(fen)}, at most {show(most)}")
    return None


def lodge(
    states: tuple[Guarantee, Lot], asked: LodgePerformanceGuarantee, context: Context
) -> Decision:
    """For the winner, who is known by then (P29); of no deposit, so nothing is secured by it."""
    guarantee, lot = states
    if not context.holds("PLATFORM") and not acts_for(context, "GUARANTOR", asked.guarantor):
        return Rejected("guarantee.not_yours", f"you do not promise for {asked.guarantor}")
    if refused := _beyond(lot, asked.lot, asked.amount_fen, context):
        return refused
    if asked.valid_until < beijing_day(context.received_at):
        return Rejected("guarantee.too_short", f"{asked.valid_until} is over")
    entry = moved(
        "P29", (GUARANTEES, asked.guarantee), (GUARANTEE_DUTY, asked.guarantee), asked.amount_fen
    )
    accepted = GuaranteeAccepted(
        guarantee=asked.guarantee,
        deposit=None,
        lot=asked.lot,
        party=lot.winner,
        number=asked.number,
        guarantor=asked.guarantor,
        valid_until=asked.valid_until,
        entries=(entry,),
    )
    if guarantee.accepted is None:
        return (accepted,)
    same = guarantee.accepted == accepted
    return () if same else Rejected("guarantee.exists", f"{asked.guarantee} was accepted before")


def release(
    states: tuple[Guarantee, Lot], asked: ReleasePerformanceGuarantee, context: Context
) -> Decision:
    """By the owner or its agency, once; the same again changes nothing."""
    guarantee, lot = states
    known = _of_the_lot(lot, asked, context)
    if isinstance(known, Rejected):
        return known
    accepted = guarantee.accepted
    if accepted is None or accepted.deposit is not None or accepted.lot != asked.lot:
        return Rejected("guarantee.unknown", f"{asked.guarantee} is none of {asked.lot}")
    if guarantee.released:
        return ()
    entries = tuple(map(reversed_entry, accepted.entries))
    return (GuaranteeReleased(guarantee=asked.guarantee, entries=entries),)


def _of_the_lot(
    lot: Lot, asked: ReleasePerformanceGuarantee, context: Context
) -> LotDefined | Rejected:
    known = lot.defined
    if known is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    return asked_by_owner(lot, context) or known


def _touches(
    asked: LodgePerformanceGuarantee | ReleasePerformanceGuarantee,
) -> tuple[StreamId, ...]:
    return (StreamId("guarantee", asked.guarantee), StreamId("lot", asked.lot))


LODGE_PERFORMANCE_GUARANTEE = Decider(
    handles=LodgePerformanceGuarantee, touches=_touches, decide=lodge
)
RELEASE_PERFORMANCE_GUARANTEE = Decider(
    handles=ReleasePerformanceGuarantee, touches=_touches, decide=release
)
