"""A supervisor orders that a procedure stands still, for a complaint; and how it goes on again."""

from dataclasses import dataclass
from datetime import date

from domain.calendar import plausible
from domain.categories.category import Category
from domain.dispute.codes import case_code
from domain.dispute.rows import complaint
from domain.dispute.state import Case
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.overlay import Suspension
from domain.lot.sides import on_both_sides
from domain.lot.standstill import goes_on
from domain.lot.state import Lot
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended, Suspending
from domain.lot.suspend import not_to_suspend
from domain.timing import term
from domain.trade.cases import (
    OnACase,
    authority,
    judge_of,
    owner_of,
    rules_of,
    today,
    touches,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(OnACase):
    """What an order says; `until`: the last day on which all waits, None as long as it may."""

    until: date | None

    def __post_init__(self) -> None:
        OnACase.__post_init__(self)
        if self.until is not None:
            plausible("until", self.until)


@command("OrderSuspension", zh="责令暂停")
class OrderSuspension(Order):
    """Whoever deals with a complaint orders that all stands still for it."""


@command("ResumeProcedure", zh="恢复交易")
class ResumeProcedure(Command):
    """What waits for a case (None: by the owner's own will) goes on.

    `document`: the SHA-256 of what says so; None of the clock, which says that its time is over.
    """

    lot: str
    case: str | None
    document: str | None

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if self.document is not None:
            digest(self.document)
        if self.case is not None:
            case_code(self.case)


def order(states: tuple[Case, Lot], asked: OrderSuspension, context: Context) -> Decision:
    """Once the complaint is accepted, by whom it is with, where the law lets it (条例 62)."""
    case, lot = states
    found = judge_of(case, lot, asked.case, asked.lot, context)
    if isinstance(found, Rejected):
        return found
    if not case.accepted:
        return Rejected("dispute.not_accepted", f"{asked.case} is {case.stage}")
    category = rules_of(lot, asked.lot, context)
    if isinstance(category, Rejected):
        return category
    placed = ordered(lot, category, asked, context)
    return placed if isinstance(placed, Rejected) else (placed,)


def ordered(lot: Lot, category: Category, asked: Order, context: Context) -> Placed | Rejected:
    """The suspension that is ordered, no longer than its row lets it be; else the refusal."""
    day = today(context)
    row = complaint(category, "suspension", day)
    if row is None:
        detail = f"no row of {category.code} lets a complaint suspend"
        return Rejected("dispute.no_suspension", detail)
    longest = term(row, day, context.law.calendar)
    last = None if longest is None else longest.due
    until = asked.until or last
    if refused := not_to_suspend(lot, asked.lot, asked.case, until, context):
        return refused
    if last is not None and until is not None and until > last:
        return Rejected("dispute.suspended_too_long", f"{row}: until {last} at the latest")
    suspended = ProcedureSuspended(
        lot=asked.lot,
        cause=Suspending.ORDER,
        case=asked.case,
        rule=str(row),
        suspended_at=context.received_at,
        until=until,
        document=asked.document,
        term=longest if asked.until is None else None,
    )
    return Placed(StreamId("lot", asked.lot), suspended)


def resume(states: Lot | tuple[Lot, Case], asked: ResumeProcedure, context: Context) -> Decision:
    """By whoever suspended it; once its case or its time is over, by the owner too; once.

    What waits for an answer to the owner goes on by that answer, and by nothing else.
    """
    lot, case = (states, None) if isinstance(states, Lot) else states
    standing = next((one for one in lot.suspended if one.told.case == asked.case), None)
    if standing is None:
        over = any(one.told.case == asked.case for one in lot.suspensions)
        return () if over else Rejected("lot.not_suspended", f"{asked.lot} does not stand still so")
    if refused := _not_to_resume(lot, standing, case, asked, context):
        return refused
    resumed = ProcedureResumed(
        lot=asked.lot, case=asked.case, resumed_at=context.received_at, document=asked.document
    )
    return goes_on(lot, resumed, context.law)


def _not_to_resume(
    lot: Lot, standing: Suspension, case: Case | None, asked: ResumeProcedure, context: Context
) -> Rejected | None:
    until = standing.last_day(context.law.calendars)
    lapsed = until is not None and today(context) > until
    if lapsed and context.holds("PLATFORM"):
        return None
    if asked.document is None:
        return Rejected("lot.no_document", "expected the SHA-256 of what says that it goes on")
    if case is not None and authority(case, context) is not None:
        return on_both_sides(lot, context)
    known = owner_of(lot, asked.lot, context)
    if isinstance(known, Rejected):
        return known
    if case is not None and case.is_open and not lapsed:
        return Rejected("dispute.still_open", f"{asked.case} is {case.stage}")
    return None


def _resume_touches(asked: ResumeProcedure) -> tuple[StreamId, ...]:
    lot = StreamId("lot", asked.lot)
    return (lot, StreamId("dispute", asked.case)) if asked.case else (lot,)


ORDER_SUSPENSION = Decider(handles=OrderSuspension, touches=touches, decide=order)
RESUME_PROCEDURE = Decider(handles=ResumeProcedure, touches=_resume_touches, decide=resume)
