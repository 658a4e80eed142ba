"""The terms of a lot's deposit are to be looked at: too much or too little of it, or due too early.

Of a lot as it is defined, and as it is postponed; what the law blocks was refused (MA-1, MA-5).
"""

from domain.alert.cause import cause
from domain.alert.codes import code_for
from domain.kernel import Command, Policy
from domain.lot.events import DeadlinePostponed, LotDefined
from domain.trade.raise_alert import RaiseAlert

_NAME = "odd_terms"


def react(said: LotDefined | DeadlinePostponed, told: tuple[str, ...]) -> tuple[Command, ...]:
    """`told`: the cause, and the kinds of what is odd; else nothing."""
    if not told:
        return ()
    why = cause(told[0])
    return tuple(
        RaiseAlert(
            alert=code_for(_NAME, why.position, kind),
            kind=kind,
            lots=(said.lot,),
            deposits=(),
            causes=(why.position,),
            arose_at=why.at,
        )
        for kind in told[1:]
    )


ODD_TERMS = Policy(
    name=_NAME,
    hears=(LotDefined, DeadlinePostponed),
    asks=(RaiseAlert,),
    react=react,
    reads="odd_terms",
)
