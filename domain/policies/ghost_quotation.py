"""A winner does not sign (RF-18): whether others meant it to win is to be looked at (条例 74)."""

from domain.alert.cause import cause
from domain.alert.codes import code_for
from domain.alert.kinds import GHOST_QUOTATION as KIND
from domain.kernel import Command, Policy
from domain.lot.tendered import WinnerDefaulted
from domain.trade.raise_alert import RaiseAlert

_NAME = "ghost_quotation"


def react(defaulted: WinnerDefaulted, told: tuple[str, ...]) -> tuple[Command, ...]:
    """`told`: the cause."""
    why = cause(told[0])
    return (
        RaiseAlert(
            alert=code_for(_NAME, why.position),
            kind=KIND.code,
            lots=(defaulted.lot,),
            deposits=(),
            causes=(why.position,),
            arose_at=why.at,
        ),
    )


GHOST_QUOTATION = Policy(
    name=_NAME, hears=(WinnerDefaulted,), asks=(RaiseAlert,), react=react, reads="cause"
)
