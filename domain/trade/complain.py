"""A complaint goes to the supervisor of the lot's kind of trade (条例 60, CT-27; GP-19)."""

from datetime import date
from typing import Any

from domain.calendar import plausible
from domain.categories.category import Category
from domain.dispute.codes import case_code
from domain.dispute.events import ComplaintWithdrawn, WithdrawalRequested
from domain.dispute.filed import AskedFirst, ComplaintFiled, Within
from domain.dispute.rows import blocks, comes_first, complaint, heard
from domain.dispute.state import Case, last_day
from domain.dispute.words import Kind, Stage
from domain.kernel import Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.party_codes import party_code
from domain.rules import Rule
from domain.timing import Stop, is_estimate, term
from domain.trade.cases import (
    Filing,
    OnACase,
    by_estimate,
    ended,
    filer_of,
    filing_touches,
    not_the_filer,
    not_to_file,
    other_supervisor,
    rules_of,
    today,
    touches,
)


@command("FileComplaint", zh="提出投诉")
class FileComplaint(Filing):
    """A party complains to `to`, a supervisor's role.

    `since`: the day from which its time to complain counts, as the category's row names it.
    `follows`: the objection or query about the same, which came before it; None without one.
    """

    to: str
    since: date
    follows: str | None

    def __post_init__(self) -> None:
        Filing.__post_init__(self)
        plausible("since", self.since)
        if self.follows is not None:
            case_code(self.follows)


@command("RequestWithdrawal", zh="申请撤诉")
class RequestWithdrawal(OnACase):
    """Who complained wants it back."""

    party: str

    def __post_init__(self) -> None:
        OnACase.__post_init__(self)
        party_code(self.party)


def file(states: tuple[Any, ...], asked: FileComplaint, context: Context) -> Decision:
    """In time, and after what comes first; or with the rows named that it does not keep."""
    case, lot, party, *others = states
    deposit = others.pop(0) if asked.deposit else None
    follows: Case | None = others.pop() if asked.follows else None
    if refused := not_to_file(case, lot, party, deposit, asked, context):
        return refused
    category, day = rules_of(lot, asked.lot, context), today(context)
    if isinstance(category, Rejected):
        return category
    if not heard(category, Kind.COMPLAINT, asked.matter, day):
        detail = f"lots of {category.code} hear no complaint about {asked.matter}"
        return Rejected("dispute.no_route", detail)
    if refused := _not_so(category, follows, asked, day):
        return refused
    within = _within(category, follows, asked, context)
    late = within is not None and within.is_missed(day, context.law.calendar)
    found = (
        _unasked(category, follows, asked, context),
        complaint(category, "filing", day) if late else None,
    )
    broken = [one for one in found if one is not None]
    if blocking := next(filter(blocks, broken), None):
        return Rejected("dispute.out_of_time", f"{asked.case} cannot be filed: {blocking}")
    told = {
        "warned": tuple(map(str, broken)),
        "within": by_estimate(within, context),
        "first": _asked_first(category, follows, asked, context),
    }
    return (_filed(asked, lot, category, context, told),)


def _not_so(
    category: Category, follows: Case | None, asked: FileComplaint, day: date
) -> Rejected | None:
    if refused := other_supervisor(category, asked.to, day):
        return refused
    if asked.since > day:
        return Rejected("dispute.not_yet", f"{asked.since} is still to come")
    if follows is not None and not _same(follows, asked):
        detail = f"{asked.follows} is none of {asked.party} about the {asked.matter} of {asked.lot}"
        return Rejected("dispute.other_case", detail)
    return None


def _same(follows: Case, asked: FileComplaint) -> bool:
    """Whether the case before is the same party's about the same, to the owner."""
    filed = follows.filed
    if filed is None or isinstance(filed, ComplaintFiled) or filed.filer is None:
        return False
    theirs = (filed.lot, filed.matter, filed.filer.party)
    return theirs == (asked.lot, asked.matter, asked.party)


def _unasked(
    category: Category, follows: Case | None, asked: FileComplaint, context: Context
) -> Rule | None:
    """The row by which the owner is asked first, where it was not, or still has time to answer."""
    day = today(context)
    if follows is not None:
        due = last_day(follows, context.law.calendars)
        overdue = due is not None and day > due
        if not follows.is_open or overdue:
            return None
    return comes_first(category, asked.matter, day)


def _asked_first(
    category: Category, follows: Case | None, asked: FileComplaint, context: Context
) -> AskedFirst | None:
    """What the event keeps of the owner's time to answer: where an estimate said if it was over."""
    day = today(context)
    row = comes_first(category, asked.matter, day)
    if row is None or follows is None or not follows.is_open or follows.term is None:
        return None
    last = last_day(follows, context.law.calendars) or day
    if not is_estimate(follows.term.since, min(day, last), context.law.calendar):
        return None
    return AskedFirst(rule=str(row), answer=follows.term)


def _within(
    category: Category, follows: Case | None, asked: FileComplaint, context: Context
) -> Within | None:
    """The time to complain, by the row about it; the owner's is not counted (条例 60)."""
    day = today(context)
    running = term(complaint(category, "filing", day), asked.since, context.law.calendar)
    if running is None:
        return None
    if follows is None or not follows.filed_on or not complaint(category, "objection_time", day):
        return Within(term=running)
    return Within(term=running, stop=Stop(follows.filed_on, follows.ended_on))


def _filed(
    asked: FileComplaint, lot: Lot, category: Category, context: Context, told: dict[str, Any]
) -> ComplaintFiled:
    assert lot.defined is not None, "an announced lot was defined"
    day = today(context)
    return ComplaintFiled(
        case=asked.case,
        lot=asked.lot,
        category=category.code,
        region=lot.defined.region,
        matter=asked.matter,
        to=asked.to,
        filed_at=context.received_at,
        acceptance=term(complaint(category, "acceptance", day), day, context.law.calendar),
        filer=filer_of(asked),
        since=asked.since,
        follows=asked.follows,
        document=asked.document,
        **told,
    )


def request(states: tuple[Case, Lot], asked: RequestWithdrawal, context: Context) -> Decision:
    """Over at once while no supervisor has it; else it is the supervisor's to consent."""
    case, lot = states
    if refused := not_the_filer(case, lot, asked.lot, asked.party, context):
        return refused
    if not isinstance(case.filed, ComplaintFiled):
        return Rejected("dispute.unknown", f"{asked.case} is no complaint about {asked.lot}")
    if case.stage is Stage.FILED:
        at = context.received_at
        return (ComplaintWithdrawn(case=asked.case, consented=False, withdrawn_at=at),)
    if case.stage is Stage.WITHDRAWAL_ASKED:
        return ()
    if not case.is_open:
        return ended(case, asked.case)
    return (WithdrawalRequested(case=asked.case, document=asked.document),)


def _touches(asked: FileComplaint) -> tuple[StreamId, ...]:
    streams = filing_touches(asked)
    return (*streams, StreamId("dispute", asked.follows)) if asked.follows else streams


FILE_COMPLAINT = Decider(handles=FileComplaint, touches=_touches, decide=file)
REQUEST_WITHDRAWAL = Decider(handles=RequestWithdrawal, touches=touches, decide=request)
