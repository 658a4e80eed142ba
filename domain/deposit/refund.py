"""One refund of a deposit, from the rule that owes it to the bank's word that it was paid."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.deposit.events import Payee, PayeeProposed, RefundObligationCreated


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """What is owed, to whom, until when. `version` counts its changes from 1.

    `line`: the receipt that it gives back whole or in part, where it came from one; `reissued`:
    what is on its way had come back before.
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
    reissued: bool = False
    proposed: PayeeProposed | None = None
    version: int = 1

    @property
    def pays(self) -> Payee | None:
        """Whom it goes to: the account that was proposed since, else the one it came from."""
        return self.proposed.payee if self.proposed else self.payee


def owed(event: RefundObligationCreated) -> Refund:
    """The refund as it comes into being."""
    return Refund(
        number=event.number,
        cause=event.cause,
        rule=event.rule,
        due=event.due,
        amount_fen=event.amount_fen,
        interest=event.interest,
        payee=event.payee,
        line=event.line,
    )


def moved_on(refund: Refund, standing: Standing, attempt: int | None = None) -> Refund:
    """The refund one step further."""
    return replace(
        refund,
        standing=standing,
        attempt=refund.attempt if attempt is None else attempt,
        version=refund.version + 1,
    )


def redirected(refund: Refund, proposed: PayeeProposed) -> Refund:
    """The refund with another account proposed for it."""
    return replace(refund, proposed=proposed, version=refund.version + 1)
