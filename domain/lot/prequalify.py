"""Who wants to bid is qualified first (资格预审): by its documents (条例 15-19)."""

from datetime import date, datetime

from domain.calendar import beijing_day, zoned
from domain.categories.category import Category
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.prequalified import PrequalificationIssued
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.rules import Severity
from domain.trade_codes import application_code

SCOPE = "PREQUALIFICATION"
"""The scope of the rows about it."""


@command("IssuePrequalification", zh="发出资格预审文件")
class IssuePrequalification(Command):
    """Let who wants to bid apply first; fields as in PrequalificationIssued."""

    lot: str
    until: datetime
    closes_at: datetime
    text: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.text)
        zoned("until", self.until)
        zoned("closes_at", self.closes_at)


@command("ConcludePrequalification", version=2, zh="结束资格预审")
class ConcludePrequalification(Command):
    """All applications are reviewed. `report`: the SHA-256 of what says so.

    `applications`: all that were handed in for the lot; who of them may bid, each says itself.
    """

    lot: str
    report: str
    applications: tuple[str, ...]

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.report)
        for application in self.applications:
            application_code(application)
        if len(set(self.applications)) < len(self.applications):
            raise ValueError("applications: expected each once")


def issue(lot: Lot, asked: IssuePrequalification, context: Context) -> Decision:
    """Once, by the owner or its agency, before the tender's own documents, for as long as the law
    has it: to get them (CT-02), and to apply after that (CT-04).
    """
    known = owned(lot, asked.lot, context, PrequalificationIssued)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if lot.prequalification is not None:
        return Rejected("prequalification.issued", f"who bids for {asked.lot} applies already")
    assert lot.opening_at is not None, "an announced lot has its times"
    if not context.received_at < asked.until <= asked.closes_at < lot.opening_at:
        detail = "documents end after now, applications no earlier than they, before the bids do"
        return Rejected("prequalification.order", detail)
    today = beijing_day(context.received_at)
    if early := too_short(category, today, today, (asked.until, asked.closes_at), context):
        return early
    issued = PrequalificationIssued(
        lot=asked.lot,
        issued_at=context.received_at,
        until=asked.until,
        closes_at=asked.closes_at,
        text=asked.text,
    )
    return (issued,)


def too_short(
    category: Category,
    since: date,
    day: date,
    times: tuple[datetime, datetime],
    context: Context,
) -> Rejected | None:
    """Why a term is not full, by the rows of its kind that block on a day; a day of start never
    counts. `since`: from when on the documents can be had; `times`: until when, and applications.
    """
    until, closes = (beijing_day(one) for one in times)
    terms = (("documents.on_sale", since, until), ("applications.time", until, closes))
    for subject, began, ended in terms:
        for row in category.about(subject, day, (SCOPE,)):
            full = row.term(began, context.law.calendar)
            if row.severity is Severity.BLOCK and ended < full:
                return Rejected("lot.term_too_short", f"{row.id} {row.zh}: until {full} at least")
    return None


ISSUE_PREQUALIFICATION = Decider(
    handles=IssuePrequalification,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=issue,
)
