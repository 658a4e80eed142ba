"""Facts of an annual pool (P32). Its id is random: whose it is, and for what, is sealed.

Its own key is the lot's of the deposit by which the rest goes back, and is released to nobody.
"""

from datetime import date

from domain.carried import CarriedPart
from domain.kernel import Event, event, sealed
from domain.postings import MoneyEvent


@event("PoolOpened", zh="年度保证金开户")
class PoolOpened(Event):
    """A party may pay an annual deposit into this account of ours.

    `basic_account`: the one it is to come from; None where none was registered.
    """

    pool: str
    account: str
    year: int
    party: str | None = sealed()
    payer: str | None = sealed()
    basic_account: str | None = sealed()


@event("PoolNumberIssued", zh="年度保证金子账户分配")
class PoolNumberIssued(Event):
    """The bank gave it a number to pay to."""

    pool: str
    sub_account: str | None = sealed()


@event("PoolDepositReceived", zh="年度保证金到账")
class PoolDepositReceived(MoneyEvent):
    """A line brought so much of it."""

    pool: str
    line: str | None = sealed()
    payer: str | None = sealed()
    payer_account: str | None = sealed()
    value_date: date | None = sealed()


@event("PoolReceiptUnmatched", zh="年度保证金撤销匹配")
class PoolReceiptUnmatched(MoneyEvent):
    """A line of it was another's after all: nothing of it was spent, and it is nobody's again."""

    pool: str
    line: str | None = sealed()
    reason: str | None = sealed()


@event("PoolCreditReversed", zh="年度保证金银行冲正")
class PoolCreditReversed(MoneyEvent):
    """The bank took a credit of it back (P09), by the debit line `by`; nothing of it was spent."""

    pool: str
    line: str | None = sealed()
    by: str | None = sealed()


@event("PoolReserved", zh="年度保证金占用")
class PoolReserved(MoneyEvent):
    """So much of it, the oldest first, stands for a deposit of a lot."""

    pool: str
    deposit: str | None = sealed()


@event("PoolReleased", zh="年度保证金释放")
class PoolReleased(MoneyEvent):
    """It stands for the deposit no more: what was not spent or kept is free again.

    Of what is not there any more nothing moves.
    """

    pool: str
    deposit: str | None = sealed()
    parts: tuple[CarriedPart, ...] | None = sealed()


@event("PoolClosed", zh="年度保证金退还")
class PoolClosed(MoneyEvent):
    """All that is free goes back to the bidder, by this deposit's refund."""

    pool: str
    deposit: str | None = sealed()


type PoolEvent = (
    PoolOpened
    | PoolNumberIssued
    | PoolDepositReceived
    | PoolReceiptUnmatched
    | PoolCreditReversed
    | PoolReserved
    | PoolReleased
    | PoolClosed
)
