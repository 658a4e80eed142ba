"""The record of the stream: `alert/W0123456789ABCDEF`. Its deciders sit with the trade."""

from typing import get_args

from domain.alert.events import AlertEvent, AlertRaised, SealedAlertRaised
from domain.alert.state import Alert, evolve
from domain.kernel import KeyName, Stream
from domain.keys import key_of_lot


def _keys(first: AlertRaised | SealedAlertRaised) -> tuple[KeyName, ...]:
    """A sealed alert lies under the one key of its lot; what is told openly under none."""
    if isinstance(first, AlertRaised) or first.finding is None:
        return ()
    (lot,) = first.finding.lots
    return key_of_lot(lot)


ALERT = Stream(
    name="alert",
    events=get_args(AlertEvent.__value__),
    initial=Alert(),
    evolve=evolve,
    keys=_keys,
)
