"""The owner suspends its own procedure; whatever it waits for, it says so in a document."""

from datetime import date

from domain.calendar import beijing_day, plausible
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import asked_by_owner
from domain.lot.state import Lot
from domain.lot.stopped import ProcedureSuspended, Suspending


@command("SuspendProcedure", zh="暂停交易")
class SuspendProcedure(Command):
    """Suspend the procedure, to the end of a day or until it is resumed (`until` None)."""

    lot: str
    until: date | None
    document: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.document)
        if self.until is not None:
            plausible("until", self.until)


def suspend(lot: Lot, asked: SuspendProcedure, context: Context) -> Decision:
    """By the owner or its agency, once at a time, while the lot is neither over nor contracted."""
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    if refused := asked_by_owner(lot, context):
        return refused
    if refused := not_to_suspend(lot, asked.lot, None, asked.until, context):
        return refused
    suspended = ProcedureSuspended(
        lot=asked.lot,
        cause=Suspending.OWNER,
        case=None,
        rule="",
        suspended_at=context.received_at,
        until=asked.until,
        document=asked.document,
    )
    return (suspended,)


def not_to_suspend(
    lot: Lot, code: str, case: str | None, until: date | None, context: Context
) -> Rejected | None:
    """Why a lot cannot be suspended for a case (None: for no case of anybody's); None where it can.

    `until`: a day that is not over yet.
    """
    if not lot.is_out or lot.ended_on is not None:
        return Rejected("lot.wrong_phase", f"{code} is {lot.phase}: nothing is to be suspended")
    if any(one.told.case == case for one in lot.suspended):
        return Rejected("lot.suspended_before", f"{code} is suspended for that already")
    if until is not None and until < beijing_day(context.received_at):
        return Rejected("lot.until_past", f"{until} is over: expected a day to come, or none")
    return None


SUSPEND_PROCEDURE = Decider(
    handles=SuspendProcedure, touches=lambda asked: (StreamId("lot", asked.lot),), decide=suspend
)
