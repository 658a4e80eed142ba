"""What a lot's way says of it, to its contract or its end; a tender's, a negotiation's."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import assert_never

from domain.lot.counted import NONE, joined
from domain.lot.events import (
    AnnouncementCorrected,
    AnnouncementPublished,
    AwardNoticeIssued,
    BidOpened,
    ContractSigned,
    DeadlinePostponed,
    DepositDeadlinePassed,
    LotDefined,
    LotFailed,
    ProcedureTerminated,
    TransactionConfirmed,
    WayEvent,
    WinnerConfirmed,
)
from domain.lot.negotiated import NegotiationEvent, NegotiationStarted, RoundClosed
from domain.lot.state import Lot
from domain.lot.tendered import (
    BidDeadlinePassed,
    BidValidityExtended,
    CandidatePassedOver,
    CandidatesPublicised,
    DocumentClarified,
    DocumentIssued,
    DocumentSalePeriodClosed,
    EvaluationReportReceived,
    InvitationIssued,
    NextCandidateConfirmed,
    PricesEvaluated,
    TenderEvent,
    WinnerDefaulted,
)

_ONCE_DUE_DAYS = 30
"""A notice that does not say its day is of the time when every contract was due after so many."""


def way(lot: Lot, event: WayEvent) -> Lot:
    """The lot after a fact that lots of any kind have."""
    match event:
        case LotDefined(deposit_deadline=deadline, opening_at=opening):
            return _said(replace(lot, defined=event), deadline, opening)
        case AnnouncementPublished():
            return replace(lot, announced=event)
        case AnnouncementCorrected():
            return replace(lot, corrected=event)
        case DeadlinePostponed(deposit_deadline=deadline, opening_at=opening):
            return _said(lot, deadline, opening)
        case BidOpened():
            return replace(lot, opened=True, bids_opened=_whole(event, lot), named=NONE)
        case WinnerConfirmed(winner=winner, price_fen=price):
            return replace(lot, winner=winner, price_fen=price)
        case AwardNoticeIssued(issued_on=day, contract_due=due):
            return replace(lot, awarded_on=day or _told_on(due), contract_due=due)
        case TransactionConfirmed(winner=winner, price_fen=price, confirmed_on=day, opened_at=at):
            opened = lot.opened or at is not None
            return replace(lot, winner=winner, price_fen=price, awarded_on=day, opened=opened)
        case ContractSigned(signed_on=day, price_fen=price):
            return replace(lot, ended_on=day, price_fen=price)
        case LotFailed(failed_on=day) | ProcedureTerminated(terminated_on=day):
            return replace(lot, ended_on=day)
        case DepositDeadlinePassed():
            return lot
        case _:
            assert_never(event)


def negotiation(lot: Lot, event: NegotiationEvent) -> Lot:
    """The lot after a fact of its negotiation: its offers are due later."""
    match event:
        case NegotiationStarted(until=until):
            return _opening(lot, until)
        case RoundClosed(round=over, until=until):
            return replace(_opening(lot, until), rounds=over)
        case _:
            assert_never(event)


def _whole(event: BidOpened, lot: Lot) -> BidOpened:
    """An opening, with what was named before it; one of before says none."""
    if event.bids is None:
        return event
    bids, withdrawn = joined(lot.named, event.bids, event.withdrawn)
    return replace(event, bids=bids, withdrawn=withdrawn)


def _said(lot: Lot, deadline: datetime, opening: datetime) -> Lot:
    return replace(_opening(lot, opening), deposit_deadline=deadline)


def _opening(lot: Lot, at: datetime) -> Lot:
    """The lot with this opening, which was said when it had stood still so many times."""
    return replace(lot, opening_at=at, openings=(*lot.openings, (at, len(lot.suspensions))))


def _told_on(due: date | None) -> date | None:
    """The last day on which a notice of then can have been told."""
    return None if due is None else due - timedelta(days=_ONCE_DUE_DAYS)


def tender(lot: Lot, event: TenderEvent) -> Lot:
    """The lot after a fact of its tender."""
    match event:
        case InvitationIssued():
            return replace(lot, invited=event)
        case DocumentIssued(until=until):
            return replace(lot, documents_until=until)
        case DocumentClarified():
            return replace(lot, clarified=event)
        case EvaluationReportReceived(candidates=candidates):
            return replace(lot, candidates=candidates)
        case PricesEvaluated(judged=judged):
            goes_on = lot.happened[-1:] == ((event.NAME, None),)
            return replace(lot, judged=(*lot.judged, *judged) if goes_on else judged)
        case CandidatesPublicised(until=until, candidates=candidates):
            return replace(lot, public_until=until, candidates=candidates)
        case BidValidityExtended():
            return replace(lot, extended=event)
        case CandidatePassedOver(party=party):
            return replace(lot, passed_over=(*lot.passed_over, party))
        case NextCandidateConfirmed(winner=winner, price_fen=price):
            return replace(lot, winner=winner, price_fen=price)
        case WinnerDefaulted(winner=winner):
            defaulted = (*lot.defaulted, winner)
            return replace(lot, defaulted=defaulted, winner=None, price_fen=0, awarded_on=None)
        case DocumentSalePeriodClosed() | BidDeadlinePassed():
            return lot
        case _:
            assert_never(event)
