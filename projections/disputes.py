"""Disputes: what they are about, how far, and until when; and what stands still for them; public.

Who filed one stands in its own stream, sealed. Nobody has to ask for a term to be over: `due` is
here, and whoever reads compares it with the day.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from domain.calendar import beijing_day
from domain.dispute.events import (
    CaseClockResumed,
    CaseClockStopped,
    CaseDueReckoned,
    CaseWarningReckoned,
    ComplaintAccepted,
    ComplaintDecided,
    ComplaintForwarded,
    ComplaintReceived,
    ComplaintRejected,
    ComplaintWithdrawn,
    ObjectionAnswered,
    QueryAnswered,
    WithdrawalRefused,
    WithdrawalRequested,
)
from domain.dispute.filed import ComplaintFiled, Filed, ObjectionFiled, QueryFiled
from domain.dispute.words import Conclusion, Kind, Stage
from domain.kernel import Event
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended, SuspensionReckoned
from domain.timing import Term
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

CASES = Table(
    "dispute_cases",
    (Column("case", "text"),),
    (
        Column("kind", "text"),
        Column("lot", "text"),
        Column("category", "text"),
        Column("region", "text"),
        Column("matter", "text"),
        Column("to", "text"),
        Column("stage", "text"),
        Column("open", "boolean"),
        Column("filed_at", "timestamptz"),
        Column("warned", "text[]"),
        Column("rule", "text"),
        Column("since", "date"),
        Column("statutory", "date"),
        Column("due", "date"),
        Column("stopped_since", "date"),
        Column("resumed_on", "date"),
        Column("conclusion", "text"),
        Column("ended_on", "date"),
    ),
    indexes=(Index(("lot",)), Index(("open", "due"), now=True)),
)
"""`rule`: the row whose term runs, or ran last, from `since` to `statutory`; `due`: its last day
without the days on which it stood still: none while it does (`stopped_since`).
"""

SUSPENSIONS = Table(
    "suspensions",
    (Column("lot", "text"), Column("case", "text")),
    (
        Column("cause", "text"),
        Column("suspended_at", "timestamptz"),
        Column("rule", "text"),
        Column("until", "date"),
        Column("reckoned", "boolean"),
        Column("resumed_at", "timestamptz"),
        Column("open", "boolean"),
    ),
    indexes=(Index(("open", "until"), now=True),),
)
"""What a lot stands still for, or stood last; `case` is '' of the owner's own decision. `reckoned`:
`until` comes from a row, and nobody named it.
"""


def project(recorded: Recorded) -> Iterator[Change]:
    """Cases and suspensions as their facts come."""
    match recorded.event:
        case ProcedureSuspended(lot=lot, suspended_at=at, until=until) as waits:
            told = {"cause": waits.cause.value, "rule": waits.rule, "suspended_at": at}
            still = {"until": until, "resumed_at": None, "open": True}
            still["reckoned"] = waits.term is not None
            yield Put(SUSPENSIONS, (lot, waits.case or ""), told | still)
        case SuspensionReckoned(lot=lot, case=code, until=until):
            yield Put(SUSPENSIONS, (lot, code or ""), {"until": until})
        case ProcedureResumed(lot=lot, case=code, resumed_at=at):
            yield Put(SUSPENSIONS, (lot, code or ""), {"resumed_at": at, "open": False})
        case ObjectionFiled(answer=term) as filed:
            yield _filed(filed, Kind.OBJECTION, Stage.ASKED, term)
        case QueryFiled(answer=term) as filed:
            yield _filed(filed, Kind.QUERY, Stage.ASKED, term)
        case ComplaintFiled(acceptance=term, to=to) as filed:
            yield _filed(filed, Kind.COMPLAINT, Stage.FILED, term, to=to)
        case CaseClockStopped(case=code, since=day):
            yield Put(CASES, (code,), {"due": None, "stopped_since": day})
        case CaseClockResumed(case=code, until=day, due=due):
            yield Put(CASES, (code,), {"due": due, "stopped_since": None, "resumed_on": day})
        case CaseDueReckoned(case=code, statutory=statutory, due=due):
            yield Put(CASES, (code,), {"statutory": statutory, "due": due})
        case CaseWarningReckoned(case=code, warned=warned):
            yield Put(CASES, (code,), {"warned": list(warned)})
        case event if recorded.stream.kind == "dispute":
            yield from _gone_on(event)


def _gone_on(event: Event) -> Iterator[Change]:
    """How far a case has come."""
    match event:
        case ComplaintReceived(case=code):
            yield _at(code, Stage.RECEIVED)
        case ComplaintForwarded(case=code, to=to):
            yield _at(code, Stage.FILED, to=to)
        case ComplaintAccepted(case=code, decision=term):
            yield _at(code, Stage.ACCEPTED, **_of_term(term))
        case WithdrawalRequested(case=code):
            yield _at(code, Stage.WITHDRAWAL_ASKED)
        case WithdrawalRefused(case=code):
            yield _at(code, Stage.WITHDRAWAL_REFUSED)
        case ObjectionAnswered(case=code) | QueryAnswered(case=code):
            yield _over(code, Stage.ANSWERED, event.answered_at, event.conclusion)
        case ComplaintDecided(case=code, conclusion=conclusion, decided_at=at):
            yield _over(code, Stage.DECIDED, at, conclusion)
        case ComplaintRejected(case=code, rejected_at=at):
            yield _over(code, Stage.REJECTED, at)
        case ComplaintWithdrawn(case=code, consented=consented, withdrawn_at=at):
            yield _over(code, Stage.WITHDRAWN if consented else Stage.CANCELLED, at)


def _filed(filed: Filed, kind: Kind, stage: Stage, term: Term | None, *, to: str = "") -> Change:
    names = ("lot", "category", "region", "filed_at")
    told = {name: getattr(filed, name) for name in names} | {"matter": filed.matter.value}
    told |= {"kind": kind.value, "to": to, "warned": list(filed.warned), "open": True}
    return _at(filed.case, stage, **told, **_of_term(term))


def _of_term(term: Term | None) -> Mapping[str, Any]:
    """Another clock runs, or none does."""
    told: dict[str, Any] = dict.fromkeys(("rule", "since", "statutory", "due"))
    if term is not None:
        told = {"rule": term.rule, "since": term.since, "statutory": term.due, "due": term.due}
    return told | {"stopped_since": None, "resumed_on": None}


def _at(case: str, stage: Stage, **told: Any) -> Change:
    return Put(CASES, (case,), {"stage": stage.value, **told})


def _over(case: str, stage: Stage, at: datetime, conclusion: Conclusion | None = None) -> Change:
    found = None if conclusion is None else conclusion.value
    return _at(case, stage, open=False, ended_on=beijing_day(at), conclusion=found)


DISPUTE_BOOK = Projection("disputes", 2, (CASES, SUSPENSIONS), project)
