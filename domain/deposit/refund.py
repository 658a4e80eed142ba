"""One refund of a deposit, from the rule that owes it to the bank's word that it was paid."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.categories.category import Cause
from domain.deposit.kept_days import Days
from domain.deposit.owed import PayeeProposed, RefundApproved, RefundObligationCreated
from domain.payee import Payee


class Standing(StrEnum):
    """How far a refund has come (REFERENCE 3.4)."""

    OWED = "应退"
    APPROVED = "已复核"
    INSTRUCTED = "已指令"
    PAID = "已到账"
    FAILED = "失败"
    RETURNED = "退汇"
    VOID = "作废"


PAYABLE = frozenset({Standing.OWED, Standing.FAILED, Standing.RETURNED})
"""What may be proposed: never paid, refused by the bank, or come back."""
WITH_US = PAYABLE | {Standing.APPROVED}
"""Of such refunds nothing has gone out to the bank, or it has come back."""


def counted_from(since: date | None, due: date) -> date:
    """The day that a refund's term counts from; where that was not said, its last day: of no other
    can be told in which years it ran.
    """
    return since or due


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """What is owed, to whom, until when. `version` counts its changes from 1.

    `line`: the receipt that it gives back whole or in part, where it came from one; `account`: the
    one of ours that it was approved to be paid from; `reissued`: what is on its way had come back
    before; `interest_until`: up to when the bank paid its interest while this waited for it, or
    that of which it is the rest; `interest_fen`: what it took along of it, and what followed it or
    that of which it is the rest (`followed_fen`: this alone, which is paid by itself and stays
    given whatever becomes of the refund); `awaits`: it was approved before its interest came, and
    is not paid before; `lacks_interest`: it was so approved, and went without; `paid_on`: the day
    whose statement shows it; `compensation_fen`: what is owed for its being late, `compensated`
    once that was paid; `dormant`: the day of the public notice that nobody claims it, until it is
    claimed or paid, or owed no more; `claimed_on`: the day on which somebody did last;
    `returned_on`: the day on which the bank gave it back last; `since`: from which its term counts,
    None where that was not said, and `counts_from` then (`counted_from`); `kept`: the days on which
    orders kept it back, `kept_since`: from which on one does, as far as that was written down.
    """

    number: int
    cause: str
    rule: str
    due: date
    amount_fen: int
    interest: bool
    payee: Payee | None
    line: str | None
    standing: Standing = Standing.OWED
    attempt: int = 0
    account: str | None = None
    reissued: bool = False
    interest_until: date | None = None
    interest_fen: int = 0
    followed_fen: int = 0
    awaits: bool = False
    lacks_interest: bool = False
    proposed: PayeeProposed | None = None
    paid_on: date | None = None
    compensation_fen: int = 0
    compensated: bool = False
    dormant: date | None = None
    claimed_on: date | None = None
    returned_on: date | None = None
    since: date | None = None
    kept: tuple[Days, ...] = ()
    kept_since: date | None = None
    version: int = 1

    @property
    def counts_from(self) -> date:
        """From when its term counts, as far as that can be told."""
        return counted_from(self.since, self.due)

    @property
    def pays(self) -> Payee | None:
        """Whom it goes to: the account that was proposed since, else the one it came from."""
        return self.proposed.payee if self.proposed else self.payee

    @property
    def waits_for_interest(self) -> bool:
        """Whether the bank's interest goes with it and has not been given to it: until it is
        approved, or, where that came first, until it is ordered.
        """
        return self.awaits or (self.interest and self.standing is Standing.OWED)

    @property
    def is_paid_back(self) -> bool:
        """Whether somebody approved to pay back what was held, and it was not given up since."""
        return self.line is None and self.attempt > 0 and self.standing is not Standing.VOID

    @property
    def ends_it(self) -> bool:
        """Whether the deposit is over by it. What goes back since its bid was withdrawn ends
        nothing: until the deadline its bidder may pay again, and bid on that.
        """
        return self.is_paid_back and self.cause != Cause.WITHDRAWN

    @property
    def unclaimed_since(self) -> date:
        """The day from which on nobody claims it (R20): the last on which it was to be paid, or a
        later one on which it came back or was claimed.
        """
        return max(one for one in (self.due, self.returned_on, self.claimed_on) if one)

    def is_of(self, payee: Payee | None) -> bool:
        """True for what is owed at a lot's end to whoever paid from this account."""
        if self.line is not None or self.standing is Standing.VOID:
            return False
        return (self.payee and self.payee.account) == (payee and payee.account)


def owed(event: RefundObligationCreated) -> Refund:
    """The refund as it comes into being."""
    return Refund(
        number=event.number,
        cause=event.cause,
        rule=event.rule,
        due=event.due,
        amount_fen=event.amount_fen,
        interest=event.interest,
        interest_until=event.interest_until,
        since=event.since,
        payee=event.payee,
        line=event.line,
    )


def moved_on(refund: Refund, standing: Standing) -> Refund:
    """The refund one step further."""
    return replace(refund, standing=standing, version=refund.version + 1)


def approved(refund: Refund, event: RefundApproved) -> Refund:
    """The refund that may be paid now, or once its interest is there."""
    told = replace(
        refund, attempt=event.attempt, account=event.account, awaits=event.interest_to_come
    )
    return moved_on(told, Standing.APPROVED)


def instructed(refund: Refund) -> Refund:
    """The refund on its way to the bank; what still waited for its interest goes without."""
    lacks = refund.lacks_interest or refund.awaits
    gone = replace(refund, awaits=False, lacks_interest=lacks)
    return moved_on(gone, Standing.INSTRUCTED)


def redirected(refund: Refund, proposed: PayeeProposed) -> Refund:
    """The refund with another account proposed for it."""
    return replace(refund, proposed=proposed, version=refund.version + 1)


def owed_still(code: str, number: int, was: Refund, left_fen: int) -> RefundObligationCreated:
    """What is left of an obligation that ended, as that owed it, under this number.

    For what the bank has paid its interest on, it will not again; what of that followed it counts
    against this one (`bearing.owing`).
    """
    return RefundObligationCreated(
        deposit=code,
        number=number,
        cause=was.cause,
        rule=was.rule,
        due=was.due,
        amount_fen=left_fen,
        interest=was.interest,
        interest_until=was.interest_until,
        since=was.since,
        payee=was.payee,
        line=None,
    )
