"""What a supervisor does with a complaint that came in: whose it is, whether it is dealt with."""

from domain.categories.category import Category
from domain.dispute.codes import case_code
from domain.dispute.events import (
    ComplaintAccepted,
    ComplaintForwarded,
    ComplaintReceived,
    ComplaintRejected,
)
from domain.dispute.filed import ComplaintFiled
from domain.dispute.rows import complaint
from domain.dispute.state import Case
from domain.dispute.words import Stage
from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.timing import Term, term
from domain.trade.cases import (
    OnACase,
    judge_of,
    other_supervisor,
    rules_of,
    supervisor,
    today,
    touches,
)
from domain.trade.suspension import Order, ordered

_FROM_FILING = "ComplaintFiled"
"""Where a decision's term counts from the complaint and not from its acceptance (政府采购法 56)."""


@command("ReceiveComplaint", zh="签收投诉")
class ReceiveComplaint(Command):
    """The supervisor has the complaint."""

    case: str

    def __post_init__(self) -> None:
        case_code(self.case)


@command("ForwardComplaint", zh="转送投诉")
class ForwardComplaint(Command):
    """The office sends a complaint on to the supervisor whose it is."""

    case: str
    lot: str
    to: str

    def __post_init__(self) -> None:
        case_code(self.case)
        lot_code(self.lot)


@command("AcceptComplaint", zh="受理投诉")
class AcceptComplaint(Order):
    """The supervisor deals with the complaint.

    `suspend`: it orders that all stands still for it, until the day that is named, if one is.
    """

    suspend: bool

    def __post_init__(self) -> None:
        Order.__post_init__(self)
        if self.until is not None and not self.suspend:
            raise ValueError(f"until {self.until}: expected none where nothing is suspended")


@command("RejectComplaint", version=2, zh="不予受理投诉")
class RejectComplaint(OnACase):
    """The supervisor does not, for the reasons in the document."""


def receive(case: Case, asked: ReceiveComplaint, context: Context) -> Decision:
    """Once; again it changes nothing."""
    found = supervisor(case, asked.case, context)
    if isinstance(found, Rejected):
        return found
    return (ComplaintReceived(case=asked.case),) if case.stage is Stage.FILED else ()


def forward(states: tuple[Case, Lot], asked: ForwardComplaint, context: Context) -> Decision:
    """To another supervisor of the lot's kind of trade, while nobody deals with it yet."""
    case, lot = states
    category = rules_of(lot, asked.lot, context)
    if isinstance(category, Rejected):
        return category
    filed = case.filed
    if not isinstance(filed, ComplaintFiled) or filed.lot != asked.lot:
        return Rejected("dispute.unknown", f"{asked.case} is no complaint about {asked.lot}")
    if refused := other_supervisor(category, asked.to, today(context)):
        return refused
    if case.accepted or not case.is_open:
        return Rejected("dispute.accepted", f"{asked.case} is {case.stage}")
    return () if case.to == asked.to else (ComplaintForwarded(case=asked.case, to=asked.to),)


def accept(states: tuple[Case, Lot], asked: AcceptComplaint, context: Context) -> Decision:
    """Once, by whom it went to; the procedure is suspended by the same order, where it says so."""
    case, lot = states
    found = judge_of(case, lot, asked.case, asked.lot, context)
    if isinstance(found, Rejected):
        return found
    if case.accepted:
        return Rejected("dispute.accepted", f"{asked.case} is {case.stage}")
    category = rules_of(lot, asked.lot, context)
    if isinstance(category, Rejected):
        return category
    accepted = ComplaintAccepted(
        case=asked.case,
        accepted_at=context.received_at,
        decision=_decision(case, category, context),
        document=asked.document,
    )
    if not asked.suspend:
        return (accepted,)
    order = ordered(lot, category, asked, context)
    return order if isinstance(order, Rejected) else (accepted, order)


def _decision(case: Case, category: Category, context: Context) -> Term | None:
    """The term to decide: from the acceptance on, or from the complaint, as its row says."""
    day, since = today(context), today(context)
    row = complaint(category, "decision", day)
    if row is not None and row.anchor == _FROM_FILING and case.filed_on is not None:
        since = case.filed_on
    return term(row, since, context.law.calendar)


def reject(states: tuple[Case, Lot], asked: RejectComplaint, context: Context) -> Decision:
    """By whom it went to, before it is accepted."""
    case, lot = states
    found = judge_of(case, lot, asked.case, asked.lot, context)
    if isinstance(found, Rejected):
        return found
    if case.accepted:
        return Rejected("dispute.accepted", f"{asked.case} is {case.stage}")
    at = context.received_at
    return (ComplaintRejected(case=asked.case, rejected_at=at, document=asked.document),)


RECEIVE_COMPLAINT = Decider(
    handles=ReceiveComplaint,
    touches=lambda asked: (StreamId("dispute", asked.case),),
    decide=receive,
)
FORWARD_COMPLAINT = Decider(
    handles=ForwardComplaint,
    touches=lambda asked: (StreamId("dispute", asked.case), StreamId("lot", asked.lot)),
    decide=forward,
)
ACCEPT_COMPLAINT = Decider(handles=AcceptComplaint, touches=touches, decide=accept)
REJECT_COMPLAINT = Decider(handles=RejectComplaint, touches=touches, decide=reject)
