"""What ends a lot's time or the lot itself: a deadline, a failure, a termination."""

from datetime import datetime

from domain.calendar import beijing_day, zoned
from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.events import DepositDeadlinePassed, LotFailed, ProcedureTerminated
from domain.lot.standing import category_of, hears, owned
from domain.lot.standstill import is_stopped
from domain.lot.state import Lot
from domain.lot.suspended import not_passed
from domain.phases import Phase


@command("PassDepositDeadline", zh="保证金截止")
class PassDepositDeadline(Command):
    """The clock found that the deadline of a lot's deposits has passed."""

    lot: str
    deadline: datetime

    def __post_init__(self) -> None:
        lot_code(self.lot)
        zoned("deadline", self.deadline)


@command("FailLot", zh="宣布流标")
class FailLot(Command):
    """Nobody wins this lot."""

    lot: str
    reason: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        _reason(self.reason)


@command("TerminateProcedure", zh="终止交易")
class TerminateProcedure(Command):
    """The owner ends it before a contract."""

    lot: str
    reason: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        _reason(self.reason)


def _reason(text: str) -> None:
    if not text.strip():
        raise ValueError("reason: expected why")


def pass_deadline(lot: Lot, asked: PassDepositDeadline, context: Context) -> Decision:
    """Once, at its instant or later; a deadline that was postponed since has not passed, nor one
    that came while the lot stood still.

    Where the lot is open for bids already, or is to be listed, it stays so until their own end.
    """
    if lot.was("DepositDeadlinePassed"):
        return ()
    known = hears(lot, asked.lot, context.law, DepositDeadlinePassed)
    if isinstance(known, Rejected):
        return known
    if asked.deadline != lot.deposit_deadline:
        return Rejected("lot.other_deadline", f"deposits of {asked.lot} are due at another time")
    if context.received_at < asked.deadline:
        return Rejected("lot.too_early", f"deposits are due at {asked.deadline.isoformat()}")
    if refused := not_passed(lot, asked.lot, asked.deadline):
        return refused
    arranged = lot.session.arranged
    listed = arranged is not None and arranged.listing_from is not None
    closes = lot.phase is Phase.ANNOUNCED and not listed
    return (DepositDeadlinePassed(lot=asked.lot, deadline=asked.deadline, closes=closes),)


def fail(lot: Lot, asked: FailLot, context: Context) -> Decision:
    """By the owner or its agency, before a contract; by the platform where too few bids came, from
    the instant on at which they could be opened: it alone has them all. Seals stay.
    """
    if context.holds("PLATFORM") and _unopened(lot, context):
        known = hears(lot, asked.lot, context.law, LotFailed)
    else:
        known = owned(lot, asked.lot, context, LotFailed)
    if isinstance(known, Rejected):
        return known
    return (
        LotFailed(lot=asked.lot, reason=asked.reason, failed_on=beijing_day(context.received_at)),
    )


def _unopened(lot: Lot, context: Context) -> bool:
    """Whether bids could be open by now and are not, of a lot for which more than one must bid.

    While it stands still its opening has not come: it moves when the lot goes on.
    """
    if lot.defined is None or lot.opened or lot.opening_at is None:
        return False
    if is_stopped(lot, lot.opening_at):
        return False
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected) or context.received_at < lot.opening_at:
        return False
    return category.order(lot.scopes).least_bidders > 1


def terminate(lot: Lot, asked: TerminateProcedure, context: Context) -> Decision:
    """By the owner or its agency, before a contract."""
    known = owned(lot, asked.lot, context, ProcedureTerminated)
    if isinstance(known, Rejected):
        return known
    return (
        ProcedureTerminated(
            lot=asked.lot, reason=asked.reason, terminated_on=beijing_day(context.received_at)
        ),
    )


PASS_DEPOSIT_DEADLINE = Decider(
    handles=PassDepositDeadline,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=pass_deadline,
)
FAIL_LOT = Decider(
    handles=FailLot, touches=lambda asked: (StreamId("lot", asked.lot),), decide=fail
)
TERMINATE_PROCEDURE = Decider(
    handles=TerminateProcedure,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=terminate,
)
