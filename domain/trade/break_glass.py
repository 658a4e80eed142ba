"""Two persons look into what of a lot lies under seal: on a ground, once, recorded (4.5 no. 7).

Who supervises the lot or audits there asks; who keeps keys signs too, and reads nothing.
"""

from datetime import timedelta

from domain.calendar import beijing_day
from domain.identifiers import lot_code
from domain.inspection.events import BreakGlassRead, Inspected
from domain.inspection.state import Inspections
from domain.kernel import Command, Context, Decider, Decision, Post, Rejected, StreamId, command
from domain.lot.sides import own_side
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.regions import reaches
from domain.supervision import in_charge

LASTS = timedelta(days=1)
"""So long what was read may be looked at again. Ours: no row of the reference says."""


@command("BreakGlass", zh="应急查阅")
class BreakGlass(Command):
    """Read this of a lot, now; `case`: the number of the file that asks for it. A joint act."""

    lot: str
    what: Inspected
    case: str
    reason: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if not self.case.strip():
            raise ValueError("case: expected the number of the file that asks for it")
        if not self.reason.strip():
            raise ValueError("reason: expected why it cannot wait for the opening")


def decide(states: tuple[Inspections, Lot], asked: BreakGlass, context: Context) -> Decision:
    """Of who registered while the lot is sealed, be it for ever; of accounts from its opening on.

    By nobody who was ever of the lot's own side: its owner does not learn who bids by this.
    """
    inspections, lot = states
    assert context.cosigner is not None, "a joint act is signed by two"
    post = _whose(lot, asked, context)
    if isinstance(post, Rejected):
        return post
    if asked.what is Inspected.REGISTRANTS and lot.opened:
        detail = f"{asked.lot} is open: who registered for it is no secret from you"
        return Rejected("inspection.open", detail)
    if asked.what is Inspected.PAYERS and not lot.opened:
        detail = f"{asked.lot} is sealed: by which accounts was paid is read from its opening on"
        return Rejected("inspection.sealed", detail)
    return (
        BreakGlassRead(
            lot=asked.lot,
            number=inspections.reads + 1,
            what=asked.what,
            read_at=context.at,
            until=context.at + LASTS,
            role=post.role,
            read_by=context.actor.person,
            beside=context.cosigner[0],
            case=asked.case,
            reason=asked.reason,
        ),
    )


def _whose(lot: Lot, asked: BreakGlass, context: Context) -> Post | Rejected:
    """The post by which it is read: an auditor's where the lot lies, or its supervisor's."""
    known = lot.defined
    if known is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    assert context.cosigner is not None, "a joint act is signed by two"
    side = own_side(known, context.law.mandates)
    for person in (context.actor.person, context.cosigner[0]):
        if context.law.served(person, side, context.received_at):
            detail = f"{person} acted for the owner of {asked.lot} or its agency"
            return Rejected("inspection.own_side", detail)
    audits = (one for one in context.posts if one.role == "AUD")
    for post in audits:
        if reaches(post.region, known.region):
            return post
    category = category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    return in_charge(category, known.region, beijing_day(context.received_at), context)


BREAK_GLASS = Decider(
    handles=BreakGlass,
    touches=lambda asked: (StreamId("inspection", asked.lot), StreamId("lot", asked.lot)),
    decide=decide,
)
