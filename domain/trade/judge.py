"""A complaint ends: it is decided, or who made it may have it back. What it held, goes with it."""

from dataclasses import dataclass
from typing import Any

from domain.dispute.events import ComplaintDecided, ComplaintWithdrawn, WithdrawalRefused
from domain.dispute.state import Case
from domain.dispute.words import Conclusion, Stage
from domain.kernel import Context, Decider, Decision, Event, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.trade.case_hold import CaseHold, check_holds, deposits_of, lifted
from domain.trade.cases import OnACase, judge_of, resumes, touches


@dataclass(frozen=True, slots=True, kw_only=True)
class _End(OnACase):
    """What an end of a complaint says besides.

    `resume`: the procedure goes on at once, where it stood still for it; else its owner says when.
    `holds`: all that the case holds back; it is let go.
    """

    resume: bool
    holds: tuple[CaseHold, ...]

    def __post_init__(self) -> None:
        OnACase.__post_init__(self)
        check_holds(self.holds)


@command("DecideComplaint", zh="作出投诉处理决定")
class DecideComplaint(_End):
    """The supervisor decides what was found; all that the case holds back, `holds`, is let go."""

    conclusion: Conclusion


@command("AnswerWithdrawal", zh="答复撤诉申请")
class AnswerWithdrawal(_End):
    """The supervisor lets a complaint be taken back, or goes on with it; then nothing is let go."""

    consents: bool

    def __post_init__(self) -> None:
        _End.__post_init__(self)
        if not self.consents and (self.resume or self.holds):
            raise ValueError("resume, holds: expected none where the complaint goes on")


def decide(states: tuple[Any, ...], asked: DecideComplaint, context: Context) -> Decision:
    """Once, by whom the accepted complaint is with; late, too."""
    case: Case = states[0]
    found = judge_of(case, states[1], asked.case, asked.lot, context)
    if isinstance(found, Rejected):
        return found
    if not case.accepted:
        return Rejected("dispute.not_accepted", f"{asked.case} is {case.stage}")
    told = ComplaintDecided(
        case=asked.case,
        conclusion=asked.conclusion,
        decided_at=context.received_at,
        document=asked.document,
    )
    return _with_the_end(told, states, asked, context)


def withdrawn(states: tuple[Any, ...], asked: AnswerWithdrawal, context: Context) -> Decision:
    """Once it was asked for, by whom the complaint is with."""
    case: Case = states[0]
    found = judge_of(case, states[1], asked.case, asked.lot, context)
    if isinstance(found, Rejected):
        return found
    if case.stage is not Stage.WITHDRAWAL_ASKED:
        return Rejected("dispute.not_asked_back", f"{asked.case} is {case.stage}")
    if not asked.consents:
        return (WithdrawalRefused(case=asked.case, document=asked.document),)
    at = context.received_at
    told = ComplaintWithdrawn(case=asked.case, consented=True, withdrawn_at=at)
    return _with_the_end(told, states, asked, context)


def _with_the_end(
    told: Event,
    states: tuple[Any, ...],
    asked: _End,
    context: Context,
) -> Decision:
    """The end of a case with what it lets go of in the same decision."""
    case: Case = states[0]
    lot: Lot = states[1]
    holds = lifted(case, asked.case, asked.holds, states[2:], context)
    if isinstance(holds, Rejected):
        return holds
    goes_on = resumes(lot, asked.lot, asked.case, context) if asked.resume else ()
    return (told, *holds, *goes_on)


def _touches(asked: _End) -> tuple[StreamId, ...]:
    return (*touches(asked), *deposits_of(asked.holds))


DECIDE_COMPLAINT = Decider(handles=DecideComplaint, touches=_touches, decide=decide)
ANSWER_WITHDRAWAL = Decider(handles=AnswerWithdrawal, touches=_touches, decide=withdrawn)
