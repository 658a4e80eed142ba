"""A prequalification goes on: its documents change, and who was found qualified is invited."""

from datetime import datetime

from domain.calendar import beijing_day, zoned
from domain.categories.category import Category
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.prequalified import (
    Prequalification,
    PrequalificationClarified,
    QualifiedInvited,
)
from domain.lot.prequalify import SCOPE, too_short
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.rules import Severity


@command("ClarifyPrequalification", zh="澄清修改资格预审文件")
class ClarifyPrequalification(Command):
    """Say this of the documents to all; fields as in PrequalificationClarified.

    Later times to get them and to apply, both, go along where it needs them; else None.
    """

    lot: str
    affects: bool
    text: str
    until: datetime | None
    closes_at: datetime | None

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.text)
        times = {"until": self.until, "closes_at": self.closes_at}
        if (self.until is None) != (self.closes_at is None):
            raise ValueError("until, closes_at: expected both, or neither")
        for name, at in times.items():
            if at is not None:
                zoned(name, at)


@command("InviteQualified", zh="向资格预审合格者发出投标邀请书")
class InviteQualified(Command):
    """Invite all who were found qualified to bid. `text`: the invitation's SHA-256."""

    lot: str
    text: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.text)


def clarify(lot: Lot, asked: ClarifyPrequalification, context: Context) -> Decision:
    """By the owner or its agency, while applications come. What may affect them comes so long
    before they close as the law has it, else they close later by the same decision (CT-05).
    """
    known = owned(lot, asked.lot, context, PrequalificationClarified)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    begun = lot.prequalification
    assert begun is not None, "its rules hear it after it was issued"
    if context.received_at >= begun.closes_at:
        detail = f"applications were due at {begun.closes_at.isoformat()}"
        return Rejected("lot.too_late", detail)
    later = begun.at(asked.until, asked.closes_at)
    before = begun.clarified
    same = before is not None and (before.text, before.affects) == (asked.text, asked.affects)
    if same and later == begun:
        return ()
    if refused := _out_of_order(lot, begun, later, context):
        return refused
    if refused := _no_time_left(category, begun, later, asked, context):
        return refused
    moved = later != begun
    clarified = PrequalificationClarified(
        lot=asked.lot,
        clarified_at=context.received_at,
        affects=asked.affects,
        text=asked.text,
        until=later.until if moved else None,
        closes_at=later.closes_at if moved else None,
    )
    return (clarified,)


def _out_of_order(
    lot: Lot, begun: Prequalification, later: Prequalification, context: Context
) -> Rejected | None:
    """Why times cannot be so: earlier than they were, past already, or not before the bids."""
    if later.until < begun.until or later.closes_at < begun.closes_at:
        return Rejected("lot.not_later", "a deadline is only ever postponed")
    assert lot.opening_at is not None, "an announced lot has its times"
    begins = begun.until if later.until == begun.until else context.received_at
    if not begins <= later.until <= later.closes_at < lot.opening_at:
        detail = "documents end after now, applications no earlier than they, before the bids do"
        return Rejected("prequalification.order", detail)
    return None


def _no_time_left(
    category: Category,
    begun: Prequalification,
    later: Prequalification,
    asked: ClarifyPrequalification,
    context: Context,
) -> Rejected | None:
    """Why a term is not full: to get the documents, to apply after that, to apply after this."""
    today, issued = beijing_day(context.received_at), beijing_day(begun.issued.issued_at)
    if early := too_short(category, issued, today, (later.until, later.closes_at), context):
        return early
    for row in category.about("clarification.to_deadline", today, (SCOPE,)):
        if not asked.affects or row.scope != SCOPE or row.severity is not Severity.BLOCK:
            continue
        full = row.term(today, context.law.calendar)
        if beijing_day(later.closes_at) < full:
            return Rejected("lot.term_too_short", f"{row.id} {row.zh}: until {full} at least")
    return None


def invite(lot: Lot, asked: InviteQualified, context: Context) -> Decision:
    """Once, by the owner or its agency, when enough were found qualified: all of them alike, whom
    the asker does not know. The tender's documents, and bids, come after it.
    """
    known = owned(lot, asked.lot, context, QualifiedInvited)
    if isinstance(known, Rejected):
        return known
    begun = lot.prequalification
    assert begun is not None, "its rules hear it after it was issued"
    if not begun.succeeded:
        return Rejected("prequalification.not_succeeded", f"{asked.lot}: too few may bid")
    if begun.invited is not None:
        same = begun.invited.text == asked.text
        detail = f"those qualified for {asked.lot} were invited before, by another text"
        return () if same else Rejected("prequalification.invited", detail)
    at = context.received_at
    return (QualifiedInvited(lot=asked.lot, invited_at=at, text=asked.text),)


CLARIFY_PREQUALIFICATION = Decider(
    handles=ClarifyPrequalification,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=clarify,
)
INVITE_QUALIFIED = Decider(
    handles=InviteQualified, touches=lambda asked: (StreamId("lot", asked.lot),), decide=invite
)
