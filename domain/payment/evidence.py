"""How a bank line fits a payment of ours: it went out, or it came back."""

from domain.evidence import Evidence, Mark, same
from domain.identifiers import payment_of
from domain.names import same_name
from domain.payment.state import WITH_THE_BANK, Payment, Stage


def weigh(
    code: str,
    payment: Payment,
    *,
    amount: int,
    name: str | None,
    account: str | None,
    end_to_end: str | None,
    returned: bool,
) -> Evidence:
    """The marks of a debit, or of a credit that brings a payment back (`returned`).

    `amount` in fen; name and account as the bank tells the other side's.
    """
    ordered = payment.ordered
    payee = ordered.payee if ordered else None
    named = payment_of(end_to_end)
    stands = payment.stage is Stage.SETTLED if returned else payment.stage in WITH_THE_BANK
    return Evidence(
        number=Mark.NOTHING if named is None else _must(named == code),
        name=_name(payee.name if payee else None, name),
        account=same(payee.account if payee else None, account),
        amount=_must(ordered is not None and ordered.amount_fen == amount),
        time=_must(stands),
    )


def _must(met: bool) -> Mark:
    return Mark.MEETS if met else Mark.REQUIRED


def _name(payee: str | None, name: str | None) -> Mark:
    if payee is None or name is None:
        return Mark.NOTHING
    return Mark.MEETS if same_name(payee, name) else Mark.DIFFERS
