"""What is due: every source of deadlines, and everything that is to be sent out, on one page."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from api.banking.rounds import rounds
from api.wiring import System
from domain.calendar import midnight
from domain.desk.suspension import ResumeProcedure
from domain.lot.close import PassDepositDeadline
from domain.lot.state import Phase
from ledger.clockwork import Due
from projections.disputes import SUSPENSIONS
from projections.lots import LOTS

type Deadlines = Callable[[System, datetime], Iterable[Due]]
"""deadlines(system, at): those whose time has come by an instant, as long as nothing came of them.

A deadline's command carries its legal time, so that a late tick changes nothing."""

type Sending = Callable[[System], object]
"""Sends what is to be sent by now (payments to a bank); asks the log first what was sent."""


def deposit_deadlines(system: System, at: datetime) -> Iterable[Due]:
    """Announced lots whose deposits are due by an instant."""
    rows = system.readers.lots.rows(LOTS, {"phase": Phase.ANNOUNCED.value}).rows
    for row in rows:
        if row["deposit_deadline"] <= at:
            wanted = PassDepositDeadline(lot=row["lot"], deadline=row["deposit_deadline"])
            yield Due("deposit_deadline", row["deposit_deadline"], row["lot"], wanted)


def suspension_ends(system: System, at: datetime) -> Iterable[Due]:
    """Procedures whose suspension had a last day, which is over."""
    rows = system.readers.disputes.rows(SUSPENSIONS, {"open": True}).rows
    for row in rows:
        over = row["until"] and midnight(row["until"] + timedelta(days=1))
        if over and over <= at:
            wanted = ResumeProcedure(lot=row["lot"], case=row["case"] or None, document=None)
            yield Due("suspension_end", over, f"{row['lot']}/{row['case']}", wanted)


DEADLINES: tuple[Deadlines, ...] = (deposit_deadlines, suspension_ends)

SENDINGS: tuple[Sending, ...] = (rounds,)
