"""What of the bank's interest goes with a refund (P17); what stays on 2007, and why (P18, R14)."""

from domain.accounts import INTEREST_PAYABLE, INTEREST_TO_ALLOCATE
from domain.deposit.owed import InterestAllocated
from domain.deposit.refund import Refund, Standing
from domain.deposit.state import Deposit
from domain.identifiers import RefundId
from domain.postings import moved

NOT_OWED = "NOT_OWED"
"""No rule owes it to anybody with a refund."""
UNDECIDED = "OWNER_UNDECIDED"
"""No bidder is owed it, and no rule says whose it is then."""
MAY_BE_OWED = "MAY_BE_OWED"
"""The deposit is held still, and nobody knows yet to whom it goes back."""
ABOVE = "BALANCE_ABOVE_REQUIRED"
"""More lay there than counted (E08)."""
MORE = "BANK_PAID_MORE"
"""The bank paid more than its rate."""
NOT_RECKONED = "NOT_RECKONED"
"""A refund went without it, and nobody can reckon what it is owed: R13 tells why."""


def may_be_owed(deposit: Deposit) -> bool:
    """Whether a refund waits for a deposit's interest, or went without and none came since; or one
    that is still to come may.
    """
    if any(one.waits_for_interest or _has_none_yet(one) for one in deposit.refunds):
        return True
    owed = sum(
        one.amount_fen
        for one in deposit.refunds
        if one.line is None and one.standing is Standing.OWED
    )
    return deposit.held_or_frozen_fen > owed


def _has_none_yet(refund: Refund) -> bool:
    """Whether it went without, and the bank has not paid on its money since."""
    going = refund.standing is not Standing.VOID
    return going and refund.lacks_interest and refund.interest_until is None


def why_left(deposit: Deposit) -> str:
    """Why interest is left when its refunds have theirs: `ABOVE` or `MORE`."""
    lasting = (one for one in deposit.receipts if not one.reversed)
    above = any(one.entry.amount > one.counted_fen for one in lasting)
    return ABOVE if above else MORE


def given_along(of: RefundId, fen: int, left_fen: int, reason: str | None) -> InterestAllocated:
    """So much of it goes with a refund (P17), if any; and what is left then, with its reason."""
    source, to = (INTEREST_TO_ALLOCATE, of.deposit), (INTEREST_PAYABLE, str(of))
    return InterestAllocated(
        deposit=of.deposit,
        number=of.number if fen else None,
        to=INTEREST_PAYABLE.code if fen else None,
        entitled_fen=fen,
        left_fen=left_fen,
        reason=reason,
        entries=(moved("P17", source, to, fen),) if fen else (),
    )


def stays(code: str, fen: int, reason: str) -> InterestAllocated:
    """So much of it is left, and why."""
    return InterestAllocated(
        deposit=code,
        number=None,
        to=None,
        entitled_fen=0,
        left_fen=fen,
        reason=reason,
        entries=(),
    )


def left_to_nobody(code: str, deposit: Deposit) -> tuple[InterestAllocated, ...]:
    """What of interest that came is owed to nobody: no refund waits for it, nothing is held."""
    going = any(one.standing is not Standing.VOID for one in deposit.refunds)
    if not going or deposit.converted or may_be_owed(deposit):
        return ()
    return (stays(code, deposit.balance(INTEREST_TO_ALLOCATE.code), NOT_OWED),)
