"""Facts of what came for a deposit, and of what was taken back. Sealed but for the deposit's id."""

from dataclasses import dataclass
from datetime import date

from domain.kernel import Event, event, sealed
from domain.postings import MoneyEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTaken(MoneyEvent):
    """What the facts of an arrival have in common: the line, who paid it, from when it earns.

    `value_date`: the bank's; None where it gives none, or nobody can read it any more. No
    `happened_at`: the bank's instant would point at the line before the opening.
    """

    deposit: str
    line: str | None = sealed()  # a field specifier
    payer: str | None = sealed()
    payer_account: str | None = sealed()
    value_date: date | None = sealed()  # noqa: RUF009  # a field specifier


@event("ReceiptMatched", zh="保证金到账")
class ReceiptMatched(LineTaken):
    """Money that counts, and with it the deposit is whole (P02, P08)."""


@event("ReceiptPartial", zh="保证金不足额")
class ReceiptPartial(LineTaken):
    """Money that counts once the rest has come (P03)."""


@event("OverpaymentDetected", zh="保证金超额")
class OverpaymentDetected(LineTaken):
    """The deposit is whole, and what came beyond it is owed back (P04)."""


@event("DuplicateReceiptDetected", zh="重复缴纳")
class DuplicateReceiptDetected(LineTaken):
    """The deposit was whole before: all of this is owed back (P05)."""


@event("LateReceiptDetected", zh="逾期到账")
class LateReceiptDetected(LineTaken):
    """It came after the deadline, never counts, and is owed back (P06)."""


@event("ReceiptRejected", zh="退回来款")
class ReceiptRejected(LineTaken):
    """Somebody else's money is owed back to whoever paid it (P07)."""


@event("ReversalRepaid", zh="冲正补缴")
class ReversalRepaid(LineTaken):
    """All of it makes good a credit that the bank took back when its money had gone (P09)."""


@event("ReceiptUnmatched", zh="撤销保证金匹配")
class ReceiptUnmatched(MoneyEvent):
    """A line turned out not to be this deposit's; its money is unidentified again."""

    deposit: str
    line: str | None = sealed()
    reason: str | None = sealed()


@event("BankCreditReversed", zh="银行冲正")
class BankCreditReversed(MoneyEvent):
    """The bank took a credit back (P09); `by` is the debit line that did.

    `gone_fen`: what of the line's counted money had gone back to its payer by then, or a court took
    on its way there since a bid was withdrawn; what others had of it is not among that, though both
    are owed to us (1003). Of one of before nobody said it.
    """

    deposit: str
    line: str | None = sealed()
    by: str | None = sealed()
    gone_fen: int | None = sealed()


@event("PayerMismatchDetected", zh="付款户名不符")
class PayerMismatchDetected(Event):
    """Somebody else paid: never counts. The money stays unidentified, the evidence stays here."""

    deposit: str
    line: str | None = sealed()
    payer: str | None = sealed()
    payer_account: str | None = sealed()


@event("NonBasicAccountDetected", zh="非基本户付款")
class NonBasicAccountDetected(Event):
    """The payer paid from another account than the basic one. The money stays unidentified."""

    deposit: str
    line: str | None = sealed()
    payer: str | None = sealed()
    payer_account: str | None = sealed()
