"""Facts of a deposit. Its id is random: lot, party and payer stand in sealed parts only.

Whose part of an account a leg moves: of 2002, 2003, 2004, 2007 and 2010 the deposit's (`P…`), of
2005, 2006, 1009 and 2012 the refund's (`P…/1`), so that every refund can be followed to its end.
"""

from dataclasses import dataclass
from datetime import date, datetime

from domain.categories.category import Category
from domain.deposit.arrived import (
    BankCreditReversed,
    DuplicateReceiptDetected,
    LateReceiptDetected,
    NonBasicAccountDetected,
    OverpaymentDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptPartial,
    ReceiptRejected,
    ReceiptUnmatched,
    ReversalRepaid,
)
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.claimed import ReceiptClaimed, ReceiptClaimRefused, ReceiptClaimWithdrawn
from domain.deposit.compensated import OverdueCompensationPaid, OverdueCompensationRecognised
from domain.deposit.owed import (
    BankInterestCredited,
    DepositConverted,
    DormantBalanceClaimed,
    DormantBalanceDeclared,
    InterestAllocated,
    PayeeProposed,
    RefundApproved,
    RefundConfirmed,
    RefundDueReckoned,
    RefundFailed,
    RefundInstructed,
    RefundObligationCancelled,
    RefundObligationCreated,
    RefundObligationReduced,
    RefundReissued,
    RefundReturned,
    RefundSetOff,
)
from domain.deposit.passed_on import (
    DepositForfeited,
    EnforcementExecuted,
    ForfeitureMoneyReturned,
    ForfeitureReversed,
    ForfeitureWaived,
    GuaranteeProceedsReceived,
    PayoutAssigned,
    PayoutReleased,
    PriceMoved,
    PriceReceived,
    PriceReleased,
    ProceedsTakenBack,
    TreasuryPayableRecognised,
    VoidMoneyAwarded,
)
from domain.kernel import Event, Post, event, restricted, sealed
from domain.packs.rulebook import Rulebook
from domain.postings import MoneyEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Copied from the lot when the deposit is asked for, so the deposit never looks back.

    `basic_account` is the account it must come from; None where any of the payer's will do.
    `category`: the lot's, by whose rows money goes back; None where terms did not yet say it;
    `pack`: the version of those rows, 0 what came with the platform. What gives a stray back is no
    party's (`party` is '') and of no lot: its `lot` is its own code.
    """

    lot: str
    party: str
    payer: str
    amount_fen: int
    deadline: datetime
    basic_account: str | None
    category: str | None = None
    pack: int = 0

    def rules(self, law: Rulebook) -> Category | None:
        """The rows by which its money goes back; None where nobody can tell."""
        return law.rules(self.category, self.pack) if self.category else None


@event("DepositRequired", version=2, zh="保证金要求")
class DepositRequired(Event):
    """A party owes a deposit, on these terms."""

    deposit: str
    terms: Terms | None = sealed()


@event("DepositTermsChanged", version=2, zh="保证金要求变更")
class DepositTermsChanged(Event):
    """The lot was postponed, or a stray is given back anew: these terms hold from now on."""

    deposit: str
    terms: Terms | None = sealed()


@event("SubAccountIssued", zh="子账户分配")
class SubAccountIssued(Event):
    """The bank gave the deposit a number to pay to, valid to the end of a day (P01)."""

    deposit: str
    sub_account: str | None = sealed()
    valid_until: date | None = sealed()


@event("DepositSecured", zh="以保函缴纳保证金")
class DepositSecured(Event):
    """A guarantee stands in for cash to the end of a day; told again when that is a later one."""

    deposit: str
    guarantee: str | None = sealed()
    amount_fen: int | None = sealed()
    valid_until: date | None = sealed()


@event("GuaranteeReturned", zh="保函退还")
class GuaranteeReturned(Event):
    """The guarantee that stood in for cash was given back."""

    deposit: str
    guarantee: str | None = sealed()


@event("HoldPlaced", version=2, zh="暂停退还·冻结")
class HoldPlaced(MoneyEvent):
    """So much may not go back or on while the hold stands (P26). `document`: the order's reference.

    What it is taken from, its entry debits: deposit (2002), bond (2003), price (2004), a refund's
    (2005, 2012).
    `authority`: the post under which it was ordered; who holds the same may lift it. `day`:
    the day, None where it was not yet written down.
    """

    deposit: str
    hold: str
    authority: Post = restricted()
    cause: str = restricted()
    document: str = restricted()
    day: date | None = restricted()


@event("HoldLifted", version=2, zh="解除冻结")
class HoldLifted(MoneyEvent):
    """The hold is lifted, and its money stands where it stood (P26). `day`: the day, None
    where it was not yet written down.
    """

    deposit: str
    hold: str
    day: date | None = restricted()


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
    | ReversalRepaid
    | BankCreditReversed
    | PayerMismatchDetected
    | NonBasicAccountDetected
    | DepositSecured
    | GuaranteeReturned
    | HoldPlaced
    | HoldLifted
    | RefundObligationCreated
    | RefundObligationCancelled
    | RefundObligationReduced
    | RefundDueReckoned
    | PayeeProposed
    | RefundApproved
    | BankInterestCredited
    | InterestAllocated
    | RefundInstructed
    | RefundConfirmed
    | RefundFailed
    | RefundReturned
    | RefundSetOff
    | RefundReissued
    | DepositConverted
    | DepositForfeited
    | ForfeitureWaived
    | ForfeitureReversed
    | ForfeitureMoneyReturned
    | PayoutAssigned
    | PayoutReleased
    | PriceReceived
    | PriceMoved
    | PriceReleased
    | TreasuryPayableRecognised
    | VoidMoneyAwarded
    | EnforcementExecuted
    | GuaranteeProceedsReceived
    | ProceedsTakenBack
    | OverdueCompensationRecognised
    | OverdueCompensationPaid
    | DepositCarriedOver
    | DepositCarriedIn
    | DormantBalanceDeclared
    | DormantBalanceClaimed
    | ReceiptClaimed
    | ReceiptClaimWithdrawn
    | ReceiptClaimRefused
)
