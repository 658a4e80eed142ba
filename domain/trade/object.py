"""An objection or a query goes to the owner, who answers; where the law says so, all waits for it.

条例 22, 54 (CT-06, CT-16); 政府采购法 52, 53 (GP-19).
"""

from datetime import date
from typing import Any

from domain.calendar import beijing_day, plausible
from domain.dispute.events import ObjectionAnswered, QueryAnswered
from domain.dispute.filed import ObjectionFiled, QueryFiled, Within
from domain.dispute.rows import blocks, heard, row
from domain.dispute.state import Case
from domain.dispute.words import Conclusion, Kind
from domain.kernel import Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.lot.stopped import ProcedureSuspended, Suspending
from domain.rules import Rule
from domain.timing import Term, term
from domain.trade.cases import (
    Filing,
    OnACase,
    by_estimate,
    ended,
    filer_of,
    filing_touches,
    not_to_file,
    owner_of,
    resumes,
    rules_of,
    today,
    touches,
)


@command("FileObjection", zh="提出异议")
class FileObjection(Filing):
    """A party objects to a lot's owner."""


@command("FileQuery", zh="提出质疑")
class FileQuery(Filing):
    """A supplier questions a procurement.

    `since`: when it knew, or should have known, from which day on its time to ask runs.
    """

    since: date

    def __post_init__(self) -> None:
        Filing.__post_init__(self)
        plausible("since", self.since)


@command("AnswerObjection", zh="答复异议")
class AnswerObjection(OnACase):
    """The owner answers an objection: what it found."""

    conclusion: Conclusion


@command("AnswerQuery", zh="答复质疑")
class AnswerQuery(OnACase):
    """The purchaser answers a query: what it found."""

    conclusion: Conclusion


def file(states: tuple[Any, ...], asked: FileObjection | FileQuery, context: Context) -> Decision:
    """In time, or with the row named that it is late by; what has to wait, waits from here on."""
    case, lot, party, deposit = (*states, None)[:4]
    if refused := not_to_file(case, lot, party, deposit, asked, context):
        return refused
    category, day, matter = rules_of(lot, asked.lot, context), today(context), asked.matter
    if isinstance(category, Rejected):
        return category
    kind = Kind.OBJECTION if isinstance(asked, FileObjection) else Kind.QUERY
    if not heard(category, kind, matter, day):
        detail = f"lots of {category.code} hear no {kind} about {matter}"
        return Rejected("dispute.no_route", detail)
    if lot.ended_on is not None:
        return Rejected("dispute.too_late", f"{asked.lot} ended on {lot.ended_on}")
    found = row(category, kind, "", day, matter)
    within = _within(found, asked, lot, context)
    late = None if within is None or not within.is_missed(day, context.law.calendar) else found
    if late is not None and blocks(late):
        return Rejected("dispute.out_of_time", f"{asked.case} comes too late: {late}")
    answer = term(row(category, kind, "answer", day, matter), day, context.law.calendar)
    pause = row(category, kind, "pause", day, matter)
    told = {"warned": () if late is None else (str(late),), "within": by_estimate(within, context)}
    return (_filed(asked, lot, context, answer, told), *_paused(pause, asked, context))


def _within(
    found: Rule | None, asked: FileObjection | FileQuery, lot: Lot, context: Context
) -> Within | None:
    """The time to file, by the row about it; None where there is none.

    So many days before the bids are due, which is when they are opened (CT-12); or after it knew.
    """
    since = asked.since if isinstance(asked, FileQuery) else today(context)
    running = term(found, since, context.law.calendar)
    if running is None:
        return None
    if isinstance(asked, FileQuery):
        return Within(term=running)
    assert lot.opening_at is not None, "an announced lot has its times"
    return Within(term=running, before=beijing_day(lot.opening_at))


def _filed(
    asked: FileObjection | FileQuery,
    lot: Lot,
    context: Context,
    answer: Term | None,
    told: dict[str, Any],
) -> ObjectionFiled | QueryFiled:
    assert lot.defined is not None, "an announced lot was defined"
    facts: dict[str, Any] = {
        "case": asked.case,
        "lot": asked.lot,
        "category": lot.defined.category,
        "region": lot.defined.region,
        "matter": asked.matter,
        "filed_at": context.received_at,
        "answer": answer,
        "filer": filer_of(asked),
        "document": asked.document,
        **told,
    }
    if isinstance(asked, FileQuery):
        return QueryFiled(**facts, since=asked.since)
    return ObjectionFiled(**facts)


def _paused(
    pause: Rule | None, asked: FileObjection | FileQuery, context: Context
) -> tuple[Placed, ...]:
    """Until it is answered nothing goes on, where a row that blocks says so."""
    if pause is None or not blocks(pause):
        return ()
    suspended = ProcedureSuspended(
        lot=asked.lot,
        cause=Suspending.OBJECTION,
        case=asked.case,
        rule=str(pause),
        suspended_at=context.received_at,
        until=None,
        document=None,
    )
    return (Placed(StreamId("lot", asked.lot), suspended),)


def answer(
    states: tuple[Case, Lot], asked: AnswerObjection | AnswerQuery, context: Context
) -> Decision:
    """Once, by the owner or its agency; what waited for it goes on by the same decision."""
    case, lot = states
    known = owner_of(lot, asked.lot, context)
    if isinstance(known, Rejected):
        return known
    objects = isinstance(asked, AnswerObjection)
    shape = ObjectionFiled if objects else QueryFiled
    if not isinstance(case.filed, shape) or case.filed.lot != asked.lot:
        kind = Kind.OBJECTION if objects else Kind.QUERY
        return Rejected("dispute.unknown", f"{asked.case} is no {kind} about {asked.lot}")
    if not case.is_open:
        return ended(case, asked.case)
    told = (ObjectionAnswered if objects else QueryAnswered)(
        case=asked.case,
        conclusion=asked.conclusion,
        answered_at=context.received_at,
        document=asked.document,
    )
    return (told, *resumes(lot, asked.lot, asked.case, context))


FILE_OBJECTION = Decider(handles=FileObjection, touches=filing_touches, decide=file)
FILE_QUERY = Decider(handles=FileQuery, touches=filing_touches, decide=file)
ANSWER_OBJECTION = Decider(handles=AnswerObjection, touches=touches, decide=answer)
ANSWER_QUERY = Decider(handles=AnswerQuery, touches=touches, decide=answer)
