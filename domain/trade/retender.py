"""What came to nothing is traded anew (重新招标、重新挂牌): both lots say so of each other."""

from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.ended import RetenderLinked
from domain.lot.standing import owned, standing
from domain.lot.state import Lot
from domain.phases import UNDER_WAY


@command("LinkRetender", zh="关联重新招标")
class LinkRetender(Command):
    """The lot `lot`, which failed, was ended or is void, is traded anew as the lot `next`."""

    lot: str
    next: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        lot_code(self.next)
        if self.lot == self.next:
            raise ValueError(f"next {self.next}: expected another lot than the one that ended")


def link(states: tuple[Lot, Lot], asked: LinkRetender, context: Context) -> Decision:
    """By its owner or agency, once; to a lot of the same owner and kind that is under way."""
    ended, following = states
    known = owned(ended, asked.lot, context, RetenderLinked)
    if isinstance(known, Rejected):
        return known
    if ended.next_lot is not None:
        same = ended.next_lot == asked.next
        detail = f"{asked.lot} is traded anew as {ended.next_lot}"
        return () if same else Rejected("lot.retendered", detail)
    new = standing(following, asked.next, *UNDER_WAY)
    if isinstance(new, Rejected):
        return new
    if following.failed_lot is not None:
        detail = f"{asked.next} is traded anew for {following.failed_lot}"
        return Rejected("lot.retendered", detail)
    if (new.owner, new.category) != (known.owner, known.category):
        detail = f"{asked.next} is of another owner or category than {asked.lot}"
        return Rejected("lot.not_its_next", detail)
    told = {"failed": asked.lot, "next": asked.next}
    return (
        RetenderLinked(lot=asked.lot, **told),
        Placed(StreamId("lot", asked.next), RetenderLinked(lot=asked.next, **told)),
    )


LINK_RETENDER = Decider(
    handles=LinkRetender,
    touches=lambda asked: (StreamId("lot", asked.lot), StreamId("lot", asked.next)),
    decide=link,
)
