"""The record of the stream: `payment/P0123456789ABCDEF/1/1`, the first of a first refund.

`payment/Q0123456789ABCDEF` is a payout's: of its lot, and no party's.
"""

from typing import get_args

from domain.kernel import Stream
from domain.keys import key_of_lot, keys_of
from domain.payment.events import PaymentEvent
from domain.payment.send import RECORD_PAYMENTS_SENT
from domain.payment.state import Payment, evolve

PAYMENT = Stream(
    name="payment",
    events=get_args(PaymentEvent.__value__),
    initial=Payment(),
    evolve=evolve,
    deciders=(RECORD_PAYMENTS_SENT,),
    keys=lambda first: keys_of(first.lot, first.party) or key_of_lot(first.lot),
)
