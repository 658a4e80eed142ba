"""Facts of what goes back of a deposit: owed, approved, paid; with its interest, or converted."""

from dataclasses import dataclass
from datetime import date

from domain.kernel import Event, event, restricted, sealed
from domain.payee import Payee
from domain.postings import MoneyEvent


@event("RefundObligationCreated", zh="应退")
class RefundObligationCreated(Event):
    """Money is owed back, by a rule and not by a clerk.

    `number` counts the deposit's obligations from 1; `due` is the last day by `rule`; `interest`
    tells whether the bank's is owed with it. `interest_until`: up to when the bank had paid that
    before, of what was owed by another obligation; else None. `since`: the day that the term
    counts from; None where that was not said yet.
    """

    deposit: str
    number: int
    cause: str = restricted()
    rule: str = restricted()
    due: date = restricted()
    amount_fen: int = restricted()
    interest: bool = restricted()
    interest_until: date | None = restricted(default=None)
    since: date | None = restricted(default=None)
    payee: Payee | None = sealed()
    line: str | None = sealed()


@event("RefundDueReckoned", zh="应退期限重算")
class RefundDueReckoned(Event):
    """Its last day was an estimate, and is reckoned by the calendar that was published since."""

    deposit: str
    number: int
    due: date = restricted()


@event("RefundObligationCancelled", zh="应退撤销")
class RefundObligationCancelled(Event):
    """What it was owed for was taken back, or converted, before anything of it went out."""

    deposit: str
    number: int


@event("RefundObligationReduced", zh="应退减少")
class RefundObligationReduced(Event):
    """A court took of what stood in its name: so much is owed yet, and goes back (P27)."""

    deposit: str
    number: int
    amount_fen: int = restricted()


@event("RefundSetOff", zh="退款与冲正应收相抵")
class RefundSetOff(MoneyEvent):
    """It is with us again, and the bank took its money back while it was out: so much of both is
    settled (2005 or 2012 against 1003, P09). What is left of it is held, and owed anew.
    """

    deposit: str
    number: int


@event("DormantBalanceDeclared", zh="沉淀保证金公示")
class DormantBalanceDeclared(Event):
    """Nobody claimed it for a year: it is on the public notice of a day, and stays payable (P32).

    `since`: since when nobody claims it (`Refund.unclaimed_since`), as was seen; `document` the
    notice's reference, `evidence` its SHA-256.
    """

    deposit: str
    number: int
    since: date = restricted()
    notice: date = restricted()
    amount_fen: int = restricted()
    document: str = restricted()
    evidence: str = restricted()


@event("DormantBalanceClaimed", zh="沉淀保证金撤出公示")
class DormantBalanceClaimed(Event):
    """It was claimed on a day, or paid after all: it is on the public list no more.

    `document` is the reference of what shows it, `evidence` its SHA-256.
    """

    deposit: str
    number: int
    claimed: date = restricted()
    document: str = restricted()
    evidence: str = restricted()


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


@event("RefundApproved", version=2, zh="退款复核")
class RefundApproved(MoneyEvent):
    """A refund may be paid (P11); what was payable before moves nothing.

    `attempt` counts its payments from 1; `account` is the bank account that pays.
    `interest_to_come`: the bank has not paid its interest yet; it is paid once that is there.
    """

    deposit: str
    number: int
    attempt: int
    batch: str
    account: str
    interest_to_come: bool = restricted(default=False)


@event("BankInterestCredited", zh="银行结息")
class BankInterestCredited(MoneyEvent):
    """The bank paid interest on the deposit, up to `until` (not counted): on its number, or a part
    of a sum for all of the account (P16).
    """

    deposit: str
    until: date = restricted()
    line: str | None = sealed()


@event("InterestAllocated", version=2, zh="利息分配")
class InterestAllocated(MoneyEvent):
    """What of the bank's interest goes where (P17, P18). What is left keeps its `reason` (R14).

    `number`: the refund that takes it, None where none does; `follows_refund`: the one that had
    gone without, where `number` is of its interest alone; `to` the account it goes to; `left_fen`:
    what is left of it that no other refund waits for.
    """

    deposit: str
    number: int | None
    to: str | None = restricted()
    entitled_fen: int = restricted()
    left_fen: int = restricted()
    reason: str | None = restricted()
    follows_refund: int | None = restricted(default=None)


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
