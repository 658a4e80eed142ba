"""The record of the stream: `guarantee/G0123456789ABCDEF`. Its deciders sit at the desk."""

from typing import get_args

from domain.guarantee.events import GuaranteeAccepted, GuaranteeEvent
from domain.guarantee.state import Guarantee, evolve
from domain.identifiers import is_natural
from domain.kernel import KeyName, Stream


def _keys(first: GuaranteeAccepted) -> tuple[KeyName, ...]:
    """The deposit's keys: its lot's, and a natural person's own."""
    if first.lot is None or first.party is None:
        return ()
    lot = KeyName("lot", first.lot)
    return (lot, KeyName("party", first.party)) if is_natural(first.party) else (lot,)


GUARANTEE = Stream(
    name="guarantee",
    events=get_args(GuaranteeEvent.__value__),
    initial=Guarantee(),
    evolve=evolve,
    keys=_keys,
)
