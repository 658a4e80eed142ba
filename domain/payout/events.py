"""Facts of a payout: of what deposits gave on to one beneficiary, so much is paid to it.

Whose part of 1009 and 2012 its legs move is the payout's own (`Q…`). Of which lot it is and to
whom it goes stands sealed.
"""

from dataclasses import dataclass

from domain.kernel import Event, event, restricted, sealed
from domain.payee import Payee
from domain.postings import MoneyEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """All that one deposit gave on to the beneficiary and nobody has paid out yet; fen."""

    deposit: str
    amount_fen: int


@event("PayoutProposed", zh="划付经办")
class PayoutProposed(Event):
    """The maker proposes to pay these parts from this account, all in one sum.

    `to` is the account of the chart that they lie on, `owner` the beneficiary there; `document`
    the SHA-256 of what shows that the payee is right; `proposal` the digest of the command.
    """

    payout: str
    account: str
    proposed_by: str
    proposal: str
    to: str = restricted()
    owner: str = restricted()
    parts: tuple[Part, ...] = restricted()
    document: str = restricted()
    lot: str | None = sealed()
    payee: Payee | None = sealed()


@event("PayoutApproved", zh="划付复核")
class PayoutApproved(Event):
    """The checker approves it: it may be paid from this account."""

    payout: str
    account: str
    approved_by: str


REASON_MOST = 120
"""Signs of a reason: in Chinese they fill a sealed box."""


@event("PayoutRejected", version=2, zh="划付退回经办")
class PayoutRejected(Event):
    """The checker gives it back to the maker. The reason may name whoever bid."""

    payout: str
    rejected_by: str
    reason: str | None = sealed()


@event("PayoutInstructed", zh="划付指令")
class PayoutInstructed(MoneyEvent):
    """The bank is to pay it (P22, P23, P27, P31)."""

    payout: str


@event("PayoutConfirmed", zh="划付到账")
class PayoutConfirmed(MoneyEvent):
    """The bank paid it: its statement says so.

    Of the treasury's and of fees too where it was said before they had a name of their own.
    """

    payout: str


@event("TreasuryRemitted", zh="缴库到账")
class TreasuryRemitted(MoneyEvent):
    """The bank paid it, and the treasury has it: the statement says so (P23)."""

    payout: str


@event("ServiceFeeSwept", zh="服务费划转到账")
class ServiceFeeSwept(MoneyEvent):
    """The bank paid it: the fees are income of the centre's own book from here on (P31)."""

    payout: str


type Confirmed = PayoutConfirmed | TreasuryRemitted | ServiceFeeSwept
"""The bank paid it, by the name that REFERENCE 2.3 has for whose it was."""


@event("PayoutFailed", zh="划付失败")
class PayoutFailed(MoneyEvent):
    """It was withdrawn, or the bank refused before it paid: it is payable as before (P14)."""

    payout: str
    code: str = restricted()


@event("PayoutReturned", zh="划付退汇")
class PayoutReturned(MoneyEvent):
    """It was paid and came back (P15)."""

    payout: str
    code: str | None = restricted()


@event("PayoutGivenUp", version=2, zh="划付作废")
class PayoutGivenUp(MoneyEvent):
    """What failed or came back is not paid by this one; what had come back is payable again."""

    payout: str
    reason: str | None = sealed()


def reason_given(text: str) -> str:
    """A reason that fits. Raises ValueError."""
    if not text.strip() or len(text) > REASON_MOST:
        raise ValueError(f"reason: {len(text)} signs, expected 1 to {REASON_MOST} that say why")
    return text


type PayoutEvent = (
    PayoutProposed
    | PayoutApproved
    | PayoutRejected
    | PayoutInstructed
    | PayoutConfirmed
    | PayoutFailed
    | PayoutReturned
    | PayoutGivenUp
    | TreasuryRemitted
    | ServiceFeeSwept
)
