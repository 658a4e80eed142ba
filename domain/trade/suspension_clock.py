"""Until when a lot stands still is reckoned again, once the calendar of its year is there (203)."""

from domain.dispute.codes import case_code
from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.lot.stopped import SuspensionReckoned


@command("ReckonSuspension", zh="重算暂停期限")
class ReckonSuspension(Command):
    """A calendar was published: does the last day on which a lot stands still for this case, an
    estimate until then, move?
    """

    lot: str
    case: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        case_code(self.case)


def reckon(lot: Lot, asked: ReckonSuspension, context: Context) -> Decision:
    """While it stands still; what whoever ordered it named stays as it was named."""
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    for one in lot.suspended:
        until = one.last_day(context.law.calendars)
        if one.told.case == asked.case and until is not None and until != one.until:
            return (SuspensionReckoned(lot=asked.lot, case=asked.case, until=until),)
    return ()


RECKON_SUSPENSION = Decider(
    handles=ReckonSuspension,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=reckon,
)
