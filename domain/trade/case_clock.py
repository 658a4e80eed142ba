"""What takes its own time stops the clock of a complaint: appraisals, expert reviews (条例 61).

A last day that was an estimate is reckoned again, once the calendar of its year is there (203).
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from domain.calendar import Calendar
from domain.dispute.codes import case_code
from domain.dispute.events import (
    CaseClockResumed,
    CaseClockStopped,
    CaseDueReckoned,
    CaseWarningReckoned,
)
from domain.dispute.filed import ComplaintFiled, Filed
from domain.dispute.rows import complaint
from domain.dispute.state import Case, last_day
from domain.dispute.words import Ground
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.timing import Stop, again, certain, effective, judging
from domain.trade.cases import OnACase, judge_of, rules_of, supervisor, today, touches


@command("StopCaseClock", zh="中止办理期限")
class StopCaseClock(OnACase):
    """From today on no time runs, for this."""

    ground: Ground


@command("ResumeCaseClock", zh="恢复办理期限")
class ResumeCaseClock(Command):
    """What took its own time is done: from tomorrow on time runs again."""

    case: str

    def __post_init__(self) -> None:
        case_code(self.case)


@command("ReckonCaseDue", zh="重算办理期限")
class ReckonCaseDue(Command):
    """A calendar was published: does this case's last day, an estimate until then, move? And did
    it come in time, and not before the owner's was over, by what was an estimate then?
    """

    case: str

    def __post_init__(self) -> None:
        case_code(self.case)


def stop(states: tuple[Case, Lot], asked: StopCaseClock, context: Context) -> Decision:
    """Where a row says that such time does not count, while the time to decide runs."""
    case, lot = states
    found = judge_of(case, lot, asked.case, asked.lot, context)
    if isinstance(found, Rejected):
        return found
    category, day = rules_of(lot, asked.lot, context), today(context)
    if isinstance(category, Rejected):
        return category
    row = complaint(category, "appraisal", day)
    if row is None:
        return Rejected(
            "dispute.never_stops", f"by no row of {category.code} the time stands still"
        )
    if not case.accepted or case.term is None:
        return Rejected("dispute.not_accepted", f"{asked.case} is {case.stage}")
    if case.stands_still:
        return Rejected("dispute.stands_still", f"{asked.case} does since {case.stops[-1].since}")
    stopped = CaseClockStopped(
        case=asked.case, rule=str(row), ground=asked.ground, since=day, document=asked.document
    )
    return (stopped,)


def resume(case: Case, asked: ResumeCaseClock, context: Context) -> Decision:
    """Once; it says until when there is time now."""
    found = supervisor(case, asked.case, context)
    if isinstance(found, Rejected):
        return found
    if not case.stands_still or case.term is None:
        return ()
    day = today(context)
    stops = (*case.stops[:-1], Stop(case.stops[-1].since, day))
    due = effective(case.term, stops, context.law.calendar)
    assert due is not None, "every stop has its end"
    return (CaseClockResumed(case=asked.case, until=day, due=due),)


def reckon(case: Case, asked: ReckonCaseDue, context: Context) -> Decision:
    """By the same terms, from the same days on. What has ended has no last day to move; that it had
    come too late, or in time, is said of it all the same.
    """
    if case.filed is None:
        return Rejected("dispute.unknown", f"nobody filed {asked.case}")
    return tuple(reckoned(case, asked.case, context.law.calendars))


def reckoned(
    case: Case, code: str, calendars: Sequence[Calendar]
) -> Iterator[CaseDueReckoned | CaseWarningReckoned]:
    """What these calendars of the law make of a case's terms, where that was told otherwise by an
    estimate.
    """
    yield from _due(case, code, calendars)
    yield from _warned(case, code, calendars)


def _due(case: Case, code: str, calendars: Sequence[Calendar]) -> Iterator[CaseDueReckoned]:
    term = case.term
    if not case.is_open or term is None:
        return
    last = certain(term.due, term.since, calendars, lambda days: again(term, days).due)
    due = last_day(case, calendars)
    if (last, due) != (term.due, case.due):
        yield CaseDueReckoned(case=code, statutory=last, due=due)


def _warned(case: Case, code: str, calendars: Sequence[Calendar]) -> Iterator[CaseWarningReckoned]:
    day = case.filed_on
    if case.filed is None or day is None:
        return
    warned = case.warned
    for rule, since, until, is_broken in _judged(case.filed, day):
        broken = is_broken(day, judging(since, until, calendars))
        others = tuple(row for row in warned if row != rule)
        warned = warned if broken == (rule in warned) else (*others, rule) if broken else others
    if warned != case.warned:
        yield CaseWarningReckoned(case=code, warned=warned)


def _judged(
    filed: Filed, day: date
) -> Iterator[tuple[str, date, date, Callable[[date, Calendar], bool]]]:
    """Rows by which it was judged by an estimate when it came in on a day; from which day to which
    that is reckoned; and whether what comes on a day does not keep the row, by a calendar.
    """
    if isinstance(filed, ComplaintFiled) and (first := filed.first) is not None:
        yield first.rule, first.answer.since, day, first.is_early
    if (within := filed.within) is not None:
        yield within.term.rule, within.term.since, within.before or day, within.is_missed


STOP_CASE_CLOCK = Decider(handles=StopCaseClock, touches=touches, decide=stop)
RESUME_CASE_CLOCK = Decider(
    handles=ResumeCaseClock,
    touches=lambda asked: (StreamId("dispute", asked.case),),
    decide=resume,
)
RECKON_CASE_DUE = Decider(
    handles=ReckonCaseDue,
    touches=lambda asked: (StreamId("dispute", asked.case),),
    decide=reckon,
)
