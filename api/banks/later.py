"""Money that comes after a deadline is not judged late yet while that may still move.

Of a lot that stands still it has not passed (2.2); of one that is disclosed nobody knows whether it
goes on while the bank's days up to then are not in. What came is matched once that is known.
"""

from collections.abc import Callable
from typing import Any

from domain.calendar import beijing_day
from domain.deposit.arrived import LateReceiptDetected
from domain.deposit.state import Deposit
from domain.governance.state import Law
from domain.kernel import Decision, Rejected
from domain.lot.standing import category_of
from domain.lot.standstill import is_stopped
from domain.lot.state import Lot
from domain.phases import Phase


def judged_later(
    decision: Decision, deposit: str, of: Callable[[str], Callable[[str], Any]], law: Law
) -> str | None:
    """Why what would be decided of a deposit waits; None where it does not.

    `of`: streams of a kind as they stand, by their codes.
    """
    if isinstance(decision, Rejected):
        return None
    late = any(isinstance(one, LateReceiptDetected) for one in decision)
    found: Deposit = of("deposit")(deposit)
    if not late or found.terms is None:
        return None
    lot: Lot = of("lot")(found.terms.lot)
    if is_stopped(lot, found.terms.deadline):
        return "lot.suspended"
    return "lot.disclosed" if _goes_on(lot, law) else None


def _goes_on(lot: Lot, law: Law) -> bool:
    """Whether its disclosure has not ended, and may be extended."""
    if lot.phase is not Phase.ANNOUNCED or lot.defined is None or lot.deposit_deadline is None:
        return False
    category = category_of(lot.defined, law)
    if isinstance(category, Rejected):
        return False
    return bool(category.about("disclosure.extension", beijing_day(lot.deposit_deadline)))
