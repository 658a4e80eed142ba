"""A draw is committed to its seed, before anybody can know of the lot."""

from domain.drawing import OF_LOTS
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.allotment import DrawCommitted
from domain.lot.standing import hears
from domain.lot.state import Lot


@command("CommitDraw", zh="承诺摇号种子")
class CommitDraw(Command):
    """Who has a lot is drawn with the seed whose SHA-256 is `commitment`."""

    lot: str
    commitment: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.commitment)


def commit(lot: Lot, asked: CommitDraw, context: Context) -> Decision:
    """Once, while its order has it; by the platform, on the owner's wish: it knows the seed."""
    known = hears(lot, asked.lot, context.law, DrawCommitted)
    if isinstance(known, Rejected):
        return known
    told = DrawCommitted(lot=asked.lot, algorithm=OF_LOTS, commitment=asked.commitment)
    if lot.draw is not None:
        detail = f"the draw of {asked.lot} is committed to {lot.draw.commitment}"
        return () if lot.draw.commitment == asked.commitment else Rejected("draw.committed", detail)
    return (told,)


COMMIT_DRAW = Decider(
    handles=CommitDraw, touches=lambda asked: (StreamId("lot", asked.lot),), decide=commit
)
