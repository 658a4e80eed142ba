"""While its procedure is suspended a lot hears little: what ends it, and what only gives time."""

from datetime import datetime

from domain.kernel import Event, Rejected
from domain.lot.ended import ResultVoided
from domain.lot.events import (
    DeadlinePostponed,
    DepositDeadlinePassed,
    LotFailed,
    ProcedureTerminated,
)
from domain.lot.overlay import Suspension
from domain.lot.standstill import is_stopped
from domain.lot.state import Lot
from domain.lot.tendered import (
    BidDeadlinePassed,
    BidValidityExtended,
    DocumentSalePeriodClosed,
)

HEARD = (
    LotFailed,
    ProcedureTerminated,
    ResultVoided,
    DeadlinePostponed,
    DepositDeadlinePassed,
    DocumentSalePeriodClosed,
    BidDeadlinePassed,
    BidValidityExtended,
)
"""What a lot hears all the same: its end; more time; and that a time is over, where that was before
it stopped (`standstill`). What is of its money or its disputes is no fact of the lot."""


def suspended(lot: Lot, code: str, event: type[Event]) -> Rejected | None:
    """Why this fact cannot be while the lot stands still; None where it can."""
    return None if event in HEARD else stands_still(lot, code)


def stands_still(lot: Lot, code: str) -> Rejected | None:
    """Why nothing of the lot goes on that it, or money of its competition, waits for; None where it
    does not stand still. A lot that has failed or was ended has nothing left that could.
    """
    if not lot.suspended or lot.is_over:
        return None
    return _because(code, lot.suspended)


def not_passed(lot: Lot, code: str, instant: datetime) -> Rejected | None:
    """Why a time of the lot is not over, whatever the clock says; None where it is."""
    return stands_still(lot, code) if is_stopped(lot, instant) else None


def stood_still(lot: Lot, code: str, at: datetime) -> Rejected | None:
    """The same of an instant: what was at the door then, and is decided now, counts as of then."""
    then = tuple(one for one in lot.suspensions if one.lasted_at(at))
    return None if not then or lot.is_over else _because(code, then)


def _because(code: str, of: tuple[Suspension, ...]) -> Rejected:
    why = "; ".join(map(str, of))
    return Rejected("lot.suspended", f"{code} is suspended: {why}")
