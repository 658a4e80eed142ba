"""What is due: every source of deadlines, and everything that is to be sent out, on one page."""

from collections.abc import Callable, Iterable
from datetime import datetime

from api.banking.rounds import rounds
from api.jobs.sessions import is_disclosed, session_turns
from api.wiring import System
from domain.lot.close import PassDepositDeadline
from domain.lot.state import Phase
from ledger.clockwork import Due
from projections.lots import LOTS

type Deadlines = Callable[[System, datetime], Iterable[Due]]
"""deadlines(system, at): those whose time has come by an instant, as long as nothing came of them.

A deadline's command carries its legal time, so that a late tick changes nothing."""

type Sending = Callable[[System], object]
"""Sends what is to be sent by now (payments to a bank); asks the log first what was sent."""


def deposit_deadlines(system: System, at: datetime) -> Iterable[Due]:
    """Announced and open lots whose deposits are due by an instant, but for disclosures."""
    where = {"phase": [Phase.ANNOUNCED.value, Phase.OPEN.value]}
    for row in system.readers.lots.rows(LOTS, where).rows:
        over = row["deposits_over"] or is_disclosed(row)
        if row["deposit_deadline"] <= at and not over:
            wanted = PassDepositDeadline(lot=row["lot"], deadline=row["deposit_deadline"])
            yield Due("deposit_deadline", row["deposit_deadline"], row["lot"], wanted)


DEADLINES: tuple[Deadlines, ...] = (deposit_deadlines, session_turns)

SENDINGS: tuple[Sending, ...] = (rounds,)
