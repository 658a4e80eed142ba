"""A lot as it stands."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import assert_never

from domain.lot.events import (
    AnnouncementPublished,
    AwardNoticeIssued,
    BidOpened,
    ContractSigned,
    DeadlinePostponed,
    DepositDeadlinePassed,
    DocumentFeeOwed,
    FeesAssessed,
    LotDefined,
    LotEvent,
    LotFailed,
    ProcedureTerminated,
    ServiceFeeReceived,
    TimedBiddingClosed,
    TransactionConfirmed,
    WinnerConfirmed,
)
from domain.lot.overlay import Suspension, resumed
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended

CONTRACT_DAYS = 30
"""A contract is signed within 30 days of the notice (招标投标法 46, CT-18)."""


class Phase(StrEnum):
    """How far a lot has come (REFERENCE 2.2, as far as deposits need it)."""

    DRAFT = "草拟"
    REGISTERED = "已登记"
    ANNOUNCED = "已公告"
    CLOSED = "已截止"
    COMPETITION = "竞争中"
    AWARDED = "已成交"
    CONTRACTED = "已签约"
    FAILED = "失败"
    TERMINATED = "终止"


@dataclass(frozen=True, slots=True)
class Lot:
    """The lot as defined, if it is; its times as they stand; who won, at which price."""

    defined: LotDefined | None = None
    phase: Phase = Phase.DRAFT
    announced: AnnouncementPublished | None = None
    deposit_deadline: datetime | None = None
    opening_at: datetime | None = None
    opened: bool = False
    winner: str | None = None
    price_fen: int = 0
    contract_due: date | None = None
    awarded_on: date | None = None
    """The day of the notice to the winner, of the confirmation of a sale.

    Of a notice that does not say its day: the last on which it can have been told.
    """
    ended_on: date | None = None
    """The day of the contract, of the failure, of the termination."""
    fees: FeesAssessed | None = None
    fees_in: tuple[ServiceFeeReceived, ...] = ()
    """What of them came straight to the centre's own accounts."""
    document_fee: DocumentFeeOwed | None = None
    suspensions: tuple[Suspension, ...] = ()
    """Times in which it stood still, in the order in which they began."""

    @property
    def is_over(self) -> bool:
        """Whether nobody will win it any more."""
        return self.phase in (Phase.FAILED, Phase.TERMINATED)

    @property
    def suspended(self) -> tuple[Suspension, ...]:
        """Those that last: it stands still until all of them have ended."""
        return tuple(one for one in self.suspensions if one.ended_at is None)

    def fee_fen(self, of: str) -> int:
        """What of an assessed fee (SELLER, BUYER, DEFAULT) did not come straight; fen, not under 0.

        What is withheld of money in custody is not known here.
        """
        if self.fees is None:
            return 0
        assessed = {
            "SELLER": self.fees.seller_fen,
            "BUYER": self.fees.buyer_fen,
            "DEFAULT": self.fees.default_fen,
        }
        came = sum(one.entries[0].amount for one in self.fees_in if one.of == of)
        return max(0, assessed[of] - came)


def evolve(lot: Lot, event: LotEvent) -> Lot:
    """The lot after an event."""
    match event:
        case LotDefined(deposit_deadline=deadline, opening_at=opening):
            return replace(
                lot,
                defined=event,
                phase=Phase.REGISTERED,
                deposit_deadline=deadline,
                opening_at=opening,
            )
        case AnnouncementPublished():
            return replace(lot, phase=Phase.ANNOUNCED, announced=event)
        case DeadlinePostponed(deposit_deadline=deadline, opening_at=opening):
            return replace(lot, deposit_deadline=deadline, opening_at=opening)
        case DepositDeadlinePassed():
            return replace(lot, phase=Phase.CLOSED)
        case BidOpened():
            return replace(lot, opened=True, phase=Phase.COMPETITION)
        case TimedBiddingClosed(price_fen=price):
            return replace(lot, opened=True, phase=Phase.COMPETITION, price_fen=price)
        case WinnerConfirmed(winner=winner, price_fen=price):
            return replace(lot, winner=winner, price_fen=price)
        case AwardNoticeIssued(issued_on=day, contract_due=due):
            told = day or due - timedelta(days=CONTRACT_DAYS)
            return replace(lot, phase=Phase.AWARDED, awarded_on=told, contract_due=due)
        case TransactionConfirmed(winner=winner, price_fen=price, confirmed_on=day):
            return replace(lot, phase=Phase.AWARDED, winner=winner, price_fen=price, awarded_on=day)
        case ContractSigned(signed_on=day, price_fen=price):
            return replace(lot, phase=Phase.CONTRACTED, ended_on=day, price_fen=price)
        case LotFailed(failed_on=day):
            return replace(lot, phase=Phase.FAILED, ended_on=day)
        case ProcedureTerminated(terminated_on=day):
            return replace(lot, phase=Phase.TERMINATED, ended_on=day)
        case FeesAssessed():
            return replace(lot, fees=event)
        case ServiceFeeReceived():
            return replace(lot, fees_in=(*lot.fees_in, event))
        case DocumentFeeOwed():
            return replace(lot, document_fee=event)
        case ProcedureSuspended():
            return replace(lot, suspensions=(*lot.suspensions, Suspension(event)))
        case ProcedureResumed():
            return replace(lot, suspensions=resumed(lot.suspensions, event))
        case _:
            assert_never(event)
