"""A lot as it stands."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from domain.lot.bidding import BiddingEvent, ReserveCompared, TimedBiddingClosed
from domain.lot.concluded import DocumentFeeOwed, ExternalPaymentConfirmed, ResultPublished
from domain.lot.events import (
    AnnouncementPublished,
    AwardNoticeIssued,
    BidOpened,
    ContractSigned,
    DeadlinePostponed,
    DepositDeadlinePassed,
    FeesAssessed,
    LotDefined,
    LotEvent,
    LotFailed,
    ProcedureTerminated,
    ServiceFeeReceived,
    TransactionConfirmed,
    WinnerConfirmed,
)
from domain.lot.moving import day_of, leads_to
from domain.lot.overlay import Suspension, resumed
from domain.lot.session import Session, after
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended
from domain.lot.tendered import (
    BidDeadlinePassed,
    CandidatesPublicised,
    DocumentIssued,
    DocumentSalePeriodClosed,
    EvaluationReportReceived,
    NextCandidateConfirmed,
    WinnerDefaulted,
)
from domain.phases import Phase

CONTRACT_DAYS = 30
"""A contract is signed within 30 days of the notice (招标投标法 46, CT-18)."""


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
    documents_until: datetime | None = None
    candidates: tuple[str, ...] = ()
    """Whom the panel puts forward, the best first."""
    public_until: date | None = None
    """The last day on which they stand in public."""
    defaulted: tuple[str, ...] = ()
    """Winners who did not sign, in their order."""
    session: Session = field(default_factory=Session)
    happened: tuple[tuple[str, date | None], ...] = ()
    """Each kind of fact that was, and the last day of it, where it says one."""
    published: ResultPublished | None = None
    paid_outside: tuple[ExternalPaymentConfirmed, ...] = ()
    """What of the price was paid past our custody."""
    suspensions: tuple[Suspension, ...] = ()
    """Times in which it stood still, in the order in which they began."""

    def day_of(self, event: str) -> date | None:
        """The last day of a kind of fact; None where it was not, or does not say."""
        return dict(self.happened).get(event)

    def was(self, event: str) -> bool:
        """Whether a kind of fact has been."""
        return any(name == event for name, _ in self.happened)

    def has_defaulted(self, party: str | None) -> bool:
        """Whether it won and does not sign: as was found; in the short order, as is said now."""
        if party is None:
            return False
        awarded = self.phase in (Phase.AWARDED, Phase.FAILED) and self.winner == party
        return party in self.defaulted or (awarded and self.is_direct)

    @property
    def is_direct(self) -> bool:
        """Whether direct commands drive it, by the short order."""
        return self.defined is None or not self.defined.pack

    @property
    def outside_fen(self) -> int:
        """All that was paid of the price past our custody; fen."""
        return sum(one.amount_fen for one in self.paid_outside)

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
    """The lot after an event: where the event leads, what was, and what it says."""
    told = _told(lot, event)
    been = replace(told, happened=_with_day(lot.happened, event))
    to = leads_to(event)
    return been if to is None else replace(been, phase=to)


def _with_day(
    happened: tuple[tuple[str, date | None], ...], event: LotEvent
) -> tuple[tuple[str, date | None], ...]:
    """The last day of each kind of fact."""
    others = tuple(one for one in happened if one[0] != event.NAME)
    return (*others, (event.NAME, day_of(event)))


def _told(lot: Lot, event: LotEvent) -> Lot:
    match event:
        case LotDefined(deposit_deadline=deadline, opening_at=opening):
            return replace(lot, defined=event, deposit_deadline=deadline, opening_at=opening)
        case AnnouncementPublished():
            return replace(lot, announced=event)
        case DeadlinePostponed(deposit_deadline=deadline, opening_at=opening):
            return replace(lot, deposit_deadline=deadline, opening_at=opening)
        case DocumentIssued(until=until):
            return replace(lot, documents_until=until)
        case BidOpened():
            return replace(lot, opened=True)
        case TimedBiddingClosed(price_fen=price):
            return replace(lot, opened=True, price_fen=price)
        case EvaluationReportReceived(candidates=candidates):
            return replace(lot, candidates=candidates)
        case CandidatesPublicised(until=until, candidates=candidates):
            return replace(lot, public_until=until, candidates=candidates)
        case WinnerConfirmed() | NextCandidateConfirmed():
            return replace(lot, winner=event.winner, price_fen=event.price_fen)
        case AwardNoticeIssued(issued_on=day, contract_due=due):
            told = day or due - timedelta(days=CONTRACT_DAYS)
            return replace(lot, awarded_on=told, contract_due=due)
        case TransactionConfirmed(winner=winner, price_fen=price, confirmed_on=day):
            return replace(lot, winner=winner, price_fen=price, awarded_on=day)
        case WinnerDefaulted(winner=winner):
            defaulted = (*lot.defaulted, winner)
            return replace(lot, defaulted=defaulted, winner=None, price_fen=0, awarded_on=None)
        case ContractSigned(signed_on=day, price_fen=price):
            return replace(lot, ended_on=day, price_fen=price)
        case LotFailed(failed_on=day) | ProcedureTerminated(terminated_on=day):
            return replace(lot, ended_on=day)
        case DepositDeadlinePassed() | DocumentSalePeriodClosed() | BidDeadlinePassed():
            return lot
        case _:
            return _beside(lot, event)


type _Beside = (
    FeesAssessed
    | ServiceFeeReceived
    | DocumentFeeOwed
    | ResultPublished
    | ExternalPaymentConfirmed
    | ProcedureSuspended
    | ProcedureResumed
    | BiddingEvent
)


def _beside(lot: Lot, event: _Beside) -> Lot:
    """Of what goes on beside its way: fees, payments, suspensions, its session."""
    match event:
        case FeesAssessed():
            return replace(lot, fees=event)
        case ServiceFeeReceived():
            return replace(lot, fees_in=(*lot.fees_in, event))
        case DocumentFeeOwed():
            return replace(lot, document_fee=event)
        case ResultPublished():
            return replace(lot, published=event)
        case ExternalPaymentConfirmed():
            return replace(lot, paid_outside=(*lot.paid_outside, event))
        case ProcedureSuspended():
            return replace(lot, suspensions=(*lot.suspensions, Suspension(event)))
        case ProcedureResumed():
            return replace(lot, suspensions=resumed(lot.suspensions, event))
        case ReserveCompared(met=True, highest_fen=fen):
            return replace(lot, session=after(lot.session, event), opened=True, price_fen=fen)
        case _:
            return replace(lot, session=after(lot.session, event))
