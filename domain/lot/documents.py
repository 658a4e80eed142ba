"""The documents of a tender: issued to whoever asks, until the clock says that the time is over."""

from datetime import datetime

from domain.calendar import beijing_day, zoned
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.periods import too_early
from domain.lot.standing import category_of, hears, owned, to_be_invited
from domain.lot.state import Lot
from domain.lot.suspended import not_passed
from domain.lot.tendered import BidDeadlinePassed, DocumentIssued, DocumentSalePeriodClosed


@command("IssueDocuments", zh="发出招标文件")
class IssueDocuments(Command):
    """From now until an instant the documents can be had. `text`: their SHA-256."""

    lot: str
    until: datetime
    text: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.text)
        zoned("until", self.until)


@command("CloseDocumentSale", zh="招标文件获取截止")
class CloseDocumentSale(Command):
    """The clock found that the documents can be had no more."""

    lot: str
    deadline: datetime

    def __post_init__(self) -> None:
        lot_code(self.lot)
        zoned("deadline", self.deadline)


@command("PassBidDeadline", zh="投标截止")
class PassBidDeadline(CloseDocumentSale):
    """The clock found that the deadline of a lot's bids has passed: its opening is due."""


def issue(lot: Lot, asked: IssueDocuments, context: Context) -> Decision:
    """Once, by the owner or its agency, for as long as the law has it at least (CT-02, CT-03)."""
    known = owned(lot, asked.lot, context, DocumentIssued)
    if isinstance(known, Rejected):
        return known
    category = category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if lot.prequalification is not None and not lot.prequalification.succeeded:
        detail = f"{asked.lot}: who may bid is not known yet, or they are too few"
        return Rejected("prequalification.not_succeeded", detail)
    if to_be_invited(lot, context.law):
        detail = f"{asked.lot}: who was found qualified is invited first"
        return Rejected("prequalification.not_invited", detail)
    if not context.received_at < asked.until or asked.until > (lot.opening_at or asked.until):
        return Rejected("lot.deadline_after_opening", "documents end after now, before the bids do")
    planned = {
        "DocumentSalePeriodClosed": asked.until,
        "BidDeadlinePassed": lot.opening_at,
        "BidOpened": lot.opening_at,
    }
    today, calendar = beijing_day(context.received_at), context.law.calendar
    issued = DocumentIssued(
        lot=asked.lot, issued_at=context.received_at, until=asked.until, text=asked.text
    )
    early = too_early(category, lot, DocumentIssued.NAME, today, calendar, planned)
    return early or (issued,)


def close_sale(lot: Lot, asked: CloseDocumentSale, context: Context) -> Decision:
    """Once, at its instant or later; not one that came while the lot stood still."""
    if lot.was("DocumentSalePeriodClosed"):
        return ()
    return _passed(lot, asked, context, DocumentSalePeriodClosed, lot.documents_until)


def pass_bids(lot: Lot, asked: PassBidDeadline, context: Context) -> Decision:
    """Once, at its instant or later; a deadline that was postponed since has not passed."""
    if lot.was("BidDeadlinePassed"):
        return ()
    return _passed(lot, asked, context, BidDeadlinePassed, lot.opening_at)


def _passed(
    lot: Lot,
    asked: CloseDocumentSale,
    context: Context,
    event: type[DocumentSalePeriodClosed | BidDeadlinePassed],
    deadline: datetime | None,
) -> Decision:
    known = hears(lot, asked.lot, context.law, event)
    if isinstance(known, Rejected):
        return known
    if asked.deadline != deadline:
        return Rejected("lot.other_deadline", f"of {asked.lot} it is due at another time")
    if context.received_at < asked.deadline:
        return Rejected("lot.too_early", f"it is due at {asked.deadline.isoformat()}")
    if refused := not_passed(lot, asked.lot, asked.deadline):
        return refused
    return (event(lot=asked.lot, deadline=asked.deadline),)


ISSUE_DOCUMENTS = Decider(
    handles=IssueDocuments, touches=lambda asked: (StreamId("lot", asked.lot),), decide=issue
)
CLOSE_DOCUMENT_SALE = Decider(
    handles=CloseDocumentSale,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=close_sale,
)
PASS_BID_DEADLINE = Decider(
    handles=PassBidDeadline, touches=lambda asked: (StreamId("lot", asked.lot),), decide=pass_bids
)
