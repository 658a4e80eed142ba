"""Shapes that payouts once had, and how they are read today: a reason stood in the open."""

from domain.kernel import Event, Former, event, restricted
from domain.payout.events import PayoutGivenUp, PayoutRejected
from domain.postings import MoneyEvent


@event("PayoutRejected", zh="划付退回经办")
class PayoutRejectedV1(Event):
    """Given back to its maker, then."""

    payout: str
    rejected_by: str
    reason: str = restricted()


@event("PayoutGivenUp", zh="划付作废")
class PayoutGivenUpV1(MoneyEvent):
    """Given up, then."""

    payout: str
    reason: str = restricted()


def _rejected(old: PayoutRejectedV1) -> PayoutRejected:
    return PayoutRejected(payout=old.payout, rejected_by=old.rejected_by, reason=old.reason)


def _given_up(old: PayoutGivenUpV1) -> PayoutGivenUp:
    return PayoutGivenUp(payout=old.payout, reason=old.reason, entries=old.entries)


FORMER = (Former(PayoutRejectedV1, _rejected), Former(PayoutGivenUpV1, _given_up))
