"""Money that comes after the deadline of a lot that stands still is not judged late yet.

The deadline has not passed (2.2); what came is matched once the lot goes on, by its later time.
"""

from collections.abc import Callable
from typing import Any

from domain.deposit.arrived import LateReceiptDetected
from domain.deposit.state import Deposit
from domain.kernel import Decision
from domain.lot.standstill import is_stopped


def judged_later(
    decision: Decision, deposit: str, of: Callable[[str], Callable[[str], Any]]
) -> bool:
    """Whether what would be decided of a deposit waits for its lot to go on.

    `of`: streams of a kind as they stand, by their codes.
    """
    if isinstance(decision, tuple) and any(
        isinstance(one, LateReceiptDetected) for one in decision
    ):
        found: Deposit = of("deposit")(deposit)
        terms = found.terms
        return terms is not None and is_stopped(of("lot")(terms.lot), terms.deadline)
    return False
