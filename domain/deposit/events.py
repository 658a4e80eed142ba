"""Facts of a deposit. Its id is random: lot, party and payer stand in sealed parts only.

Whose part of an account a leg moves: of 2002, 2003, 2004, 2007 and 2010 the deposit's (`P…`), of
2005, 2006, 1009 and 2012 the refund's (`P…/1`), so that every refund can be followed to its end.
"""

from dataclasses import dataclass
from datetime import date, datetime

from domain.kernel import Event, Post, event, restricted, sealed
from domain.payee import Payee
from domain.postings import MoneyEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Copied from the lot when the deposit is asked for, so the deposit never looks back.

    `basic_account` is the account it must come from; None where any of the payer's will do.
    """

    lot: str
    party: str
    payer: str
    amount_fen: int
    deadline: datetime
    basic_account: str | None


@event("DepositRequired", zh="保证金要求")
class DepositRequired(Event):
    """A party owes a deposit, on these terms."""

    deposit: str
    terms: Terms | None = sealed()


@event("DepositTermsChanged", zh="保证金要求变更")
class DepositTermsChanged(Event):
    """The lot was postponed: these terms hold from now on."""

    deposit: str
    terms: Terms | None = sealed()


@event("SubAccountIssued", zh="子账户分配")
class SubAccountIssued(Event):
    """The bank gave the deposit a number to pay to, valid to the end of a day (P01)."""

    deposit: str
    sub_account: str | None = sealed()
    valid_until: date | None = sealed()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTaken(MoneyEvent):
    """What the facts of an arrival have in common: the line, and who paid it.

    No `happened_at`: the bank's instant would point at the line before the opening.
    """

    deposit: str
    line: str | None = sealed()  # a field specifier
    payer: str | None = sealed()
    payer_account: str | None = sealed()


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


@event("ReceiptUnmatched", zh="撤销保证金匹配")
class ReceiptUnmatched(MoneyEvent):
    """A line turned out not to be this deposit's; its money is unidentified again."""

    deposit: str
    line: str | None = sealed()
    reason: str | None = sealed()


@event("BankCreditReversed", zh="银行冲正")
class BankCreditReversed(MoneyEvent):
    """The bank took a credit back (P09); `by` is the debit line that did."""

    deposit: str
    line: str | None = sealed()
    by: str | None = sealed()


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


@event("DepositSecured", zh="以保函缴纳保证金")
class DepositSecured(Event):
    """A guarantee stands in for cash."""

    deposit: str
    guarantee: str | None = sealed()
    amount_fen: int | None = sealed()
    valid_until: date | None = sealed()


@event("GuaranteeReturned", zh="保函退还")
class GuaranteeReturned(Event):
    """The guarantee that stood in for cash was given back."""

    deposit: str
    guarantee: str | None = sealed()


@event("HoldPlaced", zh="暂停退还·冻结")
class HoldPlaced(MoneyEvent):
    """So much may not go back while the hold stands (P26). `document`: the order's reference.

    `authority`: the post under which it was ordered; who holds the same may lift it.
    """

    deposit: str
    hold: str
    authority: Post = restricted()
    cause: str = restricted()
    document: str = restricted()


@event("HoldLifted", zh="解除冻结")
class HoldLifted(MoneyEvent):
    """The hold is lifted, and its money is held as before (P26)."""

    deposit: str
    hold: str


@event("RefundObligationCreated", zh="应退")
class RefundObligationCreated(Event):
    """Money is owed back, by a rule and not by a clerk.

    `number` counts the deposit's obligations from 1; `due` is the last day by `rule`; `interest`
    tells whether the bank's is owed with it.
    """

    deposit: str
    number: int
    cause: str = restricted()
    rule: str = restricted()
    due: date = restricted()
    amount_fen: int = restricted()
    interest: bool = restricted()
    payee: Payee | None = sealed()
    line: str | None = sealed()


@event("RefundObligationCancelled", zh="应退撤销")
class RefundObligationCancelled(Event):
    """What it was owed for was taken back, or converted, before anybody approved it."""

    deposit: str
    number: int


@event("PayeeProposed", zh="提出变更收款账户")
class PayeeProposed(Event):
    """Another account is proposed for a refund; who approves the batch approves it too (R09).

    `proposed_by` is the person; `evidence` the SHA-256 of what shows that the account is right.
    """

    deposit: str
    number: int
    proposed_by: str
    payee: Payee | None = sealed()
    evidence: str | None = sealed()


@event("RefundApproved", zh="退款复核")
class RefundApproved(MoneyEvent):
    """A refund may be paid (P11); what was payable before moves nothing.

    `attempt` counts its payments from 1; `account` is the bank account that pays.
    """

    deposit: str
    number: int
    attempt: int
    batch: str
    account: str


@event("BankInterestCredited", zh="银行结息")
class BankInterestCredited(MoneyEvent):
    """The bank paid interest on the deposit's sub-account (P16), up to `until` (not counted)."""

    deposit: str
    until: date = restricted()
    line: str | None = sealed()


@event("InterestAllocated", zh="利息分配")
class InterestAllocated(MoneyEvent):
    """What of the bank's interest goes where (P17, P18). What is left keeps its `reason` (R14).

    `number`: the refund it goes with, None where it goes with none; `to` the account it goes to;
    `left_fen`: what is left of it that no other refund waits for.
    """

    deposit: str
    number: int | None
    to: str | None = restricted()
    entitled_fen: int = restricted()
    left_fen: int = restricted()
    reason: str | None = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPaid(MoneyEvent):
    """What the facts of a refund's payment have in common: which refund, which payment of it."""

    deposit: str
    number: int
    payment: str


@event("RefundInstructed", zh="退款指令")
class RefundInstructed(RefundPaid):
    """The bank is to pay it (P12)."""


@event("RefundConfirmed", zh="退款到账")
class RefundConfirmed(RefundPaid):
    """The bank paid it: its statement says so (P13)."""


@event("RefundFailed", zh="退款失败")
class RefundFailed(RefundPaid):
    """The bank refused before it paid (P14)."""

    code: str = restricted()


@event("RefundReturned", zh="退汇")
class RefundReturned(RefundPaid):
    """It was paid and came back (P15)."""

    code: str | None = restricted()


@event("RefundReissued", zh="重新退款")
class RefundReissued(RefundPaid):
    """What came back is to be paid again (P15)."""


@event("DepositConverted", zh="保证金转为履约保证金·价款")
class DepositConverted(MoneyEvent):
    """The deposit becomes a bond (P19), or earnest and price (P20).

    `earnest_fen` of it is earnest: at most 20 % of the price (民法典 586).
    """

    deposit: str
    to: str
    earnest_fen: int = restricted()


type DepositEvent = (
    DepositRequired
    | DepositTermsChanged
    | SubAccountIssued
    | ReceiptMatched
    | ReceiptPartial
    | OverpaymentDetected
    | DuplicateReceiptDetected
    | LateReceiptDetected
    | ReceiptRejected
    | ReceiptUnmatched
    | BankCreditReversed
    | PayerMismatchDetected
    | NonBasicAccountDetected
    | DepositSecured
    | GuaranteeReturned
    | HoldPlaced
    | HoldLifted
    | RefundObligationCreated
    | RefundObligationCancelled
    | PayeeProposed
    | RefundApproved
    | BankInterestCredited
    | InterestAllocated
    | RefundInstructed
    | RefundConfirmed
    | RefundFailed
    | RefundReturned
    | RefundReissued
    | DepositConverted
)
