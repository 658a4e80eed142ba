"""Money came for a deposit and was not its bidder's: whoever supervises is alerted, under seal.

Each such finding raises just one alert, whichever it is, so that counting events tells no more of
it than the finding itself does (decision 34).
"""

from domain.alert.cause import cause
from domain.alert.codes import code_for
from domain.alert.kinds import NON_BASIC_ACCOUNT, THIRD_PARTY_PAYER
from domain.deposit.arrived import NonBasicAccountDetected, PayerMismatchDetected
from domain.kernel import Command, Policy
from domain.trade.raise_alert import RaiseAlert

_NAME = "payer_alert"


def react(
    found: PayerMismatchDetected | NonBasicAccountDetected, told: tuple[str, ...]
) -> tuple[Command, ...]:
    """`told`: the cause, and the deposit's lot; nothing of what nobody can read any more."""
    if not told:
        return ()
    why, (lot,) = cause(told[0]), told[1:]
    kind = THIRD_PARTY_PAYER if isinstance(found, PayerMismatchDetected) else NON_BASIC_ACCOUNT
    return (
        RaiseAlert(
            alert=code_for(_NAME, why.position),
            kind=kind.code,
            lots=(lot,),
            deposits=(found.deposit,),
            causes=(why.position,),
            arose_at=why.at,
        ),
    )


PAYER_ALERT = Policy(
    name=_NAME,
    hears=(PayerMismatchDetected, NonBasicAccountDetected),
    asks=(RaiseAlert,),
    react=react,
    reads="cause_and_lot",
)
