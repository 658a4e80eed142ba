"""The record of the stream: `payment/P0123456789ABCDEF/1/1`, the first of a first refund."""

from typing import get_args

from domain.identifiers import is_natural
from domain.kernel import KeyName, Stream
from domain.payment.events import PaymentEvent, PaymentOrdered
from domain.payment.send import RECORD_PAYMENTS_SENT
from domain.payment.state import Payment, evolve


def _keys(first: PaymentOrdered) -> tuple[KeyName, ...]:
    """The deposit's keys: its lot's, and a natural person's own."""
    if first.lot is None or first.party is None:
        return ()
    lot = KeyName("lot", first.lot)
    return (lot, KeyName("party", first.party)) if is_natural(first.party) else (lot,)


PAYMENT = Stream(
    name="payment",
    events=get_args(PaymentEvent.__value__),
    initial=Payment(),
    evolve=evolve,
    deciders=(RECORD_PAYMENTS_SENT,),
    keys=_keys,
)
