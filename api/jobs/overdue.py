"""What is over and nothing has come of it: looked for once a day, alerted of once (5.2).

A fact that ends a term too late is heard by a policy (`missed_term`); that none comes, only a clock
can find. Money that is not paid back (MA-2), terms of a lot, disputes that nobody answers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from api.lots.standing import Standing, standings
from api.lots.story import story
from api.wiring import System
from domain.alert.codes import code_for
from domain.alert.events import Missed
from domain.alert.kinds import (
    BY_CODE,
    COMPLAINT_OVERDUE,
    OBJECTION_UNANSWERED,
    REFUND_OVERDUE,
    Level,
)
from domain.alert.state import Stage
from domain.calendar import Unit, beijing_day, midnight
from domain.deposit.refund import Standing as Refunding
from domain.dispute.words import Kind
from domain.kernel import StreamId
from domain.lot.periods import Breach, overdue
from domain.phases import SIGNED, UNDER_WAY
from domain.policies.missed_term import ENDS_A_TERM, code_of
from domain.trade.alert_life import EscalateAlert
from domain.trade.raise_alert import RaiseAlert
from ledger.clockwork import Due
from projections.alerts import ALERTS
from projections.disputes import CASES
from projections.lots import LOTS
from projections.reader import Row
from projections.refunds import REFUNDS

type Looking = Callable[[System, date], Iterable[Due]]
"""looking(system, day): alerts of what was due before a day, as long as they are not raised."""

_UNPAID = [one.value for one in Refunding if one not in (Refunding.PAID, Refunding.VOID)]
_WATCHED = [one.value for one in (*UNDER_WAY, *SIGNED)]
_A_DAY = timedelta(days=1)


def unpaid_refunds(system: System, day: date) -> Iterator[Due]:
    """Refunds that were due before a day, and which nobody holds back (MA-2)."""
    where, before = {"standing": _UNPAID}, {"due": day}
    rows = system.readers.refunds.rows(REFUNDS, where, before=before, order=("due",)).rows
    deposits = system.replay.states(StreamId("deposit", row["deposit"]) for row in rows)
    for row in rows:
        of = StreamId("deposit", row["deposit"])
        deposit, number = deposits[of], row["number"]
        refund = deposit.refund(number)
        if refund is None or refund.standing.value not in _UNPAID or deposit.holds:
            continue
        if deposit.terms is None:  # nobody can read whose it is
            continue
        alert = code_for(REFUND_OVERDUE.code, of.code, number)
        said = _positions(system, of, ("RefundObligationCreated",))
        yield from _due(
            system,
            row["due"],
            alert=alert,
            kind=REFUND_OVERDUE.code,
            lots=(deposit.terms.lot,),
            deposits=(of.code,),
            causes=(said[number - 1],),
        )


def unended_terms(system: System, day: date) -> Iterator[Due]:
    """Terms of lots, by rows that warn, that were over before a day (DL-04, DL-06, DL-07)."""
    rows = system.readers.lots.rows(LOTS, {"phase": _WATCHED}).rows
    position = system.store.tail().position
    for code, found in standings(system, [row["lot"] for row in rows], position).items():
        for one in _overdue(found, day):
            missed = Missed(rule=str(one.row), began=one.began, limit=one.limit, ended=None)
            yield from _due(
                system,
                one.limit,
                alert=code_of(code, missed),
                kind=one.row.id,
                lots=(code,),
                deposits=(),
                causes=_positions(system, StreamId("lot", code), (one.row.anchor,))[-1:],
                missed=missed,
            )


def _overdue(found: Standing, day: date) -> Iterable[Breach]:
    if found.category is None:
        return ()
    calendar = found.law.calendar
    every = overdue(found.category, found.lot, found.lifecycle, calendar, day)
    return (one for one in every if one.row.ends in ENDS_A_TERM)


def open_disputes(system: System, day: date) -> Iterator[Due]:
    """Objections, queries and complaints whose term was over before a day (DL-05, DL-09)."""
    where, before = {"open": True}, {"due": day}
    rows = system.readers.disputes.rows(CASES, where, before=before, order=("due",)).rows
    for row in rows:
        complaint = row["kind"] == Kind.COMPLAINT.value
        kind = (COMPLAINT_OVERDUE if complaint else OBJECTION_UNANSWERED).code
        yield from _due(
            system,
            row["due"],
            alert=code_for(kind, row["case"], row["rule"]),
            kind=kind,
            lots=(row["lot"],),
            deposits=(),
            causes=_positions(system, StreamId("dispute", row["case"]), _BEGINS)[-1:],
        )


_BEGINS = ("ObjectionFiled", "QueryFiled", "ComplaintFiled", "ComplaintAccepted")
"""From what the terms of a dispute count."""


def untaken(system: System, day: date) -> Iterator[Due]:
    """Red alerts that nobody took up in the time of their row: they are escalated, once (5.2)."""
    where = {"level": Level.RED.value, "stage": Stage.WAITING.value}
    for row in system.readers.alerts.rows(ALERTS, where).rows:
        kind = BY_CODE.get(row["kind"])
        if kind is None or kind.take_up is None or row["escalated_due"] is not None:
            continue
        since = beijing_day(_told_since(system, row))
        last = system.law().calendar.add(since, kind.take_up, Unit.WORKING_DAYS)
        if last >= day:
            continue
        wanted = EscalateAlert(
            alert=row["alert"],
            lot=row["lot"],
            reason=f"{kind.code}: {kind.take_up} {Unit.WORKING_DAYS}",
            document=None,
            due=last,
        )
        yield Due(JOB, midnight(last + _A_DAY), f"{row['alert']}/{last}", wanted)


def _told_since(system: System, row: Row) -> datetime:
    """When an alert was told first: raised, or its lots opened, whichever was later."""
    raised: datetime = row["raised_at"]
    opened = system.readers.lots.rows(LOTS, {"lot": row["lots"]}).rows
    kind = BY_CODE.get(row["kind"])
    return max([raised, *(one["opened_at"] or raised for one in opened if kind and kind.secret)])


LOOKS: tuple[Looking, ...] = (unpaid_refunds, unended_terms, open_disputes, untaken)


class Overdue:
    """The job: looks on each day of the log's own clock once, however often it is asked."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._day: date | None = None

    def needed(self) -> bool:
        """Whether this process has not looked today."""
        return beijing_day(self._system.clock()) != self._day

    def look(self) -> int:
        """Raises what there is to raise; returns how many alerts."""
        day = beijing_day(self._system.clock())
        found = (due for looking in LOOKS for due in looking(self._system, day))
        raised = self._system.acting.clockwork.tick(found, kinds=(JOB,))
        self._day = day
        return raised


JOB = "overdue"


def _due(system: System, last: date, *, alert: str, **told: Any) -> Iterator[Due]:
    """The alert of what was due on a day, unless it is raised: it arose when that day was over."""
    if system.replay.state(StreamId("alert", alert)).raised:
        return
    at = midnight(last + _A_DAY)
    yield Due(JOB, at, alert, RaiseAlert(alert=alert, arose_at=at, **told))


def _positions(system: System, stream: StreamId, names: Sequence[str]) -> tuple[int, ...]:
    """Where a stream says facts of these names, in order."""
    until = system.store.tail().position
    told = story(system, [stream], until, money=False)
    return tuple(one.position for one in told if one.name in names)
