"""A case as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.calendar import Calendar, beijing_day
from domain.dispute.events import (
    CaseClockResumed,
    CaseClockStopped,
    CaseDueReckoned,
    CaseHoldOrdered,
    CaseWarningReckoned,
    ComplaintAccepted,
    ComplaintDecided,
    ComplaintForwarded,
    ComplaintReceived,
    ComplaintRejected,
    ComplaintWithdrawn,
    DisputeEvent,
    ObjectionAnswered,
    QueryAnswered,
    WithdrawalRefused,
    WithdrawalRequested,
)
from domain.dispute.filed import ComplaintFiled, Filed, ObjectionFiled, QueryFiled
from domain.dispute.words import ENDED, Conclusion, Stage
from domain.timing import Stop, Term, again, certain, effective


@dataclass(frozen=True, slots=True)
class Case:
    """As it was filed; how far it is; the clock that runs, its stops, and when it is up.

    `to`: the supervisor's role. `due`: None while the clock stands still, or where none runs.
    `holds`: what its orders hold back, by deposit and hold; `warned`: rows that it did not keep.
    """

    filed: Filed | None = None
    stage: Stage = Stage.NONE
    to: str = ""
    term: Term | None = None
    stops: tuple[Stop, ...] = ()
    due: date | None = None
    accepted: bool = False
    holds: tuple[tuple[str, str], ...] = ()
    conclusion: Conclusion | None = None
    ended_on: date | None = None
    warned: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Filed, and nothing has ended it."""
        return self.filed is not None and self.stage not in ENDED

    @property
    def filed_on(self) -> date | None:
        """The day on which it came in."""
        return beijing_day(self.filed.filed_at) if self.filed else None

    @property
    def stands_still(self) -> bool:
        """Whether its clock is stopped."""
        return bool(self.stops) and self.stops[-1].until is None


def last_day(case: Case, calendars: Sequence[Calendar]) -> date | None:
    """The last day of the term that runs: as it was told, but where that was an estimate and is
    none any more by these calendars of the law. None while its clock stands still.
    """
    term = case.term
    if term is None or case.stands_still:
        return case.due

    def reckoned(days: Calendar) -> date | None:
        return effective(again(term, days), case.stops, days)

    return certain(case.due, term.since, calendars, reckoned)


def evolve(case: Case, event: DisputeEvent) -> Case:
    """The case after an event."""
    match event:
        case ObjectionFiled(answer=term) | QueryFiled(answer=term):
            return _begun(_filed(case, event, Stage.ASKED), term)
        case ComplaintFiled(to=to, acceptance=term):
            return _begun(replace(_filed(case, event, Stage.FILED), to=to), term)
        case ObjectionAnswered(answered_at=at) | QueryAnswered(answered_at=at):
            told = replace(case, conclusion=event.conclusion)
            return _over(told, Stage.ANSWERED, beijing_day(at))
        case ComplaintReceived():
            return replace(case, stage=Stage.RECEIVED)
        case ComplaintForwarded(to=to):
            return replace(case, stage=Stage.FILED, to=to)
        case ComplaintAccepted(decision=term):
            return _begun(replace(case, stage=Stage.ACCEPTED, accepted=True), term)
        case ComplaintRejected(rejected_at=at):
            return _over(case, Stage.REJECTED, beijing_day(at))
        case ComplaintDecided(conclusion=conclusion, decided_at=at):
            return _over(replace(case, conclusion=conclusion), Stage.DECIDED, beijing_day(at))
        case WithdrawalRequested():
            return replace(case, stage=Stage.WITHDRAWAL_ASKED)
        case WithdrawalRefused():
            return replace(case, stage=Stage.WITHDRAWAL_REFUSED)
        case ComplaintWithdrawn(consented=consented, withdrawn_at=at):
            to_stage = Stage.WITHDRAWN if consented else Stage.CANCELLED
            return _over(case, to_stage, beijing_day(at))
        case CaseClockStopped(since=day):
            return replace(case, stops=(*case.stops, Stop(day)), due=None)
        case CaseClockResumed(until=day, due=due):
            stopped = tuple(Stop(one.since, day) for one in case.stops[-1:])
            return replace(case, stops=(*case.stops[:-1], *stopped), due=due)
        case CaseDueReckoned(statutory=statutory, due=due):
            term = replace(case.term, due=statutory) if case.term else None
            return replace(case, term=term, due=due)
        case CaseWarningReckoned(warned=warned):
            return replace(case, warned=warned)
        case CaseHoldOrdered(deposit=deposit, hold=hold):
            return replace(case, holds=(*case.holds, (deposit or "", hold or "")))
        case _:
            assert_never(event)


def _filed(case: Case, filed: Filed, stage: Stage) -> Case:
    return replace(case, filed=filed, stage=stage, warned=filed.warned)


def _begun(case: Case, term: Term | None) -> Case:
    """Another clock runs: what stopped the one before it, stops it no more."""
    return replace(case, term=term, stops=(), due=term.due if term else None)


def _over(case: Case, stage: Stage, day: date) -> Case:
    return replace(case, stage=stage, ended_on=day)
