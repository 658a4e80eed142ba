"""Money that comes after a deadline is not judged late yet while that may still move.

Of a lot that stands still it has not passed (2.2); of one that is disclosed nobody knows whether it
goes on while the bank's days up to then are not in. What came is matched once that is known.
"""

from collections.abc import Callable, Mapping
from typing import Any

from domain.calendar import beijing_day
from domain.deposit.arrived import LateReceiptDetected
from domain.deposit.state import Deposit
from domain.governance.state import Law
from domain.kernel import Decision, Rejected, StreamId
from domain.lot.disclose import extensions
from domain.lot.standstill import is_stopped
from domain.lot.state import Lot
from domain.phases import Phase


def judged_later(
    decision: Decision, states: Mapping[StreamId, Any], lots: Callable[[str], Lot], law: Law
) -> str | None:
    """Why what would be decided of a deposit waits; None where it does not.

    `states`: what it was decided from. `lots`: as they stand; read where money is late, and only
    there, for a day has hundreds of lines and hardly one that is.
    """
    if isinstance(decision, Rejected):
        return None
    late = next((one for one in decision if isinstance(one, LateReceiptDetected)), None)
    if late is None:
        return None
    deposit: Deposit = states[StreamId("deposit", late.deposit)]
    if deposit.terms is None:
        return None
    lot = lots(deposit.terms.lot)
    if is_stopped(lot, deposit.terms.deadline):
        return "lot.suspended"
    return "lot.disclosed" if _goes_on(lot, law) else None


def _goes_on(lot: Lot, law: Law) -> bool:
    """Whether its disclosure has not ended, and may be extended."""
    if lot.phase is not Phase.ANNOUNCED or lot.deposit_deadline is None:
        return False
    return bool(extensions(lot, beijing_day(lot.deposit_deadline), law))
