"""While its procedure is suspended a lot hears little: what ends it, and what only gives time."""

from domain.kernel import Event, Rejected
from domain.lot.ended import ResultVoided
from domain.lot.events import (
    DeadlinePostponed,
    DepositDeadlinePassed,
    LotFailed,
    ProcedureTerminated,
)
from domain.lot.state import Lot
from domain.lot.tendered import BidDeadlinePassed, DocumentSalePeriodClosed

HEARD = (
    LotFailed,
    ProcedureTerminated,
    ResultVoided,
    DeadlinePostponed,
    DepositDeadlinePassed,
    DocumentSalePeriodClosed,
    BidDeadlinePassed,
)
"""What a lot hears all the same: its end; more time; and that a time is over, which the clock says
and nobody decides. What is of its money or its disputes is no fact of the lot."""


def suspended(lot: Lot, code: str, event: type[Event]) -> Rejected | None:
    """Why this fact cannot be while the lot stands still; None where it can.

    A lot that has failed or was ended has nothing left that could stand still.
    """
    if not lot.suspended or lot.is_over or event in HEARD:
        return None
    why = "; ".join(map(str, lot.suspended))
    return Rejected("lot.suspended", f"{code} is suspended: {why}")
