"""A result is void (中标无效、成交无效) by decision of whoever supervises the lot, or a court."""

from domain.calendar import beijing_day
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.ended import ResultVoided
from domain.lot.sides import on_both_sides
from domain.lot.standing import category_of, hears
from domain.lot.state import Lot
from domain.supervision import in_charge


@command("VoidResult", zh="认定中标(成交)无效")
class VoidResult(Command):
    """The result of a lot is void; `document`: the decision's reference, `evidence` its SHA-256."""

    lot: str
    document: str
    evidence: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.evidence)
        if not self.document.strip():
            raise ValueError("document: expected the decision's reference")


def void(lot: Lot, asked: VoidResult, context: Context) -> Decision:
    """Once there is a result, until its record is sealed; the same decision again is nothing.

    Nobody has won then, and what is held goes back (`desk.owe`). What became a bond or a price
    stays where it lies: whose it is then, the parties agree, or a court says.
    """
    before = lot.voided
    if before is not None and (before.document, before.evidence) == (
        asked.document,
        asked.evidence,
    ):
        return ()
    known = hears(lot, asked.lot, context.law, ResultVoided)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    assert lot.defined is not None, "a lot with a result was defined"
    today = beijing_day(context.received_at)
    post = in_charge(category, lot.defined.region, today, context)
    if isinstance(post, Rejected):
        return post
    if refused := on_both_sides(lot, context):
        return refused
    voided = ResultVoided(
        lot=asked.lot,
        winner=lot.winner,
        voided_on=today,
        authority=post,
        document=asked.document,
        evidence=asked.evidence,
    )
    return (voided,)


VOID_RESULT = Decider(
    handles=VoidResult, touches=lambda asked: (StreamId("lot", asked.lot),), decide=void
)
