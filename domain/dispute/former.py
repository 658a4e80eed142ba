"""Shapes that disputes once had, and how they are read today."""

from datetime import date, datetime

from domain.dispute.filed import ComplaintFiled, Filer, Within
from domain.dispute.words import Matter
from domain.kernel import Event, Former, event, sealed
from domain.timing import Term


@event("ComplaintFiled", zh="提出投诉")
class ComplaintFiledV1(Event):
    """Before a complaint said by which estimate the owner still had time to answer, or had not."""

    case: str
    lot: str
    category: str
    region: str
    matter: Matter
    to: str
    filed_at: datetime
    warned: tuple[str, ...]
    acceptance: Term | None
    filer: Filer | None = sealed()
    since: date | None = sealed()
    follows: str | None = sealed()
    document: str | None = sealed()
    within: Within | None = sealed()


def _complaint(old: ComplaintFiledV1) -> ComplaintFiled:
    return ComplaintFiled(
        case=old.case,
        lot=old.lot,
        category=old.category,
        region=old.region,
        matter=old.matter,
        to=old.to,
        filed_at=old.filed_at,
        warned=old.warned,
        acceptance=old.acceptance,
        filer=old.filer,
        since=old.since,
        follows=old.follows,
        document=old.document,
        within=old.within,
        first=None,
    )


FORMER = (Former(ComplaintFiledV1, _complaint),)
