"""Where a fact leads a lot, and on which day it was: told by the fact alone."""

from datetime import date

from domain.calendar import beijing_day
from domain.lot.bidding import ReserveCompared, TimedBiddingClosed
from domain.lot.ended import ResultVoided
from domain.lot.events import (
    AwardNoticeIssued,
    ContractSigned,
    DepositDeadlinePassed,
    LotEvent,
    LotFailed,
    ProcedureTerminated,
    TransactionConfirmed,
)
from domain.lot.prequalified import PrequalificationConcluded
from domain.lot.tendered import CandidatesPublicised, EvaluationReportReceived, WinnerDefaulted
from domain.phases import LEADS_TO, Phase


def leads_to(event: LotEvent) -> Phase | None:
    """The phase after a fact; None where the lot stays in its own."""
    match event:
        case DepositDeadlinePassed(closes=closes):
            return Phase.CLOSED if closes else None
        case TimedBiddingClosed():
            return Phase.COMPETITION
        case ReserveCompared(met=met):
            return Phase.RESULT_PROPOSED if met else None
        case _:
            return LEADS_TO.get(event.NAME)


def day_of(event: LotEvent) -> date | None:
    """The Beijing day on which it was; None where it does not say."""
    match event:
        case (
            EvaluationReportReceived(received_on=day)
            | PrequalificationConcluded(concluded_on=day)
            | CandidatesPublicised(since=day)
            | TransactionConfirmed(confirmed_on=day)
            | WinnerDefaulted(defaulted_on=day)
            | ContractSigned(signed_on=day)
            | LotFailed(failed_on=day)
            | ProcedureTerminated(terminated_on=day)
            | ResultVoided(voided_on=day)
        ):
            return day
        case AwardNoticeIssued(issued_on=told):
            return told
        case _:
            at = event.happened_at()
            return None if at is None else beijing_day(at)
