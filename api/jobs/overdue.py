"""What is over and nothing has come of it: it is alerted of, once (5.2).

A fact that ends a term too late is heard by a policy (`missed_term`); that none comes, only a clock
can find. By a last day that is an estimate nothing is over: the clock waits for the calendar of its
year. Money that is not paid back (MA-2), terms of a lot, disputes that nobody answers.

Projections say where to look; whether it is so, the streams themselves do.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import batched
from typing import Any

from api.estimating import is_case_estimated, is_refund_estimated
from api.lots.story import story
from api.wiring import System
from domain.alert.codes import code_for
from domain.alert.events import Missed
from domain.alert.kinds import COMPLAINT_OVERDUE, OBJECTION_UNANSWERED, REFUND_OVERDUE
from domain.calendar import midnight
from domain.deposit.kept_back import kept_back
from domain.deposit.kept_days import late_since
from domain.deposit.reckon import last_day
from domain.deposit.refund import Standing as Refunding
from domain.deposit.state import Deposit
from domain.dispute.filed import ComplaintFiled
from domain.dispute.state import Case
from domain.dispute.state import last_day as last_of
from domain.governance.state import Law
from domain.kernel import StreamId
from domain.lifecycle import DIRECT
from domain.lot.periods import Breach, overdue
from domain.lot.state import Lot
from domain.phases import SIGNED, UNDER_WAY, Phase
from domain.policies.missed_term import ENDS_A_TERM, code_of
from domain.pool_codes import is_no_lot
from domain.trade.raise_alert import RaiseAlert
from ledger.clockwork import Due
from projections.disputes import CASES
from projections.lots import LOTS
from projections.projection import Table
from projections.reader import Reader, Row
from projections.refunds import REFUNDS

REFUNDS_UNPAID, TERMS_OVER, DISPUTES_OVERDUE = "refunds_unpaid", "terms_over", "disputes_overdue"
"""Who asks for what was found, by its name."""

AT_ONCE = 100
"""Streams that are read together."""

type Began = tuple[StreamId, tuple[str, ...], int]
"""In which stream, among facts of which names, which of them (the last: -1) began a term."""

_UNPAID = [one.value for one in Refunding if one not in (Refunding.PAID, Refunding.VOID)]
_WATCHED = [one.value for one in (*UNDER_WAY, *SIGNED) if one is not Phase.ARCHIVED]
_A_DAY = timedelta(days=1)


def unpaid_refunds(system: System, day: date) -> Iterator[Due]:
    """Refunds that were due before a day, for certain, and which nobody holds back, or did up to
    that day (MA-2).
    """
    rows = every(system.readers.refunds, REFUNDS, {"standing": _UNPAID})
    calendar = system.law().calendar
    late = (row for row in _late(rows, day) if not is_refund_estimated(row, calendar))
    for some in batched(late, AT_ONCE):
        deposits = system.replay.states(StreamId("deposit", row["deposit"]) for row in some)
        for row in some:
            of = StreamId("deposit", row["deposit"])
            yield from _unpaid(system, of, deposits[of], row["number"], day)


def _unpaid(
    system: System, of: StreamId, deposit: Deposit, number: int, day: date
) -> Iterator[Due]:
    refund = deposit.refund(number)
    if refund is None or refund.standing.value not in _UNPAID or kept_back(deposit, refund):
        return
    if deposit.terms is None:  # nobody can read whose it is
        return
    if is_no_lot(deposit.terms.lot):  # nobody supervises it; the day's close shows it (R08)
        return
    # Where its calendar has come, it may not be reckoned again yet.
    late = late_since(last_day(deposit, refund, system.law()), day, refund.kept)
    if late is None:
        return
    yield from due_alert(
        system,
        REFUNDS_UNPAID,
        late,
        alert=code_for(REFUND_OVERDUE.code, of.code, number),
        kind=REFUND_OVERDUE.code,
        lots=(deposit.terms.lot,),
        deposits=(of.code,),
        began=(of, ("RefundObligationCreated",), number - 1),
    )


def unended_terms(system: System, day: date) -> Iterator[Due]:
    """Terms of lots, by rows that warn, that were over before a day (DL-04, DL-06, DL-07)."""
    law = system.law()
    rows = every(system.readers.lots, LOTS, {"phase": _WATCHED})
    for some in batched(rows, AT_ONCE):
        lots = system.replay.states(StreamId("lot", row["lot"]) for row in some)
        for of, lot in lots.items():
            for one in _overdue(lot, law, day):
                missed = Missed(rule=str(one.row), began=one.began, limit=one.limit, ended=None)
                yield from due_alert(
                    system,
                    TERMS_OVER,
                    one.limit,
                    alert=code_of(of.code, missed),
                    kind=one.row.id,
                    lots=(of.code,),
                    deposits=(),
                    began=(of, (one.row.anchor,), -1),
                    missed=missed,
                )


def _overdue(lot: Lot, law: Law, day: date) -> Iterable[Breach]:
    known = lot.defined
    category = law.rules(known.category, known.pack) if known else None
    if category is None:
        return ()
    lifecycle = DIRECT if lot.is_direct else category.order(lot.scopes).lifecycle
    found = overdue(category, lot, lifecycle, law.calendar, day)
    return (one for one in found if one.row.ends in ENDS_A_TERM)


def open_disputes(system: System, day: date) -> Iterator[Due]:
    """Objections, queries and complaints whose term was over before a day (DL-05, DL-09)."""
    for row, case in _cases(system, day):
        complaint = isinstance(case.filed, ComplaintFiled)
        kind = (COMPLAINT_OVERDUE if complaint else OBJECTION_UNANSWERED).code
        yield from due_alert(
            system,
            DISPUTES_OVERDUE,
            row["due"],
            alert=code_for(kind, row["case"], row["rule"]),
            kind=kind,
            lots=(row["lot"],),
            deposits=(),
            began=(StreamId("dispute", row["case"]), _BEGINS, -1),
            case=row["case"],
        )


def _cases(system: System, day: date) -> Iterator[tuple[Row, Case]]:
    """Cases that are open by what they say themselves, with the same last day as in their rows,
    which is certain.
    """
    law: Law = system.law()
    rows = every(system.readers.disputes, CASES, {"open": True})
    late = (row for row in _late(rows, day) if not is_case_estimated(row, law.calendar))
    for some in batched(late, AT_ONCE):
        cases = system.replay.states(StreamId("dispute", row["case"]) for row in some)
        for row in some:
            case = cases[StreamId("dispute", row["case"])]
            if case.is_open and last_of(case, law.calendars) == row["due"]:
                yield row, case


_BEGINS = ("ObjectionFiled", "QueryFiled", "ComplaintFiled", "ComplaintAccepted")
"""From what the terms of a dispute count."""


def _late(rows: Iterable[Row], day: date) -> Iterator[Row]:
    return (row for row in rows if row["due"] is not None and row["due"] < day)


def every(reader: Reader, table: Table, where: Mapping[str, Any]) -> Iterator[Row]:
    """All rows of these values as they stand, however many there are."""
    return reader.every(table, where, reader.position())


def due_alert(
    system: System, job: str, last: date, *, alert: str, began: Began, **told: Any
) -> Iterator[Due]:
    """The alert of what was due on a day, unless it is raised: it arose when that day was over.

    What `began` it is looked up for what is alerted of alone: a story is read whole for that.
    """
    if system.replay.state(StreamId("alert", alert)).raised:
        return
    of, names, which = began
    causes = _positions(system, of, names)[which:][:1]
    at = midnight(last + _A_DAY)
    yield Due(job, at, alert, RaiseAlert(alert=alert, arose_at=at, causes=causes, **told))


def _positions(system: System, stream: StreamId, names: tuple[str, ...]) -> tuple[int, ...]:
    """Where a stream says facts of these names, in order."""
    until = system.store.tail().position
    told = story(system, [stream], until, money=False)
    return tuple(one.position for one in told if one.name in names)
