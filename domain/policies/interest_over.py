"""The bank pays interest on a deposit whose money went over since: it follows the money."""

from domain.deposit.carried import DepositCarriedIn
from domain.deposit.earned import came_by
from domain.deposit.owed import BankInterestCredited
from domain.desk.carry import CarryInterestOver
from domain.kernel import Command, Policy


def react(
    came: BankInterestCredited | DepositCarriedIn, deposits: tuple[str, ...]
) -> tuple[Command, ...]:
    """To the deposit that has the money now, and from there further; none where none went over."""
    (account,) = came_by(came)
    return tuple(
        CarryInterestOver(deposit=deposit, source=came.deposit, account=account)
        for deposit in deposits
    )


INTEREST_OVER = Policy(
    name="interest_over",
    hears=(BankInterestCredited, DepositCarriedIn),
    asks=(CarryInterestOver,),
    react=react,
    reads="went_over_to",
)
