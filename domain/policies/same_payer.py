"""Bids are open, or more money came for an open lot: did one account pay for several bidders?

Before the opening nothing is said of it: who bids, and how many, could be counted (RF-01, S).
"""

from domain.alert.cause import Cause, cause
from domain.alert.codes import code_for
from domain.alert.kinds import SAME_PAYER as KIND
from domain.alert.payments import Group, groups, payment
from domain.deposit.arrived import (
    DuplicateReceiptDetected,
    LateReceiptDetected,
    LineTaken,
    NonBasicAccountDetected,
    OverpaymentDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptPartial,
    ReceiptRejected,
)
from domain.kernel import Command, Policy
from domain.lot.bidding import ReserveCompared, TimedBiddingClosed
from domain.lot.events import BidOpened, TransactionConfirmed
from domain.trade.raise_alert import MOST, RaiseAlert

_NAME = "same_payer"

type Opening = BidOpened | TimedBiddingClosed | ReserveCompared | TransactionConfirmed
type Came = LineTaken | PayerMismatchDetected | NonBasicAccountDetected


def react(heard: Opening | Came, told: tuple[str, ...]) -> tuple[Command, ...]:
    """`told`: the cause, and every payment for the open lots of the procedure; else nothing.

    One command an account, by its first payment.
    """
    if not told:
        return ()
    why = cause(told[0])
    payments = [payment(one) for one in told[1:]]
    if isinstance(heard, BidOpened | TimedBiddingClosed | ReserveCompared | TransactionConfirmed):
        if not heard.releases():
            return ()
        found = groups(payments, lambda one: one.lot == heard.lot)
    else:
        found = groups(payments, lambda one: one.position == why.position)
    return tuple(_raised(why, ordinal, group) for ordinal, group in enumerate(found))


def _raised(why: Cause, ordinal: int, group: Group) -> RaiseAlert:
    """Of very many payments the first ones show it."""
    some = Group(group.payments[:MOST])
    return RaiseAlert(
        alert=code_for(_NAME, why.position, ordinal),
        kind=KIND.code,
        lots=some.lots,
        deposits=some.deposits,
        causes=some.positions,
        arose_at=why.at,
    )


SAME_PAYER = Policy(
    name=_NAME,
    hears=(
        BidOpened,
        TimedBiddingClosed,
        ReserveCompared,
        TransactionConfirmed,
        ReceiptMatched,
        ReceiptPartial,
        OverpaymentDetected,
        DuplicateReceiptDetected,
        LateReceiptDetected,
        ReceiptRejected,
        PayerMismatchDetected,
        NonBasicAccountDetected,
    ),
    asks=(RaiseAlert,),
    react=react,
    reads="payments_of_open_lots",
)
