"""Beside a lot's way: prequalification, session, allotment, fees, suspensions, ends."""

from dataclasses import replace
from typing import assert_never

from domain.lot.allotment import AllotmentEvent, DrawCommitted, QuotaAllotted
from domain.lot.bidding import BiddingEvent, OffersCompared, ReserveCompared, TimedBiddingClosed
from domain.lot.concluded import (
    ConcludedEvent,
    DealFiled,
    DocumentFeeOwed,
    ExternalPaymentConfirmed,
    InstalmentsAgreed,
    ResultPublished,
    TransactionCertificateIssued,
)
from domain.lot.counted import NONE, BidsCounted, BidsNotCounted, CountedEvent, joined
from domain.lot.events import FeeEvent, FeesAssessed, ServiceFeeReceived
from domain.lot.overlay import Halt, Suspension, reckoned, resumed
from domain.lot.prequalified import (
    Prequalification,
    PrequalificationClarified,
    PrequalificationConcluded,
    PrequalificationEvent,
    PrequalificationIssued,
    QualifiedInvited,
)
from domain.lot.session import after
from domain.lot.state import Lot
from domain.lot.stopped import (
    ProcedureResumed,
    ProcedureSuspended,
    StoppedEvent,
    SuspensionReckoned,
    TimesExtended,
)


def prequalification(lot: Lot, event: PrequalificationEvent) -> Lot:
    """The lot after a fact of its prequalification."""
    if isinstance(event, PrequalificationIssued):
        begun = Prequalification(event, event.until, event.closes_at)
        return replace(lot, prequalification=begun)
    before = lot.prequalification
    return lot if before is None else replace(lot, prequalification=_qualifying(before, event))


def _qualifying(
    before: Prequalification,
    event: PrequalificationClarified | PrequalificationConcluded | QualifiedInvited,
) -> Prequalification:
    match event:
        case PrequalificationClarified(until=until, closes_at=closes_at):
            return before.at(until, closes_at)._replace(clarified=event)
        case PrequalificationConcluded():
            return before._replace(concluded=event)
        case QualifiedInvited():
            return before._replace(invited=event)
        case _:
            assert_never(event)


def counted(lot: Lot, event: CountedEvent) -> Lot:
    """The lot after a fact that names bids for the next."""
    match event:
        case BidsCounted(bids=bids, withdrawn=withdrawn):
            return replace(lot, named=joined(lot.named, bids, withdrawn))
        case BidsNotCounted(passed_over=passed, unsecured=unsecured):
            return replace(lot, named=joined(lot.named, passed, unsecured))
        case _:
            assert_never(event)


def bidding(lot: Lot, event: BiddingEvent) -> Lot:
    """The lot after a fact of its session; some open it, at a price."""
    told = replace(lot, session=after(lot.session, event))
    match event:
        case TimedBiddingClosed(price_fen=price):
            return replace(told, opened=True, price_fen=price)
        case ReserveCompared(met=True, highest_fen=price):
            return replace(told, opened=True, price_fen=price)
        case OffersCompared(winner=winner, price_fen=price):
            return replace(told, candidates=(winner,), price_fen=price, named=NONE)
        case _:
            return told


def allotment(lot: Lot, event: AllotmentEvent) -> Lot:
    """The lot after a fact of its one price for all."""
    match event:
        case DrawCommitted():
            return replace(lot, draw=event)
        case QuotaAllotted(winner=winner, price_fen=price):
            passed, unsecured = joined(lot.named, event.passed_over, event.unsecured)
            whole = replace(event, passed_over=passed, unsecured=unsecured)
            told = replace(lot, allotted=whole, named=NONE)
            return replace(told, candidates=(winner,), price_fen=price)
        case _:
            assert_never(event)


def fees(lot: Lot, event: FeeEvent) -> Lot:
    """The lot after a fact of the fees of its sale."""
    match event:
        case FeesAssessed():
            return replace(lot, fees=event)
        case ServiceFeeReceived():
            return replace(lot, fees_in=(*lot.fees_in, event))
        case _:
            assert_never(event)


def concluded(lot: Lot, event: ConcludedEvent) -> Lot:
    """The lot after a fact of its result, its price or its documents."""
    match event:
        case DocumentFeeOwed():
            return replace(lot, document_fee=event)
        case ResultPublished():
            return replace(lot, published=event)
        case DealFiled():
            return replace(lot, filed=event)
        case InstalmentsAgreed():
            return replace(lot, instalments=event)
        case ExternalPaymentConfirmed():
            return replace(lot, paid_outside=(*lot.paid_outside, event))
        case TransactionCertificateIssued():
            return replace(lot, certificate=event)
        case _:
            assert_never(event)


def stopped(lot: Lot, event: StoppedEvent) -> Lot:
    """The lot after it stood still, or went on."""
    match event:
        case ProcedureSuspended():
            halt = lot.halt or Halt(event.suspended_at, lot.deposit_deadline, lot.opening_at)
            return replace(lot, suspensions=(*lot.suspensions, Suspension(event)), halt=halt)
        case SuspensionReckoned():
            return replace(lot, suspensions=reckoned(lot.suspensions, event))
        case ProcedureResumed():
            past = resumed(lot.suspensions, event)
            still = any(one.ended_at is None for one in past)
            return replace(lot, suspensions=past, halt=lot.halt if still else None)
        case TimesExtended():
            begun, later = lot.prequalification, event.applications_until
            return replace(
                lot,
                prequalification=begun and begun.at(event.prequalification_until, later),
                documents_until=event.documents_until or lot.documents_until,
                public_until=event.public_until or lot.public_until,
                contract_due=event.contract_due or lot.contract_due,
            )
        case _:
            assert_never(event)
