"""What a guarantor had paid for a deposit is gone again: the register learns of it."""

from domain.deposit.passed_on import ProceedsTakenBack
from domain.guarantee.reopen import ReopenGuarantee
from domain.kernel import Command, Policy


def react(gone: ProceedsTakenBack) -> tuple[Command, ...]:
    """None where a beneficiary had paid, nor where nobody can read any more who did."""
    if gone.guarantee is None or gone.line is None:
        return ()
    return (ReopenGuarantee(guarantee=gone.guarantee, line=gone.line),)


GUARANTEE_UNPAID = Policy(
    name="guarantee_unpaid",
    hears=(ProceedsTakenBack,),
    asks=(ReopenGuarantee,),
    react=react,
)
