"""Shapes that lots once had, and how they are read today."""

from datetime import date, datetime

from domain.kernel import Event, Former, event
from domain.lot.events import AwardNoticeIssued, LotDefined


@event("LotDefined", zh="标段(宗地、标的)登记")
class LotDefinedV1(Event):
    """Before a lot said what it is worth."""

    lot: str
    title: str
    category: str
    region: str
    owner: str
    agency: str | None
    deposit_fen: int
    deposit_deadline: datetime
    opening_at: datetime
    basic_account: bool


@event("AwardNoticeIssued", zh="中标通知书")
class AwardNoticeIssuedV1(Event):
    """Before a notice said its day."""

    lot: str
    winner: str
    contract_due: date


def _lot(old: LotDefinedV1) -> LotDefined:
    return LotDefined(
        lot=old.lot,
        title=old.title,
        category=old.category,
        region=old.region,
        owner=old.owner,
        agency=old.agency,
        estimate_fen=None,
        deposit_fen=old.deposit_fen,
        deposit_deadline=old.deposit_deadline,
        opening_at=old.opening_at,
        basic_account=old.basic_account,
    )


def _notice(old: AwardNoticeIssuedV1) -> AwardNoticeIssued:
    return AwardNoticeIssued(
        lot=old.lot, winner=old.winner, issued_on=None, contract_due=old.contract_due
    )


FORMER = (Former(LotDefinedV1, _lot), Former(AwardNoticeIssuedV1, _notice))
