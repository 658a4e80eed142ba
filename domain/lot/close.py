"""What ends a lot's time, or the lot: a deadline, a failure that is asked for, a termination."""

from datetime import datetime

from domain.calendar import beijing_day, zoned
from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.compete import check_bids
from domain.lot.events import DepositDeadlinePassed, ProcedureTerminated
from domain.lot.standing import hears, owned
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


@command("FailLot", version=2, zh="宣布流标")
class FailLot(Command):
    """Nobody wins this lot. `bidders`, `bids`: as in OpenBids, where the platform says that they
    are too few; None and none where its owner says so.
    """

    lot: str
    reason: str
    bidders: int | None = None
    bids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lot_code(self.lot)
        _reason(self.reason)
        check_bids(self.bids)
        if self.bidders is not None and self.bidders < 0:
            raise ValueError(f"bidders {self.bidders}: expected zero or more, or none")


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
TERMINATE_PROCEDURE = Decider(
    handles=TerminateProcedure,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=terminate,
)
