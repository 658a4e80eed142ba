"""The one path by which money leaves: a payment pays a refund of a deposit, or makes a payout.

Both answer alike: `order`, `confirmed`, `after_all`, `returned`, `failed` say what is said of it
where it stands (`stream`), the last two with what follows; `holder` is whose a line is by which it
comes back.
"""

from domain.desk.payout_out import PayoutOut
from domain.desk.refund_out import RefundOut
from domain.identifiers import PayoutId, payment_id

type Outgoing = RefundOut | PayoutOut


def outgoing(payment: str) -> Outgoing:
    """What a payment pays, told by its code. Raises NotAnIdentifier for what is none."""
    paid = payment_id(payment)
    return PayoutOut(paid) if isinstance(paid, PayoutId) else RefundOut(paid)
