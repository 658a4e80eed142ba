"""What the bank says of a payment before its statement does: it was taken, or refused."""

from typing import Any

from domain.account.state import BankAccount
from domain.desk.outgoing import outgoing
from domain.identifiers import account_code, payment_id
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.payment.events import PaymentReported, Said
from domain.payment.state import WITH_THE_BANK, Payment, Stage
from domain.permissions import acts_for


@command("ReportPayment", version=2, zh="登记银行回执")
class ReportPayment(Command):
    """The bank's answer to an instruction from this account. `code` and `reason` are the bank's."""

    payment: str
    account: str
    status: Said
    code: str | None
    reason: str | None

    def __post_init__(self) -> None:
        payment_id(self.payment)
        account_code(self.account)


def decide(
    states: tuple[Payment, Any, BankAccount], asked: ReportPayment, context: Context
) -> Decision:
    """Refused: the money is payable again (P14). An answer comes once, before the statement.

    A bank answers for itself; the platform writes down what banks said. Nobody answers for what
    no bank has had.
    """
    payment, paid, account = states
    if not context.holds("PLATFORM") and not _is_of(account, context):
        return Rejected("payment.other_bank", f"you do not answer for the bank of {asked.account}")
    if payment.ordered is None or payment.message is None:
        return Rejected("payment.not_sent", f"{asked.payment} was not sent")
    if payment.ordered.account != asked.account:
        paid_from = payment.ordered.account
        return Rejected("payment.other_account", f"{asked.payment} is paid from {paid_from}")
    return _answered(payment, paid, asked)


def _is_of(account: BankAccount, context: Context) -> bool:
    return account.opened is not None and acts_for(context, "BANK", account.opened.bank)


def _answered(payment: Payment, paid: Any, asked: ReportPayment) -> Decision:
    if payment.stage not in WITH_THE_BANK:
        same = payment.stage is Stage.REJECTED and asked.status == "REJECTED"
        late = payment.stage in (Stage.SETTLED, Stage.RETURNED) and asked.status == "ACCEPTED"
        if same or late:
            return ()
        return Rejected("payment.answered", f"{asked.payment} is {payment.stage}")
    if payment.stage is Stage.ACCEPTED and asked.status == "ACCEPTED":
        return ()
    said = PaymentReported(
        payment=asked.payment, status=asked.status, code=asked.code, reason=asked.reason
    )
    if asked.status == "ACCEPTED":
        return (said,)
    return failed(payment, paid, said)


def failed(payment: Payment, paid: Any, said: PaymentReported) -> Decision:
    """What is said of a payment that will not be made: its money is payable again (P14).

    `paid`: the refund's deposit, or the payout.
    """
    assert payment.ordered is not None, "what was not ordered does not fail"
    out = outgoing(said.payment)
    back = out.failed(paid, payment.ordered.amount_fen, said.code or "")
    return (said, *(Placed(out.stream, one) for one in back))


def _touches(asked: ReportPayment) -> tuple[StreamId, ...]:
    return (
        StreamId("payment", asked.payment),
        outgoing(asked.payment).stream,
        StreamId("account", asked.account),
    )


REPORT_PAYMENT = Decider(handles=ReportPayment, touches=_touches, decide=decide)
