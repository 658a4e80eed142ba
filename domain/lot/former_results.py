"""Shapes that openings and results of lots once had, and how they are read today."""

from datetime import date, datetime

from domain.kernel import Event, Former, event
from domain.lot.allotment import QuotaAllotted
from domain.lot.bidding import OffersCompared
from domain.lot.events import AwardNoticeIssued, BidOpened, TransactionConfirmed


@event("BidOpened", zh="开标")
class BidOpenedV1(Event):
    """Before anybody counted."""

    lot: str
    opened_at: datetime
    bidders: int


@event("BidOpened", version=2, zh="开标")
class BidOpenedV2(Event):
    """Before an opening said which bids it counted."""

    lot: str
    opened_at: datetime
    bidders: int
    counted: int | None = None


@event("OffersCompared", zh="报价比较")
class OffersComparedV1(Event):
    """Before anybody looked whether deposits were there."""

    lot: str
    winner: str
    price_fen: int


@event("QuotaAllotted", zh="定额分配")
class QuotaAllottedV1(Event):
    """Before a draw said of whom it was drawn."""

    lot: str
    winner: str
    price_fen: int
    application: str
    seed: str | None
    unsecured: tuple[str, ...]


@event("AwardNoticeIssued", zh="中标通知书")
class AwardNoticeIssuedV1(Event):
    """Before a notice said its day."""

    lot: str
    winner: str
    contract_due: date


@event("TransactionConfirmed", zh="成交确认")
class TransactionConfirmedV1(Event):
    """Before a sale that is agreed opened its lot."""

    lot: str
    winner: str
    price_fen: int
    confirmed_on: date


def _opened(old: BidOpenedV1 | BidOpenedV2) -> BidOpened:
    counted = old.counted if isinstance(old, BidOpenedV2) else None
    return BidOpened(lot=old.lot, opened_at=old.opened_at, bidders=old.bidders, counted=counted)


def _compared(old: OffersComparedV1) -> OffersCompared:
    return OffersCompared(lot=old.lot, winner=old.winner, price_fen=old.price_fen, unsecured=None)


def _allotted(old: QuotaAllottedV1) -> QuotaAllotted:
    """Nobody can draw again of what was not told."""
    return QuotaAllotted(
        lot=old.lot,
        winner=old.winner,
        price_fen=old.price_fen,
        application=old.application,
        seed=old.seed,
        drawn_from=None,
        passed_over=(),
        unsecured=old.unsecured,
    )


def _notice(old: AwardNoticeIssuedV1) -> AwardNoticeIssued:
    return AwardNoticeIssued(
        lot=old.lot, winner=old.winner, issued_on=None, contract_due=old.contract_due
    )


def _confirmed(old: TransactionConfirmedV1) -> TransactionConfirmed:
    """It opened nothing: no key was released with it."""
    return TransactionConfirmed(
        lot=old.lot, winner=old.winner, price_fen=old.price_fen, confirmed_on=old.confirmed_on
    )


RESULTS = (
    Former(BidOpenedV1, _opened),
    Former(BidOpenedV2, _opened),
    Former(OffersComparedV1, _compared),
    Former(QuotaAllottedV1, _allotted),
    Former(AwardNoticeIssuedV1, _notice),
    Former(TransactionConfirmedV1, _confirmed),
)
